"""Write the stubs of those modules whose classes are made from tables: ``python tests/stubs/write.py``.

A field of a message is one line, and so is a decorator of an app. Checkers and editors see what Python makes of such a
line: the keyword of a constructor with what it means, a property, a method. The rest of a module is in its stub as it
is in the module. `test_stubs.py` compares the stubs with the modules.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from importlib import import_module
from pathlib import Path
from textwrap import indent
from types import ModuleType

from azure_functions_lite._bindings.fields import Field, WireValue
from azure_functions_lite.decorators._attach import attaches
from azure_functions_lite.decorators._documentation import attribute_docs, with_arguments
from azure_functions_lite.decorators._options import Options

PACKAGE = "azure_functions_lite"
MODULES = tuple(
    f"{PACKAGE}.{name}"
    for name in (
        "decorators.function_app",
        "eventgrid",
        "eventhub",
        "kafka",
        "mcp",
        "queue",
        "servicebus",
        "timer",
    )
)
HEADER = '"""Written by tests/stubs/write.py."""\n'
WIDTH = 112
FOUND_LATE = {
    f"{PACKAGE}.decorators.function_app": dict.fromkeys(
        ("AsgiFunctionApp", "ExternalHttpFunctionApp", "WsgiFunctionApp"), f"{PACKAGE}.decorators.external"
    )
}
"""Module -> names that its ``__getattr__`` finds in modules that import it."""

Origins = dict[str, tuple[str, str]]
"""Name in a module -> where it is imported from, and its name there; that is empty where it is a module."""


def main() -> None:
    """Write each stub beside its module."""
    for name in MODULES:
        place(name).write_text(stub(name), "utf-8")


def place(module: str) -> Path:
    """Return where the stub of a module is."""
    return Path(str(import_module(module).__file__)).with_suffix(".pyi")


def stub(module: str) -> str:
    """Return the text of a stub."""
    return Stub(import_module(module)).text()


class Stub:
    """The stub of one module, as it is put together."""

    def __init__(self, module: ModuleType) -> None:
        self.module = module
        self.source = inspect.getsource(module)
        self.origins = {**origins(module)}

    def text(self) -> str:
        """Return the whole text."""
        parts: list[tuple[str, str]] = []
        for node in ast.parse(self.source).body:
            match node:
                case ast.ClassDef():
                    parts.append((node.name, "\n".join(self.class_lines(node))))
                case ast.FunctionDef():
                    parts.append((node.name, f"{self.header(node)} ..."))
                case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                    parts.append((name, self.segment(node)))
                case _:
                    pass
        body = "\n\n".join(text for _, text in needed(parts, self.module.__all__))
        return f"{HEADER}\n{self.imports(body)}\n\n{body}\n"

    # Classes

    def class_lines(self, node: ast.ClassDef) -> Iterator[str]:
        """Yield the class, with what its tables make in their places."""
        kind: type = vars(self.module)[node.name]
        bases = ", ".join(self.segment(each) for each in (*node.bases, *node.keywords))
        members = list(self.members(kind, node))
        yield f"class {node.name}{f'({bases})' if bases else ''}:{'' if members else ' ...'}"
        yield from (indent(member, "    ") for member in members)

    def members(self, kind: type, node: ast.ClassDef) -> Iterator[str]:
        has_own = "__init__" in {each.name for each in node.body if isinstance(each, ast.FunctionDef)}
        is_wire = issubclass(kind, WireValue)
        if is_wire:
            yield docstring(message_doc(kind))
        if is_wire and not has_own:
            yield self.constructor(kind)
        if has_own and not is_wire and kind.__doc__:
            # Some editors look for the parameters of a constructor nowhere else.
            yield f"{docstring(inspect.cleandoc(kind.__doc__))}\n"
        for line in node.body:
            match line:
                case ast.FunctionDef():
                    yield from self.attributes(line)
                    yield f"{self.header(line)} ..."
                case ast.AnnAssign(target=ast.Name(id=name)):
                    yield from self.declared(kind, name, self.segment(line.annotation))
                case ast.Assign(targets=[ast.Name()], value=ast.Name()):
                    yield self.segment(line)
                case _:
                    pass

    def declared(self, kind: type, name: str, annotation: str) -> Iterator[str]:
        """Yield what one annotated line of a class makes."""
        value = vars(kind).get(name)
        if isinstance(value, Field):
            doc = indent(docstring(attribute_docs(kind)[name]), "    ")
            yield f"@property\ndef {name}(self) -> {annotation}:\n{doc}"
        elif isinstance(value, attaches) and value.__name__ == name:
            yield self.decorator(name, value._load())  # pyright: ignore[reportPrivateUsage]  # what the decorator is made of
        elif isinstance(value, attaches):
            yield f"{name} = {value.__name__}"
        else:
            yield f"{name}: {annotation}"

    def constructor(self, kind: type[WireValue]) -> str:
        """Return the constructor of a message, whose parameters may be None wherever they may be left out."""
        parameters = ["*"]
        for name, given in inspect.signature(kind).parameters.items():
            annotation = str(given.annotation).replace("typing.", "").replace("collections.abc.", "")
            if given.default is not given.empty and not annotation.endswith(("None", "Any")):
                annotation += " | None"
            parameters.append(self.parameter(kind, name, annotation, given.default))
        return method("__init__", parameters, "None") + " ..."

    def decorator(self, name: str, kind: type[Options]) -> str:
        """Return the method that a decorator is."""
        parameters: list[str] = []
        for option, given in inspect.signature(kind).parameters.items():
            stars = "**" if given.kind is given.VAR_KEYWORD else ""
            parameters.append(self.parameter(kind, stars + option, str(given.annotation), given.default))
        return f"{method(name, parameters, 'Decorator')}\n{indent(docstring(kind.documentation()), '    ')}"

    def parameter(self, kind: type, name: str, annotation: str, default: object) -> str:
        """Return a parameter; the names in its annotation are imported from where the class's modules have them."""
        for base in kind.__mro__[:-1]:
            known = origins(import_module(base.__module__))
            for word in re.findall(r"(?<![.\w])[A-Za-z_]\w*", annotation):
                if word in known:
                    self.origins.setdefault(word, known[word])
        return f"{name}: {annotation}{'' if default is inspect.Parameter.empty else f' = {literal(default)}'}"

    def attributes(self, node: ast.FunctionDef) -> Iterator[str]:
        """Yield the attributes that a constructor sets and annotates."""
        for line in node.body if node.name == "__init__" else ():
            match line:
                case ast.AnnAssign(target=ast.Attribute(attr=name)):
                    yield f"{name}: {self.segment(line.annotation)}"
                case _:
                    pass

    # Text

    def segment(self, node: ast.AST) -> str:
        """Return the source of something."""
        return ast.get_source_segment(self.source, node) or ""

    def header(self, node: ast.FunctionDef) -> str:
        """Return the source of a function up to its body."""
        start = min([node.lineno, *(each.lineno for each in node.decorator_list)])
        lines = self.source.splitlines()[start - 1 : node.body[0].end_lineno]
        before = "\n".join(lines[: max(1, node.body[0].lineno - start)])
        text = inspect.cleandoc("\n" + before)
        text = re.sub(r"\s*#.*", "", text).removesuffix(" ...")
        # With its body, the longest line is longer than that of the module.
        return re.sub(r"(def \w+)\((.*)\)( -> .*)", r"\1(\n    \2\n)\3", text) if is_long(text) else text

    # Imports

    def imports(self, body: str) -> str:
        """Return the imports that a text needs, as ruff sorts them."""
        named = {node.id for node in ast.walk(ast.parse(body)) if isinstance(node, ast.Name)}
        words = named | {*self.module.__all__}
        needed = {word: self.origins[word] for word in words if word in self.origins}
        modules = {home for home, original in needed.values() if not original}
        names: dict[str, set[str]] = {}
        for word, (home, original) in needed.items():
            if original and home != self.module.__name__:
                names.setdefault(home, set()).add(word if word == original else f"{original} as {word}")
        pythons = {home: found for home, found in names.items() if not home.startswith(PACKAGE)}
        ours = {home: found for home, found in names.items() if home.startswith(PACKAGE)}
        lines = [
            f"from {home} import {name} as {name}" for name, home in FOUND_LATE.get(self.module.__name__, {}).items()
        ]
        return "\n\n".join(
            [
                "\n".join([*(f"import {module}" for module in sorted(modules)), *sorted_imports(pythons)]),
                "\n".join(sorted([*sorted_imports(ours), *lines], key=lambda line: (line.split()[1], line))),
                "__all__ = [\n" + "".join(f'    "{name}",\n' for name in self.module.__all__) + "]",
            ]
        )


