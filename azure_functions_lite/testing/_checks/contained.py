"""What the import of an app may do to this process: it cannot end it, and what it changes is put back."""

from __future__ import annotations

import os
import sys
import threading
import warnings
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType
from typing import NoReturn


@contextmanager
def contained(root: Path) -> Generator[None, None, None]:
    """Keep what an app does on import from this process.

    Whatever it calls to end the process raises `SystemExit`, and its questions on the terminal get no answer. The
    current folder is that of the app, as it is for the worker. At the end the folder, the arguments of the command, the
    streams, the filters of warnings and the limit of recursion are as before. What crashes Python, or starts another
    process, is beyond that.

    Args:
        root: Folder of the app.
    """
    argv, streams, limit = sys.argv, (sys.stdin, sys.stdout, sys.stderr), sys.getrecursionlimit()
    arguments = argv[:]
    folder = os.getcwd()
    ends = {name: getattr(os, name) for name in _ENDS}
    for name, end in ends.items():
        setattr(os, name, _refuse(name, end, os.getpid()))
    try:
        with open(os.devnull) as nobody, warnings.catch_warnings():
            sys.stdin = nobody
            if root.is_dir():
                os.chdir(root)
            yield
    finally:
        for name, end in ends.items():
            setattr(os, name, end)
        argv[:] = arguments
        sys.argv = argv
        sys.stdin, sys.stdout, sys.stderr = streams
        sys.setrecursionlimit(limit)
        os.chdir(folder)


_ENDS = ("_exit", "abort", "execv", "execve")
"""Functions of `os` after which nothing of this process goes on; the others are made of these."""


def _refuse(name: str, end: Callable[..., object], process: int) -> Callable[..., NoReturn]:
    def refuse(*arguments: object) -> NoReturn:
        if os.getpid() != process:
            # A child that the app has forked; `multiprocessing` ends its children so.
            end(*arguments)  # pragma: no cover  # that child measures nothing
        raise SystemExit(f"os.{name}({', '.join(map(repr, arguments))})")

    return refuse


def left_running(before: set[threading.Thread]) -> list[CodeType]:
    """Return what the threads run that are new, and that Python waits for when it ends."""
    codes = [_code_of(thread) for thread in threading.enumerate() if thread not in before and not thread.daemon]
    return [code for code in codes if code is not None]


def _code_of(thread: threading.Thread) -> CodeType | None:
    target = getattr(thread, "_target", None) or getattr(thread, "function", None) or type(thread).run
    code = getattr(target, "__code__", None)
    return code if isinstance(code, CodeType) else None
