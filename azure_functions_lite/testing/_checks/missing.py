"""Modules that an app imports and that are not installed: all are named, and stood in for, so the check goes on."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from types import FrameType, ModuleType

from typing_extensions import Self

from azure_functions_lite.testing._apps.isolation import APP_PACKAGE, is_installed
from azure_functions_lite.testing._apps.project import PACKAGE
from azure_functions_lite.testing._checks.imports import OUTSIDE, Import, read_imports
from azure_functions_lite.testing._checks.requirements import Requirements
from azure_functions_lite.testing._checks.source_files import SourceFiles
from azure_functions_lite.testing._checks.stand_ins import StandInModule
from azure_functions_lite.testing.problems import Code, Problem

_DURABLE = "azure.durable_functions"
_ALIAS = "azure.functions."

_IMPORT_SYSTEM = ("<frozen importlib", os.path.join(os.path.dirname(os.__file__), "importlib") + os.sep)

# Python had these once, so no requirement provides them.
_REMOVED = frozenset(
    {
        "aifc",
        "asynchat",
        "asyncore",
        "audioop",
        "cgi",
        "cgitb",
        "chunk",
        "crypt",
        "distutils",
        "imghdr",
        "imp",
        "lib2to3",
        "mailcap",
        "msilib",
        "nis",
        "nntplib",
        "ossaudiodev",
        "pipes",
        "smtpd",
        "sndhdr",
        "spwd",
        "sunau",
        "telnetlib",
        "uu",
        "xdrlib",
    }
)


class Missing(MetaPathFinder, Loader):
    """What an app misses. As a context manager, it imports stand-ins for that, and removes them afterwards.

    Only what the files of the app import by themselves is stood in for, and not what they try to import.

    Args:
        root: Folder of the app.
        files: Its source files.
    """

    def __init__(self, root: Path, files: SourceFiles) -> None:
        self._root = os.path.realpath(root)
        self._files = files
        self._imports: dict[str, list[Import]] = {}
        self.found: dict[str, Import] = {}
        """The modules, and where each is imported first."""
        self.function: str | None = None
        """The function whose script is imported or followed; None if the script has all of them."""
        self._functions: dict[str, str | None] = {}
        self._followed: set[str] = set()

    @cached_property
    def _required(self) -> Requirements:
        return Requirements.of(Path(self._root))

    @cached_property
    def _listing(self) -> set[str]:
        """What is in the folder of the app."""
        return {*os.listdir(self._root)}

    def __bool__(self) -> bool:
        return bool(self.found)

    def __enter__(self) -> Self:
        self._before = set(sys.modules)
        # At the end: whatever can be found is.
        sys.meta_path.append(self)
        return self

    def __exit__(self, *_: object) -> None:
        sys.meta_path[:] = [finder for finder in sys.meta_path if finder is not self]
        for name in [name for name, module in [*sys.modules.items()] if isinstance(module, StandInModule)]:
            above, _dot, below = name.rpartition(".")
            if above in sys.modules:
                vars(sys.modules[above]).pop(below, None)
            del sys.modules[name]
        if self.found:
            # Modules that were imported with stand-ins cannot be called.
            for name in {*sys.modules} - self._before - {APP_PACKAGE}:
                if self._is_own(getattr(sys.modules[name], "__file__", None)):
                    del sys.modules[name]

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a module that nothing else has found."""
        if f"{fullname}.".startswith(_ALIAS):
            return None
        parent = sys.modules.get(fullname.rpartition(".")[0])
        if isinstance(parent, StandInModule) or (
            # What a package that is installed lacks is not a requirement.
            not getattr(parent, "__file__", None) and self._notes(fullname, inspect.currentframe())
        ):
            return ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return StandInModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        if module.__name__ == _DURABLE:
            from azure_functions_lite.testing._checks.durable_stand_in import DurableApp, DurableBlueprint

            vars(module).update(DFApp=DurableApp, Blueprint=DurableBlueprint)

    def _notes(self, module: str, frame: FrameType | None) -> bool:
        """Note a module if a file of the app imports it, and does not go on without it."""
        passed = (*_IMPORT_SYSTEM, PACKAGE)
        while frame is not None and frame.f_code.co_filename.startswith(passed):
            frame = frame.f_back
        if frame is None or not self._is_own(frame.f_code.co_filename):
            return False
        file, line = frame.f_code.co_filename, frame.f_lineno
        here = [each for each in self._imports_of(file) if each.line <= line <= each.end_line]
        named = [each for each in here if f"{each.module}.".startswith(f"{module}.")]
        # A package such as `azure` comes with what is imported from it.
        below = [each.module for each in named if each.module != module]
        if not all(self._can_be_required(each, Path(file)) for each in below or [module]):
            return False
        if any(each.is_optional for each in here) and not self._is_declared(module):
            return False
        if not here:
            # A decorator of this package that needs another one, or an import by name.
            here = [Import(module, Path(file), line, 1, line, *OUTSIDE)]
        self._add(min(named or here, key=lambda each: len(each.module))._replace(is_lazy=False))
        return True

    def _add(self, found: Import) -> None:
        name = _root_of(found.module)
        self.found.setdefault(name, found)
        self._functions.setdefault(name, self.function)

    def _can_be_required(self, module: str, importer: Path) -> bool:
        top = module.partition(".")[0]
        if top in _REMOVED or top in sys.stdlib_module_names or f"{module}.".startswith((f"{APP_PACKAGE}.", _ALIAS)):
            return False
        if self._is_declared(module):
            return True
        # A module of the app that is looked for in the wrong place, or that a folder of it lacks, is not a requirement.
        is_own = Path(self._root, top).is_dir() or any(map(_is_module, self._wrong_places(top, importer)))
        return module != "azure" and not is_own

    def _is_declared(self, module: str) -> bool:
        """Return whether the app requires a distribution that a module comes from; in Azure it is installed."""
        return self._required.distribution_of(module) is not None

    def _wrong_places(self, name: str, importer: Path) -> Iterator[Path]:
        """Return where a module of the app may be that is not found: beside the importer, or one level down."""
        root = Path(self._root)
        yield from (folder / name for folder in importer.parents if root in folder.parents)
        yield from (folder / name for folder in root.iterdir() if folder.is_dir())

    def _is_own(self, file: object) -> bool:
        return (
            isinstance(file, str)
            and file.startswith(f"{self._root}{os.sep}")
            and not is_installed(os.path.relpath(file, self._root))
        )

    def _imports_of(self, file: str) -> list[Import]:
        if file not in self._imports:
            tree = self._files.tree(file)
            package = os.path.relpath(os.path.dirname(file), self._root).replace(os.sep, ".").strip(".")
            self._imports[file] = [] if tree is None else read_imports(tree, Path(file), package)
        return self._imports[file]

    def follow(self, script: Path) -> None:
        """Look for what a script and the modules of the app that it imports miss, in functions as well."""
        waiting = [os.path.realpath(script)]
        while waiting:
            file = waiting.pop()
            if file in self._followed:
                continue
            self._followed.add(file)
            for each in self._imports_of(file):
                inside = self._file_of(each.module)
                if inside is not None:
                    waiting.append(inside)
                elif not each.is_conditional and self._is_missing(each):
                    self._add(each)

    def _file_of(self, module: str) -> str | None:
        parts = module.removeprefix(f"{APP_PACKAGE}.").split(".")
        if self._listing.isdisjoint((parts[0], f"{parts[0]}.py")):
            return None
        path = Path(self._root, *parts)
        return next((str(each) for each in (path.with_suffix(".py"), path / "__init__.py") if each.is_file()), None)

    def _is_missing(self, found: Import) -> bool:
        module, name = found.module, _root_of(found.module)
        if isinstance(sys.modules.get(name), StandInModule):
            return True
        is_optional = found.is_optional and not self._is_declared(module)
        if is_optional or name in sys.modules or not self._can_be_required(module, found.file):
            return False
        try:
            return find_spec(name) is None
        except ModuleNotFoundError:
            return True
        except Exception:  # whatever a package above it raises
            return False

    def problems(self) -> Iterator[Problem]:
        """Return what is missing, in the order it was found."""
        required = self._required
        where = None if required.file is None else required.file.name
        are_installed = required.are_installed(Path(self._root))
        for name, found in self.found.items():
            distribution = required.distribution_of(found.module)
            is_certain = distribution is None and are_installed and not found.is_lazy
            if is_certain:
                lacks = f"{where} does not list it" if where else "the app has no requirements.txt"
                message = f"{name!r} is not installed, and {lacks}"
            elif distribution is not None:
                message = f"{name!r} is not installed here; {where} lists {distribution}"
            else:
                may = f"; a package in {where} may install it" if where else ""
                message = f"{name!r} is not installed here{may}"
            code: Code = "missing-requirement" if is_certain else "not-installed"
            yield Problem(str(found.file), self._functions[name], None, code, message, found.line, found.column)


_GROUPS = frozenset(
    {
        "ai",
        "azure",
        "azurefunctions",
        "bindings",
        "cloud",
        "communication",
        "data",
        "extensions",
        "google",
        "http",
        "iot",
        "keyvault",
        "mgmt",
        "monitor",
        "opentelemetry",
        "search",
        "storage",
    }
)
"""Names that several distributions are below."""


def _root_of(module: str) -> str:
    """Return the part of a module's name that says what to install."""
    parts = module.split(".")
    if parts[0] not in _GROUPS:
        return parts[0]
    end = next((index for index, part in enumerate(parts, 1) if part not in _GROUPS), len(parts))
    return ".".join(parts[:end])


def _is_module(path: Path) -> bool:
    return path.with_name(f"{path.name}.py").is_file() or (path / "__init__.py").is_file()
