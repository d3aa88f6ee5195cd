"""Reads about organisations. Each says in which scope it looks and how many queries it makes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from rung.platform.kernel.errors import NotFoundError
from rung.platform.kernel.permissions import Actor
from rung.platform.kernel.scope import Scope
from rung.platform.organisations.models import (
    Accreditation,
    ApiToken,
    Invitation,
    Mandate,
    Membership,
    Organisation,
    SigningIdentity,
)


@dataclass(frozen=True, slots=True)
class KnownIssuer:
    """An organisation that signs by an identifier which an operator confirmed, on a given day."""

    organisation_id: UUID
    legal_name: str
    did: str
    start: date
    end: date | None


def organisation_public(organisation_id: UUID) -> Organisation:
    """Return one organisation as everybody may see it. One query."""
    found: Organisation | None = Organisation.objects.in_scope(Scope.public()).filter(pk=organisation_id).first()
    if found is None:
        raise NotFoundError(_("There is no such organisation."))
    return found


def organisations_all() -> QuerySet[Organisation]:
    """Return all organisations as everybody may see them, by name."""
    return Organisation.objects.in_scope(Scope.public()).order_by("legal_name")


def organisations_of(actor: Actor) -> Sequence[Organisation]:
    """Return the organisations for which the actor acts today, by name. One query."""
    return list(organisations_all().filter(pk__in=list(actor.grants)))


def members_of(scope: Scope) -> QuerySet[Membership]:
    """Return the open memberships of an organisation with their people. One query."""
    return Membership.objects.in_scope(scope).filter(end=None).select_related("person").order_by("person__name", "role")


def mandates_of(scope: Scope) -> QuerySet[Mandate]:
    """Return the open mandates of an organisation with their people. One query."""
    return Mandate.objects.in_scope(scope).filter(end=None).select_related("person").order_by("person__name")


def open_invitations_of(scope: Scope, *, now: object) -> QuerySet[Invitation]:
    """Return the invitations that can still be accepted. One query."""
    return Invitation.objects.in_scope(scope).filter(accepted_at=None, expires_at__gt=now).order_by("created_at")


def tokens_of(scope: Scope) -> QuerySet[ApiToken]:
    """Return the tokens of an organisation that nobody withdrew, expired ones too, with their creators. One query."""
    return ApiToken.objects.in_scope(scope).filter(withdrawn_at=None).select_related("created_by").order_by("name")


def accreditations_of(organisation_id: UUID) -> QuerySet[Accreditation]:
    """Return every accreditation that a provider has or had, newest first, with the bodies. One query."""
    return (
        Accreditation.objects.in_scope(Scope.public())
        .filter(organisation_id=organisation_id)
        .select_related("body")
        .order_by("-start")
    )


def accreditations_by(body_id: UUID) -> QuerySet[Accreditation]:
    """Return every accreditation that a body decided, newest first, with the providers. One query."""
    return (
        Accreditation.objects.in_scope(Scope.public())
        .filter(body_id=body_id)
        .select_related("organisation")
        .order_by("-start")
    )


def identities_of(organisation_id: UUID) -> QuerySet[SigningIdentity]:
    """Return the identifiers by which an organisation signs or signed, newest first. One query."""
    return SigningIdentity.objects.in_scope(Scope.public()).filter(organisation_id=organisation_id).order_by("-start")


def identity_of(organisation_id: UUID, identity_id: UUID) -> SigningIdentity:
    """Return one identifier of an organisation. One query."""
    found: SigningIdentity | None = identities_of(organisation_id).filter(pk=identity_id).first()
    if found is None:
        raise NotFoundError(_("There is no such identifier in use."))
    return found


def known_issuer(did: str) -> KnownIssuer | None:
    """Return the organisation that signs by `did`; None if nobody confirmed it or its key is compromised. One query."""
    trusted = SigningIdentity.objects.in_scope(Scope.public()).filter(did=did, compromised=False)
    identity = trusted.select_related("organisation").first()
    return None if identity is None else _known(identity)


def known_issuers() -> Sequence[KnownIssuer]:
    """Return every organisation with a confirmed identifier, to set beside a name that only looks alike. One query."""
    identities = SigningIdentity.objects.in_scope(Scope.public()).select_related("organisation").order_by("start")
    return [_known(identity) for identity in identities]


def accreditations_on(organisation_id: UUID, day: date) -> Sequence[Accreditation]:
    """Return the accreditations in force on a day: begun, not ended, not withdrawn by then. One query."""
    in_force = Q(start__lte=day) & (Q(end=None) | Q(end__gt=day)) & (Q(withdrawn_on=None) | Q(withdrawn_on__gt=day))
    return list(accreditations_of(organisation_id).filter(in_force))


def _known(identity: SigningIdentity) -> KnownIssuer:
    organisation = identity.organisation
    return KnownIssuer(organisation.pk, organisation.legal_name, identity.did, identity.start, identity.end)
