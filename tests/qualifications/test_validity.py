"""R-TIME: half-open periods, renewal without and with a gap, standing on a day."""

from dataclasses import replace
from datetime import date

import pytest

from rung.core import Period
from rung.qualifications import Renewal, Standing, renew
from rung.qualifications.errors import RenewalRefusedError
from tests.qualifications.cast import core, held

HELD = Period(date(2024, 5, 1), date(2026, 5, 1))


@pytest.mark.parametrize(
    ("on", "start", "end", "gap"),
    [
        (date(2024, 5, 1), date(2026, 5, 1), date(2028, 5, 1), 0),
        (date(2026, 4, 30), date(2026, 5, 1), date(2028, 5, 1), 0),
        (date(2026, 5, 1), date(2026, 5, 1), date(2028, 5, 1), 0),
        (date(2026, 5, 2), date(2026, 5, 2), date(2028, 5, 2), 1),
        (date(2026, 6, 15), date(2026, 6, 15), date(2028, 6, 15), 45),  # 30 days of May from the 2nd, 15 of June
    ],
)
def test_an_early_renewal_leaves_no_gap_and_a_late_one_states_it(on: date, start: date, end: date, gap: int) -> None:
    assert renew(HELD, on, 24) == Renewal(Period(start, end), gap)


def test_a_renewal_from_the_end_of_a_month_is_clipped() -> None:
    assert renew(Period(date(2025, 8, 31), date(2026, 8, 31)), date(2026, 1, 1), 6).period.end == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("period", "on", "months", "said"),
    [
        (Period(date(2024, 5, 1)), date(2026, 1, 1), 12, "has no end"),
        (HELD, date(2024, 4, 30), 12, "holds only from 2024-05-01"),
        (HELD, date(2026, 1, 1), 0, "at least one month"),
    ],
)
def test_a_renewal_that_makes_no_sense_is_refused(period: Period, on: date, months: int, said: str) -> None:
    with pytest.raises(RenewalRefusedError, match=said):
        renew(period, on, months)


def test_a_credential_holds_from_its_day_of_issue_up_to_and_without_its_end() -> None:
    one = held(core("a", 40), issued=date(2025, 1, 1), valid_until=date(2026, 1, 1))
    days = (date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
    assert [one.standing(day) for day in days] == [
        Standing.NOT_YET_ISSUED,
        Standing.HOLDS,
        Standing.HOLDS,
        Standing.EXPIRED,
    ]


def test_a_revocation_outranks_a_suspension_and_an_expiry() -> None:
    one = held(core("a", 40), issued=date(2025, 1, 1), suspensions=(Period(date(2025, 2, 1)),))
    assert one.standing(date(2025, 2, 1)) is Standing.SUSPENDED
    revoked = replace(one, revoked_on=date(2025, 3, 1), valid_until=date(2025, 3, 1))
    assert revoked.standing(date(2025, 3, 1)) is Standing.REVOKED


def test_a_credential_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        held(core("a", 40), issued=date(2025, 1, 1), valid_until=date(2025, 1, 1))
    with pytest.raises(ValueError, match="needs an identifier"):
        held(core("a", 40), id="")
