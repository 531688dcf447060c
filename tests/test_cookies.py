"""Cookies of requests and responses, as browsers and servers write them."""

from __future__ import annotations

from collections.abc import Callable
from http.cookies import SimpleCookie

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite._wire.cookies import parse_cookies, parse_set_cookie
from azure_functions_lite.errors import HeaderError

NAMES = st.text("abcXYZ019-_!", min_size=1)
VALUES = st.text(st.characters(exclude_characters=';"', exclude_categories=["Cs"])).map(str.strip)
UTC_DATE = "Wed, 21 Oct 2015 07:28:00 GMT"


@pytest.mark.parametrize(
    ("header", "cookies"),
    [
        ("", {}),
        ("a=1", {"a": "1"}),
        ("a=1; b=2", {"a": "1", "b": "2"}),
        ("a=1;b=2 ; ", {"a": "1", "b": "2"}),
        ("a=1; a=2", {"a": "1"}),
        ("a=", {"a": ""}),
        ("=1", {"": "1"}),
        ("a", {}),
        ("junk; b=2", {"b": "2"}),
        ("a=x=y==", {"a": "x=y=="}),
        ("a=two words", {"a": "two words"}),
        ('a={"b": [1, 2]}', {"a": '{"b": [1, 2]}'}),
        ('a="quoted"', {"a": "quoted"}),
        (r'a="say \"hi\""', {"a": 'say "hi"'}),
        (r'a="semi\073colon"', {"a": "semi;colon"}),
        (r'a="back\\slash"', {"a": r"back\slash"}),
        ('a="', {"a": '"'}),
        ('a="open', {"a": '"open'}),
        ('a=""', {"a": ""}),
    ],
)
def test_cookies_of_a_request(header: str, cookies: dict[str, str]) -> None:
    assert parse_cookies(header) == cookies


@given(st.dictionaries(NAMES, VALUES))
def test_cookies_are_read_as_they_were_written(cookies: dict[str, str]) -> None:
    assert parse_cookies("; ".join(f"{name}={value}" for name, value in cookies.items())) == cookies


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_quoted_values_are_read_as_the_standard_library_writes_them(value: str) -> None:
    cookie = SimpleCookie({"a": value})["a"]
    assert parse_cookies(f"a={cookie.coded_value}") == {"a": value}
    morsel = parse_set_cookie(cookie.OutputString())["a"]
    assert (morsel.value, morsel.coded_value) == (value, cookie.coded_value)


@given(st.text())
def test_any_text_can_be_a_cookie_header(header: str) -> None:
    assert all(isinstance(value, str) for value in parse_cookies(header).values())


def test_a_cookie_has_every_attribute_that_the_worker_reads() -> None:
    cookies = parse_set_cookie("a=1")
    assert list(cookies) == ["a"]
    morsel = cookies["a"]
    assert (morsel.key, morsel.value, morsel.coded_value) == ("a", "1", "1")
    assert morsel == parse_set_cookie("a=1")["a"]
    assert dict(morsel) == {
        "domain": "",
        "path": "",
        "expires": "",
        "secure": "",
        "httponly": "",
        "samesite": "",
        "max-age": "",
    }


def test_attributes_are_read_in_any_case_and_order() -> None:
    morsel = parse_set_cookie(
        f"a=1; SECURE; max-age=60; Path=/x; HttpOnly; DOMAIN=example.com; SameSite=Lax; expires={UTC_DATE}; Partitioned"
    )["a"]
    assert dict(morsel) == {
        "domain": "example.com",
        "path": "/x",
        "expires": UTC_DATE,
        "secure": True,
        "httponly": True,
        "samesite": "Lax",
        "max-age": "60",
        "partitioned": True,
    }


