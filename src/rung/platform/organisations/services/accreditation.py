"""Dated decisions of a quality body about a provider."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rung.core import Period
from rung.platform.kernel import audit, events, world
from rung.platform.kernel.errors import NotFoundError, RuleBrokenError
from rung.platform.kernel.permissions import Actor, require
from rung.platform.kernel.scope import Scope
from rung.platform.organisations.events import AccreditationGranted, AccreditationWithdrawn
from rung.platform.organisations.models import Accreditation
from rung.platform.organisations.rights import DECIDE_ACCREDITATION


@dataclass(frozen=True, slots=True)
class AccreditedScope:
    """What an accreditation covers. An empty part does not narrow: no levels means every level."""

    fields: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    units: tuple[str, ...] = ()


def grant_accreditation(
    *,
    actor: Actor,
    body_id: UUID,
    organisation_id: UUID,
    decision_number: str,
    period: Period,
    covers: AccreditedScope | None = None,
    conditions: str = "",
) -> Accreditation:
    """Record that a quality body accredits a provider for a period and a scope."""
    require(actor, DECIDE_ACCREDITATION, body_id)
    if body_id == organisation_id:
        raise RuleBrokenError(_("A quality body cannot accredit itself."))
    covered = covers or AccreditedScope()
    try:
        with transaction.atomic():
            accreditation = Accreditation.objects.create(
                organisation_id=organisation_id,
                body_id=body_id,
                decision_number=decision_number,
                start=period.start,
                end=period.end,
                fields=list(covered.fields),
                levels=list(covered.levels),
                units=list(covered.units),
                conditions=conditions,
            )
            audit.record("grant.accreditation", actor=actor, on=accreditation, organisation_id=body_id,
                         provider=organisation_id, decision=decision_number)  # fmt: skip
            events.publish(AccreditationGranted(accreditation_id=accreditation.pk, organisation_id=organisation_id))
    except IntegrityError:
        raise RuleBrokenError(
            _("Decision %(number)s of this body is recorded already.") % {"number": decision_number}
        ) from None
    return accreditation


def withdraw_accreditation(*, actor: Actor, body_id: UUID, accreditation_id: UUID, reason: str) -> Accreditation:
    """Withdraw from today on. What was awarded before keeps its answer: it was accredited then."""
    require(actor, DECIDE_ACCREDITATION, body_id)
    if not reason.strip():
        raise RuleBrokenError(_("A withdrawal needs its reason."))
    with transaction.atomic():
        accreditation: Accreditation | None = (
            Accreditation.objects.in_scope(Scope.public())
            .select_for_update()
            .filter(pk=accreditation_id, body_id=body_id, withdrawn_on=None)
            .first()
        )
        if accreditation is None:
            raise NotFoundError(_("Your body has no such accreditation in force."))
        accreditation.withdrawn_on, accreditation.withdrawal_reason = world.today(), reason
        accreditation.save(update_fields=["withdrawn_on", "withdrawal_reason"])
        audit.record("withdraw.accreditation", actor=actor, on=accreditation, organisation_id=body_id)
        events.publish(
            AccreditationWithdrawn(accreditation_id=accreditation.pk, organisation_id=accreditation.organisation_id)
        )
    return accreditation
