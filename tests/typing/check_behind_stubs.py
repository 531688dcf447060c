"""Check with mypy what a run over everything leaves out.

Those are the modules that have a stub beside them, which mypy reads instead, and a script named as another one.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PACKAGE = PROJECT / "azure_functions_lite"


def main() -> int:
    """Return what mypy returns."""
    stubs = [file for file in sorted(PACKAGE.rglob("*.pyi")) if file.stem != "__init__"]
    modules = [str(file.with_suffix(".py").relative_to(PROJECT)) for file in stubs]
    return subprocess.run([sys.executable, "-m", "mypy", *modules, "tests/ecosystem/run.py"], cwd=PROJECT).returncode


if __name__ == "__main__":
    sys.exit(main())
