from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rung.core import FrozenClock, LangText, Level, Money, Period, add_months, new_uuid
from rung.core.errors import ValueRefusedError
from rung.core.level import LevelsNotComparableError
from rung.core.money import CurrencyMismatchError

amounts = st.integers(min_value=0, max_value=10**9)
rates = st.fractions(min_value=0, max_value=1, max_denominator=1000)
YEAR_1971, YEAR_2500 = datetime(1971, 1, 1), datetime(2500, 1, 1)  # noqa: DTZ001 — made aware where they are used
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


def test_money_is_never_a_float_or_a_bool() -> None:
    for wrong in (1.5, True, "1"):
        with pytest.raises(ValueRefusedError, match="whole minor units"):
            Money(wrong, "PLN")  # type: ignore[arg-type]


def test_two_currencies_do_not_add_up() -> None:
    with pytest.raises(CurrencyMismatchError, match=r"1\.00 PLN and 1\.00 EUR"):
        Money(100, "PLN") + Money(100, "EUR")


@pytest.mark.parametrize(
    ("minor", "rate", "down", "up", "half_up"),
    [  # worked by hand: 80 % of 33.33 = 26.664; 1/3 of 1.00 = 0.333…; 50 % of 0.01 = 0.005
        (3333, Fraction(80, 100), 2666, 2667, 2666),
        (100, Fraction(1, 3), 33, 34, 33),
        (1, Fraction(1, 2), 0, 1, 1),
        (0, Fraction(1, 2), 0, 0, 0),
        (200, Fraction(1, 1), 200, 200, 200),
    ],
)
def test_shares_round_as_their_names_say(minor: int, rate: Fraction, down: int, up: int, half_up: int) -> None:
    price = Money(minor, "PLN")
    assert (price.share_down(rate).minor, price.share_up(rate).minor, price.share_half_up(rate).minor) == (
        down,
        up,
        half_up,
    )


@given(minor=amounts, rate=rates)
def test_a_share_and_what_remains_make_the_whole(minor: int, rate: Fraction) -> None:
    price = Money(minor, "PLN")
    assert price.share_down(rate) + price.share_up(1 - rate) == price


def test_money_is_written_with_its_currency() -> None:
    assert [str(Money(minor, "PLN")) for minor in (123_456_789, -5)] == ["1,234,567.89 PLN", "-0.05 PLN"]


def test_a_period_holds_its_start_and_not_its_end() -> None:
    year = Period(date(2026, 1, 1), date(2027, 1, 1))
    assert [day in year for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))] == [
        False,
        True,
        True,
        False,
    ]


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueRefusedError, match="ends after it starts"):
        Period(date(2026, 1, 1), date(2026, 1, 1))


@given(a=days, b=days, c=days, d=days)
def test_two_periods_overlap_exactly_when_they_share_a_day(a: date, b: date, c: date, d: date) -> None:
    one, other = Period(min(a, b), max(a, b) + timedelta(days=1)), Period(min(c, d), max(c, d) + timedelta(days=1))
    share = max(one.start, other.start) < min(one.end or date.max, other.end or date.max)
    assert one.overlaps(other) == other.overlaps(one) == share


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [  # read off a calendar
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 3, 15), 24, date(2028, 3, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_end_where_the_calendar_says(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


def test_a_text_is_shown_in_the_best_language_it_has() -> None:
    text = LangText.of({"pl": "Testerka oprogramowania", "en": "Software tester"})
    assert [text.best("en-GB")[0], text.best("de")[0], text.best("de", "en")[0]] == ["en", "pl", "en"]


@pytest.mark.parametrize("texts", [{}, {"polski": "x"}, {"pl": "  "}, {"": "x"}])
def test_a_text_that_says_nothing_is_refused(texts: dict[str, str]) -> None:
    with pytest.raises(ValueRefusedError):
        LangText.of(texts)


def test_a_level_satisfies_lower_ones_of_its_own_framework_only() -> None:
    held = Level("EQF", "2017", 5)
    assert held.satisfies(Level("EQF", "2017", 4))
    assert not held.satisfies(Level("EQF", "2017", 6))
    with pytest.raises(LevelsNotComparableError, match="published mapping"):
        held.satisfies(Level("PRK", "2016", 4))


@given(st.datetimes(min_value=YEAR_1971, max_value=YEAR_2500), st.binary(min_size=10, max_size=10))
def test_an_identifier_is_a_valid_uuid_7_that_holds_its_time(moment: datetime, noise: bytes) -> None:
    made = new_uuid(moment.replace(tzinfo=UTC), lambda count: noise[:count])
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == int(moment.replace(tzinfo=UTC).timestamp() * 1000)


def test_identifiers_sort_by_time() -> None:
    clock = FrozenClock(datetime(2026, 1, 1, tzinfo=UTC))
    made: list[UUID] = []
    for _ in range(5):
        made.append(new_uuid(clock.now(), lambda count: b"\xff" * count))
        clock.advance(timedelta(milliseconds=1))
    assert made == sorted(made)


def test_a_moment_without_offset_is_refused() -> None:
    with pytest.raises(ValueRefusedError, match="time zone"):
        FrozenClock(datetime(2026, 1, 1))  # noqa: DTZ001 — that is the point


def test_a_moment_is_kept_in_utc() -> None:
    warsaw = timezone(timedelta(hours=2))
    assert FrozenClock(datetime(2026, 7, 1, 12, tzinfo=warsaw)).now() == datetime(2026, 7, 1, 10, tzinfo=UTC)
