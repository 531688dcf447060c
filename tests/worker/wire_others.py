"""Timers, MCP, and bindings without a converter: what the apps are sent, and what the worker answers."""

from __future__ import annotations

from .running import Runtime
from .scenarios import Scenario, content, encoded, payload_of, text

DECORATORS: tuple[Runtime, ...] = ("decorators",)
CALL = {"context": {"string": '{"name": "tool", "arguments": {"count": 2, "note": "å"}}'}}

SCENARIOS = {
    "text": Scenario("echo_text", {"item": {"string": "smörgås"}}, returned={"string": "smörgås"}),
    "bytes": Scenario("echo_bytes", {"item": content(b"\xff\x00")}, returned=content(b"\xff\x00")),
    "a timer": Scenario(
        "timer",
        *payload_of("timer", "timerTrigger"),
        sent={
            "out": text(
                {
                    "past_due": True,
                    "schedule": {"AdjustForDST": True},
                    "schedule_status": {
                        "Last": "2024-04-06T15:25:00.0041234+00:00",
                        "LastUpdated": "2024-04-06T15:25:00.0041234+00:00",
                        "Next": "2024-04-06T15:30:00+00:00",
                    },
                }
            )
        },
    ),
    "a warm-up": Scenario("warmup", *payload_of("warmup", "warmupTrigger")),
    "a prompt": Scenario(
        "prompt",
        *payload_of("prompt", "mcpPromptTrigger"),
        returned=text(
            {
                "arguments": {"language": "svenska", "topic": "smörgås"},
                "name": "summarize",
                "sessionid": "9d3f",
                "transport": {"name": "http-streamable", "properties": {"headers": {"User-Agent": "client/1.0"}}},
            }
        ),
    ),
    "a tool": Scenario(
        "tool",
        {"call": {"string": '{"name": "tool", "arguments": {"note": "smörgås"}}'}},
        returned={"string": '{"name": "tool", "arguments": {"note": "smörgås"}}'},
    ),
    "a tool, as the host sends it": Scenario(
        "tool",
        *payload_of("call", "mcpToolTrigger"),
        returned=payload_of("call", "mcpToolTrigger")[0]["call"],
    ),
    "a tool without an answer": Scenario("tool_without_an_answer", {"call": {"string": "{}"}}, returned={"string": ""}),
    "a tool with a number": Scenario("tool_with_a_number", {"call": {"string": "{}"}}, returned={"string": "7"}),
    "a resource": Scenario(
        "resource",
        *payload_of("call", "mcpResourceTrigger"),
        returned={"string": '{"uri":"file://readme.md","sessionid":"9d3f","transport":{"name":"http-streamable"}}'},
    ),
    "JSON as text": Scenario("echo_text", {"item": encoded({"a": 1})}, returned=text({"a": 1})),
    "a dict": Scenario("generic_dict", {"item": {"string": "a"}}, returned=encoded({"note": "smörgås", "of": "a"})),
    "a list": Scenario(
        "generic_list", {"item": {"string": "a"}}, returned=encoded([1, None, "a"]), sent={"out": content(b"\xff")}
    ),
    "an int": Scenario("generic_int", {"item": {"string": "a"}}, returned={"int": "-1099511627776"}),
    "a float": Scenario("generic_float", {"item": {"string": "a"}}, returned={"double": 0.1}),
    "None": Scenario("generic_none", {"item": {"string": "a"}}),
    "a tool with arguments": Scenario(
        "tool_with_arguments",
        CALL,
        returned={"string": "åå"},
        runtimes=DECORATORS,
    ),
    "a tool with a dict": Scenario(
        "tool_with_a_dict",
        CALL,
        returned=text({"count": 2}),
        differs="mcp-encode-json",
        runtimes=DECORATORS,
    ),
    "a tool with content": Scenario(
        "tool_with_content",
        CALL,
        returned={
            "string": encoded(
                {
                    "type": "text",
                    "content": encoded({"type": "text", "text": encoded({"count": 2})["json"]})["json"],
                    "structuredContent": encoded({"count": 2})["json"],
                }
            )["json"]
        },
        runtimes=DECORATORS,
    ),
}
