"""Blobs: `InputStream`, a seekable file of the blob's content, and its converter."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any, ClassVar, NoReturn, Protocol, runtime_checkable

from azure_functions_lite._bindings.fields import wire
from azure_functions_lite._bindings.tables import One, Table, checked
from azure_functions_lite._bindings.values import Value
from azure_functions_lite._typing import accepts, is_object
from azure_functions_lite._wire.scalars import integer, text, utf8
from azure_functions_lite.errors import DataError, ReadOnlyError
from azure_functions_lite.meta import Datum, InConverter, Metadata, OutConverter, unsupported_value

__all__ = ["BlobConverter", "InputStream"]


def _object(raw: object) -> dict[str, Any] | None:
    # A placeholder in the path of the trigger may have this name: ``samples/{metadata}``.
    return raw if is_object(raw) else None


class InputStream(Value, io.BytesIO):
    """The content of a blob as a binary file: seekable, read-only, and in memory.

    Args:
        data: The content; text is encoded as UTF-8, and a `Datum` stands for its value.
        name: Path of the blob, container first.
        uri: Address of the blob.
        length: Bytes in the blob; the length of `data` by default.
        blob_properties: What the storage service knows about the blob.
        metadata: What users stored with the blob.

    Two streams are equal if their content and properties are, whatever their position.

    Source: `azure.functions.blob`. Differs: there, it cannot seek, and only has a length if the host sends one.
    """

    _fields: ClassVar[tuple[str, ...]] = ("name", "uri", "length", "blob_properties", "metadata")
    _data: bytes = b""
    # A subclass may have a constructor that does not call this one.
    _table: Table = Table()
    _row = 0

    _name: str | None = wire("BlobTrigger", text)
    _uri: str | None = wire("Uri", text)
    # Given to the constructor; the host says it among the properties.
    _length: int | None = wire("Properties.Length", integer)
    _blob_properties: dict[str, Any] | None = wire("Properties", _object)
    _metadata: dict[str, Any] | None = wire("Metadata", _object)

    def __init__(
        self,
        *,
        data: bytes | bytearray | memoryview | str | Datum | None = None,
        name: str | None = None,
        uri: str | None = None,
        length: int | None = None,
        blob_properties: dict[str, Any] | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> None:
        # Recognize a Datum by its attributes, not its class: the worker has its own class.
        self._data = utf8(getattr(data, "value", data), "InputStream")
        io.BytesIO.__init__(self, self._data)
        self._table = Table()
        for field, value in zip(_FIELDS, (name, uri, length, blob_properties, metadata), strict=True):
            self._table[field] = (value,)

    @property
    def name(self) -> str | None:
        """Path of the blob, container first: ``"samples/report.csv"``."""
        return self._name

    @property
    def uri(self) -> str | None:
        """Address of the blob."""
        return self._uri

    @property
    def length(self) -> int | None:
        """Bytes in the blob: what the host says, or else the length of the content."""
        length = self._length
        return len(self._data) if length is None else length

    @property
    def blob_properties(self) -> dict[str, Any] | None:
        """What the storage service knows about the blob: ``ContentType``, ``ETag``, ``LastModified`` and so on."""
        return self._blob_properties or None

    @property
    def metadata(self) -> dict[str, Any] | None:
        """What users stored with the blob."""
        return self._metadata

    # Those of `io.BytesIO` take no keyword, those of `azure.functions` do.

    def read(self, size: int | None = -1) -> bytes:
        """Return the next `size` bytes, or the rest."""
        return super().read(size)

    def read1(self, size: int | None = -1) -> bytes:
        """Return what `read` does."""
        return super().read(size)

    def readline(self, size: int | None = -1) -> bytes:
        """Return the next line with its end, or `size` bytes of it."""
        return super().readline(size)

    def writable(self) -> bool:
        """Return False."""
        return False

    def write(self, buffer: object, /) -> NoReturn:
        """Raise an error.

        Raises:
            ReadOnlyError: always; an ``io.UnsupportedOperation``.
        """
        raise ReadOnlyError("cannot write to an InputStream: it is the content of a blob, for reading only")

    def writelines(self, lines: Iterable[object], /) -> NoReturn:
        """Raise an error, as `write` does."""
        self.write(lines)

    def truncate(self, size: int | None = None, /) -> NoReturn:
        """Raise an error, as `write` does."""
        self.write(size)

    def getbuffer(self) -> memoryview:
        """Return a view of the content that cannot be written to."""
        return memoryview(self.getvalue())

    def __getstate__(self) -> tuple[bytes, int, dict[str, Any]]:
        state: Any = getattr(super(), "__getstate__")()  # noqa: B009  # checkers know of it from Python 3.11 on
        content, position, attributes = state
        return content, position, {**attributes, "_table": self._table.alone(0, _FIELDS)}

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return Value.__eq__(self, other) and self._data == other._data

    def __hash__(self) -> int:
        # Without the two dicts: they cannot be hashed, and content, name and address are enough.
        return hash((type(self), self._data, self._shown()["name"], self._shown()["uri"]))


_NAMES = InputStream._fields  # pyright: ignore[reportPrivateUsage]  # a class of this package
_FIELDS: tuple[Any, ...] = tuple(vars(InputStream)[f"_{name}"] for name in _NAMES)
_LENGTH, _PROPERTIES = _FIELDS[2:4]


class _Trigger(One):
    """The metadata of a blob that triggered the function."""

    __slots__ = ()

    def raw(self, name: str) -> object:
        if name != _LENGTH.host:
            return super().raw(name)
        found = super().raw(_PROPERTIES.host)
        properties = found if is_object(found) else {}
        length = properties.get("ContentLength")
        return properties.get("Length") if length is None else length


@runtime_checkable
class _Readable(Protocol):
    def read(self) -> object: ...


class BlobConverter(InConverter, OutConverter, binding="blobTrigger", trigger=True):
    """``blobTrigger``, and what goes out through ``blob``.

    In: ``"bytes"`` and ``"string"`` become an `InputStream`; no Datum, for a missing blob, becomes None. Any other
    type is a `DataError`, a ``ValueError``, as in `azure.functions`.
    Out: ``str`` becomes ``"string"``, ``bytes`` becomes ``"bytes"``, and an object with ``read()`` what that returns.
    """

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, (InputStream, bytes, str))

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, (str, bytes, bytearray, _Readable))

    @classmethod
    def decode(cls, data: Datum | None, *, trigger_metadata: Metadata | None) -> InputStream | None:
        if data is None or data.type is None:
            return None
        if data.type not in ("bytes", "string"):
            raise DataError("cannot decode blob", expected="a Datum of type bytes or string", got=f"type {data.type!r}")
        content = utf8(data.value, "InputStream")
        stream = InputStream.__new__(InputStream)
        io.BytesIO.__init__(stream, content)
        stream._data = content  # pyright: ignore[reportPrivateUsage]  # past the constructor, which would copy
        stream._table = cls._table(trigger_metadata)  # pyright: ignore[reportPrivateUsage]  # a class of this package
        return stream

    @staticmethod
    def _table(trigger_metadata: Metadata | None) -> Table:
        return _Trigger(checked(trigger_metadata), None)

    @classmethod
    def encode(cls, obj: object, *, expected_type: type | None) -> Datum:
        content = obj
        # Not of a class: its read() wants an instance.
        if not isinstance(obj, (str, bytes, type)) and callable(read_all := getattr(obj, "read", None)):
            content = read_all()
        if isinstance(content, str):
            return Datum(content, "string")
        if isinstance(content, (bytes, bytearray)):
            return Datum(bytes(content), "bytes")
        raise unsupported_value(content, "blob", "str, bytes, or an object whose read() gives one of them")


class BlobInputConverter(BlobConverter, binding="blob"):
    """``blob``: like `BlobConverter`, but it ignores the metadata, which belongs to the trigger."""

    @classmethod
    def has_trigger_support(cls) -> bool:
        return True

    @staticmethod
    def _table(trigger_metadata: Metadata | None) -> Table:
        return Table()
