"""The envelopes in which Durable Functions sends objects: written, opened, and never trusted."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import UserDict
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure_functions_lite as func
from azure_functions_lite._bindings.durable_codec import df_dumps, df_loads
from azure_functions_lite.durable_functions import ActivityTriggerConverter
from azure_functions_lite.errors import ArgumentTypeError, DataError, InvalidJSONError
from azure_functions_lite.meta import Datum

MakeDatum = Callable[[Any, "str | None"], Datum]

ACTIVITY_INPUT = "cannot decode activityTrigger: expected text, or JSON with envelopes that can be opened"
STRICT = "AZURE_FUNCTIONS_DURABLE_STRICT_TYPING"
# A tree that the parser of JSON takes, and that is deeper than Python's stack.
DEPTH = 700 if sys.version_info < (3, 12) else 1100
DEEP = "[" * DEPTH + "]" * DEPTH
# Only where an envelope may be does anybody go through the tree.
DEEP_ENVELOPE = f'[{DEEP}, "__class__"]'

JSON_TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda trees: st.lists(trees) | st.dictionaries(st.text(), trees),
    max_leaves=10,
)


class Order:
    """The usual way: a method out, a class method back."""

    def __init__(self, number: object) -> None:
        self.number = number

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(other) == vars(self)

    __hash__ = None  # type: ignore[assignment]  # a mutable value

    def to_json(self) -> Any:
        return {"number": self.number}

    @classmethod
    def from_json(cls, data: Any) -> Order:
        return cls(data["number"])


class StaticOrder(Order):
    """As the documentation of Durable Functions has it: static methods with one parameter."""

    # The checkers are right that no subclass should do so.
    @staticmethod
    def to_json(obj: StaticOrder) -> str:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]  # see above
        return str(obj.number)

    @staticmethod
    def from_json(data: str) -> StaticOrder:  # pyright: ignore[reportIncompatibleMethodOverride]  # see above
        return StaticOrder(int(data))


class ClassOrder:
    """With class methods both ways."""

    @classmethod
    def to_json(cls, obj: ClassOrder) -> str:
        return f"one of {type(obj).__name__}"

    @classmethod
    def from_json(cls, data: str) -> tuple[str, str]:
        return cls.__name__, data


class OneWay:
    def to_json(self) -> int:
        return 1


class BrokenOrder(Order):
    """What `from_json` raises depends on the number."""

    @classmethod
    def from_json(cls, data: Any) -> Order:
        raise {1: KeyError, 2: TypeError, 3: ValueError, 4: AttributeError, 5: RecursionError}[data["number"]]("no way")


def envelope(name: str, module: str, data: object) -> str:
    return json.dumps({"__class__": name, "__module__": module, "__data__": data})


def activity_input(data: Datum | None) -> Any:
    return ActivityTriggerConverter.decode(data, trigger_metadata=None)


def activity_result(value: object) -> Datum:
    return ActivityTriggerConverter.encode(value, expected_type=None)


@pytest.fixture
def without_official_sdk(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if f"{name}.".startswith("azure.functions.")]:
        monkeypatch.delitem(sys.modules, name)


@pytest.fixture(params=["1", "true", "yes", " TRUE ", "Yes"])
def strict(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STRICT, request.param)


@given(JSON_TREES)
def test_plain_values_are_plain_json(tree: Any) -> None:
    assert json.loads(df_dumps(tree)) == tree
    assert df_loads(df_dumps(tree)) == tree
    assert df_loads(df_dumps(tree).encode()) == tree


def test_an_envelope_names_class_and_module() -> None:
    assert df_dumps(Order(3)) == envelope("Order", __name__, {"number": 3})
    assert df_dumps(StaticOrder(3)) == envelope("StaticOrder", __name__, "3")
    assert df_dumps(ClassOrder()) == envelope("ClassOrder", __name__, "one of ClassOrder")


@pytest.mark.parametrize(
    "value",
    [
        Order(3),
        StaticOrder(3),
        [Order(1), StaticOrder(2), None],
        {"a": Order(1), "b": [{"c": StaticOrder(2)}]},
        Order([Order(1), {"a": StaticOrder(2)}]),
    ],
    ids=["methods", "static methods", "in a list", "in a dict", "in one another"],
)
def test_envelopes_come_back(value: object) -> None:
    assert df_loads(df_dumps(value)) == value
    assert activity_input(activity_result(value)) == value


def test_class_methods_are_called_on_the_class() -> None:
    assert df_loads(df_dumps(ClassOrder())) == ("ClassOrder", "one of ClassOrder")


def test_a_part_of_an_envelope_is_a_plain_object() -> None:
    for name in ("__class__", "__module__", "__data__"):
        value = {"__class__": "Order", "__module__": __name__, "__data__": {"number": 1}}
        del value[name]
        assert df_loads(json.dumps(value)) == value


@pytest.mark.parametrize(
    ("name", "module", "named"),
    [
        ("Nothing", __name__, f"{__name__}.Nothing"),
        ("Order", "no.such.module", "no.such.module.Order"),
        ("Nothing", "azure.functions._cosmosdb", "azure.functions._cosmosdb.Nothing"),
        ("Document", "azure.functionsx", "azure.functionsx.Document"),
    ],
    ids=["class", "module", "class of the official SDK", "module of a like name"],
)
@pytest.mark.usefixtures("without_official_sdk")
def test_an_envelope_of_an_unknown_class_is_rejected(name: str, module: str, named: str) -> None:
    expected = "expected a class of a module that is loaded, got (no .+|a module that is not)"
    with pytest.raises(DataError, match=rf"^cannot make a {named}: {expected}$"):
        df_loads(envelope(name, module, {}))
    with pytest.raises(DataError, match=rf"^{ACTIVITY_INPUT}, got cannot make a {named}: {expected}$"):
        activity_input(Datum(envelope(name, module, {}), "json"))


@pytest.mark.parametrize("name", ["made", "function"])
def test_an_envelope_runs_nothing_of_a_module(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Neither what makes its attributes when they are asked for, nor a callable that is not a class."""

    class Refusing:
        """What `unittest.mock.call` is like: it has every attribute."""

        def __getattr__(self, attribute: str) -> object:
            raise AssertionError(attribute)

        __call__ = __getattr__

    refuse = Refusing()
    module: Any = ModuleType("modular")
    module.__getattr__ = refuse
    module.function = refuse
    monkeypatch.setitem(sys.modules, "modular", module)
    with pytest.raises(
        DataError,
        match=rf"^cannot make a modular.{name}: expected a class of a module that is loaded, "
        rf"got no class {name} in modular$",
    ):
        df_loads(envelope(name, "modular", {}))


