"""Rows, settings, enums, and how all that is spelt in function.json."""

from __future__ import annotations

from datetime import datetime, timezone
from enum import Enum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite.decorators.core import (
    AccessRights,
    AuthLevel,
    Binding,
    BindingDirection,
    BlobSource,
    Cardinality,
    CosmosDBChangeFeedMode,
    DataType,
    InputBinding,
    McpPropertyType,
    OutputBinding,
    Setting,
    Trigger,
)
from azure_functions_lite.decorators.function_name import FunctionName
from azure_functions_lite.decorators.generic import GenericInputBinding, GenericOutputBinding, GenericTrigger
from azure_functions_lite.decorators.http import HttpMethod
from azure_functions_lite.decorators.kafka import (
    BrokerAuthenticationMode,
    BrokerProtocol,
    KafkaMessageKeyType,
    OAuthBearerMethod,
)
from azure_functions_lite.decorators.openai import InputType, OpenAIModels
from azure_functions_lite.decorators.queue import QueueOutput, QueueTrigger
from azure_functions_lite.decorators.retry_policy import RetryPolicy
from azure_functions_lite.decorators.utils import as_json, to_camel_case
from azure_functions_lite.errors import ArgumentTypeError, DataError
from azure_functions_lite.extension.extension_scope import ExtensionScope

WORDS = st.from_regex(r"[a-z]+[0-9]*", fullmatch=True)


