"""What would change if a credential were lost or renewed, or another unit were added to what a person holds.

Each answer is a whole evaluation of the changed holdings, so it is as exact as the evaluation itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from rung.qualifications.evaluation import Reason, StackEvaluation
from rung.qualifications.holdings import Holding
from rung.qualifications.stacking import Evaluator
from rung.qualifications.unit_framework import Unit
from rung.qualifications.workload import written

_RENEWABLE = frozenset({Reason.EXPIRED, Reason.TOO_OLD})


class Change(StrEnum):
    """What happens to the holdings."""

    LOST = "lost"
    RENEWED = "renewed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Consequence:
    """What one change would do. `subject` is the credential lost or renewed, or the unit added.

    `gained` and `broken` are the clauses that would be met in addition or no longer; `minutes` is by how much the
    counted workload would change.
    """

    change: Change
    subject: str
    eligible: bool
    gained: tuple[str, ...]
    broken: tuple[str, ...]
    minutes: int

    def as_dict(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "change": self.change.value,
            "subject": self.subject,
            "eligible": self.eligible,
            "gained": list(self.gained),
            "broken": list(self.broken),
            "hours": written(self.minutes),
        }


def consequences(
    evaluator: Evaluator, holdings: Sequence[Holding], on: date, offered: Iterable[Unit] = ()
) -> tuple[Consequence, ...]:
    """Return what it would do to lose each credential that counts, to renew each that lapsed, to add each unit offered.

    A renewal and an addition are assessed credentials issued on the day `on`. One evaluation is made for each.
    """
    now = evaluator.evaluate(holdings, on)
    known = {one.id: one for one in holdings}
    changes = [(Change.LOST, one.holding, _without(holdings, one.holding)) for one in now.counted]
    changes += [
        (Change.RENEWED, one.holding, [*_without(holdings, one.holding), _renewed(known[one.holding], on)])
        for one in now.not_counted
        if one.reason in _RENEWABLE
    ]
    changes += [(Change.ADDED, unit.id, [*holdings, _added(unit, known, on)]) for unit in offered]
    return tuple(_compared(change, subject, now, evaluator.evaluate(held, on)) for change, subject, held in changes)


def _without(holdings: Sequence[Holding], identifier: str) -> list[Holding]:
    return [one for one in holdings if one.id != identifier]


def _renewed(holding: Holding, on: date) -> Holding:
    return replace(holding, issued=on, valid_until=None)


def _added(unit: Unit, known: Iterable[str], on: date) -> Holding:
    """Return a credential for `unit` under an identifier that sorts behind all others."""
    return Holding(f"{max(known, default='')}~{unit.id}", unit, on)


def _compared(change: Change, subject: str, now: StackEvaluation, then: StackEvaluation) -> Consequence:
    met_now = {one.clause.id for one in now.clauses if one.met}
    met_then = [one.clause.id for one in then.clauses if one.met]
    return Consequence(
        change,
        subject,
        then.eligible,
        tuple(name for name in met_then if name not in met_now),
        tuple(one.clause.id for one in now.clauses if one.met and one.clause.id not in met_then),
        then.minutes - now.minutes,
    )
