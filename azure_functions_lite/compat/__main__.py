"""``python -m azure_functions_lite.compat``: run a program with this package as ``azure.functions``, or write files."""

from __future__ import annotations

import argparse
import os
import runpy
import sys
from collections.abc import Sequence

from azure_functions_lite.compat import install, stubs, vendor
from azure_functions_lite.errors import InteropError

_COMMAND = "python -m azure_functions_lite.compat"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command line.

    Args:
        arguments: What comes after the command; `sys.argv` by default.

    Raises:
        SystemExit: a mistake in `arguments` (2), or something in the way of `vendor` (1).
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["vendor"]:
        _vendor(given[1:])
    elif given[:1] == ["stubs"]:
        _stubs(given[1:])
    else:
        _run(given)


def _vendor(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(
        prog=f"{_COMMAND} vendor",
        description="Write a module azure.functions that is azure_functions_lite into a folder of packages.",
    )
    parser.add_argument("target", metavar="TARGET", help="the folder: .python_packages/lib/site-packages of an app")
    parser.add_argument("--replace", action="store_true", help="remove an official SDK that is in it")
    options = parser.parse_args(arguments)
    try:
        file = vendor(options.target, replace=options.replace)
    except (InteropError, OSError) as error:
        parser.exit(1, f"{parser.prog}: {error}\n")
    sys.stdout.write(f"{file}\n")


def _stubs(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(
        prog=f"{_COMMAND} stubs",
        description="Write stubs by which type checkers take azure.functions for azure_functions_lite.",
    )
    parser.add_argument("target", metavar="TARGET", help="a folder in which the checker looks for stubs")
    options = parser.parse_args(arguments)
    try:
        folder = stubs(options.target)
    except (InteropError, OSError) as error:
        parser.exit(1, f"{parser.prog}: {error}\n")
    sys.stdout.write(f"{folder}\n")


def _run(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(
        prog=_COMMAND,
        description="Run a Python program in which azure.functions is azure_functions_lite.",
        epilog=f"{_COMMAND} vendor TARGET does the same for an app that is deployed.",
    )
    parser.add_argument("-m", dest="is_module", action="store_true", help="PROGRAM is a module")
    parser.add_argument("program", metavar="PROGRAM", help="path of a script, or name of a module")
    parser.add_argument("arguments", metavar="ARGUMENT", nargs=argparse.REMAINDER, help="what it finds in sys.argv")
    options = parser.parse_args(arguments)
    if not options.is_module and not os.path.exists(options.program):
        parser.error(f"no such file: {options.program}")
    install()
    sys.argv = [options.program, *options.arguments]
    if options.is_module:
        runpy.run_module(options.program, run_name="__main__", alter_sys=True)
    else:
        # Python 3.10 has no other way to leave the first entry out.
        if not getattr(sys.flags, "safe_path", sys.flags.isolated):
            # Like Python itself, instead of the current folder, which comes first after `-m`.
            sys.path[0] = os.path.dirname(os.path.realpath(options.program))
        runpy.run_path(options.program, run_name="__main__")


if __name__ == "__main__":
    main()
