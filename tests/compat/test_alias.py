"""Tests of `azure.functions` as a second name of this package: the modules, and the names in the private ones."""

from __future__ import annotations

import importlib
import importlib.util
import pickle
import pkgutil
import sys
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any
from unittest import mock

import pytest

import azure_functions_lite as func
import azure_functions_lite.queue
from azure_functions_lite import compat

PACKAGE = "azure_functions_lite"

# All but the one that runs when it is imported, and the one that needs pytest's hooks.
MODULES = sorted(
    module.name.removeprefix(f"{PACKAGE}.")
    for module in pkgutil.walk_packages(func.__path__, f"{PACKAGE}.")
    if not module.name.endswith("__main__")
)

# Private module of the official SDK -> names of it, and where they are here.
TWINS = {
    "_abc": {
        "CloudEvent": "eventgrid:CloudEvent",
        "Context": "context:Context",
        "Document": "cosmosdb:Document",
        "DocumentList": "cosmosdb:DocumentList",
        "EventGridEvent": "eventgrid:EventGridEvent",
        "EventGridOutputEvent": "eventgrid:EventGridOutputEvent",
        "EventHubEvent": "eventhub:EventHubEvent",
        "HttpRequest": "http:HttpRequest",
        "HttpResponse": "http:HttpResponse",
        "InputStream": "blob:InputStream",
        "OrchestrationContext": "durable_functions:OrchestrationContext",
        "Out": "context:Out",
        "QueueMessage": "queue:QueueMessage",
        "RetryContext": "context:RetryContext",
        "RpcException": "context:RpcException",
        "ServiceBusMessage": "servicebus:ServiceBusMessage",
        "TimerRequest": "timer:TimerRequest",
        "TraceContext": "context:TraceContext",
    },
    "_blob": {"InputStream": "blob:InputStream"},
    "_cosmosdb": {"Document": "cosmosdb:Document", "DocumentList": "cosmosdb:DocumentList"},
    "_durable_functions": {
        "EntityContext": "durable_functions:EntityContext",
        "OrchestrationContext": "durable_functions:OrchestrationContext",
        "_STRICT_ENV_VAR": "_bindings.durable_codec:_STRICT_ENV_VAR",
        "_deserialize_custom_object": "_bindings.durable_codec:_deserialize_custom_object",
        "_serialize_custom_object": "_bindings.durable_codec:_serialize_custom_object",
        "df_dumps": "_bindings.durable_codec:df_dumps",
        "df_loads": "_bindings.durable_codec:df_loads",
    },
    "_eventgrid": {
        "CloudEvent": "eventgrid:CloudEvent",
        "EventGridEvent": "eventgrid:EventGridEvent",
        "EventGridOutputEvent": "eventgrid:EventGridOutputEvent",
    },
    "_eventhub": {"EventHubEvent": "eventhub:EventHubEvent"},
    "_http": {
        "BaseHeaders": "headers:HttpRequestHeaders",
        "HttpRequest": "http:HttpRequest",
        "HttpRequestHeaders": "headers:HttpRequestHeaders",
        "HttpResponse": "http:HttpResponse",
        "HttpResponseHeaders": "headers:HttpResponseHeaders",
    },
    "_http_asgi": {
        "AsgiMiddleware": "asgi:AsgiMiddleware",
        "AsgiRequest": "asgi:AsgiRequest",
        "AsgiResponse": "asgi:AsgiResponse",
    },
    "_http_wsgi": {
        "WsgiMiddleware": "wsgi:WsgiMiddleware",
        "WsgiRequest": "wsgi:WsgiRequest",
        "WsgiResponse": "wsgi:WsgiResponse",
        "wsgi_encoding_dance": "wsgi:wsgi_encoding_dance",
    },
    "_kafka": {"AbstractKafkaEvent": "kafka:KafkaEvent"},
    "_mysql": {
        "BaseMySqlRow": "mysql:MySqlRow",
        "BaseMySqlRowList": "mysql:MySqlRowList",
        "MySqlRow": "mysql:MySqlRow",
        "MySqlRowList": "mysql:MySqlRowList",
    },
    "_queue": {"QueueMessage": "queue:QueueMessage"},
    "_servicebus": {"ServiceBusMessage": "servicebus:ServiceBusMessage"},
    "_sql": {
        "BaseSqlRow": "sql:SqlRow",
        "BaseSqlRowList": "sql:SqlRowList",
        "SqlRow": "sql:SqlRow",
        "SqlRowList": "sql:SqlRowList",
    },
    "_timer": {"TimerRequest": "timer:TimerRequest"},
}

