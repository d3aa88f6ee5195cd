"""Reads about awards. Each says in which scope it looks and how many queries it makes."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.core import signing
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rung.platform.issuing.documents import list_url
from rung.platform.issuing.models import (
    Award,
    Chunk,
    PublishedStatusList,
    RowProblem,
    Run,
    SignedCredential,
    StatusChange,
)
from rung.platform.issuing.standing import Stand, Standing, stand_at
from rung.platform.kernel.errors import NotFoundError
from rung.platform.kernel.models import AuditEntry
from rung.platform.kernel.scope import Scope
from rung.platform.people.queries import addresses_of

__all__ = ["Award", "Stand", "Standing", "StatusChange"]  # records and values that other rooms name

T = TypeVar("T")

CLAIM_SALT = "rung.issuing.claim"
ISSUED = "issue.award"
"""The verb under which the log tells of every award that was signed."""


def runs_in(scope: Scope) -> QuerySet[Run]:
    """Return the runs of an organisation, newest first, with what they award. One query."""
    return Run.objects.in_scope(scope).select_related("design_version").order_by("-created_at")


def run_in(scope: Scope, run_id: UUID) -> Run:
    """Return one run of an organisation. One query."""
    return _found(runs_in(scope).filter(pk=run_id).first(), _("There is no such run in your organisation."))


def problems_of(scope: Scope, run: Run) -> QuerySet[RowProblem]:
    """Return what the dry run found, in the order of rows. One query."""
    return RowProblem.objects.in_scope(scope).filter(run=run).order_by("row", "pk")


def issued_rows(scope: Scope, run: Run) -> int:
    """Return how many rows of a run are signed by now. One query."""
    done = Chunk.objects.in_scope(scope).filter(run=run, state=Chunk.State.DONE)
    return sum(done.values_list("size", flat=True))


def awards_in(scope: Scope) -> QuerySet[Award]:
    """Return the signed awards of an organisation, newest first. One query."""
    signed = Award.objects.in_scope(scope).filter(credential__isnull=False)
    return signed.select_related("design_version").order_by("-issued_at", "-pk")


def award_in(scope: Scope, award_id: UUID) -> Award:
    """Return one signed award of an organisation. One query."""
    return _found(awards_in(scope).filter(pk=award_id).first(), _("There is no such award in your organisation."))


def awards_held_by(person_id: UUID) -> QuerySet[Award]:
    """Return what a person has claimed, newest first, with issuer and design. One query."""
    hers = Award.objects.in_scope(Scope.person(person_id)).filter(credential__isnull=False)
    return hers.select_related("organisation", "design_version").order_by("-issued_at", "-pk")


def award_held(person_id: UUID, award_id: UUID) -> Award:
    """Return one credential of a person. One query."""
    return _found(awards_held_by(person_id).filter(pk=award_id).first(), _("There is no such credential of yours."))


def offers_to(person_id: UUID) -> Sequence[Award]:
    """Return what was awarded to an address that the person proved and that she has not claimed. Two queries."""
    addresses = [address.lower() for address in addresses_of(person_id)]
    waiting = Award._base_manager.filter(  # noqa: SLF001 — her proved address is the right to see it
        holder=None, credential__isnull=False, recipient_email__in=addresses
    )
    return list(waiting.select_related("organisation", "design_version").order_by("-issued_at"))


def offer_behind(token: str) -> Award:
    """Return the award that a claim link leads to, claimed or not; a forged link leads nowhere. One query."""
    try:
        award_id = signing.Signer(salt=CLAIM_SALT).unsign(token)
    except signing.BadSignature:
        award_id = None
    known = Award._base_manager.select_related("organisation", "design_version")  # noqa: SLF001 — the signed link is the right to see it
    found = known.filter(pk=award_id, credential__isnull=False).first() if award_id else None
    return _found(found, _("This link is not one of ours. Look for the newest mail, or ask who awarded it."))


def award_shared(award_id: UUID) -> Award:
    """Return an award that its holder shows to somebody. One query. The caller has checked her link."""
    known = Award._base_manager.select_related("organisation", "design_version")  # noqa: SLF001 — the holder's link is the right to see it
    return _found(known.filter(pk=award_id, credential__isnull=False).first(), _("There is no such credential."))


def document_of(award: Award) -> bytes:
    """Return the signed credential, byte for byte as issued; nothing is left of it after erasure. One query."""
    kept = SignedCredential._base_manager.filter(award=award).values_list("document", flat=True).first()  # noqa: SLF001 — who holds the award was checked
    if not kept:
        raise NotFoundError(_("This credential was erased here. A file that the learner took with her still verifies."))
    return kept.encode()


def changes_of(award: Award) -> Sequence[StatusChange]:
    """Return what was done to a credential, oldest first. One query."""
    return list(StatusChange.objects.in_scope(Scope.public()).filter(award=award).order_by("at", "pk"))


def status_of(award: Award, at: datetime) -> Stand:
    """Return how a credential stood at a moment. One query."""
    return stand_at(award, changes_of(award), at)


def statuses_of(awards: Iterable[Award], at: datetime) -> dict[UUID, Stand]:
    """Return how each of several credentials stood at a moment. One query."""
    listed = list(awards)
    history: dict[UUID, list[StatusChange]] = {award.pk: [] for award in listed}
    for change in StatusChange.objects.in_scope(Scope.public()).filter(award__in=listed).order_by("at", "pk"):
        history[change.award_id].append(change)
    return {award.pk: stand_at(award, history[award.pk], at) for award in listed}


def status_changes(list_id: UUID, index: int) -> Sequence[StatusChange] | None:
    """Return the history of one place on one of our lists, oldest first; None if no such list or place is ours.

    At most two queries.
    """
    award = Award._base_manager.filter(status_list_id=list_id, status_index=index).first()  # noqa: SLF001 — a place says nothing about a person
    return None if award is None else changes_of(award)


def published_list(list_id: UUID, purpose: str) -> PublishedStatusList:
    """Return a status list as the world reads it. One query."""
    lists = PublishedStatusList.objects.in_scope(Scope.public())
    return _found(lists.filter(status_list_id=list_id, purpose=purpose).first(), _("There is no such status list."))


def published_lists_for(award: Award) -> dict[str, bytes]:
    """Return the published lists that speak of a credential, by address. One query."""
    lists = PublishedStatusList.objects.in_scope(Scope.public()).filter(status_list_id=award.status_list_id)
    return {list_url(one.status_list_id, one.purpose): one.document.encode() for one in lists}


def proven_issue(credential_id: str, digest: str) -> datetime | None:
    """Return when the log first saw exactly this credential; None if it is not one of ours. At most two queries."""
    try:
        award_id = UUID(credential_id.removeprefix("urn:uuid:"))
    except ValueError:
        return None
    if not SignedCredential._base_manager.filter(award_id=award_id, digest=digest).exists():  # noqa: SLF001 — yes or no
        return None
    entries = AuditEntry._base_manager.filter(object_id=str(award_id), action=ISSUED)  # noqa: SLF001 — a moment, no content
    return entries.filter(facts__digest=digest).values_list("at", flat=True).first()


def _found(thing: T | None, otherwise: str) -> T:
    if thing is None:
        raise NotFoundError(otherwise)
    return thing
