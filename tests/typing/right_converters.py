"""Converters of one's own, and the registry: no checker may report anything here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from azure_functions_lite import errors, get_binding_registry, meta, register_converter


class RowConverter(meta.InConverter, meta.OutConverter, binding="row", trigger="rowTrigger"):
    """Signatures as `azure.functions` has them, and wider ones."""

    @classmethod
    def check_input_type_annotation(cls, pytype: type) -> bool:
        return issubclass(pytype, dict)

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        return meta.is_iterable_type_annotation(pytype, dict)

    @classmethod
    def decode(cls, data: meta.Datum, *, trigger_metadata: Mapping[str, meta.Datum]) -> Mapping[str, str]:
        if data.type != "json":
            raise errors.UnsupportedTypeError("cannot decode row", expected="json", got=str(data.type))
        row: Mapping[str, str] = data.python_value
        return row

    @classmethod
    def encode(cls, obj: Any, *, expected_type: type | None) -> meta.Datum:
        return meta.Datum(str(obj), "string")


class TriggerOnly(meta.InConverter, binding="tickTrigger", trigger=True):
    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        return pytype is str

    @classmethod
    def decode(cls, data: meta.Datum | None, *, trigger_metadata: meta.Metadata | None) -> str:
        return "tick"


def look_up() -> bool:
    converter = get_binding_registry().get("row")
    register_converter("activityTrigger", RowConverter, overwrite=True)
    return converter is not None and converter.has_trigger_support()
