"""What is written under the attributes of a class, for `help()`: Python does not keep it."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from textwrap import dedent, fill


def attribute_docs(kind: type) -> dict[str, str]:
    """Return the documentation of each annotated attribute of a class and its bases; empty without the source."""
    docs: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        docs |= _docs_in(base)
    return docs


@cache  # a hundred decorators share a few bases
def _docs_in(kind: type) -> dict[str, str]:
    try:
        source = dedent(inspect.getsource(kind))
    except (OSError, TypeError):
        return {}
    found: dict[str, str] = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            for declared, after in pairwise(node.body):
                match declared, after:
                    case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                        found[name] = inspect.cleandoc(text)
                    case _:
                        pass
    return found


def with_arguments(doc: str, arguments: Mapping[str, str], *, width: int = 100) -> str:
    """Return a docstring with an ``Args:`` section, unless it has one.

    Args:
        doc: The docstring, without indentation.
        arguments: The text about each parameter; those without a text are left out.
        width: Characters in a line.
    """
    entries = [
        fill(f"{name}: {' '.join(text.split())}", width, initial_indent="    ", subsequent_indent="        ")
        for name, text in arguments.items()
        if text
    ]
    if not entries or re.search(r"^Args:", doc, re.MULTILINE):
        return doc
    section = "\n".join(["Args:", *entries])
    later = re.search(r"^(?:Raises|Source|Differs):", doc, re.MULTILINE)
    end = later.start() if later else len(doc)
    return "\n\n".join(filter(None, (doc[:end].strip(), section, doc[end:].strip())))
