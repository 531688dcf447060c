"""What the builders share: batches, defaults, messages, requests."""
