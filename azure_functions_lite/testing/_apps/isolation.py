"""What an open app changes in the process: `sys.modules`, `sys.path` and the environment, until it is closed.

One app is in place at a time: the one that was opened or called last.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import module_from_spec
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any

from azure_functions_lite.testing._apps.finder import Finder
from azure_functions_lite.testing._apps.hints import ALIAS_HINT

APP_PACKAGE = "__app__"
"""The folder of the app as a package: the worker imports the functions of function.json from it."""

_open: list[Isolation] = []
"""The apps that are open, the one in place at the end."""

_abandoned: list[Isolation] = []
"""Apps that are open, although nothing refers to them any more."""

_changing = Lock()
"""Held while an app is activated or closed: threads may call functions of several apps."""


class Isolation:
    """The modules, the import path and the settings of an app, in place from the start.

    The modules of an app are those in its folder, without its tests and without packages that are installed there. What
    it imports besides stays loaded: many libraries cannot be loaded twice. What a test has imported from its folder
    before is the app's as well, and stays.

    Args:
        root: Folder of the app; None for an app that brings no files, which changes nothing.
        settings: Environment variables; those that have a value already keep it.
    """

    def __init__(self, root: Path | None, settings: Mapping[str, str]) -> None:
        self._settings = settings
        self._calls = 0
        self._is_open = root is not None
        if root is None:
            return
        self._root = os.path.realpath(root)
        self._finder = Finder(self._root, APP_PACKAGE)
        self._places = [self._root]
        self._own: dict[str, ModuleType] = {}
        self._before: dict[str, ModuleType] = {}
        self._aside: dict[str, ModuleType] = {}
        with _changing:
            self._show()

    def __enter__(self) -> None:
        """Put the app in place for a call, also if another one was opened since."""
        if self._is_open:
            with _changing:
                self._calls += 1
                self._show()

    def __exit__(self, *_: object) -> None:
        if self._is_open:
            with _changing:
                self._calls -= 1
                calling = [each for each in _open if each._calls]
                # A function of another app may have made the call, and goes on.
                if calling:
                    calling[-1]._show()

    def import_module(self, name: str) -> ModuleType:
        """Return a module of the app, imported if it was not yet.

        Raises:
            Exception: whatever its import raises.
        """
        with self:
            # The files may be newer than what Python remembers of their folder.
            importlib.invalidate_caches()
            try:
                return importlib.import_module(name)
            except ModuleNotFoundError as error:
                if error.name in ("azure", "azure.functions") and sys.version_info >= (3, 11):
                    error.add_note(f"{error.name} is missing: {ALIAS_HINT}")
                raise

    def close(self) -> None:
        """Deactivate the app, and drop its modules."""
        with _changing:
            self._leave()

    def abandon(self) -> None:
        """Close, because nothing refers to the app any more: now or, while another app changes, later."""
        _abandoned.append(self)
        # It may be this very thread that has the lock.
        if _changing.acquire(blocking=False):
            try:
                self._sweep()
            finally:
                _changing.release()

    @staticmethod
    def _sweep() -> None:
        while _abandoned:
            _abandoned.pop()._leave()

    def _show(self) -> None:
        self._sweep()
        former = _open[-1] if _open else None
        if former is self:
            return
        if former is not None:
            former._take_away()
        if self in _open:
            _open.remove(self)
        _open.append(self)
        self._put_in_place()

    def _leave(self) -> None:
        if self not in _open:
            return
        is_in_place = _open[-1] is self
        if is_in_place:
            self._take_away()
        _open.remove(self)
        if is_in_place and _open:
            _open[-1]._put_in_place()
        self._is_open = False
        self._own, self._before, self._aside = {}, {}, {}

    def _put_in_place(self) -> None:
        self._variables = {name: os.environ.get(name) for name in self._settings if not os.environ.get(name)}
        os.environ.update((name, self._settings[name]) for name in self._variables)
        self._path = sys.path[:]
        sys.path[:] = [*self._places, *self._path]
        if self._root not in map(os.path.realpath, _places(sys.modules.get(APP_PACKAGE))):
            # Else the folder has that name, and a test has imported it.
            self._own.setdefault(APP_PACKAGE, _namespace(self._root))
        names = {file.partition(".")[0] for file in os.listdir(self._root)} - sys.stdlib_module_names
        hidden = {name for name in names if name in sys.modules and self._hides(name)}
        aside = [name for name in [*sys.modules] if name in self._own or name.partition(".")[0] in hidden]
        self._aside = {name: sys.modules.pop(name) for name in aside}
        self._before = sys.modules.copy()
        for name, module in self._own.items():
            sys.modules[name] = module
            parent, _, child = name.rpartition(".")
            if parent in self._before:
                setattr(self._before[parent], child, module)
        self._finder.forget()
        sys.meta_path.insert(0, self._finder)

    def _take_away(self) -> None:
        for name, value in self._variables.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        self._take_path()
        if self._finder in sys.meta_path:  # pragma: no branch  # the app may have removed it
            sys.meta_path.remove(self._finder)
        # A list, as other threads may import something meanwhile.
        later = [(name, module) for name, module in [*sys.modules.items()] if self._before.get(name) is not module]
        self._own = {name: module for name, module in later if self._owns(name, module)}
        for name, module in self._own.items():
            del sys.modules[name]
            parent, _, child = name.rpartition(".")
            # Else `from parent import child` would still find it.
            if parent in self._before and vars(self._before[parent]).get(child) is module:
                delattr(self._before[parent], child)
        sys.modules.update(self._aside)

    def _take_path(self) -> None:
        root, path = self._root, sys.path[:]
        # What the app has put there is there again when it is back in place.
        added = [place for place in path if place not in self._path and self._finder.contains(place)]
        self._places = added if root in added else [root, *added]
        if path.count(root) > self._path.count(root):
            path.remove(root)
        sys.path[:] = [place for place in path if place not in added]

    def _hides(self, name: str) -> bool:
        """Return whether a module hides one of the app, unless a test made it for that purpose."""
        places = [os.path.realpath(place) for place in _places(sys.modules[name])]
        spec = PathFinder.find_spec(name, [self._root])
        if not places or spec is None:
            return False
        if spec.origin is None:
            # A folder without __init__.py does not replace an installed package: Python ignores it then.
            own = os.path.realpath(os.path.join(self._root, name))
            return own not in places and not any(map(is_installed, places))
        return os.path.realpath(spec.origin) not in places and self._finder.contains(spec.origin)

    def _owns(self, name: str, module: ModuleType) -> bool:
        # The import system fails if it does not find what it is importing.
        is_loading = getattr(getattr(module, "__spec__", None), "_initializing", False) is True
        return name == APP_PACKAGE or (not is_loading and any(map(self._holds, _places(module))))

    def _holds(self, place: str) -> bool:
        absolute = os.path.abspath(place)
        below = absolute.removeprefix(f"{self._root}{os.sep}")
        return self._finder.contains(place) and not is_installed(below) and not self._is_python(absolute)

    def _is_python(self, place: str) -> bool:
        """Return whether a file belongs to a Python inside the folder of the app, such as a conda environment."""
        prefixes = [f"{os.path.realpath(prefix)}{os.sep}" for prefix in (sys.prefix, sys.base_prefix)]
        return any(prefix.startswith(f"{self._root}{os.sep}") and place.startswith(prefix) for prefix in prefixes)


def _namespace(root: str) -> ModuleType:
    spec = ModuleSpec(APP_PACKAGE, None, is_package=True)
    spec.submodule_search_locations = [root]
    return module_from_spec(spec)


def _places(module: object) -> list[str]:
    # Not getattr: a module may make its attributes when they are asked for.
    known = getattr(module, "__dict__", {})
    path: Any = known.get("__path__")
    try:
        places = [known.get("__file__"), *(path or ())]
    except Exception:  # the path of a package without `__init__.py` asks its parent, which may be removed
        places = [*getattr(path, "_path", ())]
    return [place for place in places if isinstance(place, str)]


def is_installed(place: str) -> bool:
    """Return whether a path is that of a package that has been installed, and not written."""
    return not {"site-packages", "dist-packages"}.isdisjoint(place.split(os.sep))
