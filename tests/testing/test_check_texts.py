"""Texts that the host parses: schedules, durations, retry policies, binding expressions, versions, names."""

from __future__ import annotations

from datetime import timedelta

import pytest

from azure_functions_lite.testing._checks.expressions import resolved, settings_in, template_names
from azure_functions_lite.testing._checks.host_json import check_host
from azure_functions_lite.testing._checks.names import container_fault, function_name_fault, queue_fault
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


@pytest.mark.parametrize(
    "text",
    [
        "",
        "* * * *",
        "0 0 3 * * 7",
        "0 0 3 0 * *",
        "60 * * * * *",
        "0 0 3 ? * *",
        "0 0 3 L * *",
        "0 0 3 * * 1#2",
        "0 0 3 15W * *",
        "@daily",
        "*-5 * * * * *",
        "1, * * * * *",
        "1- * * * * *",
        "*/ * * * * *",
        "*/x * * * * *",
        "MON * * * * *",
        "0\t0 3 * * *",
        "0 0 3 * * x",
        "0 0 3 * 13 *",
        "0 0 24 * * *",
        "0 0 3 * * -1",
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
        ({"MAXRETRYCOUNT": "3", "strategy": "FIXEDDELAY", "DelayInterval": 10}, None),
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
    assert resolved("%A%/x", {}) is None


@pytest.mark.parametrize(
    "version", ["[4.*, 5.0.0)", "4.0.0", "[1.0]", "(1.0,)", "*", "1.*", "[4.0.0-beta, )", "[, 5.0)"]
)
def test_versions_of_a_bundle(version: str) -> None:
    assert list(check_host({"version": "2.0", "extensionBundle": {"id": "My.Bundle-1", "version": version}})) == []


@pytest.mark.parametrize("version", ["", "four", "[4", "4.0.0)", "[4.0, 5.0, 6.0]", "()"])
def test_what_is_not_a_version_of_a_bundle(version: str) -> None:
    [fault] = check_host({"version": "2.0", "extensionBundle": {"id": "My.Bundle", "version": version}})
    assert fault.path == ("extensionBundle", "version")


@pytest.mark.parametrize("path", ["orders", "orders/{name}.{ext}", "$web/x", "orders/a/b", "UPPER/{name}"])
def test_paths_of_a_blob_trigger(path: str) -> None:
    assert container_fault(path) is None


@pytest.mark.parametrize("path", ["", "/x", "x/", "a\\b", "{c}/x", "ab", "Orders"])
def test_paths_that_a_blob_trigger_refuses(path: str) -> None:
    assert container_fault(path) is not None


def test_names() -> None:
    assert [name for name in ("a", "A" * 128, "a-b_c", "hosts") if function_name_fault(name)] == []
    assert [name for name in ("_a", "host", "HOST", "a" * 129, "a.b", "é") if not function_name_fault(name)] == []
    assert [name for name in ("abc", "A-B", "0a0", "a" * 63) if queue_fault(name)] == []
    assert [name for name in ("ab", "a--b", "-ab", "ab-", "a_b", "{x}", "a" * 64) if not queue_fault(name)] == []
