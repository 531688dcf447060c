"""Texts that the host parses: schedules, durations, retry policies, binding expressions, versions, names."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from azure_functions_lite.testing._checks.expressions import resolved, settings_in, template_names
from azure_functions_lite.testing._checks.host_json import Host, check_host, read_host
from azure_functions_lite.testing._checks.names import (
    binding_name_fault,
    container_fault,
    function_name_fault,
    queue_fault,
)
from azure_functions_lite.testing._checks.retry import policy_fault
from azure_functions_lite.testing._checks.schedules import parse_timespan, schedule_fault


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("5", timedelta(days=5)),
        ("00:00:10", timedelta(seconds=10)),
        ("01:30", timedelta(hours=1, minutes=30)),
        ("-1.02:03:04.5", -timedelta(1, 4, 500_000, 0, 3, 2)),
        ("1:02:03:04", timedelta(1, 4, 0, 0, 3, 2)),
        ("24:00:00", timedelta(days=24)),
        (" 00:00:00.0000001 ", timedelta()),
        ("10675199", timedelta(days=10675199)),
        ("23:59:59.9999999", timedelta(0, 59, 999_999.9, 0, 59, 23)),
        ("7.23:59", timedelta(7, 0, 0, 0, 59, 23)),
        ("23:00:00", timedelta(hours=23)),
    ],
)
def test_timespans(text: str, span: timedelta) -> None:
    assert parse_timespan(text) == span


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10s",
        "00:60:00",
        "00:00:60",
        "00:60",
        "24:00",
        "1.24:00:00",
        "10675200",
        "00:00:00.12345678",
        "1:2:3:4:5",
        "٣",
        "24:00:00.5",
    ],
)
def test_what_is_not_a_timespan(text: str) -> None:
    assert parse_timespan(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "* * * * *",
        "0 */5 * * * *",
        "0 0 0 1-5/2,7 J-DEC FRI-MON",
        "0 0 3 * * sunday",
        "0/15 * * * * *",
        "*/0 */-1 * * * *",
        "  0  0 3 * * 1 ",
        "50-10 * * * * *",
        "00:05:00",
        "5",
    ],
)
def test_schedules(text: str) -> None:
    assert schedule_fault(text) is None


@pytest.mark.parametrize(("text", "count"), [("", 0), ("@daily", 1), ("* * * *", 4), ("* * * * * * *", 7)])
def test_schedules_with_another_number_of_fields(text: str, count: int) -> None:
    assert schedule_fault(text) == f"expected five or six fields, or a TimeSpan, got {count}"


FIELDS = {
    "seconds": (0, 59, ""),
    "minutes": (0, 59, ""),
    "hours": (0, 23, ""),
    "days": (1, 31, ""),
    "months": (1, 12, ", or a name such as JAN"),
    "weekdays": (0, 6, ", or a name such as SUN"),
}


def schedule_with(field: str, text: str) -> str:
    return " ".join(text if name == field else "*" for name in FIELDS)


@pytest.mark.parametrize("field", FIELDS)
def test_numbers_in_schedules(field: str) -> None:
    least, most, names = FIELDS[field]
    for given in (str(least), str(most), f"{least}-{most}", f"{most}-{least}/2", f"{least},{most}", "*/7"):
        assert schedule_fault(schedule_with(field, given)) is None
    expected = f"expected numbers from {least} to {most}{names}, with '*', '-', '/' and ',', for the {field}, got "
    above = most + 1
    for given in (str(least - 1), str(above), f"{least}-{above}", f"{least},{above}", f"{above}/2", "x", "*/x"):
        assert schedule_fault(schedule_with(field, given)) == f"{expected}{given!r}"


@pytest.mark.parametrize(
    ("field", "names"), [("months", [*calendar.month_name][1:]), ("weekdays", [*calendar.day_name])]
)
def test_names_in_schedules(field: str, names: list[str]) -> None:
    for name in names:
        for given in (name, name.lower(), name[:3].upper(), f"{name}-{name[:3]}"):
            assert schedule_fault(schedule_with(field, given)) is None
        assert schedule_fault(schedule_with(field, f"{name}s")) is not None
        assert schedule_fault(schedule_with("days", name)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "0\t0 3 * * *",
        "0 0 3 ? * *",
        "0 0 3 L * *",
        "0 0 3 * * 1#2",
        "0 0 3 15W * *",
        "*-5 * * * * *",
        "1, * * * * *",
        "1- * * * * *",
        "*/ * * * * *",
        "0 0 ٣ * * *",
    ],
)
def test_schedules_that_the_host_refuses(text: str) -> None:
    assert schedule_fault(text) is not None


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        (None, None),
        ("fixedDelay", "expected an object as retry, got 'fixedDelay'"),
        ({}, "maxRetryCount: expected an integer from -1 on, got none"),
        ({"maxRetryCount": True}, "maxRetryCount: expected an integer from -1 on, got True"),
        ({"maxRetryCount": "-2"}, "maxRetryCount: expected an integer from -1 on, got '-2'"),
        ({"maxRetryCount": 3}, "minimumInterval: expected a TimeSpan such as '00:00:10', got none"),
        (
            {"maxRetryCount": 3, "strategy": 1, "delayInterval": "10s"},
            "delayInterval: expected a TimeSpan such as '00:00:10', got '10s'",
        ),
        (
            {"maxRetryCount": 3, "strategy": "1", "delayInterval": "-1"},
            "expected intervals from zero on, the minimum first, got '-1'",
        ),
        (
            {"maxRetryCount": 3, "strategy": "fixed"},
            "strategy: expected fixedDelay or exponentialBackoff, got 'fixed'",
        ),
        (
            {"maxRetryCount": 3, "minimumInterval": "00:00:20", "maximumInterval": "00:00:10"},
            "expected intervals from zero on, the minimum first, got '00:00:20', '00:00:10'",
        ),
        (
            {"maxRetryCount": 3, "strategy": 1, "delayInterval": True},
            "delayInterval: expected a TimeSpan such as '00:00:10', got True",
        ),
        ({"maxRetryCount": 10**10}, "maxRetryCount: expected an integer from -1 on, got 10000000000"),
        ({"MAXRETRYCOUNT": "3", "strategy": "FIXEDDELAY", "DelayInterval": 10}, None),
        ({"maxRetryCount": -1, "strategy": " 1 ", "delayInterval": "00:00:00"}, None),
        ({"maxRetryCount": 3, "strategy": "0", "minimumInterval": "1", "maximumInterval": "1"}, None),
    ],
)
def test_retry_policies(policy: object, message: str | None) -> None:
    assert policy_fault(policy) == message


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("orders/{id}", ["id"]),
        ("{DateTime:yyyy-MM-dd}/{rand-guid}/{a.b}", ["DateTime", "rand-guid", "a.b"]),
        ("{{x}}", []),
        ("{a}{b}", ["a", "b"]),
        ("{{{a}}}", ["a"]),
        ("{_x}", ["_x"]),
        ("{", None),
        ("}", None),
        ("{}", None),
        ("{a{b}}", None),
        ("{1}", None),
    ],
)
def test_templates(text: str, names: list[str] | None) -> None:
    assert template_names(text) == names


def test_settings_in_a_text() -> None:
    assert settings_in("%A%-%b%") == ["A", "b"]
    assert settings_in("50%") is None
    assert resolved("%A%/x", {"a": "orders"}) == "orders/x"
    assert resolved("%A%/a/%b%", {"a": "orders", "b": "x"}) == "orders/a/x"
    assert resolved("%A%/x", {}) is resolved("%a%/%B%", {"a": "x"}) is None


@pytest.mark.parametrize(
    "version", ["[4.*, 5.0.0)", "4.0.0", "[1.0]", "(1.0,)", "*", "1.*", "[4.0.0-beta, )", "[, 5.0)"]
)
def test_versions_of_a_bundle(version: str) -> None:
    assert list(check_host({"version": "2.0", "extensionBundle": {"id": "My.Bundle-1", "version": version}})) == []


@pytest.mark.parametrize("version", ["", "four", "[4", "4.0.0)", "[4.0, 5.0, 6.0]", "()"])
def test_what_is_not_a_version_of_a_bundle(version: str) -> None:
    [fault] = check_host({"version": "2.0", "extensionBundle": {"id": "My.Bundle", "version": version}})
    message = f"extensionBundle: expected a range such as '[4.*, 5.0.0)' as version, got {version!r}"
    assert fault == (("extensionBundle", "version"), message)


@pytest.mark.parametrize("path", ["orders", "orders/{name}.{ext}", "$web/x", "orders/a/b", "UPPER/{name}"])
def test_paths_of_a_blob_trigger(path: str) -> None:
    assert container_fault(path) is None


@pytest.mark.parametrize(
    ("path", "message"),
    [
        *((path, "'container' or 'container/name'") for path in ("", "/x", "x/", "a\\b")),
        ("{c}/x", "a container without an expression"),
        *((path, "a container of 3 to 63 lower-case letters, digits and '-'") for path in ("ab", "Orders", "a" * 64)),
    ],
)
def test_paths_that_a_blob_trigger_refuses(path: str, message: str) -> None:
    assert container_fault(path) == f"expected {message}, got {path!r}"


@pytest.mark.parametrize(
    ("fault", "accepted", "rejected", "message"),
    [
        (
            function_name_fault,
            ("a", "A" * 128, "a-b_c", "hosts"),
            ("_a", "host", "HOST", "a" * 129, "a.b", "é"),
            "a letter and then up to 127 letters, digits, '_' and '-', and not 'host'",
        ),
        (
            queue_fault,
            ("abc", "A-B", "0a0", "a" * 63),
            ("ab", "a--b", "-ab", "ab-", "a_b", "{x}", "a" * 64),
            "3 to 63 letters, digits and single '-', which is neither first nor last",
        ),
        (container_fault, ("abc", "a" * 63, "$root", "$web", "$logs"), (), ""),
    ],
)
def test_names(
    fault: Callable[[str], str | None], accepted: Sequence[str], rejected: Sequence[str], message: str
) -> None:
    assert [name for name in accepted if fault(name)] == []
    assert [fault(name) for name in rejected] == [f"expected {message}, got {name!r}" for name in rejected]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        *((name, None) for name in ("$return", "a", "A" * 128, "a7")),
        *((name, (True, "hosts before 4.1038 accept only letters and digits")) for name in ("_a", "a_b", "a_" * 64)),
        *(
            (name, (False, "expected up to 128 letters, digits and single '_', and no digit first"))
            for name in ("", "7a", "a__b", "$other", "a-b", "a" * 129)
        ),
    ],
)
def test_names_of_bindings(name: str, fault: tuple[bool, str] | None) -> None:
    assert binding_name_fault(name) == (fault and (fault[0], f"{fault[1]}, got {name!r}"))


BUNDLE = {"id": "Microsoft.Azure.Functions.ExtensionBundle", "version": "[4.*, 5.0.0)"}


@pytest.mark.parametrize(
    ("document", "settings", "host"),
    [
        ({}, {}, Host("api", frozenset(), has_extensions=True)),
        ({"version": "2.0"}, {}, Host("api", frozenset(), has_extensions=False)),
        ({"extensionBundle": BUNDLE, "functions": ["Take", "GREET"]}, {}, Host("api", frozenset({"take", "greet"}))),
        ({"extensions": {"http": {"routePrefix": None}}}, {}, Host("", has_extensions=False)),
        ({"EXTENSIONS": {"Http": {"RoutePrefix": "v1"}}}, {}, Host("v1", has_extensions=False)),
        (
            {"extensions": {"http": {"routePrefix": "v1"}}},
            {"azurefunctionsjobhost__extensions__http__routeprefix": "v2"},
            Host("v2", has_extensions=False),
        ),
    ],
    ids=["nothing", "no bundle", "functions", "no prefix", "another case", "a setting"],
)
def test_what_host_json_says_of_functions(
    tmp_path: Path, document: dict[str, object], settings: dict[str, str], host: Host
) -> None:
    assert read_host(document, tmp_path, settings) == host


@pytest.mark.parametrize("file", ["bin/extensions.json", ".azurefunctions/extensions.json", "shop.csproj"])
def test_files_that_bring_extensions(tmp_path: Path, file: str) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    assert not read_host({"version": "2.0"}, tmp_path, {}).has_extensions
    (tmp_path / file).touch()
    assert read_host({"version": "2.0"}, tmp_path, {}).has_extensions


@pytest.mark.parametrize(
    ("key", "value", "path", "message"),
    [
        ("version", None, None, "version: expected the text '2.0', got none"),
        ("version", 2.0, None, "version: expected the text '2.0', got 2.0"),
        *(("functionTimeout", value, None, None) for value in (None, "00:00:01", "1", -1, " -1 ")),
        *(
            (
                "functionTimeout",
                value,
                None,
                f"functionTimeout: expected a TimeSpan from one second on, or '-1', got {value!r}",
            )
            for value in ("00:00:00.9", "0", "-2", True)
        ),
        *(("extensionBundle", value, None, None) for value in (None, {}, BUNDLE)),
        *(
            (
                *("extensionBundle", {**BUNDLE, "id": name}, ("extensionBundle", "id")),
                f"extensionBundle: expected the name of a package as id, got {shown}",
            )
            for name, shown in ((None, "none"), (7, "7"), ("a..b", "'a..b'"), ("", "''"))
        ),
        ("retry", [], None, "expected an object as retry, got []"),
        ("retry", {}, None, "retry: maxRetryCount: expected an integer from -1 on, got none"),
        ("customHandler", {"description": {"defaultExecutablePath": "x"}}, None, None),
        *(
            (
                "customHandler",
                value,
                None,
                "customHandler: expected a defaultExecutablePath in its description, got none",
            )
            for value in ({}, {"description": {"defaultExecutablePath": ""}})
        ),
    ],
)
def test_what_host_json_must_not_say(
    key: str, value: object, path: tuple[str, ...] | None, message: str | None
) -> None:
    found = [*check_host({"version": "2.0", key: value})]
    assert found == ([] if message is None else [(path or (key,), message)])
