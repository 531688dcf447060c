"""Tests of `register`: beside a stand-in for the official SDK, what its converters, its app and its extensions see."""

from __future__ import annotations

import importlib.util
import sys
import typing
import zipfile
from abc import ABCMeta
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any, List, Optional, get_args, get_origin  # noqa: UP035  # what apps are annotated with

import pytest

import azure_functions_lite as func
from azure_functions_lite import compat, context, eventhub, kafka, mcp, queue, warmup
from azure_functions_lite.decorators import function_app
from azure_functions_lite.errors import FunctionsError, MissingPackageError
from azure_functions_lite.meta import BUILT_IN, registry

from .conftest import Run, Write, prepend

OFFICIAL = Path(__file__).with_name("official")
PACKAGE = Path(func.__file__ or "").parent


class Message(queue.QueueMessage):
    """A class of an app, below one of ours."""


class KafkaMessage(kafka.KafkaEvent):
    """A class of an app, below one of ours that is not abstract in the official SDK."""


class Event(eventhub.EventHubEvent):
    """A class of an app, below one of ours."""


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """No official SDK has been registered with; afterwards this one is forgotten again, and so are converters."""
    monkeypatch.setattr("azure_functions_lite.compat._beside._watcher.official", None)
    monkeypatch.setattr(registry, "_converters", {})


@pytest.fixture
def official() -> Any:
    """The stand-in, imported: ``azure.functions``."""
    prepend(OFFICIAL)
    return import_module("azure.functions")


def ask(official: Any, binding: str, annotation: object) -> bool:
    """Return what a converter of the stand-in says of an annotation."""
    converter = official.get_binding_registry().get(binding)
    answer: bool = converter.check_input_type_annotation(annotation)
    return answer


# --- annotations

ACCEPTED: dict[str, tuple[str, object, bool]] = {
    "class": ("queueTrigger", queue.QueueMessage, True),
    "subclass": ("queueTrigger", Message, True),
    "class of another binding": ("queueTrigger", eventhub.EventHubEvent, False),
    "str": ("queueTrigger", str, False),
    "event": ("eventHubTrigger", eventhub.EventHubEvent, True),
    "subclass of event": ("eventHubTrigger", Event, True),
    "List of events": ("eventHubTrigger", List[eventhub.EventHubEvent], True),  # noqa: UP006  # that is the case
    "list of events": ("eventHubTrigger", list[eventhub.EventHubEvent], True),
    "list of messages": ("eventHubTrigger", list[queue.QueueMessage], False),
    "Sequence of events": ("eventHubTrigger", Sequence[eventhub.EventHubEvent], False),
    "Optional event": ("eventHubTrigger", Optional[eventhub.EventHubEvent], False),  # noqa: UP045  # that is the case
    "text": ("eventHubTrigger", "EventHubEvent", False),
    "None": ("eventHubTrigger", None, False),
    "class that is not abstract": ("warmupTrigger", warmup.WarmUpContext, True),
    "class of a module": ("kafkaTrigger", kafka.KafkaEvent, True),
    "subclass of a class of a module": ("kafkaTrigger", KafkaMessage, True),
    "event of another binding": ("kafkaTrigger", eventhub.EventHubEvent, False),
}


@pytest.mark.parametrize(("binding", "annotation", "accepted"), ACCEPTED.values(), ids=ACCEPTED)
def test_annotations(official: Any, binding: str, annotation: object, accepted: bool) -> None:
    compat.register()
    assert ask(official, binding, annotation) is accepted


@pytest.mark.parametrize("annotation", [None, "QueueMessage", List[queue.QueueMessage]], ids=repr)  # noqa: UP006  # as above
def test_what_a_converter_fails_on_it_still_fails_on(official: Any, annotation: object) -> None:
    compat.register()
    with pytest.raises(TypeError, match=r"^issubclass\(\) arg 1 must be a class"):
        ask(official, "queueTrigger", annotation)


def test_annotations_of_outputs(official: Any) -> None:
    compat.register()
    check: Callable[[object], bool] = official.get_binding_registry().get("queue").check_output_type_annotation
    assert [check(kind) for kind in (queue.QueueMessage, Message, str, kafka.KafkaEvent)] == [True, True, True, False]


def test_annotations_with_official_classes(official: Any) -> None:
    compat.register()
    assert ask(official, "queueTrigger", official.QueueMessage)
    assert ask(official, "eventHubTrigger", list[official.EventHubEvent])
    assert ask(official, "kafkaTrigger", official.kafka.KafkaEvent)


