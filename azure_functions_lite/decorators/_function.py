"""One function of an app: the worker reads a `Function`, and decorators turn a callable into a `FunctionBuilder`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, update_wrapper
from typing import TYPE_CHECKING, Any, Generic, cast

from azure_functions_lite.decorators.constants import HTTP_TRIGGER
from azure_functions_lite.decorators.core import AuthLevel, Binding, Setting, Trigger
from azure_functions_lite.decorators.utils import as_json
from azure_functions_lite.errors import AppError

if TYPE_CHECKING:
    # A bare `Function` is one of any callable; at run time, TypeVars have no defaults before Python 3.13.
    from typing_extensions import ParamSpec, TypeVar

    P = ParamSpec("P", default=...)
    R = TypeVar("R", default=Any)
else:
    from typing import ParamSpec, TypeVar

    P = ParamSpec("P")
    R = TypeVar("R")


class Function(Generic[P, R]):
    """A function of an app: the callable, its bindings and its settings.

    Args:
        func: The callable.
        script_file: The file that function.json names.
    """

    def __init__(self, func: Callable[P, R], script_file: str) -> None:
        self._func = func
        self._written = _written(func)
        self._name: str = getattr(_unpacked(func), "__name__", type(func).__name__)
        self._trigger: Trigger | None = None
        self._bindings: list[Binding] = []
        self._settings: list[Setting] = []
        self.function_script_file = script_file
        self.http_type: str = "function"

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self._func(*args, **kwargs)

    def add_binding(self, binding: Binding) -> None:
        """Add an input or an output."""
        self._bindings.append(binding)

    def add_trigger(self, trigger: Trigger) -> None:
        """Add the trigger.

        Raises:
            AppError: there is one already.
        """
        if self._trigger is not None:
            got = " and ".join(f"{each.type} for {each.name!r}" for each in (self._trigger, trigger))
            raise AppError(f"{self!r} has two triggers: {got}")
        self._trigger = trigger
        self.add_binding(trigger)

    def add_setting(self, setting: Setting) -> None:
        """Add a setting."""
        self._settings.append(setting)

    def set_http_type(self, http_type: str) -> None:
        """Say which kind of HTTP application the function is: ``function``, ``asgi`` or ``wsgi``."""
        self.http_type = http_type

    def is_http_function(self) -> bool:
        """Return whether the function is called by HTTP."""
        return self._trigger is not None and self._trigger.type == HTTP_TRIGGER

    def get_trigger(self) -> Trigger | None:
        """Return the trigger."""
        return self._trigger

    def get_bindings(self) -> list[Binding]:
        """Return the entries of function.json in the order they were added: decorators from the lowest up."""
        return self._bindings

    def get_setting(self, setting_name: str) -> Setting | None:
        """Return a setting by its name, the first of several."""
        return next((setting for setting in self._settings if setting.setting_name == setting_name), None)

    def get_settings_dict(self, setting_name: str) -> dict[str, Any] | None:
        """Return the values of a setting, or None if it does not exist."""
        setting = self.get_setting(setting_name)
        return None if setting is None else setting.get_dict_repr()

    def get_function_name(self) -> str:
        """Return the name that the host has for the function."""
        named = self.get_settings_dict("function_name")
        return self._name if named is None else str(named["function_name"])

    def get_user_function(self) -> Callable[P, R]:
        """Return what the worker calls."""
        return self._func

    def set_user_function(self, func: Callable[..., Any]) -> None:
        """Put something between the host and the function."""
        self._func = func

    def get_raw_bindings(self) -> list[str]:
        """Return the entries of function.json, each as JSON text."""
        return list(map(self._write, self.get_bindings_dict()["bindings"]))

    def get_bindings_dict(self) -> dict[str, list[dict[str, Any]]]:
        """Return the entries of function.json."""
        return {"bindings": [binding.get_dict_repr() for binding in self._bindings]}

    def get_dict_repr(self) -> dict[str, Any]:
        """Return function.json; enums are members in it."""
        return {"scriptFile": self.function_script_file, **self.get_bindings_dict()}

    def get_function_json(self) -> str:
        """Return function.json as text."""
        return self._write(self.get_dict_repr())

    def _write(self, part: dict[str, Any]) -> str:
        return as_json(part, f"cannot write function.json of {self!r}")

    def __str__(self) -> str:
        return self.get_function_json()

    def __repr__(self) -> str:
        code = getattr(self._written, "__code__", None)
        place = f" at {code.co_filename}:{code.co_firstlineno}" if code else ""
        return f"<function {self.get_function_name()!r}{place}>"


def _unpacked(func: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function in a `functools.partial`."""
    while isinstance(func, partial):
        func = cast("Any", func).func
    return func


