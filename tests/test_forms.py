"""Forms: urlencoded and multipart, their files, and their limits."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite.errors import CharsetError, FormError, FormLimitError, MissingPackageError
from azure_functions_lite.forms import FormLimits, MultiDict, UploadedFile, parse_form

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=limit"
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def part(headers: str, content: bytes) -> bytes:
    return b"--limit\r\n" + headers.replace("\n", "\r\n").encode() + b"\r\n\r\n" + content + b"\r\n"


def field(name: str, content: bytes, *, content_type: str = "") -> bytes:
    extra = f"\nContent-Type: {content_type}" if content_type else ""
    return part(f'Content-Disposition: form-data; name="{name}"{extra}', content)


def file(name: str, filename: str, content: bytes, *, headers: str = "") -> bytes:
    return part(f'Content-Disposition: form-data; name="{name}"; filename="{filename}"{headers}', content)


END = b"--limit--\r\n"


def test_of_several_values_the_first_counts() -> None:
    values = MultiDict([("a", 1), ("b", 2), ("a", 3)])
    assert values["a"] == 1
    assert values.getlist("a") == [1, 3]
    assert list(values) == ["a", "b"]
    assert len(values) == 2
    assert dict(values) == {"a": 1, "b": 2}
    assert values.get("c") is None
    assert values.getlist("c") == []
    assert "c" not in values
    with pytest.raises(KeyError, match="c"):
        _ = values["c"]


def test_the_list_of_values_is_another_each_time() -> None:
    values = MultiDict[int]([("a", 1)])
    values.getlist("a").append(2)
    assert values.getlist("a") == [1]


def test_multidicts_are_equal_by_all_their_values() -> None:
    assert MultiDict([("a", 1), ("b", 2), ("a", 3)]) == MultiDict([("a", 1), ("a", 3), ("b", 2)])
    assert MultiDict([("a", 1), ("a", 3)]) != MultiDict([("a", 3), ("a", 1)])
    assert MultiDict([("a", 1)]) != {"a": 1}
    with pytest.raises(TypeError, match="unhashable"):
        hash(MultiDict[int]())


def test_multidicts_show_no_values() -> None:
    assert repr(MultiDict([("password", "secret"), ("b", "2")])) == "MultiDict(password, b)"


def test_multidicts_can_be_copied_and_pickled(duplicate: Callable[[object], object]) -> None:
    values = MultiDict([("a", 1), ("a", 3)])
    assert duplicate(values) == values


def test_an_uploaded_file_is_a_file() -> None:
    upload = UploadedFile(b"1\n2\n", name="data", filename="a.TXT", content_type="Text/Plain", headers={"X-A": "1"})
    assert upload.readlines() == [b"1\n", b"2\n"]
    assert (upload.name, upload.filename, upload.content_type) == ("data", "a.TXT", "Text/Plain")
    assert upload.mimetype == "text/plain"
    assert upload.headers == {"X-A": "1", "Content-Type": "Text/Plain"}
    assert upload.stream is upload


def test_an_uploaded_file_needs_nothing() -> None:
    upload = UploadedFile()
    assert (upload.read(), upload.name, upload.filename, len(upload.headers)) == (b"", "", "", 0)
    assert (upload.content_type, upload.mimetype, upload.mimetype_params, upload.content_length) == (None, "", {}, 0)


def test_an_uploaded_file_does_not_show_its_content() -> None:
    upload = UploadedFile(b"secret", name="data", filename="a.txt")
    assert repr(upload) == "UploadedFile(name='data', filename='a.txt', bytes of length 6)"


def test_an_uploaded_file_is_saved_from_its_first_byte(tmp_path: Path) -> None:
    upload = UploadedFile(b"content")
    upload.read(3)
    upload.save(tmp_path / "a")
    upload.save(str(tmp_path / "b"))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() == b"content"


def test_uploaded_files_can_be_copied_and_pickled(duplicate: Callable[[Any], Any]) -> None:
    upload = UploadedFile(b"content", name="data", headers={"X-A": "1"})
    upload.read(3)
    made = duplicate(upload)
    assert (made.read(), made.getvalue(), made.name, made.headers) == (b"tent", b"content", "data", {"X-A": "1"})


def test_an_uploaded_file_is_saved_whole_to_an_open_file() -> None:
    upload, target = UploadedFile(b"content"), io.BytesIO()
    upload.read(3)
    upload.save(target, buffer_size=1)
    assert target.getvalue() == b"content"


def test_an_uploaded_file_is_true_where_it_has_a_name() -> None:
    assert UploadedFile(filename="a")
    assert not UploadedFile(b"content")


def test_parameters_of_a_media_type() -> None:
    upload = UploadedFile(headers={"content-type": 'text/plain; Title="a \\"b\\\\c\\""; charset=utf-8; title=d'})
    assert upload.mimetype_params == {"title": 'a "b\\c"', "charset": "utf-8"}


@pytest.mark.parametrize(
    ("header", "length"),
    [
        *[("4", 4), ("0", 0), ("-1", 0), ("four", 0), ("٤", 0), ("", 0)],
        *[("9" * 19, 10**19 - 1), ("9" * 20, 0), ("9" * 5_000, 0)],
    ],
)
def test_the_content_length_of_an_uploaded_file(header: str, length: int) -> None:
    assert UploadedFile(headers={"content-length": header}).content_length == length


def test_a_media_type_may_be_among_the_headers() -> None:
    upload = UploadedFile(headers=[("Content-Type", 'Text/CSV; Charset="utf-8"; header=present; x; charset=b')])
    assert upload.content_type == 'Text/CSV; Charset="utf-8"; header=present; x; charset=b'
    assert (upload.mimetype, upload.mimetype_params) == ("text/csv", {"charset": "utf-8", "header": "present"})


def test_limits_are_values() -> None:
    assert FormLimits(max_parts=5) == FormLimits(max_parts=5)
    assert hash(FormLimits(max_parts=5)) == hash(FormLimits(max_parts=5))
    assert FormLimits() != FormLimits(max_parts=5)
    assert repr(FormLimits(max_part_size=7)) == (
        "FormLimits(max_parts=1000, max_part_size=7, max_part_headers=8, max_header_size=4096)"
    )


@pytest.mark.parametrize("content_type", ["", "application/json", "text/plain; a=b", "multipart/mixed; boundary=limit"])
def test_what_is_not_a_form_has_an_empty_one(content_type: str) -> None:
    form = parse_form(b"a=1&b=2", content_type)
    assert not form.fields
    assert not form.files


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (b"", []),
        (b"a=1&b=2&a=3", [("a", "1"), ("b", "2"), ("a", "3")]),
        (b"a=&b", [("a", ""), ("b", "")]),
        (b"a=1+2%203&%C3%A5=%c3%a5", [("a", "1 2 3"), ("å", "å")]),
        ("å=ö".encode(), [("å", "ö")]),
        (b"a=x;b=y", [("a", "x;b=y")]),
        (b"&&a=1&&", [("a", "1")]),
        (b"a=b=c%", [("a", "b=c%")]),
    ],
)
def test_urlencoded_fields(body: bytes, fields: list[tuple[str, str]]) -> None:
    form = parse_form(body, URLENCODED)
    assert form.fields == MultiDict(fields)
    assert not form.files


@pytest.mark.parametrize("content_type", [f"{URLENCODED}; charset=utf-8", f"  {URLENCODED.upper()} ;x"])
def test_the_content_type_may_have_any_case_and_parameters(content_type: str) -> None:
    assert parse_form(b"a=1", content_type).fields["a"] == "1"


@given(st.lists(st.tuples(TEXT, TEXT)))
def test_urlencoded_fields_are_read_as_they_were_written(fields: list[tuple[str, str]]) -> None:
    assert parse_form(urlencode(fields).encode(), URLENCODED).fields == MultiDict(fields)


@pytest.mark.parametrize("body", [b"a=\xff", b"a=%FF"], ids=repr)
def test_urlencoded_fields_must_be_utf8(body: bytes) -> None:
    with pytest.raises(FormError, match=r"^cannot parse an urlencoded form: expected UTF-8, got bytes of length \d$"):
        parse_form(body, URLENCODED)


def test_urlencoded_limits() -> None:
    limits = FormLimits(max_parts=2, max_part_size=5)
    assert len(parse_form(b"a=123&b=456", URLENCODED, limits).fields) == 2
    with pytest.raises(FormLimitError, match=r"^cannot parse an urlencoded form: expected at most 2 fields, got 3$"):
        parse_form(b"a&b&c", URLENCODED, limits)
    with pytest.raises(
        FormLimitError, match=r"^cannot parse an urlencoded form: expected fields of at most 5 bytes, got a longer one$"
    ):
        parse_form(b"a=1&b=4567", URLENCODED, limits)


def test_multipart_fields_and_files() -> None:
    body = (
        b"a preamble\r\n"
        + field("a", b"1")
        + file("data", "a.csv", b"x,y\r\n1,2", headers="\nContent-Type: text/csv; charset=utf-8\nX-A: 1")
        + field("a", "smörgås".encode())
        + file("data", "", b"")
        + END
    )
    form = parse_form(body, MULTIPART)
    assert form.fields == MultiDict([("a", "1"), ("a", "smörgås")])
    first, second = form.files.getlist("data")
    assert (first.name, first.filename, first.content_type) == ("data", "a.csv", "text/csv; charset=utf-8")
    assert (first.mimetype, first.mimetype_params) == ("text/csv", {"charset": "utf-8"})
    assert first.headers["X-A"] == "1"
    assert first.read() == b"x,y\r\n1,2"
    assert (second.filename, second.content_type, second.read()) == ("", None, b"")


def test_a_multipart_form_may_be_empty() -> None:
    form = parse_form(END, MULTIPART)
    assert not form.fields
    assert not form.files


def test_a_part_may_have_no_name() -> None:
    body = part("Content-Disposition: form-data", b"1") + part("Content-Disposition: form-data; filename=a", b"2") + END
    form = parse_form(body, MULTIPART)
    assert form.fields[""] == "1"
    assert form.files[""].read() == b"2"


def test_an_uploaded_archive_can_be_opened() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writer:
        writer.writestr("a.txt", b"content")
    upload = parse_form(file("data", "a.zip", archive.getvalue()) + END, MULTIPART).files["data"]
    assert zipfile.ZipFile(upload).read("a.txt") == b"content"


@given(
    st.lists(
        st.tuples(st.text("abc", min_size=1), st.none() | st.text("xyz."), st.binary().filter(lambda c: b"\r" not in c))
    )
)
def test_multipart_forms_are_read_as_they_were_written(parts: list[tuple[str, str | None, bytes]]) -> None:
    body = b"".join(
        field(name, content, content_type="text/plain; charset=latin-1")
        if filename is None
        else file(name, filename, content)
        for name, filename, content in parts
    )
    form = parse_form(body + END, MULTIPART)
    assert form.fields == MultiDict(
        (name, content.decode("latin-1")) for name, other, content in parts if other is None
    )
    for name in form.files:
        assert [(upload.filename, upload.getvalue()) for upload in form.files.getlist(name)] == [
            (filename, content) for other, filename, content in parts if other == name and filename is not None
        ]


def test_a_field_in_another_charset() -> None:
    body = field("a", "å".encode("latin-1"), content_type="text/plain; charset=iso-8859-1") + END
    assert parse_form(body, MULTIPART).fields["a"] == "å"


@pytest.mark.parametrize(
    ("charset", "kind", "message"),
    [
        ("utf-8", FormError, "expected text in utf-8, got bytes of length 2"),
        ("klingon", CharsetError, "expected a charset that Python knows, got 'klingon'"),
        ("hex", CharsetError, "expected a charset that Python knows, got 'hex'"),
        ("punycode", CharsetError, "expected a charset that Python knows, got 'punycode'"),
        ("unicode_escape", CharsetError, "expected a charset that Python knows, got 'unicode_escape'"),
        ('"utf\0"', FormError, "expected text in utf\0, got bytes of length 2"),
    ],
)
def test_a_field_that_is_not_in_its_charset(charset: str, kind: type[Exception], message: str) -> None:
    body = field("a", b"\xff.", content_type=f"text/plain; charset={charset}") + END
    with pytest.raises(kind) as error:
        parse_form(body, MULTIPART)
    assert str(error.value) == f"cannot read a field of a multipart form: {message}"


@pytest.mark.parametrize(
    ("limits", "name"),
    [
        (FormLimits(max_parts=1), "count"),
        (FormLimits(max_part_size=3), "size"),
        (FormLimits(max_part_headers=1), "count"),
        (FormLimits(max_header_size=30), "length"),
    ],
    ids=["parts", "size of a part", "headers", "size of a header"],
)
def test_multipart_limits(limits: FormLimits, name: str) -> None:
    body = field("a", b"1234", content_type="text/plain") + field("b", b"1") + END
    assert len(parse_form(body, MULTIPART).fields) == 2
    with pytest.raises(FormLimitError, match=rf"^cannot parse a multipart form: .+FormLimits\(.+ {name} exceeded\)$"):
        parse_form(body, MULTIPART, limits)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (field("a", b"1") + END, "multipart/form-data"),
        (field("a", b"1") + END, "multipart/form-data; boundary="),
        (field("a", b"1") + END, "multipart/form-data; boundary=other"),
        (field("a", b"1") + END, 'multipart/form-data; boundary="a\nb"'),
        (field("a", b"1") + END, 'multipart/form-data; boundary="\ud800"'),
        (field("a", b"1"), MULTIPART),
        (b"", MULTIPART),
        (b"--limit\r\n", MULTIPART),
        (part("X-A: 1", b"1") + END, MULTIPART),
        (part("no colon", b"1") + END, MULTIPART),
        (b'--limit\r\nContent-Disposition: form-data; name="\xff"\r\n\r\n1\r\n' + END, MULTIPART),
    ],
    ids=[
        "no boundary",
        "empty boundary",
        "another boundary",
        "line break in the boundary",
        "surrogate in the boundary",
        "no end",
        "empty",
        "a part that does not begin",
        "no disposition",
        "no header",
        "header not UTF-8",
    ],
)
def test_a_broken_multipart_form(body: bytes, content_type: str) -> None:
    with pytest.raises(
        FormError, match=r"^cannot parse a multipart form: expected a complete multipart/form-data body, got .+$"
    ):
        parse_form(body, content_type)


@pytest.mark.parametrize(
    ("disposition", "name", "filename"),
    [
        ("name=f; filename*=UTF-8''a%20b; filename=c", "f", "a b"),
        ("name=f; filename*=\"UTF-8''a%20b\"", "f", "a b"),
        ("name=f; filename*=us-ascii''a%20b; filename=c", "f", "a b"),
        ("name=f; filename*=ASCII''a%20b; filename=c", "f", "a b"),
        ("name=f; filename*=ISO-8859-1'de'na%EFve; filename=c", "f", "naïve"),
        ("name=f; filename*=klingon''a; filename=c", "f", "c"),
        ("name=f; filename*=UTF-8''%FF; filename=c", "f", "c"),
        ("name=f; filename*=a; filename=c", "f", "c"),
        ("name*=UTF-8''%C3%A5; name=a; filename=c", "å", "c"),
        ("name=f; filename=a*b", "f", "a*b"),
    ],
)
def test_names_with_a_charset(disposition: str, name: str, filename: str) -> None:
    form = parse_form(part(f"Content-Disposition: form-data; {disposition}", b"1") + END, MULTIPART)
    assert {name: file.filename for name, file in form.files.items()} == {name: filename}


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ('form-data; name="a\0b"', "expected a name without NUL, got str of length 3"),
        ('form-data; name="f"; filename="a\0b"', "expected a file name without CR, LF and NUL, got str of length 3"),
        (
            'form-data; name="f"; filename="a%0D%0Ab"',
            "expected a file name without CR, LF and NUL, got str of length 4",
        ),
        (
            "form-data; name=f; filename*=UTF-8''a%0Ab",
            "expected a file name without CR, LF and NUL, got str of length 3",
        ),
        (
            "form-data; name=f; filename*=UTF-8''a%00",
            "expected a file name without CR, LF and NUL, got str of length 2",
        ),
        ("form-data; name=f; filename=a\nX-A: \0", "expected headers without NUL, got str of length 1"),
    ],
    ids=["name", "file name", "line break", "encoded line break", "encoded NUL", "header"],
)
def test_names_and_headers_that_would_break_something(head: str, message: str) -> None:
    with pytest.raises(FormError, match=rf"^cannot parse a multipart form: {message}$"):
        parse_form(part(f"Content-Disposition: {head}", b"secret") + END, MULTIPART)


def test_a_name_of_a_field_may_have_line_breaks() -> None:
    assert parse_form(field("a%0D%0Ab", b"1") + END, MULTIPART).fields == MultiDict([("a\r\nb", "1")])


@pytest.mark.parametrize("line_break", [b"\n", b"\r", b"\r\n"], ids=["LF", "CR", "CR LF"])
def test_what_is_tidied_keeps_its_content(line_break: bytes) -> None:
    content = b"\r\n\r\nattachment\n\n\r--limitless\n--limit2"
    head = b"--limit\nContent-disposition:attachment ; name=f; filename=a\nX-A: 1\n\n".replace(b"\n", line_break)
    form = parse_form(head + content + line_break + b"--limit--" + line_break, MULTIPART)
    assert form.files["f"].read() == content
    assert form.files["f"].headers["x-a"] == "1"


@pytest.mark.parametrize("parts", [1, 2, 3])
def test_parts_are_tidied_up_to_the_limit(parts: int) -> None:
    body = (field("a", b"1\n") * parts + END).replace(b"\r\n", b"\n")
    assert parse_form(body, MULTIPART, FormLimits(max_parts=parts)).fields.getlist("a") == ["1\n"] * parts
    for further in (field("a", b"1"), file("a", "b", b"1") * 9):
        with pytest.raises(FormLimitError, match="count exceeded"):
            parse_form(body.replace(b"--limit--", further + b"--limit--"), MULTIPART, FormLimits(max_parts=parts))


def test_the_usual_limits_are_those_of_the_docs() -> None:
    assert FormLimits() == (1_000, 104_857_600, 8, 4_096)


def test_errors_do_not_show_what_a_form_holds() -> None:
    body = b'--limit\r\nContent-Disposition: form-data; name="secret\xff"\r\n\r\nsecret\r\n' + END
    with pytest.raises(FormError) as error:
        parse_form(body, MULTIPART)
    assert "secret" not in str(error.value)


def test_a_multipart_form_needs_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "multipart", None)
    with pytest.raises(
        MissingPackageError,
        match=r"^cannot parse a multipart form: install the extra, pip install 'azure-functions-lite\[forms\]'$",
    ) as error:
        parse_form(END, MULTIPART)
    assert isinstance(error.value, ImportError)
    assert parse_form(b"a=1", URLENCODED).fields["a"] == "1"
