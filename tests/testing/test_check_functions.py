"""What is wrong with single functions of apps with decorators that are at hand."""

from __future__ import annotations

import sys
import typing
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import azure_functions_lite as func
from azure_functions_lite.testing.apps import load_app


@pytest.mark.parametrize(
    ("strategy", "options", "expected"),
    [
        ("fixed_delay", {"delay_interval": "00:00:10", "minimum_interval": "unread"}, []),
        ("exponential_backoff", {}, []),
        (
            "exponential_backoff",
            {"minimum_interval": "1s", "maximum_interval": 60},
            ["minimum_interval: expected hh:mm:ss, got '1s'", "maximum_interval: expected hh:mm:ss, got 60"],
        ),
        (
            "linear",
            {"max_retry_count": None},
            [
                "max_retry_count: expected an integer, got None",
                "strategy: expected fixed_delay or exponential_backoff, got 'linear'",
            ],
        ),
    ],
    ids=["what another strategy reads", "defaults", "intervals", "count and strategy"],
)
def test_retry(strategy: str, options: dict[str, Any], expected: list[str]) -> None:
    app = func.FunctionApp()

    given: dict[str, Any] = {"strategy": strategy, "max_retry_count": "3", **options}

    @app.retry(**given)
    @app.queue_trigger("msg", queue_name="orders", connection="Storage")
    def take(msg: func.QueueMessage) -> None:
        pass

    assert [problem.message for problem in load_app(app).check()] == expected


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
    assert app_of(with_stranger) == ["actions: expected a binding for this parameter, got none"]


def no_source(namespace: dict[str, Any]) -> Any:
    exec("def take(msg): return 7", namespace)
    return namespace["take"]


def test_nothing_is_told_of_source_that_cannot_be_read() -> None:
    def written(msg: func.QueueMessage) -> Any:
        return 7

    unnamed: Callable[[object], int] = lambda msg: 7  # noqa: E731  # its source is no definition
    take: Any = unnamed
    take.__name__ = "take"
    assert app_of(no_source({})) == []
    assert app_of(take) == []
    expected = "expected a binding $return for what the function returns, got none"
    assert app_of(written) == [f"$return: line {written.__code__.co_firstlineno + 1}: {expected}"]


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
