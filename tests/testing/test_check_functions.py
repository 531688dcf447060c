"""What is wrong with single functions of apps with decorators that are at hand."""

from __future__ import annotations

import sys
import typing
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import azure_functions_lite as func
from azure_functions_lite.testing._apps.hints import ALIAS_HINT
from azure_functions_lite.testing._checks import retry
from azure_functions_lite.testing.apps import load_app


@pytest.mark.parametrize(
    ("strategy", "options", "expected"),
    [
        ("fixed_delay", {"delay_interval": "00:00:10", "minimum_interval": "unread"}, []),
        ("exponential_backoff", {"minimum_interval": "00:00:10", "maximum_interval": "00:10:00"}, []),
        (
            "exponential_backoff",
            {"minimum_interval": "1s", "maximum_interval": 60},
            ["minimum_interval: expected hh:mm:ss, got '1s'", "maximum_interval: expected hh:mm:ss, got 60"],
        ),
        ("exponential_backoff", {"minimum_interval": "00:00:10", "maximum_interval": "00:00:10"}, []),
        (
            "exponential_backoff",
            {"minimum_interval": "00:00:11", "maximum_interval": "00:00:10"},
            ["expected a minimum_interval up to the maximum_interval, got '00:00:11' and '00:00:10'"],
        ),
        ("fixed_delay", {"delay_interval": "00:00:10", "max_retry_count": "-1"}, []),
        (
            "fixed_delay",
            {"delay_interval": "00:00:10", "max_retry_count": "-2"},
            ["max_retry_count: expected an integer from -1 on, got '-2'"],
        ),
        ("fixed_delay", {"delay_interval": ""}, ["delay_interval: expected hh:mm:ss, got ''"]),
        (
            "linear",
            {"max_retry_count": None},
            [
                "max_retry_count: expected an integer, got None",
                "strategy: expected fixed_delay or exponential_backoff, got 'linear'",
            ],
        ),
    ],
    ids=[
        *("what another strategy reads", "in order", "intervals", "the same", "not in order", "for ever", "less"),
        *("no interval", "count and strategy"),
    ],
)
def test_retry(strategy: str, options: dict[str, Any], expected: list[str]) -> None:
    app = func.FunctionApp()

    given: dict[str, Any] = {"strategy": strategy, "max_retry_count": "3", **options}

    @app.retry(**given)
    @app.queue_trigger("msg", queue_name="orders", connection="Storage")
    def take(msg: func.QueueMessage) -> None:
        pass

    assert [problem.message for problem in load_app(app).check()] == expected


