"""Tests of extensions: what is registered when, the hooks that the worker finds, and what is refused."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from azure_functions_lite import errors, extension
from azure_functions_lite.context import Context
from azure_functions_lite.errors import ArgumentTypeError
from azure_functions_lite.extension import (
    AppExtensionBase,
    ExtensionMeta,
    FuncExtensionBase,
    FunctionExtensionException,
)
from azure_functions_lite.extension.app_extension_hooks import AppExtensionHooks
from azure_functions_lite.extension.extension_hook_meta import ExtensionHookMeta
from azure_functions_lite.extension.extension_scope import ExtensionScope
from azure_functions_lite.extension.func_extension_hooks import FuncExtensionHooks

# What the worker calls the three hooks of an extension with.
LOAD: tuple[object, ...] = ("HttpTrigger", "/app/HttpTrigger")
PRE: tuple[object, ...] = (logging.getLogger(__name__), Context(function_name="HttpTrigger"), {"req": 1})
POST: tuple[object, ...] = (*PRE, "done")


@pytest.fixture(autouse=True)
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an app, as the host names it; what a test registers is gone after it."""
    monkeypatch.setattr(ExtensionMeta, "_func_exts", {})
    monkeypatch.setattr(ExtensionMeta, "_app_exts", None)
    monkeypatch.setattr(ExtensionMeta, "_info", {})
    monkeypatch.setenv("AzureWebJobsScriptRoot", str(tmp_path))
    return tmp_path


class Noting(FuncExtensionBase):
    """A function extension that notes what it is called with."""

    def __init__(self, file_path: str | Path, calls: list[object] | None = None) -> None:
        super().__init__(file_path)
        self.calls = [] if calls is None else calls

    def post_function_load(self, *args: object, **kwargs: object) -> None:
        self.calls.append(args)

    def pre_invocation(self, *args: object, **kwargs: object) -> None:
        self.calls.append(args)

    def post_invocation(self, *args: object, **kwargs: object) -> None:
        self.calls.append(args)


class Plain(FuncExtensionBase):
    """A function extension that does nothing."""

    def __init__(self, file_path: Any) -> None:
        super().__init__(file_path)


def registered() -> Any:
    return json.loads(ExtensionMeta.get_registered_extensions_json())


def names(hooks: Iterable[list[ExtensionHookMeta]] | None) -> list[list[str]]:
    assert hooks is not None
    return [[hook.ext_name for hook in listed] for listed in hooks]


def call(hooks: Iterable[list[ExtensionHookMeta]] | None) -> list[object]:
    assert hooks is not None
    pairs = zip(hooks, (LOAD, PRE, POST), strict=True)
    return [hook.ext_impl(*arguments) for listed, arguments in pairs for hook in listed]


# --- before anything is registered


def test_nothing_is_registered() -> None:
    assert ExtensionMeta.get_registered_extensions_json() == "{}"
    assert ExtensionMeta.get_application_hooks() is None
    assert ExtensionMeta.get_function_hooks("HttpTrigger") is None


def test_the_package_has_the_names_and_the_modules() -> None:
    assert extension.__all__ == ["AppExtensionBase", "ExtensionMeta", "FuncExtensionBase", "FunctionExtensionException"]
    modules = {
        "app_extension_base": AppExtensionBase,
        "app_extension_hooks": AppExtensionHooks,
        "extension_hook_meta": ExtensionHookMeta,
        "extension_meta": ExtensionMeta,
        "extension_scope": ExtensionScope,
        "func_extension_base": FuncExtensionBase,
        "func_extension_hooks": FuncExtensionHooks,
        "function_extension_exception": FunctionExtensionException,
    }
    for module, cls in modules.items():
        assert getattr(extension, module) is sys.modules[f"azure_functions_lite.extension.{module}"]
        assert getattr(extension, module).__all__ == [cls.__name__]
        assert getattr(getattr(extension, module), cls.__name__) is cls
    assert FunctionExtensionException is errors.FunctionExtensionException


def test_fields_of_hooks() -> None:
    assert FuncExtensionHooks._fields == ("post_function_load", "pre_invocation", "post_invocation")
    assert AppExtensionHooks._fields == tuple(f"{name}_app_level" for name in FuncExtensionHooks._fields)
    assert ExtensionHookMeta._fields == ("ext_name", "ext_impl")


def test_scopes() -> None:
    assert [(scope.name, scope.value) for scope in ExtensionScope] == [
        ("UNKNOWN", 0),
        ("APPLICATION", 1),
        ("FUNCTION", 2),
    ]


