"""What all classes of rows have in common, whichever module they are in."""

from __future__ import annotations

import ast
import inspect
import json
import sys
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

import pytest

from azure_functions_lite import decorators
from azure_functions_lite._host import entries
from azure_functions_lite.decorators import constants, openai
from azure_functions_lite.decorators._options import ValueChoice
from azure_functions_lite.decorators.blob import BlobTrigger
from azure_functions_lite.decorators.core import (
    Binding,
    BindingDirection,
    BlobSource,
    DataType,
    InputBinding,
    OutputBinding,
)
from azure_functions_lite.decorators.cosmosdb import CosmosDBOutputV3, CosmosDBTrigger, CosmosDBTriggerV3
from azure_functions_lite.decorators.dapr import DaprTopicTrigger
from azure_functions_lite.decorators.eventgrid import EventGridOutput
from azure_functions_lite.decorators.kafka import (
    KafkaOutput,
    KafkaTrigger,
)
from azure_functions_lite.decorators.utils import as_json
from azure_functions_lite.errors import ArgumentTypeError, ChoiceError, DataError

NAMES = [module.name for module in iter_modules(decorators.__path__) if not module.name.startswith("_")]
MODULES = [import_module(f"{decorators.__name__}.{name}") for name in NAMES]


def bindings_in(module: ModuleType) -> list[type[Binding]]:
    classes = [member for member in vars(module).values() if isinstance(member, type) and issubclass(member, Binding)]
    return [row for row in classes if row.__module__ == module.__name__ and row.get_binding_name() is not None]


# An MCPTool is made of the function and its parameters, and has no options as the rest have.
ROWS = [row for module in MODULES for row in bindings_in(module) if row.__name__ != "MCPTool"]
# What a row needs besides the options without default.
NEEDED = {"EventGridOutput": {"connection": "Topic"}}

every_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.__name__)


@cache
def body_of(declaring: type) -> list[ast.stmt]:
    path = sys.modules[declaring.__module__].__file__
    assert path is not None
    tree = ast.parse(Path(path).read_text("utf-8"))
    return next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == declaring.__name__)


def declared(row: type[Binding]) -> dict[str, tuple[ast.AnnAssign, ast.stmt | None]]:
    """The options by name, each with its line in the source and what is below it, in the order of the constructor."""
    found: dict[str, tuple[ast.AnnAssign, ast.stmt | None]] = {}
    for declaring in reversed(row.__mro__[: row.__mro__.index(Binding) + 1]):
        body = body_of(declaring)
        for line, below in zip(body, [*body[1:], None], strict=True):
            if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
                found[line.target.id] = line, below
    return found


def parameters(row: type[Binding]) -> list[inspect.Parameter]:
    return [*inspect.signature(row).parameters.values()]


def needed(row: type[Binding]) -> dict[str, Any]:
    required = {each.name: f"the {each.name}" for each in parameters(row) if each.default is inspect.Parameter.empty}
    return {**required, **NEEDED.get(row.__name__, {})}


def make(row: type[Binding], *arguments: object, **keywords: object) -> Binding:
    construct: Any = row
    made: Binding = construct(*arguments, **keywords)
    return made


def choices(row: type[Binding]) -> list[ValueChoice[Any, Any]]:
    options = [getattr(row, each.name, None) for each in parameters(row)]
    return [option for option in options if isinstance(option, ValueChoice)]


def texts_of(row: type[Binding]) -> dict[str, str]:
    """A text for each option that takes any, and that goes together with the others."""
    names = {each.name for each in parameters(row)} - {choice.name for choice in choices(row)}
    unusual = {"EventGridOutput": {"connection"}, "MCPPromptTrigger": {"prompt_arguments"}}.get(row.__name__, set())
    return {each.name: f"the {each.name}" for each in parameters(row) if each.name in names - unusual}


every_choice = pytest.mark.parametrize(
    ("row", "choice"),
    [pytest.param(row, choice, id=f"{row.__name__}-{choice.name}") for row in ROWS for choice in choices(row)],
)


def test_the_rows_are_found() -> None:
    assert len(ROWS) >= 50
    assert {row.get_binding_name() for row in ROWS} >= {"queueTrigger", "queue", "kafkaTrigger", "semanticSearch"}


@every_row
def test_each_says_what_it_does(row: type[Binding]) -> None:
    first = (row.__doc__ or "").partition("\n")[0]
    assert first.endswith(".")
    assert first.split()[0] in {
        "Add",
        "Ask",
        "Call",
        "Create",
        "Insert",
        "Invoke",
        "Let",
        "Publish",
        "Send",
        "Store",
        "Write",
    }


