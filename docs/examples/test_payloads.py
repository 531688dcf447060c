"""What the command ``invoke`` shows for the payloads beside this file, one for each function of the guide's app."""

import json
from pathlib import Path
from typing import Any

import pytest

from azure_functions_lite.__main__ import main

HERE = Path(__file__).parent
APP = HERE / "guide_app"

EXPECTED: dict[str, dict[str, Any]] = {
    "blob_indexer": {
        "Outputs": {},
        # The host leaves out metadata whose names end in "Trigger", that of the blob's name among them.
        "Logs": ["Indexing None, 41 bytes"],
        "ReturnValue": '{"name": null, "columns": ["sku", "price"], "rows": 2}',
    },
    "http_async": {
        "Outputs": {},
        "Logs": [],
        "ReturnValue": {
            "StatusCode": 200,
            "Headers": {
                "X-Invocation-Id": "6f1b2c3d-0000-4000-8000-000000000001",
                "content-type": "application/json",
            },
            "Body": '{"sha256": "67af99dbef571b88bff75fe930834b3c2988f593d71f0d00e09e4cc77ec86a65",'
            ' "blake2s": "89abd061a8b05e393a474e9b919f0331ac5b9b8911a83f189077b5c02f3cd89a"}',
        },
    },
    "http_enqueue": {
        "Outputs": {"msg": '{"id": "A-1007", "sku": "tea-500g", "quantity": 2}'},
        "Logs": [],
        "ReturnValue": {"StatusCode": 200, "Headers": {}, "Body": "Queued order A-1007."},
    },
    "http_greet": {
        "Outputs": {},
        "Logs": [],
        "ReturnValue": {
            "StatusCode": 200,
            "Headers": {"content-type": "text/plain; charset=utf-8"},
            "Body": "Hello, Ada.",
        },
    },
    "http_read_blob": {
        "Outputs": {},
        "Logs": [],
        "ReturnValue": {
            "StatusCode": 200,
            "Headers": {
                "Cache-Control": "max-age=60",
                "Access-Control-Allow-Origin": "https://reports.example.com",
                "content-type": "text/csv; charset=utf-8",
            },
            "Body": "day,orders\n2024-05-16,12\n2024-05-17,9\n",
        },
    },
    "order_archive": {
        "Outputs": {
            "documents": [
                {
                    "sku": "tea-500g",
                    "quantity": 2,
                    "id": "A-1007",
                    "shipped": "2024-05-17T08:30:00.125000+00:00",
                },
                {"sku": "cup", "quantity": 1, "id": "A-1008", "shipped": "2024-05-17T08:30:01+00:00"},
            ]
        },
        "Logs": [],
        "ReturnValue": None,
    },
    "queue_worker": {
        "Outputs": {
            "receipt": '{"order": "A-1007", "sku": "tea-500g", "quantity": 2, "ordered": "2024-05-17T08:30:00+00:00"}'
        },
        "Logs": ["Order A-1007, attempt 1"],
        "ReturnValue": None,
    },
    "timer_cleanup": {
        "Outputs": {},
        "Logs": ["Running late; the last run was at 2024-05-16T02:30:00.0031246+00:00", "Removed 0 files"],
        "ReturnValue": None,
    },
}


@pytest.mark.parametrize("name", EXPECTED)
def test_invoke(name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The timer removes old files from there.
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    status = main(["invoke", str(APP), name, "--payload", str(HERE / "payloads" / f"{name}.json")])

    assert status == 0
    assert json.loads(capsys.readouterr().out) == EXPECTED[name]


def test_there_is_one_payload_for_each_function() -> None:
    functions = {path.parent.name for path in APP.glob("*/function.json")}
    assert {path.stem for path in (HERE / "payloads").glob("*.json")} == functions == {*EXPECTED}
