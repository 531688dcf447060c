"""Differential tests against the official SDK."""
