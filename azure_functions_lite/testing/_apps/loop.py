"""The event loop in which an app's coroutine functions run, the same one for all calls, as in the worker.

Clients and tasks that a function keeps in a global belong to it.
"""

from __future__ import annotations

import asyncio
import os
import weakref
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from threading import Lock, Thread
from typing import Any

from azure_functions_lite.asgi import LIFESPAN_TASK
from azure_functions_lite.errors import AppError


class Loop:
    """An event loop that is created for the first call, and closed at the latest when nothing refers to it any more."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._process = 0
        self._running = Lock()

    def run(
        self, name: str, function: Callable[..., Coroutine[Any, Any, object]], arguments: Mapping[str, Any]
    ) -> object:
        """Call a coroutine function, and return what it returns; threads take turns.

        Raises:
            AppError: another loop is running in this thread.
            Exception: whatever the function raises.
        """
        if _is_in_loop():
            raise AppError(f"an event loop is already running: await invoke_async to call {name!r}")
        with self._running:
            if self._loop is None or self._process != os.getpid():
                self._loop, self._process = asyncio.new_event_loop(), os.getpid()
                weakref.finalize(self, _end, self._loop, self._process)
            return self._loop.run_until_complete(function(**arguments))

    def end(self) -> None:
        """Have ASGI apps shut down, cancel the tasks that are left, and close the loop."""
        if self._loop is not None:
            _end(self._loop, self._process)
            self._loop = None


def _is_in_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def _end(loop: asyncio.AbstractEventLoop, process: int) -> None:
    # A forked process inherits the loop of its parent, and does not touch it.
    if loop.is_closed() or process != os.getpid():
        return
    if not _is_in_loop():
        _finish(loop)
        return
    # In a thread with a loop that is running no other one can run.
    thread = Thread(target=_finish, args=(loop,))
    thread.start()
    thread.join()


def _finish(loop: asyncio.AbstractEventLoop) -> None:
    for task in sorted(asyncio.all_tasks(loop), key=lambda task: task.get_name() != LIFESPAN_TASK):
        task.cancel()
        loop.run_until_complete(asyncio.wait([task]))
    loop.run_until_complete(loop.shutdown_asyncgens())
    # It needs new threads, which Python does not start at its end; those of the executor have ended by then.
    with suppress(RuntimeError):
        loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()
