"""Commands about assessors, and the recording of what they found."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from rung.platform.assessment import queries
from rung.platform.assessment.errors import AssessmentRefusedError
from rung.platform.assessment.events import AssessorAuthorised, AssessorEnded
from rung.platform.assessment.findings import AssessmentFindings, Refusal, refusal_of, sentence
from rung.platform.assessment.models import Assessment, Assessor, IdentityCheck, OutcomeResult
from rung.platform.kernel import audit, events, world
from rung.platform.kernel.errors import OutsideTransactionError, RuleBrokenError
from rung.platform.kernel.permissions import Actor, require
from rung.platform.kernel.scope import Scope
from rung.platform.organisations.rights import MANAGE_ASSESSORS
from rung.platform.people.queries import person_with_address
from rung.platform.register import queries as register
from rung.platform.register.queries import DesignVersion

__all__ = [
    "AssessmentFindings",
    "AssessmentRefusedError",
    "IdentityCheck",
    "Refusal",
    "authorise_assessor",
    "end_assessor",
    "record_assessments",
    "refusal_of",
    "sentence",
]


def authorise_assessor(
    *, actor: Actor, organisation_id: UUID, code: str, name: str, start: date, email: str = ""
) -> Assessor:
    """Let somebody assess for the organisation from a day on; with an address, the account behind it is linked.

    A first day in the past records an authorisation that was given outside of Rung; the log says when it was recorded.
    """
    require(actor, MANAGE_ASSESSORS, organisation_id)
    person_id = person_with_address(email) if email else None
    if email and person_id is None:
        raise RuleBrokenError(
            _("Nobody with the address %(email)s has an account here. Leave the address out, or ask them to make one.")
            % {"email": email}
        )
    try:
        with transaction.atomic():
            assessor = Assessor.objects.create(
                organisation_id=organisation_id, code=code.strip(), name=name.strip(), person_id=person_id, start=start
            )
            audit.record("authorise.assessor", actor=actor, on=assessor, organisation_id=organisation_id,
                         start=start.isoformat())  # fmt: skip
            events.publish(AssessorAuthorised(assessor_id=assessor.pk, organisation_id=organisation_id))
    except IntegrityError:
        raise RuleBrokenError(
            _("The code %(code)s belongs to another assessor, now or earlier. Choose a new one.") % {"code": code}
        ) from None
    return assessor


def end_assessor(*, actor: Actor, organisation_id: UUID, assessor_id: UUID) -> Assessor:
    """Let somebody assess no longer, from today on. What she assessed until yesterday counts as it did."""
    require(actor, MANAGE_ASSESSORS, organisation_id)
    scope = actor.scope_in(organisation_id)
    with transaction.atomic():
        assessor: Assessor | None = (
            queries.assessors_of(scope).select_for_update(of=("self",)).filter(pk=assessor_id, end=None).first()
        )
        if assessor is None:
            queries.assessor_in(scope, assessor_id)
            raise RuleBrokenError(_("This assessor has ended already."))
        assessor.end = max(world.today(), assessor.start + timedelta(days=1))
        assessor.save(update_fields=["end"])
        audit.record("end.assessor", actor=actor, on=assessor, organisation_id=organisation_id)
        events.publish(AssessorEnded(assessor_id=assessor.pk, organisation_id=organisation_id))
    return assessor


def record_assessments(
    *, organisation_id: UUID, version: DesignVersion, findings: Sequence[AssessmentFindings]
) -> list[Assessment]:
    """Record what was found about many learners, in the order of `findings`, within the transaction of their awards.

    Whoever recorded it stands in the log with the award. One query for the assessors, and one insertion per batch of
    rows for assessments and for results. Raises `AssessmentRefusedError` for the first finding that no award may rest
    on, and then records nothing.
    """
    if not connection.in_atomic_block:
        raise OutsideTransactionError("Assessments are recorded in the transaction of the awards that rest on them.")
    outcomes = frozenset(outcome.pk for outcome in register.outcomes_of(version))
    _refuse_the_first_bad_one(findings, _assessors_by_id(organisation_id, findings), outcomes)
    recorded = Assessment.objects.bulk_create(
        Assessment(
            organisation_id=organisation_id,
            design_version_id=version.pk,
            assessor_id=one.assessor_id,
            assessed_on=one.assessed_on,
            identity_check=one.identity_check,
            grade=one.grade,
        )
        for one in findings
    )
    OutcomeResult.objects.bulk_create(
        OutcomeResult(assessment=assessment, outcome_id=outcome_id, achieved=True)
        for assessment in recorded
        for outcome_id in sorted(outcomes)
    )
    return recorded


def _assessors_by_id(organisation_id: UUID, findings: Sequence[AssessmentFindings]) -> Mapping[UUID, Assessor]:
    named = {one.assessor_id for one in findings}
    held = Assessor.objects.in_scope(Scope.organisation(organisation_id)).filter(pk__in=named)
    return {assessor.pk: assessor for assessor in held}


def _refuse_the_first_bad_one(
    findings: Sequence[AssessmentFindings], assessors: Mapping[UUID, Assessor], outcomes: frozenset[UUID]
) -> None:
    today = world.today()
    for position, one in enumerate(findings):
        why = refusal_of(one, assessor=assessors.get(one.assessor_id), outcomes=outcomes, today=today)
        if why is not None:
            raise AssessmentRefusedError(sentence(why), reason=why.value, position=position)