SHAPES = [
    *("X", "List[X]", "list[X]", "Sequence[X]", "Dict[str, X]", "List[list[X]]", "tuple[X, ...]", "type[X]"),
    "Out[List[X]]",
]


def shaped(shape: str, kind: type) -> Any:
    """Return an annotation with a class for X."""
    return eval(shape, {**vars(typing), "Out": context.Out, "X": kind})


@pytest.mark.parametrize("home", [queue, kafka], ids=["of the package", "of a module"])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_converter_reads_the_official_class(official: Any, shape: str, home: ModuleType) -> None:
    name = {queue: "QueueMessage", kafka: "KafkaEvent"}[home]
    theirs = getattr(official, name, None) or official.kafka.KafkaEvent
    asked: list[object] = official.BlobConverter.asked
    wanted = shaped(shape, theirs)
    compat.register()
    ask(official, "blob", shaped(shape, getattr(home, name)))
    assert asked == [wanted]
    assert type(asked[0]) is type(wanted)
    assert (get_origin(asked[0]), get_args(asked[0])) == (get_origin(wanted), get_args(wanted))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("kind", [str, mcp.PromptInvocationContext], ids=["str", "class that an older version lacks"])
def test_a_converter_reads_other_classes_as_they_are(official: Any, shape: str, kind: type) -> None:
    compat.register()
    annotation = shaped(shape, kind)
    ask(official, "blob", annotation)
    assert official.BlobConverter.asked[0] is annotation


@pytest.mark.parametrize(
    "annotation",
    [queue.QueueMessage | None, Annotated[queue.QueueMessage, "tea"], Annotated[list[queue.QueueMessage], "tea"]],
    ids=["union", "Annotated", "Annotated list"],
)
def test_a_converter_reads_what_none_takes_as_it_is(official: Any, annotation: object) -> None:
    compat.register()
    assert ask(official, "eventHubTrigger", annotation) is False
    ask(official, "blob", annotation)
    assert official.BlobConverter.asked[0] is annotation


def test_a_name_of_ours_that_is_not_a_class_there(official: Any) -> None:
    official.PromptInvocationContext = "something else"
    compat.register()
    ask(official, "blob", mcp.PromptInvocationContext)
    assert official.BlobConverter.asked == [mcp.PromptInvocationContext]


def test_other_converters_are_left_alone(official: Any) -> None:
    methods: dict[str, object] = {**vars(official.OtherConverter)}
    compat.register()
    assert vars(official.OtherConverter)["check_input_type_annotation"] is methods["check_input_type_annotation"]


# --- values


