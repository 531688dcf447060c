"""The host's notation: JSON, scalars and cookies as they cross the wire."""
