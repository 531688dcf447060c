"""Tools for the tests of function apps; nothing else in this package imports them."""

__all__: list[str] = []
