"""What the source of a function tells: values that it returns and sets, and where it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from azure_functions_lite.testing._apps.hints import ALIAS_HINT
from azure_functions_lite.testing.apps import load_app

SCRIPT = """
import os, pathlib, sys, types, typing
import azure_functions_lite as func
app = func.FunctionApp()
def fail() -> typing.NoReturn: exit()
def refuse(): print('no'); raise ValueError
async def later() -> None: pass
def make(): ...
def unknown() -> 'Nowhere': ...
lazy = types.ModuleType("lazy")
lazy.__getattr__ = int
Official = type("HttpResponse", (), {{"__module__": "azure.functions._http"}})
@app.queue_trigger("msg", queue_name="orders", connection="Storage")
@app.generic_output_binding("{name}", type="{type}", queue_name="copies")
{definition}
    {body}
"""
LINE = 1 + SCRIPT.splitlines().index("    {body}")


def found(root: Path, definition: str, body: str, kind: str = "queue", name: str = "$return") -> list[str]:
    """The problems of an app of one function."""
    script = SCRIPT.format(name=name, type=kind, definition=definition, body=body)
    (root / "function_app.py").write_text(script, "utf-8")
    with load_app(root) as app:
        return [f"{problem.line}: {problem.code}: {problem.message}" for problem in app.check()]


MESSAGES = "expected str, bytes, a mapping, QueueMessage, or an iterable of them"
OFFICIAL = f"of the official SDK: {ALIAS_HINT}"
NOTHING = f"{LINE}: return-value: {MESSAGES}, got None, because the function has no return"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("msg.clear()", id="a method of an input"),
        pytest.param("if msg: raise ValueError\n    else: msg = 7", id="the end of a branch"),
        pytest.param("if msg: raise ValueError", id="no other branch"),
        pytest.param("for each in msg: print(each)", id="a loop"),
        pytest.param("pass", id="pass"),
        pytest.param("each = msg", id="an assignment"),
        pytest.param("each: int = msg", id="an assignment with an annotation"),
        pytest.param("msg += msg", id="an assignment with an operator"),
        pytest.param("'What it does.'", id="a docstring"),
        pytest.param("print(msg)", id="a builtin"),
        pytest.param("os.getcwd()", id="a function of a module"),
        pytest.param("make()", id="a function"),
        pytest.param("unknown()", id="a function with an annotation that nobody knows"),
        pytest.param("dict(msg)", id="a class"),
    ],
)
def test_the_end_without_a_return(tmp_path: Path, body: str) -> None:
    assert found(tmp_path, "def take(msg):", body) == [NOTHING]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("fail()", id="what never returns"),
        pytest.param("refuse()", id="what ends in raise"),
        pytest.param("sys.exit(1)", id="an exit"),
        pytest.param("exit(1)", id="an exit that is an object"),
        pytest.param("make()()", id="an unknown call"),
        pytest.param("if msg: fail()\n    else: raise ValueError", id="no end of a branch"),
        pytest.param("try: fail()\n    finally: print(msg)", id="try"),
        pytest.param("...", id="dots"),
        pytest.param("'What it will do.'\n    ...", id="docstring and dots"),
        pytest.param("'What it will do.'\n    raise NotImplementedError", id="docstring and raise"),
        pytest.param("yield msg", id="a generator of messages"),
    ],
)
def test_no_end_that_is_certain(tmp_path: Path, body: str) -> None:
    assert found(tmp_path, "def take(msg):", body) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("await later()", [NOTHING]),
        ("async for each in msg: print(each)", [NOTHING]),
        ("await make()()", []),
        ("await refuse()", []),
    ],
    ids=["a function", "a loop", "an unknown call", "what ends in raise"],
)
def test_the_end_of_a_coroutine(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert found(tmp_path, "async def take(msg):", body) == expected


@pytest.mark.parametrize(
    ("kind", "body", "message"),
    [
        ("queue", "return make()()", None),
        ("queue", "return msg.answer()", None),
        ("queue", "return 7 if msg else 'seven'", None),
        ("queue", "return 7 + 0 if msg else 0", None),
        ("queue", "return float(msg)", f"{MESSAGES}, got float"),
        ("queue", "return {1: 2}, {*msg}", None),
        ("queue", "return [each for each in msg]", None),
        ("queue", "return lazy.Message()", None),
        ("queue", "return func.AuthLevel('function')", None),
        ("queue", "return func.HttpResponse()", "expected a value that queue accepts, got HttpResponse"),
        ("http", "return Official()", f"expected a value that http accepts, got HttpResponse {OFFICIAL}"),
        ("table", "print(msg)", None),
        ("table", "return {'RowKey': msg}", None),
        ("table", "return pathlib.Path(msg)", None),
    ],
    ids=[
        *("call of a call", "method", "conditional", "a sum", "float", "tuple", "list", "lazy", "member", "class"),
        *("class of the official SDK", "nothing to a table", "dict to a table", "any class to a table"),
    ],
)
def test_what_is_returned(tmp_path: Path, kind: str, body: str, message: str | None) -> None:
    expected = [] if message is None else [f"{LINE}: return-value: {message}"]
    assert found(tmp_path, "def take(msg):", body, kind) == expected


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        *(("7", "int"), ("7.5", "float"), ("True", "bool"), ("b'tea'", "bytes")),
        *(("{}", "dict"), ("{each: 7 for each in msg}", "dict"), ("[]", "list"), ("[each for each in msg]", "list")),
        *(("{7}", "set"), ("{each for each in msg}", "set"), ("()", "tuple"), ("bytearray(7)", "bytearray")),
    ],
)
def test_values_that_are_not_a_response(tmp_path: Path, value: str, kind: str) -> None:
    expected = f"{LINE}: return-value: expected str or HttpResponse, got {kind}"
    assert found(tmp_path, "def take(msg):", f"return {value}", "http") == [expected]
    assert found(tmp_path, "def take(msg):", "return f'{msg}'", "http") == []


@pytest.mark.parametrize(
    ("definition", "kind", "message"),
    [
        ("def take(msg):", "queue", None),
        ("async def take(msg):", "queue", f"{MESSAGES}, got an async generator"),
        ("def take(msg):", "http", "expected str or HttpResponse, got a generator"),
    ],
    ids=["messages", "messages of a coroutine", "a response"],
)
def test_generators(tmp_path: Path, definition: str, kind: str, message: str | None) -> None:
    expected = [] if message is None else [f"{LINE - 1}: return-value: {message}"]
    assert found(tmp_path, definition, "yield msg", kind) == expected


@pytest.mark.parametrize(
    ("annotation", "body", "message"),
    [
        ("", "out.set(7)", f"{MESSAGES}, got int"),
        ("", "if msg: out.set(bool(msg))", f"{MESSAGES}, got bool"),
        ("", "print(lambda: out.set(0.5))", f"{MESSAGES}, got float"),
        (": func.Out[str]", "out.set({*msg})", "expected str, bytes, dict, list, bool, int, float or None, got set"),
        (": func.Out[str]", "out.set(7)", None),
        (": func.Out[str]", "out.set(func.HttpResponse())", None),
        ("", "out.set('seven')", None),
        ("", "out.set(None)", None),
        ("", "out.set(msg)", None),
        ("", "out.set(*msg)", None),
        ("", "out.set()", None),
        ("", "out = msg; out.set(7)", None),
        ("", "print(lambda out: out.set(7), out)", None),
        ("", "int = make(); out.set(int())", None),
        ("", "msg.set(7); make().set(7); print(out)", None),
    ],
    ids=[
        *("literal", "class", "in a lambda", "set as text", "number as text", "any class as text", "text", "none"),
        *("unknown", "several", "nothing", "another object", "another parameter", "another class", "others"),
    ],
)
def test_what_is_set(tmp_path: Path, annotation: str, body: str, message: str | None) -> None:
    expected = [] if message is None else [f"{LINE}: out-value: {message}"]
    assert found(tmp_path, f"def take(msg, out{annotation}):", body, name="out") == expected


def test_a_generator_beside_an_output_that_takes_any_value(tmp_path: Path) -> None:
    assert found(tmp_path, "def take(msg, out):", "yield out", "table", "out") == []


def test_an_output_that_nobody_sets(tmp_path: Path) -> None:
    message = f"{LINE - 1}: unused-out: the function never uses this output"
    assert found(tmp_path, "def take(msg, out):", "pass", name="out") == [message]
    assert found(tmp_path, "def take(msg, out):", "...", name="out") == []
    assert found(tmp_path, "def take(msg, out):", "'What it will do.'\n    ...", name="out") == []


@pytest.mark.parametrize(
    ("definition", "body", "kind"),
    [
        *(("def take(msg, out):", f"{name}('msg')", "queue") for name in ("eval", "exec", "locals", "vars")),
        ("def take(**given):", "return None", "queue"),
        ("def take(msg, out):", "print(msg)", "http"),
    ],
    ids=["by eval", "by exec", "by locals", "by vars", "as keywords", "a response"],
)
def test_an_output_that_may_be_set(tmp_path: Path, definition: str, body: str, kind: str) -> None:
    codes = [each.split(": ")[1] for each in found(tmp_path, definition, body, kind, "out")]
    assert "unused-out" not in codes


def test_a_decorator_that_hides_what_it_wraps(tmp_path: Path) -> None:
    definition = "@hide\ndef take(msg, out): out.set('tea')\ndef unused():"
    script = SCRIPT.replace("@app.queue_trigger", HIDE + "@app.queue_trigger")
    (tmp_path / "function_app.py").write_text(
        script.format(name="out", type="queue", definition=definition, body="pass"), "utf-8"
    )
    with load_app(tmp_path) as app:
        assert app.check() == []


HIDE = """import inspect
def hide(function):
    def call(**given):
        return function(**given)
    call.__signature__ = inspect.signature(function)
    return call
