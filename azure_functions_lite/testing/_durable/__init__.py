"""The host of Durable Functions in tests: the history it keeps, the functions it calls, and the order of things."""
