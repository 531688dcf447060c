"""Cases, made by hypothesis, of every binding."""

from . import calls, events, messages, shared

EVERY_CASE = {**shared.EVERY_CASE, **events.CASES, **calls.CASES, **messages.CASES}
