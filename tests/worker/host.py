"""A host of functions, as a program: it starts one of the worker's runtime packages and sends it messages.

Standard input is a JSON object:

- ``runtime``: the runtime package;
- ``paths``: folders that come first on `sys.path`;
- ``steps``: a list of messages, each ``{"handler", "content", "settings"}``: the function of the runtime that takes it,
  what is in it in the JSON form of protobuf, and the app settings (environment variables) from then on.

Standard output is another:

- ``answers``: for each message the answer as ``{"message", "wire", "stack_trace"}``: in the JSON form, as the bytes
  that would be sent, in base64, and where an exception came from. The former two are without that: it has line numbers;
- ``modules``: the modules that `azure.functions` and this package were at the end, each as ``[name, file]``.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import sys
from contextlib import redirect_stdout
from importlib import import_module
from types import ModuleType, SimpleNamespace
from typing import Any


async def answers_of(runtime: ModuleType, messages: ModuleType, steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    json_format = import_module("google.protobuf.json_format")
    answers: list[dict[str, Any]] = []
    for step in steps:
        os.environ.update(step["settings"])
        request = messages.StreamingMessage()
        json_format.ParseDict(step["content"], getattr(request, step["handler"]))
        # What is set to nothing but defaults is sent as well.
        getattr(request, step["handler"]).SetInParent()
        event = SimpleNamespace(request=request, properties={"host": "127.0.0.1", "protos": messages})
        answer = await getattr(runtime, step["handler"])(event)
        stack_trace = answer.result.exception.stack_trace
        if stack_trace:
            answer.result.exception.ClearField("stack_trace")
        answers.append(
            {
                "message": json_format.MessageToDict(answer, preserving_proto_field_name=True),
                "wire": base64.b64encode(answer.SerializeToString(deterministic=True)).decode(),
                "stack_trace": stack_trace,
            }
        )
    return answers


def main() -> None:
    order = json.load(sys.stdin)
    sys.path[:0] = order["paths"]
    runtime, messages = import_module(order["runtime"]), import_module("messages_pb2")
    runtime.start_threadpool_executor()
    # What functions print must not get between.
    with redirect_stdout(sys.stderr):
        answers = asyncio.run(answers_of(runtime, messages, order["steps"]))
    runtime.stop_threadpool_executor()
    modules = {
        name: [sys.modules[name].__name__, sys.modules[name].__file__]
        for name in ("azure.functions", "azure_functions_lite")
        if name in sys.modules
    }
    json.dump({"answers": answers, "modules": modules}, sys.stdout)


if __name__ == "__main__":
    main()
