"""Tests of the package in their own processes: threads, interpreters, and the ways in which Python is started."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import dateutil
import pytest
import typing_extensions

import azure_functions_lite as func
from azure_functions_lite import compat
from azure_functions_lite.compat import _alias
from azure_functions_lite.meta import BUILT_IN

PACKAGE = Path(func.__file__ or "").parent
OFFICIAL = Path(__file__).parent / "compat/official"
DEPENDENCIES = (Path(dateutil.__file__).parents[1], Path(typing_extensions.__file__).parent)


def run(script: str, *options: str, path: Sequence[Path] = (PACKAGE.parent,), **settings: str) -> None:
    """Run a script in a process that finds packages in `path` first. It must end well, and say nothing."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path)), **settings}
    command = [sys.executable, *options, "-c", script]
    # Not in the folder of the package, which comes before `path`.
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, env=environment, cwd=OFFICIAL.parent)
    assert (done.stderr, done.stdout, done.returncode) == ("", "", 0)


# --- threads

THREADS = f"""
import collections.abc, faulthandler, importlib, random, sys, threading, typing
from types import ModuleType

faulthandler.dump_traceback_later(60, exit=True)
PREPARE
import azure_functions_lite as func

wrong = []
start = threading.Barrier(32)
sys.setswitchinterval(1e-6)

def work(number):
    tasks = [lambda name=name: getattr(func, name) for name in dir(func)]
    tasks += [lambda name=name: func.get_binding_registry().get(name) for name in {[*BUILT_IN]}]
    tasks += [lambda name=name: importlib.import_module(name) for name in MODULES]
    random.Random(32 * SEED + number).shuffle(tasks)
    start.wait()
    for task in tasks:
        try:
            assert task() is not None
        except BaseException as error:
            wrong.append(error)

threads = [threading.Thread(target=work, args=(number,)) for number in range(32)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert not wrong, wrong[:3]
"""

PUBLIC = sorted(
    ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    for file in PACKAGE.rglob("*.py")
    if file.stem not in ("__main__", "plugin", "alias")
)
OURS = [name for name in PUBLIC if "compat" not in name and "testing" not in name]
BELOW = [name.partition(".")[2] for name in OURS if "." in name and "._" not in name]
ALIASES = [f"azure.functions.{name}" for name in (*BELOW, *_alias.SAME, *_alias.GATHERED)]

WAYS = {
    "alone": ("", OURS),
    "install": ("from azure_functions_lite import compat; compat.install()", [*OURS, *ALIASES]),
    "register": ("import azure.functions; from azure_functions_lite import compat; compat.register()", OURS),
    "worker": ("sys.modules['azure_functions_worker'] = ModuleType('worker'); import azure.functions", OURS),
    # Imported first, as in the worker: while it loads a package, Python itself lacks it for a moment.
    "vendor": ("import azure.functions", [*OURS, *ALIASES]),
    "testing": ("", PUBLIC),
}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("way", WAYS)
def test_threads_that_import_everything_at_once(way: str, seed: int, tmp_path: Path) -> None:
    prepare, modules = WAYS[way]
    path = [PACKAGE.parent]
    if way in ("register", "worker"):
        path.insert(0, OFFICIAL)
    if way == "vendor":
        (tmp_path / PACKAGE.name).symlink_to(PACKAGE, target_is_directory=True)
        compat.vendor(tmp_path)
        path.insert(0, tmp_path)
    run(THREADS.replace("PREPARE", prepare).replace("MODULES", repr(modules)).replace("SEED", str(seed)), path=path)


LAZY = f"""
import importlib, sys

class Watch:
    def find_spec(self, name, path=None, target=None):
        frame, callers = sys._getframe(1), []
        while frame is not None:
            module = frame.f_globals.get("__name__", "")
            if module.startswith("azure_functions_lite"):
                callers.append((module, frame.f_code.co_name))
            frame = frame.f_back
        is_loading = any(function == "<module>" for _, function in callers)
        if name.startswith("azure_functions_lite") and is_loading and callers[0][1] != "<module>":
            print(f"{{callers[0]}} imports {{name}}, and is called while a module is imported: {{callers}}")

sys.meta_path.insert(0, Watch())
for name in {PUBLIC}:
    importlib.import_module(name)
"""