# What published packages import from public modules.
IMPORTED = {
    "": (
        *("AuthLevel", "BindingApi", "Blueprint", "Context", "FunctionApp", "FunctionRegister", "HttpMethod"),
        *("HttpRequest", "HttpResponse", "OrchestrationContext", "Out", "SettingsApi", "TriggerApi"),
    ),
    "decorators": ("FunctionApp", "FunctionRegister", "TriggerApi"),
    "decorators.core": (
        *("AuthLevel", "Binding", "BindingDirection", "DataType", "InputBinding", "OutputBinding", "Setting"),
        "Trigger",
    ),
    "decorators.function_app": ("DecoratorApi", "Function", "FunctionApp", "FunctionBuilder"),
    "extension": ("AppExtensionBase", "ExtensionMeta", "FuncExtensionBase", "FunctionExtensionException"),
    "extension.extension_meta": ("ExtensionMeta",),
    "meta": ("Datum", "InConverter", "OutConverter", "get_binding_registry"),
}


@pytest.fixture
def installed() -> Iterator[None]:
    """`azure.functions` is this package."""
    compat.install()
    yield
    compat.uninstall()


# --- the modules


def test_the_package_is_the_same(installed: None) -> None:
    # By `exec`, as a checker knows another `azure.functions`.
    namespace: dict[str, Any] = {}
    exec("import azure.functions; import azure.functions as alias; from azure import functions", namespace)
    assert namespace["azure"].functions is namespace["alias"] is namespace["functions"] is func
    assert sys.modules["azure.functions"] is sys.modules[PACKAGE]


@pytest.mark.parametrize("name", MODULES)
def test_every_module_is_the_same(installed: None, name: str) -> None:
    # The alias first, so that what is not loaded yet is loaded by it.
    alias = import_module(f"azure.functions.{name}")
    assert alias is import_module(f"{PACKAGE}.{name}") is sys.modules[f"azure.functions.{name}"]
    spec = alias.__spec__
    assert spec is not None
    assert alias.__name__ == spec.name == f"{PACKAGE}.{name}"


def test_there_is_no_second_copy_of_a_module(installed: None) -> None:
    for name in MODULES:
        import_module(f"azure.functions.{name}")
    files: dict[str, ModuleType] = {}
    modules = {id(module): module for module in [*sys.modules.values()] if hasattr(module, "__dict__")}
    for module in modules.values():
        file = vars(module).get("__file__")
        if isinstance(file, str) and module.__name__.partition(".")[0] in (PACKAGE, "azure"):
            assert files.setdefault(file, module) is module


@pytest.mark.parametrize("name", ["", ".queue", ".decorators.queue", "._queue"])
def test_a_spec_stays_ours(installed: None, name: str) -> None:
    module = import_module(f"azure.functions{name}")
    spec = module.__spec__
    assert spec is not None
    assert spec.name == module.__name__ == f"{PACKAGE}{name.replace('_', '')}"
    assert importlib.util.find_spec(module.__name__) is spec
    found = importlib.util.find_spec(f"azure.functions{name}")
    assert found is spec


def test_a_spec_that_is_asked_for_before_the_module(installed: None) -> None:
    spec = importlib.util.find_spec("azure.functions.timer")
    assert spec is not None
    assert spec.name == "azure.functions.timer"
    assert "azure.functions.timer" not in sys.modules


def test_a_module_of_others_with_a_like_name(installed: None) -> None:
    assert importlib.util.find_spec("azure_functions_queue") is None
    assert importlib.util.find_spec("azure_functions__abc") is None


@pytest.mark.parametrize("name", ["nope", "_nope", "decorators.nope", "extension._queue", "meta_", "queue_"])
def test_a_module_that_is_not_there(installed: None, name: str) -> None:
    assert importlib.util.find_spec(f"azure.functions.{name}") is None
    with pytest.raises(ModuleNotFoundError, match=rf"^No module named 'azure\.functions\.{name}'$") as caught:
        import_module(f"azure.functions.{name}")
    assert caught.value.name == f"azure.functions.{name}"


def test_a_module_below_one_that_is_not_a_package(installed: None) -> None:
    with pytest.raises(ModuleNotFoundError, match=r"'azure\.functions\.queue' is not a package$"):
        import_module("azure.functions.queue.nope")


def test_a_name_that_is_not_there(installed: None) -> None:
    with pytest.raises(ImportError, match=rf"^cannot import name 'QueueMesage' from '{PACKAGE}' "):
        exec("from azure.functions import QueueMesage")


def test_star_import(installed: None) -> None:
    namespace: dict[str, Any] = {}
    exec("from azure.functions import *", namespace)
    assert {name: namespace[name] for name in func.__all__} == {name: getattr(func, name) for name in func.__all__}


def test_reload(installed: None) -> None:
    before = func.QueueMessage
    assert importlib.reload(sys.modules["azure.functions"]) is func
    assert import_module("azure.functions") is func
    assert func.QueueMessage is before


def test_reload_of_a_gathered_module(installed: None) -> None:
    module = import_module("azure.functions._abc")
    assert importlib.reload(module) is module
    assert module.TraceContext is import_module(f"{PACKAGE}.context").TraceContext


