"""Blobs: `InputStream` reads like a file, and its converters take content and metadata."""

from __future__ import annotations

import csv
import io
import pickle
import shutil
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_functions_lite.blob import BlobConverter, InputStream
from azure_functions_lite.errors import ArgumentTypeError, DataError, FieldError, ReadOnlyError
from azure_functions_lite.meta import Datum, Metadata

MakeDatum = Callable[[Any, "str | None"], Datum]
LoadPayload = Callable[[str], "tuple[Datum, dict[str, Datum]]"]


def decode(data: Datum | None, metadata: Metadata | None = None) -> InputStream | None:
    return BlobConverter.decode(data, trigger_metadata=metadata)


def encode(obj: object) -> Datum:
    return BlobConverter.encode(obj, expected_type=None)


def make_stream(**changes: Any) -> InputStream:
    keywords: dict[str, Any] = {
        "data": b"content",
        "name": "samples/a.txt",
        "uri": "https://example.com/samples/a.txt",
        "length": 7,
        "blob_properties": {"ContentType": "text/plain"},
        "metadata": {"owner": "ada"},
    }
    return InputStream(**{**keywords, **changes})


def test_a_stream_needs_nothing() -> None:
    stream = InputStream()
    assert stream.read() == b""
    assert (stream.name, stream.uri, stream.length) == (None, None, 0)
    assert (stream.blob_properties, stream.metadata) == (None, None)


def test_a_stream_has_what_it_is_given() -> None:
    stream = make_stream(length=9)
    assert stream.read() == b"content"
    assert (stream.name, stream.uri, stream.length) == ("samples/a.txt", "https://example.com/samples/a.txt", 9)
    assert (stream.blob_properties, stream.metadata) == ({"ContentType": "text/plain"}, {"owner": "ada"})


@pytest.mark.parametrize(
    ("data", "content"),
    [
        (None, b""),
        ("å", "å".encode()),
        (b"\xff", b"\xff"),
        (bytearray(b"x"), b"x"),
        (memoryview(b"x"), b"x"),
        (Datum(b"x", "bytes"), b"x"),
        (Datum("å", "string"), "å".encode()),
        (Datum(None, None), b""),
    ],
    ids=lambda value: type(value).__name__,
)
def test_contents(data: Any, content: bytes) -> None:
    stream = InputStream(data=data)
    assert stream.read() == content
    assert stream.length == len(content)


def test_contents_of_another_type_are_rejected() -> None:
    data: Any = ["a"]
    with pytest.raises(ArgumentTypeError, match=r"^cannot take the body of InputStream: .+, got list of length 1$"):
        InputStream(data=data)
    with pytest.raises(
        DataError,
        match=r"^cannot encode the body of InputStream: expected text that UTF-8 can encode, got str of length 1$",
    ):
        InputStream(data="\ud800")


@given(st.binary(), st.integers(0, 100), st.integers(-1, 100))
def test_a_stream_reads_as_a_file_does(content: bytes, position: int, size: int) -> None:
    stream, file = InputStream(data=content), io.BytesIO(content)
    assert stream.seek(position) == file.seek(position)
    assert stream.read(size) == file.read(size)
    assert stream.tell() == file.tell()
    assert stream.readline() == file.readline()
    assert list(stream) == list(file)
    assert stream.seek(0, io.SEEK_END) == len(content)
    assert stream.length == len(content)


def test_every_way_to_read() -> None:
    stream = InputStream(data=b"1\n2\n3\n4\n5\n6")
    assert stream.readable()
    assert stream.seekable()
    assert stream.readline() == b"1\n"
    assert next(stream) == b"2\n"
    assert stream.readlines(1) == [b"3\n"]
    assert stream.read1(2) == b"4\n"
    buffer = bytearray(3)
    assert stream.readinto(buffer) == 3
    assert buffer == b"5\n6"
    assert stream.read() == b""
    assert stream.getvalue() == bytes(stream.getbuffer()) == b"1\n2\n3\n4\n5\n6"


def test_with_closes() -> None:
    with InputStream(data=b"x") as stream:
        assert stream.read() == b"x"
        assert not stream.closed
    assert stream.closed
    assert stream.length == 1
    assert stream == InputStream(data=b"x")
    with pytest.raises(ValueError, match="closed"):
        stream.read()


