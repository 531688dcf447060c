"""HTTP forms."""

from __future__ import annotations

import io
import re
from types import ModuleType
from typing import Any, cast
from urllib.parse import unquote_to_bytes

from ..asked import http_parts
from ..outcomes import Difference, failed
from ..packages import Case, Raw
from ..table import both, python, row, shows
from .http import request

_MULTIPART = "multipart/form-data; boundary=0123abcd"


def _form(content_type: str, body: bytes) -> Case:
    return request(headers={"Content-Type": content_type}, body=body)


def _form_body(it: Difference) -> tuple[str, bytes]:
    """Return content type and body of a request, however the case makes one."""
    headers = it.argument("headers") or http_parts(it).get("headers")
    headers = cast("dict[str, object]", headers) if isinstance(headers, dict) else {}
    body = it.argument("body") or http_parts(it).get("body") or b""
    content_type = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    content_type, body = (item.value if isinstance(item, Raw) else item for item in (content_type, body))
    return str(content_type), body if isinstance(body, bytes) else b""


def _is_utf8(body: bytes) -> bool:
    return body.decode(errors="ignore").encode() == body


@row()
def form_multipart_extra() -> None:
    """forms of files
    always works -> needs the extra: `pip install 'azure-functions-lite[forms]'`
    most functions receive no files"""
    code = """
import sys
sys.modules["multipart"] = None
import {package} as func
body = b'--x\\r\\nContent-Disposition: form-data; name="a"\\r\\n\\r\\nb\\r\\n--x--\\r\\n'
print(func.HttpRequest("POST", "/", headers={{"content-type": "multipart/form-data; boundary=x"}}, body=body).form["a"])
"""
    assert python(code.format(package="azure.functions")) == "b"
    assert "MissingPackageError" in python(code.format(package="azure_functions_lite"))


def _form_of(func: ModuleType) -> Any:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return func.HttpRequest("POST", "/", headers=headers, body=b"a=1&a=2").form


@row(
    both(lambda func: hasattr(_form_of(func), "deepcopy"), True, False),
    both(lambda func: isinstance(_file_of(func, "b"), io.BytesIO), False, True),
)
def form_mappings() -> None:
    """`request.form`, `request.files`
    are `werkzeug` classes, whose files are `FileStorage` objects; `save` writes only the unread part -> are dicts with
      the methods of these that apps call, whose files are `io.BytesIO`; `save` writes the whole content
    no dependency on `werkzeug`"""


@row(both(lambda func: bool(hash(_form_of(func))), True, TypeError))
def form_hash() -> None:
    """`hash(request.form)`
    is a number -> raises `TypeError`
    files in it are mutable"""


def _file_of(func: ModuleType, name: str, field: str = "a") -> Any:
    head = f'Content-Disposition: form-data; name="{field}"; filename="{name}"'
    body = f"--0123abcd\r\n{head}\r\n\r\nc\r\n--0123abcd--\r\n".encode()
    return next(iter(func.HttpRequest("POST", "/", headers={"content-type": _MULTIPART}, body=body).files.values()))


@row(
    both(lambda func: _file_of(func, "a\rb"), StopIteration, ValueError),
    both(lambda func: _file_of(func, "a\0b").filename, "a\0b", ValueError),
    both(lambda func: _file_of(func, "b", field="a\0").name, "a\0", ValueError),
)
def form_names() -> None:
    """a file name with CR, LF or NUL, a field name with NUL
    drops the file with CR and LF, passes on NUL -> raises `FormError`, a `ValueError`
    nothing is lost, and the name is used in paths and headers"""


@row(shows(_form("Application/X-WWW-Form-Urlencoded", b"a=1"), "form", {}, {"a": ["1"]}))
def form_content_type_case(it: Difference) -> bool:
    """`Application/X-WWW-Form-Urlencoded`
    is not recognized as a form -> is
    media types are case-insensitive"""
    content_type, _ = _form_body(it)
    is_form = content_type.lower().startswith("application/x-www-form-urlencoded")
    return it.path == ("form",) and is_form and content_type[0] == "A" and it.official == {}


@row(
    shows(_form(_MULTIPART, b"--0123abcd\r\n"), "form", {}, ValueError),
    shows(_form("application/x-www-form-urlencoded", b"a=\xff"), "form", {}, ValueError),
)
def form_malformed(it: Difference) -> bool:
    """a truncated form, or one whose text is not UTF-8
    returns what it can, or nothing -> raises `FormError`, a `ValueError`
    half a form is not a form"""
    content_type, body = _form_body(it)
    if it.path not in (("form",), ("files",)) or not failed(it.ours, "ValueError"):
        return False
    if content_type.startswith("multipart/form-data"):
        return not re.fullmatch(rb"(--0123abcd\r\n.*)?--0123abcd--\r\n", body, re.DOTALL) or not _is_utf8(body)
    return not _is_utf8(unquote_to_bytes(body))
