"""The command line: its subcommands and options, and what a misspelled one was to be."""

from __future__ import annotations

import argparse
import re
from difflib import get_close_matches
from typing import Any, NoReturn

import azure_functions_lite


def hint(given: str, choices: list[str]) -> str:
    """Return a suggestion for a misspelled word; empty if nothing is similar."""
    similar = get_close_matches(given, choices, 1)
    return f"; did you mean {similar[0]!r}?" if similar else ""


class _Parser(argparse.ArgumentParser):
    """A parser that suggests what was meant."""

    help_text: str | None = None

    def format_help(self) -> str:
        return self.help_text or super().format_help()

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # pyright: ignore[reportIncompatibleMethodOverride]  # its overloads in typeshed differ by the namespace
        parsed, unknown = super().parse_known_args(args, namespace)
        if unknown:
            # Here, not in the parser of all subcommands: this one knows its options.
            options: list[str] = re.findall(r"--[\w-]+", self.format_help())
            self.error(f"unrecognized arguments: {' '.join(unknown)}{hint(unknown[0], options)}")
        return parsed, unknown

    def error(self, message: str) -> NoReturn:
        if found := re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)", message):
            # Python 3.14 can do so itself, if asked.
            message += hint(found[1], re.findall(r"[\w-]+", found[2]))
        super().error(message)


def make_parser(help_text: str) -> argparse.ArgumentParser:
    """Return the parser; `help_text` is what ``--help`` prints."""
    parser = _Parser(prog="azure-functions-lite")
    parser.help_text = help_text
    parser.add_argument("-V", "--version", action="version", version=azure_functions_lite.__version__)
    commands = parser.add_subparsers(metavar="COMMAND", dest="command", required=True)

    check = commands.add_parser(
        "check",
        description="Find what is wrong with an app.",
        epilog="The page 'Check an app in CI' of the documentation explains the codes in brackets.",
    )
    check.add_argument("paths", metavar="PATH", nargs="*", default=["."], help="folder of an app, or its script; .")
    formats = ("text", "json", "github", "sarif", "junit")
    check.add_argument("--format", choices=formats, default="text", help="how to write problems; text by default")
    words = "codes or families of problems, with commas in between"
    check.add_argument("--select", metavar="CODES", action="append", help=f"report only these {words}")
    check.add_argument("--ignore", metavar="CODES", action="append", help=f"leave out these {words}")
    check.add_argument("--strict", action="store_true", default=None, help="fail for warnings, too")
    check.add_argument(
        "--timeout", metavar="SECONDS", type=_seconds, help="give up, with a traceback, when an app takes longer"
    )
    check.add_argument("-q", "--quiet", action="store_true", help="leave out the closing line and the progress")

    functions = commands.add_parser("list", description="Show the functions of an app, and their bindings.")
    _add_path(functions)
    functions.add_argument("--format", choices=("text", "json"), default="text", help="text by default")

    invoke = commands.add_parser(
        "invoke",
        description="Call a function, and show its response. A timer needs no input.",
    )
    _add_path(invoke)
    invoke.add_argument("function", metavar="FUNCTION", help="name of the function")
    given = invoke.add_mutually_exclusive_group()
    given.add_argument(
        "--payload", metavar="FILE", help="what a host sends to a custom handler, as JSON; - is standard input"
    )
    given.add_argument("--json", metavar="TEXT", help="JSON for the trigger: a message, an event, a body")
    given.add_argument("--text", metavar="TEXT", help="text for the trigger")
    given.add_argument("--bytes-file", metavar="FILE", help="bytes for the trigger; - is standard input")
    http = invoke.add_argument_group("for an HTTP trigger")
    http.add_argument("--method", help="by default one that the function has: POST with a body, else GET")
    http.add_argument("--query", metavar="NAME=VALUE", action="append", default=[], help="parameter of the query")
    http.add_argument("--header", metavar="NAME:VALUE", action="append", default=[], help="header of the request")
    http.add_argument("--param", metavar="NAME=VALUE", action="append", default=[], help="parameter of the route")
    invoke.add_argument("--format", choices=("text", "json"), default="json", help="json by default")

    payload = commands.add_parser(
        "payload",
        description="Print a payload for a function, to edit or to pipe into 'invoke PATH FUNCTION --payload -'.",
    )
    _add_path(payload)
    payload.add_argument("function", metavar="FUNCTION", help="name of the function")
    return parser


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds <= _DAY:
        raise argparse.ArgumentTypeError(f"expected seconds, at most a day of them, got {text}")
    return seconds


_DAY = 86_400


def _add_path(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH", nargs="?", default=".", help="folder of an app, or its script; .")
