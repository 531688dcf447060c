"""Tools of MCP: what a client is told about a tool, what the worker calls in its place, and what it answers."""
