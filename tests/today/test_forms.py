"""Forms, read with the methods that function apps call on them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

DISPOSITION = "Content-Disposition: form-data; "


def urlencoded(func: Any, body: bytes) -> Any:
    return func.HttpRequest("POST", "/", headers={"Content-Type": "application/x-www-form-urlencoded"}, body=body)


@pytest.fixture
def multipart(func: Any) -> Iterator[Callable[..., Any]]:
    """Make a request whose form has these parts, each with its headers in lines and its content."""
    requests: list[Any] = []

    def make(*parts: tuple[str, bytes], line_break: str = "\r\n") -> Any:
        pieces = [f"--x\n{head}\n\n".replace("\n", line_break).encode() + content for head, content in parts]
        body = line_break.encode().join([*pieces, b"--x--"]) + line_break.encode()
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        requests.append(func.HttpRequest("POST", "/", headers=headers, body=body))
        return requests[-1]

    yield make
    for request in requests:
        # The official SDK has them in temporary files.
        for files in request.files.listvalues():
            for file in files:
                file.close()


@pytest.fixture
def form(func: Any) -> Any:
    return urlencoded(func, b"a=1&b=x&a=2&empty=").form


def test_the_first_of_several_values(form: Any) -> None:
    assert (form["a"], form.get("a"), form.get("z"), form.get("z", "d"), form["empty"]) == ("1", "1", None, "d", "")
    assert "a" in form
    assert "z" not in form
    with pytest.raises(KeyError):
        form["z"]


def test_converted_values(form: Any) -> None:
    assert form.get("a", type=int) == 1
    assert form.get("a", 5, type=int) == 1
    assert form.get("b", type=int) is None
    assert form.get("b", 5, type=int) == 5
    assert form.get("z", 5, type=int) == 5
    assert form.get("b", default=5, type=int) == 5
    assert form.getlist("a", type=int) == [1, 2]
    assert form.getlist("b", type=int) == []


def test_all_values(form: Any) -> None:
    assert form.getlist("a") == ["1", "2"]
    assert form.getlist("z") == []
    assert list(form.lists()) == [("a", ["1", "2"]), ("b", ["x"]), ("empty", [""])]
    assert list(form.listvalues()) == [["1", "2"], ["x"], [""]]
    assert list(form.items(multi=True)) == [("a", "1"), ("a", "2"), ("b", "x"), ("empty", "")]


def test_a_form_is_a_dict_of_the_first_values(form: Any) -> None:
    first = {"a": "1", "b": "x", "empty": ""}
    assert issubclass(type(form), dict)
    assert form.to_dict() == dict(form) == {**form} == dict(form.items()) == first
    assert form.to_dict(flat=False) == {"a": ["1", "2"], "b": ["x"], "empty": [""]}
    assert json.loads(json.dumps(form)) == first
    assert (list(form), list(form.keys()), list(form.values()), len(form)) == ([*first], [*first], ["1", "x", ""], 3)
    assert list(form.items()) == list(first.items())


def test_an_empty_form(func: Any) -> None:
    request = func.HttpRequest("POST", "/", headers={"Content-Type": "application/json"}, body=b"{}")
    assert not request.form
    assert not request.files
    assert request.form.to_dict() == request.files.to_dict() == {}
    assert len(request.files.to_dict().items()) == 0


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("__setitem__", ("a", "9")),
        ("__delitem__", ("a",)),
        ("add", ("a", "9")),
        ("setlist", ("a", ["9"])),
        ("setdefault", ("z", "9")),
        ("update", ({"a": "9"},)),
        ("pop", ("a",)),
        ("poplist", ("a",)),
        ("popitem", ()),
        ("clear", ()),
    ],
)
def test_a_form_cannot_be_changed(form: Any, method: str, arguments: tuple[object, ...]) -> None:
    with pytest.raises(TypeError):
        getattr(form, method)(*arguments)
    assert form.getlist("a") == ["1", "2"]


def test_a_copy_can_be_changed(form: Any) -> None:
    copy = form.copy()
    copy["b"] = "y"
    copy.add("b", "z")
    copy.setlist("c", ["1", "2"])
    copy.update({"a": "3"})
    assert copy.getlist("a") == ["1", "2", "3"]
    assert copy.to_dict() == {"a": "1", "b": "y", "empty": "", "c": "1"}
    assert (copy.pop("a"), copy.pop("a", "none"), copy.poplist("b"), copy.setdefault("d", "4")) == (
        *("1", "none", ["y", "z"]),
        "4",
    )
    del copy["c"]
    assert copy.popitem() == ("d", "4")
    with pytest.raises(KeyError):
        copy.pop("a")
    copy.clear()
    assert not copy
    assert form.getlist("a") == ["1", "2"]


# --- files

FILE = (
    f'{DISPOSITION}name="report"; filename="a.csv"\nContent-Type: Text/CSV; charset=utf-8\nContent-Length: 4',
    b"x\ny\n",
)


def test_a_file(multipart: Callable[..., Any], tmp_path: Path) -> None:
    request = multipart(FILE, (f'{DISPOSITION}name="note"', "å".encode()))
    assert request.form.to_dict() == {"note": "å"}
    file = request.files.to_dict()["report"]
    assert file
    assert (file.name, file.filename) == ("report", "a.csv")
    assert (file.content_type, file.mimetype) == ("Text/CSV; charset=utf-8", "text/csv")
    assert (file.mimetype_params, file.content_length) == ({"charset": "utf-8"}, 4)
    assert file.headers["content-type"] == file.headers.get("CONTENT-TYPE") == "Text/CSV; charset=utf-8"
    assert file.stream.read() == b"x\ny\n"
    assert file.seek(0) == 0
    assert (file.read(2), file.tell(), [*file]) == (b"x\n", 2, [b"y\n"])
    file.seek(0)
    file.save(tmp_path / "path")
    file.seek(0)
    file.save(str(tmp_path / "text"))
    assert (tmp_path / "path").read_bytes() == (tmp_path / "text").read_bytes() == b"x\ny\n"
    opened = io.BytesIO()
    file.seek(0)
    file.save(opened, buffer_size=1)
    assert opened.getvalue() == b"x\ny\n"
    file.close()


def test_what_the_client_did_not_say(multipart: Callable[..., Any]) -> None:
    file = multipart((f'{DISPOSITION}name="f"; filename="a"', b"x")).files["f"]
    assert (file.content_type, file.mimetype, file.mimetype_params, file.content_length) == (None, "", {}, 0)


def test_a_field_for_a_file_that_was_left_empty(multipart: Callable[..., Any]) -> None:
    file = multipart((f'{DISPOSITION}name="f"; filename=""', b"")).files["f"]
    assert not file
    assert (file.filename, file.read()) == ("", b"")


def test_several_files_with_the_same_name(multipart: Callable[..., Any]) -> None:
    request = multipart(*[(f'{DISPOSITION}name="f"; filename="{name}"', b"") for name in "ab"])
    assert [file.filename for file in request.files.getlist("f")] == ["a", "b"]
    assert [file.filename for file in request.files.values()] == ["a"]
    assert [(name, file.filename) for name, file in request.files.items()] == [("f", "a")]


@pytest.mark.parametrize(
    ("disposition", "filename"),
    [
        ("filename*=UTF-8''na%C3%AFve.txt", "naïve.txt"),
        ("filename*=utf-8'en'na%C3%AFve.txt", "naïve.txt"),
        ("filename*=iso-8859-1''na%EFve.txt", "naïve.txt"),
        ("filename=\"=?utf-8?B?bmHDr3ZlLnR4dA==?=\"; filename*=UTF-8''na%C3%AFve.txt", "naïve.txt"),
        ('filename="=?utf-8?B?bmHDr3ZlLnR4dA==?="', "=?utf-8?B?bmHDr3ZlLnR4dA==?="),
        ('filename="naïve.txt"', "naïve.txt"),
        ('filename="a\\"b.txt"', 'a"b.txt'),
        ('filename="a%22b.txt"', 'a"b.txt'),
        ('filename="a;b.txt"', "a;b.txt"),
        ("filename=a.txt", "a.txt"),
    ],
)
def test_file_names(multipart: Callable[..., Any], disposition: str, filename: str) -> None:
    file = multipart((f'{DISPOSITION}name="f"; {disposition}', b"x")).files["f"]
    assert (file.filename, file.read()) == (filename, b"x")


def test_field_names(multipart: Callable[..., Any]) -> None:
    parts = [(f"{DISPOSITION}{name}", b"1") for name in ('name="naïve"', "name*=UTF-8''%C3%A5", "name=plain")]
    assert multipart(*parts).form.to_dict() == {"naïve": "1", "å": "1", "plain": "1"}


@pytest.mark.parametrize("disposition", ["attachment", "file", "inline", "FORM-DATA"])
def test_a_part_by_another_disposition(multipart: Callable[..., Any], disposition: str) -> None:
    head = f'Content-Disposition: {disposition}; name="f"; filename="a.txt"\nContent-Type: text/plain'
    request = multipart((head, b"x\r\n\r\ny"), (f'{DISPOSITION}name="a"', b"1"))
    file = request.files["f"]
    assert (file.filename, file.content_type, file.read()) == ("a.txt", "text/plain", b"x\r\n\r\ny")
    assert request.form["a"] == "1"


@pytest.mark.parametrize("line_break", ["\n", "\r\n"], ids=["LF", "CR LF"])
def test_line_breaks(multipart: Callable[..., Any], line_break: str) -> None:
    request = multipart((f'{DISPOSITION}name="a"', b"1\n2"), FILE, line_break=line_break)
    assert request.form["a"] == "1\n2"
    assert request.files["report"].read() == FILE[1]
    assert request.files["report"].mimetype == "text/csv"


def test_mixed_line_breaks(func: Any) -> None:
    body = f'--x\r\n{DISPOSITION}name="a"\n\n1\r\n--x\n{DISPOSITION}name="b"\r\n\r\n2\n--x--'.encode()
    request = func.HttpRequest("POST", "/", headers={"Content-Type": 'multipart/form-data; boundary="x"'}, body=body)
    assert request.form.to_dict() == {"a": "1", "b": "2"}
