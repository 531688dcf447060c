"""JSON files as the host reads them: encodings, what is wrong with them, and where."""

from __future__ import annotations

import codecs
import json
from pathlib import Path

import pytest

from azure_functions_lite.testing._apps.files import Document, read_document, read_json
from azure_functions_lite.testing.problems import BrokenAppError

TEXT = '{"name": "smörgås €"}'


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"),
    ],
    ids=["UTF-8", "with a mark", "UTF-16", "UTF-16, big-endian", "UTF-32", "UTF-32, big-endian"],
)
def test_encodings(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "function.json"
    file.write_bytes(content)
    assert read_json(file) == {"name": "smörgås €"}


def test_what_is_not_utf_8_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "function.json"
    file.write_bytes('{"a": "ä"}'.encode("latin-1"))
    assert read_json(file) == {"a": "\ufffd"}


@pytest.mark.parametrize(
    ("text", "code", "message", "place"),
    [
        ("", "json-syntax", "this is not JSON: the file is empty", (1, 1)),
        ('{\n  // why\n  "Values": }', "json-syntax", "this is not JSON: expected a value", (3, 13)),
        ('{"a": 1\n "b": 2}', "json-syntax", "this is not JSON: expected ',' or '}' after a value", (2, 2)),
        ("[" * 100_000, "json-syntax", "this is not JSON: nested more than 64 levels deep", (1, 65)),
        ("[1]", "json-shape", "expected a JSON object, got list of length 1", (None, None)),
    ],
    ids=["empty", "no value", "no comma", "depth", "array"],
)
def test_files_that_the_host_rejects(
    tmp_path: Path, text: str, code: str, message: str, place: tuple[int | None, int | None]
) -> None:
    file = tmp_path / "function.json"
    file.write_text(text, "utf-8")
    with pytest.raises(BrokenAppError) as caught:
        read_json(file, "echo")
    assert caught.value.problem[:7] == (str(file), "echo", None, code, message, *place)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "host.json").mkdir()
    with pytest.raises(BrokenAppError, match=r"host\.json: expected a JSON file, got: .*Is a directory.*"):
        read_json(tmp_path / "host.json")


FUNCTION = """{
  "scriptFile": "main.py",
  "Bindings": [
    {"name": "msg", "type": "queueTrigger"},
    {
      "name": "out",
      "Direction": "sideways"
    }
  ]
}"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (1, 1)),
        (("scriptFile",), (2, 17)),
        (("bindings", 0, "type"), (4, 29)),
        (("bindings", 1, "direction"), (7, 20)),
        # What is not there is missing in the row.
        (("bindings", 1, "type"), (5, 5)),
        (("bindings", 2), (3, 15)),
        (("retry", "strategy"), (1, 1)),
    ],
)
def test_places(tmp_path: Path, path: tuple[str | int, ...], place: tuple[int, int]) -> None:
    file = tmp_path / "function.json"
    file.write_text(FUNCTION, "utf-8")
    assert read_document(file).place(*path) == place


def test_plain_json_with_many_levels() -> None:
    rows: list[dict[str, object]] = [{"name": f"x{index}", "tags": []} for index in range(100)]
    assert Document(json.dumps({"bindings": rows})).value == {"bindings": rows}
