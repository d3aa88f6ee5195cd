from datetime import date, timedelta
from fractions import Fraction

import pytest

from rung.skills.demand import Advertisement, Share, distinct_advertisements, shares, standardised
from rung.skills.errors import FigureRefusedError

FIRST = date(2026, 1, 1)


def ad(days: int, *skills: str, employer: str = "Nowak", title: str = "Tester", place: str = "Łódź") -> Advertisement:
    return Advertisement(employer, title, place, FIRST + timedelta(days=days), frozenset(skills))


def test_the_same_ad_within_thirty_days_counts_once() -> None:
    assert len(distinct_advertisements([ad(0), ad(30)])) == 1


def test_the_same_ad_after_thirty_one_days_counts_again() -> None:
    assert len(distinct_advertisements([ad(0), ad(31)])) == 2


def test_an_ad_put_up_again_and_again_is_one_ad() -> None:
    assert distinct_advertisements([ad(days) for days in (50, 0, 25, 75, 100)]) == (ad(0),)


@pytest.mark.parametrize("changed", [{"employer": "Kowal"}, {"title": "Kucharz"}, {"place": "Kutno"}])
def test_another_employer_title_or_place_is_another_ad(changed: dict[str, str]) -> None:
    assert len(distinct_advertisements([ad(0), ad(1, **changed)])) == 2


def test_case_and_blanks_do_not_make_another_ad() -> None:
    assert len(distinct_advertisements([ad(0), ad(1, title=" TESTER ", place="łódź")])) == 1


def test_a_share_is_that_of_ads_not_of_mentions() -> None:
    found = shares([ad(0, "sql"), ad(1, "sql", "java", title="b"), ad(2, title="c")])
    assert found == {"java": Share(1, 3), "sql": Share(2, 3)}


def test_more_than_all_ads_cannot_ask() -> None:
    with pytest.raises(FigureRefusedError):
        Share(2, 1)


def test_a_boom_in_one_occupation_does_not_look_like_demand() -> None:
    # Testers always ask at 1/2, cooks at 1/10. Twice as many testers change the raw share from 30/100 to 55/150 ...
    before = {"tester": Share(25, 50), "cook": Share(5, 50)}
    after = {"tester": Share(50, 100), "cook": Share(5, 50)}
    mix = {"tester": 1, "cook": 1}
    # ... and the standardised one not at all: (1/2 + 1/10) / 2 = 3/10.
    assert standardised(before, mix).value == standardised(after, mix).value == Fraction(3, 10)


def test_what_the_source_does_not_see_is_told() -> None:
    found = standardised({"tester": Share(1, 2), "cook": Share(0, 0)}, {"tester": 3, "cook": 1})
    assert (found.value, found.unseen) == (Fraction(1, 2), Fraction(1, 4))


def test_a_mix_without_any_ad_is_refused() -> None:
    with pytest.raises(FigureRefusedError, match="choose a mix"):
        standardised({}, {"tester": 1})
