"""From a binding class to the app's decorator of the same signature: ``queue_trigger: Final = attaches(…)``.

Checkers and editors see a method for each, written out in ``function_app.pyi`` (see ``tests/stubs/write.py``).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import MethodType
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar

from azure_functions_lite.errors import ArgumentTypeError

if TYPE_CHECKING:
    from inspect import Signature

    from azure_functions_lite.decorators._function import FunctionBuilder
    from azure_functions_lite.decorators.core import Binding, Setting

Q = ParamSpec("Q")
R = TypeVar("R")

if TYPE_CHECKING:

    class Decorator(Protocol):
        """A decorator of an app, once it has its options: it accepts a function, or the result of another decorator."""

        def __call__(self, func: Callable[Q, R], /) -> FunctionBuilder[Q, R]: ...

    class App(Protocol):
        """What has decorators: an app or a blueprint."""

        def _configure_function_builder(self, wrap: Callable[[FunctionBuilder[..., Any]], Any]) -> Decorator: ...


def refuse_bare(name: str, *arguments: object) -> None:
    """Check that a decorator is not used without parentheses, which would pass it the function as its first option.

    Raises:
        ArgumentTypeError: it is used that way.
    """
    if arguments and callable(arguments[0]):
        raise ArgumentTypeError(f"write @app.{name}(...), with parentheses")


class attaches:  # noqa: N801  # reads as the declaration it is, as `property` does
    # A decorator method of an app, which gives a function a binding or a setting, and has the parameters of its class.
    # `load` returns the class, so that binding modules are imported when an app first uses them.

    def __init__(self, load: Callable[[], type[Binding | Setting]]) -> None:
        self._load = load

    def __set_name__(self, owner: type, name: str) -> None:
        if hasattr(self, "__name__"):
            return  # `schedule` is another name of `timer_trigger`
        self.__name__ = name
        self.__qualname__ = f"{owner.__qualname__}.{name}"
        self.__module__ = owner.__module__

    def __get__(self, app: App | None, owner: object) -> Callable[..., Decorator]:
        return self if app is None else MethodType(self, app)

    @property
    def __doc__(self) -> str:  # type: ignore[override]  # the class does not need its own
        return self._load().documentation()

    @property
    def __signature__(self) -> Signature:
        from inspect import Parameter, signature

        made = signature(self._load())
        return made.replace(parameters=[Parameter("self", Parameter.POSITIONAL_ONLY), *made.parameters.values()])

    def __call__(self, app: App, /, *arguments: Any, **keywords: Any) -> Decorator:
        refuse_bare(self.__name__, *arguments)
        make = partial(self._load(), *arguments, **keywords)
        # Once now, so that a mistake shows where it is made, and then again for each function.
        make()
        configure = app._configure_function_builder  # pyright: ignore[reportPrivateUsage]  # one of our own classes
        return configure(lambda builder: builder.attach(make()))