# --- application extensions


def test_a_subclass_is_set_up_and_registered() -> None:
    calls: list[str] = []

    class Metrics(AppExtensionBase):
        @classmethod
        def init(cls) -> None:
            calls.append(f"{cls.__name__} before {ExtensionMeta.get_registered_extensions_json()}")

    assert calls == ["Metrics before {}"]
    assert ExtensionMeta.get_registered_extensions_json() == '{"AppExtension": ["Metrics"]}'
    assert names(ExtensionMeta.get_application_hooks()) == [["Metrics"], ["Metrics"], ["Metrics"]]
    hooks = ExtensionMeta.get_application_hooks()
    assert hooks is not None
    for name, listed in hooks._asdict().items():
        assert [hook.ext_impl for hook in listed] == [getattr(Metrics, name)]


def test_a_subclass_of_a_subclass_is_another_extension() -> None:
    calls: list[str] = []

    class First(AppExtensionBase):
        @classmethod
        def init(cls) -> None:
            calls.append(cls.__name__)

    ExtensionMeta("Second", (First,), {})
    assert calls == ["First", "Second"]
    assert registered() == {"AppExtension": ["First", "Second"]}
    assert names(ExtensionMeta.get_application_hooks()) == [["First", "Second"]] * 3
    assert ExtensionMeta.get_application_hooks() is ExtensionMeta.get_application_hooks()


def test_classes_with_the_same_name_are_all_registered() -> None:
    for name in ("Metrics", "Metrics", "AppExtensionBase"):
        ExtensionMeta(name, (AppExtensionBase,), {})
    assert registered() == {"AppExtension": ["Metrics", "Metrics", "AppExtensionBase"]}
    assert names(ExtensionMeta.get_application_hooks()) == [["Metrics", "Metrics", "AppExtensionBase"]] * 3


def test_what_init_raises_is_raised_and_nothing_registered() -> None:
    def define() -> None:
        class Failing(AppExtensionBase):  # pyright: ignore[reportUnusedClass]  # its definition is the test
            @classmethod
            def init(cls) -> None:
                raise RuntimeError("no connection")

    with pytest.raises(RuntimeError, match=r"^no connection$"):
        define()
    assert registered() == {}
    assert ExtensionMeta.get_application_hooks() is None


def test_application_hooks_are_called_as_the_worker_does() -> None:
    calls: list[object] = []

    class Noted(AppExtensionBase):
        @classmethod
        def post_function_load_app_level(cls, *args: object, **kwargs: object) -> None:
            calls.append((cls, *args))

        @classmethod
        def pre_invocation_app_level(cls, *args: object, **kwargs: object) -> None:
            calls.append(args)

        @classmethod
        def post_invocation_app_level(cls, *args: object, **kwargs: object) -> None:
            calls.append(args)

    assert call(ExtensionMeta.get_application_hooks()) == [None] * 3
    assert calls == [(Noted, *LOAD), PRE, POST]


def test_the_base_does_nothing() -> None:
    class Metrics(AppExtensionBase):
        pass

    Metrics.init()
    Metrics.configure(1, key="value")
    assert call(ExtensionMeta.get_application_hooks()) == [None] * 3
    assert registered() == {"AppExtension": ["Metrics"]}


def test_an_override_of_configure_names_what_it_takes() -> None:
    class Metrics(AppExtensionBase):
        key = ""

        @classmethod
        def configure(cls, *, key: str) -> None:
            cls.key = key

    Metrics.configure(key="abc")
    assert Metrics.key == "abc"


def test_an_application_extension_makes_no_objects() -> None:
    class Metrics(AppExtensionBase):
        pass

    message = "^cannot make an object of application extension Metrics: expected calls of its class methods$"
    with pytest.raises(FunctionExtensionException, match=message):
        Metrics()
    with pytest.raises(FunctionExtensionException, match="extension AppExtensionBase: "):
        AppExtensionBase()


def test_none_is_not_called() -> None:
    ExtensionMeta("Quiet", (AppExtensionBase,), {"init": None, "pre_invocation_app_level": None})
    assert registered() == {"AppExtension": ["Quiet"]}
    assert names(ExtensionMeta.get_application_hooks()) == [["Quiet"], [], ["Quiet"]]


def test_keywords_of_a_class_are_its_own() -> None:
    class Tagged(AppExtensionBase):
        tag = ""

        def __init_subclass__(cls, tag: str) -> None:
            cls.tag = tag

    class Metrics(Tagged, tag="abc"):
        pass

    assert Metrics.tag == "abc"
    assert registered() == {"AppExtension": ["Tagged", "Metrics"]}