@pytest.mark.parametrize("name", ["", ".queue", "._queue", "._abc", ".decorators.core"])
def test_a_module_that_is_removed_and_imported_again(installed: None, name: str) -> None:
    before = import_module(f"azure.functions{name}")
    del sys.modules[f"azure.functions{name}"]
    again = import_module(f"azure.functions{name}")
    # The module of names from several has no other name, under which it would have stayed.
    assert (again is before) == (name != "._abc")


def test_all_that_is_removed_is_imported_again(installed: None) -> None:
    import_module("azure.functions.decorators.core")
    for name in [name for name in sys.modules if name.startswith("azure.functions")]:
        del sys.modules[name]
    core = import_module("azure.functions.decorators.core")
    assert core is import_module(f"{PACKAGE}.decorators.core")
    assert sys.modules["azure.functions"] is func


# --- the names


@pytest.mark.parametrize(
    ("module", "name", "home"),
    [(module, name, home) for module, names in TWINS.items() for name, home in names.items()],
    ids=lambda part: str(part).rpartition(":")[0] or part,
)
def test_private_modules_have_what_is_imported_from_them(installed: None, module: str, name: str, home: str) -> None:
    namespace: dict[str, Any] = {}
    exec(f"from azure.functions.{module} import {name}", namespace)
    ours, _, original = home.partition(":")
    assert namespace[name] is getattr(import_module(f"{PACKAGE}.{ours}"), original)


@pytest.mark.parametrize(
    ("module", "name"),
    [(module, name) for module, names in IMPORTED.items() for name in names],
)
def test_public_modules_have_what_is_imported_from_them(installed: None, module: str, name: str) -> None:
    namespace: dict[str, Any] = {}
    exec(f"from {f'azure.functions.{module}'.rstrip('.')} import {name}", namespace)
    assert namespace[name] is getattr(import_module(f"{PACKAGE}.{module}".rstrip(".")), name)


@pytest.mark.parametrize("module", TWINS)
def test_dir_of_a_private_module(installed: None, module: str) -> None:
    names = dir(import_module(f"azure.functions.{module}"))
    assert set(TWINS[module]) | {"__name__"} <= set(names)
    assert names == sorted(names)


def test_a_private_module_finds_a_name_once(installed: None) -> None:
    module = import_module("azure.functions._abc")
    assert "Out" not in vars(module)
    out = module.Out
    assert out is vars(module)["Out"] is func.Out


@pytest.mark.parametrize("module", TWINS)
def test_star_import_of_a_private_module(installed: None, module: str) -> None:
    namespace: dict[str, Any] = {}
    exec(f"from azure.functions.{module} import *", namespace)
    public = [name for name in TWINS[module] if not name.startswith("_")]
    assert [name for name in public if name not in namespace] == []
    assert "_serialize_custom_object" not in namespace


@pytest.mark.parametrize("module", ["_abc", "_http", "_durable_functions"])
def test_a_name_that_a_private_module_lacks(installed: None, module: str) -> None:
    with pytest.raises(AttributeError, match=rf"^module 'azure\.functions\.{module}' has no attribute 'Nope'$"):
        _ = import_module(f"azure.functions.{module}").Nope
    with pytest.raises(ImportError, match=rf"^cannot import name 'Nope' from 'azure\.functions\.{module}'"):
        exec(f"from azure.functions.{module} import Nope")


def test_private_modules_are_attributes(installed: None) -> None:
    gathered = import_module("azure.functions._abc")
    import_module("azure.functions._queue")
    assert vars(func)["_queue"] is func.queue
    assert vars(func)["_abc"] is gathered is sys.modules["azure.functions._abc"]


def test_private_modules_are_no_attributes_afterwards() -> None:
    compat.install()
    for name in ("_abc", "_queue"):
        import_module(f"azure.functions.{name}")
    compat.uninstall()
    assert not {"_abc", "_queue"} & vars(func).keys()


# --- what is done with modules and classes by their names


def test_pickles_know_one_name(installed: None) -> None:
    pickled = pickle.dumps(import_module("azure.functions").QueueMessage(body="tea"))
    assert b"azure_functions_lite.queue" in pickled
    assert pickle.loads(pickled) == func.QueueMessage(body="tea")


@pytest.mark.parametrize("module", ["azure.functions", "azure.functions.queue", "azure.functions._abc"])
def test_pickles_that_say_azure_functions(installed: None, module: str) -> None:
    # Protocol 0: the global by its two names.
    assert pickle.loads(f"c{module}\nQueueMessage\n.".encode()) is func.QueueMessage


@pytest.mark.parametrize("path", ["queue.QueueMessage", "_queue.QueueMessage"])
def test_patch_by_name(installed: None, path: str) -> None:
    before = azure_functions_lite.queue.QueueMessage
    with mock.patch(f"azure.functions.{path}") as patched:
        assert azure_functions_lite.queue.QueueMessage is patched
    assert azure_functions_lite.queue.QueueMessage is before


def test_patch_of_the_package_by_name(installed: None) -> None:
    before = func.QueueMessage
    with mock.patch("azure.functions.QueueMessage") as patched:
        assert func.QueueMessage is patched
    assert func.QueueMessage is before
