"""Routes of HTTP functions, and their constraints."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite._host.entries import BindingRow
from azure_functions_lite.errors import AppError
from azure_functions_lite.testing._apps.routes import Literal, Parameter, Route
from azure_functions_lite.testing._apps.signature import Finding
from azure_functions_lite.testing._checks.routes import Endpoint, check_route, check_routes, endpoint_of


def values(template: str, path: str, prefix: str = "") -> dict[str, str] | None:
    return Route.parse(template, prefix).match(path)


@pytest.mark.parametrize(
    ("template", "path", "expected"),
    [
        ("", "/", {}),
        ("", "/orders", None),
        ("orders", "/Orders", {}),
        ("orders", "/orders/", {}),
        ("orders/", "/orders", {}),
        ("/orders", "/orders", {}),
        ("~/orders", "/orders", {}),
        ("orders", "/orders/7", None),
        ("orders/{id}", "/orders/7", {"id": "7"}),
        ("orders/{id}", "/orders", None),
        ("orders/{id}", "/orders//", None),
        ("orders/{id?}", "/orders", {}),
        ("orders/{id=1}", "/orders", {"id": "1"}),
        ("orders/{id=1}", "/orders/2", {"id": "2"}),
        ("orders/{id:int=1}", "/orders", {"id": "1"}),
        ("orders/{id:int=x}", "/orders", None),
        ("orders/{id:int?}", "/orders", {}),
        ("orders/{id:int?}", "/orders/x", None),
        ("orders/{*rest}", "/orders/a/b", {"rest": "a/b"}),
        ("orders/{**rest}", "/orders/a/b/", {"rest": "a/b"}),
        ("orders/{*rest}", "/orders", {}),
        ("orders/{*rest=all}", "/orders", {"rest": "all"}),
        ("{*rest:int}", "/7", {"rest": "7"}),
        ("{*rest:int}", "/x", None),
        ("{a}/{b}", "/1/2", {"a": "1", "b": "2"}),
        ("{a}/{b}", "/a%2Fb/c%20d", {"a": "a/b", "b": "c d"}),
        ("{{a}}", "/{a}", {}),
        ("{name}.{ext?}", "/a.b.c", {"name": "a.b", "ext": "c"}),
        ("{name}.{ext?}", "/a", {"name": "a"}),
        ("{name}.{ext?}", "/a.", None),
        ("{name}.{ext}", "/a", None),
        ("{name}.{ext}", "/.b", None),
        ("{name}.{ext}", "/", None),
        ("v{major}.{minor}x", "/V1.2X", {"major": "1", "minor": "2"}),
        ("v{major}.{minor}x", "/v1.2", None),
        ("a{b}c{d}", "/abcd", {"b": "b", "d": "d"}),
        ("a{b}c{d}", "/aabcd", None),
    ],
)
def test_match(template: str, path: str, expected: dict[str, str] | None) -> None:
    assert values(template, path) == expected


def test_the_prefix_comes_first() -> None:
    route = Route.parse("orders/{id}")
    assert repr(route) == "Route('api/orders/{id}')"
    assert route.match("/api/orders/7") == {"id": "7"}
    assert route.match("/orders/7") is None
    assert route.segments == ((Literal("api"),), (Literal("orders"),), (Parameter("id"),))
    assert Route.parse("/orders", "").match("/orders") == {}


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("/orders", "two consecutive slashes in 'api//orders'"),
        ("a//b", "two consecutive slashes in 'api/a//b'"),
        ("a/{id", "a brace is not closed in '{id'"),
        ("a/id}", "a brace is not opened in 'id}'"),
        ("a/{id}}", "a brace is not closed in '{id}}'"),
        ("a/{}", "'' is not the name of a parameter"),
        ("a/{*}", "'' is not the name of a parameter"),
        ("a/{b/c}", "'b/c' is not the name of a parameter"),
        ("a/{b*}", "'b*' is not the name of a parameter"),
        ("{id}/{Id}", "the parameter 'Id' appears twice"),
        ("{a}{b}", "two parameters are adjacent in '{a}{b}'"),
        ("{*a}/b", "the catch-all parameter 'a' must come last"),
        ("x{*a}", "a catch-all parameter must be alone in its segment, not in 'x{*a}'"),
        ("{*a?}", "the catch-all parameter 'a' cannot be optional"),
        ("a?b", "a question mark is outside braces in 'a?b'"),
        ("{a=1?}", "the optional parameter 'a' cannot have a default"),
        ("{a}-{b?}", "an optional parameter in a segment must come last, after a period, not as in '{a}-{b?}'"),
        ("{a?}.b", "an optional parameter in a segment must come last, after a period, not as in '{a?}.b'"),
        (
            r"{a:regex(\d{4})}",
            r"a brace inside braces must be doubled, as in 'regex(^\d{{4}}$)', in '{a:regex(\\d{4})}'",
        ),
        ("{a:int(5)}", "the constraint 'int(5)' takes 0 arguments, not 1"),
        ("{a:length}", "the constraint 'length' takes 1 or 2 arguments, not 0"),
        ("{a:min(x)}", "a constraint takes integers, not 'x'"),
        ("{a:maxlength(-1)}", "a constraint takes integers, not '-1'"),
        *(
            (f"{{a:{constraint}({number})}}", f"a constraint takes integers, not '{number}'")
            for constraint, number in (
                *(("minlength", 2**31), ("maxlength", 2**31), ("length", 2**31)),
                *(("min", 2**63), ("min", -(2**63) - 1), ("max", 2**63), ("max", -(2**63) - 1)),
            )
        ),
        ("{a:range(5,1)}", "the limits of a constraint are in the wrong order: 5 and 1"),
    ],
)
def test_malformed(template: str, reason: str) -> None:
    with pytest.raises(AppError) as caught:
        Route.parse(template)
    assert str(caught.value) == reason


def test_a_tilde_without_a_slash() -> None:
    with pytest.raises(AppError, match=r"^a route starts with '~' only before a slash$"):
        Route.parse("~orders", "")


@pytest.mark.parametrize(
    "constraint",
    [
        *(f"minlength({2**31 - 1})", f"maxlength({2**31 - 1})", f"length({2**31 - 1})", "length(0)", "range(5,5)"),
        *(f"min({2**63 - 1})", f"min({-(2**63)})", f"max({2**63 - 1})", f"max({-(2**63)})"),
    ],
)
def test_the_widest_constraints(constraint: str) -> None:
    assert Route.parse(f"{{a:{constraint}}}").parameters[0].constraints[0].text == constraint


@pytest.mark.parametrize("constraint", ["integer", "int(", "uuid", "string"])
def test_unknown_constraints(constraint: str) -> None:
    with pytest.raises(AppError) as caught:
        Route.parse(f"{{a:{constraint}}}")
    known = (
        "int, bool, datetime, decimal, double, float, guid, long, minlength, maxlength, length, min, max, range, "
        "alpha, regex, required, file, nonfile"
    )
    assert str(caught.value) == f"the constraint {constraint!r} is unknown; there are {known}"


@pytest.mark.parametrize(
    ("constraint", "taken", "refused"),
    [
        ("int", ["7", "-7", "2147483647", "-2147483648"], ["x", "2147483648", "-2147483649", "7.5"]),
        ("INT", ["7"], ["x"]),
        ("bool", ["true", "False"], ["yes"]),
        ("datetime", ["2026-01-31", "2026-01-31T10:00:00", "1%2F31%2F2026%2010:00:00"], ["someday", "9" * 40]),
        ("decimal", ["7", "1,000.50", ".5"], ["1e3", "x"]),
        ("double", ["7", "1e3", "NaN"], ["x"]),
        ("float", ["7.25", "-Infinity"], ["x"]),
        ("guid", ["0" * 32, "{00000000-0000-0000-0000-000000000000}"], ["0" * 31]),
        (
            "long",
            ["9223372036854775807", "-9223372036854775808"],
            ["9223372036854775808", "-9223372036854775809"],
        ),
        ("minlength(2)", ["ab"], ["a"]),
        ("maxlength(2)", ["ab", "\U0001f600"], ["abc", "\U0001f600\U0001f600"]),
        ("length(2)", ["ab"], ["a", "abc"]),
        ("length(2,3)", ["ab", "abc"], ["a", "abcd"]),
        ("min(5)", ["5"], ["4", "x"]),
        ("max(5)", ["5"], ["6"]),
        ("range(1, 5)", ["1", "5"], ["0", "6"]),
        ("alpha", ["abC"], ["a1"]),
        (r"regex(^\d{{4}}$)", ["2026"], ["26"]),
        (r"regex(^(?<year>\d+),a:b$)", ["1,a:b"], ["1"]),
        ("regex([)", ["all", "that"], []),
        ("required", ["a"], []),
        ("file", ["a.txt", ".env"], ["a", "a.", "x.y%2Fa"]),
        ("nonfile", ["a", "a."], ["a.txt"]),
        ("int:min(5)", ["5"], ["4", "x"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_constraints(constraint: str, taken: list[str], refused: list[str]) -> None:
    route = Route.parse(f"{{value:{constraint}}}", "")
    assert [value for value in taken if route.match(f"/{value}") is None] == []
    assert [value for value in refused if route.match(f"/{value}") is not None] == []


@pytest.mark.parametrize(
    ("methods", "others", "shared", "are_alike"),
    [
        (None, None, "all methods", True),
        (None, ["POST", "GET"], "GET, POST", True),
        (["GET"], None, "GET", True),
        (["GET", "PUT", "POST"], ["POST", "GET"], "GET, POST", True),
        (["GET"], ["POST"], None, False),
        # The host compares methods with case when it starts, and without when it gets a request.
        (["GET"], ["get"], None, True),
        (["GET"], [], None, False),
    ],
)
def test_functions_that_answer_the_same_requests(
    methods: list[str] | None, others: list[str] | None, shared: str | None, are_alike: bool
) -> None:
    def found(second: str) -> list[tuple[str, Finding]]:
        made = [endpoint("Two", second, others), endpoint("one", "orders/{id}", methods)]
        return [*check_routes(each for each in made if each is not None)]

    def endpoint(name: str, route: str, given: list[str] | None) -> Endpoint | None:
        options: dict[str, object] = {"route": route} if given is None else {"route": route, "methods": given}
        return endpoint_of(
            name, [BindingRow("out", "http", "out", {}), BindingRow("req", "httpTrigger", "in", options)]
        )

    used = f"the route 'orders/{{id}}' is already used by 'one' ({shared})"
    same = "the route 'orders/{number}' answers the same requests as 'orders/{id}' of 'one'"
    ambiguous = [("Two", ("req", "ambiguous-route", same))] if are_alike else []
    assert found("orders/{number}") == ambiguous
    if shared is None:
        assert [code for _, (_, code, _) in found("orders/{id}")] == ["ambiguous-route"] * are_alike
    else:
        assert found("orders/{id}") == [("Two", ("req", "duplicate-route", used))]
    assert found("orders/{id:int}") == []


@pytest.mark.parametrize(
    ("options", "template"),
    [
        ({}, "take"),
        ({"route": None}, "take"),
        ({"route": " "}, "take"),
        ({"route": "orders"}, "orders"),
        ({"route": 7}, "7"),
    ],
)
def test_the_route_of_a_function(options: dict[str, object], template: str) -> None:
    endpoint = endpoint_of("take", [BindingRow("req", "HTTPTRIGGER", "in", options)])
    assert endpoint == ("take", "req", template, None)
    assert endpoint_of("take", [BindingRow("msg", "queueTrigger", "in", options)]) is None


@pytest.mark.parametrize(
    ("template", "prefix", "code", "message"),
    [
        ("orders", "api", None, ""),
        ("/orders", "", None, ""),
        (
            *("/orders", "api", "route-slash"),
            "expected no slash before the route, or an empty routePrefix in host.json, got '/orders'",
        ),
        ("{id", "api", "route-syntax", "a brace is not closed in '{id' (route '{id')"),
        *(
            (
                route,
                "",
                "route-reserved",
                f"expected a route that does not start with 'admin' or 'runtime', got {route!r}",
            )
            for route in ("admin", "/Admin/x", "administration", "runtime/x")
        ),
    ],
)
def test_a_route_by_itself(template: str, prefix: str, code: str | None, message: str) -> None:
    found = [*check_route(Endpoint("take", "req", template, None), prefix)]
    assert found == ([] if code is None else [("req", code, message)])


def test_precedence() -> None:
    templates = ["a/b/{x?}", "a/b", "a/c", "a/{x:int:min(1)}", "a/{x:int}", "a/{x}/b", "a/{x}", "b", "{x:int}", "{x}/b"]
    shuffled = sorted(templates)
    assert shuffled != templates
    assert sorted(shuffled, key=lambda each: Route.parse(each).precedence) == templates
    assert Route.parse("{x}.{y}").precedence == Route.parse("{*x}").precedence


@given(st.text("ab{}:*?=()./", max_size=12))
def test_any_text_is_read_or_refused(template: str) -> None:
    try:
        route = Route.parse(template)
    except AppError:
        return
    assert len(route.precedence) == len(route.segments) + 1
    route.match(f"/api/{template}")
