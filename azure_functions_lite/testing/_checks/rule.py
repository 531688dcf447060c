"""What a rule is, and the list of codes. The tables of rules are in `host_rules` and `worker_rules`."""

from __future__ import annotations

from typing import Literal, NamedTuple

Family = Literal["files", "names", "routes", "code", "bindings", "parameters", "returns"]
"""Groups of rules, as the documentation has them."""

Severity = Literal["app", "function", "call", "data"]
"""What happens: the app does not start, the function is missing, each call fails, data is at risk."""

By = Literal["host", "worker", "tools", "nobody"]

Code = Literal[
    # The files of the app.
    "json-syntax",
    "json-shape",
    "host-json",
    "bundle-missing",
    "settings",
    "setting-missing",
    "no-functions",
    "function-ignored",
    "function-excluded",
    # Names.
    "function-name",
    "duplicate-name",
    "name-case",
    "binding-name",
    "binding-name-underscore",
    "duplicate-binding",
    "resource-name",
    # Routes.
    "route-slash",
    "route-syntax",
    "route-reserved",
    "duplicate-route",
    "ambiguous-route",
    "no-methods",
    # The code.
    "script-missing",
    "script-invalid",
    "script-language",
    "import-error",
    "missing-requirement",
    "not-installed",
    "unchecked",
    "left-running",
    "no-app",
    "several-apps",
    "entry-point",
    "blueprint-unregistered",
    "blueprint-unimported",
    "decorator-order",
    # The bindings.
    "no-trigger",
    "several-triggers",
    "binding-type",
    "type-case",
    "direction",
    "blob-direction",
    "option",
    "option-missing",
    "expression",
    "expression-call",
    "schedule",
    "retry",
    "retry-range",
    "cardinality",
    "batch-data",
    "blob-data",
    "output-bytes",
    # The parameters.
    "parameter-unbound",
    "parameter-kind",
    "binding-unused",
    "context-annotation",
    "annotation-unknown",
    "annotation-form",
    "annotation",
    "out-on-input",
    "plain-on-output",
    "out-type",
    "out-value",
    "unused-out",
    # What is returned.
    "return-direction",
    "return-annotation",
    "return-unbound",
    "return-value",
]
"""The kinds of problem. The documentation describes each, with an example."""


class Rule(NamedTuple):
    """One kind of problem."""

    code: Code
    """Its name."""
    family: Family
    """The group it belongs to."""
    severity: Severity
    """What happens, in an app of function.json files."""
    refused_by: By
    """Who rejects it. If the worker rejects one decorated function while it loads the app, it rejects the whole app."""
    summary: str
    """What is wrong, as one sentence."""
    words: str = ""
    """What the log says; names are in angle brackets. Empty if nothing is logged."""
    source: str = ""
    """The file of the host, the worker or the tools that decides it."""
    is_warning: bool = False
    """Whether it is uncertain, or only a risk."""

    def severity_in(self, *, decorated: bool) -> Severity:
        """Return what happens, in an app with or without decorators."""
        takes_all = decorated and self.refused_by == "worker" and self.severity == "function"
        return "app" if takes_all else self.severity
