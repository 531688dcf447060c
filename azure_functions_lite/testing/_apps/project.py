"""What an app consists of: its functions, whether a function.json, a script or an object declares them."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, Protocol

from azure_functions_lite._host.entries import BindingRow
from azure_functions_lite._typing import is_array
from azure_functions_lite._wire import json
from azure_functions_lite.decorators.function_app import Function, FunctionBuilder, FunctionRegister
from azure_functions_lite.errors import FunctionsError, describe
from azure_functions_lite.testing._apps.files import read_json
from azure_functions_lite.testing._apps.hints import ALIAS_HINT
from azure_functions_lite.testing._apps.isolation import APP_PACKAGE, Isolation
from azure_functions_lite.testing.problems import BrokenAppError, Code


class Source(Protocol):
    """A function that an app says it has."""

    name: str
    """Its name."""
    file: Path
    """The file in which its bindings are."""

    def rows(self) -> list[BindingRow]:
        """Return its bindings.

        Raises:
            BrokenAppError: they cannot be read.
        """
        ...

    @property
    def script(self) -> Path:
        """The file that it is in.

        Raises:
            BrokenAppError: it does not exist, or the worker would not load it.
        """
        ...

    @property
    def entry_point(self) -> str:
        """Its name in that file."""
        ...

    def load(self) -> Callable[..., Any]:
        """Return the callable.

        Raises:
            BrokenAppError: it does not exist.
            Exception: whatever the import of its file raises.
        """
        ...

    def file_to_fix(self, code: Code) -> Path:
        """Return the file in which a problem of its parameters must be fixed."""
        ...


class Sources(Protocol):
    """The source of an app's functions."""

    file: Path
    """The script that says so, or the folder of the app."""

    def read(self) -> Iterable[Source]:
        """Return the functions.

        Raises:
            BrokenAppError: they cannot be determined.
            Exception: whatever the import of a file raises.
        """
        ...


_PRIMARY = ("__init__.py", "index.js", "index.mjs", "index.cjs")
"""The scripts that the host uses if a folder has several files, in addition to ``run`` with any extension."""


class Folder:
    """A function in its own folder, with its function.json."""

    def __init__(self, folder: Path, root: Path, isolation: Isolation) -> None:
        self.name = folder.name
        self.file = folder / "function.json"
        self._folder = folder
        self._root = root
        self._isolation = isolation
        self._document: dict[str, Any] | None = None

    def rows(self) -> list[BindingRow]:
        rows: object = self.document.get("bindings")
        if not is_array(rows):
            raise self._misshaped("bindings", "an array", rows)
        try:
            return [BindingRow.of(row, f"bindings[{index}]") for index, row in enumerate(rows)]
        except FunctionsError as error:
            raise BrokenAppError(self.file, "json-shape", str(error), function=self.name) from error

    @property
    def script(self) -> Path:
        given = self._text("scriptFile", "")
        name = given or self._primary_script()
        root, absolute = os.path.abspath(self._root), Path(os.path.abspath(self._folder / name))
        script = self._root / os.path.relpath(absolute, root)
        if not script.is_file():
            message = f"the script {name!r} does not exist"
            raise BrokenAppError(self.file, "script-missing", message, function=self.name)
        if absolute.suffix.lower() != ".py":
            message = f"expected a .py file as the script, got {name!r}"
            raise BrokenAppError(self.file, "script-language", message, function=self.name)
        if absolute.suffix != ".py" or "." in absolute.stem or not absolute.is_relative_to(root):
            message = f"expected a .py file in the folder of the app, without other dots in its name, got {name!r}"
            raise BrokenAppError(self.file, "script-invalid", message, function=self.name)
        return script

    def _primary_script(self) -> str:
        """Return the script that the host uses without `scriptFile`: the only file, or one with a usual name."""
        if (self._folder / "__init__.py").is_file():
            return "__init__.py"
        files = sorted(file.name for file in self._folder.iterdir() if file.is_file())
        others = [name for name in files if name.lower() != "function.json"]
        usual = [name for name in others if name.lower() in _PRIMARY or Path(name).stem.lower() == "run"]
        if len(others) == 1 or usual:
            return usual[0] if usual else others[0]
        message = f"expected __init__.py, run.py, or one file, got {', '.join(others) or 'none'}"
        raise BrokenAppError(self.file, "script-missing", message, function=self.name)

    @property
    def entry_point(self) -> str:
        return self._text("entryPoint", "main")

    def load(self) -> Callable[..., Any]:
        script, name = self.script, self.entry_point
        parts = script.relative_to(self._root).with_suffix("").parts
        names = [APP_PACKAGE, *(parts[:-1] if parts[-1] == "__init__" else parts)]
        module = self._isolation.import_module(".".join(names))
        function: object = getattr(module, name, None)
        if not callable(function):
            message = f"the script has no function named {name!r}, which is the entryPoint"
            if function is not None:
                message = f"expected the entryPoint {name!r} to be a function, got {describe(function)}"
            raise BrokenAppError(script, "entry-point", message, function=self.name)
        return function

    def file_to_fix(self, code: Code) -> Path:
        return self.file if code in ("binding-unused", "batch-data", "blob-data") else self.script

    @property
    def document(self) -> dict[str, Any]:
        """Its function.json.

        Raises:
            BrokenAppError: it cannot be read.
        """
        if self._document is None:
            self._document = read_json(self.file, self.name)
        return self._document

    def _text(self, key: str, default: str) -> str:
        given: object = self.document.get(key)
        if given is None or given == "":
            return default
        if not isinstance(given, str):
            raise self._misshaped(key, "text", given)
        return given

    def _misshaped(self, key: str, expected: str, value: object) -> BrokenAppError:
        got = "none" if value is None else describe(value)
        return BrokenAppError(self.file, "json-shape", f"{key}: expected {expected}, got {got}", function=self.name)


