"""Malformed payloads by the hundred thousand; see `test_fuzz`."""
