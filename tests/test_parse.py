"""Dates, durations, numbers and texts of the host, parsed."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from azure_functions_lite._wire import scalars
from azure_functions_lite._wire.scalars import (
    anything,
    binary,
    boolean,
    duration,
    integer,
    items,
    mapping,
    text,
    timestamp,
    utf8,
)
from azure_functions_lite.errors import ArgumentTypeError, DataError

UTC = timezone.utc
BERLIN = timezone(timedelta(hours=2))
CHINA = timezone(timedelta(hours=8))

DATES = {
    # ISO 8601, as JSON and DateTime.ToString("o") have it
    "2020-01-31T10:00:00Z": datetime(2020, 1, 31, 10, tzinfo=UTC),
    "2020-01-31T10:00:00+00:00": datetime(2020, 1, 31, 10, tzinfo=UTC),
    "2020-01-31T10:00:00-00:00": datetime(2020, 1, 31, 10, tzinfo=UTC),
    "2020-01-31T10:00:00.5Z": datetime(2020, 1, 31, 10, 0, 0, 500_000, tzinfo=UTC),
    "2020-01-31T10:00:00.123Z": datetime(2020, 1, 31, 10, 0, 0, 123_000, tzinfo=UTC),
    "2020-01-31T10:00:00.123456+00:00": datetime(2020, 1, 31, 10, 0, 0, 123_456, tzinfo=UTC),
    "2020-01-31T10:00:00.1234567Z": datetime(2020, 1, 31, 10, 0, 0, 123_456, tzinfo=UTC),
    "2020-01-31T10:00:00.9999999Z": datetime(2020, 1, 31, 10, 0, 0, 999_999, tzinfo=UTC),
    "2020-01-31T10:00:00": datetime(2020, 1, 31, 10),
    "2020-01-31T10:00:00.1234567": datetime(2020, 1, 31, 10, 0, 0, 123_456),
    "2020-01-31T00:00:00+08:00": datetime(2020, 1, 31, tzinfo=CHINA),
    "2020-01-31T10:00:00.1234567+02:00": datetime(2020, 1, 31, 10, 0, 0, 123_456, tzinfo=BERLIN),
    "2020-01-31T10:00Z": datetime(2020, 1, 31, 10, tzinfo=UTC),
    "20200131T100000Z": datetime(2020, 1, 31, 10, tzinfo=UTC),
    "2020-01-31T24:00:00": datetime(2020, 2, 1),
    "2020-01-31": datetime(2020, 1, 31),
    "20200131": datetime(2020, 1, 31),
    "2020-01-31T10:00:00." + "1" * 80: datetime(2020, 1, 31, 10, 0, 0, 111_111),
    "0001-01-01T00:00:00": datetime(1, 1, 1),
    "0001-01-01T00:00:00+00:00": datetime(1, 1, 1, tzinfo=UTC),
    "9999-12-31T23:59:59.9999999+00:00": datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    # ISO 8601 with a space, ToString("u") and others
    "2020-01-31 10:00:00": datetime(2020, 1, 31, 10),
    "2020-01-31 10:00:00Z": datetime(2020, 1, 31, 10, tzinfo=UTC),
    "2020-01-31 10:00:00 +00:00": datetime(2020, 1, 31, 10, tzinfo=UTC),
    "2020-01-31 10:00:00 +02:00": datetime(2020, 1, 31, 10, tzinfo=BERLIN),
    "2020-01-31 10:00:00 UTC": datetime(2020, 1, 31, 10, tzinfo=UTC),
    # ToString() in the invariant and the American culture
    "01/31/2020 10:00:00": datetime(2020, 1, 31, 10),
    "01/02/2020 10:00:00": datetime(2020, 1, 2, 10),
    "1/31/2020 10:00:00 AM": datetime(2020, 1, 31, 10),
    "1/31/2020 10:00:00 PM": datetime(2020, 1, 31, 22),
    "1/31/2020 12:00:00 AM": datetime(2020, 1, 31),
    "1/31/2020 10:00:00 PM +00:00": datetime(2020, 1, 31, 22, tzinfo=UTC),
    "1/31/2020 10:00:00 PM +02:00": datetime(2020, 1, 31, 22, tzinfo=BERLIN),
    "01/31/2020 10:00:00 +08:00": datetime(2020, 1, 31, 10, tzinfo=CHINA),
    "1/1/0001 12:00:00 AM": datetime(1, 1, 1),
    "1/31/2020": datetime(2020, 1, 31),
    # the forms that azure.functions reads
    "01/31/2020 10:00:00Z": datetime(2020, 1, 31, 10, tzinfo=UTC),
    "01/31/2020 10:00:00+00:00": datetime(2020, 1, 31, 10, tzinfo=UTC),
    "01/31/2020 10:00:00.123-00:00": datetime(2020, 1, 31, 10, 0, 0, 123_000, tzinfo=UTC),
    "01/31/2020 10:00:00.1234567Z": datetime(2020, 1, 31, 10, 0, 0, 123_456, tzinfo=UTC),
    "01/31/2020T10:00:00": datetime(2020, 1, 31, 10),
    "01/31/2020T10:00:00.5": datetime(2020, 1, 31, 10, 0, 0, 500_000),
    # RFC 1123, ToString("r") and HTTP headers
    "Fri, 31 Jan 2020 10:00:00 GMT": datetime(2020, 1, 31, 10, tzinfo=UTC),
    "Fri, 31 Jan 2020 10:00:00 UTC": datetime(2020, 1, 31, 10, tzinfo=UTC),
    "Fri, 31 Jan 2020 10:00:00 +0200": datetime(2020, 1, 31, 10, tzinfo=BERLIN),
}

NO_DATES = {
    # dateutil raises an error of `decimal` for it.
    "0:" + "3" * 66 + "00GMT": "a date",
    "5": "a date with year, month and day",
    "4": "a date with year, month and day",
    "2020": "a date with year, month and day",
    "2020-01": "a date with year, month and day",
    "Jan 2020": "a date with year, month and day",
    "31 Jan": "a date with year, month and day",
    "Friday": "a date with year, month and day",
    "10:00:00": "a date with year, month and day",
    "29 February": "a date",  # of which year? 2001, one of the defaults, has none
    "two": "a date",
    " ": "a date",
    "None": "a date",
    "2020-13-01": "a date",
    "2020-02-30T00:00:00Z": "a date",
    "2020-01-31T10:00:60": "a date",
    "2020-01-31T10:00:00Z and more": "a date",
    "2020-01-31T10:00:00+24:00": "a date",
    "01/31/2020 10:00:00 +99:00": "a date",
    "9999-12-31T24:00:00": "a date",
    "Fri, 31 Jan 2020 10:00:00 EST": "a date",
    "Fri, 31 Jan 2020 10:00:00 CET": "a date",
    "x" * 101: "a date",
    "1" * 15: "a date",
    "1" * 18: "a date",
    "2020-01-31T10:00:00." + "1" * 81: "a date",
}


@pytest.fixture(params=[True, False], ids=["fromisoformat", "dateutil"])
def fast(request: pytest.FixtureRequest) -> bool:
    """Say whether `datetime.fromisoformat` is used; Python 3.10 leaves most dates to dateutil."""
    return request.param is True


def stamp(raw: str, fast: bool) -> datetime | None:
    def refuse(raw: str) -> datetime:
        raise ValueError(raw)

    with pytest.MonkeyPatch.context() as patch:
        if not fast:
            patch.setattr(scalars, "_fromisoformat", refuse)
        return timestamp(raw)


@pytest.fixture(params=["UTC", "EST5EDT", "CET-1CEST"])
def time_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put this process into a time zone, where the platform can."""
    monkeypatch.setenv("TZ", request.param)
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.mark.parametrize(("raw", "expected"), DATES.items(), ids=DATES)
def test_dates(raw: str, expected: datetime, fast: bool) -> None:
    # By its repr, which tells timezone.utc from other time zones without an offset, and naive from aware.
    assert repr(stamp(raw, fast)) == repr(expected)


