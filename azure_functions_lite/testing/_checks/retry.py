"""Retry policies: those of function.json and host.json for the host, those of decorators for the worker."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator, Mapping
from typing import Any

from azure_functions_lite._typing import is_object
from azure_functions_lite.errors import excerpt
from azure_functions_lite.testing._apps.signature import Finding
from azure_functions_lite.testing._checks.schedules import parse_timespan

_INTERVALS = {"fixeddelay": ("delayInterval",), "exponentialbackoff": ("minimumInterval", "maximumInterval")}
"""The strategies of the host, and the intervals that each needs."""
_NUMBERS = {"0": "exponentialbackoff", "1": "fixeddelay"}


def policy_fault(policy: object) -> str | None:
    """Say why the host rejects the ``retry`` of a function.json or of host.json; None if it accepts it."""
    if policy is None:
        return None
    if not is_object(policy):
        return f"expected an object as retry, got {excerpt(policy)}"
    given = {key.lower(): value for key, value in policy.items()}
    count = given.get("maxretrycount")
    if isinstance(count, bool) or not re.fullmatch(r"\s*[+-]?\d{1,10}\s*", str(count)) or int(str(count)) < -1:
        return f"maxRetryCount: expected an integer from -1 on, got {'none' if count is None else excerpt(count)}"
    strategy = str(given.get("strategy", "exponentialBackoff")).strip().lower()
    strategy = _NUMBERS.get(strategy, strategy)
    if strategy not in _INTERVALS:
        return f"strategy: expected fixedDelay or exponentialBackoff, got {excerpt(given['strategy'])}"
    spans = list[Any]()
    for name in _INTERVALS[strategy]:
        interval = given.get(name.lower())
        span = None if interval is None or isinstance(interval, bool) else parse_timespan(str(interval))
        if span is None:
            got = "none" if interval is None else excerpt(interval)
            return f"{name}: expected a TimeSpan such as '00:00:10', got {got}"
        spans.append(span)
    if spans != sorted(spans) or spans[0].days < 0:
        got = ", ".join(excerpt(given[name.lower()]) for name in _INTERVALS[strategy])
        return f"expected intervals from zero on, the minimum first, got {got}"
    return None


_DECORATED = {"fixed_delay": ("delay_interval",), "exponential_backoff": ("minimum_interval", "maximum_interval")}
"""The strategies of the worker, and the intervals that it reads for each."""

_NEEDS_BOTH = sys.version_info < (3, 13)
"""Whether the worker for this version of Python has no default for the intervals of ``exponential_backoff``."""


def check_decorated_retry(policy: Mapping[str, Any] | None) -> Iterator[Finding]:
    """Find what the worker cannot convert in the policy of a decorator, and what the host then rejects."""
    if policy is None:
        return
    strategy, count = policy.get("strategy"), policy.get("max_retry_count")
    try:
        number = int(count) if count is not None else None
    except (TypeError, ValueError):
        number = None
    if number is None:
        yield Finding(None, "retry", f"max_retry_count: expected an integer, got {count!r}")
    elif number < -1:
        yield Finding(None, "retry-range", f"max_retry_count: expected an integer from -1 on, got {count!r}")
    if strategy not in _DECORATED:
        yield Finding(None, "retry", f"strategy: expected {' or '.join(_DECORATED)}, got {strategy!r}")
    spans = list[time.struct_time]()
    for name in _DECORATED.get(str(strategy), ()):
        given: Any = policy.get(name)
        if not given and strategy != "fixed_delay" and not _NEEDS_BOTH:
            continue
        try:
            spans.append(time.strptime(given, "%H:%M:%S"))
        except (TypeError, ValueError):
            yield Finding(None, "retry", f"{name}: expected hh:mm:ss, got {given!r}")
    if spans != sorted(spans):
        got = f"{policy['minimum_interval']!r} and {policy['maximum_interval']!r}"
        yield Finding(None, "retry-range", f"expected a minimum_interval up to the maximum_interval, got {got}")
