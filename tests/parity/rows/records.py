"""Cosmos DB, SQL and MySQL."""

from __future__ import annotations

import json
from datetime import datetime
from functools import partial
from typing import Any

from ..asked import (
    LISTS,
    NO,
    RECORD_OF,
    RECORDS,
    YES,
    accepts,
    decoding,
    document,
    encoding,
    has_json,
    is_made,
    is_mapping,
    items_in,
    making,
    mapping,
    sends,
)
from ..outcomes import Difference, Properties, failed
from ..packages import Call, Case, Make, Raw, call, converter, official, ours, resolve
from ..table import fails, row, shows

_NOON = datetime(2024, 1, 1, 12)
_DATED = '{"a": "2024-01-01T12:00:00"}'


def _own(it: Difference) -> str:
    return RECORD_OF.get(it.case.subject, "")


def _record_values(it: Difference) -> list[object]:
    records = [item for item in items_in(it.case.given) if isinstance(item, Make) and item.name in RECORDS]
    return [value for record in records for value in record.arguments.values()]


@row()
def records_built_in() -> None:
    """`Document`, `SqlRow`, `MySqlRow` and the lists of them
    are `UserDict` and `UserList` -> are `dict` and `list`
    `json.dumps` and every library accept them"""
    for name in RECORDS:
        theirs, mine = (resolve(func, name)(a=1) for func in (official, ours))
        assert not isinstance(theirs, dict)
        assert isinstance(mine, dict)
        assert fails(partial(json.dumps, theirs)) == "TypeError"
        assert json.dumps(mine) == '{"a": 1}'
    for name in LISTS:
        assert not isinstance(resolve(official, name)([]), list)
        assert isinstance(resolve(ours, name)([]), list)


@row()
def records_slices() -> None:
    """`documents[:1]`, `documents + others`, `row | other`
    have the class of `documents` and `row` -> are a plain list or dict
    lists and dicts do so, and an output accepts them anyway"""
    for func, kinds in ((official, ("DocumentList", "SqlRow")), (ours, ("list", "dict"))):
        documents, row = func.DocumentList([func.Document(id=1)]), func.SqlRow(a=1)
        assert (type(documents[:1]).__name__, type(row | {"b": 2}).__name__) == kinds
        assert converter(ours, "cosmosDB").encode(ours.DocumentList([{"id": 1}])[:1], expected_type=None).value


@row(
    shows(decoding("cosmosDB", "null", "json"), "", {"items": [None]}, None),
    shows(decoding("sql", b"null", "bytes"), "", {"items": [None]}, None),
    decode=RECORD_OF,
)
def records_null(it: Difference) -> bool:
    """JSON `null` for `cosmosDB`, `sql` and `mysql`
    is a list of None -> is None
    it means that no document was found"""
    alone = it.official.values.get("items") if isinstance(it.official, Properties) else None
    return document(it) is None and alone == [None] and it.ours is None


@row(
    shows(decoding("cosmosDB", "[1]", "json"), "", AttributeError, ValueError),
    shows(decoding("mysql", Raw(None, "json")), "", TypeError, ValueError),
    shows(Case("read", "SqlRow", call("SqlRow.from_json", "[]")), "", AttributeError, ValueError),
    turns="AttributeError TypeError -> ValueError",
)
def records_not_an_object(it: Difference) -> bool:
    """JSON other than objects for `cosmosDB`, `sql`, `mysql` and `Document.from_json`; a Datum that is not text
    raises `AttributeError` or `TypeError` -> raises `ValueError`
    malformed data is one kind of error"""
    given = it.case.given
    reads = isinstance(given, Call) and given.name.endswith(".from_json")
    return reads or it.decodes(*RECORD_OF)


