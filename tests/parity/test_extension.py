"""The same steps with the extensions of both packages: what is registered and called, and what is refused."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from .outcomes import Failure, attempt
from .packages import official, ours

EXTENSIONS: list[Any] = [import_module(f"{package.__name__}.extension") for package in (official, ours)]
MODULES = {
    "app_extension_base": "AppExtensionBase",
    "app_extension_hooks": "AppExtensionHooks",
    "extension_hook_meta": "ExtensionHookMeta",
    "extension_meta": "ExtensionMeta",
    "extension_scope": "ExtensionScope",
    "func_extension_base": "FuncExtensionBase",
    "func_extension_hooks": "FuncExtensionHooks",
    "function_extension_exception": "FunctionExtensionException",
}

# What is done with the package `extension` of one of the two, in an app that is in a folder, and what comes of it.
Steps = Callable[[Any, Path], object]
STEPS: dict[str, tuple[Steps, str]] = {}


@pytest.fixture(autouse=True)
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an app, as the host names it; nothing is registered with either package before and after."""
    monkeypatch.setenv("AzureWebJobsScriptRoot", str(tmp_path))
    for ext in EXTENSIONS:
        monkeypatch.setattr(ext.ExtensionMeta, "_func_exts", {})
        monkeypatch.setattr(ext.ExtensionMeta, "_app_exts", None)
        monkeypatch.setattr(ext.ExtensionMeta, "_info", {})
    return tmp_path


def steps(name: str, fails: str = "") -> Callable[[Steps], Steps]:
    """Add what it decorates to the steps, with the name of the exception that comes of them, if one does."""

    def add(function: Steps) -> Steps:
        STEPS[name] = function, fails
        return function

    return add


def define(ext: Any, name: str, **namespace: object) -> Any:
    """Define an application extension."""
    return ext.ExtensionMeta(name, (ext.AppExtensionBase,), namespace)


def define_for_function(ext: Any, name: str, **namespace: object) -> Any:
    """Define a function extension, with a constructor that hands everything on."""

    def construct(self: object, *args: object) -> None:
        ext.FuncExtensionBase.__init__(self, *args)

    return ext.ExtensionMeta(name, (ext.FuncExtensionBase,), {"__init__": construct, **namespace})


def noting(calls: list[object], name: str) -> Callable[..., None]:
    """Return a method that notes that it was called."""

    def note(subject: object, *args: object, **kwargs: object) -> None:
        calls.append((name, type(subject).__name__, *args, kwargs))

    return note


def register(ext: Any) -> object:
    """Return everything that the worker can ask for: the names of what is registered, and of the methods."""

    def shown(hooks: Any) -> object:
        if hooks is None:
            return None
        items = {
            field: [(hook.ext_name, getattr(hook.ext_impl, "__name__", None)) for hook in listed]
            for field, listed in hooks._asdict().items()
        }
        return type(hooks).__name__, items

    meta = ext.ExtensionMeta
    functions = {name: shown(meta.get_function_hooks(name.upper())) for name in meta._func_exts}
    return meta.get_registered_extensions_json(), shown(meta.get_application_hooks()), functions


@steps("nothing")
def _(ext: Any, app: Path) -> object:
    return ext.ExtensionMeta.get_function_hooks("HttpTrigger"), ext.ExtensionMeta.get_function_hooks("")


@steps("application extensions")
def _(ext: Any, app: Path) -> object:
    calls: list[object] = []
    first = define(ext, "First", init=classmethod(noting(calls, "init")))
    ext.ExtensionMeta("Second", (first,), {})
    define(ext, "First")
    define(ext, "Ärger")
    return calls


@steps("init sees what was registered before")
def _(ext: Any, app: Path) -> object:
    seen: list[object] = []

    def see(cls: type[object]) -> None:
        seen.append(register(ext))

    define(ext, "First", init=classmethod(see))
    define(ext, "Second", init=classmethod(see))
    return seen


@steps("hooks that are None")
def _(ext: Any, app: Path) -> object:
    define(ext, "First", init=None, pre_invocation_app_level=None)
    define_for_function(ext, "Second", post_invocation=None)(str(app / "HttpTrigger" / "a.py"))
    return None