def test_values(official: Any) -> None:
    encode = official.get_binding_registry().get("queue").encode
    for message in (queue.QueueMessage(body="tea"), Message()):
        with pytest.raises(NotImplementedError):
            encode(message, expected_type=None)
    compat.register()
    assert encode(queue.QueueMessage(body="tea"), expected_type=None) == "QueueMessage"
    assert encode(Message(), expected_type=None) == "Message"
    with pytest.raises(NotImplementedError):
        encode(kafka.KafkaEvent(), expected_type=None)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (context.Context(), "Context"),
        (context.Out[str](), "Out"),
        (eventhub.EventHubEvent(body=b""), "EventHubEvent"),
        (queue.QueueMessage(), "QueueMessage"),
        (function_app.FunctionApp(), "FunctionRegister"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_instances(official: Any, value: object, name: str) -> None:
    kinds = {kind: getattr(official, kind) for kind in ("Context", "EventHubEvent", "FunctionRegister", "Out")}
    kinds["QueueMessage"] = official.QueueMessage
    assert [kind for kind in kinds if isinstance(value, kinds[kind])] == []
    compat.register()
    assert [kind for kind in kinds if isinstance(value, kinds[kind])] == [name]


def test_a_blueprint_is_not_an_app(official: Any) -> None:
    compat.register()
    assert not isinstance(function_app.Blueprint(), official.FunctionRegister)


@pytest.mark.parametrize(
    "name",
    [
        *("CloudEvent", "Context", "Document", "DocumentList", "EntityContext", "EventGridEvent", "EventHubEvent"),
        *("EventGridOutputEvent", "FunctionRegister", "HttpRequest", "HttpResponse", "InputStream", "KafkaEvent"),
        *("MySqlRow", "MySqlRowList", "OrchestrationContext", "Out", "PromptInvocationContext", "QueueMessage"),
        *("ServiceBusMessage", "SqlRow", "SqlRowList", "TimerRequest", "WarmUpContext"),
    ],
)
def test_every_class_that_a_stand_in_without_converters_has(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    ours = getattr(func, name)
    bare: Any = ModuleType("azure.functions")
    theirs = ABCMeta(name, (), {})
    setattr(bare, name, theirs)
    monkeypatch.setitem(sys.modules, "azure.functions", bare)
    assert not issubclass(ours, theirs)
    compat.register()
    assert issubclass(ours, theirs)


# --- how often, and when


def test_twice(official: Any) -> None:
    compat.register()
    finders, check = [*sys.meta_path], official.QueueTriggerConverter.check_input_type_annotation
    compat.register()
    assert sys.meta_path == finders
    assert official.QueueTriggerConverter.check_input_type_annotation is check


def test_with_one_that_is_imported_again(official: Any) -> None:
    compat.register()
    finders = [*sys.meta_path]
    for name in [name for name in sys.modules if name.startswith("azure.functions")]:
        del sys.modules[name]
    again: Any = import_module("azure.functions")
    assert again is not official
    assert not isinstance(queue.QueueMessage(), again.QueueMessage)
    compat.register()
    assert sys.meta_path == finders
    assert ask(again, "queueTrigger", queue.QueueMessage)
    assert ask(again, "warmupTrigger", warmup.WarmUpContext)
    assert isinstance(queue.QueueMessage(), again.QueueMessage)


def test_a_module_that_is_loaded_later(official: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(func, "queue", queue)
    monkeypatch.delitem(sys.modules, "azure_functions_lite.queue")
    compat.register()
    later: Any = import_module("azure_functions_lite.queue")
    assert later.QueueMessage is not queue.QueueMessage
    assert isinstance(later.QueueMessage(), official.QueueMessage)
    assert not isinstance(queue.QueueMessage(), official.QueueMessage)
    assert ask(official, "queueTrigger", later.QueueMessage)
    # Loaded as any other, as far as can be seen.
    assert later.__loader__ is later.__spec__.loader
    assert type(later.__loader__) is SourceFileLoader


def test_a_module_that_is_loaded_by_hand(official: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    compat.register()
    monkeypatch.delitem(sys.modules, "azure_functions_lite.queue")
    spec = importlib.util.find_spec("azure_functions_lite.queue")
    assert spec is not None
    assert spec.loader is not None
    by_hand: Any = ModuleType("azure_functions_lite.queue")
    spec.loader.exec_module(by_hand)
    assert isinstance(by_hand.QueueMessage(), official.QueueMessage)


@pytest.mark.parametrize("name", ["azure_functions_lite._nope", "nope", "nope.queue", "azure_functions_lite.nope"])
def test_modules_that_are_not_there(official: Any, name: str) -> None:
    compat.register()
    with pytest.raises(ModuleNotFoundError, match=rf"^No module named '{name.removesuffix('.queue')}'$"):
        import_module(name)


def test_a_module_of_ours_that_cannot_be_found(official: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "azure_functions_lite.queue")
    monkeypatch.setattr(func, "__path__", [])
    compat.register()
    with pytest.raises(ModuleNotFoundError, match=r"^No module named 'azure_functions_lite\.queue'$"):
        import_module("azure_functions_lite.queue")


AUTOMATIC = """
import sys
from types import ModuleType
sys.modules["WORKER"] = ModuleType("WORKER")
import azure.functions as official
before = set(sys.modules)
import azure_functions_lite as func
loaded = {name.partition(".")[2] for name in set(sys.modules) - before if name.startswith("azure_functions_lite.")}
assert "compat" in loaded
print(*sorted(loaded & MODULES))
for module, name, kind in (("queue", "QueueMessage", official.QueueMessage), ("context", "Out", official.Out)):
    assert f"azure_functions_lite.{module}" not in sys.modules, module
    assert issubclass(getattr(func, name), kind), name
assert official.get_binding_registry().get("queueTrigger").check_input_type_annotation(func.QueueMessage)
assert official.get_binding_registry().get("warmupTrigger").check_input_type_annotation(func.WarmUpContext)
assert isinstance(func.FunctionApp(), official.FunctionRegister)
class Extension(func.AppExtensionBase):
    @classmethod
    def pre_invocation_app_level(cls, *args, **kwargs): ...
hooks, _ = official.ExtensionMeta.hooks()
assert [hook.ext_name for hook in hooks.pre_invocation_app_level] == ["Extension"]
import importlib
importlib.reload(sys.modules["azure_functions_lite.queue"])
assert isinstance(sys.modules["azure_functions_lite.queue"].QueueMessage(), official.QueueMessage)
"""


@pytest.mark.parametrize("worker", ["azure_functions_worker", "azure_functions_runtime", "azure_functions_runtime_v1"])
def test_importing_the_package_in_the_worker_registers_it(run: Run, worker: str) -> None:
    # Of the modules with bindings, with apps or with extensions none is loaded for it.
    modules = {module for module, _ in BUILT_IN.values()} | {"context", "decorators", "extension"}
    done = run("-c", AUTOMATIC.replace("WORKER", worker).replace("MODULES", repr(modules)), first=OFFICIAL)
    assert (done.stdout, done.stderr, done.returncode) == ("\n", "", 0)


def test_from_a_zip_archive(run: Run, tmp_path: Path) -> None:
    # One loader for all of its modules.
    archive = tmp_path / "packages.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in PACKAGE.rglob("*.py"):
            packed.write(file, file.relative_to(PACKAGE.parent))
    script = AUTOMATIC.replace("WORKER", "azure_functions_worker").replace("MODULES", "set()")
    script = script.partition("import importlib")[0]
    first = f"import sys\nsys.path.insert(0, {str(OFFICIAL)!r})\n"
    done = run("-c", f"{first}{script}print(func.__file__)", first=archive)
    assert (done.stderr, done.stdout) == ("", f"\n{archive / 'azure_functions_lite' / '__init__.py'}\n")


UNTOUCHED = """
import sys
import azure.functions as official

def state():
    registry = official.get_binding_registry()
    converters = [registry.get(name) for name in ("queueTrigger", "warmupTrigger", "eventHubTrigger")]
    return [*sys.meta_path], [*sys.path_hooks], [{**vars(converter)} for converter in converters]

before = state()
import azure_functions_lite as func
for name in func.__all__:
    getattr(func, name)
assert state() == before
assert not issubclass(func.QueueMessage, official.QueueMessage)
assert "azure_functions_lite.compat" not in sys.modules
"""


def test_importing_the_package_elsewhere_changes_nothing(run: Run) -> None:
    done = run("-c", UNTOUCHED, first=OFFICIAL)
    assert (done.stderr, done.returncode) == ("", 0)


STUBS = """
import sys
from types import ModuleType
sys.modules["azure_functions_worker"] = ModuleType("azure_functions_worker")
for stub in (None, ModuleType("azure.functions")):
    sys.modules["azure.functions"] = stub
    import azure_functions_lite as func
    assert func.QueueMessage(body="tea").get_body() == b"tea"
    for name in [name for name in sys.modules if name.startswith("azure_functions_lite")]:
        del sys.modules[name]
"""


def test_importing_the_package_where_azure_functions_is_none_or_has_nothing(run: Run) -> None:
    done = run("-c", STUBS)
    assert (done.stderr, done.returncode) == ("", 0)


AGAIN = """
import sys
import azure_functions_lite as first
from azure_functions_lite import compat
compat.install()
finders = [*sys.meta_path]
del sys.modules["azure_functions_lite"]
import azure_functions_lite as second
assert second is not first
assert sys.meta_path == finders
"""


def test_importing_the_package_again_where_it_is_azure_functions(run: Run) -> None:
    done = run("-c", AGAIN)
    assert (done.stderr, done.returncode) == ("", 0)


# --- where there is nothing to register with


def test_the_official_sdk_is_not_installed() -> None:
    finders = [*sys.meta_path]
    message = (
        r"^cannot register the classes of azure_functions_lite with azure\.functions: "
        r"expected azure-functions to be installed, got No module named 'azure'$"
    )
    with pytest.raises(MissingPackageError, match=message) as caught:
        compat.register()
    assert isinstance(caught.value, FunctionsError)
    assert isinstance(caught.value, ImportError)
    assert isinstance(caught.value.__cause__, ModuleNotFoundError)
    assert sys.meta_path == finders


def test_the_official_sdk_cannot_be_imported(write: Write) -> None:
    prepend(write("azure/functions/__init__.py", "import no_such_dependency"))
    with pytest.raises(
        MissingPackageError,
        match=r"^cannot register the classes of azure_functions_lite with azure\.functions: "
        r"expected azure-functions to be installed, got No module named 'no_such_dependency'$",
    ):
        compat.register()


def test_azure_functions_is_this_package() -> None:
    compat.install()
    finders, converter = [*sys.meta_path], registry.get("queueTrigger")
    check = getattr(converter, "check_input_type_annotation", None)
    compat.register()
    assert sys.meta_path == finders
    assert getattr(converter, "check_input_type_annotation", None) == check
