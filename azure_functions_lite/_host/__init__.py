"""What the host and its worker do with function.json and values, for custom handlers and for tests."""
