"""Cases, made by hypothesis, of every binding: what a host or a user plausibly sends, and odd variants of it."""

from . import calls, events, http, messages, simple

EVERY_CASE = {**http.CASES, **simple.CASES, **events.CASES, **calls.CASES, **messages.CASES}