def _written(func: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function as written, below partials and other decorators."""
    func = _unpacked(func)
    passed = set[int]()
    # A function may be below itself.
    while hasattr(func, "__wrapped__") and id(func) not in passed:
        passed.add(id(func))
        func = _unpacked(getattr(func, "__wrapped__"))  # noqa: B009  # for checkers, functions have none
    return func


_OF_FUNCTIONS = ("__name__", "__code__", "__defaults__", "__kwdefaults__")


class FunctionBuilder(Generic[P, R]):
    """The result of a decorator of an app: callable like the function, and open to further decorators.

    Args:
        func: The function.
        function_script_file: The file that function.json names.
    """

    def __init__(self, func: Callable[P, R], function_script_file: str) -> None:
        # Declared here, as a class with annotations would hide those of the function on Python 3.14.
        self.__name__: str
        self.__qualname__: str
        self.__wrapped__: Callable[P, R]
        update_wrapper(self, func, updated=())
        # On 3.14 that copies `__annotate__`, which is None for a module with the `__future__` import.
        if getattr(func, "__annotate__", None) is None and hasattr(func, "__annotations__"):
            vars(self)["__annotations__"] = func.__annotations__
        # With these, `inspect` treats it as a function, and an async one as a coroutine function.
        called = _unpacked(func)
        vars(self).update((name, getattr(called, name)) for name in _OF_FUNCTIONS if hasattr(called, name))
        # What is ours stays ours: an object that is called may have a method `build`, too.
        others: dict[str, Any] = getattr(func, "__dict__", {})
        vars(self).update((name, value) for name, value in others.items() if not hasattr(type(self), name))
        self._function = Function(func, function_script_file)

    if TYPE_CHECKING:
        # Not a method: Jedi does not know ParamSpec, and shows the parameters of the function for this.
        __call__: Callable[P, R]
    else:

        def __call__(self, *args, **kwargs):
            # Not what the worker calls: other decorators may have put something between the host and the function.
            return self.__wrapped__(*args, **kwargs)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._function!r})"

    def attach(self, added: Binding | Setting) -> FunctionBuilder[P, R]:
        """Add an entry of function.json or a setting.

        Raises:
            AppError: it is a second trigger.
        """
        if isinstance(added, Setting):
            return self.add_setting(added)
        return self.add_trigger(added) if isinstance(added, Trigger) else self.add_binding(added)

    def add_trigger(self, trigger: Trigger) -> FunctionBuilder[P, R]:
        """Add the trigger; see `Function.add_trigger`."""
        self._function.add_trigger(trigger)
        return self

    def add_binding(self, binding: Binding) -> FunctionBuilder[P, R]:
        """Add an input or an output."""
        self._function.add_binding(binding)
        return self

    def add_setting(self, setting: Setting) -> FunctionBuilder[P, R]:
        """Add a setting."""
        self._function.add_setting(setting)
        return self

    def configure_http_type(self, http_type: str) -> FunctionBuilder[P, R]:
        """Say which kind of HTTP application the function is; see `Function.set_http_type`."""
        self._function.set_http_type(http_type)
        return self

    def hand_over(self, decorate: Callable[[object], Any]) -> FunctionBuilder[P, R]:
        """Have a decorator of another library add what it adds.

        Args:
            decorate: Takes a function and returns a function builder, which may be one of `azure.functions`.
        """
        made = decorate(self._function.get_user_function())._function
        for binding in made.get_bindings():
            (self.add_trigger if binding is made.get_trigger() else self.add_binding)(binding)
        self._function.set_user_function(made.get_user_function())
        return self

    def build(self, auth_level: AuthLevel | None = None) -> Function[P, R]:
        """Return the function, with the defaults of an HTTP trigger; you can call it any number of times.

        Args:
            auth_level: The level of a route without its own.

        Raises:
            AppError: the function has no trigger, or the description of an MCP tool is wrong.
        """
        trigger = self._function.get_trigger()
        if trigger is None:
            raise AppError(f"{self._function!r} has no trigger")
        if self._function.is_http_function():
            trigger.set_default("route", self._function.get_function_name())
            trigger.set_default("auth_level", auth_level)
        for binding in self._function.get_bindings():
            # Those of azure-functions-durable may be of the official SDK.
            is_ours = isinstance(binding, Binding)  # pyright: ignore[reportUnnecessaryIsInstance]  # see above
            if is_ours:  # pragma: no branch  # see above
                binding.settle(self._function)
        # What cannot be written shows here, and not when the worker reads them.
        self._function.get_bindings_dict()
        return self._function


# That of `__call__` is for checkers. On Python 3.14, instances would have them in place of those of their function.
del FunctionBuilder.__annotations__


# Where everybody finds the two, and `azure.functions` has them.
Function.__module__ = FunctionBuilder.__module__ = "azure_functions_lite.decorators.function_app"
