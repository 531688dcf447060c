"""Types and values."""

from __future__ import annotations

import copy
import re
from functools import partial
from types import ModuleType

from ..packages import HAS_TO_DICT, resolve
from ..table import both, python, row

_MODULES = {"HttpRequest": "http", "QueueMessage": "queue", "InputStream": "blob", "TimerRequest": "timer"}


def _is_one(name: str, func: ModuleType) -> bool:
    return resolve(func, name) is resolve(func, f"{_MODULES[name]}.{name}")


def _has(name: str, member: str, func: ModuleType) -> bool:
    return hasattr(resolve(func, name), member)


@row(
    both(lambda func: python(f"from {func.__name__} import *").partition(":")[0], "AttributeError", IndexError),
    both(lambda func: python(f"from {func.__name__} import *; print(HttpRequest.__name__)"), ..., "HttpRequest"),
)
def star_import() -> None:
    """`from … import *`
    raises `AttributeError` -> imports the public names
    `__all__` lists only existing names"""


@row(
    *(both(partial(_is_one, name), False, True) for name in _MODULES),
    both(lambda func: func.QueueMessage(dequeue_count=1).dequeue_count, TypeError, 1),
    both(lambda func: func.InputStream(name="x").read(), ..., b""),
)
def one_class_per_name() -> None:
    """`func.QueueMessage`, `func.InputStream`, …
    has two classes with the same name: `azure.functions.QueueMessage` accepts three arguments,
      `azure.functions.queue.QueueMessage` accepts all -> has one class, which accepts every property by keyword
    a test can construct what a function receives"""


@row(
    both(lambda func: func.Out().get(), TypeError, None),
    both(lambda func: func.Context(function_name="f").function_name, TypeError, "f"),
)
def classes_concrete() -> None:
    """`Out`, `Context`
    are abstract -> are concrete: `Out()`, `Context(function_name="f")`
    for tests"""


@row(
    both(lambda func: func.QueueMessage(id="a", body="b") == func.QueueMessage(id="a", body="b"), False, True),
    both(lambda func: len({func.QueueMessage(id="a", body="b") for _ in range(2)}), 2, 1),
    both(lambda func: bool(hash(func.HttpResponse())), True, TypeError),
)
def values_equal() -> None:
    """every value type
    compares by identity -> compares by value; values with a dict or a mutable part cannot be hashed
    `assert message == expected` works"""


@row(
    both(lambda func: bool(re.search(r" at 0x\w+>$", repr(func.HttpResponse("secret")))), True, False),
    both(lambda func: "201" in repr(func.HttpResponse("secret", status_code=201)), False, True),
    both(lambda func: "secret" in repr(func.HttpResponse("secret")), False, False),
)
def values_repr() -> None:
    """every value type
    shows a class name and an address -> shows the fields, but only type and length of bodies and keys
    logs are readable and free of secrets"""


@row(
    both(lambda func: hasattr(func.QueueMessage, "to_dict"), HAS_TO_DICT, True),
    *(both(partial(_has, name, "to_json"), HAS_TO_DICT and name != "HttpRequest", True) for name in _MODULES),
    *(both(partial(_has, "HttpResponse", name), False, True) for name in ("to_dict", "to_json")),
)
def values_to_dict() -> None:
    """every value type
    has `to_dict` and `to_json` in 2.x, except for HTTP, prompts, orchestrators and entities -> has them everywhere
    it is the same on all versions of Python"""


@row(both(lambda func: copy.deepcopy(func.HttpRequest("GET", "/a", body=b"b")).get_body(), TypeError, b"b"))
def values_pickle() -> None:
    """`HttpRequest`
    cannot be pickled or copied -> can
    for caches and worker processes"""
