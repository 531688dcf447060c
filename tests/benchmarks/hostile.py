"""Time hostile input of 10 MiB beside the official SDK, each case in its own process, for ten seconds at most.

Run it as ``python tests/benchmarks/hostile.py``, with `azure-functions` installed beside this package. It prints a
Markdown table: the seconds of CPU, and what came of it.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import Any

SECONDS = 10
"""How long a case may take."""
OURS = "azure_functions_lite"
PACKAGES = {"official": "azure.functions", "ours": OURS}

Case = Callable[[Any, int], Callable[[], object]]
"""Prepares a case for a package and a size."""
Make = Callable[[int], bytes]
"""Makes a body of a size."""
CASES: dict[str, Case] = {}
ONLY_OURS: set[str] = set()


def case(name: str, *, only_ours: bool = False) -> Callable[[Case], Case]:
    def add(prepare: Case) -> Case:
        CASES[name] = prepare
        if only_ours:
            ONLY_OURS.add(name)
        return prepare

    return add


def repeated(text: bytes, size: int) -> bytes:
    return text * (size // len(text))


def form(content_type: str, make: Make) -> Case:
    def prepare(func: Any, size: int) -> Callable[[], object]:
        body = make(size)
        request = func.HttpRequest("POST", "/", headers={"content-type": content_type}, body=body)
        return lambda: (len(request.form), len(request.files))

    return prepare


PART = b'--limit\r\nContent-Disposition: form-data; name="a"%b\r\n\r\n%b\r\n'
END = b"--limit--\r\n"
FORMS: dict[str, Make] = {
    "fields": lambda size: repeated(PART % (b"", b"1"), size) + END,
    "one file": lambda size: PART % (b'; filename="b"', b"x" * size) + END,
    "nearly boundaries": lambda size: PART % (b"", repeated(b"\r\n--limi", size)) + END,
    "no end": lambda size: PART % (b"", b"x" * size),
    "headers of a part": lambda size: PART % (repeated(b"\r\nX-A: 1", size), b"1") + END,
    "a header": lambda size: PART % (b"; x=" + b"y" * size, b"1") + END,
    "lines of LF": lambda size: (repeated(PART % (b"", b"1"), size) + END).replace(b"\r\n", b"\n"),
    "a field in punycode": lambda size: (
        PART % (b"\r\nContent-Type: text/plain; charset=punycode", repeated(b"0a", size)) + END
    ),
}
CASES.update(
    {f"multipart: {shape}": form("multipart/form-data; boundary=limit", made) for shape, made in FORMS.items()}
)
CASES["urlencoded: pairs"] = form("application/x-www-form-urlencoded", lambda size: repeated(b"a=1&", size))
CASES["urlencoded: escapes"] = form("application/x-www-form-urlencoded", lambda size: b"a=" + repeated(b"%41", size))


def decoding(binding: str, datum: Callable[[Any, int], Any], use: Callable[[Any], object], **known: str) -> Case:
    def prepare(func: Any, size: int) -> Callable[[], object]:
        make = import_module(f"{func.__name__}.meta").Datum
        converter, data = func.get_binding_registry().get(binding), datum(make, size)
        metadata = {name: make(repeated(text.encode(), size).decode(), "string") for name, text in known.items()}
        return lambda: use(converter.decode(data, trigger_metadata=metadata))

    return prepare


def request(**parts: Callable[[Any, int], Any]) -> Callable[[Any, int], Any]:
    def make(datum: Any, size: int) -> Any:
        usual = {"method": datum("GET", "string"), "url": datum("/", "string"), "body": datum(b"", "bytes")}
        dicts: dict[str, Any] = {"headers": {}, "query": {}, "params": {}}
        return datum({**usual, **dicts, **{name: part(datum, size) for name, part in parts.items()}}, "http")

    return make


def text(pattern: bytes) -> Callable[[Any, int], Any]:
    return lambda datum, size: datum(repeated(pattern, size).decode(), "string")


DECODED: dict[str, Case] = {
    "headers: names": decoding(
        "httpTrigger",
        request(headers=lambda datum, size: {f"x-{i}": datum("1", "string") for i in range(size // 10)}),
        lambda found: len(found.headers),
    ),
    "query: names": decoding(
        "httpTrigger",
        request(query=lambda datum, size: {f"x-{i}": datum("1", "string") for i in range(size // 10)}),
        lambda found: len(found.params),
    ),
    "JSON: arrays in arrays": decoding("queueTrigger", text(b"["), lambda found: found.get_json()),
    "JSON: objects": decoding(
        "queueTrigger",
        lambda datum, size: datum(f"[{'{},' * (size // 3)}1]", "string"),
        lambda found: len(found.get_json()),
    ),
    "JSON: a number": decoding("queueTrigger", text(b"1"), lambda found: found.get_json()),
    "dates: digits": decoding("queueTrigger", text(b"x"), lambda found: found.insertion_time, InsertionTime="1"),
    "dates: blanks": decoding("queueTrigger", text(b"x"), lambda found: found.insertion_time, InsertionTime=" "),
    "dates: words": decoding("queueTrigger", text(b"x"), lambda found: found.insertion_time, InsertionTime="Jan "),
    "durable: envelopes": decoding(
        "activityTrigger",
        lambda datum, size: datum(
            json.dumps([{"__class__": "a", "__module__": "b", "__data__": 1}] * (size // 50)), "json"
        ),
        lambda found: len(found),
    ),
}
CASES.update(DECODED)


@case("Set-Cookie: attributes")
def _set_cookie(func: Any, size: int) -> Callable[[], object]:
    response = func.HttpResponse("", headers={"Set-Cookie": "a=1" + repeated(b"; b=2", size).decode()})
    converter = func.get_binding_registry().get("http")
    return lambda: len(converter.encode(response, expected_type=None).value["cookies"] or ())


@case("cookies: pairs", only_ours=True)
def _cookies(func: Any, size: int) -> Callable[[], object]:
    request = func.HttpRequest("GET", "/", headers={"cookie": repeated(b"a=1;", size).decode()})
    return lambda: len(request.cookies)


@case("custom handler: a batch", only_ours=True)
def _batch(func: Any, size: int) -> Callable[[], object]:
    handler = import_module(f"{OURS}.custom_handler")
    row = {"name": "m", "type": "serviceBusTrigger", "direction": "in", "cardinality": "many"}
    body = json.dumps({"Data": {"m": json.dumps(["x"] * (size // 6))}, "Metadata": {}})
    return lambda: len(handler.decode_invocation(body, [row])["m"])


@case("custom handler: metadata", only_ours=True)
def _metadata(func: Any, size: int) -> Callable[[], object]:
    handler = import_module(f"{OURS}.custom_handler")
    row = {"name": "m", "type": "queueTrigger", "direction": "in"}
    dates = json.dumps(["2024-01-01T00:00:00"] * (size // 24))
    body = json.dumps({"Data": {"m": "x"}, "Metadata": {"EnqueuedTimeUtc": dates}})
    return lambda: len(handler.decode_invocation(body, [row]))


def problems(root: Path) -> str:
    with import_module(f"{OURS}.testing").load_app(root) as app:
        return f"{len(app.check())} problems"


def checking(name: str, make: Callable[[int], str]) -> None:
    @case(name, only_ours=True)
    def _check(func: Any, size: int) -> Callable[[], object]:
        root = Path(tempfile.mkdtemp(prefix="hostile-"))
        timer = {"name": "t", "type": "timerTrigger", "direction": "in", "schedule": "0 * * * * *"}
        files = {
            "host.json": "{}",
            "f/function.json": json.dumps({"bindings": [timer]}),
            "f/__init__.py": "def main(t): pass",
        }
        files[name.partition(":")[0]] = make(size)
        (root / "f").mkdir()
        for file, content in files.items():
            (root / file).write_text(content)
        return partial(problems, root)


checking("f/function.json: rows", lambda size: json.dumps({"bindings": [{"name": "a", "type": "b"}] * (size // 26)}))
checking("f/function.json: comments", lambda size: "{" + "/*x*/" * (size // 5) + '"bindings": []}')
checking("f/function.json: nesting", lambda size: "[" * size)
checking("host.json: blanks", lambda size: "{" + " " * size + "}")
checking(
    "local.settings.json: values",
    lambda size: json.dumps({"IsEncrypted": False, "Values": {f"K{i}": "1" * 1000 for i in range(size // 1024)}}),
)


@case("an app of 10,000 functions", only_ours=True)
def _folders(func: Any, size: int) -> Callable[[], object]:
    root = Path(tempfile.mkdtemp(prefix="hostile-"))
    timer = {"name": "t", "type": "timerTrigger", "direction": "in", "schedule": "0 * * * * *"}
    (root / "host.json").write_text("{}")
    for number in range(size // 1024):
        folder = root / f"f{number}"
        folder.mkdir()
        (folder / "function.json").write_text(json.dumps({"bindings": [timer]}))
        (folder / "__init__.py").write_text("def main(t): pass\n")
    return partial(problems, root)


def child(name: str, package: str, size: int) -> None:
    """Run one case, and print the seconds and what came of it."""
    # Of CPU: other processes must not count.
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    use = CASES[name](import_module(package), size)
    begin = process_time()
    try:
        outcome = shown(use())
    except Exception as error:
        outcome = type(error).__name__
    sys.stdout.write(f"{process_time() - begin:.3g} s, {outcome}")


def shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 30 else type(value).__name__


def measured(name: str, package: str, size: int) -> str:
    command = [sys.executable, __file__, "--size", str(size), "--child", name, package]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    # The system has ended it, or something else has.
    return done.stdout.strip() or (f"> {SECONDS} s" if done.returncode < 0 else f"status {done.returncode}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=10 * 1024 * 1024)
    parser.add_argument("--only", default="", metavar="TEXT", help="leave out cases whose name lacks this text")
    parser.add_argument("--child", nargs=2, metavar=("CASE", "PACKAGE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        name, package = options.child
        child(name, package, options.size)
        return
    sys.stdout.write(f"| {options.size:,} bytes | official | ours |\n|---|---|---|\n")
    for name in CASES:
        if options.only in name:
            official = "" if name in ONLY_OURS else measured(name, PACKAGES["official"], options.size)
            sys.stdout.write(f"| {name} | {official} | {measured(name, OURS, options.size)} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
