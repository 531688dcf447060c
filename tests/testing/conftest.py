"""For tests of `azure_functions_lite.testing`: apps, in a line or two for each file, and the way back from `raw`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any, cast

import pytest

from azure_functions_lite.meta import InConverter, registry
from azure_functions_lite.testing._apps import isolation
from azure_functions_lite.testing.payloads import raw

EXAMPLES = str(Path(__file__).parents[2] / "docs" / "examples")
NEEDED = {
    "blob": {"path": "orders/{id}", "dataType": "binary"},
    "blobTrigger": {"path": "orders/{id}"},
    "eventHub": {"eventHubName": "orders"},
    "eventHubTrigger": {"eventHubName": "orders"},
    "queue": {"queueName": "orders"},
    "queueTrigger": {"queueName": "orders"},
    "serviceBus": {"queueName": "orders"},
    "serviceBusTrigger": {"queueName": "orders"},
    "timerTrigger": {"schedule": "0 0 3 * * *"},
}
"""What the host needs to know of a binding besides."""


@pytest.fixture
def write_app(tmp_path: Path) -> Callable[..., Path]:
    """Write the files of an app, and return its folder.

    Text is written as it is, without what it is indented by, and all else as JSON. In a function.json, a list is that
    of the bindings, and the text ``"req httpTrigger in"`` in it is a binding.
    """

    def write(files: Mapping[str, object], folder: str = "app") -> Path:
        root = tmp_path / folder
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(content) if isinstance(content, str) else json.dumps(document(content)), "utf-8")
        return root

    def document(content: Any) -> object:
        if isinstance(content, list):
            return {"bindings": [row(each) for each in cast("list[object]", content)]}
        return (
            {**content, "bindings": [row(each) for each in content["bindings"]]} if "bindings" in content else content
        )

    def row(given: object) -> object:
        if not isinstance(given, str):
            return given
        name, kind, direction = given.split()
        return {"name": name, "type": kind, "direction": direction, **NEEDED.get(kind, {})}

    return write


@pytest.fixture
def process() -> Iterator[None]:
    """Leave the process as it was: nothing is there of other apps, and what the test imports goes away."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(isolation, "_open", [])
        # The tests of the examples import from their folders, and one of them may be open.
        patch.setattr(sys, "path", [place for place in sys.path if not place.startswith(EXAMPLES)])
        for name, module in [*sys.modules.items()]:
            if name == "__app__" or str(getattr(module, "__file__", "")).startswith(EXAMPLES):
                patch.delitem(sys.modules, name)
        for name in ("CACHE_MAX_AGE_HOURS", "FROST_LIMIT"):
            patch.delenv(name, raising=False)
        path, modules = sys.path[:], sys.modules.copy()
        yield
        sys.path[:] = path
        for name in sys.modules.keys() - modules:
            del sys.modules[name]


@pytest.fixture(scope="session")
def decode() -> Callable[[str, object], Any]:
    """Decode the raw payload of a value, by the converter of a binding."""

    def decode(binding: str, value: object, *, faithful: bool = False) -> Any:
        converter = registry.get(binding)
        assert converter is not None
        assert issubclass(converter, InConverter)
        datum, metadata = raw(value, faithful=faithful)
        return converter.decode(datum, trigger_metadata=metadata)

    return decode