@pytest.mark.usefixtures("time_zone")
@pytest.mark.parametrize(
    "raw",
    ["2020-07-31T10:00:00", "01/31/2020 10:00:00", "Fri, 31 Jan 2020 10:00:00 GMT", "2020-07-31T10:00:00+02:00"],
)
def test_dates_are_the_same_in_every_time_zone(raw: str) -> None:
    expected = {**DATES, "2020-07-31T10:00:00": datetime(2020, 7, 31, 10)}
    expected["2020-07-31T10:00:00+02:00"] = datetime(2020, 7, 31, 10, tzinfo=BERLIN)
    assert repr(timestamp(raw)) == repr(expected[raw])


@pytest.mark.usefixtures("time_zone")
@pytest.mark.parametrize("name", ["EST", "EDT", "CET", "XYZ"])
def test_names_of_time_zones_are_refused_in_every_time_zone(name: str) -> None:
    with pytest.raises(DataError, match="expected a date, got 'Fri, 31 Jan 2020 10:00:00"):
        timestamp(f"Fri, 31 Jan 2020 10:00:00 {name}")


@pytest.mark.parametrize(("raw", "expected"), NO_DATES.items(), ids=NO_DATES)
def test_what_is_not_a_date(raw: str, expected: str, fast: bool) -> None:
    with pytest.raises(DataError) as caught:
        stamp(raw, fast)
    assert caught.value.expected == expected
    assert caught.value.got is not None
    assert caught.value.got[:20] == repr(raw)[:20]


