"""Mistakes in subclasses: each line marked `error` must be reported by every checker, and no other line."""

from __future__ import annotations

from typing import Any

import azure_functions_lite as func


class Tagged(func.QueueMessage):
    tag: str = "none"

    @property
    def dequeue_count(self) -> str:  # error
        return "7"

    def get_body(self) -> str:  # error
        return ""


class Mine(func.HttpRequest):
    @property
    def params(self) -> list[str]:  # error
        return []


class App(func.FunctionApp):
    def route(self, route: str) -> Any: ...  # error


Tagged(tag="urgent")  # error
Tagged().tags  # error
Tagged().tag = 1  # error
Tagged().id = "1"  # error
Mine("GET", "/").user  # error