@every_row
def test_each_option_says_what_it_is(row: type[Binding]) -> None:
    silent = [
        name
        for name, (_, below) in declared(row).items()
        if name != "data_type"
        and not (
            isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
            and isinstance(below.value.value, str)
            and below.value.value.endswith(".")
        )
    ]
    assert silent == []


@every_row
def test_types_are_those_of_the_host(row: type[Binding]) -> None:
    assert row.get_binding_name() in vars(constants).values()


def test_types_are_named_as_they_are_written() -> None:
    types = {name: type for name, type in vars(constants).items() if name.isupper()}
    assert {name: type for name, type in types.items() if type != camel(name.lower())} == {
        "COSMOS_DB": "cosmosDB",
        "COSMOS_DB_TRIGGER": "cosmosDBTrigger",
        "HTTP_OUTPUT": "http",
    }


@every_row
def test_the_signature_is_what_the_class_declares(row: type[Binding]) -> None:
    options = declared(row)
    required = [name for name, (line, _) in options.items() if line.value is None]
    assert [each.name for each in parameters(row)] == ["arg_name", *[name for name in options if name != "name"]]
    assert [each.name for each in parameters(row) if each.default is inspect.Parameter.empty] == ["arg_name", *required]


@every_row
def test_each_can_be_made_by_position_and_by_keyword(row: type[Binding]) -> None:
    values = needed(row)
    filled = [values.get(each.name, each.default) for each in parameters(row)]
    one, other = make(row, *filled), make(row, **values)
    assert one.get_dict_repr() == other.get_dict_repr()
    assert one.init_params == other.init_params
    assert one.name == other.name == "the arg_name"


@every_row
def test_each_begins_with_direction_type_and_name(row: type[Binding]) -> None:
    written = make(row, **needed(row), data_type="binary").get_dict_repr()
    direction = BindingDirection.OUT if issubclass(row, OutputBinding) else BindingDirection.IN
    assert [*written.items()][:4] == [
        ("direction", direction),
        ("dataType", DataType.BINARY),
        ("type", row.get_binding_name()),
        ("name", "the arg_name"),
    ]


@every_row
def test_the_name_can_be_given_as_the_attribute_is_called(row: type[Binding]) -> None:
    values = needed(row)
    named = make(row, **{"name" if keyword == "arg_name" else keyword: value for keyword, value in values.items()})
    assert named.get_dict_repr() == make(row, **values).get_dict_repr()


@every_row
def test_an_unknown_option_is_passed_through(row: type[Binding]) -> None:
    written = make(row, **needed(row), an_option_of_tomorrow=[1, None], nothing_at_all=None).get_dict_repr()
    assert written == {**make(row, **needed(row)).get_dict_repr(), "anOptionOfTomorrow": [1]}


@every_row
def test_none_is_left_out(row: type[Binding]) -> None:
    values: dict[str, Any] = {each.name: None for each in parameters(row)}
    written = make(row, **{**values, **needed(row)}).get_dict_repr()
    assert None not in written.values()
    if row is DaprTopicTrigger:
        assert written.pop("route") == written["topic"]
    assert written.keys().isdisjoint(camel(name) for name in values.keys() - needed(row).keys())


# What the host is told of options that an app leaves out: by default, function.json has only what is set.
SERVICE = {"aiConnectionName": ""}
CHAT = {"chatModel": "DefaultChatModel"}
CHATS = {"chatStorageConnectionSetting": "AzureWebJobsStorage", "collectionName": "ChatState"}
ANSWER = {"temperature": "0.5", "maxTokens": "100", "isReasoningModel": False}
EMBEDDINGS = {"embeddingsModel": "DefaultEmbeddingsModel"}
CHUNKS = {"maxChunkLength": 8192, "maxOverlap": 128}
BROKER = {"keyDataType": "STRING", "authenticationMode": "NOTSET", "protocol": "NOTSET"}
DEFAULTS: dict[str, dict[str, Any]] = {
    "AssistantPostInput": {**SERVICE, **CHAT, **CHATS, **ANSWER},
    "AssistantQueryInput": CHATS,
    "DaprTopicTrigger": {"route": "the topic"},
    "EmbeddingsInput": {**SERVICE, **EMBEDDINGS, **CHUNKS},
    "EmbeddingsStoreOutput": {**SERVICE, **EMBEDDINGS, **CHUNKS},
    "KafkaOutput": {
        **BROKER,
        "maxMessageBytes": 1_000_000,
        "batchSize": 10_000,
        "enableIdempotence": False,
        "lingerMs": 5,
        "messageTimeoutMs": 300_000,
        "requestTimeoutMs": 5_000,
        "maxRetries": 2**31 - 1,
    },
    "KafkaTrigger": {**BROKER, "cardinality": "ONE", "lagThreshold": 1_000},
    "MCPToolTrigger": {"useResultSchema": False},
    "MySqlInput": {"commandType": "Text"},
    "SemanticSearchInput": {
        **SERVICE,
        **EMBEDDINGS,
        **CHAT,
        **ANSWER,
        "maxKnowledgeCount": 1,
        "systemPrompt": openai.semantic_search_system_prompt,
    },
    "SqlInput": {"commandType": "Text"},
    "TextCompletionInput": {**SERVICE, **CHAT, **ANSWER},
}


