"""HTTP: `HttpRequest`, `HttpResponse` and their converters."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, cast

from azure_functions_lite._bindings.body import WithBody, content_of
from azure_functions_lite._bindings.values import Unread
from azure_functions_lite._typing import accepts, is_mapping, is_object
from azure_functions_lite._wire.scalars import utf8
from azure_functions_lite.errors import (
    ArgumentTypeError,
    CharsetError,
    DataError,
    FieldError,
    describe,
    excerpt,
    shortened,
)
from azure_functions_lite.headers import HeaderValue, HttpRequestHeaders, HttpResponseHeaders
from azure_functions_lite.meta import Datum, InConverter, Metadata, OutConverter, unsupported_datum, unsupported_value

if TYPE_CHECKING:
    from http import HTTPStatus

    from azure_functions_lite.forms import Form, FormLimits, MultiDict, UploadedFile

    # It is the first. With the second, checkers take ``request.params or {}``, and the `copy` that a `Mapping` lacks.
    Parameters = MappingProxyType[str, str] | dict[str, str]

__all__ = ["HttpRequest", "HttpRequestConverter", "HttpResponse", "HttpResponseConverter"]


class HttpRequest(WithBody):
    """A request to an HTTP-triggered function.

    Args:
        method: ``GET``, ``POST`` and so on, in any case.
        url: The whole address; in a test, a path is enough.
        headers: Names in any case.
        params: The query; by default it is read from `url`, a repeated key joined with commas as the host does.
        route_params: What the route's placeholders stand for: ``items/{id}`` gives ``id``.
        body: Content; text is encoded as UTF-8, and None is empty.
        body_type: Not needed; taken because `azure.functions.http.HttpRequest` takes it.

    Source: `azure.functions.http`. Differs: `params` from `url`, `body` None or text, `cookies`, `parse_form`.
    """

    _fields: ClassVar[tuple[str, ...]] = ("method", "url", "headers", "params", "route_params", "body")
    # What the host sent. Each part is read when it is first used, and kept. None means that it is not read yet.
    _raw: Mapping[str, Any] = {}  # nobody writes to it
    _method: str | None = ""
    _url: str | None = ""
    _headers: HttpRequestHeaders | None = None
    _params: dict[str, str] | None = None
    _route_params: dict[str, str] | None = None
    _body: str | bytes | None = None
    _form: Form | None = None

    def __init__(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        route_params: Mapping[str, str] | None = None,
        body: bytes | bytearray | memoryview | str | None = None,
        body_type: str | None = None,
    ) -> None:
        self._method = method.upper()
        self._url = url
        self._headers = HttpRequestHeaders(headers)
        self._params = _query(url) if params is None else dict(params)
        self._route_params = dict(route_params or {})
        self._body = utf8(body, "HttpRequest")

    @property
    def method(self) -> str:
        """The method, in upper case."""
        if self._method is None:
            self._method = _text(self._raw, "method").upper()
        return self._method

    @property
    def url(self) -> str:
        """The address that was asked for."""
        if self._url is None:
            self._url = _text(self._raw, "url")
        return self._url

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers, found in any case."""
        if self._headers is None:
            self._headers = HttpRequestHeaders(_texts(self._raw, "headers"))
        return self._headers

    @property
    def params(self) -> Parameters:
        """The query; of a repeated key the values are joined with commas."""
        params = self._params
        if params is None:
            params = self._params = _texts(self._raw, "query")
        return MappingProxyType(params)

    @property
    def route_params(self) -> Parameters:
        """The values of the placeholders of the route."""
        params = self._route_params
        if params is None:
            params = self._route_params = _texts(self._raw, "params")
        return MappingProxyType(params)

    @property
    def cookies(self) -> Mapping[str, str]:
        """The cookies of the ``Cookie`` header."""
        from azure_functions_lite._wire.cookies import parse_cookies

        return MappingProxyType(parse_cookies(self.headers.get("cookie", "")))

    @property
    def form(self) -> MultiDict[str]:
        """The text fields of a form, with the default `FormLimits`; empty if the body is not a form.

        Raises:
            FormError: as `parse_form` does.
        """
        return self._parsed_form().fields

    @property
    def files(self) -> MultiDict[UploadedFile]:
        """The files of a multipart form, as `form` has the fields."""
        return self._parsed_form().files

    def parse_form(self, limits: FormLimits | None = None) -> Form:
        """Parse the body as a form, with your own limits; see `azure_functions_lite.forms.parse_form`."""
        # Here, not at the top, as the cookies are: most functions take JSON.
        from azure_functions_lite.forms import parse_form

        return parse_form(self.get_body(), self.headers.get("content-type", ""), limits)

    def _parsed_form(self) -> Form:
        if self._form is None:
            self._form = self.parse_form()
        return self._form

    def __hash__(self) -> int:
        return hash((type(self), self.method, self.url, self.get_body()))

    def __repr__(self) -> str:
        # The query and the headers by name only: they carry function keys and tokens.
        method, address, params, body = map(self._value_or_reason, ("method", "url", "params", "body"))
        if isinstance(address, str) and not isinstance(address, Unread):
            address = address.partition("?")[0]
        if is_mapping(params):
            params = f"({shortened(', '.join(map(str, params)))})"
        texts = [excerpt(method), excerpt(address)]
        texts += [f"params={params!s}"] if params != "()" else []
        texts += [f"body=<{describe(body)}>"] if body else []
        return f"{type(self).__name__}({', '.join(texts)})"


