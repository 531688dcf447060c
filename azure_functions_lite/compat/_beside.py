"""Working beside the official SDK: registering the classes of this package with its abstract classes."""

from __future__ import annotations

import sys
from abc import ABCMeta
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from types import GenericAlias, ModuleType
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args, get_origin

from azure_functions_lite._typing import is_mapping
from azure_functions_lite.compat._alias import ALIAS, PACKAGE
from azure_functions_lite.errors import MissingPackageError
from azure_functions_lite.meta import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from importlib.abc import Loader

    from azure_functions_lite.extension import ExtensionMeta
else:
    Loader = object

_CLASSES = {
    "blob": ("InputStream",),
    "context": ("Context", "Out"),
    "cosmosdb": ("Document", "DocumentList"),
    "decorators.function_app": ("FunctionRegister",),
    "durable_functions": ("EntityContext", "OrchestrationContext"),
    "eventgrid": ("CloudEvent", "EventGridEvent", "EventGridOutputEvent"),
    "eventhub": ("EventHubEvent",),
    "extension.extension_meta": ("ExtensionMeta",),
    "http": ("HttpRequest", "HttpResponse"),
    "kafka": ("KafkaEvent",),
    "mcp": ("PromptInvocationContext",),
    "mysql": ("MySqlRow", "MySqlRowList"),
    "queue": ("QueueMessage",),
    "servicebus": ("ServiceBusMessage",),
    "sql": ("SqlRow", "SqlRowList"),
    "timer": ("TimerRequest",),
    "warmup": ("WarmUpContext",),
}
"""Module here -> its classes that the official converters, or the worker, ask for."""


def register() -> None:
    """Make the official SDK, and the worker that uses it, accept the classes of this package.

    Then you can use them as annotations, as return values and in `Out` like those of ``azure.functions``, an app may be
    a `FunctionApp` of either, and extensions are found. The objects that official converters pass to a function still
    have official classes.

    Importing this package calls it in the worker, and nowhere else. The worker is a process that has imported
    ``azure.functions`` and one of ``azure_functions_worker``, ``azure_functions_runtime`` and
    ``azure_functions_runtime_v1``. pytest calls it if the setting ``azure_functions_beside`` is true.

    A class is registered when its module is loaded, so nothing is loaded only for that.

    Raises:
        MissingPackageError: the official SDK is not installed.
    """
    try:
        official = import_module(ALIAS)
    except ModuleNotFoundError as error:
        where = f"cannot register the classes of {PACKAGE} with {ALIAS}"
        raise MissingPackageError(where, expected="azure-functions to be installed", got=str(error)) from error
    if official.__name__ == PACKAGE or official is _watcher.official:
        return
    _watcher.official = official
    if _watcher not in sys.meta_path:
        sys.meta_path.insert(0, _watcher)
    for name in _CLASSES:
        module = sys.modules.get(f"{PACKAGE}.{name}")
        if module is not None:
            _watcher.introduce(module)
    if not hasattr(official, "get_binding_registry"):
        # A stand-in, as tests make them.
        return
    for converter in {official.get_binding_registry().get(name) for name in BUILT_IN}:
        for method in ("check_input_type_annotation", "check_output_type_annotation"):
            if hasattr(converter, method):
                setattr(converter, method, staticmethod(_translating(getattr(converter, method))))


class _Watcher:
    """Registers the classes of a module with the official SDK once it is loaded."""

    official: ModuleType | None = None

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        package, _, name = fullname.partition(".")
        if package != PACKAGE or name not in _CLASSES:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _IntroducingLoader(spec.loader)
        return spec

    def introduce(self, module: ModuleType) -> None:
        home = module.__name__.partition(".")[2]
        for name in _CLASSES[home]:
            theirs, ours = self.twin(home, name), getattr(module, name)
            if name == "ExtensionMeta" and theirs is not None:
                _share_register(theirs, ours)
            elif isinstance(theirs, ABCMeta):
                # What the converters ask of a value: `isinstance`.
                theirs.register(ours)

    def twin(self, home: str, name: str) -> type | None:
        """Return the official class with the name of one of ours, or None if an older version does not have it."""
        found = getattr(self.official, name, None) or getattr(getattr(self.official, home, None), name, None)
        return found if isinstance(found, type) else None


_watcher = _Watcher()


class _IntroducingLoader(Loader):
    """Loads a module as another loader does, and has its classes registered."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        module.__loader__ = self._loader
        self._loader.exec_module(module)
        _watcher.introduce(module)


def _translating(check: Callable[[Any], bool]) -> Callable[[object], bool]:
    """Return a converter's check of an annotation that reads our classes as those of the official SDK.

    It looks into ``List[X]`` for X itself, and not all that it looks for are abstract classes.
    """
    return lambda pytype: check(_translated(pytype))


def _translated(annotation: Any) -> object:
    arguments = tuple(map(_translated, get_args(annotation)))
    if arguments != get_args(annotation):
        if isinstance(annotation, GenericAlias):
            return GenericAlias(cast("type", annotation.__origin__), arguments)
        # `List[X]` stays one of `typing`, by which converters tell it from `list[X]`; no converter takes a union.
        is_list = hasattr(annotation, "copy_with") and get_origin(annotation) is not Annotated
        return annotation.copy_with(arguments) if is_list else annotation
    for kind in getattr(annotation, "__mro__", ()):
        package, _, home = kind.__module__.partition(".")
        if package == PACKAGE and kind.__name__ in _CLASSES.get(home, ()):
            return _watcher.twin(home, kind.__name__) or annotation
    return annotation


def _share_register(theirs: Any, ours: type[ExtensionMeta]) -> None:
    """Let both metaclasses of extensions use one register: a worker reads that of the official SDK."""
    from azure_functions_lite.extension.app_extension_hooks import AppExtensionHooks

    if theirs._app_exts is None:
        theirs._app_exts = AppExtensionHooks([], [], [])
    for name in ("_app_exts", "_func_exts", "_info"):
        register = getattr(theirs, name)
        if getattr(ours, name) is not register:
            _add(register, getattr(ours, name) or {})
            setattr(ours, name, register)


def _add(theirs: Any, ours: object) -> None:
    """Add what a register has to another, list by list."""
    if is_mapping(ours):
        for key, value in ours.items():
            if key in theirs:
                _add(theirs[key], value)
            else:
                theirs[key] = value
    elif isinstance(ours, list):
        theirs.extend(ours)
    else:
        for pair in zip(theirs, cast("tuple[object, ...]", ours), strict=True):
            _add(*pair)
