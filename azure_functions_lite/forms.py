"""Forms in request bodies: urlencoded ones with the standard library, multipart ones with the extra ``forms``."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from os import PathLike
from typing import TYPE_CHECKING, NamedTuple

from azure_functions_lite._wire.multidict import ImmutableMultiDict, MultiDict
from azure_functions_lite.errors import (
    CharsetError,
    FormError,
    FormLimitError,
    HeaderError,
    MissingPackageError,
    describe,
    excerpt,
    shortened,
)
from azure_functions_lite.headers import HeaderValue, HttpResponseHeaders

if TYPE_CHECKING:
    from _typeshed import SupportsWrite
    from multipart import MultipartSegment

__all__ = ["Form", "FormLimits", "ImmutableMultiDict", "MultiDict", "UploadedFile", "parse_form"]


class UploadedFile(io.BytesIO):
    """A file of a multipart form: a binary file in memory, with what the client said about it.

    True if it has a file name: browsers send a file without name or content for an empty field.

    Args:
        data: The content.
        name: Name of the form field.
        filename: Name that the client gave the file: never use it as a path unchecked.
        content_type: Media type that the client gave, with its parameters; None if the client sent none.
        headers: All headers of the part.

    Source: ``werkzeug.datastructures.FileStorage``, which `azure.functions` uses.
    """

    def __init__(
        self,
        data: bytes = b"",
        *,
        name: str = "",
        filename: str = "",
        content_type: str | None = None,
        headers: Mapping[str, HeaderValue] | Iterable[tuple[str, HeaderValue]] | None = None,
    ) -> None:
        super().__init__(data)
        self.name = name
        self.filename = filename
        self.headers: HttpResponseHeaders = HttpResponseHeaders(headers)
        if content_type is not None:
            self.headers["Content-Type"] = content_type

    @property
    def stream(self) -> io.BytesIO:
        """The file itself, as `werkzeug` has it."""
        return self

    @property
    def content_type(self) -> str | None:
        """The media type that the client gave, with its parameters; None if the client sent none."""
        return self.headers.get("content-type")

    @property
    def mimetype(self) -> str:
        """The media type in lower case, without parameters; empty if the client sent none."""
        return (self.content_type or "").partition(";")[0].strip().lower()

    @property
    def mimetype_params(self) -> dict[str, str]:
        """The parameters of the media type, such as ``charset``."""
        return _parameters(self.content_type or "")

    @property
    def content_length(self) -> int:
        """The part's ``Content-Length``; 0 if the client sent none, as browsers do; use `getbuffer` for the size."""
        length = self.headers.get("content-length", "")
        return int(length) if length.isascii() and length.isdecimal() and len(length) < 20 else 0

    def save(self, dst: str | PathLike[str] | SupportsWrite[bytes], buffer_size: int = 16 * 1024) -> None:
        """Write the whole content to a path or to an open binary file.

        Args:
            dst: The path, or the file.
            buffer_size: Ignored; it exists because `werkzeug` has it.
        """
        if not isinstance(dst, (str, PathLike)):
            dst.write(self.getvalue())
            return
        with open(dst, "wb") as file:
            file.write(self.getvalue())

    def __bool__(self) -> bool:
        return bool(self.filename)

    def __repr__(self) -> str:
        name, filename = excerpt(self.name), excerpt(self.filename)
        return f"{type(self).__name__}(name={name}, filename={filename}, {describe(self.getvalue())})"


class FormLimits(NamedTuple):
    """How large a form may be before it is rejected.

    The host has its own limit for the whole body (100 MB by default); these keep a small body from becoming a lot
    of work.
    """

    max_parts: int = 1_000
    """Fields and files together."""
    max_part_size: int = 100 * 1024 * 1024
    """Maximum bytes in one of them."""
    max_part_headers: int = 8
    """Headers of one part of a multipart form."""
    max_header_size: int = 4 * 1024
    """Bytes in one such header."""


class Form(NamedTuple):
    """A parsed form."""

    fields: ImmutableMultiDict[str]
    """The text fields."""
    files: ImmutableMultiDict[UploadedFile]
    """The uploaded files."""