class Folders:
    """An app of folders, each with a function.json.

    Args:
        root: Folder of the app.
        script: Name of the script that is not there.
        isolation: What the app changes.
    """

    def __init__(self, root: Path, script: str, isolation: Isolation) -> None:
        self.file = root
        self._script = script
        self._isolation = isolation

    def read(self) -> list[Folder]:
        folders = sorted(file.parent for file in self.file.glob("*/function.json"))
        if not folders:
            message = f"there is neither {self._script} nor a folder with a function.json"
            if (self.file / "function.json").exists():
                message = "this is the folder of a function: the folder of the app is one level up"
            raise BrokenAppError(self.file, "no-functions", message)
        return [Folder(folder, self.file, self._isolation) for folder in folders]


class Decorated:
    """A function of an app with decorators."""

    def __init__(self, builder: FunctionBuilder[..., Any], app: FunctionRegister, script: Path) -> None:
        self._builder = builder
        self._app = app
        self._function = builder._function  # pyright: ignore[reportPrivateUsage]  # as durable and the extensions do
        self.name = self._function.get_function_name()
        self.script = script
        self.file = _file_of(self._function.get_user_function(), script)

    @property
    def http_type(self) -> str:
        """Which kind of HTTP application it is: ``function``, ``asgi`` or ``wsgi``."""
        return self._function.http_type

    @property
    def builder(self) -> FunctionBuilder[..., Any]:
        """What the decorators have made."""
        return self._builder

    @property
    def entry_point(self) -> str:
        return str(getattr(self._builder, "__name__", self.name))

    @property
    def retry(self) -> dict[str, Any] | None:
        """What the decorator ``retry`` says."""
        return self._function.get_settings_dict("retry_policy")

    def rows(self) -> list[BindingRow]:
        built = self._build()
        try:
            rows = built.get_raw_bindings()
        except FunctionsError as error:
            raise self._refused(error) from error
        return [BindingRow.of(json.loads(row, "cannot read a binding"), "a binding") for row in rows]

    def load(self) -> Callable[..., Any]:
        return self._build().get_user_function()

    @property
    def written(self) -> Any:
        """The function as written, whether it has a trigger or not."""
        return written(self._function.get_user_function())

    def _build(self) -> Function[..., Any]:
        if self._function.get_trigger() is None:
            raise BrokenAppError(self.file, "no-trigger", "the function has no trigger", function=self.name)
        try:
            return self._builder.build(self._app.auth_level)
        except FunctionsError as error:
            raise self._refused(error) from error

    def _refused(self, error: FunctionsError) -> BrokenAppError:
        return BrokenAppError(self.file, "import-error", str(error), function=self.name)

    def file_to_fix(self, code: Code) -> Path:
        # The bindings are where the parameters are.
        return self.file


