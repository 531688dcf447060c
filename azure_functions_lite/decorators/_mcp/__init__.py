"""MCP tools: their description for clients, the function that the worker calls, and the reply."""