"""


@pytest.mark.parametrize(
    ("definition", "body", "is_told"),
    [
        ("def take(msg) -> str:", "return make()", False),
        ("def take(msg) -> str:", "print(msg)", False),
        ("def take(msg) -> str:", "return None", False),
        ("def take(msg) -> str:", "return json.dumps([])", True),
        ("def take(msg):", "return price()", True),
        ("def take(msg):", "return maybe(msg)", False),
        ("def take(msg):", "return items()", False),
        ("def take(msg):", "return both(msg)", False),
        ("def take(msg):", "return deep()", False),
        ("def take(msg):", "return later()", False),
    ],
    ids=[
        "unknown",
        "none",
        "None",
        "json",
        "a function",
        "not always",
        "a generator",
        "two classes",
        "too deep",
        "a coroutine",
    ],
)
def test_a_value_that_nothing_takes(tmp_path: Path, definition: str, body: str, is_told: bool) -> None:
    script = (
        "import json\nimport azure_functions_lite as func\napp = func.FunctionApp()\ndef make(): ...\n"
        "def price(): return 7\ndef maybe(x):\n    if x: return 7\ndef items():\n    yield 7\n    return 7\n"
        "def both(x):\n    if x: return 7\n    return 'tea'\ndef deep(): return price()\n"
        "async def later(): return 7\n"
        f"@app.queue_trigger('msg', queue_name='orders', connection='S')\n{definition}\n    {body}\n"
    )
    (tmp_path / "function_app.py").write_text(script, "utf-8")
    with load_app(tmp_path) as app:
        assert [each.code for each in app.check()] == (["return-unbound"] if is_told else [])
