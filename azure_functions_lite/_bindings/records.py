"""Rows and documents: dicts and lists of dicts, shared by Cosmos DB, SQL and MySQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeGuard, TypeVar

from azure_functions_lite._typing import (
    accepts,
    holds_several,
    instances_hold_several,
    is_array,
    is_mapping,
    takes_list,
)
from azure_functions_lite._wire import json
from azure_functions_lite.errors import ArgumentTypeError, DataError, UnsupportedTypeError, describe, shortened
from azure_functions_lite.meta import Datum, InConverter, Metadata, OutConverter, unsupported_datum, unsupported_value

if TYPE_CHECKING:
    from typing_extensions import Self


class Record(dict[str, Any]):
    """A row or a document: a dict that shows its keys, but not its values, to logs."""

    __slots__ = ()

    def __init__(self, dict: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None, /, **kwargs: Any) -> None:
        """Take what a dict takes.

        Args:
            dict: A mapping, or pairs of key and value.
            kwargs: More values, by key.
        """
        super().__init__(() if dict is None else dict, **kwargs)

    @property
    def data(self) -> dict[str, Any]:
        """The dict itself: `azure.functions` has a `collections.UserDict` here."""
        return self

    @classmethod
    def from_dict(cls, dct: Mapping[str, Any]) -> Self:
        """Make one from a mapping.

        Raises:
            ArgumentTypeError: it is not a mapping.
        """
        if not is_mapping(dct):
            raise ArgumentTypeError(f"cannot make a {cls.__name__}", expected="a mapping", got=describe(dct))
        return cls(dct)

    @classmethod
    def from_json(cls, json_data: str | bytes) -> Self:
        """Make one from a JSON object.

        Raises:
            InvalidJSONError: it is not JSON.
            DataError: it is not an object.
        """
        return cls(json.load_object(json_data, f"cannot read {cls.__name__}"))

    def to_dict(self) -> dict[str, Any]:
        """Return a dict of JSON values: dates as ISO 8601 text, UUIDs as text, bytes in base64, Decimals as numbers.

        Raises:
            ArgumentTypeError: a value has no JSON form.
        """
        values: dict[str, Any] = json.loads(self.to_json(), f"cannot write {type(self).__name__}")
        return values

    def to_json(self) -> str:
        """Return the JSON object.

        Raises:
            ArgumentTypeError: a value has no JSON form.
        """
        return json.dumps(self, f"cannot write {type(self).__name__} as JSON")

    def copy(self) -> Self:
        """Return another one with the same items."""
        return type(self)(self)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} with {shortened(', '.join(map(str, self)))}>"


R = TypeVar("R", bound=Record)


class Records(list[R]):
    """A list of rows or documents."""

    __slots__ = ()

    record: ClassVar[type[Record]] = Record

    def __init__(self, initlist: Iterable[R] | None = None) -> None:
        """Take what a list takes.

        Args:
            initlist: The rows or documents.
        """
        super().__init__(() if initlist is None else initlist)

    @property
    def data(self) -> list[R]:
        """The list itself: `azure.functions` has a `collections.UserList` here."""
        return self

    @classmethod
    def from_json(cls, json_data: str | bytes) -> Self:
        """Make one from a JSON array of objects; a single object counts as an array of one.

        Raises:
            InvalidJSONError: it is not JSON.
            DataError: it contains something other than objects and null.
        """
        where = f"cannot read {cls.__name__}"
        return cls(_records(json.loads(json_data, where), cls.record, where))

    def to_dict(self) -> list[dict[str, Any] | None]:
        """Return `Record.to_dict` of each."""
        items: list[dict[str, Any] | None] = json.loads(self.to_json(), f"cannot write {type(self).__name__}")
        return items

    def to_json(self) -> str:
        """Return the JSON array.

        Raises:
            ArgumentTypeError: a value has no JSON form.
        """
        return json.dumps(self, f"cannot write {type(self).__name__} as JSON")

    def copy(self) -> Self:
        """Return another one with the same items."""
        return type(self)(self)


def is_records(value: object) -> TypeGuard[Records[Any]]:
    """Return whether a value is such a list."""
    return isinstance(value, Records)


L = TypeVar("L", bound=Records[Any])


class RecordsConverter(InConverter, OutConverter, Generic[L]):
    """Base of converters between JSON and a list of records.

    In: ``"json"``, ``"string"`` and ``"bytes"`` hold a JSON array, which becomes a list of its objects, with None for
    ``null``; one object becomes a list of one. JSON ``null`` by itself and no Datum become None.

    Out: an iterable of mappings becomes a JSON array of them, and a mapping, record or not, an array of one. Dates and
    times in them become ISO 8601 text, UUIDs text, bytes base64 and Decimals numbers, or text if a double is not exact.

    Differs: `azure.functions` makes a list of None of ``null``, and rejects plain dicts and the values just named.
    """

    _records: type[L]

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, (cls._records,), many=takes_list, of=(cls._records.record,))

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, (Mapping,), many=instances_hold_several)

    @classmethod
    def decode(cls, data: Datum | None, *, trigger_metadata: Metadata | None) -> L | None:
        if data is None or data.type is None:
            return None
        if data.type not in ("json", "string", "bytes"):
            raise unsupported_datum(data, str(cls._binding), "json, string or bytes")
        where = f"cannot decode {cls._binding}"
        document: object = json.loads(data.value, where)
        return None if document is None else cls._records(_records(document, cls._records.record, where))

    @classmethod
    def encode(cls, obj: object, *, expected_type: type | None) -> Datum:
        if not is_mapping(obj) and not holds_several(obj):
            raise unsupported_value(obj, str(cls._binding), "a mapping or an iterable of mappings")
        where = f"cannot encode {cls._binding}"
        items = [obj] if is_mapping(obj) else list(obj)
        for index, item in enumerate(items):
            if not is_mapping(item):
                raise UnsupportedTypeError(f"{where}: item {index}", expected="a mapping", got=describe(item))
        return Datum(json.dumps(items, where), "json")


def _records(document: Any, record: type[Record], where: str) -> list[Any]:
    items: list[dict[str, Any] | None] = document if is_array(document) else [document]
    records: list[Any] = []
    for index, item in enumerate(items):
        if type(item) is dict:
            # Past the constructor, which looks for None and keywords: records come by the thousand.
            made = record.__new__(record)
            made.update(item)
            records.append(made)
        elif item is None:
            records.append(None)
        else:
            raise DataError(f"{where}: item {index}", expected="a JSON object", got=describe(item))
    return records