_SCRIPT_NAME = re.compile(r"[a-z0-9_][a-z0-9_-]*\.py", re.IGNORECASE | re.ASCII)


class Script:
    """An app of decorators, in a script.

    Args:
        root: Folder of the app.
        name: Name of the script.
        isolation: What the app changes.
    """

    def __init__(self, root: Path, name: str, isolation: Isolation) -> None:
        self.file = root / name
        self._name = name
        self._isolation = isolation

    def read(self) -> Sequence[Source]:
        if not _SCRIPT_NAME.fullmatch(self._name):
            message = f"expected a name of letters, digits, '_' and '-' before .py, got {self._name!r}"
            raise BrokenAppError(self.file, "script-invalid", message)
        module = self._isolation.import_module(self.file.stem)
        apps = [value for value in vars(module).values() if isinstance(value, FunctionRegister)]
        if not apps:
            message = f"the script has no FunctionApp at its top level{_stranger(module)}"
            raise BrokenAppError(self.file, "no-app", message)
        if len(apps) > 1:
            # The worker also counts one app under two names as two.
            message = f"the script has {len(apps)} FunctionApps at its top level, and must have one"
            raise BrokenAppError(self.file, "several-apps", message)
        # If the script has no functions, the host reads the folders.
        folders = not apps[0]._function_builders and sorted(self.file.parent.glob("*/function.json"))  # pyright: ignore[reportPrivateUsage]  # as below
        if folders:
            return Folders(self.file.parent, self._name, self._isolation).read()
        return Object(apps[0], self.file).read()


def _stranger(module: ModuleType) -> str:
    official = sys.modules.get("azure.functions")
    register: object = getattr(official, "FunctionRegister", None)
    is_official = isinstance(register, type) and any(isinstance(value, register) for value in vars(module).values())
    return f", only one of the official SDK: {ALIAS_HINT}" if is_official else ""


class Object:
    """An app with decorators that is given as an object."""

    def __init__(self, app: FunctionRegister, script: Path) -> None:
        self._app = app
        self.file = script

    def read(self) -> list[Decorated]:
        builders = self._app._function_builders  # pyright: ignore[reportPrivateUsage]  # as the extensions do
        if not builders:
            raise BrokenAppError(self.file, "no-functions", "the app has no functions")
        return [Decorated(builder, self._app, self.file) for builder in builders]


PACKAGE = str(Path(__file__).parents[2]) + os.sep
"""The folder of this package, in which the functions of ASGI and WSGI apps are."""


def written(function: Any) -> Any:
    """Return the function as written, below other decorators."""
    for _ in range(_DEEPEST):
        below = next((each for name in _BELOW if (each := getattr(function, name, None)) is not None), None)
        if below is None:
            break
        function = below
    return function


# By `functools.wraps`, in a `functools.partial`, and in what azure-functions-durable makes.
_BELOW = ("__wrapped__", "client_function", "orchestrator_function", "entity_function", "func")
_DEEPEST = 100
"""How many decorators a function may have: in a circle, one may have itself below it."""


def _file_of(function: object, default: Path) -> Path:
    """Return the file in which a function is written, if that is known."""
    code: CodeType | None = getattr(written(function), "__code__", None)
    if code is None or code.co_filename.startswith(PACKAGE) or not os.path.isfile(code.co_filename):
        # Not a function, one of this package, or one that `exec` has made.
        return default
    return rebased(Path(code.co_filename), os.path.realpath(default.parent), default.parent)


def rebased(file: Path, former: str | Path, latter: Path) -> Path:
    """Return a file that is below one folder as it is below another, and any other file as it is."""
    return latter / file.relative_to(former) if file.is_relative_to(former) else file