@steps("functions and files")
def _(ext: Any, app: Path) -> object:
    first, second = (define_for_function(ext, name) for name in ("First", "Second"))
    for cls, path in (
        (first, "HttpTrigger/__init__.py"),
        (second, "HttpTrigger/__init__.py"),
        (second, "httptrigger/main.py"),
        (first, "HttpTrigger/main.py"),
        (second, "Timer/parts/one.py"),
        (second, "Übung/main.py"),
    ):
        cls(str(app / path))
    define(ext, "Third")
    return None


@steps("calls in order")
def _(ext: Any, app: Path) -> object:
    calls: list[object] = []
    app_level = ("post_function_load_app_level", "pre_invocation_app_level", "post_invocation_app_level")
    for name in ("First", "Second"):
        define(ext, name, **{hook: classmethod(noting(calls, f"{name}.{hook}")) for hook in app_level})
    for name in ("Third", "Fourth"):
        hooks = [hook.removesuffix("_app_level") for hook in app_level]
        cls = define_for_function(ext, name, **{hook: noting(calls, f"{name}.{hook}") for hook in hooks})
        cls(str(app / "HttpTrigger" / "__init__.py"))
    define_for_function(ext, "Plain")(str(app / "HttpTrigger" / "__init__.py"))
    results: list[object] = []
    arguments = (("HttpTrigger", "/app"), ("logger", "context", {"a": 1}), ("logger", "context", {"a": 1}, "done"))
    meta = ext.ExtensionMeta
    for hooks in (meta.get_function_hooks("HTTPTRIGGER"), meta.get_application_hooks()):
        for listed, given in zip(hooks, arguments, strict=True):
            results += [hook.ext_impl(*given) for hook in listed]
    return calls, results


@steps("base does nothing")
def _(ext: Any, app: Path) -> object:
    base = ext.AppExtensionBase
    none = base.init(), base.configure(1, a=2), base.post_function_load_app_level("a", "b", 1, c=2)
    return none, base.pre_invocation_app_level(1, 2), base.post_invocation_app_level(1, 2, 3, 4, 5)


@steps("scopes")
def _(ext: Any, app: Path) -> object:
    scope = ext.extension_scope.ExtensionScope
    define(ext, "First", _scope=scope.UNKNOWN)
    define(ext, "Second", _scope=scope.FUNCTION)
    define(ext, "Third", _scope=None)
    define_for_function(ext, "Fourth", _scope=scope.APPLICATION)
    return [(member.name, member.value) for member in scope]


@steps("both bases", fails="FunctionExtensionException")
def _(ext: Any, app: Path) -> object:
    def construct(self: object, path: object) -> None:
        ext.FuncExtensionBase.__init__(self, path)

    bases = (ext.FuncExtensionBase, ext.AppExtensionBase)
    ext.ExtensionMeta("Both", bases, {"__init__": construct})(str(app / "HttpTrigger" / "a.py"))
    other = ext.ExtensionMeta("Other", bases[::-1], {"__init__": construct})
    return other(str(app / "HttpTrigger" / "a.py"))


@steps("a constructor that raises", fails="OSError")
def _(ext: Any, app: Path) -> object:
    def construct(self: Any, path: str) -> None:
        ext.FuncExtensionBase.__init__(self, path)
        raise OSError

    return define_for_function(ext, "First", __init__=construct)(str(app / "HttpTrigger" / "a.py"))


def _fail(cls: type[object]) -> None:
    raise OSError


