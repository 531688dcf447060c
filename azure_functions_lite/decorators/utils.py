"""How enums and names are spelt in function.json."""

from __future__ import annotations

from enum import Enum

from azure_functions_lite._wire import json
from azure_functions_lite.errors import DataError, excerpt

__all__ = ["StringifyEnum", "as_json", "to_camel_case"]


class StringifyEnum(Enum):
    """An enum that function.json has by name: ``str(AuthLevel.ADMIN) == "ADMIN"``."""

    def __str__(self) -> str:
        return self.name


def to_camel_case(snake_case_str: str) -> str:
    """Return function.json's spelling of a Python name: ``queue_name`` becomes ``queueName``.

    Raises:
        DataError: it is not a name.
    """
    if not (snake_case_str.isascii() and snake_case_str.lstrip("_").isidentifier()):
        raise DataError("cannot spell a name for function.json", expected="a Python name", got=excerpt(snake_case_str))
    first, *others = snake_case_str.split("_")
    return first + "".join(map(str.title, others))


def as_json(value: object, where: str) -> str:
    """Return JSON text in which enums are their names, and dates and the like as everywhere in this package.

    Raises:
        ArgumentTypeError: something in it has no JSON form.
    """
    return json.dumps(value, where, default=_name_of)


def _name_of(value: object) -> str:
    if isinstance(value, Enum):
        return value.name
    raise TypeError(f"an object of type {type(value).__name__}")
