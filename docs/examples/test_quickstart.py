"""What `quickstart.py` prints and returns: for the payloads beside it, and for ones that something is wrong with."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
PAYLOADS = sorted((HERE / "payloads").glob("*.json"))


def quickstart(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, HERE / "quickstart.py", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


def payload(name: str, **changes: object) -> dict[str, Any]:
    return {**json.loads((HERE / "payloads" / f"{name}.json").read_text(encoding="utf-8")), **changes}


def test_all_payloads() -> None:
    run = quickstart()

    assert run.stderr == ""
    assert run.returncode == 0
    assert f"{len(PAYLOADS)} of {len(PAYLOADS)} payloads went well" in run.stdout
    for expected in (
        "in   msg      QueueMessage(id='7f4c8a52-6f53-4a0c-9d5e-0a7a3d2f1b90'",
        """out  receipt  string '{"order": "A-1007", "sku": "tea-500g", "quantity": 2,""",
        """out  msg      string '{"id": "A-1007", "sku": "tea-500g", "quantity": 2}'""",
        "out  $return  http 200 (content-type: text/plain; charset=utf-8) b'Hello, Ada.'",
        "log  Running late",
        """out  documents json '[{"sku": "tea-500g", "quantity": 2, "id": "A-1007", "shipped": "2024-05-17T""",
    ):
        assert expected in run.stdout


def test_there_is_one_payload_for_each_function() -> None:
    assert [path.stem for path in PAYLOADS] == sorted(
        path.parent.name for path in (HERE / "guide_app").glob("*/function.json")
    )


def test_payloads_of_your_own(tmp_path: Path) -> None:
    (tmp_path / "missing_blob.json").write_text(json.dumps(payload("http_read_blob", inputs={"obj": None})))

    run = quickstart(tmp_path)

    assert run.returncode == 0
    assert "http 404" in run.stdout
    assert "1 of 1 payloads went well" in run.stdout


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "JSONDecodeError"),
        ("[]", "ValueError: expected an object with 'function' in the payload, got '[]'"),
        ({"function": "nothing"}, "FileNotFoundError"),
        (payload("http_read_blob", inputs={}), "ValueError: expected an object with 'obj' in the payload, got '{}'"),
        (payload("queue_worker", data={"type": "bytes", "value": {"base64": "?"}}), "base64"),
        (payload("queue_worker", data={"type": "int", "value": 5}), "UnsupportedTypeError: cannot decode queueTrigger"),
        (payload("queue_worker", data={"type": "string", "value": "tea"}), "InvalidJSONError: cannot read the body"),
        (
            payload("queue_worker", trigger_metadata={"DequeueCount": {"type": "string", "value": "two"}}),
            "FieldError: cannot read trigger metadata field 'DequeueCount' of QueueMessage: expected int, got 'two'",
        ),
    ],
    ids=["no JSON", "no object", "no function", "no input", "no base64", "wrong type", "function fails", "metadata"],
)
def test_what_goes_wrong_is_said(content: object, message: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text(content if isinstance(content, str) else json.dumps(content))

    run = quickstart(broken, HERE / "payloads" / "http_greet.json")

    assert run.returncode == 1
    assert f"{broken}: " in run.stderr
    assert message in run.stderr
    assert "Traceback" not in run.stderr
    # The payload after it runs all the same.
    assert "Hello, Ada." in run.stdout
    assert "1 of 2 payloads went well" in run.stdout


def test_no_payload_at_all_is_no_success(tmp_path: Path) -> None:
    run = quickstart(tmp_path)

    assert run.returncode == 1
    assert "0 of 0" in run.stdout