def parse_form(body: bytes, content_type: str, limits: FormLimits | None = None) -> Form:
    """Parse the body of a request that may be a form; for any other content type the form is empty.

    Args:
        body: The bytes.
        content_type: The header, with its parameters.
        limits: How large the form may be; ``FormLimits()`` by default.

    Raises:
        FormLimitError: there is more than `limits` allow.
        FormError: the body is not what its content type says.
        CharsetError: a part has a charset that Python does not know.
        MissingPackageError: the form is multipart, and the extra ``forms`` is not installed.
    """
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type == "application/x-www-form-urlencoded":
        return Form(ImmutableMultiDict(_urlencoded(body, limits or FormLimits())), ImmutableMultiDict())
    if media_type == "multipart/form-data":
        return _multipart(body, content_type, limits or FormLimits())
    return _NO_FORM


_NO_FORM = Form(ImmutableMultiDict(), ImmutableMultiDict())


def _urlencoded(body: bytes, limits: FormLimits) -> list[tuple[str, str]]:
    from urllib.parse import parse_qsl

    where = "cannot parse an urlencoded form"
    # Counted, not split, so that a body of separators costs nothing.
    fields = body.count(b"&") + 1
    if fields > limits.max_parts:
        raise FormLimitError(where, expected=f"at most {limits.max_parts} fields", got=str(fields))
    if max(map(len, body.split(b"&"))) > limits.max_part_size:
        raise FormLimitError(where, expected=f"fields of at most {limits.max_part_size} bytes", got="a longer one")
    try:
        return parse_qsl(body.decode(), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise FormError(where, expected="UTF-8", got=describe(body)) from error


_IN_MULTIPART = "cannot parse a multipart form"


def _multipart(body: bytes, content_type: str, limits: FormLimits) -> Form:
    try:
        import multipart
    except ImportError as error:
        raise MissingPackageError(
            f"{_IN_MULTIPART}: install the extra, pip install 'azure-functions-lite[forms]'"
        ) from error

    _, options = multipart.parse_options_header(content_type)
    boundary = options.get("boundary", "")
    try:
        parts = _parts(body, boundary, limits)
    except multipart.ParserLimitReached as error:
        raise FormLimitError(_IN_MULTIPART, expected=f"a form within {limits!r}", got=f"more ({error})") from error
    except (multipart.MultipartError, UnicodeEncodeError) as error:
        # The second: a boundary with a lone surrogate. Only the first argument: the next one may have a header in it.
        got = str(error.args[0])
        raise FormError(_IN_MULTIPART, expected="a complete multipart/form-data body", got=got) from error

    fields: list[tuple[str, str]] = []
    files: list[tuple[str, UploadedFile]] = []
    for head, content in parts:
        name, filename = _names(head)
        if filename is None:
            fields.append((name, _text(content, head.charset)))
        else:
            files.append((name, _file(content, head, name, filename)))
    return Form(ImmutableMultiDict(fields), ImmutableMultiDict(files))


def _parts(body: bytes, boundary: str, limits: FormLimits) -> list[tuple[MultipartSegment, bytes]]:
    """Return the head and the content of each part, tidying the body first if the parser needs it."""
    import multipart

    try:
        return _parsed(body, boundary, limits)
    except multipart.ParserLimitReached:
        raise
    except multipart.MultipartError:
        tidied = _tidied(body, boundary, limits.max_parts)
        if tidied == body:
            raise
        return _parsed(tidied, boundary, limits)


def _parsed(body: bytes, boundary: str, limits: FormLimits) -> list[tuple[MultipartSegment, bytes]]:
    import multipart

    parts: list[tuple[MultipartSegment, bytes]] = []
    parser = multipart.PushMultipartParser(
        boundary,
        content_length=len(body),
        max_header_size=limits.max_header_size,
        max_header_count=limits.max_part_headers,
        max_segment_size=limits.max_part_size,
        max_segment_count=limits.max_parts,
    )
    with parser:
        opened: list[tuple[MultipartSegment, list[bytearray]]] = []
        # The parser yields a part's head, then its content in pieces, then None.
        for event in parser.parse(body):
            if isinstance(event, multipart.MultipartSegment):
                opened.append((event, []))
            elif event is not None:
                opened[-1][1].append(event)
            else:
                head, pieces = opened.pop()
                parts.append((head, b"".join(pieces)))
    return parts


_LINE_BREAK = rb"(?:\r?\n|\r(?!\n))"


def _tidied(body: bytes, boundary: str, max_parts: int) -> bytes:
    """Return a body as browsers write it, because the parser accepts no other form.

    Some clients end lines with a line feed alone, and some call a part an ``attachment``. The contents of parts stay
    as they are, and so does everything after one part more than the limit allows: the parser stops there.
    """
    mark = b"--" + boundary.encode("utf-8")
    line = rb"(?:\A|" + _LINE_BREAK + rb")" + re.escape(mark) + rb"(?=" + _LINE_BREAK + rb"|--)"
    pieces = re.split(line, body, maxsplit=max_parts + 1)
    tidied = [pieces[0]]
    for piece in pieces[1:]:
        head, blank, content = _cut(piece)
        lines = re.split(_LINE_BREAK, head)
        lines = [re.sub(rb"(?i)\A(content-disposition\s*:)[^;]*", rb"\1 form-data", line) for line in lines]
        tidied.append(b"\r\n".join(lines) + blank + content)
    return (b"\r\n" + mark).join(tidied).removeprefix(b"\r\n")


def _cut(piece: bytes) -> tuple[bytes, bytes, bytes]:
    """Return the head of a part, the blank line, and the content; all of the last boundary's rest is head."""
    if piece.startswith(b"--"):
        return piece, b"", b""
    found = re.search(_LINE_BREAK + _LINE_BREAK, piece)
    return (piece[: found.start()], b"\r\n\r\n", piece[found.end() :]) if found else (piece, b"", b"")


def _names(head: MultipartSegment) -> tuple[str, str | None]:
    """Return the name of a field and, if it is a file, the name of the file.

    A name with a language and a charset (``filename*=UTF-8''na%C3%AFve.txt``) comes before the one without, which is
    there for programs that do not know such names (RFC 6266, section 4.3).
    """
    disposition = next((value for name, value in head.headerlist if name == "Content-Disposition"), "")
    extended = _parameters(disposition) if "*" in disposition else {}
    name = _extended_name(extended.get("name*")) or head.name or ""
    filename = _extended_name(extended.get("filename*")) or head.filename
    # Line breaks in names of fields come from pages, and nothing is done with them but looking them up.
    if "\0" in name or re.search(r"[\r\n\0]", filename or ""):
        expected = "a name without NUL" if "\0" in name else "a file name without CR, LF and NUL"
        raise FormError(_IN_MULTIPART, expected=expected, got=describe(filename or name))
    return name, filename


_PARAMETER = re.compile(r";\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(\"(?:[^\"\\]|\\.)*\"|[^;\"\s]*)")


def _parameters(header: str) -> dict[str, str]:
    """Return the parameters of a header by lower-case name, without their quotes."""
    found: dict[str, str] = {}
    for name, value in _PARAMETER.findall(header):
        content = re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value
        found.setdefault(name.lower(), content)
    return found


def _extended_name(value: str | None) -> str | None:
    """Decode a name as RFC 5987 has it; None if the charset or what is in it is not known."""
    charset, mark, rest = (value or "").partition("'")
    if not mark or charset.lower() not in ("utf-8", "iso-8859-1", "us-ascii", "ascii"):
        return None
    from urllib.parse import unquote

    try:
        return unquote(rest.partition("'")[2], charset, "strict")
    except UnicodeDecodeError:
        return None


def _text(content: bytes, charset: str | None) -> str:
    where = "cannot read a field of a multipart form"
    if charset and not _is_known(charset):
        raise CharsetError(where, expected="a charset that Python knows", got=excerpt(charset))
    try:
        return content.decode(charset or "utf-8")
    except LookupError as error:
        # Of bytes, such as base64, or of another operating system.
        raise CharsetError(where, expected="a charset that Python knows", got=excerpt(charset)) from error
    except ValueError as error:
        raise FormError(where, expected=f"text in {shortened(charset or 'utf-8')}", got=describe(content)) from error


def _is_known(charset: str) -> bool:
    """Return whether a charset is one that documents have.

    Python has more encodings: a small body in "punycode" takes minutes. And it remembers every unknown name.
    """
    from encodings import normalize_encoding
    from encodings.aliases import aliases

    name = normalize_encoding(charset).lower()
    return name in aliases or name in aliases.values()


def _file(content: bytes, head: MultipartSegment, name: str, filename: str) -> UploadedFile:
    try:
        return UploadedFile(content, name=name, filename=filename, headers=head.headerlist)
    except HeaderError as error:
        raise FormError(_IN_MULTIPART, expected="headers without NUL", got=error.got) from error
