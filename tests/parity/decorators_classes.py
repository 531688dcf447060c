"""Every class, enum and constant of ``azure.functions.decorators.*``, and ways to make them with either package."""

from __future__ import annotations

import enum
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

from .decorators import EXTRAS, Row, build, is_required, values_of
from .decorators_compare import Found, compare
from .decorators_read import OF_BINDINGS, Readers, Readings, attempt
from .packages import official, ours, resolve

MODULES: dict[str, ModuleType] = {
    f"decorators.{found.name}": import_module(f"{official.decorators.__name__}.{found.name}")
    for found in pkgutil.iter_modules(official.decorators.__path__)
}
"""The modules of the official SDK, by their names below the package."""

_CORE = MODULES["decorators.core"]


def _defined(kind: Callable[[type[Any]], bool]) -> dict[str, type[Any]]:
    return {
        f"{path}.{name}": value
        for path, module in MODULES.items()
        for name, value in vars(module).items()
        if inspect.isclass(value) and value.__module__ == module.__name__ and kind(value)
    }


ENUMS = _defined(lambda kind: issubclass(kind, enum.Enum) and len(kind) > 0)
ROWS = _defined(lambda kind: issubclass(kind, _CORE.Binding) and not inspect.isabstract(kind))
"""Classes of the rows of function.json: triggers, inputs and outputs."""
SETTINGS = _defined(lambda kind: issubclass(kind, _CORE.Setting) and kind is not _CORE.Setting)
BASES = ("Binding", "Trigger", "InputBinding", "OutputBinding", "Setting")
CONSTANTS = {
    f"{path}.{name}": value
    for path, module in MODULES.items()
    for name, value in vars(module).items()
    if isinstance(value, str) and name.isupper() and not name.startswith("_")
}
INTERNAL = {
    "decorators.function_app.HttpFunctionsAuthLevelMixin",
    *(f"decorators.mcp.{name}" for name in ("unwrap_optional", "build_property_metadata", "has_mcp_content_marker")),
    *(f"decorators.mcp.{name}" for name in ("check_as_array", "check_property_type", "check_is_required")),
    "decorators.mcp.should_create_structured_content",
    *(f"decorators.utils.{name}" for name in ("T", "BuildDictMeta", "ABCBuildDictMeta", "StringifyEnumJsonEncoder")),
    *(f"decorators.utils.{name}" for name in ("parse_singular_param_to_enum", "parse_iterable_param_to_enums")),
    *(f"decorators.utils.{name}" for name in ("is_snake_case", "is_word")),
}
"""What the official SDK uses to make its classes, and nobody else does."""
PUBLIC = [
    f"{path}.{name}"
    for path, module in MODULES.items()
    for name, value in vars(module).items()
    if not name.startswith("_")
    and getattr(value, "__module__", None) == module.__name__
    and f"{path}.{name}" not in INTERNAL
]
"""Everything else that is defined there and not private by its name."""


def signature_of(kind: type[Any]) -> inspect.Signature:
    """Return the signature that a class of the official SDK was written with: what wraps it hides it."""
    cells = kind.__init__.__closure__ or ()
    written = [cell.cell_contents for cell in cells if callable(cell.cell_contents)]
    return inspect.signature(written[0] if written else kind.__init__)


def rows(path: str) -> Iterator[Row]:
    """Return ways to make an object of a class."""
    signature = signature_of({**ROWS, **SETTINGS}[path])
    values = {
        # What is not a member is not looked up here: decorators do that.
        name: [value for value in given if type(value) is type(given[0])]
        for name, given in values_of(signature).items()
    }
    required = {name: given[0] for name, given in values.items() if is_required(signature.parameters[name])}
    everything = {name: given[0] for name, given in values.items()}
    yield Row(path, required)
    yield Row(path, everything)
    yield Row(path, {**required, **EXTRAS})
    for name, given in values.items():
        yield from (Row(path, {**required, name: value}) for value in given)
        # Ours can do without what the decorator can do without.
        if name not in required:
            yield Row(path, {other: value for other, value in everything.items() if other != name})


_OF_BINDINGS: Readers = {
    **OF_BINDINGS,
    "_dict": lambda made: [made._dict["direction"], made._dict["dataType"], made._dict["type"]],
}
_OF_SETTINGS: Readers = {
    "setting_name": lambda made: made.setting_name,
    "get_setting_name()": lambda made: made.get_setting_name(),
    "values": lambda made: [made.get_settings_value(name) for name in ("setting_name", "strategy", "nothing")],
    "get_dict_repr()": lambda made: made.get_dict_repr(),
}


def find(func: ModuleType, path: str) -> Any:
    """Return a class; some of ours have no underscore where the official SDK came to have one."""
    try:
        return resolve(func, path)
    except AttributeError:
        return resolve(func, path.replace("._", "."))


def make(func: ModuleType, row: Row) -> Readings:
    """Make an object, and return what it says of itself."""
    try:
        made: Any = find(func, row.path)(**{name: build(func, value) for name, value in row.kwargs.items()})
    except Exception as error:  # whatever it is, it is what is compared
        return {"outcome": error}
    own = _OF_SETTINGS if row.path in SETTINGS else _OF_BINDINGS
    readers: dict[str, Callable[[], object]] = {name: partial(reader, made) for name, reader in own.items()}
    readers |= {f".{name}": partial(getattr, made, name) for name in row.kwargs if name != "data_type"}
    readers["init_params"] = lambda: [name for name in signature_names(row) if name in made.init_params]
    readers["after a change"] = lambda: _changed(made)
    return {name: attempt(reader) for name, reader in readers.items()}


def signature_names(row: Row) -> list[str]:
    """Return the names of the parameters of the official class, and of the other keywords it is given."""
    parameters = signature_of({**ROWS, **SETTINGS}[row.path]).parameters.values()
    named = [item.name for item in parameters if item.kind is item.POSITIONAL_OR_KEYWORD and item.name != "self"]
    return list(dict.fromkeys([*named, *row.kwargs]))


def _changed(made: Any) -> object:
    # Extensions add their own fields.
    made._dict["added"] = 1
    return made._dict["added"], made.get_dict_repr()


def differences(row: Row) -> list[Found]:
    """Return how the two packages differ over an object."""
    return list(compare(row, make(official, row), make(ours, row)))
