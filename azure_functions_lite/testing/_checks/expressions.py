"""Binding expressions: settings between percent signs, and what the trigger delivers, in braces."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAME = re.compile(r"[^\W\d][\w.\-]*(:[^{}]*)?")
"""A name, with or without a format."""


def template_names(text: str) -> list[str] | None:
    """Return the names in braces of a template, without formats; None if it is malformed.

    Source: WebJobs SDK ``BindingTemplateParser.cs``.
    """
    names, index = list[str](), 0
    while index < len(text):
        letter = text[index]
        if letter in "{}" and text[index : index + 2] == letter * 2:
            index += 2
            continue
        if letter == "}":
            return None
        if letter == "{":
            end = text.find("}", index)
            if end < 0 or not _NAME.fullmatch(inner := text[index + 1 : end]):
                return None
            names.append(inner.partition(":")[0])
            index = end
        index += 1
    return names


def settings_in(text: str) -> list[str] | None:
    """Return the names of settings between percent signs; None if one of the signs is alone.

    Source: WebJobs SDK ``NameResolverExtensions.cs``.
    """
    parts = text.split("%")
    return None if len(parts) % 2 == 0 else parts[1::2]


def resolved(text: str, settings: Mapping[str, str]) -> str | None:
    """Return a text with its settings filled in; None if one is unknown.

    Args:
        text: The text.
        settings: What the settings are, by name in lower case.
    """
    parts = text.split("%")
    for index in range(1, len(parts), 2):
        value = settings.get(parts[index].lower())
        if value is None:
            return None
        parts[index] = value
    return "".join(parts)