FAILURES: dict[str, tuple[Steps, str]] = {
    "init raises": (lambda ext, app: define(ext, "First", init=classmethod(_fail)), "OSError"),
    "init is not a class method": (lambda ext, app: define(ext, "First", init=noting([], "init")), "TypeError"),
    "an object of an application extension": (lambda ext, app: define(ext, "First")(), "FunctionExtensionException"),
    "an object of the application base": (lambda ext, app: ext.AppExtensionBase(), "FunctionExtensionException"),
    "an object of the function base": (lambda ext, app: ext.FuncExtensionBase(str(app / "A" / "a.py")), "TypeError"),
    "a subclass without constructor": (
        lambda ext, app: ext.ExtensionMeta("First", (ext.FuncExtensionBase,), {})(str(app / "A" / "a.py")),
        "TypeError",
    ),
    "a constructor without its arguments": (lambda ext, app: define_for_function(ext, "First")(), "TypeError"),
    "an object of no scope": (
        lambda ext, app: define_for_function(ext, "First", _scope=None)(str(app / "A" / "a.py")),
        "FunctionExtensionException",
    ),
    "an object of no base": (lambda ext, app: ext.ExtensionMeta("First", (), {})(), "FunctionExtensionException"),
}
STEPS.update(FAILURES)


def _make(path: Any, ext: Any, app: Path) -> object:
    given = path.format(app=app) if isinstance(path, str) else path
    made: object = define_for_function(ext, "First")(given)
    return vars(made)


INSIDE = ("A/a.py", "A", "A/", "a.py", "x/../A/a.py", "a.b/c.py", " /a.py", "/a/b.py")
OUTSIDE = ("{app}", "{app}/../a.py", "{app}/.a/b.py", "{app}/..a/b.py", "{app}/.../a.py", "/a.py", "/", "", "..")

for _path in INSIDE:
    steps(f"path {_path!r}")(partial(_make, f"{{app}}/{_path}"))
for _path in OUTSIDE:
    steps(f"path {_path!r}", fails="FunctionExtensionException")(partial(_make, _path))
for _stray in (None, 5, b"/a/b.py", ["a"]):
    steps(f"path {_stray!r}", fails="TypeError")(partial(_make, _stray))


STEPS["a path object"] = lambda ext, app: _make(app / "A" / "a.py", ext, app), ""


@pytest.mark.parametrize(("do", "fails"), STEPS.values(), ids=STEPS)
def test_steps(do: Steps, fails: str, app: Path) -> None:
    theirs, mine = ((attempt(partial(do, ext, app)), register(ext)) for ext in EXTENSIONS)
    assert mine == theirs
    assert (mine[0].family if isinstance(mine[0], Failure) else "") == fails


def test_without_a_host(app: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AzureWebJobsScriptRoot")
    theirs, mine = (attempt(partial(_make, "{app}/HttpTrigger/a.py", ext, app)) for ext in EXTENSIONS)
    assert mine == theirs


@pytest.mark.parametrize("root", ["{app}/", ".", "HttpTrigger/..", "", "elsewhere"])
def test_ways_to_say_where_the_app_is(app: Path, root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(app)
    monkeypatch.setenv("AzureWebJobsScriptRoot", root.format(app=app))
    theirs, mine = (attempt(partial(_make, "{app}/HttpTrigger/a.py", ext, app)) for ext in EXTENSIONS)
    assert mine == theirs


def test_names() -> None:
    theirs, mine = EXTENSIONS
    assert sorted(mine.__all__) == sorted(theirs.__all__)
    for module, name in MODULES.items():
        one, other = (getattr(getattr(ext, module), name) for ext in EXTENSIONS)
        assert one.__name__ == other.__name__ == name
        assert type(one).__name__ == type(other).__name__
        assert getattr(one, "_fields", None) == getattr(other, "_fields", None)


@pytest.mark.parametrize("name", ["AppExtensionBase", "FuncExtensionBase"])
def test_parameters(name: str) -> None:
    theirs: type[object]
    mine: type[object]
    theirs, mine = (getattr(ext, name) for ext in EXTENSIONS)
    methods = [method for method in vars(theirs) if callable(getattr(theirs, method)) and not method.startswith("_")]
    assert len(methods) == {"AppExtensionBase": 5, "FuncExtensionBase": 3}[name]
    for method in methods:
        pairs = (inspect.signature(getattr(cls, method)).parameters.values() for cls in (theirs, mine))
        for one, other in zip(*pairs, strict=True):
            assert (one.name, one.kind, one.default) == (other.name, other.kind, other.default)