def test_an_envelope_is_not_shown_in_full() -> None:
    for name, module in (("x" * 1_000, __name__), ("Order", "x" * 1_000)):
        with pytest.raises(DataError) as error:
            df_loads(envelope(name, module, {}))
        assert len(str(error.value)) < 350


@pytest.mark.parametrize("name", [None, 5, [], {}], ids=repr)
def test_an_envelope_whose_names_are_not_text_is_rejected(name: object) -> None:
    with pytest.raises(
        DataError, match=r"^cannot make a .+: expected a class of a module that is loaded, got a module that is not$"
    ):
        df_loads(json.dumps({"__class__": name, "__module__": name, "__data__": {}}))


def test_an_envelope_of_a_class_without_from_json_is_rejected() -> None:
    with pytest.raises(
        ArgumentTypeError, match=rf"^cannot make a {__name__}.OneWay: expected a method from_json, got none$"
    ):
        df_loads(df_dumps(OneWay()))
    with pytest.raises(
        ArgumentTypeError, match=r"^cannot make a builtins.dict: expected a method from_json, got none$"
    ):
        df_loads(envelope("dict", "builtins", {}))


@pytest.mark.parametrize(
    ("name", "module", "data", "made"),
    [
        ("Document", "azure.functions._cosmosdb", '{"id": 1}', func.Document(id=1)),
        ("DocumentList", "azure.functions._cosmosdb", '[{"id": 1}]', func.DocumentList([func.Document(id=1)])),
        ("SqlRow", "azure.functions._sql", '{"id": 1}', func.SqlRow(id=1)),
        ("MySqlRowList", "azure.functions._mysql", '[{"id": 1}]', func.MySqlRowList([func.MySqlRow(id=1)])),
        ("QueueMessage", "azure.functions._queue", '{"id": "i", "body": "b"}', func.QueueMessage(id="i", body="b")),
        ("EventHubEvent", "azure.functions._eventhub", '{"body": "b"}', func.EventHubEvent(body="b")),
        ("Document", "azure.functions", "{}", func.Document()),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
@pytest.mark.usefixtures("without_official_sdk")
def test_envelopes_of_the_official_sdk_become_our_classes(name: str, module: str, data: str, made: object) -> None:
    value = df_loads(envelope(name, module, data))
    assert value == made
    assert type(value) is type(made)


def test_a_module_that_is_loaded_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "azure.functions._cosmosdb", sys.modules[__name__])
    assert df_loads(envelope("Order", "azure.functions._cosmosdb", {"number": 1})) == Order(1)


WHEN = datetime(2024, 4, 6, 15, 30, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    "value",
    [
        func.QueueMessage(id="1", body=b"\xff", dequeue_count=2, insertion_time=WHEN),
        func.ServiceBusMessage(body="å", application_properties={"a": 1}, time_to_live=timedelta(days=1, seconds=2)),
        func.EventHubEvent(body="å", offset="7", enqueued_time=WHEN, iothub_metadata={"connection-device-id": "d"}),
        func.EventHubEvent(),
        func.KafkaEvent(body="å", key="k", headers=[{"Key": "a", "Value": "Yg=="}]),
        func.EventGridEvent(id="1", data={"a": [1]}, event_time=WHEN),
        func.EventGridOutputEvent(id="1", subject="s", data_version="1", event_type="t", data=None, event_time=WHEN),
        func.CloudEvent(id="1", source="s", type="t", specversion="1.0", data=b"\xff", time=WHEN, extra="x"),
        func.PromptInvocationContext(name="n", arguments={"a": 1}, transport={"name": "sse"}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_messages_and_events_come_back(value: object) -> None:
    assert activity_input(activity_result(value)) == value
    assert activity_input(activity_result({"in": [value]})) == {"in": [value]}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (func.MCPToolContext(name="n"), '{"name": "n"}'),
        (WHEN, '"2024-04-06T15:30:00+00:00"'),
        ([date(2024, 4, 6), time(15, 30)], '["2024-04-06", "15:30:00"]'),
        (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        ([Decimal("0.5"), Decimal("0.30000000000000000001")], '[0.5, "0.30000000000000000001"]'),
        ([b"\xff", bytearray(b"x")], '["/w==", "eA=="]'),
        (timedelta(hours=1), '"01:00:00"'),
    ],
    ids=["MCPToolContext", "datetime", "date", "UUID", "Decimal", "bytes", "timedelta"],
)
def test_results_that_travel_without_an_envelope(value: object, text: str) -> None:
    assert df_dumps(value) == text
    assert activity_result(value) == Datum(text, "json")
    assert activity_input(Datum(text, "json")) == json.loads(text)


@pytest.mark.parametrize("value", [{1, 2}, object(), Order, {("a",): 1}], ids=lambda v: type(v).__name__)
def test_results_without_a_json_form_are_rejected(value: object) -> None:
    with pytest.raises(
        ArgumentTypeError,
        match=r"^cannot write a value for Durable Functions: expected values that JSON has(, or .+)?, got .+$",
    ):
        df_dumps(value)
    with pytest.raises(
        DataError, match=r"^cannot encode activityTrigger: expected values that JSON has(, or .+)?, got .+$"
    ):
        activity_result(value)


def test_the_error_names_the_class_that_has_no_to_json() -> None:
    with pytest.raises(
        ArgumentTypeError,
        # Python 3.14 adds lines that say where the set is.
        match=r"(?m)^cannot write a value for Durable Functions: expected values that JSON has, or objects with "
        r"to_json, got an object of type set$",
    ):
        df_dumps([{1}])


@pytest.mark.parametrize("value", [func.HttpResponse("x"), func.InputStream(data=b"x")], ids=lambda v: type(v).__name__)
def test_values_that_could_not_be_read_again_are_rejected(value: object) -> None:
    where = "cannot write a value for Durable Functions"
    message = f"{where}: expected values that JSON has, or objects with to_json and from_json, got an object of type "
    with pytest.raises(ArgumentTypeError, match=f"(?m)^{message}{type(value).__name__}$"):
        df_dumps({"result": value})


def test_a_result_that_contains_itself_is_rejected() -> None:
    result: list[object] = []
    result.append(result)
    with pytest.raises(
        DataError,
        match=r"^cannot write a value for Durable Functions: expected a tree of values, "
        r"got maximum recursion depth exceeded",
    ):
        activity_result(result)


@pytest.mark.parametrize("document", ["", "hey", "{", b"\xff"], ids=repr)
def test_a_document_that_is_not_json_is_rejected(document: str | bytes) -> None:
    with pytest.raises(InvalidJSONError, match=r"^cannot read a value of Durable Functions: expected JSON"):
        df_loads(document)


def test_a_tree_deeper_than_the_stack_is_rejected() -> None:
    where = "cannot read a value of Durable Functions: expected a tree of values, got maximum recursion depth"
    with pytest.raises(DataError, match=rf"^{where}"):
        df_loads(DEEP_ENVELOPE)
    with pytest.raises(DataError, match=f"^{ACTIVITY_INPUT}, got {where}"):
        activity_input(Datum(DEEP_ENVELOPE, "json"))


@pytest.mark.parametrize(("number", "raised"), [(1, KeyError), (2, TypeError), (3, ValueError), (4, AttributeError)])
def test_what_from_json_raises(number: int, raised: type[Exception]) -> None:
    document = df_dumps(BrokenOrder(number))
    with pytest.raises(raised, match="no way"):
        df_loads(document)
    with pytest.raises(DataError, match=r"^cannot decode activityTrigger: .+, got '?no way'?$") as error:
        activity_input(Datum(document, "json"))
    assert type(error.value.__cause__) is raised


def test_from_json_that_never_ends_is_a_tree_too_deep() -> None:
    with pytest.raises(
        DataError, match=r"^cannot read a value of Durable Functions: expected a tree of values, got no way$"
    ):
        df_loads(df_dumps(BrokenOrder(5)))


@pytest.mark.parametrize(
    ("type", "value", "decoded"),
    [
        ("json", '{"a": 1}', {"a": 1}),
        ("string", '{"a": 1}', {"a": 1}),
        ("json", '"text"', "text"),
        ("string", "123", 123),
        ("json", "null", None),
        ("string", "hey", "hey"),
        ("string", "", ""),
        ("json", "{", "{"),
        ("string", envelope("StaticOrder", __name__, "7"), StaticOrder(7)),
        ("json", None, None),
        ("string", None, None),
        (None, None, None),
    ],
)
def test_inputs_of_activities(make_datum: MakeDatum, type: str | None, value: object, decoded: object) -> None:
    assert activity_input(make_datum(value, type)) == decoded


def test_an_activity_without_input_receives_none() -> None:
    assert activity_input(None) is None


@pytest.mark.parametrize(("value", "got"), [(b"{}", "bytes of length 2"), (5, "int"), ({}, "dict of length 0")])
def test_an_input_that_is_not_text_is_rejected(make_datum: MakeDatum, value: object, got: str) -> None:
    with pytest.raises(DataError, match=rf"^cannot decode activityTrigger: expected JSON text, got {got}$"):
        activity_input(make_datum(value, "json"))


@pytest.mark.usefixtures("strict")
def test_strict_mode_opens_the_envelope_that_is_expected() -> None:
    assert df_loads(df_dumps(Order(3)), Order) == Order(3)
    assert df_loads(df_dumps(StaticOrder(3)), StaticOrder) == StaticOrder(3)


@pytest.mark.parametrize(
    ("expected_type", "expected"),
    [(None, "a plain value, because no type is expected"), (StaticOrder, ".+StaticOrder'>"), (dict, "<class 'dict'>")],
    ids=["none", "another", "dict"],
)
@pytest.mark.usefixtures("strict")
def test_strict_mode_refuses_any_other_envelope(expected_type: type | None, expected: str) -> None:
    where = "cannot read a value of Durable Functions"
    with pytest.raises(
        ArgumentTypeError, match=rf"^{where}: expected {expected}, got an envelope of {__name__}.Order$"
    ):
        df_loads(df_dumps(Order(3)), expected_type)
    with pytest.raises(DataError, match=rf", got an envelope of {__name__}.Order$"):
        activity_input(Datum(df_dumps(Order(3)), "json"))


@pytest.mark.parametrize(
    ("document", "expected_type", "value"),
    [("5", None, 5), ("5", int, 5), ("null", None, None), ('{"a": [1]}', dict, {"a": [1]}), ('"a"', str, "a")],
)
@pytest.mark.usefixtures("strict")
def test_strict_mode_takes_plain_values_of_the_type(document: str, expected_type: type | None, value: object) -> None:
    assert df_loads(document, expected_type) == value


@pytest.mark.parametrize(
    ("document", "expected_type", "expected", "got"),
    [
        ("5", str, "str", "int"),
        ("1", float, "float", "int"),
        ("null", Order, "Order", "NoneType"),
        ("[]", dict, "dict", "list"),
    ],
)
@pytest.mark.usefixtures("strict")
def test_strict_mode_refuses_plain_values_of_another_type(
    document: str, expected_type: type, expected: str, got: str
) -> None:
    with pytest.raises(
        ArgumentTypeError, match=rf"^cannot read a value of Durable Functions: expected {expected}, got {got}$"
    ):
        df_loads(document, expected_type)


@pytest.mark.usefixtures("strict")
def test_strict_mode_leaves_envelopes_inside_closed() -> None:
    inner = {"__class__": "Order", "__module__": __name__, "__data__": {"number": 3}}
    assert df_loads(json.dumps([inner])) == [inner]
    assert df_loads(json.dumps({"a": inner}), dict) == {"a": inner}


@pytest.mark.parametrize("setting", ["", "0", "on", "false", None], ids=repr)
def test_strict_mode_is_off(monkeypatch: pytest.MonkeyPatch, setting: str | None) -> None:
    monkeypatch.delenv(STRICT, raising=False)
    if setting is not None:
        monkeypatch.setenv(STRICT, setting)
    assert df_loads(df_dumps(Order(3))) == Order(3)
    assert df_loads(df_dumps([Order(3)]), int) == [Order(3)]
    assert df_loads("5", str) == 5


def test_a_deep_tree_without_envelopes_is_read() -> None:
    assert json.dumps(df_loads(DEEP)) == DEEP


@pytest.mark.parametrize(
    ("document", "reason"),
    [("[" * 100_000, "nested too deep"), ("1" * 5_000, "an integer too long")],
    ids=["too deep", "too long"],
)
def test_json_beyond_all_limits_is_not_text(document: str, reason: str) -> None:
    read = f"cannot read a value of Durable Functions: expected JSON, got str of length {len(document)}, {reason}"
    with pytest.raises(DataError, match=f"^{ACTIVITY_INPUT}, got {read}$"):
        activity_input(Datum(document, "json"))


@pytest.mark.parametrize("words", ["hey", "\ufeffhey"], ids=["plain", "byte order mark"])
def test_text_that_is_not_json_stays_text(words: str) -> None:
    assert activity_input(Datum(words, "json")) == words


def test_data_that_is_not_json_does_not_make_a_text_of_the_envelope() -> None:
    envelope = {"__class__": "Document", "__module__": "azure_functions_lite.cosmosdb", "__data__": "{"}
    with pytest.raises(
        DataError,
        match=r"^cannot decode activityTrigger: expected text, or JSON with envelopes that can be opened, "
        r"got cannot read Document: expected JSON, got str of length 1, "
        r"Expecting property name enclosed in double quotes at character 1$",
    ):
        activity_input(Datum(json.dumps(envelope), "json"))


def test_strict_mode_compares_classes_and_not_their_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STRICT, "1")
    for module in [name for name in sys.modules if f"{name}.".startswith("azure.functions.")]:
        monkeypatch.delitem(sys.modules, module)
    message = func.QueueMessage(id="1", body="x")
    envelope = {"__class__": "QueueMessage", "__module__": "azure.functions._queue", "__data__": message.to_json()}
    assert df_loads(json.dumps(envelope), func.QueueMessage) == message
    union: Any = func.QueueMessage | None
    for other in (union, type("QueueMessage", (), {"from_json": str})):
        with pytest.raises(ArgumentTypeError, match=r"^cannot read a value of Durable Functions: expected "):
            df_loads(json.dumps(envelope), other)


@pytest.mark.parametrize(
    "value",
    [
        func.Document(id=1),
        func.DocumentList([func.Document(id=1)]),
        {"rows": [func.SqlRow(id=1), (func.MySqlRow(id=2), None)]},
    ],
    ids=["Document", "DocumentList", "in a tree"],
)
def test_records_come_back_as_records(value: object) -> None:
    again = activity_input(activity_result(value))
    assert type(again) is type(value)
    assert repr(again) == repr(value).replace("(", "[").replace(")", "]")


def test_dates_in_records_come_back_as_text() -> None:
    again = activity_input(activity_result(func.SqlRow(at=WHEN)))
    assert type(again) is func.SqlRow
    assert again == {"at": "2024-04-06T15:30:00+00:00"}


def test_a_tree_too_deep_is_refused_when_it_is_written() -> None:
    tree: object = []
    for _ in range(10_000):
        tree = [tree]
    with pytest.raises(
        DataError,
        match=r"^cannot write a value for Durable Functions: expected a tree of values, "
        r"got maximum recursion depth exceeded",
    ):
        df_dumps(tree)


def test_messages_are_read_where_nobody_has_used_their_class_before() -> None:
    code = """
import azure_functions_lite as func
from azure_functions_lite.meta import Datum
text = '{"__class__": "QueueMessage", "__module__": "azure_functions_lite.queue", "__data__": {}}'
print(func.get_binding_registry().get("activityTrigger").decode(Datum(text, "json"), trigger_metadata={}))
"""
    data = json.dumps(func.QueueMessage(id="1").to_json())
    script = code.replace('"__data__": {}', f'"__data__": {data}'.replace("\\", "\\\\"))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "QueueMessage(body=<bytes of length 0>, id='1')"


class Settings(UserDict[str, object]):
    """A mapping that writes itself."""

    def to_json(self) -> object:
        return dict(self)

    @classmethod
    def from_json(cls, data: dict[str, object]) -> Settings:
        return cls(data)


def test_mappings_that_write_themselves_keep_their_class() -> None:
    again = activity_input(activity_result([Settings(a=1)]))
    assert again == [Settings(a=1)]
    assert type(again[0]) is Settings


def test_strict_mode_with_a_generic_does_not_look_at_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STRICT, "1")
    assert df_loads("[1]", list[int]) == [1]


class Basket(dict[str, int]):
    class Item:
        def __init__(self, name: str) -> None:
            self.name = name

        def to_json(self) -> str:
            return self.name

        @classmethod
        def from_json(cls, data: str) -> Basket.Item:
            return cls(data)

    def to_json(self) -> dict[str, int]:
        return dict(self)

    @classmethod
    def from_json(cls, data: dict[str, int]) -> Basket:
        return cls(data)


def test_strict_typing_needs_no_attribute_of_a_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STRICT, "1")
    item = df_loads(df_dumps(Basket.Item("tea")), Basket.Item)
    assert isinstance(item, Basket.Item)
    assert item.name == "tea"


def test_strict_typing_knows_its_own_kind_of_dict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STRICT, "1")
    basket = df_loads(df_dumps(Basket(tea=2)), Basket)
    assert type(basket) is Basket
    assert basket == {"tea": 2}


@pytest.mark.parametrize("expected", [Any, list[int], int | None], ids=str)
def test_strict_typing_with_what_is_not_a_class(monkeypatch: pytest.MonkeyPatch, expected: Any) -> None:
    monkeypatch.setenv(STRICT, "1")
    assert df_loads("7", expected) == 7


def test_strict_typing_looks_into_a_union(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STRICT, "1")
    expected: Any = int | None
    with pytest.raises(
        ArgumentTypeError, match=r"^cannot read a value of Durable Functions: expected int \| None, got str$"
    ):
        df_loads('"tea"', expected)
