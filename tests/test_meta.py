"""Datums, and converters of your own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from types import SimpleNamespace, new_class
from typing import Any

import pytest

from azure_functions_lite import meta
from azure_functions_lite.errors import (
    ArgumentTypeError,
    DataError,
    InvalidJSONError,
    RegistrationError,
    UnsupportedTypeError,
)
from azure_functions_lite.meta import BUILT_IN, Datum, InConverter, OutConverter, register_converter, registry

DURABLE = ["activityTrigger", "durableClient", "entityTrigger", "orchestrationTrigger"]

PYTHON_VALUES: list[tuple[object, str | None, object]] = [
    ("text", None, None),
    (None, None, None),
    (None, "json", None),
    (None, "string", None),
    (None, "collection_bytes", None),
    ("text", "string", "text"),
    ("", "string", ""),
    (b"bytes", "bytes", b"bytes"),
    (5, "int", 5),
    (0, "int", 0),
    (1.5, "double", 1.5),
    ('{"a": [1]}', "json", {"a": [1]}),
    ("null", "json", None),
    ({"method": "GET"}, "http", {"method": "GET"}),
    (SimpleNamespace(string=("a", "b")), "collection_string", ["a", "b"]),
    (SimpleNamespace(bytes=(b"a", b"b")), "collection_bytes", [b"a", b"b"]),
    (SimpleNamespace(sint64=(1, 2)), "collection_sint64", [1, 2]),
    (SimpleNamespace(double=(1.5,)), "collection_double", [1.5]),
    (SimpleNamespace(double=()), "collection_double", []),
]


class Converter(InConverter, OutConverter):
    """A converter that serves no binding, as a base for those that do."""

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        return pytype is str

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        return pytype is str

    @classmethod
    def decode(cls, data: Datum, *, trigger_metadata: Mapping[str, Any]) -> object:
        return data.value

    @classmethod
    def encode(cls, obj: object, *, expected_type: type | None) -> Datum:
        return Datum(obj, "string")


class OtherConverter(Converter):
    pass


@pytest.fixture
def bindings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test register what it likes, and forget it afterwards."""
    for name in BUILT_IN:
        registry.get(name)  # now, lest what a test loads be forgotten too
    monkeypatch.setattr(registry, "_converters", dict(vars(registry)["_converters"]))


# --- Datum


@pytest.mark.parametrize(("value", "type", "expected"), PYTHON_VALUES, ids=[f"{v!r} {t}" for v, t, _ in PYTHON_VALUES])
def test_python_value(value: object, type: str | None, expected: object) -> None:
    datum = Datum(value, type)
    assert datum.python_value == expected
    assert datum.python_type is expected.__class__


def test_a_datum_keeps_what_it_is_given() -> None:
    value = object()
    datum = Datum(value, type="http")
    assert datum.value is value
    assert datum.type == "http"


def test_python_value_of_what_is_not_json() -> None:
    with pytest.raises(
        InvalidJSONError,
        match=r"^cannot read a json Datum: expected JSON, got str of length 1, "
        r"Expecting property name enclosed in double quotes at character 1$",
    ):
        _ = Datum("{", "json").python_value


@pytest.mark.parametrize("value", [5, "text", SimpleNamespace(string=5), SimpleNamespace(bytes=[b"a"])], ids=repr)
def test_python_value_of_what_is_not_a_collection(value: object) -> None:
    message = "cannot read a collection_string Datum: expected an object with an iterable attribute 'string', got "
    with pytest.raises(DataError, match=f"^{message}.+$"):
        _ = Datum(value, "collection_string").python_value


def test_equal_datums() -> None:
    assert Datum("a", "string") == Datum("a", "string")
    assert Datum("a", "string") != Datum("b", "string")
    assert Datum("a", "string") != Datum("a", "json")
    assert Datum("a", "string") != "a"
    assert Datum(float("nan"), "double") != Datum(float("nan"), "double")
    assert len({Datum("a", "string"), Datum("a", "string"), Datum("a", "json")}) == 2


