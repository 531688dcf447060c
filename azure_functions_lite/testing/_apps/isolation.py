"""The modules, the import path and the settings of an app: in place while it runs, and gone afterwards."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from itertools import takewhile
from pathlib import Path
from threading import RLock
from types import ModuleType

__all__ = ["APP_PACKAGE", "Isolation", "is_installed"]

APP_PACKAGE = "__app__"
"""The folder of the app as a package: the worker imports the functions of function.json from it."""

_entered: list[Isolation] = []
"""The apps that are entered, the one in place at the end."""

_changing = RLock()
"""Held while an app is put in place or taken away: threads may call functions of one app at a time."""


class Isolation:
    """What an app changes in the process while it is entered; it may be entered several times over.

    Its modules are those in its folder, but for packages that are installed there. What it imports besides stays
    loaded: many libraries cannot be loaded twice. Where several apps are entered, the latest one is in place, and the
    others are as if they were not.

    Args:
        root: Folder of the app; None for an app that brings no files.
        settings: Environment variables; those that are set already stay as they are.
    """

    def __init__(self, root: Path | None, settings: Mapping[str, str]) -> None:
        self._root = None if root is None else os.path.realpath(root)
        self._settings = settings
        self._depth = 0
        self._own: dict[str, ModuleType] = {}
        self._names: set[str] = set()
        self._folders: set[str] = set()
        self._verdicts: dict[str, tuple[ModuleType, bool]] = {}
        self._before: list[str] = []
        self._behind: list[str] = []
        if self._root is not None:
            self._package = _namespace(self._root)
            self._names, self._folders = _top_level(Path(self._root))

    def __enter__(self) -> None:
        with _changing:
            self._depth += 1
            former = _entered[-1] if _entered else None
            if self._depth > 1:
                _entered.remove(self)
            _entered.append(self)
            self._follow(former)

    def __exit__(self, *_: object) -> None:
        with _changing:
            self._depth -= 1
            if not self._depth:
                former = _entered[-1]
                _entered.remove(self)
                self._follow(former)

    @staticmethod
    def _follow(former: Isolation | None) -> None:
        """Put the app in place that was entered last, if that is another one than before."""
        latter = _entered[-1] if _entered else None
        if former is not latter:
            if former is not None:
                former._take_away()
            if latter is not None:
                latter._put_in_place()

    def import_module(self, name: str) -> ModuleType:
        """Return a module of the app, imported if it was not yet.

        Raises:
            Exception: whatever its import raises.
        """
        with self:
            # The files may be newer than what Python remembers of their folder.
            importlib.invalidate_caches()
            return importlib.import_module(name)

    def forget(self) -> None:
        """Let go of the modules."""
        self._own.clear()
        self._verdicts.clear()
        if self._root is not None:
            # It has them as attributes.
            self._package = _namespace(self._root)

    def _put_in_place(self) -> None:
        self._set = [name for name in self._settings if name not in os.environ]
        for name in self._set:
            os.environ[name] = self._settings[name]
        if self._root is None:
            return
        self._path = sys.path[:]
        self._placed = [*self._before, self._root, *self._path, *self._behind]
        sys.path[:] = self._placed
        self._aside = self._set_aside()
        sys.modules.update(self._own)
        # The last one, so that what is imported from here on comes after it.
        sys.modules[APP_PACKAGE] = self._package

    def _take_away(self) -> None:
        for name in self._set:
            _unset(name)
        if self._root is None:
            return
        newest: list[str] = []
        if next(reversed(sys.modules)) != APP_PACKAGE:
            # A list, as other threads may import something meanwhile.
            latest = takewhile(APP_PACKAGE.__ne__, [*reversed(sys.modules)])
            newest = [name for name in latest if self._has(sys.modules[name])]
        sys.modules.pop(APP_PACKAGE, None)
        self._own = {name: sys.modules.pop(name) for name in (*self._own, *reversed(newest)) if name in sys.modules}
        sys.modules.update(self._aside)
        if sys.path != self._placed:
            # What the app has added is there again when it is called the next time.
            middle = sys.path.index(self._root) if self._root in sys.path else 0
            self._before = [place for place in sys.path[:middle] if place not in self._path]
            self._behind = [place for place in sys.path[middle:] if place not in (*self._path, self._root)]
        sys.path[:] = self._path

    def _set_aside(self) -> dict[str, ModuleType]:
        """Take the modules of others out that are in the place of the app's, and return them."""
        hidden = {name for name in (self._names | self._folders) & sys.modules.keys() if self._is_hidden(name)}
        names = {name for name in [*sys.modules] if name.partition(".")[0] in hidden} if hidden else set[str]()
        return {name: sys.modules.pop(name) for name in (*names, *(self._own.keys() - names)) if name in sys.modules}

    def _is_hidden(self, name: str) -> bool:
        module = sys.modules[name]
        known = self._verdicts.get(name)
        if known is None or known[0] is not module:
            # Files are looked up for it, and it is asked for at each call.
            known = self._verdicts[name] = module, self._hides(name)
        return known[1]

    def _hides(self, name: str) -> bool:
        places = [os.path.realpath(place) for place in _places(sys.modules[name])]
        base = f"{self._root}{os.sep}{name}"
        if any(os.path.realpath(file) in places for file in (f"{base}.py", f"{base}{os.sep}__init__.py", base)):
            return False
        # A folder without __init__.py takes the place of no package that is installed: Python adds it, or ignores it.
        return name in self._names or bool(places and not any(map(is_installed, places)))

    def _has(self, module: ModuleType) -> bool:
        return any(self._holds(place) for place in _places(module))

    def _holds(self, place: str) -> bool:
        # As it is written: parts of the app may be links to elsewhere.
        absolute = os.path.abspath(place)
        below = absolute.removeprefix(f"{self._root}{os.sep}")
        return below != absolute and not is_installed(below) and not self._is_python(absolute)

    def _is_python(self, place: str) -> bool:
        """Return whether a file is one of a Python that is in the folder of the app, as an environment of conda is."""
        prefixes = [f"{os.path.realpath(prefix)}{os.sep}" for prefix in (sys.prefix, sys.base_prefix)]
        return any(prefix.startswith(f"{self._root}{os.sep}") and place.startswith(prefix) for prefix in prefixes)


def _unset(name: str) -> None:
    try:  # noqa: SIM105  # it is done at each call, and `suppress` and `pop` take twice as long
        del os.environ[name]
    except KeyError:
        # The app has done so itself.
        pass


def _namespace(root: str) -> ModuleType:
    spec = ModuleSpec(APP_PACKAGE, None, is_package=True)
    spec.submodule_search_locations = [root]
    return module_from_spec(spec)


def _top_level(root: Path) -> tuple[set[str], set[str]]:
    """Return the names of the modules and packages in a folder, and those of folders without ``__init__.py``."""
    names, folders = {APP_PACKAGE}, set[str]()
    for path in root.iterdir():
        if path.suffix == ".py" or (path / "__init__.py").is_file():
            names.add(path.stem)
        elif path.is_dir():
            folders.add(path.name)
    # Python's own modules are loaded before the app, or found before it.
    return names - sys.stdlib_module_names, folders - names - sys.stdlib_module_names


def _places(module: object) -> list[str]:
    # Not getattr: a module may make its attributes when they are asked for.
    known = getattr(module, "__dict__", {})
    places = [known.get("__file__"), *(known.get("__path__") or ())]
    return [place for place in places if isinstance(place, str)]


def is_installed(place: str) -> bool:
    """Return whether a path is that of a package that has been installed, and not written."""
    return not {"site-packages", "dist-packages"}.isdisjoint(place.split(os.sep))
