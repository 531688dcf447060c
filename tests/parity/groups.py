"""The bindings that are compared, each group with its cases, rules and examples in a module of its own."""

from . import calls, events, examples, messages, strategies

EVERY_CASE = {**strategies.EVERY_CASE, **events.CASES, **calls.CASES, **messages.CASES}
EVERY_EXAMPLE = [*examples.EXAMPLES, *events.EXAMPLES, *calls.EXAMPLES, *messages.EXAMPLES]
