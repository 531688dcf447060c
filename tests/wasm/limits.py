"""A plugin of pytest: skip a test when it does what CPython in WebAssembly cannot do, with the reason."""

from __future__ import annotations

import asyncio
import os
import subprocess
import threading
from collections.abc import Callable
from typing import Any, NoReturn

import pytest


def _skips(reason: str) -> Callable[..., NoReturn]:
    def skip(*_: object, **__: object) -> NoReturn:
        pytest.skip(f"WebAssembly has no {reason}")

    return skip


def pytest_configure() -> None:
    missing: list[tuple[Any, str, str]] = [
        (subprocess, "Popen", "processes"),
        (os, "mkfifo", "FIFOs"),
        (threading.Thread, "start", "threads"),
        # An event loop waits there by switching stacks, which Node 20 cannot do.
        (asyncio, "run", "stack switching"),
        (asyncio.Runner, "run", "stack switching"),
    ]
    for owner, name, reason in missing:
        setattr(owner, name, _skips(reason))