@pytest.mark.parametrize("raw", [None, 5, 1.5, True, b"2020-01-31", ["2020-01-31"]], ids=repr)
def test_what_is_not_text_is_not_a_date(raw: object) -> None:
    with pytest.raises(DataError, match=r"^cannot read a value: expected a date, got "):
        timestamp(raw)


def test_a_date_stays_as_it_is() -> None:
    date = datetime(2020, 1, 31, tzinfo=CHINA)
    assert timestamp(date) is date


def test_an_empty_date_is_none(fast: bool) -> None:
    assert stamp("", fast) is None


def dates() -> st.SearchStrategy[datetime]:
    offsets = st.integers(-23 * 60 - 59, 23 * 60 + 59)
    zones = st.one_of(st.none(), offsets.map(lambda minutes: timezone(timedelta(minutes=minutes))))
    return st.datetimes(timezones=zones).map(lambda date: date.replace(fold=0))


@given(dates(), st.booleans())
@example(datetime.min, False)
@example(datetime.max.replace(tzinfo=UTC), False)
def test_every_date_in_iso_form(date: datetime, fast: bool) -> None:
    assert repr(stamp(date.isoformat(), fast)) == repr(date)
    assert repr(stamp(date.isoformat(" ", "microseconds"), fast)) == repr(date)


@given(dates(), st.integers(0, 9), st.booleans())
def test_the_seventh_decimal_is_cut(date: datetime, seventh: int, fast: bool) -> None:
    iso = date.isoformat(timespec="microseconds")
    decimals = len("0001-01-01T00:00:00.000000")
    assert repr(stamp(f"{iso[:decimals]}{seventh}{iso[decimals:]}", fast)) == repr(date)


@given(dates())
def test_every_date_in_american_form(date: datetime) -> None:
    whole = date.replace(microsecond=0)
    raw = f"{date.month}/{date.day}/{date.year:04} {date:%I:%M:%S %p}"
    assert repr(timestamp(raw)) == repr(whole.replace(tzinfo=None))
    offset = whole.isoformat().removeprefix(whole.replace(tzinfo=None).isoformat())
    assert repr(timestamp(f"{raw} {offset}")) == repr(whole)


@given(st.text(alphabet="0123456789-:T.Z+/ ,AMPJanFriGMTnope\x00٣"), st.booleans())
def test_every_text_is_a_date_or_a_data_error(raw: str, fast: bool) -> None:
    try:
        value = stamp(raw, fast)
    except DataError:
        return
    assert (value is None) == (raw == "")


