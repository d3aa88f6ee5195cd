"""The answer of a stacking rule about one person on one day, with its proof.

Every part is data with a stable word; the English sentence is made from it, and so may a translation be.
"""

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from rung.core.lang_text import LangText
from rung.qualifications.stacking_rule import Clause, CreditSum, HourShare, UnitCount
from rung.qualifications.workload import HUNDREDTHS, decimal, written

_PERCENT = 100
_HALF = Fraction(1, 2)


class Reason(StrEnum):
    """Why a credential does not count."""

    NOT_YET_ISSUED = "not_yet_issued"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    PARTICIPATION_BADGE = "participation_badge"
    KIND_NOT_ACCEPTED = "kind_not_accepted"
    NOT_ASSESSED = "not_assessed"
    TOO_OLD = "too_old"
    PREREQUISITE_NOT_HELD = "prerequisite_not_held"
    COMPANION_NOT_COUNTED = "companion_not_counted"
    EQUIVALENT_COUNTS = "equivalent_counts"
    EXCLUDED = "excluded"
    BREAKS_CLAUSE = "breaks_clause"

    @property
    def sentence(self) -> str:
        """The reason in English; what it is because of stands beside it."""
        return _SENTENCES[self]


_SENTENCES = {
    Reason.NOT_YET_ISSUED: "It had not been issued on that day.",
    Reason.REVOKED: "It was revoked.",
    Reason.SUSPENDED: "It was suspended on that day.",
    Reason.EXPIRED: "It had expired: renew it.",
    Reason.PARTICIPATION_BADGE: "It shows participation, and what was not assessed never counts.",
    Reason.KIND_NOT_ACCEPTED: "The rule does not accept this kind of credential.",
    Reason.NOT_ASSESSED: "The rule counts assessed credentials only.",
    Reason.TOO_OLD: "It was issued too long ago for the rule: renew it.",
    Reason.PREREQUISITE_NOT_HELD: "It counts only if another unit is held.",
    Reason.COMPANION_NOT_COUNTED: "It counts only beside another unit that counts.",
    Reason.EQUIVALENT_COUNTS: "An equivalent unit counts, and equivalents count once.",
    Reason.EXCLUDED: "Another unit counts beside which this one may not.",
    Reason.BREAKS_CLAUSE: "If it counted, a clause that is met would no longer be.",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """A credential that counts, and the clause in which it fills a slot, empty if in none."""

    holding: str
    unit: str
    minutes: int
    slot: str = ""


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A credential that does not count, and why: `because` are the units, credentials or clauses behind the reason."""

    holding: str
    unit: str
    reason: Reason
    because: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The reason in English, with what it is because of."""
        return f"{self.reason.sentence} ({', '.join(self.because)})" if self.because else self.reason.sentence


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """How one clause came out.

    `reached` and `missing` are in the clause's own measure: credentials, minutes, hundredths of credits (rounded up if
    missing, down if reached). For a share `reached` is the exact share and `missing` the minutes that would have to be
    added inside the selection, everything else staying as it is. `by` are the credentials that fill its slots, or add
    to its sum. `not_comparable` are counted credentials whose level does not compare with the clause's.
    """

    clause: Clause
    met: bool
    reached: int | Fraction
    missing: int
    by: tuple[str, ...]
    not_comparable: tuple[str, ...] = ()

    @property
    def measure(self) -> str:
        """`units`, `hours`, `credits` or `percent`."""
        return measured(self.clause)[0]

    @property
    def sentence(self) -> str:
        """The result in English: what was reached of what is demanded, and what is missing."""
        name, least, reached, missing = (*measured(self.clause), *self._figures())
        unit = f" {name}" if name != "percent" else " %"
        said = f"{self.clause.title.best('en')[1]}: {reached} of {least}{unit}"
        if self.met:
            return f"{said}."
        return f"{said}; {missing}{_unit_of_missing(name, missing)} missing."

    def _figures(self) -> tuple[str, str]:
        needed = self.clause.requirement
        if isinstance(needed, UnitCount):
            return str(self.reached), str(self.missing)
        if isinstance(needed, CreditSum):
            return (decimal(Fraction(self.reached, HUNDREDTHS)), decimal(Fraction(self.missing, HUNDREDTHS)))
        if isinstance(needed, HourShare):
            return _percent(Fraction(self.reached)), written(self.missing)
        return written(int(self.reached)), written(self.missing)

    def as_dict(self) -> dict[str, Any]:
        """Return the stable JSON form; figures are texts, so that none is rounded by a reader."""
        name, least = measured(self.clause)
        reached, missing = self._figures()
        return {
            "clause": self.clause.id,
            "title": self.clause.title.as_dict(),
            "measure": name,
            "met": self.met,
            "required": least,
            "reached": reached,
            "missing": missing,
            "by": list(self.by),
            "not_comparable": list(self.not_comparable),
            "sentence": self.sentence,
        }


def _unit_of_missing(measure: str, missing: str) -> str:
    """Return the word behind the figure; hours written with minutes carry theirs already."""
    if missing.endswith("min"):
        return ""
    word = "hours" if measure == "percent" else measure
    return f" {word.removesuffix('s') if missing == '1' else word}"


def measured(clause: Clause) -> tuple[str, str]:
    """Return the measure of a clause and how much of it is demanded, as written."""
    needed = clause.requirement
    if isinstance(needed, UnitCount):
        return "units", str(needed.least)
    if isinstance(needed, CreditSum):
        return "credits", decimal(Fraction(needed.hundredths, HUNDREDTHS))
    if isinstance(needed, HourShare):
        return "percent", _percent(needed.least)
    return "hours", written(needed.minutes)


def _percent(share: Fraction) -> str:
    """Return `share` in percent, half up to two decimals (R-ROUND); decisions are made on the exact share."""
    return decimal(Fraction(math.floor(share * _PERCENT * HUNDREDTHS + _HALF), HUNDREDTHS))


@dataclass(frozen=True, slots=True)
class StackEvaluation:
    """Whether the rule is met on the day, which credentials count for what, which do not, and what is missing."""

    rule: str
    version: str
    title: LangText
    on: date
    clauses: tuple[ClauseResult, ...]
    counted: tuple[Counted, ...]
    not_counted: tuple[NotCounted, ...]

    @property
    def eligible(self) -> bool:
        """Whether every clause is met."""
        return all(one.met for one in self.clauses)

    @property
    def clauses_met(self) -> int:
        """How many clauses are met."""
        return sum(one.met for one in self.clauses)

    @property
    def minutes(self) -> int:
        """The notional workload of everything that counts."""
        return sum(one.minutes for one in self.counted)

    @property
    def shortfalls(self) -> tuple[ClauseResult, ...]:
        """The clauses that are not met, each with what is missing."""
        return tuple(one for one in self.clauses if not one.met)

    def as_dict(self) -> dict[str, Any]:
        """Return the stable JSON form, `data/stack-evaluation.schema.json`."""
        return {
            "version": 1,
            "rule": {"id": self.rule, "version": self.version, "title": self.title.as_dict()},
            "on": self.on.isoformat(),
            "eligible": self.eligible,
            "hours": written(self.minutes),
            "clauses": [one.as_dict() for one in self.clauses],
            "counted": [
                {"holding": one.holding, "unit": one.unit, "hours": written(one.minutes), "slot": one.slot}
                for one in self.counted
            ],
            "not_counted": [
                {
                    "holding": one.holding,
                    "unit": one.unit,
                    "reason": one.reason.value,
                    "because": list(one.because),
                    "sentence": one.sentence,
                }
                for one in self.not_counted
            ],
        }
