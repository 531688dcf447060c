"""``python -m azure_functions_lite``: the front of the command, which imports the rest when a subcommand needs it."""

# Annotations are quoted, and only `sys` is imported: Python starts in little more than `typing` takes to import.
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence

HELP = """\
usage: azure-functions-lite [-h] [-V] COMMAND ...

Check, list and call the functions of an Azure Functions app, without a host.

commands:
  check          find what is wrong with an app
  list           show the functions of an app, and their bindings
  invoke         call a function, and show its response
  payload        print a payload for a function, to edit or to pipe into invoke

options:
  -h, --help     show this help message and exit
  -V, --version  show the version and exit

'azure-functions-lite COMMAND --help' explains a command.
"""
"""What ``--help`` prints. It is written out, as `argparse` takes longer to import than Python to start."""


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Run a command line, with this package as `azure.functions`.

    Args:
        arguments: What comes after the command. By default that is in `sys.argv`, and this is the last thing that the
            process does: threads that the app has started do not keep it alive.

    Returns:
        0 if everything is fine, 1 if the app has problems or the call failed, 2 if the app, the function, the payload
        or the configuration cannot be used.

    Raises:
        SystemExit: a mistake in `arguments` (2), or ``--help`` (0).
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given in (["-V"], ["--version"]):
        from azure_functions_lite import __version__

        sys.stdout.write(f"{__version__}\n")
        return 0
    if given in (["-h"], ["--help"]):
        sys.stdout.write(HELP)
        return 0
    from azure_functions_lite.testing._command.run import run, run_last

    return run(parser(), given) if arguments is not None else run_last(parser(), given)


def parser() -> "ArgumentParser":
    """Return the parser of the command line, for tools that complete command lines."""
    from azure_functions_lite.testing._command.arguments import make_parser

    return make_parser(HELP)


if __name__ == "__main__":
    sys.exit(main())
