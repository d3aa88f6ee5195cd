"""Commands of a learner about what she holds: show it by a link, close the link."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from rung.platform.issuing import queries as issuing
from rung.platform.kernel import audit, events, world
from rung.platform.kernel.errors import NotFoundError, RuleBrokenError
from rung.platform.kernel.permissions import Actor
from rung.platform.kernel.scope import Scope
from rung.platform.wallet.events import CredentialShared, ShareWithdrawn
from rung.platform.wallet.models import Share, ShareOpening

DURATIONS = (7, 30, 90, 365)
"""Days for which a link may last. The database holds the longest."""

ONE_VISIT = timedelta(minutes=1)
"""Openings within it count as one, so that nobody fills the database by loading a page again and again."""


def share_credential(*, actor: Actor, award_id: UUID, days: int, label: str = "") -> Share:
    """Make a link by which everybody who has it sees one credential of the actor, for some days from now."""
    person_id = actor.own_id()
    if days not in DURATIONS:
        raise RuleBrokenError(_("A link lasts 7, 30, 90 or 365 days. Choose one of them."))
    award = issuing.award_held(person_id, award_id)
    with transaction.atomic():
        now = world.now()
        share = Share.objects.create(
            person_id=person_id, award=award, label=label, created_at=now, expires_at=now + timedelta(days=days)
        )
        audit.record("share.credential", actor=actor, on=share, award=award.pk, days=days)
        events.publish(CredentialShared(share_id=share.pk, award_id=award.pk))
    return share


def withdraw_share(*, actor: Actor, share_id: UUID) -> Share:
    """Close a link for good. From the next request on it shows nothing; closing it again changes nothing."""
    hers = Share.objects.in_scope(Scope.person(actor.own_id()))
    with transaction.atomic():
        share: Share | None = hers.select_for_update().filter(pk=share_id).first()
        if share is None:
            raise NotFoundError(_("There is no such link of yours."))
        if share.withdrawn_at is None:
            share.withdrawn_at = world.now()
            share.save(update_fields=["withdrawn_at"])
            audit.record("withdraw.share", actor=actor, on=share, award=share.award_id)
            events.publish(ShareWithdrawn(share_id=share.pk, award_id=share.award_id))
    return share


def note_opening(share: Share) -> None:
    """Note for the holder that a link was opened just now. Not in the audit log: that would keep it for ever."""
    now, of_holder = world.now(), Scope.person(share.person_id)
    if not ShareOpening.objects.in_scope(of_holder).filter(share=share, at__gt=now - ONE_VISIT).exists():
        ShareOpening.objects.create(share=share, at=now)
