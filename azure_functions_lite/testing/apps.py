"""Function apps in tests: `load_app`, and what an app can be asked to do."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast
from weakref import finalize

from azure_functions_lite.context import Context
from azure_functions_lite.decorators.core import SCRIPT_FILE_NAME
from azure_functions_lite.decorators.external import ExternalHttpFunctionApp
from azure_functions_lite.decorators.function_app import FunctionRegister
from azure_functions_lite.errors import AppError, ArgumentTypeError, describe
from azure_functions_lite.testing._apps.calls import Result, bind, collect, past_client
from azure_functions_lite.testing._apps.chains import Sent, Step, Trace, run_until_idle
from azure_functions_lite.testing._apps.functions import AppFunction
from azure_functions_lite.testing._apps.isolation import Isolation
from azure_functions_lite.testing._apps.loop import Loop
from azure_functions_lite.testing._apps.project import Folders, Object, Script, Source, Sources, rebased
from azure_functions_lite.testing._apps.router import DEFAULT_PREFIX, Router, read_prefix
from azure_functions_lite.testing._apps.settings import read_settings
from azure_functions_lite.testing._apps.signature import Signature
from azure_functions_lite.testing._checks.app import check
from azure_functions_lite.testing.builders import context
from azure_functions_lite.testing.http import AsyncHttpClient, HttpClient
from azure_functions_lite.testing.problems import BrokenAppError, Problem

if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["App", "AppFunction", "Result", "Sent", "Step", "Trace", "load_app"]


class App:
    """A function app, to inspect and to call in the same process; see `load_app`.

    Until it is closed, its modules are in `sys.modules`, its folder is on `sys.path` and its settings are in the
    environment, so that a test can import and patch what its functions run. Of several apps, the one that was opened or
    called last is active. Other effects of an app on the process stay, such as libraries that it imports and variables
    that it sets. A ``with`` block closes the app at its end; otherwise it is closed when nothing refers to it any more.
    """

    def __init__(
        self,
        sources: Sources,
        root: Path,
        isolation: Isolation,
        problems: Sequence[Problem] = (),
        route_prefix: str | None = None,
    ) -> None:
        self._sources = sources
        self._root = root
        # The files are read later on, wherever the process is by then.
        self._folder = Path(os.path.abspath(root))
        self._isolation = isolation
        self._problems = problems
        self._functions: dict[str, AppFunction] | None = None
        self._by_name: dict[str, Source] = {}
        self._signatures: dict[str, Signature] = {}
        self._route_prefix = route_prefix
        self._router: Router | None = None
        self._cookies: dict[str, str] = {}
        self._is_closed = False
        self._loop = Loop()
        finalize(self, isolation.abandon)

    @property
    def functions(self) -> list[AppFunction]:
        """Its functions: those of function.json sorted by name, others in the order of the script.

        Raises:
            AppError: the app has none, or they cannot be determined.
            Exception: whatever the import of a script with decorators raises.
        """
        return list(self._known().values())

    def _stay_open(self) -> None:
        if self._is_closed:
            raise AppError(f"the app is closed: {self!r}")

    def _known(self) -> dict[str, AppFunction]:
        self._stay_open()
        if self._functions is None:
            known: dict[str, AppFunction] = {}
            for source in self._sources.read():
                if source.name in known:
                    message = f"duplicate function name {source.name!r}"
                    raise BrokenAppError(source.file, "duplicate-name", message, function=source.name)
                known[source.name] = AppFunction(source)
                self._by_name[source.name] = source
            self._functions = known
        return self._functions

    def function(self, name: str) -> AppFunction:
        """Return a function by its name.

        Raises:
            AppError: as `functions`, or no function has that name.
        """
        known = self._known()
        if name not in known:
            expected = f"one of {', '.join(known)}"
            raise AppError(f"no such function in {self!r}", expected=expected, got=repr(name))
        return known[name]

    def module(self, name: str) -> ModuleType:
        """Return a module of the app, for example to patch it: ``app.module("shared_code.orders")``.

        Raises:
            AppError: the app is closed.
            Exception: whatever its import raises.
        """
        self._stay_open()
        return self._isolation.import_module(name)

    def invoke(self, name: str, /, **inputs: object) -> Result:
        """Call a function as the worker does, once.

        Args:
            name: Name of the function.
            inputs: A value for each input: what the function receives (`azure_functions_lite.QueueMessage`, or a mock),
                what the host sends, which the converter of the binding decodes (text, bytes, or a JSON value), or a raw
                payload (a `azure_functions_lite.meta.Datum`, or a tuple of one and its metadata). Timers and warm-ups
                need none. A ``context`` is made if you do not pass one.

        Raises:
            AppError: the function does not exist, the worker would not load it, or no binding accepts what it returns.
            ArgumentTypeError: an input is missing, unknown, or not what its binding delivers.
            FunctionsError: an input cannot be decoded, or an output cannot be encoded.
            Exception: whatever the function raises, unchanged.
        """
        function = self.function(name)
        with self._isolation:
            called, arguments = self._bind(function, inputs)
            if function.is_async:
                returned: object = self._loop.run(name, called, arguments)
            else:
                returned = called(**arguments)
            return collect(name, self._signature(function), returned, arguments)

    async def invoke_async(self, name: str, /, **inputs: object) -> Result:
        """Call a function as `invoke` does, and await it if it is a coroutine function."""
        function = self.function(name)
        with self._isolation:
            called, arguments = self._bind(function, inputs)
            if function.is_async:
                returned: object = await cast("Awaitable[object]", called(**arguments))
            else:
                # In a thread, as the worker does: it may run its own event loop, and does not block this one.
                returned = await asyncio.to_thread(_call, called, arguments)
            return collect(name, self._signature(function), returned, arguments)

    def run_until_idle(
        self,
        name: str,
        /,
        *,
        max_calls: int = 100,
        more_inputs: Mapping[str, Mapping[str, object]] | None = None,
        **inputs: object,
    ) -> Trace:
        """Call a function, then the functions that are triggered by what it sends, and so on until nothing is left.

        What is sent to a queue, a Service Bus queue or topic, an event hub or a blob reaches the functions of the app
        that it triggers, as the host would deliver it. Everything else that functions send is not delivered.

        Args:
            name: Name of the first function.
            max_calls: The maximum number of calls; one more is an error.
            more_inputs: Inputs of other functions, except the trigger, by function and name. A blob that a function
                reads exists if another function has written it.
            inputs: Inputs of the first function, as for `invoke`.

        Raises:
            AppError: as `invoke`; the host would fail on a message; a placeholder of a path has no value; or the chain
                does not end.
            Exception: whatever a function raises, unchanged.
        """
        with self._isolation:
            return run_until_idle(self, name, inputs, max_calls=max_calls, more_inputs=more_inputs or {})

    def _signature(self, function: AppFunction) -> Signature:
        """Return the inputs and outputs of a function.

        Raises:
            BrokenAppError: the worker would not load it.
        """
        if function.name not in self._signatures:
            signature = Signature(function.callable, function.bindings)
            for binding, code, message in signature.findings:
                file = self._by_name[function.name].file_to_fix(code)
                raise BrokenAppError(file, code, message, function=function.name, binding=binding)
            self._signatures[function.name] = signature
        return self._signatures[function.name]

    def _bind(self, function: AppFunction, inputs: Mapping[str, object]) -> tuple[Callable[..., Any], dict[str, Any]]:
        """Return what is called, and with what."""
        signature = self._signature(function)
        arguments = bind(function.name, signature, inputs)
        if signature.takes_context and "context" not in arguments:
            folder = os.path.abspath(function.script.parent)
            arguments["context"] = context(function_name=function.name, function_directory=folder)
        _mark_thread(arguments)
        return past_client(function.callable, signature, arguments), arguments

    @property
    def http(self) -> HttpClient:
        """A client that sends requests to the functions: ``app.http.get("/api/orders/7")``. It keeps cookies."""
        return HttpClient(self, cookies=self._cookies)

    @property
    def async_http(self) -> AsyncHttpClient:
        """The same for tests that are coroutines: ``await app.async_http.get("/api/orders/7")``."""
        return AsyncHttpClient(self, cookies=self._cookies)

    @property
    def router(self) -> Router:
        """The routes of the functions, for `http`.

        Raises:
            AppError: as `functions`, or the host would not start, because of a route that it cannot read.
        """
        functions = self.functions
        if self._router is None:
            prefix = read_prefix(self._folder) if self._route_prefix is None else self._route_prefix
            self._router = Router(functions, prefix)
        return self._router

    def check(self) -> list[Problem]:
        """Return what is wrong with the app, as far as that is known without calling its functions.

        That is what the host or worker rejects when they load the app or call a function, and what is useless. This
        imports the modules of the functions.

        Raises:
            AppError: the app is closed.
        """
        self._stay_open()
        with self._isolation:
            problems = [*self._problems, *check(self._sources, self._folder)]
        # Files as the caller knows them.
        shown = [str(rebased(Path(problem.file), self._folder, self._root)) for problem in problems]
        return [problem._replace(file=file) for problem, file in zip(problems, shown, strict=True)]

    def activate(self) -> None:
        """Make the app active again after another one was opened or called, for patches before the next call.

        Raises:
            AppError: the app is closed.
        """
        self._stay_open()
        with self._isolation:
            pass

    def close(self) -> None:
        """Drop the functions and their modules, and the event loop of `invoke`."""
        self._is_closed = True
        with self._isolation:
            self._loop.end()
        self._functions = None
        self._isolation.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {str(self._root)!r}>"


def _call(function: Callable[..., object], arguments: Mapping[str, Any]) -> object:
    _mark_thread(arguments)
    return function(**arguments)


def _mark_thread(arguments: Mapping[str, Any]) -> None:
    """Note the invocation in this thread, as the worker does for the logs of threads that a function starts."""
    given: object = arguments.get("context")
    if isinstance(given, Context):
        given.thread_local_storage.invocation_id = given.invocation_id


def load_app(app: str | os.PathLike[str] | FunctionRegister) -> App:
    """Open a function app, to check it or to call its functions.

    Args:
        app: The folder of an app, with ``function_app.py`` (or the script in ``PYTHON_SCRIPT_FILE_NAME``), or with
            folders that have a function.json; the script of an app with decorators; or an app object.

    This does not import a module of the app yet. Until the app is closed, the ``Values`` of ``local.settings.json`` are
    environment variables, with the text that the local tools give them. Variables that are already set keep their
    value. An app that imports `azure.functions` needs this package to replace that: see `azure_functions_lite.compat`.

    Raises:
        ArgumentTypeError: `app` is neither a path nor an app.
        AppError: the folder or the file does not exist.
    """
    if isinstance(app, FunctionRegister):
        # Without a host.json: the prefix that such an app needs.
        prefix = "" if isinstance(app, ExternalHttpFunctionApp) else DEFAULT_PREFIX
        file = Path(app.app_script_file)
        return App(Object(app, file), file, Isolation(None, {}), route_prefix=prefix)
    try:
        path = Path(app)
    except TypeError as error:
        raise ArgumentTypeError("cannot load an app", expected="a path or a FunctionApp", got=describe(app)) from error
    if not path.exists():
        raise AppError(
            "cannot load an app", expected="a folder or a script", got=f"{str(path)!r}, which does not exist"
        )
    if path.is_file() and path.suffix != ".py":
        raise AppError("cannot load an app", expected="a folder or a script", got=f"the file {str(path)!r}")
    root = path if path.is_dir() else path.parent
    absolute = Path(os.path.abspath(root))
    # `check` tells what is wrong with them: a host starts without them.
    settings = read_settings(absolute)
    isolation = Isolation(absolute, settings.values)
    script = path.name
    if path.is_dir():
        script = os.environ.get(_SCRIPT_SETTING) or settings.values.get(_SCRIPT_SETTING) or SCRIPT_FILE_NAME
    is_script = (absolute / script).is_file()
    sources = Script(absolute, script, isolation) if is_script else Folders(absolute, script, isolation)
    return App(sources, root, isolation, settings.problems)


_SCRIPT_SETTING = "PYTHON_SCRIPT_FILE_NAME"
