"""Tests of your own bindings: public names, and the worked examples import nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from azure_functions_lite import extension
from azure_functions_lite.decorators._attach import attaches
from azure_functions_lite.extension import bindings
from azure_functions_lite.extension.bindings import Datum, Message, decode_messages, encode_messages, integer, wire
from azure_functions_lite.meta import InConverter, OutConverter

ROOT = Path(__file__).parents[1]


class Reading(Message):
    number: int | None = wire("Number", integer)
    """Number."""


def test_the_module_is_in_the_package() -> None:
    assert extension.bindings is bindings


def test_every_name_is_there_and_described() -> None:
    described = set(re.findall(r"`(\w+)`", bindings.__doc__ or ""))
    assert described == {*bindings.__all__}
    assert [bindings.InConverter, bindings.OutConverter, bindings.attaches] == [InConverter, OutConverter, attaches]


def test_a_custom_type() -> None:
    reading = decode_messages(Reading, Datum("21.5", "string"), {"Number": Datum("7", "json")}, "readingTrigger")
    assert reading == Reading(body="21.5", number=7)
    assert encode_messages("21.5", "reading") == Datum("21.5", "string")


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/bindings/own.md"])
def test_examples_import_public_modules_only(page: str) -> None:
    imported = re.findall(r"^from (azure_functions_lite\S*) import", (ROOT / page).read_text("utf-8"), re.MULTILINE)
    assert "azure_functions_lite.extension.bindings" in imported
    assert [name for name in imported if "._" in name] == []
