"""What the shop knows, without Azure Functions."""
