"""Run the functions of an app on raw payloads, as a worker does, and show what would go back to the host.

usage: python quickstart.py [--app FOLDER] [PAYLOAD.json | FOLDER] ...
"""

import argparse
import asyncio
import base64
import importlib
import inspect
import json
import logging
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import azure_functions_lite as func
from azure_functions_lite.meta import Datum, InConverter, OutConverter

HERE = Path(__file__).parent


def part(raw: Any, name: str) -> Any:
    try:
        return raw[name]
    except (KeyError, TypeError) as error:
        raise ValueError(f"expected an object with {name!r} in the payload, got {str(raw)[:60]!r}") from error


def in_bytes(raw: Any) -> bytes:
    return base64.b64decode(part(raw, "base64"), validate=True)


def datum(raw: Any) -> Datum:
    """Make a Datum of its form in a payload file.

    Bytes are in base64, a collection is a list, a request is made of Datums, and null is none.
    """
    if raw is None:
        return Datum(None, None)
    kind, value = part(raw, "type"), part(raw, "value")
    if kind == "bytes":
        value = in_bytes(value)
    elif kind and kind.startswith("collection_"):
        name = kind.removeprefix("collection_")
        value = SimpleNamespace(**{name: [in_bytes(item) if name == "bytes" else item for item in value]})
    elif kind == "http":
        one, several = ("method", "url", "body"), ("headers", "query", "params")
        value = {name: datum(part(value, name)) for name in one} | {name: datums(part(value, name)) for name in several}
    return Datum(value, kind)


def datums(raw: Any) -> dict[str, Datum]:
    return {name: datum(part(raw, name)) for name in raw}


def decode(binding_type: str, data: Datum, metadata: dict[str, Datum]) -> object:
    """From the host: what the function receives."""
    converter = func.get_binding_registry().get(binding_type)
    if converter is None or not issubclass(converter, InConverter):
        raise LookupError(f"there is no converter for inputs of type {binding_type!r}")
    return converter.decode(data, trigger_metadata=metadata)


def encode(binding_type: str, value: object) -> Datum:
    """To the host: what the function returned, or set as an output."""
    converter = func.get_binding_registry().get(binding_type)
    if converter is None or not issubclass(converter, OutConverter):
        raise LookupError(f"there is no converter for outputs of type {binding_type!r}")
    return Datum(None, None) if value is None else converter.encode(value, expected_type=type(value))


def show(sent: Datum) -> str:
    if sent.type != "http":
        return "nothing" if sent.type is None else f"{sent.type} {sent.value!r}"
    headers = ", ".join(f"{name}: {value.value}" for name, value in sent.value["headers"].items())
    return f"http {sent.value['status_code'].value} ({headers}) {sent.value['body'].value!r}"


def run(app: Path, payload: Any) -> None:
    """Decode the inputs, call the function, encode the outputs, and print all of them."""
    name = part(payload, "function")
    print(name)
    config = json.loads((app / name / "function.json").read_text(encoding="utf-8"))
    script = Path(config.get("scriptFile", "__init__.py")).stem
    module = importlib.import_module(name if script == "__init__" else f"{name}.{script}")
    function = getattr(module, config.get("entryPoint", "main"))

    metadata = datums(payload.get("trigger_metadata", {}))
    arguments: dict[str, Any] = {}
    outputs = {binding["name"]: binding["type"] for binding in config["bindings"] if binding["direction"] == "out"}
    for binding in config["bindings"]:
        if binding["name"] not in outputs:
            is_trigger = binding["type"].endswith("Trigger")
            raw = part(payload, "data") if is_trigger else part(part(payload, "inputs"), binding["name"])
            arguments[binding["name"]] = value = decode(binding["type"], datum(raw), metadata)
            print(f"  in   {binding['name']:8} {value!r}")
    arguments |= {output: func.Out[Any]() for output in outputs if output != "$return"}
    if "context" in inspect.signature(function).parameters:
        invocation_id = "00000000-0000-0000-0000-000000000001"
        arguments["context"] = func.Context(function_name=name, invocation_id=invocation_id)

    returned = function(**arguments)
    if inspect.iscoroutine(returned):
        returned = asyncio.run(returned)
    if returned is not None and "$return" not in outputs:
        raise TypeError(f"{name} returned a value, and function.json has no $return for it")
    for output, binding_type in outputs.items():
        value = returned if output == "$return" else arguments[output].get()
        print(f"  out  {output:8} {show(encode(binding_type, value))}")


def succeeds(app: Path, file: Path) -> bool:
    try:
        run(app, json.loads(file.read_text(encoding="utf-8")))
    except Exception as error:  # of the file, the library or the function: the next payload has no part in it
        sys.stdout.flush()
        print(f"{file}: {type(error).__name__}: {error}", file=sys.stderr)
        return False
    return True


def main() -> int:
    """Run every payload; return 0 if all of them went well, 1 otherwise."""
    parser = argparse.ArgumentParser(description="Run the functions of an app on raw payloads.")
    parser.add_argument("paths", nargs="*", type=Path, default=[HERE / "payloads"], help="payload files, or folders")
    parser.add_argument("--app", type=Path, default=HERE / "guide_app", help="folder of the function app")
    options = parser.parse_args()
    sys.path.insert(0, str(options.app))
    logging.basicConfig(level=logging.INFO, format="  log  %(message)s", stream=sys.stdout)

    files = [file for path in options.paths for file in (sorted(path.glob("*.json")) if path.is_dir() else [path])]
    succeeded = sum(succeeds(options.app, file) for file in files)
    print(f"{succeeded} of {len(files)} payloads went well")
    return 0 if files and succeeded == len(files) else 1


if __name__ == "__main__":
    sys.exit(main())