WRITES: dict[str, Callable[[InputStream], object]] = {
    "write": lambda stream: stream.write(b"x"),
    "writelines": lambda stream: stream.writelines([b"x"]),
    "writelines of none": lambda stream: stream.writelines([]),
    "truncate": lambda stream: stream.truncate(),
    "truncate to 0": lambda stream: stream.truncate(0),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_stream_cannot_be_written_to(write: Callable[[InputStream], object]) -> None:
    stream = InputStream(data=b"content")
    assert not stream.writable()
    with pytest.raises(
        ReadOnlyError, match=r"^cannot write to an InputStream: it is the content of a blob, for reading only$"
    ) as error:
        write(stream)
    assert isinstance(error.value, io.UnsupportedOperation)
    assert stream.read() == b"content"


def test_its_buffer_cannot_be_written_to() -> None:
    buffer = InputStream(data=b"content").getbuffer()
    assert buffer.readonly
    with pytest.raises(TypeError, match="read-only"):
        buffer[0] = 0


def test_an_archive() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as writer:
        writer.writestr("a.txt", b"content")
    with zipfile.ZipFile(InputStream(data=file.getvalue())) as reader:
        assert reader.read("a.txt") == b"content"


def test_a_pickle() -> None:
    assert pickle.load(InputStream(data=pickle.dumps({"a": [1, 2]}))) == {"a": [1, 2]}


def test_a_table() -> None:
    stream = InputStream(data="id,name\r\n1,Åsa\r\n")
    with io.TextIOWrapper(stream, encoding="utf-8", newline="") as text:
        assert list(csv.DictReader(text)) == [{"id": "1", "name": "Åsa"}]
    assert stream.closed


def test_a_copy_to_a_file() -> None:
    target = io.BytesIO()
    shutil.copyfileobj(InputStream(data=b"content"), target)
    assert target.getvalue() == b"content"


def test_a_stream_does_not_show_its_content() -> None:
    assert repr(make_stream(uri=None)) == (
        "InputStream(name='samples/a.txt', length=7, blob_properties={'ContentType': 'text/plain'}, "
        "metadata={'owner': 'ada'})"
    )


@pytest.mark.parametrize("name", ["data", "name", "uri", "length", "blob_properties", "metadata"])
def test_streams_are_compared_by_value(name: str) -> None:
    assert make_stream() == make_stream(data="content")
    assert hash(make_stream()) == hash(make_stream(data="content"))
    assert make_stream() != make_stream(**{name: None if name != "length" else 5})
    assert make_stream() != make_stream(data=b"CONTENT")
    assert make_stream() != b"content"
    assert make_stream() != io.BytesIO(b"content")


def test_where_a_stream_has_been_read_to_does_not_count() -> None:
    stream = make_stream()
    stream.read(3)
    assert stream == make_stream()
    assert hash(stream) == hash(make_stream())


def test_streams_can_be_copied_and_pickled(duplicate: Callable[[object], object]) -> None:
    stream = make_stream()
    stream.read(3)
    made = duplicate(stream)
    assert isinstance(made, InputStream)
    assert made == stream
    assert made.read() == stream.read() == b"tent"


@pytest.mark.parametrize("name", ["name", "uri", "length", "blob_properties", "metadata"])
def test_streams_cannot_be_changed(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(InputStream(), name, None)


def test_a_stream_as_dict_and_json() -> None:
    assert make_stream().to_dict() == {
        "name": "samples/a.txt",
        "uri": "https://example.com/samples/a.txt",
        "length": 7,
        "blob_properties": {"ContentType": "text/plain"},
        "metadata": {"owner": "ada"},
    }
    assert '"length": 0' in InputStream().to_json()


def test_a_trigger_payload(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("blobTrigger")
    stream = BlobConverter.decode(data, trigger_metadata=metadata)
    assert isinstance(stream, InputStream)
    assert stream == InputStream(
        data=b"id,name\r\n1,Ada\r\n2,Grace\r\n",
        name="samples/people.csv",
        uri="https://example.blob.core.windows.net/samples/people.csv",
        length=25,
        blob_properties={
            "LastModified": "2024-04-06T15:30:00+00:00",
            "ContentLength": 25,
            "ContentType": "text/csv",
            "ETag": '"0x8DC561234567890"',
            "BlobType": 0,
        },
        metadata={"owner": "ada"},
    )


def test_an_input_payload(load_payload: LoadPayload) -> None:
    data, metadata = load_payload("blob")
    assert BlobConverter.decode(data, trigger_metadata=metadata) == InputStream(data="smörgås")


@pytest.mark.parametrize(
    ("type", "value", "content"), [("bytes", b"\xff", b"\xff"), ("bytes", b"", b""), ("string", "å", "å".encode())]
)
@pytest.mark.parametrize("metadata", [None, {}], ids=repr)
def test_datums_that_become_a_stream(
    make_datum: MakeDatum, metadata: Metadata | None, type: str, value: object, content: bytes
) -> None:
    assert decode(make_datum(value, type), metadata) == InputStream(data=content)


def test_a_blob_that_is_not_there_is_none(make_datum: MakeDatum) -> None:
    assert decode(None) is None
    assert decode(make_datum(None, None)) is None


def test_a_datum_whose_value_is_not_of_its_type_is_rejected(make_datum: MakeDatum) -> None:
    with pytest.raises(ArgumentTypeError, match=r"^cannot take the body of InputStream: .+, got int$"):
        decode(make_datum(5, "bytes"))


@pytest.mark.parametrize(
    ("properties", "length"),
    [
        ('{"ContentLength": 0}', 0),
        ('{"ContentLength": 5}', 5),
        ('{"ContentLength": "5"}', 5),
        ('{"Length": 6}', 6),
        ('{"Length": 0}', 0),
        ('{"ContentLength": 5, "Length": 6}', 5),
        ('{"ContentLength": null, "Length": 6}', 6),
        ('{"ContentLength": null}', 1),
        ('{"ETag": "x"}', 1),
        ("{}", 1),
        ("null", 1),
    ],
)
def test_the_length_is_what_the_host_says_or_that_of_the_content(
    make_datum: MakeDatum, properties: str, length: int
) -> None:
    stream = decode(make_datum(b"x", "bytes"), {"Properties": make_datum(properties, "json")})
    assert stream is not None
    assert stream.length == length


@pytest.mark.parametrize(
    "datum",
    [Datum("[1]", "json"), Datum("text", "string"), Datum(5, "int"), Datum('"{}"', "json"), None],
    ids=repr,
)
@pytest.mark.parametrize(("name", "attribute"), [("Properties", "blob_properties"), ("Metadata", "metadata")])
def test_fields_of_another_trigger_with_these_names_are_left_alone(
    name: str, attribute: str, datum: Datum | None
) -> None:
    stream = decode(Datum(b"x", "bytes"), {name: datum})
    assert stream == InputStream(data=b"x")
    assert getattr(stream, attribute) is None


@pytest.mark.parametrize(
    ("name", "datum", "message"),
    [
        (
            "Properties",
            Datum("{", "json"),
            (
                "'Properties.Length' of InputStream: expected JSON, got str of length 1, "
                "Expecting property name enclosed in double quotes at character 1"
            ),
        ),
        (
            "Metadata",
            Datum("hey", "json"),
            "'Metadata' of InputStream: expected JSON, got str of length 3, Expecting value at character 0",
        ),
        (
            "Uri",
            Datum({}, "http"),
            (
                "'Uri' of InputStream: expected a Datum of type json, string, bytes, int, double or a collection, "
                "got type 'http'"
            ),
        ),
        (
            "Properties",
            Datum('{"ContentLength": "long"}', "json"),
            "'Properties.Length' of InputStream: expected int, got 'long'",
        ),
        (
            "Properties",
            Datum('{"Length": 1.5}', "json"),
            "'Properties.Length' of InputStream: expected int, got 1.5",
        ),
    ],
)
def test_metadata_that_cannot_be_read(name: str, datum: Datum, message: str) -> None:
    stream = decode(Datum(b"x", "bytes"), {name: datum})
    assert stream is not None
    with pytest.raises(FieldError) as error:
        stream.to_dict()
    assert str(error.value) == f"cannot read trigger metadata field {message}"


def test_text_is_sent_as_it_is() -> None:
    assert encode("å") == Datum("å", "string")


@pytest.mark.parametrize("content", [b"\xff", bytearray(b"\xff")], ids=["bytes", "bytearray"])
def test_bytes_are_sent_as_they_are(content: bytes | bytearray) -> None:
    assert encode(content) == Datum(b"\xff", "bytes")
    assert type(encode(content).value) is bytes


class Readable:
    def read(self) -> str:
        return "read"


def test_of_files_what_is_left_to_read_is_sent() -> None:
    assert encode(io.BytesIO(b"\xff")) == Datum(b"\xff", "bytes")
    assert encode(io.StringIO("å")) == Datum("å", "string")
    assert encode(Readable()) == Datum("read", "string")
    stream = InputStream(data=b"content")
    stream.read(3)
    assert encode(stream) == Datum(b"tent", "bytes")


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.binary())
def test_what_is_sent_comes_back(content: str | bytes) -> None:
    assert decode(encode(content)) == InputStream(data=content)
    assert decode(encode(InputStream(data=content))) == InputStream(data=content)


def test_empty_properties_are_none_and_empty_metadata_is_empty() -> None:
    stream = decode(Datum(b"x", "bytes"), {"Properties": Datum("{}", "json"), "Metadata": Datum("{}", "json")})
    assert stream is not None
    assert (stream.blob_properties, stream.metadata) == (None, {})
