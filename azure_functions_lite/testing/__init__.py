"""Tools for the tests of function apps; nothing else in this package imports them."""

from azure_functions_lite._lazy import attach as _attach

__getattr__, __dir__, __all__ = _attach(
    __name__,
    {
        "alias": (),
        "apps": ("App", "AppFunction", "Result", "Sent", "Step", "Trace", "load_app"),
        "builders": (
            "NOW",
            "blob",
            "cloud_event",
            "context",
            "documents",
            "event_grid_event",
            "event_hub_batch",
            "event_hub_event",
            "http_request",
            "kafka_batch",
            "kafka_event",
            "mcp_tool_context",
            "mysql_rows",
            "prompt_invocation_context",
            "queue_message",
            "service_bus_batch",
            "service_bus_message",
            "sql_rows",
            "timer_request",
            "warm_up_context",
        ),
        "durable": (
            "After",
            "Call",
            "EntityResult",
            "Operation",
            "OrchestrationResult",
            "after",
            "run_entity",
            "run_orchestrator",
        ),
        "payloads": ("raw",),
        "plugin": (),
        "problems": ("RULES", "BrokenAppError", "Problem", "Rule"),
    },
)
