"""What an editor shows, by the language server of pyright: ``python tests/typing/language_server.py [MODULE]``.

It prints hover, signature help and completion for code that imports `azure_functions_lite`, or another module with the
same interface, as `func`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

PROGRAMS = ("pyright-langserver", "basedpyright-langserver")
SETTINGS = {"python": {"pythonPath": sys.executable}}
TEXT = """\
import azure_functions_lite as func

app = func.FunctionApp()
msg = func.QueueMessage()


@app.queue_trigger(arg_name="msg", queue_name="orders", connection="Storage")
@app.queue_output(arg_name="out", queue_name="done", connection="Storage")
def work(msg: func.QueueMessage, out: func.Out[str], *, limit: int = 3) -> int:
    return limit


"""


class LanguageServer:
    """A server that has one file open: some text, and a line that is asked about, with ``|`` for the cursor."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path, text: str) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._input, self._output = process.stdin, process.stdout
        self._text = text
        self._requests = self._version = 0
        self._file = {"uri": folder.joinpath("app.py").as_uri()}
        formats = ["plaintext"]
        shown = {
            "hover": {"contentFormat": formats},
            "signatureHelp": {"signatureInformation": {"documentationFormat": formats}},
        }
        able = {"textDocument": shown, "workspace": {"configuration": True}}
        self._ask("initialize", rootUri=folder.as_uri(), capabilities=able)
        self._tell("initialized")
        opened = {**self._file, "languageId": "python", "version": 0, "text": text}
        self._tell("textDocument/didOpen", textDocument=opened)

    def hover(self, line: str) -> str:
        """Return what is shown of the word at the cursor."""
        found = self._ask_about("textDocument/hover", line)
        return str(found["contents"]["value"]) if found else ""

    def completions(self, line: str) -> list[str]:
        """Return the names that are offered."""
        found = self._ask_about("textDocument/completion", line)
        return [each["label"] for each in found["items"]] if found else []

    def signature(self, line: str) -> tuple[str, str]:
        """Return the signature of the call around the cursor, and what is said about the parameter there."""
        found = self._ask_about("textDocument/signatureHelp", line)
        if not found:
            return "", ""
        signature = found["signatures"][found.get("activeSignature") or 0]
        # pyright describes the active parameter only.
        said = [each.get("documentation", {}).get("value", "") for each in signature["parameters"]]
        return signature["label"], "".join(said)

    def close(self) -> None:
        """Have the server end."""
        self._ask("shutdown")
        self._tell("exit")

    def _ask_about(self, method: str, line: str) -> Any:
        self._version += 1
        changed = {**self._file, "version": self._version}
        text = f"{self._text}{line.replace('|', '')}\n"
        self._tell("textDocument/didChange", textDocument=changed, contentChanges=[{"text": text}])
        place = {"line": self._text.count("\n"), "character": line.index("|")}
        return self._ask(method, textDocument=self._file, position=place)

    def _ask(self, method: str, **parameters: object) -> Any:
        self._requests += 1
        self._send({"id": self._requests, "method": method, "params": parameters})
        while "method" in (got := self._receive()):
            if "id" in got:
                # The server asks for settings. What else it asks for may have the same answer.
                asked: list[dict[str, str]] = got.get("params", {}).get("items", [])
                self._send({"id": got["id"], "result": [SETTINGS.get(each["section"]) for each in asked]})
        return got["result"]

    def _tell(self, method: str, **parameters: object) -> None:
        self._send({"method": method, "params": parameters})

    def _send(self, message: dict[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._input.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self._input.flush()

    def _receive(self) -> dict[str, Any]:
        headers = dict(line.split(b": ") for line in iter(lambda: self._output.readline().strip(), b""))
        message: dict[str, Any] = json.loads(self._output.read(int(headers[b"Content-Length"])))
        return message


@contextmanager
def start(program: str, text: str = TEXT) -> Generator[LanguageServer, None, None]:
    """Start a server by its program, which is beside Python."""
    with TemporaryDirectory() as folder:
        command = [str(Path(sys.executable).with_name(program)), "--stdio"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder) as process:
            try:
                server = LanguageServer(process, Path(folder), text)
                yield server
                server.close()
            finally:
                process.kill()


def main(module: str) -> None:
    """Print what an editor shows."""
    text = TEXT.replace("azure_functions_lite", module)
    with start(PROGRAMS[0], text) as server:
        for line in ("msg.id|", "msg.dequeue_count|", "app.queue_trigger|", "work|", "func.QueueMessage|"):
            sys.stdout.write(f"--- hover: {line}\n{server.hover(line)}\n")
        for line in ("app.queue_trigger(queue_name=|)", "app.route(route=|)", "func.QueueMessage(id=|)", "work(|)"):
            sys.stdout.write("\n".join([f"--- signature help: {line}", *server.signature(line), ""]))
        for line in ("app.queue_trigger(|)", "msg.|"):
            # The keywords of a call; what is public of a message.
            found = [
                name for name in server.completions(line) if name[0] != "_" and name.endswith("=") == ("(" in line)
            ]
            sys.stdout.write(f"--- completion: {line}\n{' '.join(found)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:] or ["azure_functions_lite"])