@every_row
def test_defaults(row: type[Binding]) -> None:
    given = needed(row)
    written = json.loads(as_json(make(row, **given).get_dict_repr(), "cannot write"))
    left_out = written.keys() - {camel(name) for name in given} - {"direction", "type"}
    assert {name: written[name] for name in left_out} == DEFAULTS.get(row.__name__, {})


def test_options_are_spelled_as_decorators_write_them() -> None:
    # By these spellings, a row of a function.json in another case is read.
    spelled = vars(entries)["_SPELLINGS"]
    assert spelled - {camel(each.name) for row in ROWS for each in parameters(row)} == {"blobPath", "direction", "type"}


def camel(name: str) -> str:
    first, *others = name.split("_")
    return "name" if name == "arg_name" else first + "".join(word.title() for word in others)


@every_row
def test_every_option_has_its_key(row: type[Binding]) -> None:
    values = texts_of(row)
    # Methods are looked up.
    values.pop("methods", None)
    written = make(row, **values).get_dict_repr()
    assert {camel(name): text for name, text in values.items()}.items() <= written.items()


@every_choice
def test_a_choice_is_given_as_member_or_as_text(row: type[Binding], choice: ValueChoice[Any, Any]) -> None:
    for name, member in choice.kind.__members__.items():
        texts = {name, name.lower(), name.title(), member.value if isinstance(member.value, str) else name}
        made = {getattr(make(row, **needed(row), **{choice.name: given}), choice.name) for given in (member, *texts)}
        assert made in ({member}, {member.value})


@every_choice
@pytest.mark.parametrize("given", ["nonsense", "", 7], ids=repr)
def test_what_is_not_a_choice_is_rejected(row: type[Binding], choice: ValueChoice[Any, Any], given: object) -> None:
    with pytest.raises(ChoiceError) as error:
        make(row, **needed(row), **{choice.name: given})
    members = ", ".join(choice.kind.__members__)
    assert str(error.value) == (
        f"cannot set {choice.name!r} of {row.__name__}: expected one of {members}, got {given!r}"
    )
    assert isinstance(error.value, KeyError)


@pytest.mark.parametrize(
    ("row", "missing"),
    [
        pytest.param(row, each.name, id=f"{row.__name__}-{each.name}")
        for row in ROWS
        for each in parameters(row)
        if each.default is inspect.Parameter.empty
    ],
)
def test_an_option_that_is_missing_is_named(row: type[Binding], missing: str) -> None:
    values = needed(row)
    del values[missing]
    with pytest.raises(ArgumentTypeError) as error:
        make(row, **values)
    assert str(error.value) == f"cannot make a {row.__name__}: {missing!r} is missing"
    assert isinstance(error.value, TypeError)


@every_row
def test_too_many_arguments_are_rejected(row: type[Binding]) -> None:
    limit = len(parameters(row))
    with pytest.raises(ArgumentTypeError) as error:
        make(row, *["x"] * (limit + 1))
    assert str(error.value) == f"cannot make a {row.__name__}: expected {limit} arguments at most, got {limit + 1}"


@every_row
@pytest.mark.parametrize("keyword", ["arg_name", "name"])
def test_a_value_that_is_given_twice_is_rejected(row: type[Binding], keyword: str) -> None:
    with pytest.raises(ArgumentTypeError) as error:
        make(row, "one", **{**needed(row), "arg_name": "other"} if keyword == "arg_name" else {keyword: "other"})
    assert str(error.value) == f"cannot make a {row.__name__}: {keyword!r} is passed twice"


@every_row
def test_a_name_that_means_something_else_is_rejected(row: type[Binding]) -> None:
    with pytest.raises(ArgumentTypeError) as error:
        make(row, **needed(row), get_dict_repr="x")
    assert str(error.value) == (f"cannot pass an option through {row.__name__}: the name 'get_dict_repr' is taken")


@every_row
def test_type_and_direction_may_be_said_again(row: type[Binding]) -> None:
    plain = make(row, **needed(row))
    said = make(row, **needed(row), type=plain.type, direction="IN")
    assert said.get_dict_repr() == plain.get_dict_repr()


