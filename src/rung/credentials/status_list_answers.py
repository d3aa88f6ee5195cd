"""What a signed status list tells about a moment that need not be its own (R-TIME).

A list is a snapshot: it says how an entry stood when it was made, and its issuer stands by it until `validUntil`.
Asked about now, the list has to be current. Asked about a moment of the past, what follows depends on the purpose,
because a revocation is for ever and a suspension is not:

| entry              | made before the moment                    | made after the moment                     |
|--------------------|-------------------------------------------|-------------------------------------------|
| revocation, set    | revoked then                              | not known: set at some time until it      |
| revocation, clear  | not revoked, if the list still held then  | not revoked then, whatever came later     |
| suspension, set    | suspended, if the list still held then    | not known                                 |
| suspension, clear  | not suspended, if the list still held then| not known                                 |
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum

from rung.credentials.findings import Finding
from rung.credentials.moments import written
from rung.credentials.status_history import REVOCATION, SUSPENSION

WITHDRAWN = {REVOCATION: "status.revoked", SUSPENSION: "status.suspended"}
"""The purposes that are supported → the finding that an entry is set."""

_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


class Weight(IntEnum):
    """Which answer counts where several lists speak of one entry; the lowest does."""

    DECIDED = 0
    """Withdrawn for good, or pointing at nothing: no other list undoes it."""
    CLEAR_LATER = 1
    """Not revoked by a later moment, and so not by this one."""
    SET_LATER = 2
    """Revoked by a later moment, perhaps by this one."""
    OF_THE_TIME = 3
    """A list that was current answers; of several the newest, for a suspension may have come and gone."""
    OF_ANOTHER_TIME = 4
    NO_ANSWER = 5


@dataclass(frozen=True, slots=True)
class Told:
    """What one list, believed and about the right purpose, tells of one entry.

    `start` and `until` are its `validFrom` and `validUntil`, `made` the latest `created` of its proofs: until then
    the list may have been written anew under the same `validFrom`.
    """

    url: str
    index: int
    purpose: str
    is_set: bool
    list_id: str
    start: datetime | None
    until: datetime | None
    made: datetime | None

    @property
    def dated(self) -> datetime | None:
        """The latest moment at which the issuer said this, if it is known."""
        return max((one for one in (self.start, self.made) if one is not None), default=None)

    @property
    def settled(self) -> datetime | None:
        """The moment from which a set entry is known to be set; without `made` it may have been set at any time."""
        return self.dated if self.made is not None else None

    def held_until_after(self, moment: datetime) -> bool:
        """Tell whether the issuer still stood by the list at `moment`."""
        return self.until is None or moment < self.until


@dataclass(frozen=True, slots=True)
class Answer:
    """A finding, how much it counts beside those of other lists, and how new its list is."""

    weight: Weight
    finding: Finding
    dated: datetime = _BEFORE_ALL
    is_set: bool = False


def answer(told: Told, *, moment: datetime, now: datetime) -> Answer:
    """Return what a list tells about `moment`, which is not after `now`."""
    if told.start is not None and now < told.start:
        return no_answer(_not_current(told))
    if told.purpose == REVOCATION:
        return _of_revocation(told, moment, now)
    return _of_suspension(told, moment, now)


def no_answer(finding: Finding) -> Answer:
    """Return the answer of a list that says nothing about the moment, for the reason that `finding` gives."""
    return Answer(Weight.NO_ANSWER, finding)


def best(answers: Iterable[Answer]) -> Finding:
    """Return the finding that counts, of lists that speak of the same entry. The order of the lists does not matter."""

    def rank(one: Answer) -> tuple[int, float, bool, str]:
        return one.weight, -(one.dated - _BEFORE_ALL).total_seconds(), not one.is_set, one.finding.code

    return min(answers, key=rank).finding


def _of_revocation(told: Told, moment: datetime, now: datetime) -> Answer:
    if told.is_set:
        is_known = moment >= now or (told.settled is not None and told.settled <= moment)
        return _withdrawn(told, Weight.DECIDED) if is_known else _not_known_then(told, moment, Weight.SET_LATER)
    if told.dated is not None and moment <= told.dated:
        return _clear(told, Weight.CLEAR_LATER)
    return _clear(told, Weight.OF_THE_TIME) if told.held_until_after(moment) else no_answer(_not_current(told))


def _of_suspension(told: Told, moment: datetime, now: datetime) -> Answer:
    if not told.held_until_after(moment):
        return no_answer(_not_current(told))
    if moment < now and (told.settled is None or moment < told.settled):
        return _not_known_then(told, moment, Weight.OF_ANOTHER_TIME)
    return _withdrawn(told, Weight.OF_THE_TIME) if told.is_set else _clear(told, Weight.OF_THE_TIME)


def _withdrawn(told: Told, weight: Weight) -> Answer:
    finding = Finding.of(WITHDRAWN[told.purpose], url=told.url, index=told.index)
    return Answer(weight, finding, told.dated or _BEFORE_ALL, is_set=True)


def _clear(told: Told, weight: Weight) -> Answer:
    """A list under another name may be another list, so it withdraws and never clears."""
    if told.list_id != told.url:
        return no_answer(Finding.of("status.list_address_differs", url=told.url, found=told.list_id))
    finding = Finding.of("status.not_withdrawn", url=told.url, index=told.index, purpose=told.purpose)
    return Answer(weight, finding, told.dated or _BEFORE_ALL)


def _not_known_then(told: Told, moment: datetime, weight: Weight) -> Answer:
    said = {"moment": written(moment), "url": told.url, "start": _as_text(told.dated)}
    return Answer(weight, Finding.of("status.not_known_then", **said), told.dated or _BEFORE_ALL)


def _not_current(told: Told) -> Finding:
    said = {"url": told.url, "start": _as_text(told.start), "until": _as_text(told.until)}
    return Finding.of("status.list_not_current", **said)


def _as_text(moment: datetime | None) -> str:
    return written(moment) if moment is not None else ""
