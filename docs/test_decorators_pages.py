"""The pages of the decorators have them all, and say what the rows of function.json are."""

from __future__ import annotations

import re
from collections import Counter
from enum import Enum
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

import azure_functions_lite as func
from azure_functions_lite.decorators.core import Entry

from .decorators_directive import FENCE, decorators, fill, made_class, options, overview, reference

DOCS = Path(__file__).parent
PAGES = {page.stem: page.read_text(encoding="utf-8") for page in sorted(DOCS.glob("decorators/*.md"))}
# Those that make an object of a class, by which they are described.
MADE = {name: made for name, made in ((name, made_class(value)) for name, value in decorators().items()) if made}


def described(page: str) -> list[str]:
    """Return the decorators that the reference on a page has."""
    return [
        name
        for family in FENCE.findall(PAGES[page])
        if family != "overview"
        for name in re.findall(
            r"^\.\. (?:auto|py:)method:: (?:\S+\.)?FunctionApp\.(\w+)", reference(family), re.MULTILINE
        )
    ]


def test_each_decorator_is_on_one_page() -> None:
    assert Counter(name for page in PAGES for name in described(page)) == Counter([*decorators()])


def test_each_page_is_in_the_index() -> None:
    assert {*re.findall(r"^(\w+)$", PAGES["index"], re.MULTILINE)} == {*PAGES} - {"index"}
    assert {*re.findall(r":doc:`(\w+)`", overview())} == {*PAGES} - {"index"}


def test_the_reference_is_put_into_a_page() -> None:
    source = ["# Queues\n\n```{decorators} queue\n```\n"]
    fill(None, "decorators/queue", source)
    assert source == [f"# Queues\n\n````{{eval-rst}}\n{reference('queue')}\n````\n"]


@pytest.mark.parametrize("name", decorators())
def test_each_option_has_a_sentence(name: str) -> None:
    decorator = decorators()[name]
    lines = {listed.option: listed.sentence for listed in (options(MADE[name]) if name in MADE else [])}
    texts = dict(re.findall(r"^ +(\w+): (.+)", decorator.__doc__, re.MULTILINE)) | lines
    _, *parameters = signature(decorator).parameters.values()
    for parameter in parameters:
        # The docstring of `http_type` is a sentence about its one option; open keywords are not options.
        if parameter.kind is not parameter.VAR_KEYWORD and name != "http_type":
            assert re.match(r"[A-Z`].{10}", texts.get(parameter.name, "")), parameter.name


# Options that take no text: what is given, and what the row has.
VALUES: dict[str, tuple[object, object]] = {
    "prompt_arguments": (
        [func.PromptArgument("order", "Its id", True)],
        '[{"name":"order","description":"Its id","required":true}]',
    ),
}
# Options that cannot be given together with the others.
ALONE = {"event_grid_output": "connection"}


def example(kind: type, option: str) -> tuple[object, object]:
    """Return a value for an option, and what the row has then."""
    choices: list[type[Enum] | None] = [getattr(vars(base).get(option), "kind", None) for base in kind.__mro__]
    chosen = next((list(choice)[-1] for choice in choices if choice), None)
    text = f"value of {option}"
    return VALUES.get(option, (chosen, chosen) if chosen else (text, text))


@pytest.mark.parametrize("name", MADE)
def test_keys_are_those_of_the_row(name: str) -> None:
    kind: Any = MADE[name]
    listed = [each for each in options(kind) if each.key and each.option != ALONE.get(name)]
    examples = {each.option: example(kind, each.option) for each in listed}
    written = kind(**{option: given for option, (given, _) in examples.items()}).get_dict_repr()
    for each in listed:
        wanted = examples[each.option][1]
        assert written[each.key] in (wanted, getattr(wanted, "value", wanted))
    if listed:
        own = {"direction", "type"} if issubclass(kind, Entry) else {"setting_name"}
        assert {*written} - own - {"useResultSchema"} == {each.key for each in listed} - own
