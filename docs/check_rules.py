"""Write the entries of `check.md` from the table of rules: ``python docs/check_rules.py``.

In each entry, everything from the heading to the line with the source comes from the table. What follows, such as an
example, is written by hand and stays as it is. A rule without an entry gets one.
"""

from __future__ import annotations

import re
from pathlib import Path

from azure_functions_lite.testing.problems import RULES, Family, Rule, Severity

__all__ = ["PAGE", "entry", "page"]

PAGE = Path(__file__).with_name("check.md")

FAMILIES: dict[Family, str] = {
    "files": "The files",
    "names": "Names",
    "routes": "Routes",
    "code": "The code",
    "bindings": "The bindings",
    "parameters": "The parameters",
    "returns": "What is returned",
}
"""The headings of the groups."""

EFFECTS: dict[Severity, str] = {
    "app": "the app does not start",
    "function": "this function is missing",
    "call": "each call fails",
    "data": "data is at risk",
}


def entry(rule: Rule) -> str:
    """Return the part of an entry that comes from the table."""
    effect = EFFECTS[rule.severity]
    if rule.severity_in(decorated=True) != rule.severity:
        effect += ". In an app with decorators, all functions are missing"
    kind = "Warning" if rule.is_warning else "Error"
    words = f"In the log: `{rule.words}`\n" if rule.words else ""
    source = rule.source or "this library"
    return f"### `{rule.code}`\n\n{rule.summary}\n\n*{kind}: {effect}.*\n{words}Source: {source}\n"


def page(text: str) -> str:
    """Return the page with the entries of the table."""
    start = text.index(f"## {FAMILIES['files']}\n")
    written: dict[str, str] = {}
    for part in re.split(r"^### ", text[start:], flags=re.MULTILINE)[1:]:
        code, _, rest = part.partition("\n")
        by_hand = re.split(r"^Source: .*\n", rest, maxsplit=1, flags=re.MULTILINE)[-1]
        written[code.strip("`")] = re.split(r"^## ", by_hand, flags=re.MULTILINE)[0].strip("\n")
    parts = [text[:start]]
    for family, heading in FAMILIES.items():
        parts.append(f"## {heading}\n\n")
        for code, rule in RULES.items():
            if rule.family == family:
                example = written.get(code, "")
                parts.append(entry(rule) + "\n" + (f"{example}\n\n" if example else ""))
    return "".join(parts).rstrip("\n") + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