@every_row
def test_the_kind_is_that_of_the_type(row: type[Binding]) -> None:
    name = row.get_binding_name() or ""
    assert name.endswith("Trigger") is not issubclass(row, (InputBinding, OutputBinding))


@pytest.mark.parametrize(
    ("row", "last"),
    [
        (CosmosDBOutputV3, ["partitionKey"]),
        (
            CosmosDBTriggerV3,
            [
                "startFromBeginning",
                "createLeaseCollectionIfNotExists",
                "preferredLocations",
                "leaseCollectionName",
                "leaseConnectionStringSetting",
                "leaseDatabaseName",
                "leaseCollectionPrefix",
            ],
        ),
        (KafkaTrigger, ["oAuthBearerExtensions", "authenticationMode", "protocol", "cardinality", "lagThreshold"]),
        (KafkaOutput, ["maxRetries", "authenticationMode", "protocol", "lingerMs"]),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_the_order_of_keys(row: type[Binding], last: list[str]) -> None:
    free = {
        each.name: each.name for each in parameters(row) if not isinstance(getattr(row, each.name, None), ValueChoice)
    }
    assert [*make(row, **free).get_dict_repr()][-len(last) :] == last


@pytest.mark.parametrize(
    ("row", "first"),
    [
        (KafkaTrigger, ["topic", "broker_list", "event_hub_connection_string", "consumer_group", "avro_schema"]),
        (KafkaOutput, ["topic", "broker_list", "avro_schema", "key_avro_schema", "key_data_type"]),
    ],
    ids=["trigger", "output"],
)
def test_kafka_has_its_topic_before_its_client(row: type[Binding], first: list[str]) -> None:
    assert [each.name for each in parameters(row)][1 : len(first) + 1] == first


def test_a_source_is_written_as_the_host_spells_it() -> None:
    trigger = BlobTrigger("blob", "orders/{name}", "Storage", BlobSource.EVENT_GRID)
    assert (trigger.source, trigger.get_dict_repr()["source"]) == ("EventGrid", "EventGrid")
    feed = CosmosDBTrigger("documents", "Account", "shop", "orders", change_feed_mode="all_versions_and_deletes")
    assert feed.get_dict_repr()["changeFeedMode"] == "AllVersionsAndDeletes"


@pytest.mark.parametrize(
    ("given", "got"),
    [
        ({}, "none"),
        ({"topic_key_setting": "Key"}, "'topic_key_setting'"),
        ({"topic_endpoint_uri": "Topic"}, "'topic_endpoint_uri'"),
        ({"connection": "Topic", "topic_key_setting": "Key"}, "'connection' and 'topic_key_setting'"),
        (
            {"connection": "Topic", "topic_endpoint_uri": "Topic", "topic_key_setting": "Key"},
            "'connection' and 'topic_endpoint_uri' and 'topic_key_setting'",
        ),
    ],
    ids=["nothing", "key", "topic", "connection and key", "all"],
)
def test_an_event_grid_topic_is_described_in_one_way(given: dict[str, str], got: str) -> None:
    with pytest.raises(DataError) as error:
        make(EventGridOutput, "event", **given)
    assert str(error.value) == (
        "cannot make an EventGridOutput: "
        f"expected either 'connection' or both 'topic_endpoint_uri' and 'topic_key_setting', got {got}"
    )
    assert isinstance(error.value, ValueError)


def test_the_two_ways_to_describe_an_event_grid_topic() -> None:
    by_prefix, by_key = EventGridOutput("event", connection="Topic"), EventGridOutput("event", "Topic", "Key")
    assert (by_prefix.connection, by_prefix.topic_endpoint_uri, by_prefix.topic_key_setting) == ("Topic", None, None)
    assert by_key.get_dict_repr() == {
        "direction": BindingDirection.OUT,
        "type": "eventGrid",
        "name": "event",
        "topicEndpointUri": "Topic",
        "topicKeySetting": "Key",
    }


@pytest.mark.parametrize("given", ["url", "rawText", openai.InputType.FilePath], ids=str)
def test_the_input_of_embeddings_may_be_of_any_type(given: openai.InputType | str) -> None:
    [row] = [row for row in bindings_in(openai) if row.get_binding_name() == "embeddings"]
    assert make(row, "vectors", "{url}", given).get_dict_repr()["inputType"] is given


def test_the_prompt_of_a_semantic_search() -> None:
    [row] = [row for row in bindings_in(openai) if row.get_binding_name() == "semanticSearch"]
    prompt: str = make(row, "answer", "Search", "index").get_dict_repr()["systemPrompt"]
    assert prompt is openai.semantic_search_system_prompt
    assert sha256(prompt.encode()).hexdigest() == "ea555fd67cb8e4045bdd861e7dd4cbbe798f6d136c12005caa311e28f21d4d84"