@pytest.mark.parametrize(
    ("header", "value", "attributes"),
    [
        ("a=two words; Path=/", "two words", {"path": "/"}),
        ('a={"b": [1, "x"]}; Path=/', '{"b": [1, "x"]}', {"path": "/"}),
        ('a="quoted"', "quoted", {}),
        ("a=x=y", "x=y", {}),
        ("a=", "", {}),
        ("a=1;;  ;Path=/", "1", {"path": "/"}),
        ("a=1; =x", "1", {}),
        ("a=1; Unknown=yes; Flag", "1", {"unknown": "yes", "flag": True}),
        ("a=1; Secure=; HttpOnly=false", "1", {"secure": True, "httponly": True}),
        ("a=1; Max-Age=-1", "1", {"max-age": "-1"}),
        ("a=1; Path=/a=b", "1", {"path": "/a=b"}),
    ],
)
def test_cookies_of_a_response(header: str, value: str, attributes: dict[str, str | bool]) -> None:
    morsel = parse_set_cookie(header)["a"]
    assert morsel.value == value
    assert {name: content for name, content in morsel.items() if content != ""} == attributes


@pytest.mark.parametrize(
    "date",
    [
        UTC_DATE,
        "Wed, 21-Oct-2015 07:28:00 GMT",
        "Wednesday, 21-Oct-15 07:28:00 GMT",
        "Wed Oct 21 07:28:00 2015",
        "Wed, 21 Oct 2015 09:28:00 +0200",
        "wed, 21 oct 2015 07:28:00",
    ],
)
def test_expires_is_written_in_the_one_form_that_the_worker_reads(date: str) -> None:
    assert parse_set_cookie(f"a=1; Expires={date}")["a"]["expires"] == UTC_DATE


@pytest.mark.parametrize("date", ["", "0", "never", "Wed, 32 Oct 2015 07:28:00 GMT", "Fri, 31 Dec 9999 23:59:59 -0100"])
def test_an_expires_that_is_not_a_date_is_rejected(date: str) -> None:
    with pytest.raises(
        HeaderError,
        match=r"^cannot encode attribute 'expires' of cookie 'a': expected an HTTP date \(Wed, "
        r"21 Oct 2015 07:28:00 GMT\), got '.*'$",
    ):
        parse_set_cookie(f"a=1; Expires={date}")


@pytest.mark.parametrize("seconds", ["", "soon", "1.5", "--1", "+1", "1 2", "\u0661"])
def test_a_max_age_that_is_not_a_number_is_rejected(seconds: str) -> None:
    where = "cannot encode attribute 'max-age' of cookie 'a': expected a number of seconds, got "
    with pytest.raises(HeaderError) as error:
        parse_set_cookie(f"a=1; Max-Age={seconds}")
    assert str(error.value) == f"{where}{seconds!r}"


@pytest.mark.parametrize("header", ["", "a", "=1", " =1", "; Path=/", "a; b=1"], ids=repr)
def test_a_cookie_without_name_or_value_is_refused_and_not_shown(header: str) -> None:
    with pytest.raises(HeaderError) as error:
        parse_set_cookie(header)
    expected = f"cannot encode a Set-Cookie header: expected name=value, got str of length {len(header)}"
    assert str(error.value) == expected


@given(st.text())
def test_any_text_is_a_cookie_or_refused(header: str) -> None:
    try:
        cookies = parse_set_cookie(header)
    except HeaderError:
        return
    assert len(cookies) == 1


def test_cookies_are_equal_by_name_value_and_attributes() -> None:
    cookie = parse_set_cookie("a=1; Path=/")["a"]
    assert cookie == parse_set_cookie("a=1;Path=/")["a"]
    assert cookie != parse_set_cookie("b=1; Path=/")["b"]
    assert cookie != parse_set_cookie("a=2; Path=/")["a"]
    assert cookie != parse_set_cookie("a=1; Path=/x")["a"]
    assert cookie != "a=1; Path=/"
    with pytest.raises(TypeError, match="unhashable"):
        hash(cookie)


def test_cookies_can_be_copied_and_pickled(duplicate: Callable[[object], object]) -> None:
    cookie = parse_set_cookie("a=1; Path=/")["a"]
    assert duplicate(cookie) == cookie
