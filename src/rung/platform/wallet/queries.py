"""Reads about what a learner shows. Each says in which scope it looks and how many queries it makes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from rung.platform.issuing.queries import Award
from rung.platform.kernel import world
from rung.platform.kernel.errors import NotFoundError
from rung.platform.kernel.scope import Scope
from rung.platform.verification.queries import LinkEndedError
from rung.platform.wallet.models import Share

SALT = "rung.wallet.share"


def token_of(share: Share) -> str:
    """Return the secret part of a share's link."""
    return signing.Signer(salt=SALT).sign(str(share.pk))


@dataclass(frozen=True, slots=True)
class SeenShare:
    """A link as its maker sees it: whether it still works, how often it was opened and when last (None if never)."""

    share: Share
    is_open: bool
    times_opened: int
    last_opened: datetime | None


def shares_of(person_id: UUID, award: Award) -> Sequence[SeenShare]:
    """Return the links to one credential of a person, newest first. One query."""
    hers = Share.objects.in_scope(Scope.person(person_id)).filter(award=award).order_by("-created_at", "-pk")
    now = world.now()
    return [
        SeenShare(share, share.is_open(now), share.times_opened, share.last_opened)
        for share in hers.annotate(times_opened=Count("openings"), last_opened=Max("openings__at"))
    ]


def share_of(person_id: UUID, share_id: UUID) -> Share:
    """Return one link of a person. One query."""
    found: Share | None = Share.objects.in_scope(Scope.person(person_id)).filter(pk=share_id).first()
    if found is None:
        raise NotFoundError(_("There is no such link of yours."))
    return found


def lasting_share_of(person_id: UUID, award: Award) -> Share | None:
    """Return the open link to a credential of a person that ends last; None if there is none. One query."""
    hers = Share.objects.in_scope(Scope.person(person_id)).filter(award=award, withdrawn_at=None)
    found: Share | None = hers.filter(expires_at__gt=world.now()).order_by("-expires_at").first()
    return found


def share_behind(token: str) -> Share:
    """Return the open share that a link leads to, with its award. One query.

    Raises `NotFoundError` for a link that was never ours, and `LinkEndedError`, always the same, for one that is
    withdrawn or expired, or shows what is not its maker's any more.
    """
    try:
        found = Share._base_manager.select_related("award").get(pk=signing.Signer(salt=SALT).unsign(token))  # noqa: SLF001 — the signed link is the right to see it
    except (signing.BadSignature, Share.DoesNotExist):
        raise NotFoundError(_("This link is not one of ours. Copy the whole of it, or ask for a new one.")) from None
    if not found.is_open(world.now()) or found.award.holder_id != found.person_id:
        raise LinkEndedError
    return found
