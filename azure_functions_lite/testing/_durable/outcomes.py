"""The outcome of a call: from a stand-in of the test, or from a function of the app."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple, TypeAlias

from azure_functions_lite._bindings.durable_codec import df_dumps

StandIn: TypeAlias = Callable[[Any], object] | object
"""A stand-in for a function: any value. Callables are listed so that checkers know the argument of a lambda."""


class After(NamedTuple):
    """An outcome that takes its time; see `after`."""

    delay: timedelta
    """How long it takes."""
    outcome: StandIn
    """What comes then."""


def after(delay: timedelta, outcome: StandIn = None) -> After:
    """Say that something comes after a while, by the clock of the run: ``after(timedelta(hours=2), "yes")``."""
    return After(delay, outcome)


class Outcome(NamedTuple):
    """The outcome of a call, and its time."""

    delay: timedelta
    """How long it takes, by the clock of the orchestration."""
    result: str | None
    """Its result, as JSON text; None if it failed."""
    error: Exception | None = None
    """What it failed with."""


NEVER = Outcome(timedelta.max, None)


def outcome_of(given: StandIn, argument: Any) -> Outcome:
    """Return the outcome of a stand-in for the input of a call.

    Args:
        given: A value, an exception, a callable that takes the input and returns or raises one of these, or any of
            them `after` a while.
        argument: The input.

    Raises:
        AssertionError: what the stand-in asserts does not hold.
    """
    delay = timedelta()
    outcome: Any = given
    try:
        while True:
            if isinstance(outcome, After):
                delay, outcome = delay + outcome.delay, outcome.outcome
            elif isinstance(outcome, BaseException) or _is_exception_class(outcome):
                raise outcome
            elif callable(outcome):
                outcome = outcome(argument)
            else:
                return Outcome(delay, df_dumps(outcome))
    except AssertionError:
        # That is the test's own, and no failure of an activity.
        raise
    except Exception as error:  # whatever a stand-in raises is what the call fails with
        return Outcome(delay, None, error)


def _is_exception_class(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, BaseException)
