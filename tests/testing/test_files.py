"""JSON files as the host reads them: encodings, what is wrong with them, and where."""

from __future__ import annotations

import codecs
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from azure_functions_lite.__main__ import main
from azure_functions_lite.errors import InvalidJSONError
from azure_functions_lite.testing._apps.files import Document, read_document, read_json
from azure_functions_lite.testing.apps import load_app
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
        ("", "json-syntax", "invalid JSON: the file is empty", (1, 1)),
        ('{\n  // why\n  "Values": }', "json-syntax", "invalid JSON: expected a value", (3, 13)),
        ('{"a": 1\n "b": 2}', "json-syntax", "invalid JSON: expected ',' or '}' after a value", (2, 2)),
        ("[" * 100_000, "json-syntax", "invalid JSON: nested more than 64 levels deep", (1, 65)),
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
    with pytest.raises(
        BrokenAppError, match=r"host\.json: expected a JSON file, got: not a file: '.*host\.json' \[json-syntax\]$"
    ):
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


@pytest.mark.parametrize(
    "level", [("[", "]"), ('{"a":', "}"), ('[{"a":', "}]")], ids=["arrays", "objects", "objects in arrays"]
)
def test_the_deepest_level_that_the_host_reads(level: tuple[str, str]) -> None:
    begin, end = level
    count = 64 // (begin.count("[") + begin.count("{"))
    assert Document(f"{begin * count}7{end * count}").value
    with pytest.raises(
        InvalidJSONError, match=r"^cannot read a file: expected JSON, got nested more than 64 levels deep$"
    ):
        Document(f"[{begin * count}7{end * count}]")


# --- files that are something else


GREET = "def main(req): ...\n"
ROWS = ["req httpTrigger in", "$return http out"]


def found(root: Path) -> list[str]:
    with load_app(root) as app:
        return [f"{Path(each.file).relative_to(root)} {each.code}" for each in app.check() if not each.is_warning]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("greet/function.json", "greet/function.json json-syntax"),
        ("host.json", "host.json host-json"),
        ("local.settings.json", None),
        ("greet/__init__.py", "greet/function.json script-missing"),
        ("requirements.txt", None),
    ],
)
def test_pipes_are_not_read(write_app: Callable[..., Path], name: str, problem: str | None) -> None:
    """Whoever reads one waits for somebody who writes to it."""
    root = write_app({"greet/function.json": ROWS, "greet/__init__.py": GREET})
    (root / name).unlink(missing_ok=True)
    os.mkfifo(root / name)
    assert found(root) == ([] if problem is None else [problem])
    assert main(["list", str(root)]) == (1 if name.startswith("greet/") else 0)


def test_links_that_lead_to_themselves(write_app: Callable[..., Path]) -> None:
    root = write_app({"greet/function.json": ROWS, "greet/__init__.py": GREET})
    (root / "again").symlink_to(root)
    (root / "shop").mkdir()
    (root / "shop/function.json").symlink_to(root / "shop/function.json")
    (root / "host.json").symlink_to("host.json")
    (root / "greet/more").symlink_to(root / "greet")
    assert [line for line in found(root) if not line.startswith("shop/")] == []
    root = write_app({"function_app.py": "from shop import app\n"}, "decorated")
    (root / "shop").symlink_to(root)
    assert found(root) == ["function_app.py import-error"]


def test_huge_files(write_app: Callable[..., Path]) -> None:
    depth = 100_000
    files = {
        "deep/function.json": "[" * depth,
        "deep/__init__.py": GREET,
        "long/function.json": ROWS,
        "long/__init__.py": f"table = {[*range(50_000)]}\n{GREET}",
        "nested/function.json": ROWS,
        "nested/__init__.py": f"value = {'-' * depth}1\n{GREET}",
        "host.json": {"version": "2.0", "note": "x" * 5_000_000},
    }
    assert found(write_app(files)) == ["deep/function.json json-syntax", "nested/__init__.py import-error"]
