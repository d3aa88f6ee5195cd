"""Whether a skill is asked for more, less or as often as before: a statement only where the counts allow one.

Two-sided pooled two-proportion z-test on shares of ads, without continuity correction; Benjamini-Hochberg over all
skills that were tested; for a year or more of months the Theil-Sen slope has to point the same way.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from statistics import median
from typing import Any

from rung.skills.demand import Share
from rung.skills.errors import FigureRefusedError

SIGNIFICANCE = 0.05
LEAST_EXPECTED = 5
STABLE_WITHIN = 0.10
"""The 95 % interval of the relative change has to lie within 10 % either way for “stable” to be said."""

_NORMAL_95 = 1.959963984540054
_MONTHS_FOR_SLOPE = 12


class Verdict(StrEnum):
    """What may be said."""

    RISING = "rising"
    DECLINING = "declining"
    STABLE = "stable"
    INSUFFICIENT = "insufficient evidence"


@dataclass(frozen=True, slots=True)
class Series:
    """A skill in two periods, and month by month if that is known: shares as (asking, ads)."""

    skill: str
    before: Share
    after: Share
    months: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class Trend:
    """A verdict and what it rests on.

    `p_value` and `interval` (95 %, of the relative change: 0.1 is 10 % more) are missing where the counts are too
    small for them. `adjusted` is the p-value after Benjamini-Hochberg. `slope` is the change of the share per month.
    """

    skill: str
    verdict: Verdict
    reason: str
    before: Share
    after: Share
    p_value: float | None = None
    adjusted: float | None = None
    interval: tuple[float, float] | None = None
    slope: float | None = None

    def as_json(self) -> dict[str, Any]:
        """Return everything, with shares as numbers."""
        return {
            "skill": self.skill,
            "verdict": self.verdict,
            "reason": self.reason,
            "before": {"asking": self.before.asking, "ads": self.before.ads, "share": float(self.before.value)},
            "after": {"asking": self.after.asking, "ads": self.after.ads, "share": float(self.after.value)},
            "p_value": self.p_value,
            "adjusted_p_value": self.adjusted,
            "relative_change_95": list(self.interval) if self.interval else None,
            "slope_per_month": self.slope,
        }


def trends(series: Sequence[Series]) -> tuple[Trend, ...]:
    """Return a verdict for each skill, in the order given. All of them count as tested together."""
    tested = {place: _p_value(one) for place, one in enumerate(series) if _is_testable(one)}
    adjusted = _benjamini_hochberg(tested)
    return tuple(
        _judged(one, tested[place], adjusted[place]) if place in tested else _too_few(one)
        for place, one in enumerate(series)
    )


def theil_sen(values: Sequence[float]) -> float:
    """Return the median of the slopes between all pairs of equally spaced values."""
    if len(values) < 2:  # noqa: PLR2004 — a slope needs two points
        raise FigureRefusedError("A slope needs at least two values.")
    pairs = combinations(enumerate(values), 2)
    return median((later - earlier) / (after - before) for (before, earlier), (after, later) in pairs)


def _is_testable(one: Series) -> bool:
    """Tell whether each of the four expected counts is at least 5."""
    ads = one.before.ads + one.after.ads
    asking = one.before.asking + one.after.asking
    smallest = min(one.before.ads, one.after.ads) * min(asking, ads - asking)
    return ads > 0 and smallest >= LEAST_EXPECTED * ads


def _p_value(one: Series) -> float:
    pooled = (one.before.asking + one.after.asking) / (one.before.ads + one.after.ads)
    error = math.sqrt(pooled * (1 - pooled) * (1 / one.before.ads + 1 / one.after.ads))
    z = float(one.after.value - one.before.value) / error
    return math.erfc(abs(z) / math.sqrt(2))


def _benjamini_hochberg(p_values: Mapping[int, float]) -> dict[int, float]:
    """Return the adjusted p-values: the smallest false discovery rate at which each would still count."""
    adjusted: dict[int, float] = {}
    lowest = 1.0
    for rank, place in reversed(list(enumerate(sorted(p_values, key=p_values.__getitem__), 1))):
        lowest = min(lowest, p_values[place] * len(p_values) / rank)
        adjusted[place] = lowest
    return adjusted


def _too_few(one: Series) -> Trend:
    reason = f"fewer than {LEAST_EXPECTED} ads would be expected in one of the four cells"
    return Trend(one.skill, Verdict.INSUFFICIENT, reason, one.before, one.after)


def _judged(one: Series, p_value: float, adjusted: float) -> Trend:
    slope = theil_sen([float(month.value) for month in one.months]) if len(one.months) > 1 else None
    interval = _relative_change(one)
    verdict, reason = _verdict(one, adjusted, interval, slope)
    return Trend(one.skill, verdict, reason, one.before, one.after, p_value, adjusted, interval, slope)


def _verdict(
    one: Series, adjusted: float, interval: tuple[float, float] | None, slope: float | None
) -> tuple[Verdict, str]:
    change = one.after.value - one.before.value
    if adjusted < SIGNIFICANCE:
        if slope is not None and len(one.months) >= _MONTHS_FOR_SLOPE and slope * change <= 0:
            return Verdict.INSUFFICIENT, "the shares differ, but the months do not point the same way"
        verdict = Verdict.RISING if change > 0 else Verdict.DECLINING
        return verdict, f"the shares differ at a false discovery rate of {SIGNIFICANCE:.0%}"
    if interval and interval[0] >= -STABLE_WITHIN and interval[1] <= STABLE_WITHIN:
        return Verdict.STABLE, f"the relative change lies within {STABLE_WITHIN:.0%} either way with 95 % confidence"
    return Verdict.INSUFFICIENT, "the shares may be equal, or differ by more than can be told from so many ads"


def _relative_change(one: Series) -> tuple[float, float] | None:
    """Return the 95 % interval of after / before - 1 (Katz, on the logarithm); none where nobody asked at all."""
    if not one.before.asking or not one.after.asking:
        return None
    parts = ((1 / share.asking - 1 / share.ads) for share in (one.before, one.after))
    ratio, error = float(one.after.value / one.before.value), math.sqrt(sum(parts))
    return ratio * math.exp(-_NORMAL_95 * error) - 1, ratio * math.exp(_NORMAL_95 * error) - 1
