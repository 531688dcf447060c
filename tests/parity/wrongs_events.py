"""What the official SDK gets wrong about Event Grid, Cosmos DB, SQL and MySQL, as checks of what is right."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from types import ModuleType
from typing import Any, Optional

from .packages import converter
from .wrongs import Wrongs, decode, encode

WRONGS = Wrongs()

_NOON = datetime(2020, 1, 1, 12)
# Untyped, since these are annotations only at run time.
_optional: Any = Optional
_list: Any = list


def _decode(func: ModuleType, binding: str, value: object, kind: str = "json") -> Any:
    return decode(func, binding, value, kind)


def _sent(func: ModuleType, binding: str, value: object) -> Any:
    datum = encode(func, binding, value)
    assert datum.type == "json"
    return json.loads(datum.value)


def _accepts_input(func: ModuleType, binding: str, annotation: object) -> bool:
    return converter(func, binding).check_input_type_annotation(annotation) is True


def _accepts_output(func: ModuleType, binding: str, annotation: object) -> bool:
    return converter(func, binding).check_output_type_annotation(annotation) is True


def _cloud_json(**parts: object) -> str:
    return json.dumps({"specversion": "1.0", "id": "a", "source": "b", "type": "c", **parts})


def _cloud_event(func: ModuleType, data: object = None) -> Any:
    return func.CloudEvent(id="a", source="b", type="c", specversion="1.0", data=data)


def _event(func: ModuleType, data: object) -> Any:
    return func.EventGridOutputEvent(id="a", subject="b", event_type="c", data_version="1", data=data, event_time=None)


def _refuses(error: type[Exception], call: Callable[[], object], words: str = "") -> None:
    # Not pytest.raises, whose failure is no Exception.
    message = ""
    try:
        call()
    except error as raised:
        message = f"refused: {raised}"
    assert message.startswith("refused: ")
    assert words in message


# Event Grid


@WRONGS.says("eventGridTrigger without a Datum is an unsupported type")
def _(func: ModuleType) -> None:
    _refuses(NotImplementedError, lambda: converter(func, "eventGridTrigger").decode(None, trigger_metadata={}))


@WRONGS.says("eventGridTrigger reads an event in text")
def _(func: ModuleType) -> None:
    assert _decode(func, "eventGridTrigger", '{"id": "a"}', "string").id == "a"


@WRONGS.says("eventGridTrigger reads an array of events")
def _(func: ModuleType) -> None:
    events = _decode(func, "eventGridTrigger", '[{"id": "a"}, {"id": "b"}]')
    assert [event.id for event in events] == ["a", "b"]


@WRONGS.says("eventGridTrigger says of JSON null that it is malformed")
def _(func: ModuleType) -> None:
    _refuses(ValueError, lambda: _decode(func, "eventGridTrigger", "null"), "eventGridTrigger")


@WRONGS.says("eventGridTrigger reads a CloudEvent whose time has an offset")
def _(func: ModuleType) -> None:
    event = _decode(func, "eventGridTrigger", _cloud_json(time="2020-01-01T12:00:00+08:00"))
    assert event.time == _NOON.replace(tzinfo=timezone(timedelta(hours=8)))


@WRONGS.says("eventGridTrigger reads an eventTime without seconds")
def _(func: ModuleType) -> None:
    event = _decode(func, "eventGridTrigger", '{"eventTime": "2020-01-01T12:00Z"}')
    assert event.event_time == _NOON.replace(tzinfo=timezone.utc)


@WRONGS.says("eventGridTrigger reads a CloudEvent with an extension attribute self")
def _(func: ModuleType) -> None:
    event = _decode(func, "eventGridTrigger", _cloud_json(self="x", traceparent="y"))
    assert event.extension_attrs == {"self": "x", "traceparent": "y"}


@WRONGS.says("eventGridTrigger decodes data_base64 of a CloudEvent")
def _(func: ModuleType) -> None:
    event = _decode(func, "eventGridTrigger", _cloud_json(data_base64="eyJhIjogMX0="))
    assert event.get_json() == {"a": 1}
    assert event.extension_attrs == {}


@WRONGS.says("eventGridTrigger refuses data_base64 that is no base64")
def _(func: ModuleType) -> None:
    _refuses(ValueError, lambda: _decode(func, "eventGridTrigger", _cloud_json(data_base64="?")), "data_base64")


@WRONGS.says("eventGridTrigger accepts Optional[EventGridEvent]")
def _(func: ModuleType) -> None:
    assert _accepts_input(func, "eventGridTrigger", _optional[func.EventGridEvent])


@WRONGS.says("eventGridTrigger accepts list[CloudEvent]")
def _(func: ModuleType) -> None:
    assert _accepts_input(func, "eventGridTrigger", _list[func.CloudEvent])


@WRONGS.says("eventGrid accepts Optional[str]")
def _(func: ModuleType) -> None:
    assert _accepts_output(func, "eventGrid", _optional[str])


@WRONGS.says("eventGrid accepts list[EventGridOutputEvent]")
def _(func: ModuleType) -> None:
    assert _accepts_output(func, "eventGrid", _list[func.EventGridOutputEvent])


@WRONGS.says("eventGrid says no to int without raising")
def _(func: ModuleType) -> None:
    assert converter(func, "eventGrid").check_output_type_annotation(int) is False


@WRONGS.says("eventGrid accepts CloudEvent")
def _(func: ModuleType) -> None:
    assert _accepts_output(func, "eventGrid", func.CloudEvent)


@WRONGS.says("eventGrid sends a dict with its values")
def _(func: ModuleType) -> None:
    assert _sent(func, "eventGrid", {"a": 1}) == {"a": 1}


@WRONGS.says("eventGrid sends a Document with its values")
def _(func: ModuleType) -> None:
    assert _sent(func, "eventGrid", func.Document(a=1)) == {"a": 1}


@WRONGS.says("eventGrid sends a CloudEvent")
def _(func: ModuleType) -> None:
    expected = {"id": "a", "source": "b", "type": "c", "specversion": "1.0", "data": [1]}
    assert _sent(func, "eventGrid", _cloud_event(func, [1])) == expected


@WRONGS.says("eventGrid sends binary data of a CloudEvent as data_base64")
def _(func: ModuleType) -> None:
    assert _sent(func, "eventGrid", [_cloud_event(func, b"\x01\x02")])[0]["data_base64"] == "AQI="


@WRONGS.says("eventGrid sends bytes in a list as text")
def _(func: ModuleType) -> None:
    assert _sent(func, "eventGrid", [b"a", "b"]) == ["a", "b"]


@WRONGS.says("eventGrid sends an empty bytearray as bytes")
def _(func: ModuleType) -> None:
    datum = encode(func, "eventGrid", bytearray())
    assert (datum.value, datum.type) == (b"", "bytes")


@WRONGS.says("eventGrid sends dates in the data of an event")
def _(func: ModuleType) -> None:
    assert _sent(func, "eventGrid", _event(func, {"at": _NOON}))["data"] == {"at": "2020-01-01T12:00:00"}


# Documents and rows


@WRONGS.says("cosmosDB reads JSON null as None")
def _(func: ModuleType) -> None:
    assert _decode(func, "cosmosDB", "null") is None


@WRONGS.says("sql and mysql read JSON null as None")
def _(func: ModuleType) -> None:
    assert [_decode(func, binding, "null") for binding in ("sql", "mysql", "mysqlTrigger")] == [None] * 3


@WRONGS.says("cosmosDB says of documents that are no objects that they are malformed")
def _(func: ModuleType) -> None:
    _refuses(ValueError, lambda: _decode(func, "cosmosDB", "[1]"), "cosmosDB: item 0")


@WRONGS.says("cosmosDB names itself in the error for an unsupported type")
def _(func: ModuleType) -> None:
    _refuses(NotImplementedError, lambda: _decode(func, "cosmosDB", 5, "int"), "cosmosDB")


@WRONGS.says("cosmosDB reads JSON with a byte order mark")
def _(func: ModuleType) -> None:
    assert list(_decode(func, "cosmosDB", b'\xef\xbb\xbf{"a": 1}', "bytes")) == [func.Document(a=1)]


@WRONGS.says("cosmosDB sends a dict")
def _(func: ModuleType) -> None:
    assert _sent(func, "cosmosDB", {"a": 1}) == [{"a": 1}]


@WRONGS.says("sql sends a list of dicts")
def _(func: ModuleType) -> None:
    assert _sent(func, "sql", [{"a": 1}, {"a": 2}]) == [{"a": 1}, {"a": 2}]


@WRONGS.says("sql refuses empty text")
def _(func: ModuleType) -> None:
    _refuses(NotImplementedError, lambda: encode(func, "sql", ""))


@WRONGS.says("cosmosDB says which item of a DocumentList is no document")
def _(func: ModuleType) -> None:
    _refuses(
        NotImplementedError, lambda: encode(func, "cosmosDB", func.DocumentList([func.Document(a=1), None])), "item 1"
    )


@WRONGS.says("SqlRow.to_json and sql write a datetime")
def _(func: ModuleType) -> None:
    row = func.SqlRow(at=_NOON)
    assert json.loads(row.to_json()) == {"at": "2020-01-01T12:00:00"}
    assert _sent(func, "sql", row) == [{"at": "2020-01-01T12:00:00"}]


@WRONGS.says("MySqlRow.to_json and mysql write bytes")
def _(func: ModuleType) -> None:
    row = func.MySqlRow(a=b"\x01\x02")
    assert json.loads(row.to_json()) == {"a": "AQI="}
    assert _sent(func, "mysql", row) == [{"a": "AQI="}]


@WRONGS.says("Document.to_dict and to_json write a datetime")
def _(func: ModuleType) -> None:
    document = func.Document(at=_NOON)
    assert document.to_dict() == {"at": "2020-01-01T12:00:00"}
    assert json.loads(document.to_json()) == {"at": "2020-01-01T12:00:00"}


@WRONGS.says("SqlRow.to_json writes a bytearray")
def _(func: ModuleType) -> None:
    assert json.loads(func.SqlRow(a=bytearray(b"\x01\x02")).to_json()) == {"a": "AQI="}


@WRONGS.says("DocumentList.to_dict keeps None")
def _(func: ModuleType) -> None:
    assert func.DocumentList([None, func.Document(a=1)]).to_dict() == [None, {"a": 1}]


@WRONGS.says("Document is a dict to json.dumps")
def _(func: ModuleType) -> None:
    assert json.dumps(func.Document(a=1)) == '{"a": 1}'


for _binding, _name in {"cosmosDB": "Document", "sql": "SqlRow", "mysql": "MySqlRow"}.items():

    @WRONGS.says(f"{_binding} accepts Optional[{_name}List] as an input")
    def _(func: ModuleType, binding: str = _binding, name: str = _name) -> None:
        assert _accepts_input(func, binding, _optional[getattr(func, f"{name}List")])

    @WRONGS.says(f"{_binding} accepts Optional[{_name}] as an output")
    def _(func: ModuleType, binding: str = _binding, name: str = _name) -> None:
        assert _accepts_output(func, binding, _optional[getattr(func, name)])

    @WRONGS.says(f"{_binding} accepts list[{_name}] as an input and as an output")
    def _(func: ModuleType, binding: str = _binding, name: str = _name) -> None:
        assert _accepts_input(func, binding, _list[getattr(func, name)])
        assert _accepts_output(func, binding, _list[getattr(func, name)])

    @WRONGS.says(f"{_binding} says no to Optional[str] without raising")
    def _(func: ModuleType, binding: str = _binding) -> None:
        assert converter(func, binding).check_input_type_annotation(_optional[str]) is False
        assert converter(func, binding).check_output_type_annotation(_optional[str]) is False
