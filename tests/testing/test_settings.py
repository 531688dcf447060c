"""What ``local.settings.json`` does to the environment: values as Core Tools give them, for as long as an app runs."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from azure_functions_lite._host.dates import as_date
from azure_functions_lite.testing import load_app
from azure_functions_lite.testing._apps.settings import read_settings

WriteApp = Callable[..., Path]

TIMER = ["timer timerTrigger in"]
LIMITED = """
    import os

    AT_IMPORT = os.environ.get("LIMIT")

    def main(timer):
        seen.append((AT_IMPORT, os.environ.get("LIMIT"), os.environ.get("OTHER")))
        os.environ["LIMIT"] = "changed"
        if os.environ.get("OTHER") == "fail":
            raise KeyError("LIMIT")

    seen = []
"""


@pytest.fixture(autouse=True)
def no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LIMIT", "OTHER"):
        monkeypatch.delenv(name, raising=False)


def limited(write_app: WriteApp, values: object, **settings: object) -> Any:
    files = {
        "nightly/function.json": TIMER,
        "nightly/__init__.py": LIMITED,
        "local.settings.json": {"IsEncrypted": False, "Values": values, **settings},
    }
    return load_app(write_app(files))


# --- while an app runs


def test_settings_are_in_the_environment_while_a_function_runs(write_app: WriteApp) -> None:
    before = dict(os.environ)
    app = limited(write_app, {"LIMIT": "-15"})
    app.invoke("nightly")
    app.invoke("nightly")
    assert app.module("__app__.nightly").seen == [("-15", "-15", None), ("-15", "changed", None)]
    app.close()
    assert dict(os.environ) == before


def test_settings_are_gone_after_an_exception(write_app: WriteApp) -> None:
    before = dict(os.environ)
    with limited(write_app, {"LIMIT": "-15", "OTHER": "fail"}) as app, pytest.raises(KeyError, match=r"^'LIMIT'$"):
        app.invoke("nightly")
    assert dict(os.environ) == before


def test_a_setting_that_the_function_deletes(write_app: WriteApp) -> None:
    script = "import os\n\ndef main(timer):\n    del os.environ['LIMIT']\n"
    settings = {"IsEncrypted": False, "Values": {"LIMIT": "-15", "OTHER": "7"}}
    files = {"nightly/function.json": TIMER, "nightly/__init__.py": script, "local.settings.json": settings}
    before = dict(os.environ)
    with load_app(write_app(files)) as app:
        app.invoke("nightly")
    assert dict(os.environ) == before


def test_what_is_set_stays_as_it_is(write_app: WriteApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIMIT", "20")
    with limited(write_app, {"LIMIT": "-15", "OTHER": "7"}) as app:
        app.invoke("nightly")
        assert app.module("__app__.nightly").seen == [("20", "20", "7")]
    assert "OTHER" not in os.environ


def test_an_app_with_encrypted_settings(write_app: WriteApp) -> None:
    with limited(write_app, {"LIMIT": "CfDJ8..."}, IsEncrypted=True) as app:
        assert app.check() == []
        app.invoke("nightly")
        assert app.module("__app__.nightly").seen == [(None, None, None)]
    # What the function has set itself is its own.
    os.environ.pop("LIMIT", None)


def test_an_app_with_broken_settings_runs_without_them(write_app: WriteApp) -> None:
    with limited(write_app, {"LIMIT": ["15"]}) as app:
        [problem] = app.check()
        assert problem.code == "settings"
        app.invoke("nightly")
        assert app.module("__app__.nightly").seen == [(None, None, None)]
    os.environ.pop("LIMIT", None)


# --- values


def read(folder: Path, content: object) -> tuple[dict[str, str], list[str]]:
    file = folder / "local.settings.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    values, problems = read_settings(folder)
    assert all(problem.file == str(file) for problem in problems)
    return values, [str(problem).removeprefix(str(file)).lstrip(": ") for problem in problems]


def values(folder: Path, text: str) -> dict[str, str]:
    settings, problems = read(folder, f'{{"IsEncrypted": false, "Values": {{{text}}}}}')
    assert problems == []
    return settings


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ('"tea"', "tea"),
        ('""', ""),
        ('"true"', "true"),
        ("true", "True"),
        ("false", "False"),
        ("1", "1"),
        ("0x10", "16"),
        ("12345678901234567890123", "12345678901234567890123"),
        ("1.50", "1.5"),
        ("1.0", "1"),
        ("-0.0", "-0"),
        ("1e3", "1000"),
        ("1e14", "100000000000000"),
        ("1e15", "1E+15"),
        ("1.25e300", "1.25E+300"),
        ("1234567890123456.0", "1.234567890123456E+15"),
        ("0.0001", "0.0001"),
        ("0.00001", "1E-05"),
        ("-1.25e-9", "-1.25E-09"),
        ("NaN", "NaN"),
        ("Infinity", "Infinity"),
        ("-Infinity", "-Infinity"),
        ('"2024-05-17T08:30:00"', "05/17/2024 08:30:00"),
        ('"2024-05-17T08:30:00.125Z"', "05/17/2024 08:30:00"),
        ('"2024-05-17T08:30:00+00:00"', "05/17/2024 08:30:00"),
        ('"/Date(1715934600000)/"', "05/17/2024 08:30:00"),
        ('"0001-01-01T00:00:00+05:00"', "01/01/0001 00:00:00"),
        ('"2024-05-17"', "2024-05-17"),
        ('"2024-13-17T08:30:00"', "2024-13-17T08:30:00"),
        ('"2024-05-17T08:30:00 is when it was"', "2024-05-17T08:30:00 is when it was"),
    ],
)
def test_how_values_are_written(tmp_path: Path, written: str, text: str) -> None:
    assert values(tmp_path, f'"A": {written}') == {"A": text}


def test_dates_of_other_zones_are_local(tmp_path: Path) -> None:
    local = as_date("2024-05-17T08:30:00+05:30")
    assert local is not None
    expected = local.astimezone().strftime("%m/%d/%Y %H:%M:%S")
    assert values(tmp_path, '"A": "2024-05-17T08:30:00+05:30"') == {"A": expected}


@pytest.mark.parametrize("nothing", ["null", "undefined"])
def test_null_sets_nothing(tmp_path: Path, nothing: str) -> None:
    assert values(tmp_path, f'"A": {nothing}, "B": "tea"') == {"B": "tea"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('\ufeff{"IsEncrypted": false, "Values": {"A": "x"}}', {"A": "x"}),
        ('{/* a\n comment */ isencrypted: "False", "values": {"A": "http://x/*y*/", \'B\': "a\\"//",},\n}', None),
        ('{"IsEncrypted": 0, "Values": {"A": "ä€"}}', {"A": "ä€"}),
        ('{"IsEncrypted": true, "Values": {"A": "CfDJ8...", "B": ["x"]}}', {}),
        ('{"IsEncrypted": 1, "Values": {"A": "CfDJ8..."}}', {}),
        ('{"IsEncrypted": false}', {}),
        ('{"IsEncrypted": false, "Values": null, "ConnectionStrings": null}', {}),
        # Without values, nothing is decrypted.
        ("{}", {}),
        (
            '{"IsEncrypted": false, "ConnectionStrings": {"Shop": "x", "Old": {"ConnectionString": "y"}, "N": 5}}',
            {"ConnectionStrings:Shop": "x", "ConnectionStrings:Old": "y"},
        ),
    ],
    ids=["mark", "lenient", "number", "encrypted", "encrypted by number", "empty", "null", "nothing", "connections"],
)
def test_what_is_set(tmp_path: Path, text: str, expected: dict[str, str] | None) -> None:
    assert read(tmp_path, text) == ({"A": "http://x/*y*/", "B": 'a"//'} if expected is None else expected, [])


def test_no_settings(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == ({}, [])


ENCRYPTED = 'expected "IsEncrypted": false, as without it the values count as encrypted, got none'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "1:2: invalid JSON: expected a name or '}' [settings]"),
        ("[1]", "expected a JSON object, got list of length 1 [settings]"),
        ('{\n"Values": {"A": "x"}}', f"2:11: {ENCRYPTED} [settings]"),
        (
            '{"IsEncrypted": null}',
            "1:17: expected true or false as IsEncrypted, got None [settings]",
        ),
        (
            '{"IsEncrypted": "no"}',
            "1:17: expected true or false as IsEncrypted, got str of length 2 [settings]",
        ),
        ('{"Values": ["A"]}', "1:12: expected a JSON object as Values, got list of length 1 [settings]"),
    ],
)
def test_why_nothing_is_set(tmp_path: Path, text: str, message: str) -> None:
    assert read(tmp_path, text) == ({}, [message])


@pytest.mark.parametrize(
    ("member", "message"),
    [
        ('"B": {}', "expected text as the value of 'B', got dict of length 0; no value is set"),
        ('"B": [1]', "expected text as the value of 'B', got list of length 1; no value is set"),
        ('"": "1"', "expected the name of an environment variable, got ''"),
        ('"A=B": "1"', "expected the name of an environment variable, got 'A=B'"),
        ('"\\u0000": "1"', "expected the name of an environment variable, got '\\x00'"),
        ('"B": "1\\u0000"', "expected text for an environment variable as the value of 'B', got str of length 2"),
        ('"B": "\\ud800"', "expected text for an environment variable as the value of 'B', got str of length 1"),
    ],
)
def test_values_that_drop_all(tmp_path: Path, member: str, message: str) -> None:
    settings, [problem] = read(tmp_path, f'{{"IsEncrypted": false, "Values": {{"A": "1", {member}}}}}')
    assert settings == {}
    assert problem.endswith(f": {message} [settings]")
