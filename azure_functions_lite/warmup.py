"""The warm-up trigger: runs when an instance is added, so that a function can load what it needs."""

from __future__ import annotations

from azure_functions_lite._bindings.values import Value
from azure_functions_lite._typing import accepts
from azure_functions_lite.meta import Datum, InConverter, Metadata

__all__ = ["WarmUpContext", "WarmUpTriggerConverter"]


class WarmUpContext(Value):
    """What a warm-up function receives: nothing but the fact."""


class WarmUpTriggerConverter(InConverter, binding="warmupTrigger", trigger=True):
    """``warmupTrigger``: every Datum, and none, becomes a `WarmUpContext`."""

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        return accepts(pytype, (WarmUpContext,))

    @classmethod
    def decode(cls, data: Datum | None, *, trigger_metadata: Metadata | None) -> WarmUpContext:
        return WarmUpContext()
