"""Headers of responses, set and read with the methods that function apps call."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def headers(func: Any) -> Any:
    response = func.HttpResponse("", headers={"A": "1", "B": "2"})
    response.headers.add("a", "3")
    return response.headers


def test_reading(headers: Any) -> None:
    assert (headers["a"], headers.get("A"), headers.get("z"), headers.get("z", "d")) == ("1", "1", None, "d")
    assert (headers.get("a", type=int), headers.get("z", 5, type=int), headers.get("b", 5, int)) == (1, 5, 2)
    assert headers.getlist("A") == headers.get_all("a") == ["1", "3"]
    assert (headers.getlist("a", type=int), headers.getlist("z")) == ([1, 3], [])
    assert "A" in headers
    assert "z" not in headers
    assert sorted(value for _, value in headers.to_wsgi_list()) == ["1", "2", "3"]


def test_adding(headers: Any) -> None:
    headers.add("X", 5)
    headers.add_header("X", "6")
    headers.extend({"y": ["1", "2"]}, z="3")
    headers.extend([("z", "4")])
    assert [headers.getlist(name) for name in "Xyz"] == [["5", "6"], ["1", "2"], ["3", "4"]]


def test_replacing(headers: Any) -> None:
    headers["a"] = "9"
    assert headers.getlist("A") == ["9"]
    headers.set("a", "8")
    headers.setlist("b", ["7", "6"])
    headers.update({"c": ["5", "4"]}, d="3")
    assert [headers.getlist(name) for name in "abcd"] == [["8"], ["7", "6"], ["5", "4"], ["3"]]
    headers.setlist("b", [])
    assert "b" not in headers


def test_defaults(headers: Any) -> None:
    assert (headers.setdefault("a", "9"), headers.setdefault("c", "7")) == ("1", "7")
    assert (headers.setlistdefault("a", ["9"]), headers.setlistdefault("d", ["5", "6"])) == (["1", "3"], ["5", "6"])


def test_removing(headers: Any) -> None:
    headers.remove("A")
    headers.remove("z")
    assert "a" not in headers
    assert (headers.pop("b"), headers.pop("b", "none")) == ("2", "none")
    with pytest.raises(KeyError):
        headers.pop("b")
    headers.add("c", "1")
    del headers["C"]
    headers.add("d", "1")
    headers.clear()
    assert headers.to_wsgi_list() == []


def test_a_copy(headers: Any) -> None:
    copy = headers.copy()
    assert copy == headers
    copy["a"] = "9"
    assert headers.getlist("a") == ["1", "3"]
    assert copy != headers


@pytest.mark.parametrize(
    ("options", "value"),
    [
        ({"filename": "a.csv"}, "attachment; filename=a.csv"),
        ({"filename": "a b.csv"}, 'attachment; filename="a b.csv"'),
        ({"filename": 'a"b\\c.csv'}, 'attachment; filename="a\\"b\\\\c.csv"'),
        ({"filename": ""}, 'attachment; filename=""'),
        ({"filename": None, "max_age": 5}, "attachment; max-age=5"),
    ],
    ids=["token", "space", "quote", "empty", "number"],
)
@pytest.mark.parametrize("method", ["add", "add_header", "set"])
def test_parameters(headers: Any, method: str, options: dict[str, object], value: str) -> None:
    getattr(headers, method)("Content-Disposition", "attachment", **options)
    assert headers["content-disposition"] == value


@pytest.mark.parametrize("value", ["a\r\nB: 2", "a\nb", "a\rb"])
def test_line_breaks_are_rejected(headers: Any, value: str) -> None:
    for change in (headers.add, headers.set, headers.setdefault, headers.__setitem__):
        with pytest.raises(ValueError, match=r"line|CR"):
            change("X", value)
    with pytest.raises(ValueError, match=r"line|CR"):
        headers.add("X", "attachment", filename=value)


def test_cookies(func: Any) -> None:
    response = func.HttpResponse("")
    response.headers.add("Set-Cookie", "a=1; Path=/")
    response.headers.add_header("Set-Cookie", "b=2")
    datum = func.get_binding_registry().get("http").encode(response, expected_type=None)
    assert [{name: morsel.value for name, morsel in jar.items()} for jar in datum.value["cookies"]] == [
        *({"a": "1"}, {"b": "2"})
    ]
