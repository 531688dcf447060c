"""What several rules ask of a case and of its outcomes."""

from __future__ import annotations

import base64
import json
import re
import typing
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from .annotations import ANNOTATIONS
from .fields import FIELDS
from .objects import Order, Sealed, envelope
from .outcomes import Difference, Exactly, comparable, failed
from .packages import Annotation, Call, Case, Make, Raw, build, converter, ours

YES, NO = Exactly("bool", "True"), Exactly("bool", "False")
TWO = Raw([b"x", b"y"], "collection_bytes")
CONTEXTS = ("orchestrationTrigger", "entityTrigger")
REPLIES = ("mcpToolTrigger", "mcpResourceTrigger", "mcpPromptTrigger", "connectorTrigger")
"""Whose converters are not OutConverters in the official SDK."""
RECORD_OF = {
    **dict.fromkeys(("cosmosDB", "cosmosDBTrigger"), "Document"),
    "sql": "SqlRow",
    **dict.fromkeys(("mysql", "mysqlTrigger"), "MySqlRow"),
}
RECORDS = sorted(set(RECORD_OF.values()))
LISTS = [f"{name}List" for name in RECORDS]
SDK_DATE = re.compile(
    r"(\d{4}-\d\d?-\d\d?T\d\d?:\d\d?:\d\d?(\.\d+)?([+-]00:00|Z)?"
    r"|\d\d?/\d\d?/\d{4} \d\d?:\d\d?:\d\d?(\.\d+)?([+-]00:00|Z)"
    r"|\d\d?/\d\d?/\d{4}T\d\d?:\d\d?:\d\d?(\.\d+)?)?"
)
"""The dates that the official SDK can read."""


def fields_of(it: Difference, kind: type[object] | None = None) -> dict[str, Raw]:
    """Return the metadata that both packages look at, or what of it is of a type; of one property, its own."""
    metadata = it.case.metadata or {}
    # Of a batch, the first part of a path says which message.
    number = int(it.path[0]) if it.path[:1] and it.path[0].isdecimal() else None
    path = it.path if number is None else it.path[1:]
    found: dict[str, Raw] = {}
    for field in FIELDS.get(it.case.subject, ()):
        if kind not in (None, field.kind) or path[:1] not in ((), (field.attribute,)):
            continue
        datum = metadata.get(field.name)
        if datum is not None and number is None:
            found[field.name] = datum
        for index, item in enumerate(items_of(metadata, field.name)):
            if number in (None, index):
                found[f"{field.name} of {index}"] = item
    return found


def items_of(metadata: Mapping[str, Raw | None], name: str) -> list[Raw]:
    """Return the values of a field of a batch, as if each came with one message."""
    array, rows = metadata.get(f"{name}Array"), metadata.get("SystemPropertiesArray")
    values = parsed(array) if rows is None and array is not None else None
    if rows is not None and isinstance(parsed(rows), list):
        objects = cast("list[object]", parsed(rows))
        values = [cast("dict[str, object]", row).get(name) if isinstance(row, dict) else None for row in objects]
    if not isinstance(values, list):
        return []
    values = cast("list[object]", values)
    return [Raw(item, "bytes") if isinstance(item, bytes) else Raw(json.dumps(item), "json") for item in values]


def parsed(datum: Raw | None) -> object:
    """Return what is in a Datum: of JSON what it stands for, and the text itself where it is none."""
    if datum is None or datum.type != "json":
        return datum and datum.value
    try:
        return json.loads(cast("str", datum.value))
    except (ValueError, TypeError):
        return datum.value


def http_parts(it: Difference) -> Mapping[str, Any]:
    """Return the dict of an http Datum."""
    value: Any = it.data and it.data.value
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def makes(it: Difference, *names: str) -> bool:
    """Return whether the case is about an object that is made of one of these classes."""
    return isinstance(it.case.given, Make) and it.case.given.name in names


def sizes_in(datum: Raw) -> list[object]:
    """Return the sizes that the properties of a blob say."""
    found = parsed(datum)
    return [
        cast("Any", found)[name] for name in ("ContentLength", "Length") if isinstance(found, dict) and name in found
    ]


def document(it: Difference) -> Any:
    """Return what the JSON of a case stands for; anything else represents itself."""
    given = it.argument("data") if it.data is None else it.data.value
    text = given.decode(errors="replace") if isinstance(given, bytes) else given
    try:
        return json.loads(text.removeprefix("\ufeff")) if isinstance(text, str) else text
    except ValueError:
        return text


