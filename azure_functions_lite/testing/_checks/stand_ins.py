"""Stand-ins for a missing package: objects that accept whatever the import of an app does with them."""

from __future__ import annotations

import inspect
import linecache
import sys
import typing
from collections.abc import Generator, Iterator
from types import FrameType, FunctionType, ModuleType
from typing import Any
from weakref import WeakSet

from typing_extensions import Self

from azure_functions_lite.decorators._function import FunctionBuilder

_touched: WeakSet[Any] = WeakSet()


class StandIn:
    """An object of a missing package: a class, a decorator, a client, whatever the app uses it as.

    Args:
        name: What it replaces.
    """

    def __init__(self, name: str) -> None:
        self._stands_for = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            # Python and libraries ask for these to find out what an object can do.
            raise AttributeError(name)
        child = vars(self)[name] = StandIn(f"{self._stands_for}.{name}")
        return child

    def __call__(self, *args: Any, **_: object) -> Any:
        given: Any = args[0] if len(args) == 1 else None
        if _is_function(given):
            # A decorator. The result of the real one is unknown.
            mark_touched(given)
            return given
        if isinstance(given, type) and _is_decorating(inspect.currentframe()):
            return given
        return StandIn(f"{self._stands_for}()")

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        others = [base for base in bases if isinstance(base, type)]
        first = next(base for base in bases if isinstance(base, StandIn))
        if first is not self or any(issubclass(base, _Base) for base in others):
            # A class has one such base.
            return ()
        return (_OpenBase if all(type(base) is type for base in others) else _Base,)

    def __instancecheck__(self, value: object) -> bool:
        return False

    def __subclasscheck__(self, kind: type) -> bool:
        return False

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __await__(self) -> Generator[None, None, StandIn]:
        yield from ()
        return self

    def __contains__(self, item: object) -> bool:
        return False

    def __getitem__(self, key: object) -> StandIn:
        return StandIn(f"{self._stands_for}[...]")

    def __setitem__(self, key: object, value: object) -> None:
        """Store nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Let errors through."""

    def __str__(self) -> str:
        return self._stands_for

    __repr__ = __fspath__ = __str__

    def __int__(self) -> int:
        return 0

    __index__ = __int__

    def __float__(self) -> float:
        return 0.0


def _is_function(value: object) -> bool:
    return isinstance(value, (FunctionType, FunctionBuilder))


def _is_decorating(frame: FrameType | None) -> bool:
    caller = None if frame is None else frame.f_back
    line = "" if caller is None else linecache.getline(caller.f_code.co_filename, caller.f_lineno)
    # Python 3.10 is at the class itself when it decorates it.
    return line.lstrip().startswith(("@", "class "))


def _operate(self: StandIn, *_: object) -> StandIn:
    return self


def _compare(self: StandIn, *_: object) -> bool:
    # So that a version is not too old.
    return False


for _name in (
    "add",
    "sub",
    "mul",
    "matmul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "lshift",
    "rshift",
    "and",
    "or",
    "xor",
):
    setattr(StandIn, f"__{_name}__", _operate)
    setattr(StandIn, f"__r{_name}__", _operate)
for _name in ("neg", "pos", "abs", "invert"):
    setattr(StandIn, f"__{_name}__", _operate)
for _name in ("lt", "le", "gt", "ge"):
    setattr(StandIn, f"__{_name}__", _compare)


class _Base:
    """The base of a class of the app if the real one is missing."""

    def __init_subclass__(cls, **_: object) -> None:
        """Accept any keyword."""

    def __init__(self, *_: object, **__: object) -> None:
        """Accept any argument."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn(f"{type(self).__name__}().{name}")


class _Open(type):
    """Has each class attribute that the missing base may have."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn(f"{cls.__name__}.{name}")

    def __iter__(cls) -> Iterator[Any]:
        return iter(())

    def __getitem__(cls, key: object) -> type:
        return cls


class _OpenBase(_Base, metaclass=_Open):
    """The same, if the class has no other base with a metaclass."""


class StandInModule(ModuleType):
    """A module of a missing package."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__ = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__version__":
            raise AttributeError(name)
        made = vars(self)[name] = StandIn(f"{self.__name__}.{name}")
        return made


def depends_on_stand_in(annotation: object) -> bool:
    """Return whether an annotation has a part that is missing."""
    if isinstance(annotation, StandIn) or (isinstance(annotation, type) and issubclass(annotation, _Base)):
        return True
    return any(map(depends_on_stand_in, typing.get_args(annotation)))


def may_stream_http() -> bool:
    """Return whether a missing extension may bypass the converters: then any annotation may be right."""
    return any(name.startswith(_HTTP) and isinstance(module, StandInModule) for name, module in [*sys.modules.items()])


_HTTP = "azurefunctions.extensions.http"


def is_touched(function: object) -> bool:
    """Return whether a missing decorator was applied to a function, which may have replaced it."""
    return isinstance(function, StandIn) or (isinstance(function, FunctionType) and function in _touched)


def mark_touched(function: Any) -> None:
    """Note that the worker calls something made from a function, which is unknown."""
    _touched.add(written(function))


def written(function: Any) -> Any:
    """Return the function that is in a builder, or the function itself."""
    is_built = isinstance(function, FunctionBuilder)
    made: Any = function
    return made._function.get_user_function() if is_built else made
