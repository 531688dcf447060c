"""Blobs."""

from __future__ import annotations

import re
from functools import partial

from ..asked import decoding, parsed, sizes_in
from ..fields import properties
from ..outcomes import Difference, Properties
from ..packages import Raw
from ..table import row, shows

_blob = partial(decoding, "blobTrigger", b"abc", "bytes")


def _reads_stream(it: Difference) -> bool:
    return it.decodes("blob", "blobTrigger") or it.case.subject == "InputStream"


def _fields_of(it: Difference, name: str) -> list[Raw]:
    datum = (it.case.metadata or {}).get(name)
    return [] if datum is None else [datum]


@row(shows(_blob(), "length", None, 3))
def blob_length(it: Difference) -> bool:
    """`InputStream.length` if the host does not send it
    is None -> is the number of bytes
    it is known"""
    if not _reads_stream(it) or it.path != ("length",):
        return False
    return it.official is None and it.ours is not None


@row(
    shows(_blob(Properties=Raw('{"ContentLength": 0}', "json")), "length", None, 0),
    shows(_blob(Properties=Raw('{"ContentLength": 0, "Length": 7}', "json")), "length", 7, 0),
    decode="blobTrigger",
)
def blob_length_zero(it: Difference) -> bool:
    """`InputStream.length` of an empty blob
    is None, or what `Length` says -> is 0
    zero is a length"""
    sizes = [size for datum in _fields_of(it, "Properties") for size in sizes_in(datum)]
    return it.path == ("length",) and any(size in (0, "0") for size in sizes)


@row(
    shows(_blob(Properties=Raw('{"ContentLength": "", "Length": 7}', "json")), "", {"length": 7}, ValueError),
    decode="blobTrigger",
    turns="anything -> ValueError",
)
def blob_length_malformed(it: Difference) -> bool:
    """`ContentLength` or `Length` that is not a number
    uses the other one, if it can -> raises `ValueError`
    malformed data is an error"""
    sizes = [size for datum in _fields_of(it, "Properties") for size in sizes_in(datum)]
    odd = [size for size in sizes if not re.fullmatch(r"None|[0-9]+(\.0)?", str(size))]
    return bool(odd)


_input = partial(decoding, "blob", b"abc", "bytes")


@row(
    shows(_input(BlobTrigger=Raw("a/b", "string")), "name", "a/b", None),
    shows(_input(Uri=Raw("https://example.org", "string")), "uri", "https://example.org", None),
    shows(_input(Properties=Raw('{"Length": 7}', "json")), "length", 7, 3),
    shows(_input(Properties=Raw('{"Length": 7}', "json")), "blob_properties", {"Length": 7}, None),
    shows(_input(Metadata=Raw('{"a": "b"}', "json")), "metadata", {"a": "b"}, None),
    shows(_input(Properties=Raw("5", "json")), "", ValueError, {"length": 3}),
    decode="blob",
)
def blob_input_metadata(it: Difference) -> bool:
    """name, address, length, properties and metadata of what the binding `blob` reads
    are those of the trigger, another blob or a field of a message -> are None, and the length is that of the content
    the host sends only the metadata of the trigger"""
    if not it.path:
        return it.turns("ValueError", "InputStream")
    return it.path == ("length",) or (it.at(*properties("InputStream")) and it.ours is None)


@row(shows(_blob(), "seekable", False, True))
def blob_seekable(it: Difference) -> bool:
    """`InputStream.seek`
    raises `UnsupportedOperation` -> works
    `pandas`, `zipfile` and others need it"""
    return _reads_stream(it) and it.path == ("seekable",)


@row(
    shows(_blob(Properties=Raw("5", "json")), "", ValueError, {"blob_properties": None}),
    shows(_blob(Properties=Raw('[["a", 1]]', "json")), "blob_properties", {"a": 1}, None),
)
def blob_properties_not_an_object(it: Difference) -> bool:
    """`Properties` in the metadata that is not a JSON object
    raises `ValueError`, or makes a dict from pairs -> is None
    it belongs to another message"""
    odd = [
        datum for datum in _fields_of(it, "Properties") if not isinstance(parsed(datum), dict) or datum.type != "json"
    ]
    if not odd or not it.decodes("blobTrigger"):
        return False
    if it.path:
        return it.path == ("blob_properties",) and it.ours is None
    return it.turns("ValueError", "InputStream")


@row(shows(_blob(Metadata=Raw('[["a", 1]]', "json")), "metadata", {"a": 1}, None))
def blob_metadata_not_an_object(it: Difference) -> bool:
    """`Metadata` in the metadata that is not a JSON object
    makes a dict from it if it can -> is None
    it belongs to another message"""
    odd = [datum for datum in _fields_of(it, "Metadata") if not isinstance(parsed(datum), dict)]
    is_meant = it.decodes("blobTrigger") and it.path == ("metadata",)
    return bool(odd) and is_meant and isinstance(it.official, dict) and it.ours is None


@row(
    shows(_blob(Metadata=Raw("{", "json")), "", {"metadata": None}, ValueError),
    turns="anything -> ValueError",
)
def blob_metadata_malformed(it: Difference) -> bool:
    """`Metadata` in the metadata that is not JSON
    is None -> raises `ValueError`
    malformed data is an error, as in every other field"""
    return (
        bool(_fields_of(it, "Metadata"))
        and not it.path
        and isinstance(it.official, Properties)
        and it.official.values["metadata"] is None
        and "'Metadata'" in str(it.ours)
    )