def test_a_datum_is_hashable_when_its_value_is() -> None:
    with pytest.raises(TypeError, match="unhashable type: 'dict'"):
        hash(Datum({}, "http"))


@pytest.mark.parametrize(
    ("datum", "shown"),
    [
        (Datum("a", "string"), "<Datum string 'a'>"),
        (Datum(None, None), "<Datum None None>"),
        (Datum("12345678", "string"), "<Datum string '12345678'>"),
        (Datum("123456789", "string"), "<Datum string '123456789...>"),
        (Datum(b"123456789", "bytes"), "<Datum bytes b'12345678...>"),
        # Python does not write an integer of so many digits.
        (Datum(10**5000, "json"), "<Datum json <int>>"),
    ],
    ids=["short", "none", "10", "11", "bytes", "integer"],
)
def test_repr(datum: Datum, shown: str) -> None:
    assert repr(datum) == shown


# --- converters


def test_converters_are_abstract() -> None:
    bases: list[Any] = [InConverter, OutConverter]
    for base in bases:
        with pytest.raises(TypeError, match="abstract"):
            base()
    assert Converter.decode(Datum("a", "string"), trigger_metadata={}) == "a"
    assert Converter.encode("a", expected_type=None) == Datum("a", "string")
    assert not Converter.has_implicit_output()
    assert not Converter.has_trigger_support()
    assert Converter.check_input_type_annotation(str)
    assert Converter.check_output_type_annotation(str)


@pytest.mark.usefixtures("bindings")
def test_a_custom_converter_serves_binding_and_trigger() -> None:
    class FooConverter(Converter, binding="foo", trigger="fooTrigger"):
        pass

    assert registry.get("foo") is FooConverter
    assert registry.get("fooTrigger") is FooConverter
    assert FooConverter.has_trigger_support()


@pytest.mark.usefixtures("bindings")
@pytest.mark.parametrize(("trigger", "support"), [(True, True), ("fooTrigger", True), (None, False)], ids=repr)
def test_trigger_support(trigger: str | bool | None, support: bool) -> None:
    class FooConverter(Converter, binding="foo", trigger=trigger):
        pass

    class Heir(FooConverter):
        pass

    assert FooConverter.has_trigger_support() is support
    assert Heir.has_trigger_support() is support
    assert registry.get("foo") is FooConverter
    assert registry.get(True) is None
    assert registry.get("True") is None
    assert True not in vars(registry)["_converters"]


@pytest.mark.usefixtures("bindings")
def test_a_base_serves_nothing() -> None:
    before = dict(vars(registry)["_converters"])

    class Base(Converter):
        pass

    class TriggerAlone(Converter, trigger="fooTrigger"):
        pass

    assert vars(registry)["_converters"] == before
    assert not TriggerAlone.has_trigger_support()
    assert not Base.has_trigger_support()


def test_class_keywords_that_mean_nothing() -> None:
    with pytest.raises(TypeError, match="bindng"):
        new_class("Misspelt", (Converter,), {"bindng": "foo"})


@pytest.mark.usefixtures("bindings")
@pytest.mark.parametrize(
    ("binding", "trigger"),
    [("queueTrigger", None), ("queueTrigger", True), ("foo", "blobTrigger"), ("blob", "fooTrigger")],
)
def test_built_in_bindings_are_not_to_be_taken_over(binding: str, trigger: str | bool | None) -> None:
    before = dict(vars(registry)["_converters"])
    with pytest.raises(
        RegistrationError,
        match=r"^cannot register abc\.Thief: binding '\w+' already has azure_functions_lite\.\w+\.\w+$",
    ) as caught:
        new_class("Thief", (Converter,), {"binding": binding, "trigger": trigger})
    assert isinstance(caught.value, RuntimeError)
    assert vars(registry)["_converters"] == before


