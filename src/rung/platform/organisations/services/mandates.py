"""The right to sign in the name of an organisation."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rung.platform.kernel import audit, events, world
from rung.platform.kernel.errors import NotAllowedError, NotFoundError, RuleBrokenError
from rung.platform.kernel.permissions import Actor, require
from rung.platform.organisations.events import MandateGiven, MandateWithdrawn
from rung.platform.organisations.models import Mandate, Membership
from rung.platform.organisations.rights import MANAGE_MEMBERS


def give_mandate(*, actor: Actor, organisation_id: UUID, person_id: UUID, act: str) -> Mandate:
    """Let a member sign from today on. Nobody can give it to herself."""
    require(actor, MANAGE_MEMBERS, organisation_id)
    if person_id == actor.person_id:
        raise NotAllowedError(_("Nobody can give herself the right to sign. Ask another administrator."))
    scope = actor.scope_in(organisation_id)
    if not Membership.objects.in_scope(scope).filter(person_id=person_id, end=None).exists():
        raise NotFoundError(_("This person does not act for your organisation. Invite her first."))
    try:
        with transaction.atomic():
            mandate = Mandate.objects.create(
                organisation_id=organisation_id,
                person_id=person_id,
                act=act,
                granted_by_id=actor.person_id,
                start=world.today(),
            )
            audit.record("give.mandate", actor=actor, on=mandate, organisation_id=organisation_id, act=act)
            events.publish(MandateGiven(mandate_id=mandate.pk, organisation_id=organisation_id, act=act))
    except IntegrityError:
        raise RuleBrokenError(_("This person holds that mandate already.")) from None
    return mandate


def withdraw_mandate(*, actor: Actor, organisation_id: UUID, mandate_id: UUID) -> None:
    """End a mandate today."""
    require(actor, MANAGE_MEMBERS, organisation_id)
    with transaction.atomic():
        mandate = Mandate.objects.in_scope(actor.scope_in(organisation_id)).filter(pk=mandate_id, end=None).first()
        if mandate is None:
            raise NotFoundError(_("There is no such open mandate in your organisation."))
        mandate.close(world.today())
        audit.record("withdraw.mandate", actor=actor, on=mandate, organisation_id=organisation_id)
        events.publish(MandateWithdrawn(mandate_id=mandate_id, organisation_id=organisation_id))
