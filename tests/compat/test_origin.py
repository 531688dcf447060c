"""Whether `azure.functions` is this package, the official SDK, or neither."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

import azure_functions_lite as func
from azure_functions_lite.compat import sdk_of


class Late(func.TimerRequest):
    """A subclass of a user."""


@pytest.mark.parametrize(
    "value",
    [
        func,
        func.queue,
        func.QueueMessage,
        func.QueueMessage(body="tea"),
        func.FunctionApp(),
        func.AuthLevel.ADMIN,
        Late,
        Late(),
    ],
    ids=lambda value: type(value).__name__,
)
def test_ours(value: object) -> None:
    assert sdk_of(value) == "azure_functions_lite"


@pytest.mark.parametrize("value", [None, "azure.functions", int, [func], sys, pytest, ModuleType("azure.functions_x")])
def test_neither(value: object) -> None:
    assert sdk_of(value) is None


def test_the_official_sdk() -> None:
    # Its classes say where they are from, whether it is installed or not.
    message = type("QueueMessage", (), {"__module__": "azure.functions._queue"})
    own = type("Own", (message,), {})
    for value in (message, message(), own, own(), ModuleType("azure.functions.queue")):
        assert sdk_of(value) == "azure.functions"
