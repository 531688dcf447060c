"""The registry of converters: what is built in, and what an app adds."""

from __future__ import annotations

from typing import Any

import pytest

from azure_functions_lite.errors import RegistrationError
from azure_functions_lite.meta import BUILT_IN, BindingRegistry, Datum, InConverter, get_binding_registry, registry


class Converter(InConverter):
    @classmethod
    def check_input_type_annotation(cls, pytype: Any) -> bool:
        return pytype is str

    @classmethod
    def decode(cls, data: Datum, *, trigger_metadata: Any) -> object:
        return data.value


class OtherConverter(Converter):
    pass


def former_self() -> type[Converter]:
    """Return another class of the same module and name, as a reload of this module would leave it."""
    return type("Converter", (Converter,), {"__module__": __name__})


def test_there_is_one_registry() -> None:
    assert get_binding_registry() is registry


@pytest.mark.parametrize(("name", "home"), BUILT_IN.items(), ids=BUILT_IN)
def test_built_in_converters(name: str, home: tuple[str, str]) -> None:
    converter = registry.get(name)
    assert converter is not None
    assert (converter.__module__, converter.__qualname__) == (f"azure_functions_lite.{home[0]}", home[1])
    # The class declares the name under which the table has it.
    assert name in (vars(converter)["_binding"], vars(converter)["_trigger"])


def test_the_table_has_every_converter_of_this_package() -> None:
    for name in BUILT_IN:
        registry.get(name)
    known = registry._converters  # pyright: ignore[reportPrivateUsage]  # the table answers for what is built in
    mine = {name for name, each in known.items() if each.__module__.startswith("azure_functions_lite.")}
    assert mine == BUILT_IN.keys()


@pytest.mark.parametrize(
    "name", ["table", "queuetrigger", "QUEUE", "", "meta", True, None, 5, ["queue"], b"queue"], ids=repr
)
def test_what_has_no_converter(name: object) -> None:
    assert registry.get(name) is None


def test_register() -> None:
    own = BindingRegistry()
    own.register(Converter, ["foo", "fooTrigger"])
    assert own.get("foo") is Converter
    assert own.get("fooTrigger") is Converter
    assert own.get("bar") is None
    assert registry.get("foo") is None


def test_register_takes_any_iterable() -> None:
    own = BindingRegistry()
    own.register(Converter, iter(["foo", "fooTrigger"]))
    assert own.get("foo") is own.get("fooTrigger") is Converter


def test_a_second_converter_is_rejected() -> None:
    own = BindingRegistry()
    own.register(Converter, ["foo"])
    with pytest.raises(RegistrationError) as caught:
        own.register(OtherConverter, ["bar", "foo"])
    assert isinstance(caught.value, RuntimeError)
    assert str(caught.value) == (
        f"cannot register {__name__}.OtherConverter: binding 'foo' already has {__name__}.Converter"
    )
    assert own.get("foo") is Converter
    assert own.get("bar") is None


def test_a_second_converter_may_be_meant() -> None:
    own = BindingRegistry()
    own.register(Converter, ["foo"])
    own.register(OtherConverter, ["foo"], overwrite=True)
    assert own.get("foo") is OtherConverter


def test_a_class_may_take_the_place_of_its_former_self() -> None:
    own = BindingRegistry()
    former = former_self()
    own.register(former, ["foo"])
    own.register(Converter, ["foo"])
    assert own.get("foo") is Converter is not former


@pytest.mark.parametrize("name", BUILT_IN)
def test_built_in_names_are_taken(name: str) -> None:
    before = registry.get(name)
    with pytest.raises(
        RegistrationError,
        match=rf"^cannot register {__name__}\.Converter: binding '{name}' already has azure_functions_lite\.\w+\.\w+$",
    ):
        registry.register(Converter, [name])
    assert registry.get(name) is before


def test_a_built_in_converter_that_is_loaded_late_leaves_another_in_its_place() -> None:
    from azure_functions_lite.queue import QueueMessageOutConverter

    registry = BindingRegistry()
    registry.register(InConverter, ["queue"], overwrite=True)
    registry.register(QueueMessageOutConverter, ["queue"])
    assert registry.get("queue") is InConverter