@pytest.mark.parametrize(
    ("kind", "members"),
    [
        (BindingDirection, {"IN": 0, "OUT": 1, "INOUT": 2}),
        (DataType, {"UNDEFINED": 0, "STRING": 1, "BINARY": 2, "STREAM": 3}),
        (AuthLevel, {"FUNCTION": "function", "ANONYMOUS": "anonymous", "ADMIN": "admin"}),
        (Cardinality, {"ONE": "one", "MANY": "many"}),
        (AccessRights, {"MANAGE": "manage", "LISTEN": "listen"}),
        (BlobSource, {"EVENT_GRID": "EventGrid", "LOGS_AND_CONTAINER_SCAN": "LogsAndContainerScan"}),
        (
            CosmosDBChangeFeedMode,
            {"LATEST_VERSION": "LatestVersion", "ALL_VERSIONS_AND_DELETES": "AllVersionsAndDeletes"},
        ),
        (BrokerAuthenticationMode, {"NOTSET": -1, "GSSAPI": 0, "PLAIN": 1, "SCRAMSHA256": 2, "SCRAMSHA512": 3}),
        (BrokerProtocol, {"NOTSET": -1, "PLAINTEXT": 0, "SSL": 1, "SASLPLAINTEXT": 2, "SASLSSL": 3}),
        (OAuthBearerMethod, {"DEFAULT": 0, "OIDC": 1}),
        (KafkaMessageKeyType, {"INT": 0, "LONG": 1, "STRING": 2, "BINARY": 3}),
        (ExtensionScope, {"UNKNOWN": 0, "APPLICATION": 1, "FUNCTION": 2}),
        (HttpMethod, {name: name for name in ["GET", "POST", "DELETE", "HEAD", "PATCH", "PUT", "OPTIONS", "QUERY"]}),
        (
            McpPropertyType,
            {
                "INTEGER": "integer",
                "FLOAT": "number",
                "STRING": "string",
                "BOOLEAN": "boolean",
                "OBJECT": "object",
                "DATETIME": "string",
            },
        ),
        (InputType, {"RawText": "raw_text", "FilePath": "file_path"}),
        (
            OpenAIModels,
            {"DefaultChatModel": "gpt-3.5-turbo", "DefaultEmbeddingsModel": "text-embedding-ada-002"},
        ),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_enums(kind: type[Enum], members: dict[str, object]) -> None:
    assert {name: member.value for name, member in kind.__members__.items()} == members


def test_enums_are_written_by_name() -> None:
    assert [str(level) for level in AuthLevel] == ["FUNCTION", "ANONYMOUS", "ADMIN"]


def test_a_date_is_a_string_in_json() -> None:
    assert McpPropertyType["DATETIME"] is McpPropertyType.STRING
    assert str(McpPropertyType.DATETIME) == "STRING"


@pytest.mark.parametrize(
    ("kind", "direction"),
    [
        (Binding, BindingDirection.IN),
        (Trigger, BindingDirection.IN),
        (InputBinding, BindingDirection.IN),
        (OutputBinding, BindingDirection.OUT),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_a_row_by_hand(kind: type[Binding], direction: BindingDirection) -> None:
    row = kind("msg", DataType.BINARY, "rabbitMQ")
    assert (row.name, row.type, row.data_type, row.direction) == ("msg", "rabbitMQ", 2, direction.value)
    assert row.get_dict_repr() == {
        "direction": direction,
        "dataType": DataType.BINARY,
        "type": "rabbitMQ",
        "name": "msg",
    }
    assert row.get_binding_name() is None


def test_a_row_needs_its_name_only() -> None:
    row = Binding("msg")
    assert (row.name, row.type, row.data_type) == ("msg", "", None)
    assert row.get_dict_repr() == {"direction": BindingDirection.IN, "type": "", "name": "msg"}


@pytest.mark.parametrize(
    ("kind", "direction"),
    [
        (GenericTrigger, BindingDirection.IN),
        (GenericInputBinding, BindingDirection.IN),
        (GenericOutputBinding, BindingDirection.OUT),
    ],
    ids=["trigger", "input", "output"],
)
def test_a_row_of_any_type(kind: Any, direction: BindingDirection) -> None:
    row = kind("msg", "rabbitMQTrigger", data_type="string", queue_name="orders", tls=None)
    assert row.get_binding_name() is None
    assert (row.name, row.type, row.data_type, row.direction) == ("msg", "rabbitMQTrigger", 1, direction.value)
    assert [*row.get_dict_repr().items()] == [
        ("direction", direction),
        ("dataType", DataType.STRING),
        ("type", "rabbitMQTrigger"),
        ("name", "msg"),
        ("queueName", "orders"),
    ]


def test_the_type_of_a_class_goes_before_all() -> None:
    row = QueueTrigger("msg", "orders", "Storage")
    assert (row.get_binding_name(), row.type) == ("queueTrigger", "queueTrigger")
    assert (QueueOutput.get_binding_name(), Trigger.get_binding_name()) == ("queue", None)


@pytest.mark.parametrize(
    ("trigger", "is_one"),
    [
        (QueueTrigger("msg", "orders", "Storage"), True),
        (GenericTrigger("msg", "queueTrigger"), True),
        (GenericTrigger("msg", "rabbitMQTrigger"), False),
    ],
    ids=["its class", "its type", "neither"],
)
def test_whether_a_trigger_is_of_a_class(trigger: Trigger, is_one: bool) -> None:
    assert Trigger.is_supported_trigger_type(trigger, QueueTrigger) is is_one


def test_a_setting_by_hand() -> None:
    setting = Setting("timeout")
    assert (setting.setting_name, setting.get_setting_name()) == ("timeout", "timeout")
    assert setting.get_dict_repr() == {"setting_name": "timeout"}


def test_a_setting() -> None:
    policy = RetryPolicy("fixed_delay", "3", delay_interval="00:00:10")
    assert policy.get_setting_name() == policy.setting_name == "retry_policy"
    assert policy.get_dict_repr() == {
        "setting_name": "retry_policy",
        "strategy": "fixed_delay",
        "max_retry_count": "3",
        "delay_interval": "00:00:10",
    }


def test_the_values_of_a_setting() -> None:
    named = FunctionName("orders", {"order": 7})
    assert named.get_settings_value("function_name") == "orders"
    assert named.get_settings_value("order") == 7
    assert named.get_settings_value("name") is None


def test_further_fields_of_a_setting() -> None:
    fields: dict[str, object] = {"team": "tea", "nothing": None}
    named = FunctionName(name="orders", setting_extra_fields=fields)
    assert named.get_dict_repr() == {"setting_name": "function_name", "function_name": "orders", "team": "tea"}
    assert named.setting_extra_fields == fields


def test_a_setting_takes_its_options_only() -> None:
    made: Any = FunctionName
    with pytest.raises(
        ArgumentTypeError,
        match=r"^cannot make a FunctionName: expected one of name, setting_extra_fields, got team, order$",
    ):
        made("orders", team="tea", order=7)


def test_further_fields_cannot_be_the_name_of_the_setting() -> None:
    with pytest.raises(
        ArgumentTypeError, match=r"^cannot pass an option through FunctionName: the name 'setting_name' is taken$"
    ):
        FunctionName("orders", {"setting_name": "x"})


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("name", "name"),
        ("queue_name", "queueName"),
        ("o_auth_bearer_client_id", "oAuthBearerClientId"),
        ("queueName", "queueName"),
        ("sql_2_query", "sql2Query"),
        ("a__b", "aB"),
        ("x", "x"),
        ("a_", "a"),
        ("_a", "A"),
        ("a_b2c", "aB2C"),
    ],
)
def test_names_in_function_json(name: str, key: str) -> None:
    assert to_camel_case(name) == key


@given(st.lists(WORDS, min_size=1))
def test_words_keep_their_letters(words: list[str]) -> None:
    key = to_camel_case("_".join(words))
    assert key.lower() == "".join(words)
    assert [*filter(str.isupper, key)] == [word[0].upper() for word in words[1:]]


@pytest.mark.parametrize("name", ["", "_", "a b", "a-b", "2nd", "a.b", "größe", "a\n"], ids=repr)
def test_what_is_not_a_name(name: str) -> None:
    with pytest.raises(DataError) as error:
        to_camel_case(name)
    assert str(error.value) == f"cannot spell a name for function.json: expected a Python name, got {name!r}"
    assert isinstance(error.value, ValueError)


def test_a_name_that_the_host_cannot_have() -> None:
    made: Any = QueueTrigger
    row = made("msg", "orders", "Storage", **{"a b": 1})
    with pytest.raises(DataError, match=r"^cannot spell a name for function\.json: expected a Python name, got 'a b'$"):
        row.get_dict_repr()


def test_function_json_has_enums_by_name() -> None:
    value = {"direction": BindingDirection.OUT, "levels": [AuthLevel.ADMIN], "of": {"kind": McpPropertyType.DATETIME}}
    assert as_json(value, "cannot") == '{"direction": "OUT", "levels": ["ADMIN"], "of": {"kind": "STRING"}}'


def test_function_json_has_times_in_iso_8601() -> None:
    moment = datetime(2021, 2, 16, 14, 19, 29, tzinfo=timezone.utc)
    assert as_json([moment, moment.time()], "cannot") == '["2021-02-16T14:19:29+00:00", "14:19:29"]'


@pytest.mark.parametrize("value", [{1, 2}, object()], ids=["set", "object"])
def test_what_has_no_json_form(value: object) -> None:
    with pytest.raises(
        ArgumentTypeError, match=r"^cannot write the row: expected values that JSON has, got an object of type \w+$"
    ):
        as_json({"direction": BindingDirection.IN, "value": value}, "cannot write the row")
