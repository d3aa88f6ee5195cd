"""How a credential comes into the hands of its learner: by the link in her mail, or found by her own address."""

from uuid import UUID

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from rung.platform.issuing import queries
from rung.platform.issuing.events import AwardClaimed, ReminderWanted
from rung.platform.issuing.models import Award
from rung.platform.issuing.queries import CLAIM_SALT
from rung.platform.kernel import audit, events, world
from rung.platform.kernel.errors import NotAllowedError, NotFoundError, RuleBrokenError
from rung.platform.kernel.permissions import Actor, require
from rung.platform.organisations.rights import PREPARE_AWARDS
from rung.platform.people.queries import owns_address


def token_of(award: Award) -> str:
    """Return the secret part of the link by which the learner claims the award."""
    return signing.Signer(salt=CLAIM_SALT).sign(str(award.pk))


def claim(*, actor: Actor, token: str) -> Award:
    """Take up the award behind a link. Only the owner of the address to which it was awarded may."""
    return _claim(actor, queries.offer_behind(token).pk)


def claim_offered(*, actor: Actor, award_id: UUID) -> Award:
    """Take up an award that was sent to one of the actor's own addresses, without its link."""
    return _claim(actor, award_id)


def _claim(actor: Actor, award_id: UUID) -> Award:
    person_id = actor.own_id()
    with transaction.atomic():
        award = Award._base_manager.select_for_update().filter(pk=award_id, credential__isnull=False).first()  # noqa: SLF001 — until she claims it, it is in nobody's scope but the issuer's
        if award is None or not owns_address(person_id, award.recipient_email):
            raise _not_hers(award)
        if award.holder_id == person_id:
            return award
        if award.holder_id is not None:
            raise RuleBrokenError(_("This credential was claimed already, with another account of yours."))
        award.holder_id, award.claimed_at = person_id, world.now()
        award.save(update_fields=["holder", "claimed_at"])
        audit.record("claim.award", actor=actor, on=award, organisation_id=award.organisation_id)
        events.publish(AwardClaimed(award_id=award.pk, organisation_id=award.organisation_id, person_id=person_id))
    return award


def _not_hers(award: Award | None) -> NotFoundError | NotAllowedError:
    if award is None:
        return NotFoundError(_("There is no credential waiting here."))
    return NotAllowedError(
        _("This credential was awarded to another address than yours. Sign in with the account of that address, or add "
          "the address to your account and confirm it.")
    )  # fmt: skip


def remind(*, actor: Actor, organisation_id: UUID, award_id: UUID) -> Award:
    """Tell somebody again, by mail, of the credential that she has not claimed."""
    require(actor, PREPARE_AWARDS, organisation_id)
    award = queries.award_in(actor.scope_in(organisation_id), award_id)
    if award.holder_id is not None:
        raise RuleBrokenError(_("She has claimed it already."))
    with transaction.atomic():
        audit.record("remind.award", actor=actor, on=award, organisation_id=organisation_id)
        events.publish(ReminderWanted(award_id=award.pk, organisation_id=organisation_id))
    return award