@pytest.mark.parametrize("scope", [ExtensionScope.UNKNOWN, ExtensionScope.FUNCTION, None], ids=str)
def test_another_scope_is_not_registered(scope: ExtensionScope | None) -> None:
    ExtensionMeta("Metrics", (AppExtensionBase,), {"_scope": scope})
    assert registered() == {}
    assert ExtensionMeta.get_application_hooks() is None


# --- function extensions


def test_an_object_is_registered_for_its_function(app: Path) -> None:
    made = Noting(str(app / "HttpTrigger" / "__init__.py"))

    assert ExtensionMeta.get_registered_extensions_json() == '{"FuncExtension": {"HttpTrigger": ["Noting"]}}'
    hooks = ExtensionMeta.get_function_hooks("HttpTrigger")
    assert hooks == FuncExtensionHooks(
        post_function_load=[ExtensionHookMeta("Noting", made.post_function_load)],
        pre_invocation=[ExtensionHookMeta("Noting", made.pre_invocation)],
        post_invocation=[ExtensionHookMeta("Noting", made.post_invocation)],
    )
    assert ExtensionMeta.get_application_hooks() is None


@pytest.mark.parametrize("name", ["httptrigger", "HTTPTRIGGER", "HttpTrigger"])
def test_the_case_of_a_function_does_not_matter(app: Path, name: str) -> None:
    Plain(app / "HttpTrigger" / "main.py")
    Plain(app / "httpTRIGGER" / "main.py")
    assert names(ExtensionMeta.get_function_hooks(name)) == [["Plain", "Plain"]] * 3
    assert registered() == {"FuncExtension": {"HttpTrigger": ["Plain"], "httpTRIGGER": ["Plain"]}}


@pytest.mark.parametrize("name", ["Other", "", " HttpTrigger", None, 5, b"HttpTrigger", ["HttpTrigger"]], ids=repr)
def test_a_function_without_extension(app: Path, name: object) -> None:
    Plain(app / "HttpTrigger" / "main.py")
    assert ExtensionMeta.get_function_hooks(name) is None


def test_defining_a_class_registers_nothing() -> None:
    ExtensionMeta("Another", (FuncExtensionBase,), {})
    assert registered() == {}


def test_hooks_of_a_function_are_in_order(app: Path) -> None:
    calls: list[object] = []
    Plain(app / "HttpTrigger" / "__init__.py")
    Noting(app / "Timer" / "__init__.py", calls)
    Noting(app / "HttpTrigger" / "__init__.py", calls)
    Noting(app / "HttpTrigger" / "helper.py", calls)
    assert names(ExtensionMeta.get_function_hooks("HttpTrigger")) == [["Plain", "Noting", "Noting"]] * 3
    assert names(ExtensionMeta.get_function_hooks("Timer")) == [["Noting"]] * 3
    assert registered() == {"FuncExtension": {"HttpTrigger": ["Plain", "Noting", "Noting"], "Timer": ["Noting"]}}


def test_function_hooks_are_called_as_the_worker_does(app: Path) -> None:
    calls: list[object] = []
    Noting(app / "HttpTrigger" / "__init__.py", calls)
    assert call(ExtensionMeta.get_function_hooks("HttpTrigger")) == [None] * 3
    assert calls == [LOAD, PRE, POST]


def test_hooks_that_are_not_overridden_do_nothing(app: Path) -> None:
    Plain(app / "HttpTrigger" / "__init__.py")
    assert call(ExtensionMeta.get_function_hooks("HttpTrigger")) == [None] * 3


def test_both_kinds(app: Path) -> None:
    Plain(app / "HttpTrigger" / "__init__.py")
    ExtensionMeta("Metrics", (AppExtensionBase,), {})
    expected = '{"FuncExtension": {"HttpTrigger": ["Plain"]}, "AppExtension": ["Metrics"]}'
    assert ExtensionMeta.get_registered_extensions_json() == expected


PATHS: dict[str, tuple[Callable[[Path], object], str]] = {
    "text": (lambda app: f"{app}/HttpTrigger/main.py", "HttpTrigger"),
    "path": (lambda app: app / "HttpTrigger" / "main.py", "HttpTrigger"),
    "folder": (lambda app: f"{app}/HttpTrigger/", "HttpTrigger"),
    "deeper": (lambda app: app / "HttpTrigger" / "parts" / "one.py", "HttpTrigger"),
    "relative parts": (lambda app: f"{app}/Other/../HttpTrigger/main.py", "HttpTrigger"),
    "beyond ASCII": (lambda app: app / "Übung" / "main.py", "Übung"),
    "no folder": (lambda app: app / "function_app.py", "function_app.py"),
}


