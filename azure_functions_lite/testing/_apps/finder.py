"""One module for each file of an app, whatever it is imported as: ``orders``, ``__app__.orders`` or ``src.orders``."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.abc import Loader
else:
    # No loader needs it, and importing it takes longer than everything else here.
    Loader = object


class Finder:
    """Asks the finders after it for a module, and returns the one that is already loaded from that file.

    Args:
        root: Folder of the app, without links.
        package: Name of the app as a package. The folders of functions are modules of it, so that they can import from
            the folder above.
    """

    def __init__(self, root: str, package: str) -> None:
        self._root = root
        self._package = package
        self._real_folder = cache(os.path.realpath)
        self._names: dict[str, str] | None = None
        """File -> name of the module that was loaded from it."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if target is not None:
            # A module is being reloaded.
            return None
        if path is None and self._is_function(fullname) and fullname not in sys.stdlib_module_names:
            return ModuleSpec(fullname, _SameLoader(f"{self._package}.{fullname}"), is_package=True)
        spec = self._find(fullname, path)
        if spec is None or not spec.has_location or not spec.origin or not self.contains(spec.origin):
            return spec
        names, file = self._loaded(), self._real(spec.origin)
        if sys.modules.get(names.setdefault(file, fullname)) is None:
            names[file] = fullname
            return spec
        is_package = spec.submodule_search_locations is not None
        return ModuleSpec(fullname, _SameLoader(names[file]), is_package=is_package)

    def forget(self) -> None:
        """Look again at what is loaded, because others may have loaded something."""
        self._names = None

    def contains(self, place: str) -> bool:
        """Return whether a path is in the folder of the app, as written or without links, and not one of its tests."""
        for written in (os.path.abspath(place), self._real(place)):
            below = f"{written}{os.sep}".removeprefix(f"{self._root}{os.sep}").rstrip(os.sep)
            if below != written:
                return not self._is_of_tests(below.split(os.sep))
        return False

    def _is_of_tests(self, parts: list[str]) -> bool:
        if parts[0] in ("test", "tests") and self._is_function(parts[0]):
            return False
        return not {"test", "tests", "conftest.py"}.isdisjoint(parts) or bool(_TEST.fullmatch(parts[-1]))

    def _is_function(self, name: str) -> bool:
        return os.path.isfile(os.path.join(self._root, name, "function.json"))

    def _find(self, fullname: str, path: Sequence[str] | None) -> ModuleSpec | None:
        finders = sys.meta_path[:]
        # In another thread, the app may just have been closed.
        for finder in finders[finders.index(self) + 1 :] if self in finders else finders:
            spec = finder.find_spec(fullname, path)
            if spec is not None:
                return spec
        return None

    def _loaded(self) -> dict[str, str]:
        if self._names is None:
            files = {name: getattr(module, "__dict__", {}).get("__file__") for name, module in [*sys.modules.items()]}
            # The main module is a copy that is never imported.
            self._names = {
                self._real(file): name
                for name, file in files.items()
                if isinstance(file, str) and name not in ("__main__", "__mp_main__")
            }
        return self._names

    def _real(self, file: str) -> str:
        # By folder, as most files share theirs with others.
        folder, name = os.path.split(file)
        return os.path.join(self._real_folder(folder), name)


_TEST = re.compile(r"test_.*\.py|.*_test\.py")


class _SameLoader(Loader):
    """Loads a module under another name, without creating a second one."""

    def __init__(self, name: str) -> None:
        self._name = name

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = import_module(self._name)
        self._spec = module.__spec__
        if self._spec is not None and isinstance(self._spec.loader, _SameLoader):
            # Another thread loads it under a third name.
            self._spec = self._spec.loader._spec  # pragma: no cover  # see above
        return module

    def exec_module(self, module: ModuleType) -> None:
        # The import system has put in that of the other name, by which `importlib.reload` would not find it.
        module.__spec__ = self._spec