DURATIONS = {
    # TimeSpan.ToString()
    "00:00:00": timedelta(),
    "00:00:30": timedelta(seconds=30),
    "01:02:03": timedelta(hours=1, minutes=2, seconds=3),
    "1:2:3": timedelta(hours=1, minutes=2, seconds=3),
    "24:00:00": timedelta(days=1),
    "1.02:03:04": timedelta(days=1, hours=2, minutes=3, seconds=4),
    "14.00:00:00": timedelta(days=14),
    "1.02:03": timedelta(days=1, hours=2, minutes=3),
    "00:00:05.5000000": timedelta(seconds=5.5),
    "00:00:05.5": timedelta(seconds=5.5),
    "00:00:00.0000019": timedelta(microseconds=1),
    "-00:01:00": timedelta(minutes=-1),
    "-1.02:03:04.5": -timedelta(days=1, hours=2, minutes=3, seconds=4.5),
    "10675199.02:48:05.4775807": timedelta(10675199, 2 * 3600 + 48 * 60 + 5, 477_580),
    "-10675199.02:48:05.4775808": -timedelta(10675199, 2 * 3600 + 48 * 60 + 5, 477_580),
    # mm:ss and seconds, as azure.functions has them
    "90:00": timedelta(minutes=90),
    "01:30": timedelta(minutes=1, seconds=30),
    "-01:30": timedelta(minutes=-1, seconds=-30),
    "5": timedelta(seconds=5),
    "-5": timedelta(seconds=-5),
    # ISO 8601
    "P1D": timedelta(days=1),
    "PT1H": timedelta(hours=1),
    "PT90M": timedelta(minutes=90),
    "PT0.5S": timedelta(seconds=0.5),
    "PT0S": timedelta(),
    "P1DT2H3M4.1234567S": timedelta(1, 2 * 3600 + 3 * 60 + 4, 123_456),
    "-PT1M": timedelta(minutes=-1),
}

NO_DURATIONS: list[object] = [
    *("one", " ", ":", "1:", "1:2:3:4", "1.5", "1.2", "1d", "--1:00", "+1:00", "00:00:00.12345678", "00:00.5", "٣:٣٣"),
    *(
        "P",
        "PT",
        "P1DT",
        "P1Y",
        "P1M",
        "P1W",
        "PT1.5H",
        "p1d",
        "P-1D",
        "9999999999.00:00:00",
        "1" * 5000,
        f"{'1' * 5000}:00",
    ),
    *(True, None, [], b"00:00:05", float("nan"), float("inf"), 1e300),
]


@pytest.mark.parametrize(("raw", "expected"), DURATIONS.items(), ids=DURATIONS)
def test_durations(raw: str, expected: timedelta) -> None:
    assert duration(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (5, timedelta(seconds=5)),
        (0, timedelta()),
        (0.5, timedelta(seconds=0.5)),
        (timedelta(1), timedelta(1)),
        ("", None),
    ],
    ids=["int", "zero", "float", "timedelta", "empty"],
)
def test_durations_that_are_not_text(raw: object, expected: timedelta | None) -> None:
    assert duration(raw) == expected


@pytest.mark.parametrize("raw", NO_DURATIONS, ids=lambda raw: repr(raw)[:20])
def test_what_is_not_a_duration(raw: object) -> None:
    with pytest.raises(
        DataError,
        match=r"^cannot read a value: expected a duration \(\[-\]\[d\.\]hh:mm:ss\[\.fffffff\], mm:ss, "
        r"P\[nD\]\[T\[nH\]\[nM\]\[nS\]\] or seconds\), got .+$",
    ):
        duration(raw)


@given(st.timedeltas(), st.integers(0, 9))
@example(timedelta.min, 0)
@example(timedelta.max, 9)
def test_every_duration_as_net_writes_it(span: timedelta, seventh: int) -> None:
    rest = abs(span)
    hours, seconds = divmod(rest.seconds, 3600)
    sign, days = "-" if span < timedelta() else "", f"{rest.days}." if rest.days else ""
    time = f"{hours:02}:{seconds // 60:02}:{seconds % 60:02}"
    assert duration(f"{sign}{days}{time}.{rest.microseconds:06}{seventh}") == span
    assert duration(f"{sign}{days}{time}") == (-1 if sign else 1) * timedelta(rest.days, rest.seconds)
    iso = f"{sign}P{rest.days}DT{hours}H{seconds // 60}M{seconds % 60}.{rest.microseconds:06}S"
    assert duration(iso) == span