@pytest.mark.parametrize(("path", "name"), PATHS.values(), ids=PATHS)
def test_the_first_folder_names_the_function(app: Path, path: Callable[[Path], object], name: str) -> None:
    Plain(path(app))
    assert registered() == {"FuncExtension": {name: ["Plain"]}}
    assert names(ExtensionMeta.get_function_hooks(name)) == [["Plain"]] * 3


def test_a_relative_path_starts_in_the_working_directory(app: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (app / "HttpTrigger").mkdir()
    monkeypatch.chdir(app / "HttpTrigger")
    Plain("main.py")
    assert registered() == {"FuncExtension": {"HttpTrigger": ["Plain"]}}


@pytest.mark.parametrize("path", ["/main.py", "", "..", "{app}/../main.py", "{app}", "{app}/.hidden/main.py"])
def test_a_file_outside_the_app(app: Path, path: str) -> None:
    with pytest.raises(FunctionExtensionException) as caught:
        Plain(path.format(app=app))
    assert caught.value.where == "cannot make function extension Plain"
    assert caught.value.expected == f"a file below {errors.excerpt(str(app))}"
    assert caught.value.got == errors.excerpt(path.format(app=app))
    assert registered() == {}


@pytest.mark.parametrize(
    ("path", "got"), [(None, "None"), (5, "int"), (b"/main.py", "bytes of length 8")], ids=["None", "int", "bytes"]
)
def test_a_path_that_is_not_text(path: object, got: str) -> None:
    message = f"^cannot make function extension Plain: expected the path of a file, got {got}$"
    with pytest.raises(ArgumentTypeError, match=message):
        Plain(path)


def test_without_a_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AzureWebJobsScriptRoot")
    message = "^cannot make function extension Plain: the environment variable "
    with pytest.raises(FunctionExtensionException, match=f"{message}AzureWebJobsScriptRoot is not set$"):
        Plain("main.py")
    assert registered() == {}


# --- what is refused


def test_a_constructor_that_does_not_call_ours(app: Path) -> None:
    class Lost(FuncExtensionBase):
        def __init__(self, file_path: Path) -> None:
            """Forget the base."""

    message = (
        r"^cannot register function extension Lost: expected a constructor that calls super\(\).__init__\(file_path\)$"
    )
    with pytest.raises(FunctionExtensionException, match=message):
        Lost(app / "HttpTrigger" / "main.py")
    assert registered() == {}


def test_a_constructor_that_raises(app: Path) -> None:
    class Failing(FuncExtensionBase):
        def __init__(self, file_path: Path) -> None:
            super().__init__(file_path)
            raise RuntimeError("no connection")

    with pytest.raises(RuntimeError, match=r"^no connection$"):
        Failing(app / "HttpTrigger" / "main.py")
    assert registered() == {}
    assert ExtensionMeta.get_function_hooks("HttpTrigger") is None


def test_a_subclass_needs_a_constructor(app: Path) -> None:
    bare: Any = ExtensionMeta("Bare", (FuncExtensionBase,), {})
    with pytest.raises(TypeError, match=r"^Can't instantiate abstract class Bare .*__init__"):
        bare(app / "HttpTrigger" / "main.py")
    heir: Any = ExtensionMeta("Heir", (Plain,), {})
    heir(app / "HttpTrigger" / "main.py")
    assert registered() == {"FuncExtension": {"HttpTrigger": ["Heir"]}}


@pytest.mark.parametrize(
    ("bases", "namespace"),
    [((), {}), ((Plain,), {"_scope": ExtensionScope.UNKNOWN}), ((Plain,), {"_scope": None})],
    ids=["no base", "unknown", "None"],
)
def test_a_class_of_no_scope_makes_no_objects(bases: tuple[type, ...], namespace: dict[str, object]) -> None:
    stray: Any = ExtensionMeta("Stray", bases, namespace)
    message = "^cannot make extension Stray: expected a subclass of FuncExtensionBase$"
    with pytest.raises(FunctionExtensionException, match=message):
        stray("main.py")


def test_the_exception_is_in_the_tree() -> None:
    assert issubclass(FunctionExtensionException, errors.FunctionsError)
    error = FunctionExtensionException("no connection")
    assert str(error) == "no connection"
    assert error.args == ("no connection",)