def is_made(item: object, *names: str) -> bool:
    """Return whether it is made of a class; of any record, where none is named."""
    return isinstance(item, Make) and item.name in (names or RECORDS)


def is_mapping(item: object) -> bool:
    """Return whether both packages take it for a mapping, or for a record."""
    return isinstance(item, dict) or is_made(item)


def mapping(item: Any) -> object:
    """Return what a record is made of."""
    return item.arguments if isinstance(item, Make) else item


def is_file(it: Difference) -> bool:
    """Return whether a file is encoded."""
    return isinstance(it.case.given, Annotation) and it.case.given.text.startswith(("BytesIO(", "StringIO("))


def written(value: object, *, envelopes: bool = False) -> str | None:
    """Return a value of this package as JSON text, or None for what has no JSON form."""

    def stand_in(item: Any) -> object:
        if isinstance(item, date):
            return item.isoformat()
        if isinstance(item, (bytes, bytearray)):
            return base64.b64encode(item).decode()
        if isinstance(item, (UUID, Decimal)):
            return str(item) if isinstance(item, UUID) else float(item)
        if envelopes and isinstance(item, (Order, Sealed)):
            return envelope(type(item), cast("Any", type(item)).to_json(item))
        raise TypeError

    try:
        return json.dumps(_enveloped(value) if envelopes else value, default=stand_in)
    except TypeError:
        return None


def _enveloped(value: object) -> object:
    """Put records, which are dicts, into envelopes; by themselves and in a list."""
    if type(value).__name__ in RECORDS:
        return envelope(type(value), cast("Any", value).to_json())
    return [_enveloped(item) for item in cast("list[object]", value)] if isinstance(value, list) else value


def built(it: Difference) -> Any:
    """Return what is encoded, made of our classes."""
    return build(ours, it.case.given)


def holds_record(it: Difference) -> bool:
    """Return whether a record is encoded, by itself or in a list."""
    return any(isinstance(item, Make) for item in items_in(it.case.given))


def is_text_of(it: Difference, content: bytes) -> bool:
    """Return whether bytes were sent as the text in them, or refused because there is none."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return failed(it.ours, "ValueError")
    # What looks like JSON goes as the one item of an array.
    return it.ours in (sends(text, "string"), sends(json.dumps([text])))


def has_json(value: object) -> bool:
    """Return whether JSON has a value as it is."""
    try:
        return comparable(json.loads(json.dumps(value))) == comparable(value)
    except TypeError:
        return False


def items_in(given: Any) -> list[Any]:
    """Return what is in a list that is given, or what is given itself."""
    given = given.arguments[0] if isinstance(given, Call) else given
    return [given] if isinstance(given, (Make, Raw)) or not isinstance(given, (list, tuple)) else [*given]


def class_of(it: Difference) -> type[object] | None:
    """Return the class that an annotation is or is made of: ``list`` of ``List[str]``."""
    annotation: object = build(ours, it.case.given) if it.annotation else None
    kind: object = typing.get_origin(annotation) or annotation
    return kind if isinstance(kind, type) else None


# Cases of examples


def json_text(value: object) -> Raw:
    """Return a Datum of JSON, of what it stands for."""
    return Raw(json.dumps(value), "json")


def sends(value: object, kind: str | None = "json") -> object:
    """Return what comes of encoding: a Datum."""
    return "Datum", kind, value


def decoding(binding: str, data: object = Raw(b"x", "bytes"), kind: Any = "json", **metadata: Raw | None) -> Case:
    """Decode a Datum, or what one of a type has for a value."""
    return Case("decode", binding, data if data is None or isinstance(data, Raw) else Raw(data, kind), metadata)


def encoding(binding: str, value: object) -> Case:
    """Encode a value."""
    return Case("encode", binding, value)


def making(name: str, /, **arguments: object) -> Case:
    """Make an object and read it."""
    return Case("read", name.rpartition(".")[2], Make(name, arguments))


def accepts(binding: str, text: str, direction: str = "input") -> Case:
    """Check an annotation."""
    return Case(f"check_{direction}", binding, next(item for item in ANNOTATIONS if item.text == text))


def decode(func: Any, binding: str, *datum: Any, **metadata: tuple[object, str | None] | None) -> Any:
    """Decode a Datum of these parts, or none, with metadata of such Datums."""
    fields = {name: parts and func.meta.Datum(*parts) for name, parts in metadata.items()}
    return converter(func, binding).decode(func.meta.Datum(*datum) if datum else None, trigger_metadata=fields)


def encode(func: Any, binding: str, value: object) -> Any:
    """Encode a value."""
    return converter(func, binding).encode(value, expected_type=None)