def test_no_module_imports_another_lazily_while_it_is_imported() -> None:
    # Or two threads that import them in different orders may wait for each other forever.
    run(LAZY)


# --- everything else

WORK = f"""
import azure_functions_lite as func
from azure_functions_lite.meta import Datum

def work():
    for name in func.__all__:
        if getattr(func, name) is None: raise SystemExit(name)
    get = func.get_binding_registry().get
    for name in {[*BUILT_IN]}:
        if get(name) is None: raise SystemExit(name)
    metadata = {{"InsertionTime": Datum('"Mon, 01 Jan 2024 10:00:00 GMT"', "json")}}
    message = get("queueTrigger").decode(Datum('{{"tea": "\\u8336"}}', "string"), trigger_metadata=metadata)
    if message.get_json() != {{"tea": "\\u8336"}}: raise SystemExit(message)
    if str(message.insertion_time) != "2024-01-01 10:00:00+00:00": raise SystemExit(message.insertion_time)
    app = func.FunctionApp()

    @app.queue_output("out", "later", "Storage")
    @app.queue_trigger("message", "orders", "Storage")
    def take(message, out): ...

    (function,) = app.get_functions()
    if '"queueName": "orders"' not in function.get_raw_bindings()[0]: raise SystemExit(function)
"""

ASYNCIO = """
import asyncio

async def main():
    await asyncio.gather(*[asyncio.to_thread(work) for _ in range(8)])
    work()

asyncio.run(main())
"""

FORK = """
import os, threading

# Another thread is alive, and some modules are imported. A fork while a thread imports is lost, whatever it imports.
end = threading.Event()
threading.Thread(target=end.wait).start()
func.QueueMessage
child = os.fork()
if not child:
    work()
    os._exit(0)
end.set()
work()
if os.waitpid(child, 0)[1] != 0: raise SystemExit("the child failed")
"""

READ_ONLY = """
import errno, os, sys

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

def refuse(event, arguments):
    if event in ("os.mkdir", "os.remove", "os.rename", "os.rmdir") or event == "open" and arguments[2] & WRITES:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

sys.addaudithook(refuse)
"""

INTERPRETERS = """
import _interpreters

for _ in range(2):
    failed = _interpreters.exec(_interpreters.create(), {code!r})
    if failed is not None: raise SystemExit(failed)
"""


@pytest.mark.parametrize("options", [["-O"], ["-OO"], ["-X", "dev", "-W", "error"], ["-bb"]], ids=" ".join)
def test_options_of_python(options: list[str]) -> None:
    run(f"{WORK}\nwork()", *options)


def test_without_site_packages() -> None:
    run(f"{WORK}\nwork()", "-S", path=[PACKAGE.parent, *DEPENDENCIES])


@pytest.mark.parametrize("tail", [ASYNCIO, FORK], ids=["asyncio", "fork"])
def test_kinds_of_concurrency(tail: str) -> None:
    run(WORK + tail, "-W", "ignore:This process:DeprecationWarning")  # 3.12 warns of each fork beside a thread


@pytest.mark.skipif(sys.version_info < (3, 13), reason="datetime and decimal are for one interpreter")
def test_interpreters() -> None:
    run(INTERPRETERS.format(code=f"{WORK}\nwork()"))


def test_a_locale_without_utf_8() -> None:
    run(f"{WORK}\nwork()", "-X", "utf8=0", LC_ALL="C", PYTHONCOERCECLOCALE="0")


def test_a_file_system_that_cannot_be_written(tmp_path: Path) -> None:
    run(f"{READ_ONLY}{WORK}\nwork()", PYTHONPYCACHEPREFIX=str(tmp_path))
    # Measuring coverage starts earlier, and writes its own.
    assert [*tmp_path.rglob("azure_functions_lite*")] == []


def test_a_zip_archive(tmp_path: Path) -> None:
    archive = tmp_path / "packages.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in PACKAGE.rglob("*.py"):
            packed.write(file, file.relative_to(PACKAGE.parent))
    run(f"{WORK}\nwork()\nassert func.__file__.startswith({str(archive)!r})", path=[archive])