SCALARS: list[tuple[Callable[[object], object], object, object]] = [
    (text, "two", "two"),
    (text, "", ""),
    (text, 5, "5"),
    (text, 1.5, "1.5"),
    (text, True, "true"),
    (text, {"a": [1]}, '{"a": [1]}'),
    (integer, 5, 5),
    (integer, 5.0, 5),
    (integer, "5", 5),
    (integer, "-5", -5),
    (integer, "1" * 40, int("1" * 40)),
    (boolean, True, True),
    (boolean, False, False),
    (boolean, "True", True),
    (boolean, "false", False),
    (mapping, {"a": 1}, {"a": 1}),
    (items, [1], [1]),
]

NO_SCALARS: list[tuple[Callable[[object], object], object, str]] = [
    (integer, "two", "expected int, got 'two'"),
    (integer, "5.0", "expected int, got '5.0'"),
    (integer, "", "expected int, got ''"),
    (integer, 5.5, "expected int, got 5.5"),
    (integer, float("nan"), "expected int, got nan"),
    (integer, float("inf"), "expected int, got inf"),
    (integer, True, "expected int, got True"),
    (integer, [5], "expected int, got [5]"),
    (integer, "1" * 5000, f"expected int, got '{'1' * 96}..."),
    (boolean, "yes", "expected bool, got 'yes'"),
    (boolean, 1, "expected bool, got 1"),
    (mapping, [1], "expected a JSON object, got [1]"),
    (mapping, "{}", "expected a JSON object, got '{}'"),
    (items, {"a": 1}, "expected a JSON array, got {'a': 1}"),
    (items, (1,), "expected a JSON array, got (1,)"),
]


def name(case: tuple[Callable[[object], object], object, object]) -> str:
    return f"{case[0].__name__} {case[1]!r:.20}"


@pytest.mark.parametrize(("parse", "raw", "expected"), SCALARS, ids=map(name, SCALARS))
def test_scalars(parse: Callable[[object], object], raw: object, expected: object) -> None:
    assert parse(raw) == expected
    assert type(parse(raw)) is type(expected)


@pytest.mark.parametrize(("parse", "raw", "message"), NO_SCALARS, ids=map(name, NO_SCALARS))
def test_what_is_not_such_a_scalar(parse: Callable[[object], object], raw: object, message: str) -> None:
    with pytest.raises(DataError) as caught:
        parse(raw)
    assert str(caught.value) == f"cannot read a value: {message}"


@pytest.mark.parametrize(("raw", "expected"), [(b"", ""), ("å".encode(), "å"), (b"\xff", "/w==")], ids=repr)
def test_bytes_as_text(raw: bytes, expected: str) -> None:
    assert text(raw) == expected


def test_anything() -> None:
    value = object()
    assert anything(value) is value


def test_binary() -> None:
    assert binary("AQI=") == b"\x01\x02"
    for raw in ("AQI", "!", 5, None):
        with pytest.raises(DataError, match=r"^cannot read a value: expected base64, got "):
            binary(raw)


def test_what_has_no_text() -> None:
    with pytest.raises(
        ArgumentTypeError,
        match=r"^cannot read a value as text: expected values that JSON has, got an object of type set$",
    ):
        text({1, 2})


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, b""),
        ("€", b"\xe2\x82\xac"),
        (b"\xff", b"\xff"),
        (bytearray(b"\xff"), b"\xff"),
        (memoryview(b"\xff\x00")[::-1], b"\x00\xff"),
    ],
    ids=["none", "text", "bytes", "bytearray", "memoryview"],
)
def test_bodies(content: object, expected: bytes) -> None:
    body = utf8(content, "QueueMessage")
    assert body == expected
    assert type(body) is bytes


def test_a_body_of_another_type() -> None:
    message = (
        "cannot take the body of QueueMessage: expected str, bytes, bytearray, memoryview or None, got list of length 1"
    )
    with pytest.raises(ArgumentTypeError, match=f"^{message}$"):
        utf8(["a"], "QueueMessage")


def test_a_body_with_a_lone_surrogate() -> None:
    message = "cannot encode the body of QueueMessage: expected text that UTF-8 can encode, got str of length 1"
    with pytest.raises(DataError, match=f"^{message}$"):
        utf8("\ud800", "QueueMessage")
