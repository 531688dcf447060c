"""HTTP requests as a client sends them: bodies with their content types, forms, cookies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import cast

from azure_functions_lite._typing import holds_several
from azure_functions_lite._wire import json as wire_json
from azure_functions_lite._wire.scalars import utf8
from azure_functions_lite.errors import ArgumentTypeError, HeaderError, describe, excerpt
from azure_functions_lite.headers import HeaderValue, HttpResponseHeaders
from azure_functions_lite.http import HttpRequest
from azure_functions_lite.testing._inputs.given import UNSET

Content = str | bytes
File = Content | tuple[str, Content] | tuple[str, Content, str]
"""A file of a form: its content, or its name and content, or its name, content and content type."""

_HOST = "example.azurewebsites.net"
_WHERE = "cannot make an HttpRequest"


def http_request(
    method: str | None = None,
    url: str = f"https://{_HOST}/api/function",
    *,
    params: Mapping[str, str | Iterable[str]] | None = None,
    headers: Mapping[str, HeaderValue] | None = None,
    route_params: Mapping[str, str] | None = None,
    cookies: Mapping[str, str] | None = None,
    json: object = UNSET,
    text: str | None = None,
    form: Mapping[str, str | Iterable[str]] | None = None,
    files: Mapping[str, File | Iterable[File]] | None = None,
    body: bytes | bytearray | memoryview | str | None = None,
) -> HttpRequest:
    """Make a request, with the headers ``host``, ``cookie``, ``content-type`` and ``content-length`` as needed.

    Args:
        method: By default ``GET``, or ``POST`` with a body.
        url: The whole address; a path is enough.
        params: The query, which becomes part of `url` where that has none; by default it is read from `url`. Several
            values for a name reach the function joined with commas, as from the host.
        headers: Headers that take the place of those made here. Several values for a name are joined with commas, and
            those of ``cookie`` with semicolons.
        route_params: The values of the placeholders of the route.
        cookies: Cookies by name, for the ``cookie`` header.
        json: What to send as JSON; None is ``null``.
        text: What to send as plain text.
        form: Fields of a form by name; an iterable has a field for each of its texts.
        files: Files of a multipart form by field: the content, ``(filename, content)`` or
            ``(filename, content, content type)``; a list has several. The form has the fields of `form` as well.
        body: The body itself, without a content type.

    Raises:
        ArgumentTypeError: there are two bodies, or a value is of a wrong type.
        HeaderError: a header or a cookie cannot be sent.
    """
    bodies = {"json": json is not UNSET, "text": text is not None, "body": body is not None}
    bodies["a form"] = form is not None or files is not None
    chosen = [name for name, is_given in bodies.items() if is_given]
    if len(chosen) > 1:
        raise ArgumentTypeError(_WHERE, expected="at most one of json, text, body, a form", got=" and ".join(chosen))
    content_type: str | None = None
    content = utf8(body, "HttpRequest")
    if json is not UNSET:
        content_type, content = "application/json", wire_json.dumps(json, _WHERE).encode()
    elif text is not None:
        content_type, content = "text/plain; charset=utf-8", utf8(text, "HttpRequest")
    elif files is not None:
        content_type, content = _multipart(_pairs(form or {}, "the form"), _files(files))
    elif form is not None:
        content_type, content = "application/x-www-form-urlencoded", _urlencoded(_pairs(form, "the form")).encode()
    sent = {"host": re.split("[/?#]", url.partition("://")[2], maxsplit=1)[0] or _HOST}
    if cookies:
        sent["cookie"] = "; ".join(_cookie(name, value) for name, value in cookies.items())
    if content_type is not None:
        sent["content-type"] = content_type
    if chosen:
        sent["content-length"] = str(len(content))
    query = None if params is None else _pairs(params, "the query")
    if query and "?" not in url:
        address, mark, fragment = url.partition("#")
        url = f"{address}?{_urlencoded(query)}{mark}{fragment}"
    return HttpRequest(
        method=method or ("POST" if chosen else "GET"),
        url=url,
        params=None if query is None else _joined(query),
        headers={**sent, **_headers(headers or {})},
        route_params=route_params,
        body=content,
    )


def _headers(headers: Mapping[str, HeaderValue]) -> dict[str, str]:
    # Those of a response may come several times, and are checked.
    checked = HttpResponseHeaders(headers)
    return {name.lower(): ("; " if name.lower() == "cookie" else ",").join(checked.getlist(name)) for name in checked}


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    joined: dict[str, list[str]] = {}
    for name, value in pairs:
        joined.setdefault(name, []).append(value)
    return {name: ",".join(values) for name, values in joined.items()}


def _urlencoded(pairs: Iterable[tuple[str, str]]) -> str:
    # Here, not at the top: it costs more than all of this package.
    from urllib.parse import urlencode

    return urlencode([*pairs])


def _cookie(name: str, value: str) -> str:
    if not name or re.search(r"[=;,\s\x00-\x1f\x7f]", name):
        raise HeaderError("cannot make a cookie header", expected="a name that can be sent", got=excerpt(name))
    # As `http.cookies` quotes: RFC 6265 has no way to send these, and every framework reads this one.
    quoted = _NOT_IN_COOKIES.sub(lambda found: f"\\{ord(found[0]):03o}", value)
    return f"{name}={value}" if quoted == value == value.strip() else f'{name}="{quoted}"'


_NOT_IN_COOKIES = re.compile(r'[;"\\\x00-\x1f\x7f]')


def _pairs(fields: Mapping[str, str | Iterable[str]], where: str) -> list[tuple[str, str]]:
    """Return name and value of each field, of one with several values several times."""
    pairs: list[tuple[str, str]] = []
    for name, value in fields.items():
        for item in value if holds_several(value) else [value]:
            if not isinstance(item, str):
                raise ArgumentTypeError(_WHERE, expected=f"text for a field of {where}", got=describe(item))
            pairs.append((name, item))
    return pairs


def _files(files: Mapping[str, File | Iterable[File]]) -> list[tuple[str, str, bytes, str]]:
    """Return field, file name, content and content type of each."""
    found: list[tuple[str, str, bytes, str]] = []
    for name, value in files.items():
        given: object = value
        # A tuple is one file: its name and its content.
        several = given if holds_several(given) and not isinstance(given, tuple) else [given]
        found += [(name, *_file(name, item)) for item in several]
    return found


def _file(field: str, file: object) -> tuple[str, bytes, str]:
    given = [*cast("tuple[object, ...]", file)] if isinstance(file, tuple) else [field, file]
    parts = given
    if len(given) == 2:
        parts = [*given, "text/plain" if isinstance(given[1], str) else "application/octet-stream"]
    if len(parts) == 3:
        filename, content, content_type = parts
        if isinstance(filename, str) and isinstance(content, (str, bytes)) and isinstance(content_type, str):
            # The one part of the head that is written as it is.
            HttpResponseHeaders({"content-type": content_type})
            return filename, utf8(content, "HttpRequest"), content_type
    expected = "content, (filename, content) or (filename, content, content type) for a file"
    raise ArgumentTypeError(_WHERE, expected=expected, got=", ".join(map(describe, given)))


def _multipart(fields: list[tuple[str, str]], files: list[tuple[str, str, bytes, str]]) -> tuple[str, bytes]:
    parts = [(f'name="{_quoted(name)}"', utf8(value, "HttpRequest")) for name, value in fields]
    parts += [
        (f'name="{_quoted(name)}"; filename="{_quoted(filename)}"\r\nContent-Type: {content_type}', content)
        for name, filename, content, content_type in files
    ]
    heads = [(utf8(f"Content-Disposition: form-data; {head}", "HttpRequest"), content) for head, content in parts]
    written = [part for pair in heads for part in pair]
    number = 0
    # The same for the same form, so that tests can expect it; and nowhere in what it separates.
    while any(f"boundary-{number}".encode() in part for part in written):
        number += 1
    line = f"--boundary-{number}".encode()
    content = b"".join(b"%b\r\n%b\r\n\r\n%b\r\n" % (line, head, content) for head, content in heads)
    return f"multipart/form-data; boundary=boundary-{number}", b"%b%b--\r\n" % (content, line)


def _quoted(name: str) -> str:
    # As browsers do: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
