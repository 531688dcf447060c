"""Measure one import in this interpreter, and print what it took as JSON.

Arguments: the package; ``time`` or ``size`` (tracing memory takes time, so they are apart); what is there
before (``bare``, ``preloaded`` or ``imported``); then the steps to take.
"""

import sys
import time
from typing import Any

BINDINGS = ("blob", "blobTrigger", "http", "httpTrigger", "queue", "queueTrigger", "timerTrigger", "warmupTrigger")
STANDARD = """
    abc argparse asyncio base64 collections.abc contextlib copy dataclasses datetime decimal email email.message
    email.utils enum functools http http.client http.cookies importlib importlib.metadata inspect io itertools json
    logging operator os pathlib platform queue random re shutil socket ssl string struct subprocess tempfile
    threading time tracemalloc traceback types typing urllib.parse urllib.request uuid warnings weakref
    xml.etree.ElementTree
"""


def take(steps: list[str], package: str) -> None:
    for step in steps:
        if step == "import":
            __import__(package)
        elif step == "converters":
            registry = sys.modules[package].get_binding_registry()
            for binding in BINDINGS:
                registry.get(binding)
        elif step == "app":
            index_app(sys.modules[package])
        else:
            getattr(sys.modules[package], step)


def work(argument: object) -> None: ...


def index_app(func: Any) -> None:
    """Make an app with three decorators, and its function.json."""
    app = func.FunctionApp()
    for name, add in (
        ("orders", app.route(route="orders")),
        ("packing", app.queue_trigger(arg_name="argument", queue_name="orders", connection="AzureWebJobsStorage")),
        ("nightly", app.timer_trigger(arg_name="argument", schedule="0 0 4 * * *")),
    ):
        app.function_name(name)(add(work))
    for function in app.get_functions():
        function.get_raw_bindings()


def main() -> None:
    package, mode, before, *steps = sys.argv[1:]
    if before != "bare":
        for name in STANDARD.split():
            __import__(name)
    if before == "imported":
        __import__(package)
    modules = set(sys.modules)
    if mode == "time":
        wall, cpu = time.perf_counter(), time.process_time()
        take(steps, package)
        measured: dict[str, float] = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    else:
        import tracemalloc

        modules |= set(sys.modules)
        tracemalloc.start()
        take(steps, package)
        measured = {"memory": tracemalloc.get_traced_memory()[1], "modules": len(set(sys.modules) - modules)}

    import json

    sys.stdout.write(json.dumps(measured))


if __name__ == "__main__":
    main()
