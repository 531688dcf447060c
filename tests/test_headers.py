"""Headers: case-insensitive mappings of requests, and those of responses, which repeat names."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite.errors import ArgumentTypeError, HeaderError
from azure_functions_lite.headers import HttpRequestHeaders, HttpResponseHeaders

NAMES = st.text("abcXYZ019-_!", min_size=1, max_size=4)
VALUES = st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]))


def test_request_headers_are_found_in_any_case() -> None:
    headers = HttpRequestHeaders({"Content-Type": "text/plain", "X-A": ""})
    assert headers["content-type"] == headers["CONTENT-TYPE"] == "text/plain"
    assert "X-a" in headers
    assert headers.get("x-b", "none") == "none"
    assert dict(headers) == {"content-type": "text/plain", "x-a": ""}
    assert len(headers) == 2


def test_a_header_without_values_is_not_there() -> None:
    headers = HttpResponseHeaders({"A": []})
    headers.add("B", [])
    assert (len(headers), [*headers]) == (0, [])


def test_a_text_is_not_equal_to_its_letters() -> None:
    assert HttpResponseHeaders({"A": ["1", "2"]}) == {"a": ["1", "2"]}
    assert HttpResponseHeaders({"A": ["1", "2"]}) != {"a": "12"}


@given(st.dictionaries(NAMES.map(str.lower), VALUES))
def test_every_request_header_is_found_in_every_case(headers: dict[str, str]) -> None:
    found = HttpRequestHeaders(headers)
    for spelling in (str.lower, str.upper, str.title):
        assert {name: found[spelling(name)] for name in headers} == headers


@pytest.mark.parametrize("headers", [None, {}], ids=repr)
def test_there_may_be_no_request_headers(headers: dict[str, str] | None) -> None:
    assert not HttpRequestHeaders(headers)


@pytest.mark.parametrize("headers", [HttpRequestHeaders({"a": "b"}), HttpResponseHeaders({"a": "b"})], ids=repr)
def test_what_is_not_text_is_not_a_header(headers: Mapping[object, str]) -> None:
    assert 1 not in headers
    assert None not in headers
    assert "b" not in headers


@pytest.mark.parametrize("headers", [HttpRequestHeaders({"a": "b"}), HttpResponseHeaders({"a": "b"})], ids=repr)
def test_a_missing_header_is_a_key_error_with_the_name_as_asked_for(headers: Mapping[str, str]) -> None:
    with pytest.raises(KeyError, match=r"(?i)^'no-such'$"):
        _ = headers["No-Such"]


@pytest.mark.parametrize("kind", [HttpRequestHeaders, HttpResponseHeaders])
def test_headers_are_equal_to_mappings_with_the_same_headers(
    kind: type[HttpRequestHeaders | HttpResponseHeaders],
) -> None:
    headers = kind({"X-A": "1", "B": "2"})
    assert headers == {"b": "2", "x-a": "1"}
    assert headers == HttpRequestHeaders({"x-A": "1", "b": "2"})
    assert headers == HttpResponseHeaders({"x-A": "1", "b": "2"})
    assert headers != {"x-a": "1"}
    assert headers != {"x-a": "1", "b": "3"}
    assert headers != [("x-a", "1"), ("b", "2")]


@pytest.mark.parametrize("kind", [HttpRequestHeaders, HttpResponseHeaders])
def test_headers_show_no_values(kind: type[HttpRequestHeaders | HttpResponseHeaders]) -> None:
    assert repr(kind({"authorization": "secret", "b": "2"})) == f"{kind.__name__}(authorization, b)"


@pytest.mark.parametrize("headers", [HttpRequestHeaders({"A": "b"}), HttpResponseHeaders({"A": ["b", "c"]})], ids=repr)
def test_headers_can_be_copied_and_pickled(duplicate: Callable[[object], object], headers: object) -> None:
    made = duplicate(headers)
    assert type(made) is type(headers)
    assert made == headers


def test_equal_request_headers_have_one_hash() -> None:
    assert hash(HttpRequestHeaders({"A": "1", "b": "2"})) == hash(HttpRequestHeaders({"B": "2", "a": "1"}))


def test_response_headers_are_unhashable() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(HttpResponseHeaders())


def test_response_headers_are_sent_as_written_and_found_in_any_case() -> None:
    headers = HttpResponseHeaders({"X-Request-ID": "1"})
    assert list(headers) == ["X-Request-ID"]
    assert headers["x-request-id"] == "1"
    assert "X-REQUEST-ID" in headers


def test_setting_replaces_all_values_and_the_spelling() -> None:
    headers = HttpResponseHeaders({"X-A": ["1", "2"]})
    headers["x-a"] = "3"
    assert list(headers.items()) == [("x-a", "3")]


def test_a_list_sets_several_values() -> None:
    headers = HttpResponseHeaders()
    headers["Link"] = ["one", "two"]
    assert headers["link"] == "one"
    assert headers.getlist("LINK") == ["one", "two"]
    assert list(headers.items()) == [("Link", "one"), ("Link", "two")]
    assert len(headers) == 1
    assert len(headers.items()) == 2


def test_an_empty_list_removes_a_header() -> None:
    headers = HttpResponseHeaders({"A": "1", "B": "2"})
    headers["a"] = []
    headers["c"] = []
    headers.add("B", [])
    assert headers == {"b": "2"}


def test_adding_keeps_the_values_there_are() -> None:
    headers = HttpResponseHeaders({"Link": "one"})
    headers.add("link", "two")
    headers.extend({"LINK": ["three", "four"]})
    headers.extend([("link", "five")])
    assert list(headers) == ["Link"]
    assert headers.getlist("link") == ["one", "two", "three", "four", "five"]


def test_getlist_of_a_missing_header_is_empty_and_another_list_each_time() -> None:
    headers = HttpResponseHeaders({"A": "1"})
    assert headers.getlist("b") == []
    headers.getlist("A").append("2")
    assert headers.getlist("A") == ["1"]


@pytest.mark.parametrize("name", ["Link", "LINK", "b"])
def test_get_all_is_getlist(name: str) -> None:
    headers = HttpResponseHeaders({"Link": ["one", "two"]})
    assert headers.get_all(name) == headers.getlist(name) == ([] if name == "b" else ["one", "two"])
    headers.get_all(name).append("three")
    assert headers.get_all(name) == headers.getlist(name)


def test_headers_can_be_deleted_in_any_case() -> None:
    headers = HttpResponseHeaders({"A": "1", "B": "2"})
    del headers["a"]
    assert headers.pop("b") == "2"
    assert not headers
    with pytest.raises(KeyError, match=r"^'A'$"):
        del headers["A"]


def test_a_number_is_not_a_name_of_a_header() -> None:
    headers: Any = HttpResponseHeaders({"A": "1"})
    with pytest.raises(KeyError, match=r"^0$"):
        _ = headers[0]
    with pytest.raises(KeyError, match=r"^0$"):
        del headers[0]


def test_setdefault_and_update_know_cases_too() -> None:
    headers = HttpResponseHeaders({"A": "1"})
    assert headers.setdefault("a", "2") == "1"
    assert headers.setdefault("B", "2") == "2"
    headers.update({"b": "3"}, C="4")
    headers.update([("D", "5")])
    headers.update(e="6")
    assert list(headers.items()) == [("A", "1"), ("b", "3"), ("C", "4"), ("D", "5"), ("e", "6")]


def test_update_takes_over_every_value() -> None:
    headers = HttpResponseHeaders({"Set-Cookie": "old=1", "A": "1"})
    headers.update(HttpResponseHeaders({"set-cookie": ["a=1", "b=2"]}))
    assert headers.getlist("Set-Cookie") == ["a=1", "b=2"]
    headers.update({"set-cookie": ["c=3", "d=4"]})
    assert headers.getlist("Set-Cookie") == ["c=3", "d=4"]
    assert headers["A"] == "1"


def test_a_copy_is_independent() -> None:
    headers = HttpResponseHeaders({"A": "1"})
    duplicate = copy.copy(headers)
    duplicate["B"] = "2"
    duplicate.add("A", "2")
    assert list(headers.items()) == [("A", "1")]


def test_response_headers_are_made_from_each_other() -> None:
    headers = HttpResponseHeaders({"Link": ["one", "two"]})
    assert HttpResponseHeaders(headers).getlist("link") == ["one", "two"]
    assert HttpResponseHeaders(HttpRequestHeaders({"A": "1"})) == {"a": "1"}


class Media(str, Enum):
    JSON = "application/json"


@pytest.mark.parametrize(
    ("value", "sent"),
    [(5, "5"), (1.5, "1.5"), (Media.JSON, "application/json"), ("å", "å"), ("", "")],
    ids=["int", "float", "text enumeration", "not ASCII", "empty"],
)
def test_values_are_sent_as_text(value: str | float, sent: str) -> None:
    text = HttpResponseHeaders({"A": value})["a"]
    assert text == sent
    assert type(text) is str


@given(st.lists(st.tuples(NAMES, VALUES)))
def test_no_value_gets_lost(pairs: list[tuple[str, str]]) -> None:
    headers = HttpResponseHeaders(pairs)
    for name, _ in pairs:
        assert headers.getlist(name.swapcase()) == [value for other, value in pairs if other.lower() == name.lower()]
    assert len(headers.items()) == len(pairs)
    assert HttpResponseHeaders(headers.items()) == headers


def setitem(name: Any, value: Any) -> None:
    HttpResponseHeaders()[name] = value


WAYS_IN: dict[str, Callable[[Any, Any], object]] = {
    "constructor": lambda name, value: HttpResponseHeaders({name: value}),
    "constructor, pairs": lambda name, value: HttpResponseHeaders([(name, value)]),
    "constructor, list": lambda name, value: HttpResponseHeaders({name: ["fine", value]}),
    "setitem": setitem,
    "setitem, list": lambda name, value: setitem(name, ["fine", value]),
    "add": lambda name, value: HttpResponseHeaders().add(name, value),
    "extend": lambda name, value: HttpResponseHeaders().extend({name: value}),
    "extend, pairs": lambda name, value: HttpResponseHeaders().extend([(name, value)]),
    "setdefault": lambda name, value: HttpResponseHeaders().setdefault(name, value),
    "update": lambda name, value: HttpResponseHeaders().update({name: value}),
    "update, pairs": lambda name, value: HttpResponseHeaders().update([(name, value)]),
    "update, keywords": lambda name, value: HttpResponseHeaders().update(**{name: value}),
}
"""Every way for a header to get in."""


@pytest.mark.parametrize("set_header", WAYS_IN.values(), ids=WAYS_IN)
@pytest.mark.parametrize("name", ["", "a b", "a:", "a\r", "a\nb", "a\0", "å", "a\n"], ids=repr)
def test_a_name_that_cannot_be_sent_is_rejected(set_header: Callable[[str, str], None], name: str) -> None:
    with pytest.raises(
        HeaderError, match=r"^cannot set a header: expected a name of letters, digits and .+, got '.*'$"
    ):
        set_header(name, "value")


@pytest.mark.parametrize("set_header", WAYS_IN.values(), ids=WAYS_IN)
@pytest.mark.parametrize("value", ["a\rb", "a\nSet-Cookie: b=1", "a\0", "a\r\n\r\n<script>", "\n"], ids=repr)
def test_a_value_with_a_line_break_or_nul_is_rejected(set_header: Callable[[str, str], None], value: str) -> None:
    with pytest.raises(
        HeaderError, match=r"^cannot set header 'X-A': expected a value without CR, LF and NUL, got .+$"
    ) as error:
        set_header("X-A", value)
    assert error.value.got == f"str of length {len(value)}"


@pytest.mark.parametrize("set_header", WAYS_IN.values(), ids=WAYS_IN)
@pytest.mark.parametrize(
    "value", [None, b"bytes", {"a": "b"}, object(), [1, None]], ids=lambda value: type(value).__name__
)
def test_a_value_that_is_not_text_is_rejected(set_header: Callable[[str, object], None], value: object) -> None:
    with pytest.raises(
        ArgumentTypeError, match=r"^cannot set header 'X-A': expected str, a number, or a list of str, got .+$"
    ):
        set_header("X-A", value)


@pytest.mark.parametrize("name", [None, 1, b"a"], ids=repr)
def test_a_name_that_is_not_text_is_rejected(name: Any) -> None:
    with pytest.raises(
        HeaderError, match=rf"^cannot set a header: expected a name of letters, digits and .+, got {name!r}$"
    ):
        HttpResponseHeaders({name: "value"})


def test_a_refused_update_changes_nothing() -> None:
    headers = HttpResponseHeaders({"A": "1"})
    with pytest.raises(HeaderError):
        headers.update({"A": "2", "B": "3\n"})
    assert headers == {"A": "1"}


@pytest.mark.parametrize(
    ("name", "value"),
    [("naïve 7.csv", "UTF-8''na%C3%AFve%207.csv"), ("\ud800", "UTF-8''%ED%A0%80")],
    ids=["text", "surrogate"],
)
def test_a_parameter_that_is_not_ascii(name: str, value: str) -> None:
    headers = HttpResponseHeaders()
    headers.add("Content-Disposition", "attachment", filename=name)
    assert headers["Content-Disposition"] == f"attachment; filename*={value}"


def test_a_name_that_cannot_be_sent_is_not_shown_in_full() -> None:
    with pytest.raises(HeaderError) as error:
        HttpResponseHeaders({"a b" * 1_000: "1"})
    assert len(str(error.value)) < 250
