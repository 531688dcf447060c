"""JSON files as the host reads them; and what ``local.settings.json`` does to the environment."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from azure_functions_lite.errors import AppError
from azure_functions_lite.testing import load_app
from azure_functions_lite.testing._apps.files import read_json, read_settings
from azure_functions_lite.testing.problems import BrokenAppError

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


def limited(write_app: WriteApp, settings: object) -> Any:
    files = {"nightly/function.json": TIMER, "nightly/__init__.py": LIMITED, "local.settings.json": settings}
    return load_app(write_app(files))


def test_settings_are_in_the_environment_while_a_function_runs(write_app: WriteApp) -> None:
    app = limited(write_app, {"IsEncrypted": False, "Values": {"LIMIT": "-15"}})
    before = dict(os.environ)
    app.invoke("nightly")
    app.invoke("nightly")
    assert app.module("__app__.nightly").seen == [("-15", "-15", None)] * 2
    assert dict(os.environ) == before


def test_settings_are_gone_after_an_exception(write_app: WriteApp) -> None:
    app = limited(write_app, {"Values": {"LIMIT": "-15", "OTHER": "fail"}})
    before = dict(os.environ)
    with pytest.raises(KeyError, match=r"^'LIMIT'$"):
        app.invoke("nightly")
    assert dict(os.environ) == before


def test_a_setting_that_the_function_deletes(write_app: WriteApp) -> None:
    script = "import os\n\ndef main(timer):\n    del os.environ['LIMIT']\n"
    settings = {"Values": {"LIMIT": "-15", "OTHER": "7"}}
    app = load_app(
        write_app({"nightly/function.json": TIMER, "nightly/__init__.py": script, "local.settings.json": settings})
    )
    before = dict(os.environ)
    app.invoke("nightly")
    assert dict(os.environ) == before


def test_what_is_set_stays_as_it_is(write_app: WriteApp, monkeypatch: pytest.MonkeyPatch) -> None:
    app = limited(write_app, {"Values": {"LIMIT": "-15", "OTHER": "7"}})
    monkeypatch.setenv("LIMIT", "20")
    app.invoke("nightly")
    assert app.module("__app__.nightly").seen == [("20", "20", "7")]
    assert "OTHER" not in os.environ


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{}", {}),
        ('{"Values": null}', {}),
        ('{"Values": {"A": "1", "B": 2, "C": 2.5, "D": true, "E": false, "F": null, "G": ""}}', None),
        ('\ufeff{"Values": {"A": "x"}}', {"A": "x"}),
        ('{/* a\n comment */ "Values": {"A": "http://x/*y*/", // another\n "B": "a\\"//",},\n}', None),
        ('{"Values": {"A": ",]", "B": ",}"}}', {"A": ",]", "B": ",}"}),
        ('{"IsEncrypted": false, "Values": {"A": "ä€"}, "ConnectionStrings": {}}', {"A": "ä€"}),
        # What is in it can only be read by the tools that have encrypted it.
        ('{"IsEncrypted": true, "Values": {"A": "CfDJ8...", "B": ["x"]}}', {}),
    ],
    ids=["empty", "null", "kinds", "byte order mark", "comments and commas", "no commas", "unicode", "encrypted"],
)
def test_how_settings_are_written(tmp_path: Path, text: str, wanted: dict[str, str] | None) -> None:
    (tmp_path / "local.settings.json").write_text(text, "utf-8")
    kinds = {"A": "1", "B": "2", "C": "2.5", "D": "true", "E": "false", "G": ""}
    comments = {"A": "http://x/*y*/", "B": 'a"//'}
    assert read_settings(tmp_path) == (wanted if wanted is not None else kinds if '"G"' in text else comments)


def test_no_settings(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == {}


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("", "json-syntax", "line 1, column 1: this is no JSON: Expecting value"),
        ('{\n  // why\n  "Values": }', "json-syntax", "line 3, column 13: this is no JSON: Expecting value"),
        ("[1]", "json-shape", "expected a JSON object, got list of length 1"),
        ('{"Values": ["A"]}', "json-shape", "expected a JSON object as Values, got list of length 1"),
        ('{"Values": {"A": {}}}', "json-shape", "expected a text as the value of 'A', got dict of length 0"),
        ('{"Values": {"A": [1]}}', "json-shape", "expected a text as the value of 'A', got list of length 1"),
        ('{"Values": {"": "1"}}', "json-shape", "expected the name of an environment variable, got ''"),
        ('{"Values": {"A=B": "1"}}', "json-shape", "expected the name of an environment variable, got 'A=B'"),
        ('{"Values": {"\\u0000": "1"}}', "json-shape", "expected the name of an environment variable, got '\\x00'"),
        (
            '{"Values": {"A": "1\\u0000"}}',
            "json-shape",
            "expected a text for an environment variable as the value of 'A', got str of length 2",
        ),
        (
            '{"Values": {"A": "\\ud800"}}',
            "json-shape",
            "expected a text for an environment variable as the value of 'A', got str of length 1",
        ),
    ],
)
def test_settings_that_cannot_be_used(tmp_path: Path, text: str, code: str, message: str) -> None:
    file = tmp_path / "local.settings.json"
    file.write_text(text, "utf-8")
    with pytest.raises(BrokenAppError) as caught:
        read_settings(tmp_path)
    assert caught.value.problem[:5] == (str(file), None, None, code, message)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "local.settings.json").mkdir()
    with pytest.raises(BrokenAppError, match=r"local\.settings\.json: expected JSON in UTF-8, got: .*Is a directory.*"):
        read_settings(tmp_path)
    latin = tmp_path / "function.json"
    latin.write_bytes('{"a": "ä"}'.encode("latin-1"))
    with pytest.raises(BrokenAppError, match=r"function\.json: echo: expected JSON in UTF-8, got: .*invalid cont.*"):
        read_json(latin, "echo")
    latin.write_text("[" * 100_000)
    with pytest.raises(BrokenAppError, match=r"function\.json: line 1, column 1: this is no JSON: .*"):
        read_json(latin)


def test_an_app_with_encrypted_settings(write_app: WriteApp) -> None:
    app = limited(write_app, {"IsEncrypted": True, "Values": {"LIMIT": "CfDJ8..."}})
    assert app.check() == []
    app.invoke("nightly")
    assert app.module("__app__.nightly").seen == [(None, None, None)]
    # What the function has set itself stays.
    assert os.environ.pop("LIMIT") == "changed"


def test_an_app_with_broken_settings(write_app: WriteApp) -> None:
    app = limited(write_app, {"Values": ["LIMIT"]})
    with pytest.raises(AppError) as caught:
        app.invoke("nightly")
    [problem] = app.check()
    assert str(problem) == str(caught.value)
    assert problem.code == "json-shape"