@row(
    shows(making("Document", a=_NOON), "to_json", TypeError, _DATED),
    shows(making("SqlRow", a=bytearray(b"a")), "to_json", TypeError, '{"a": "YQ=="}'),
)
def records_to_json(it: Difference) -> bool:
    """`to_dict` and `to_json` of documents, rows and lists with values that JSON does not have, or with None
    keeps them in `to_dict`, or writes bytes as text; raises `TypeError` in `to_json`, except for dates in rows in 2.x;
      raises `AttributeError` for None -> returns what `encode` sends: dates as ISO 8601 text, UUIDs as text, Decimals
      as numbers, bytes in base64; raises `TypeError` for the rest
    one form everywhere"""
    if it.path[-1:] not in (("to_json",), ("to_dict",), ("to_json says to_dict",)):
        return False
    if it.decodes(*RECORD_OF):
        return None in items_in(document(it))
    odd = it.case.subject in LISTS and not all(isinstance(item, Make) for item in items_in(it.case.given))
    return odd or not all(map(has_json, _record_values(it)))


@row(
    shows(encoding("cosmosDB", {"a": 1}), "", NotImplementedError, sends('[{"a": 1}]')),
    shows(encoding("sql", [{"a": 1}]), "", NotImplementedError, sends('[{"a": 1}]')),
    shows(encoding("mysql", Make("SqlRow", {"a": 1})), "", NotImplementedError, sends('[{"a": 1}]')),
    encode=RECORD_OF,
    turns="NotImplementedError -> tuple",
)
def records_encode_mapping(it: Difference) -> bool:
    """a dict or a record of another binding for `cosmosDB`, `sql` and `mysql`
    raises `NotImplementedError` -> sends it
    the data is the same"""
    given: Any = it.case.given
    own = _own(it)
    mappings = [item for item in items_in(given) if is_mapping(item)]
    foreign = [item for item in mappings if not is_made(item, own)]
    other = isinstance(given, Call) and given.name != f"{own}List"
    return bool(foreign) or other


@row(
    shows(encoding("sql", Make("SqlRow", {"a": _NOON})), "", TypeError, sends(f"[{_DATED}]")),
    encode=RECORD_OF,
    turns="TypeError -> tuple",
)
def records_encode_values(it: Difference) -> bool:
    """dates, UUIDs, Decimals and bytes in a document or row
    raises `TypeError` -> sends them in the form of `records-to-json`
    .NET reads these forms"""
    return not all(map(has_json, _record_values(it)))


@row(
    shows(encoding("sql", ""), "", sends("[]"), NotImplementedError),
    shows(encoding("mysql", {}), "", sends("[]"), sends("[{}]")),
    encode=RECORD_OF,
)
def records_encode_nothing(it: Difference) -> bool:
    """an empty dict, empty text or bytes, or an empty file for `cosmosDB`, `sql` and `mysql`
    sends `[]` -> sends `[{}]` for the dict, and raises `NotImplementedError` for the others
    a dict is one document; text is not a document"""
    given: Any = it.case.given
    nothing = mapping(given) in ("", b"", {}) or str(given).startswith("Annotation(text=\"BytesIO(b'')")
    return (
        nothing and it.official == sends("[]") and (it.ours == sends("[{}]") or failed(it.ours, "NotImplementedError"))
    )


@row(
    shows(encoding("cosmosDB", call("DocumentList", [None])), "", TypeError, NotImplementedError),
    encode=RECORD_OF,
    turns="anything -> NotImplementedError",
)
def records_encode_items(it: Difference) -> bool:
    """a `DocumentList`, `SqlRowList` or `MySqlRowList` with None, numbers or texts in it
    raises `TypeError` or `ValueError`; makes a dict from pairs -> raises `NotImplementedError` and says which item
    malformed data is one kind of error"""
    given = it.case.given
    return (
        isinstance(given, Call)
        and given.name == f"{_own(it)}List"
        and not all(is_mapping(item) for item in items_in(given))
    )


@row(shows(accepts("cosmosDB", "list"), "", False, True), shows(accepts("sql", "dict", "output"), "", False, True))
def records_annotation(it: Difference) -> bool:
    """`cosmosDB`, `sql` and `mysql` inputs as `list`; outputs as `list`, `dict` or a class of another binding
    rejects them -> accepts them
    lists are received, and mappings are sent"""
    written = {"check_input": ["list"], "check_output": ["list", "dict", "MCPToolContext", *RECORDS, *LISTS]}
    return (
        it.case.subject in RECORD_OF
        and it.annotation in written.get(it.case.action, [])
        and (it.official, it.ours) == (NO, YES)
    )
