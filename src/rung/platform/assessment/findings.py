"""What an assessor found, and whether an award may rest on it: no credential without it (ASSESS-1)."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID

from django.utils.translation import gettext, gettext_noop

from rung.platform.assessment.models import IdentityCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentFindings:
    """What an assessor found about one learner: `achieved` are the ids of outcomes, `grade` is as she writes it."""

    assessor_id: UUID
    assessed_on: date
    identity_check: IdentityCheck
    achieved: frozenset[UUID]
    grade: str = ""


class Authorised(Protocol):
    """Who may assess, from a day up to, and without, another; None means without end."""

    start: date
    end: date | None


class Refusal(StrEnum):
    """Why a finding is refused."""

    ASSESSOR_UNKNOWN = "assessor-unknown"
    DAY_IN_FUTURE = "day-in-future"
    NOT_AUTHORISED = "not-authorised"
    OUTCOME_NOT_ACHIEVED = "outcome-not-achieved"
    OUTCOME_UNKNOWN = "outcome-unknown"


_SENTENCES: Final = {
    Refusal.ASSESSOR_UNKNOWN: gettext_noop(
        "The organisation has no such assessor. Authorise the assessor first, or check the code."
    ),
    Refusal.DAY_IN_FUTURE: gettext_noop("The day of the assessment lies in the future. Write the day on which it was."),
    Refusal.NOT_AUTHORISED: gettext_noop(
        "The assessor was not authorised on that day. Check the day, or who assessed."
    ),
    Refusal.OUTCOME_NOT_ACHIEVED: gettext_noop(
        "Not every learning outcome was achieved. A credential says that all of them were."
    ),
    Refusal.OUTCOME_UNKNOWN: gettext_noop("An outcome belongs to another design. Assess the outcomes of this one."),
}


def refusal_of(
    findings: AssessmentFindings, *, assessor: Authorised | None, outcomes: AbstractSet[UUID], today: date
) -> Refusal | None:
    """Return why an award may not rest on `findings`, or None where it may.

    `assessor` is the one whom they name, if the organisation has her; `outcomes` are the ids of the version's outcomes.
    """
    if assessor is None:
        return Refusal.ASSESSOR_UNKNOWN
    if findings.assessed_on > today:
        return Refusal.DAY_IN_FUTURE
    if findings.assessed_on < assessor.start or (assessor.end is not None and findings.assessed_on >= assessor.end):
        return Refusal.NOT_AUTHORISED
    if not outcomes <= findings.achieved:
        return Refusal.OUTCOME_NOT_ACHIEVED
    return None if findings.achieved <= outcomes else Refusal.OUTCOME_UNKNOWN


def sentence(refusal: Refusal) -> str:
    """Return what a refusal means and what mends it."""
    return gettext(_SENTENCES[refusal])