def test_intervals_that_a_worker_has_defaults_for(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = {"strategy": "exponential_backoff", "max_retry_count": "3"}
    monkeypatch.setattr(retry, "_NEEDS_BOTH", False)
    assert list(retry.check_decorated_retry(policy)) == []
    monkeypatch.setattr(retry, "_NEEDS_BOTH", True)
    assert [finding.code for finding in retry.check_decorated_retry(policy)] == ["retry", "retry"]


class Client:
    """Stands for a client of an extension."""


@pytest.fixture
def extensions(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extensions package, as if the app had imported it."""

    def supports(kind: object) -> bool:
        return kind is Client

    registry = SimpleNamespace(check_supported_type=supports, check_supported_grpc_client_type=supports)
    module: Any = ModuleType("azurefunctions.extensions.base")
    module.get_binding_registry = lambda: registry
    monkeypatch.setitem(sys.modules, "azurefunctions.extensions.base", module)


def app_of(function: Any, *outputs: str) -> list[str]:
    app = func.FunctionApp()
    decorated = app.queue_trigger("msg", queue_name="orders", connection="Storage")(function)
    for name in outputs:
        decorated = app.queue_output(name, queue_name="copies", connection="Storage")(decorated)
    return [f"{each.binding}: {each.message}" for each in load_app(app).check()]


@pytest.mark.usefixtures("extensions")
def test_clients_of_extensions() -> None:
    def with_client(msg: Client) -> None:
        pass

    def with_settlement(msg: func.QueueMessage, actions: Client) -> None:
        pass

    def with_stranger(msg: func.QueueMessage, actions: int) -> None:
        pass

    assert app_of(with_client) == []
    assert app_of(with_settlement) == []
    assert app_of(with_stranger) == ["actions: no binding named 'actions', only 'msg'"]


class Request:
    """Stands for what a web framework calls a function with."""


class Response:
    """Stands for what it takes as an answer."""


@pytest.fixture
def streams(extensions: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extensions package, with an extension for HTTP streams."""
    module: Any = sys.modules["azurefunctions.extensions.base"]
    for name, value in {
        "HttpV2FeatureChecker": SimpleNamespace(http_v2_enabled=lambda: True),
        "RequestTrackerMeta": SimpleNamespace(check_type=[Request].__contains__),
        "ResponseTrackerMeta": SimpleNamespace(check_type=[Response].__contains__),
    }.items():
        monkeypatch.setattr(module, name, value, raising=False)


def route_of(function: Any) -> list[str]:
    app = func.FunctionApp()
    app.route("stream")(function)
    return [f"{each.binding}: {each.message}" for each in load_app(app).check()]


@pytest.mark.usefixtures("streams")
def test_http_streams() -> None:
    async def stream(req: Request) -> Response:
        return Response()

    async def without_annotations(req: Any):  # type: ignore[no-untyped-def]  # as many functions are written
        return {"url": req.url}

    def generator(req: Request):  # type: ignore[no-untyped-def]  # as above
        yield req

    def text(req: str) -> Response:
        return Response()

    del without_annotations.__annotations__["req"]
    assert [route_of(each) for each in (stream, without_annotations, generator, text)] == [[], [], [], []]


@pytest.mark.usefixtures("streams")
def test_what_is_refused_beside_http_streams() -> None:
    def request(req: func.HttpRequest) -> Response:
        return Response()

    def response(req: Request) -> func.HttpResponse:
        return func.HttpResponse("open")

    def take(msg: func.HttpRequest) -> None:
        pass

    takes = "expected an annotation that"
    assert route_of(request) == [f"req: {takes} httpTrigger accepts (str, bytes), got HttpRequest"]
    assert route_of(response) == [f"$return: {takes} http accepts, got HttpResponse"]
    assert app_of(take) == [f"msg: {takes} queueTrigger accepts (QueueMessage, str, bytes), got HttpRequest"]


@pytest.mark.usefixtures("extensions")
def test_http_without_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    checker = SimpleNamespace(http_v2_enabled=lambda: False)
    module = sys.modules["azurefunctions.extensions.base"]
    monkeypatch.setattr(module, "HttpV2FeatureChecker", checker, raising=False)

    def ping(req: func.HttpRequest) -> func.HttpResponse:
        return func.HttpResponse("open")

    def count(req: Request) -> func.HttpResponse:
        return func.HttpResponse("open")

    message = "expected an annotation that httpTrigger accepts (HttpRequest, str, bytes), got Request"
    assert route_of(ping) == []
    assert route_of(count) == [f"req: {message}"]


def test_what_a_binding_takes() -> None:
    """Only what it does take is listed, and classes of the official SDK are told from those of this package."""
    official = type("OrchestrationContext", (), {"__module__": "azure.functions.durable_functions"})
    app = func.FunctionApp()

    def orchestrate(context: Any) -> str:
        return str(context)

    orchestrate.__annotations__["context"] = official
    app.generic_trigger("context", type="orchestrationTrigger")(orchestrate)
    [problem] = load_app(app).check()
    assert (problem.binding, problem.code) == ("context", "annotation")
    assert problem.message == (
        "expected an annotation that orchestrationTrigger accepts (OrchestrationContext), "
        f"got OrchestrationContext of the official SDK: {ALIAS_HINT}"
    )


def test_parameters_that_are_passed_by_name() -> None:
    def only(*, msg: func.QueueMessage) -> None:
        pass

    def all_of_them(**msg: Any) -> None:
        pass

    def by_position(context: func.Context, /, msg: func.QueueMessage) -> None:
        pass

    del all_of_them.__annotations__["msg"]
    message = "the worker passes parameters by name, but this one accepts only positions"
    assert app_of(only) == []
    assert app_of(all_of_them) == []
    assert app_of(by_position) == [f"context: {message}"]


def no_source(namespace: dict[str, Any]) -> Any:
    exec("def take(msg): return 7", namespace)
    return namespace["take"]


def test_nothing_is_told_of_source_that_cannot_be_read() -> None:
    def written(msg: func.QueueMessage) -> Any:
        return 7

    unnamed: Callable[[object], int] = lambda msg: 7  # noqa: E731  # its source is not a definition
    take: Any = unnamed
    take.__name__ = "take"
    assert app_of(no_source({})) == []
    assert app_of(take) == []
    expected = "the function returns a value, but has no binding $return"
    assert app_of(written) == [f"$return: {expected}"]


Shown = typing.Tuple[typing.Callable[[int], str], ...]  # noqa: UP006  # the older spelling is another object


@pytest.mark.parametrize(
    ("annotation", "shown"),
    [
        (typing.Optional[func.QueueMessage], "QueueMessage | None"),  # noqa: UP045  # the older spelling
        (Shown, "Tuple[Callable[[int], str], ...]"),
        (func.Out[Shown], "Tuple[Callable[[int], str], ...]"),
        (typing.Literal["tea"], "Literal['tea']"),
        (typing.Any, "Any"),
        (typing.TypeVar("T"), "~T"),
    ],
    ids=["optional", "tuple", "tuple in Out", "literal", "any", "variable"],
)
def test_annotations_are_shown_as_they_are_written(annotation: Any, shown: str) -> None:
    def take(msg: Any) -> None:
        pass

    take.__annotations__["msg"] = annotation
    [message] = app_of(take)
    assert message.endswith(f", got {shown}")
