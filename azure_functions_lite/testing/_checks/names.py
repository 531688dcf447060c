"""Names of functions, bindings, queues and containers."""

from __future__ import annotations

import re

_FUNCTION = re.compile(r"(?!host$)[a-z][a-z0-9_-]{0,127}", re.IGNORECASE | re.ASCII)
_BINDING = re.compile(r"\$return|(?!.*__)[a-zA-Z_][a-zA-Z0-9_]{0,127}")
_BEFORE = re.compile(r"\$return|[a-zA-Z][a-zA-Z0-9]{0,127}")
_QUEUE = re.compile(r"(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]")
_CONTAINER = re.compile(r"[a-z0-9-]{3,63}|\$(root|web|logs)")


def function_name_fault(name: str) -> str | None:
    """Say why the host rejects the name of a function; None if it accepts it."""
    if _FUNCTION.fullmatch(name):
        return None
    return f"expected a letter and then up to 127 letters, digits, '_' and '-', and not 'host', got {name!r}"


def binding_name_fault(name: str) -> tuple[bool, str] | None:
    """Say why hosts reject the name of a binding, and whether only older ones do; None if all accept it."""
    if not _BINDING.fullmatch(name):
        return False, f"expected up to 128 letters, digits and single '_', and no digit first, got {name!r}"
    if not _BEFORE.fullmatch(name):
        return True, f"hosts before 4.1038 accept only letters and digits, got {name!r}"
    return None


def queue_fault(name: str) -> str | None:
    """Say why a queue cannot have a name; None if it can. The host writes it in lower case."""
    if _QUEUE.fullmatch(name.lower()):
        return None
    return f"expected 3 to 63 letters, digits and single '-', which is neither first nor last, got {name!r}"


def container_fault(path: str) -> str | None:
    """Say why the trigger of blobs rejects a path; None if it accepts it."""
    container, slash, blob = path.partition("/")
    if "\\" in path or not container or (slash and not blob):
        return f"expected 'container' or 'container/name', got {path!r}"
    if "{" in container:
        return f"expected a container without an expression, got {path!r}"
    if "{" not in path and not _CONTAINER.fullmatch(container):
        return f"expected a container of 3 to 63 lower-case letters, digits and '-', got {container!r}"
    return None