def _query(url: str) -> dict[str, str]:
    # Not urlsplit: it rejects addresses with a host that it cannot read, and the host does not matter here.
    query = url.partition("#")[0].partition("?")[2]
    if not query:
        return {}
    from urllib.parse import parse_qsl

    params: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        params.setdefault(name, []).append(value)
    return {name: ",".join(values) for name, values in params.items()}


class HttpResponse(WithBody):
    """A response of an HTTP-triggered function.

    Args:
        body: Content; text is encoded in `charset`.
        status_code: 200 by default.
        headers: Names and values; a list sends its header once for each item. ``Set-Cookie`` is one of them.
        mimetype: Media type of the body, for a ``Content-Type`` where `headers` have none; ``text/plain`` by default.
        charset: ``utf-8`` by default; part of the ``Content-Type`` where the media type is a text one.

    Raises:
        ArgumentTypeError: `body` or `status_code` is of a wrong type.
        DataError: `charset` cannot carry the body, or `status_code` is none.
        CharsetError: Python does not know `charset`.
        HeaderError: a header cannot be sent; see `azure_functions_lite.headers.HttpResponseHeaders`.

    Source: `azure.functions.HttpResponse`.
    """

    _fields: ClassVar[tuple[str, ...]] = ("status_code", "headers", "mimetype", "charset", "body")
    _body: str | bytes | None = None

    def __init__(
        self,
        body: str | bytes | bytearray | None = None,
        *,
        status_code: HTTPStatus | int | None = None,
        headers: Mapping[str, HeaderValue] | None = None,
        mimetype: str | None = None,
        charset: str | None = None,
    ) -> None:
        self._status_code = _status(status_code)
        self._headers = HttpResponseHeaders(headers)
        self._mimetype = "text/plain" if mimetype is None else _text_argument("mimetype", mimetype)
        self._charset = "utf-8" if charset is None else _text_argument("charset", charset)
        self._body = _encoded(body, self._charset)
        if mimetype is not None or charset is not None:
            # The converter makes a header from these two, so reject invalid characters now.
            HttpResponseHeaders({"content-type": [self._mimetype, self._charset]})

    @property
    def status_code(self) -> int:
        """The status: 200 and so on."""
        return self._status_code

    @property
    def headers(self) -> HttpResponseHeaders:
        """The headers as set so far; change them until the function returns."""
        return self._headers

    @property
    def mimetype(self) -> str:
        """The media type that was given, or ``text/plain``; not read from a ``Content-Type`` header."""
        return self._mimetype

    @property
    def charset(self) -> str:
        """The charset that text is encoded in."""
        return self._charset

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as values that JSON has; a header with several values has a list of them."""
        lists = {name: self.headers.getlist(name) for name in self.headers}
        headers = {name: values if len(values) > 1 else values[0] for name, values in lists.items()}
        return {**super().to_dict(), "headers": headers}

    # Mutable through `headers`: equal now says nothing about later.
    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # how Python spells "unhashable"


def _status(status_code: object) -> int:
    if status_code is None:
        return 200
    where = "cannot set status_code of HttpResponse"
    if isinstance(status_code, str) and status_code.isdecimal() and len(status_code) == 3:
        status_code = int(status_code)
    if not isinstance(status_code, int) or isinstance(status_code, bool):
        raise ArgumentTypeError(where, expected="int or http.HTTPStatus", got=describe(status_code))
    if not 100 <= status_code <= 999:
        raise DataError(where, expected="a number of three digits", got=excerpt(status_code))
    return int(status_code)


def _text_argument(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise ArgumentTypeError(f"cannot set {name} of HttpResponse", expected="str", got=describe(value))
    return value


def _encoded(body: str | bytes | bytearray | None, charset: str) -> bytes:
    if not isinstance(body, str):
        return utf8(body, "HttpResponse")
    where = "cannot encode the body of HttpResponse"
    try:
        return body.encode(charset)
    except LookupError as error:
        raise CharsetError(where, expected="a charset that Python knows", got=excerpt(charset)) from error
    except ValueError as error:
        # Not only UnicodeEncodeError: "idna" and similar codecs have their own errors.
        raise DataError(where, expected=f"a body that {shortened(charset)} can encode", got=describe(body)) from error


class HttpRequestConverter(InConverter, binding="httpTrigger", trigger=True):
    """``httpTrigger``: an ``"http"`` Datum becomes an `HttpRequest`.

    Its value is a dict: ``method``, ``url`` and ``body`` are Datums; ``headers``, ``query`` and ``params``, which are
    those of the route, are dicts of Datums.
    """

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, (HttpRequest,))

    @classmethod
    def decode(cls, data: Datum | None, *, trigger_metadata: Metadata | None) -> HttpRequest:
        if data is None or data.type != "http":
            raise unsupported_datum(data, "httpTrigger", "http")
        value: object = data.value
        if not is_object(value):
            raise DataError("cannot decode httpTrigger", expected="a dict in the http Datum", got=describe(value))
        body: Any = value.get("body")
        # Past the constructor, and one by one: an object is faster until it has its own dict.
        request: Any = object.__new__(HttpRequest)
        request._raw = value
        request._method = request._url = None
        # The host sends bytes.
        request._body = body.value if getattr(body, "type", None) == "bytes" else _body(body)
        return cast("HttpRequest", request)


def _body(datum: Any) -> Any:
    try:
        return content_of(datum, "httpTrigger")
    except AttributeError as error:
        raise _unreadable("'body'", "a Datum", datum) from error


def _text(value: Mapping[str, Any], name: str) -> str:
    datum = value.get(name)
    content = getattr(datum, "value", ...)
    if not isinstance(content, str):
        raise _unreadable(repr(name), "a Datum of str", datum if content is ... else content)
    return content


def _texts(value: Mapping[str, Any], name: str) -> dict[str, str]:
    data: Mapping[str, Any] | None = value.get(name)
    texts: dict[str, str] = {}
    if not data:
        return texts
    if not isinstance(data, dict):
        raise _unreadable(repr(name), "a dict of Datums by name", data)
    for key, datum in data.items():
        try:
            # No value: a key that came without one (?flag), on hosts that pass such keys on.
            content = None if datum is None else datum.value
        except AttributeError as error:
            raise _unreadable(f"{name}[{excerpt(key)}]", "a name and a Datum of str", datum) from error
        if type(content) is str and type(key) is str:
            texts[key] = content
        elif content is None and type(key) is str:
            texts[key] = ""
        else:
            raise _unreadable(f"{name}[{excerpt(key)}]", "a name and a Datum of str", content)
    return texts


def _unreadable(place: str, expected: str, got: object) -> FieldError:
    return FieldError(f"cannot read {place} of httpTrigger", expected=expected, got=describe(got))


class HttpResponseConverter(OutConverter, binding="http"):
    """``http``: ``str`` becomes ``"string"``, and `HttpResponse` and text that is JSON become ``"http"``.

    The host parses a ``"string"`` that is JSON: it treats an object with the key ``body`` as a response, and writes any
    other value differently (``"x"`` as ``x``, ``true`` as ``True``).

    The value of ``"http"`` is a dict: ``status_code`` is a Datum of digits, ``headers`` a dict of Datums, ``cookies``
    None or a list of name -> morsel, one for each ``Set-Cookie``, ``body`` a Datum of bytes. The host takes one value
    for a header, so those of a repeated one are joined with commas (RFC 9110, section 5.3). The response itself stays
    as it is.

    Differs: `azure.functions` sends all text as ``"string"``, sends the last of repeated headers, drops cookies that
    `SimpleCookie` cannot parse, and takes the cookies out of the response.
    """

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, (HttpResponse, str))

    @classmethod
    def encode(cls, obj: object, *, expected_type: type | None) -> Datum:
        if isinstance(obj, str):
            # Here, not at the top: its patterns take long to compile, and few functions return text.
            from azure_functions_lite._wire.lenient_json import is_json

            if not is_json(obj):
                return Datum(obj, "string")
            obj = HttpResponse(obj)
        if not isinstance(obj, HttpResponse):
            raise unsupported_value(obj, "http", "str or HttpResponse")
        headers = {
            name: Datum(", ".join(obj.headers.getlist(name)), "string")
            for name in obj.headers
            if name.lower() != "set-cookie"
        }
        if "content-type" not in obj.headers:
            is_text = obj.mimetype.startswith("text/")
            content_type = f"{obj.mimetype}; charset={obj.charset}" if is_text else obj.mimetype
            headers["content-type"] = Datum(content_type, "string")
        cookies = _cookies(obj.headers.getlist("set-cookie"))
        value = {
            "status_code": Datum(str(obj.status_code), "string"),
            "headers": headers,
            "cookies": cookies,
            "body": Datum(obj.get_body(), "bytes"),
        }
        return Datum(value, "http")


def _cookies(headers: list[str]) -> list[Any] | None:
    """Return the worker's form of each ``Set-Cookie``."""
    if not headers:
        return None
    from azure_functions_lite._wire.cookies import parse_set_cookie

    return [parse_set_cookie(header) for header in headers]
