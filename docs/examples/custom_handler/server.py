"""Serve the functions of an app as a custom handler: the host posts each invocation. usage: server.py [APP]"""

import asyncio
import importlib
import inspect
import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import azure_functions_lite as func
from azure_functions_lite.custom_handler import decode_invocation, encode_response, read_context


def load(name: str, document: dict[str, Any]) -> Any:
    script = Path(document.get("scriptFile", "__init__.py")).stem
    module = importlib.import_module(name if script == "__init__" else f"{name}.{script}")
    return getattr(module, document.get("entryPoint", "main"))


def call(name: str, document: dict[str, Any], body: bytes, id: str) -> bytes:
    function, bindings = load(name, document), document["bindings"]
    outputs = {
        row["name"]: func.Out[Any]() for row in bindings if row["direction"] == "out" and row["name"] != "$return"
    }
    arguments = {**decode_invocation(body, bindings), **outputs}
    if "context" in inspect.signature(function).parameters:
        arguments["context"] = read_context(body, name, invocation_id=id)
    returned = function(**arguments)
    if inspect.iscoroutine(returned):
        returned = asyncio.run(returned)
    return encode_response({name: out.get() for name, out in outputs.items()}, bindings, return_value=returned)


def serve(app: Path, port: int) -> ThreadingHTTPServer:
    sys.path.insert(0, str(app))
    functions = {file.parent.name: json.loads(file.read_bytes()) for file in app.glob("*/function.json")}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            name, id = self.path.strip("/"), self.headers.get("X-Azure-Functions-InvocationId", "")
            # Without this type, the host reads no response.
            status, media_type = 200, "application/json"
            try:
                reply = call(name, functions[name], self.body(), id)
            except Exception as error:  # whatever a function raises: the next invocation has no part in it
                status, media_type = 500 if name in functions else 404, "text/plain; charset=utf-8"
                reply = f"{type(error).__name__}: {error}".encode()
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.end_headers()
            self.wfile.write(reply)

        def body(self) -> bytes:
            length = self.headers.get("Content-Length")
            return self.rfile.read(int(length)) if length else b"".join(iter(self.chunk, b""))

        def chunk(self) -> bytes:
            content = self.rfile.read(int(self.rfile.readline(), 16))
            self.rfile.readline()
            return content

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


if __name__ == "__main__":
    root = Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    serve(root, int(os.environ["FUNCTIONS_CUSTOMHANDLER_PORT"])).serve_forever()
