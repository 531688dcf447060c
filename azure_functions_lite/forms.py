"""Forms in request bodies: urlencoded ones with the standard library, multipart ones with the extra ``forms``."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, Generic, NamedTuple, TypeVar, cast

from azure_functions_lite.errors import CharsetError, FormError, FormLimitError, MissingPackageError, describe

if TYPE_CHECKING:
    from os import PathLike

    from multipart import MultipartSegment

__all__ = ["Form", "FormLimits", "MultiDict", "UploadedFile", "parse_form"]

V = TypeVar("V")


class MultiDict(Mapping[str, V], Generic[V]):
    """Several values for a name: ``form["tag"]`` is the first, ``form.getlist("tag")`` all of them."""

    __slots__ = ("_lists",)

    def __init__(self, pairs: Iterable[tuple[str, V]] = (), /) -> None:
        self._lists: dict[str, list[V]] = {}
        for name, value in pairs:
            self._lists.setdefault(name, []).append(value)

    def __getitem__(self, name: str) -> V:
        return self._lists[name][0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lists)

    def __len__(self) -> int:
        return len(self._lists)

    def getlist(self, name: str) -> list[V]:
        """Return all values of `name`, in the order of the body; empty where there is none."""
        return list(self._lists.get(name, ()))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MultiDict):
            return NotImplemented
        return self._lists == cast("MultiDict[object]", other)._lists

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # the values need not be hashable, and the standard mappings are not

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(self)})"


class UploadedFile(io.BytesIO):
    """A file of a multipart form: a binary file in memory, with what the client said of it.

    Args:
        data: The content.
        name: Name of the form field.
        filename: Name that the client gave the file: never use it as a path unchecked.
        content_type: Media type that the client gave, without parameters.
        headers: All headers of the part.
    """

    def __init__(
        self,
        data: bytes = b"",
        *,
        name: str = "",
        filename: str = "",
        content_type: str = "application/octet-stream",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data)
        self.name = name
        self.filename = filename
        self.content_type = content_type
        self.headers: dict[str, str] = dict(headers or {})

    @property
    def stream(self) -> io.BytesIO:
        """The file itself, as `werkzeug` has it."""
        return self

    @property
    def mimetype(self) -> str:
        """`content_type` in lower case."""
        return self.content_type.lower()

    def save(self, target: str | PathLike[str]) -> None:
        """Write the content, from its first byte, to a file of that path."""
        with open(target, "wb") as file:
            file.write(self.getvalue())

    def __repr__(self) -> str:
        return f"{type(self).__name__}(name={self.name!r}, filename={self.filename!r}, {describe(self.getvalue())})"


class FormLimits(NamedTuple):
    """How much of a form is parsed before it is refused.

    The host has its own limit for the whole body (100 MB by default); these keep a small body from becoming a lot
    of work.
    """

    max_parts: int = 1_000
    """Fields and files together."""
    max_part_size: int = 100 * 1024 * 1024
    """Bytes in one of them."""
    max_part_headers: int = 8
    """Headers of one part of a multipart form."""
    max_header_size: int = 4 * 1024
    """Bytes in one such header."""


class Form(NamedTuple):
    """A parsed form."""

    fields: MultiDict[str]
    """The text fields."""
    files: MultiDict[UploadedFile]
    """The uploaded files."""


def parse_form(body: bytes, content_type: str, limits: FormLimits | None = None) -> Form:
    """Parse the body of a request that may be a form; of any other content type the form is empty.

    Args:
        body: The bytes.
        content_type: The header, with its parameters.
        limits: How much to take; ``FormLimits()`` by default.

    Raises:
        FormLimitError: there is more than `limits` allow.
        FormError: the body is not what its content type says.
        CharsetError: a part has a charset that Python does not know.
        MissingPackageError: the form is multipart, and the extra ``forms`` is not installed.
    """
    limits = limits or FormLimits()
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type == "application/x-www-form-urlencoded":
        return Form(MultiDict(_urlencoded(body, limits)), MultiDict())
    if media_type == "multipart/form-data":
        return _multipart(body, content_type, limits)
    return Form(MultiDict(), MultiDict())


def _urlencoded(body: bytes, limits: FormLimits) -> list[tuple[str, str]]:
    from urllib.parse import parse_qsl

    where = "cannot parse an urlencoded form"
    pairs = body.split(b"&")
    if len(pairs) > limits.max_parts:
        raise FormLimitError(where, expected=f"at most {limits.max_parts} fields", got=str(len(pairs)))
    if max(map(len, pairs)) > limits.max_part_size:
        raise FormLimitError(where, expected=f"fields of at most {limits.max_part_size} bytes", got="a longer one")
    try:
        return parse_qsl(body.decode(), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise FormError(where, expected="UTF-8", got=describe(body)) from error


def _multipart(body: bytes, content_type: str, limits: FormLimits) -> Form:
    try:
        import multipart
    except ImportError as error:
        raise MissingPackageError(
            "cannot parse a multipart form: install the extra, pip install 'azure-functions-lite[forms]'"
        ) from error

    where = "cannot parse a multipart form"
    fields: list[tuple[str, str]] = []
    files: list[tuple[str, UploadedFile]] = []
    _, options = multipart.parse_options_header(content_type)
    try:
        parser = multipart.PushMultipartParser(
            options.get("boundary", ""),
            content_length=len(body),
            max_header_size=limits.max_header_size,
            max_header_count=limits.max_part_headers,
            max_segment_size=limits.max_part_size,
            max_segment_count=limits.max_parts,
        )
        with parser:
            part: list[tuple[MultipartSegment, list[bytearray]]] = []
            # The parser yields a part's head, then its content in pieces, then None.
            for event in parser.parse(body):
                if isinstance(event, multipart.MultipartSegment):
                    part.append((event, []))
                elif event is not None:
                    part[-1][1].append(event)
                else:
                    head, pieces = part.pop()
                    if head.filename is None:
                        fields.append((head.name or "", _text(b"".join(pieces), head.charset)))
                    else:
                        files.append((head.name or "", _file(b"".join(pieces), head)))
    except multipart.ParserLimitReached as error:
        raise FormLimitError(where, expected=f"a form within {limits!r}", got=f"more ({error})") from error
    except (multipart.MultipartError, UnicodeEncodeError) as error:
        # The second: a boundary with a lone surrogate.
        raise FormError(where, expected="a complete multipart/form-data body", got=str(error)) from error
    return Form(MultiDict(fields), MultiDict(files))


def _text(content: bytes, charset: str | None) -> str:
    where = "cannot read a field of a multipart form"
    try:
        return content.decode(charset or "utf-8")
    except LookupError as error:
        raise CharsetError(where, expected="a charset that Python knows", got=repr(charset)) from error
    except ValueError as error:
        raise FormError(where, expected=f"text in {charset or 'utf-8'}", got=describe(content)) from error


def _file(content: bytes, head: MultipartSegment) -> UploadedFile:
    return UploadedFile(
        content,
        name=head.name or "",
        filename=head.filename or "",
        content_type=head.content_type or "application/octet-stream",
        headers=dict(head.headerlist),
    )
