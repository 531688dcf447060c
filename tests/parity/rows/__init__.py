"""The rows of the table of differences, by the sections of docs/differences.md, in this order."""

from importlib import import_module

for _name in (
    *("values", "registry", "metadata", "annotations"),
    *("http", "http_responses", "http_forms", "queues", "blobs", "timers"),
    *("messages", "eventhubs", "servicebus_kafka", "eventgrid"),
    *("records", "durable", "mcp", "apps", "tools", "gateways", "extensions"),
):
    import_module(f"{__name__}.{_name}")
