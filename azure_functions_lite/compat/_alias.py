"""Replacing the official SDK: its names in `sys.modules`, and a finder for those that are imported later."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import TYPE_CHECKING, ClassVar

from azure_functions_lite.errors import InteropError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.abc import Loader
else:
    # No loader needs it, and importing it takes longer than everything else here.
    Loader = object

ALIAS = "azure.functions"
PACKAGE = "azure_functions_lite"

SAME = {
    "_blob": "blob",
    "_cosmosdb": "cosmosdb",
    "_eventgrid": "eventgrid",
    "_eventhub": "eventhub",
    "_http_asgi": "asgi",
    "_http_wsgi": "wsgi",
    "_queue": "queue",
    "_servicebus": "servicebus",
    "_timer": "timer",
}
"""Private module of `azure.functions` -> the module here that has all of its names."""

GATHERED = {
    "_abc": {
        "CloudEvent": "eventgrid.CloudEvent",
        "Context": "context.Context",
        "Document": "cosmosdb.Document",
        "DocumentList": "cosmosdb.DocumentList",
        "EventGridEvent": "eventgrid.EventGridEvent",
        "EventGridOutputEvent": "eventgrid.EventGridOutputEvent",
        "EventHubEvent": "eventhub.EventHubEvent",
        "HttpRequest": "http.HttpRequest",
        "HttpResponse": "http.HttpResponse",
        "InputStream": "blob.InputStream",
        "OrchestrationContext": "durable_functions.OrchestrationContext",
        "Out": "context.Out",
        "QueueMessage": "queue.QueueMessage",
        "RetryContext": "context.RetryContext",
        "RpcException": "context.RpcException",
        "ServiceBusMessage": "servicebus.ServiceBusMessage",
        "TimerRequest": "timer.TimerRequest",
        "TraceContext": "context.TraceContext",
    },
    "_durable_functions": {
        "EntityContext": "durable_functions.EntityContext",
        "OrchestrationContext": "durable_functions.OrchestrationContext",
        "_STRICT_ENV_VAR": "_bindings.durable_codec._STRICT_ENV_VAR",
        "_deserialize_custom_object": "_bindings.durable_codec._deserialize_custom_object",
        "_serialize_custom_object": "_bindings.durable_codec._serialize_custom_object",
        "df_dumps": "_bindings.durable_codec.df_dumps",
        "df_loads": "_bindings.durable_codec.df_loads",
    },
    "_http": {
        "BaseHeaders": "headers.HttpRequestHeaders",
        "HttpRequest": "http.HttpRequest",
        "HttpRequestHeaders": "headers.HttpRequestHeaders",
        "HttpResponse": "http.HttpResponse",
        "HttpResponseHeaders": "headers.HttpResponseHeaders",
    },
    "_kafka": {"AbstractKafkaEvent": "kafka.KafkaEvent"},
    "_mysql": {
        "BaseMySqlRow": "mysql.MySqlRow",
        "BaseMySqlRowList": "mysql.MySqlRowList",
        "MySqlRow": "mysql.MySqlRow",
        "MySqlRowList": "mysql.MySqlRowList",
    },
    "_sql": {
        "BaseSqlRow": "sql.SqlRow",
        "BaseSqlRowList": "sql.SqlRowList",
        "SqlRow": "sql.SqlRow",
        "SqlRowList": "sql.SqlRowList",
    },
}
"""Private module of `azure.functions` whose names are in several modules here, or have other names."""


def install(*, replace: bool = False) -> None:
    """Make ``import azure.functions``, and every module below it, resolve to this package.

    The modules are the same objects under both names; other packages below ``azure`` stay as they are. A second call
    does nothing.

    Args:
        replace: Whether to replace an official SDK that is already imported. Code that imported names from it keeps
            them.

    Raises:
        InteropError: the official SDK is imported already, and `replace` is false.
    """
    if _finder not in sys.meta_path:
        present = sys.modules.get(ALIAS)
        if present is not None and not replace:
            raise InteropError(
                f"cannot install {PACKAGE} as {ALIAS}",
                expected=f"to be called before {ALIAS} is imported, or with replace=True",
                got=f"{ALIAS} {getattr(present, '__version__', '')} from {getattr(present, '__file__', None)}",
            )
        _finder.displaced = _take_modules()
        sys.meta_path.insert(0, _finder)
    # The worker uses it, and leaves it to the official SDK to import it.
    import_module("importlib.util")
    sys.modules[ALIAS] = sys.modules[PACKAGE]
    try:
        azure = import_module("azure")
    except ModuleNotFoundError:
        azure = sys.modules["azure"] = _Namespace("azure")
    vars(azure)["functions"] = sys.modules[PACKAGE]


def uninstall() -> None:
    """Undo `install`, and restore an official SDK that it replaced."""
    if _finder not in sys.meta_path:
        return
    sys.meta_path.remove(_finder)
    _take_modules()
    for name in {*SAME, *GATHERED}:
        # Set by the import system, which takes this package for the parent of the alias.
        vars(sys.modules[PACKAGE]).pop(name, None)
    sys.modules.update(_finder.displaced)
    azure = sys.modules.get("azure")
    if azure is None:
        return
    vars(azure).pop("functions", None)
    if ALIAS in sys.modules:
        vars(azure)["functions"] = sys.modules[ALIAS]
    elif isinstance(azure, _Namespace) and not any(name.startswith("azure.") for name in [*sys.modules]):
        del sys.modules["azure"]


def _take_modules() -> dict[str, ModuleType]:
    """Remove ``azure.functions`` and all below it from `sys.modules`, and return what it was."""
    # A copy, as other threads may import meanwhile.
    names = [name for name in [*sys.modules] if name == ALIAS or name.startswith(f"{ALIAS}.")]
    return {name: sys.modules.pop(name) for name in names}


class _Finder:
    """Finds ``azure.functions.X`` as ``azure_functions_lite.X``.

    It imports nothing: a thread that looks for a module holds the lock of all imports, and must not wait for a module
    that another thread imports. Loaders have no such lock.
    """

    def __init__(self) -> None:
        self.displaced: dict[str, ModuleType] = {}
        """The modules of the official SDK that were imported before."""

    def find_spec(self, fullname: str, path: Sequence[str] | None = None, target: object = None) -> ModuleSpec | None:
        if fullname == ALIAS:
            return ModuleSpec(fullname, _SameLoader(PACKAGE))
        if not fullname.startswith(f"{ALIAS}."):
            return None
        below = fullname[len(ALIAS) + 1 :]
        if below in GATHERED:
            return ModuleSpec(fullname, _GatheredLoader(GATHERED[below]))
        name = f"{PACKAGE}.{SAME.get(below, below)}"
        # The parent of both names is the same module, so this is the path of either.
        return ModuleSpec(fullname, _SameLoader(name)) if PathFinder.find_spec(name, path) else None


_finder = _Finder()


class _SameLoader(Loader):
    """Loads a module of this package under another name, without creating a second one."""

    _specs: ClassVar[dict[str, ModuleSpec]] = {}
    """Name of a module of this package -> its spec."""

    def __init__(self, name: str) -> None:
        self._name = name

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = import_module(self._name)
        # A second thread may load the module under a second name, and find the spec of the first name in it.
        if module.__spec__ is not None and module.__spec__.name == self._name:  # pragma: no branch  # see above
            self._specs[self._name] = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        # The import system has put in that of the alias, by which `importlib.reload` would not find it.
        module.__spec__ = self._specs[self._name]


class _GatheredLoader(Loader):
    """Makes a module of names that are imported when they are first used."""

    def __init__(self, names: dict[str, str]) -> None:
        self._names = names

    def create_module(self, spec: ModuleSpec) -> None:
        """Leave it to the import system."""

    def exec_module(self, module: ModuleType) -> None:
        def find(name: str) -> object:
            if name not in self._names:
                raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")
            home, _, original = self._names[name].rpartition(".")
            return vars(module).setdefault(name, getattr(import_module(f"{PACKAGE}.{home}"), original))

        public = [name for name in self._names if not name.startswith("_")]
        vars(module).update(__getattr__=find, __dir__=lambda: sorted({*vars(module), *self._names}), __all__=public)


class _Namespace(ModuleType):
    """The package ``azure`` if nothing is installed below it yet; it finds what is added to `sys.path` later."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        vars(self)["__path__"] = self
        self.__spec__ = ModuleSpec(name, None, is_package=True)

    def __iter__(self) -> Iterator[str]:
        folders = (os.path.join(entry, self.__name__) for entry in sys.path)
        return filter(os.path.isdir, folders)
