"""Draw the pictures and plots of the documentation, and write its tables: ``python docs/pictures/draw.py``.

The pictures come from this file. The plots and the tables come from `figures.json`, which the benchmark writes.
"""

from __future__ import annotations

from pathlib import Path

from plots import plots, write_tables
from svg import WIDTH, Picture

__all__ = ["LAYERS", "files"]

FOLDER = Path(__file__).parent


def call() -> Picture:
    """Draw the way of a call: down on the left, up on the right."""
    picture = Picture(
        "The way of a call. The host sends a Datum and trigger metadata. InConverter.decode makes a QueueMessage of "
        "them, which your function receives. What it returns or sets in an Out goes through OutConverter.encode, "
        "becomes a Datum, and goes back to the host.",
        386,
    )
    left, right, column = 0, 200, (180, 46)
    picture.box((0, 0), (WIDTH, 40), [("The host", "strong")])
    for y, lines, kind in (
        (80, [("Datum", "code"), ("and trigger metadata", "small")], ""),
        (166, [("InConverter.decode", "code")], "ours"),
        (252, [("QueueMessage", "code"), ("reads a field when asked", "small")], "ours"),
    ):
        picture.box((left, y), column, lines, kind)
    for y, lines, kind in (
        (252, [("Out[str], return value", "code"), ("what you set or return", "small")], "ours"),
        (166, [("OutConverter.encode", "code")], "ours"),
        (80, [("Datum", "code"), ("the bytes on the wire", "small")], ""),
    ):
        picture.box((right, y), column, lines, kind)
    picture.box((0, 338), (WIDTH, 46), [("Your function", "strong")])
    for start, end in ((40, 80), (126, 166), (212, 252), (298, 338)):
        picture.arrow((left + 90, start), (left + 90, end))
        picture.arrow((right + 90, end), (right + 90, start))
    return picture


def interop() -> Picture:
    """Draw the three ways to live with the official SDK: who converts, whose objects arrive, what code imports."""
    ways = (
        ("Alias: in tests and scripts", ("import", "azure.functions"), "ours", "this package"),
        ("Beside: in the worker", ("import", "azure_functions_lite"), "theirs", "the official SDK"),
        ("Replacement: in a deployed app", ("either import", ""), "ours", "this package"),
    )
    sides = " ".join(f"{way}: functions receive objects of {owner}." for way, _, _, owner in ways)
    picture = Picture(f"Three ways to use this package. {sides} The same package converts them.", 366)
    for number, (way, code, kind, owner) in enumerate(ways):
        top = 126 * number
        picture.text((0, top + 14), way, "strong", "start")
        lines = [(line, "code") for line in code if line]
        for x, width, label, inside in (
            (0, 95, "converted by", [(owner, "note")]),
            (115, 95, "as objects of", [(owner, "note")]),
            (230, 150, "for your code", lines),
        ):
            picture.text((x + width / 2, top + 38), label, "small")
            picture.box((x, top + 46), (width, 54), inside, "" if inside is lines else kind)
        picture.arrow((95, top + 73), (115, top + 73))
        picture.arrow((210, top + 73), (230, top + 73))
    return picture


LAYERS = (
    ("__main__", "the command"),
    ("testing", "builders, apps and checks, for tests"),
    ("decorators  compat  custom_handler  extension", "apps, and how they live with the official SDK"),
    ("_host", "what stands in for the host: entries and outputs"),
    ("asgi  wsgi", "web frameworks"),
    ("http  queue  blob  servicebus  eventhub  …", "the types of the bindings and their converters"),
    ("_bindings", "what bindings share: fields, tables, bodies"),
    ("meta", "Datum, converters and their registry"),
    ("_wire  headers  forms", "the notation of the host: JSON, dates, headers"),
    ("errors  _typing  _lazy", "what everything uses"),
)


def layers() -> Picture:
    """Draw the layers of the package, the highest on top."""
    names = "; ".join(f"{name}: {what}" for name, what in LAYERS)
    height = 52 * len(LAYERS) - 8
    picture = Picture(f"The layers of the package, from the top down. An import goes down, never up. {names}.", height)
    for number, (name, what) in enumerate(LAYERS):
        picture.box((24, 52 * number), (WIDTH - 24, 44), [(name, "code"), (what, "small")])
    picture.arrow((8, 0), (8, height))
    return picture


def check() -> Picture:
    """Draw what the check reads, and what it tells."""
    picture = Picture(
        "What check sees. It reads host.json, function.json and the decorators, your code, local.settings.json and "
        "requirements.txt. It applies the rules of host, worker and converters. A problem says that the app "
        "does not start, that a function is missing, that each call fails, or that data is at risk.",
        330,
    )
    half = (182, 46)
    for x, y, lines in (
        (0, 0, [("host.json", "code"), ("routes, limits, extensions", "small")]),
        (198, 0, [("function.json, @app…", "code"), ("bindings and their options", "small")]),
        (0, 58, [("your code", "strong"), ("parameters, types, returns", "small")]),
        (198, 58, [("local.settings.json", "code"), ("settings; requirements.txt", "small")]),
    ):
        picture.box((x, y), half, lines)
    picture.arrow((WIDTH / 2, 104), (WIDTH / 2, 134))
    rules = [("azure-functions-lite check", "code"), ("rules of the host, the worker and the converters", "small")]
    picture.box((0, 134), (WIDTH, 54), rules, "ours")
    picture.arrow((WIDTH / 2, 188), (WIDTH / 2, 218))
    for number, (severity, effect) in enumerate(
        (("app", "does not start"), ("function", "is missing"), ("call", "fails each time"), ("data", "is at risk"))
    ):
        picture.box((97.6 * number, 218), (87, 54), [(severity, "code strong"), (effect, "small")])
    picture.text((WIDTH / 2, 300), "file, line, function, parameter, what was expected, what came", "small")
    picture.text((WIDTH / 2, 318), "as text, JSON, GitHub annotations, SARIF or JUnit", "small")
    return picture


def files() -> dict[str, str]:
    """Return the content of each file by its name."""
    return {f"{name}.svg": str(picture) for name, picture in {**pictures(), **plots()}.items()}


def pictures() -> dict[str, Picture]:
    """Return the pictures by name."""
    return {draw.__name__: draw() for draw in (call, interop, layers, check)}


if __name__ == "__main__":
    for name, content in files().items():
        (FOLDER / name).write_text(content, "utf-8")
    write_tables()