@cache
def origins(module: ModuleType) -> Origins:
    """Return where the names of a module come from, those for checkers included."""
    found: Origins = {}
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        match node:
            case ast.ImportFrom(module=str(home)):
                found |= {each.asname or each.name: (home, each.name) for each in node.names}
            case ast.Import():
                found |= {each.name: (each.name, "") for each in node.names}
            case _:
                pass
    own = {name for name, value in vars(module).items() if getattr(value, "__module__", "") == module.__name__}
    # What is imported may call this module its own.
    return {**{name: (module.__name__, name) for name in own if name.isidentifier()}, **found}


def sorted_imports(names: dict[str, set[str]]) -> list[str]:
    """Return the lines that import names, by module."""
    lines: list[str] = []
    for home in sorted(names):
        listed = sorted(names[home], key=lambda name: (not name.isupper(), not name[0].isupper(), name))
        line = f"from {home} import {', '.join(listed)}"
        several = "".join(f"    {name},\n" for name in listed)
        lines.append(line if len(line) <= 120 else f"from {home} import (\n{several})")
    return lines


def needed(parts: list[tuple[str, str]], public: list[str]) -> list[tuple[str, str]]:
    """Return the public parts of a module, and those that they name."""
    wanted = {*public}
    while True:
        kept = [(name, text) for name, text in parts if name in wanted]
        named = {node.id for _, text in kept for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
        more = wanted | (named & {name for name, _ in parts})
        if more == wanted:
            return kept
        wanted = more


def message_doc(kind: type[WireValue]) -> str:
    """Return the docstring of a message, with all its arguments."""
    doc = inspect.cleandoc(kind.__doc__ or "")
    every = re.compile(r"^Every (?:other )?argument is the attribute of its name\.\n*", re.MULTILINE)
    before, _, written = doc.partition("Args:\n")
    written, _, after = written.partition("\n\n") if written else ("", "", "")
    given = dict(re.findall(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", written, re.MULTILINE))
    docs = {**attribute_docs(kind), **given}
    arguments = {name: docs.get(name, "") for name in inspect.signature(kind).parameters}
    return with_arguments(every.sub("", f"{before}{after}" if written else doc), arguments, width=WIDTH)


def is_long(header: str) -> bool:
    """Return whether a method of one line does not fit into it, with what stands for its body."""
    return max(map(len, header.splitlines())) > WIDTH


def method(name: str, parameters: list[str], result: str) -> str:
    """Return the first lines of a method, a line for each parameter."""
    listed = "".join(f"    {each},\n" for each in ["self", *parameters])
    return f"def {name}(\n{listed}) -> {result}:"


def docstring(text: str) -> str:
    """Return a docstring as source."""
    return f'"""{text}"""' if "\n" not in text else f'"""{text}\n"""'


def literal(value: object) -> str:
    """Return a default as source; text of several lines is left to the module."""
    if isinstance(value, str) and type(value) is str:
        return "..." if "\n" in value else '"' + value.replace('"', '\\"') + '"'
    return f"{type(value).__name__}.{value.name}" if isinstance(value, Enum) else repr(value)


if __name__ == "__main__":
    main()
