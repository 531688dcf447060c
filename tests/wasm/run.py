"""Run the tests on CPython in WebAssembly: Pyodide from npm, with the pure packages of this environment.

It ends well where there is no Node, or no way to the npm registry; with the environment variable `REQUIRED`, an error
says so. The name of the tox environment says which Python: `wasm314` is 3.14.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

HERE = Path(__file__).parent
STACK = 1_000_000
"""Size of the stack in KiB, if the system grants as much."""


def skipped(reason: str) -> int:
    """Say why there are no tests, and return the status for that."""
    print(f"Skipped: {reason}.")
    return int("REQUIRED" in os.environ)


def main() -> int:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return skipped("Node is not installed")
    environment = Path(os.environ["TOX_ENV_DIR"])
    version = environment.name.removeprefix("wasm")
    # 315 has pre-releases only, which `315` alone does not name.
    wanted = f"pyodide@>={version}.0.0-0 <{int(version) + 1}.0.0-0"
    options = ["--no-save", "--no-audit", "--no-fund", "--fetch-retries=1", "--prefix", str(environment)]
    if subprocess.run([npm, "install", *options, wanted], check=False).returncode:
        return skipped("npm cannot install Pyodide")
    folders = [str(environment), sysconfig.get_path("purelib"), str(HERE.parents[1])]
    # Deep recursion is to end as it does elsewhere, with an error of Python before one of V8.
    _, granted = resource.getrlimit(resource.RLIMIT_STACK)
    size = STACK if granted == resource.RLIM_INFINITY else min(STACK, granted // 1024)
    resource.setrlimit(resource.RLIMIT_STACK, (size * 1024, granted))
    command = [node, f"--stack-size={size - size // 100}", str(HERE / "run.mjs"), *folders, *sys.argv[1:]]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
