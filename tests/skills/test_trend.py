import random

import pytest
from scipy import stats  # type: ignore[import-untyped]  # scipy ships no types

from rung.skills.demand import Share
from rung.skills.errors import FigureRefusedError
from rung.skills.trend import Series, Trend, Verdict, theil_sen, trends


def verdict_of(before: tuple[int, int], after: tuple[int, int], months: tuple[Share, ...] = ()) -> Trend:
    return trends([Series("sql", Share(*before), Share(*after), months)])[0]


def test_a_larger_share_is_rising_and_the_p_value_is_that_of_the_textbook() -> None:
    # 100 of 1000 to 150 of 1000: pooled 0.125, error sqrt(0.125 x 0.875 x 0.002) = 0.014790, z = 3.3806, p = 0.000723.
    found = verdict_of((100, 1000), (150, 1000))
    assert found.verdict is Verdict.RISING
    assert found.p_value == pytest.approx(0.000723, abs=5e-7)


def test_the_p_value_is_that_of_the_chi_squared_test_without_correction() -> None:
    found = verdict_of((40, 700), (75, 900))
    table = [[40, 660], [75, 825]]
    assert found.p_value == pytest.approx(stats.chi2_contingency(table, correction=False).pvalue, rel=1e-9)


def test_growing_counts_alone_are_not_rising() -> None:
    # Twice as many ads, twice as many that ask: the share stays 20 %. Katz: sqrt(0.8/2000 + 0.8/4000) = 0.02449,
    # exp(1.96 x 0.02449) = 1.0492: within 10 %.
    found = verdict_of((2000, 10_000), (4000, 20_000))
    assert found.verdict is Verdict.STABLE
    assert found.interval == pytest.approx((-0.0469, 0.0492), abs=1e-4)


def test_a_smaller_share_is_declining_even_if_the_count_grew() -> None:
    assert verdict_of((300, 1000), (400, 2000)).verdict is Verdict.DECLINING


def test_equal_shares_of_few_ads_are_not_called_stable() -> None:
    found = verdict_of((20, 100), (20, 100))
    assert found.verdict is Verdict.INSUFFICIENT
    assert "may be equal" in found.reason


@pytest.mark.parametrize(("asking", "enough"), [(9, False), (10, True)])
def test_an_expected_count_below_five_is_not_enough(asking: int, enough: bool) -> None:  # noqa: FBT001 — a case
    # Two periods of 100 ads: 10 asking in all are 5 expected in each, 9 are 4.5.
    assert (verdict_of((0, 100), (asking, 100)).p_value is not None) is enough


def test_a_year_that_points_the_other_way_takes_the_verdict_back() -> None:
    falling = tuple(Share(200 - number, 1000) for number in range(12))
    found = verdict_of((100, 1000), (150, 1000), falling)
    assert found.verdict is Verdict.INSUFFICIENT
    assert "months" in found.reason
    assert found.slope == pytest.approx(-0.001)


def test_less_than_a_year_of_months_has_no_say() -> None:
    falling = tuple(Share(200 - number, 1000) for number in range(11))
    assert verdict_of((100, 1000), (150, 1000), falling).verdict is Verdict.RISING


def test_many_skills_tested_together_have_to_pass_a_stricter_mark() -> None:
    # z = 2.0 or so: alone p = 0.0436; with 9 others that do not move, Benjamini-Hochberg makes it 0.436.
    moving = Series("sql", Share(100, 1000), Share(129, 1000))
    still = [Series(f"s{number}", Share(100, 1000), Share(100, 1000)) for number in range(9)]
    alone, together = trends([moving])[0], trends([moving, *still])[0]
    assert alone.verdict is Verdict.RISING
    assert together.verdict is Verdict.INSUFFICIENT
    assert together.adjusted == pytest.approx(10 * (alone.p_value or 0))


def test_the_adjusted_p_values_are_those_of_benjamini_and_hochberg() -> None:
    chance = random.Random(1)  # noqa: S311 — repeatable on purpose
    series = [
        Series(str(n), Share(chance.randint(80, 120), 1000), Share(chance.randint(80, 140), 1000)) for n in range(40)
    ]
    found = trends(series)
    expected = stats.false_discovery_control([one.p_value for one in found])
    assert [one.adjusted for one in found] == pytest.approx(list(expected))


def test_pure_chance_is_rarely_called_a_trend() -> None:
    # 400 skills that do not move: at a false discovery rate of 5 % hardly any may be called rising or declining.
    chance = random.Random(7)  # noqa: S311 — repeatable on purpose
    draws = [Share(sum(chance.random() < 0.1 for _ in range(400)), 400) for _ in range(800)]
    found = trends([Series(str(n), draws[n], draws[n + 400]) for n in range(400)])
    assert sum(one.verdict in {Verdict.RISING, Verdict.DECLINING} for one in found) <= 4


def test_a_skill_with_too_few_ads_is_not_among_the_tested() -> None:
    tiny = Series("rare", Share(1, 50), Share(2, 50))
    moving = Series("sql", Share(100, 1000), Share(129, 1000))
    rare, sql = trends([tiny, moving])
    assert rare.verdict is Verdict.INSUFFICIENT
    assert sql.adjusted == sql.p_value


def test_theil_sen_is_not_moved_by_one_wild_month() -> None:
    # Slopes of 1, 2, 3, 4, 100: pairs 1, 1, 1, 97/3..: the median of 1, 1, 1, 24.75, 1, 1, 32.67, 1, 49, 96 is 1.
    assert theil_sen([1, 2, 3, 4, 100]) == 1


def test_a_slope_needs_two_values() -> None:
    with pytest.raises(FigureRefusedError):
        theil_sen([1])


def test_the_json_says_what_the_verdict_rests_on() -> None:
    found = verdict_of((100, 1000), (150, 1000)).as_json()
    assert found["verdict"] == "rising"
    assert found["after"] == {"asking": 150, "ads": 1000, "share": 0.15}