TAKE_OVER = """
import sys
from azure_functions_lite.meta import InConverter, get_binding_registry
if {loaded}:
    import azure_functions_lite.blob
assert ("azure_functions_lite.blob" in sys.modules) is {loaded}
try:
    class Thief(InConverter, binding="foo", trigger="blobTrigger"):
        pass
except RuntimeError as error:
    print(type(error).__name__)
print(get_binding_registry().get("blobTrigger").__name__, get_binding_registry().get("foo"))
"""


@pytest.mark.parametrize("loaded", [True, False], ids=["loaded", "not loaded"])
def test_built_in_bindings_are_not_to_be_taken_over_before_they_are_loaded(loaded: bool) -> None:
    command = [sys.executable, "-W", "error", "-c", TAKE_OVER.format(loaded=loaded)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["RegistrationError", "BlobConverter", "None"]


@pytest.mark.usefixtures("bindings")
def test_a_class_may_be_defined_once_more() -> None:
    def define() -> type[Converter]:
        class FooConverter(Converter, binding="foo", trigger="fooTrigger"):
            pass

        return FooConverter

    first, second = define(), define()
    assert first is not second
    assert registry.get("foo") is registry.get("fooTrigger") is second


# --- register_converter


@pytest.mark.usefixtures("bindings")
@pytest.mark.parametrize("name", DURABLE)
def test_register_converter(name: str) -> None:
    register_converter(name, Converter, overwrite=True)
    assert registry.get(name) is Converter
    with pytest.raises(RegistrationError, match=r"already has a converter: pass overwrite=True to replace it$"):
        register_converter(name, OtherConverter)
    assert registry.get(name) is Converter
    register_converter(name, OtherConverter, overwrite=True)
    assert registry.get(name) is OtherConverter


@pytest.mark.usefixtures("bindings")
@pytest.mark.parametrize("cls", [Converter(), str, None, "Converter", Datum, list[int]], ids=lambda cls: repr(cls)[:20])
def test_register_what_is_not_a_converter(cls: Any) -> None:
    with pytest.raises(
        ArgumentTypeError,
        match=r"^cannot register a converter for binding 'activityTrigger': "
        r"expected a subclass of InConverter or OutConverter, got .+$",
    ) as caught:
        register_converter("activityTrigger", cls)
    assert isinstance(caught.value, TypeError)


@pytest.mark.usefixtures("bindings")
@pytest.mark.parametrize("name", ["queueTrigger", "foo", "", "ActivityTrigger", None, True, []], ids=repr)
@pytest.mark.parametrize("overwrite", [True, False], ids=["overwrite", "no overwrite"])
def test_register_converter_is_for_durable_bindings_only(name: Any, overwrite: bool) -> None:
    names = "activityTrigger, durableClient, entityTrigger, orchestrationTrigger"
    with pytest.raises(
        DataError, match=rf"^cannot register a converter for binding .+: expected one of {names}, got .+$"
    ) as caught:
        register_converter(name, Converter, overwrite=overwrite)
    assert isinstance(caught.value, ValueError)


@pytest.mark.usefixtures("bindings")
def test_registering_what_is_wrong_changes_nothing() -> None:
    before = dict(vars(registry)["_converters"])
    for name, cls in (("foo", Converter), ("activityTrigger", datetime)):
        with pytest.raises((DataError, ArgumentTypeError)):
            register_converter(name, cls, overwrite=True)
    assert vars(registry)["_converters"] == before


# --- refusals


@pytest.mark.parametrize(
    ("datum", "got"), [(None, "no Datum"), (Datum(5, "int"), "type 'int'"), (Datum(5, None), "type None")], ids=repr
)
def test_unsupported_datum(datum: Datum | None, got: str) -> None:
    error = meta.unsupported_datum(datum, "queueTrigger", "json")
    assert isinstance(error, UnsupportedTypeError)
    assert str(error) == f"cannot decode queueTrigger: expected a Datum of type json, got {got}"


def test_unsupported_value() -> None:
    error = meta.unsupported_value("hunter2", "blob", "bytes")
    assert isinstance(error, UnsupportedTypeError)
    assert str(error) == "cannot encode blob: expected bytes, got str of length 7"
