"""What happens to organisations and to those who act for them."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from rung.platform.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFounded(Event):
    """An organisation was registered with its first administrator."""

    name: ClassVar[str] = "organisation.founded"
    organisation_id: UUID
    kind: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class MemberInvited(Event):
    """Somebody was asked by mail to act for an organisation."""

    name: ClassVar[str] = "member.invited"
    invitation_id: UUID
    organisation_id: UUID
    role: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipStarted(Event):
    """A person took up a role in an organisation."""

    name: ClassVar[str] = "membership.started"
    membership_id: UUID
    organisation_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipEnded(Event):
    """A person no longer acts for an organisation in a role."""

    name: ClassVar[str] = "membership.ended"
    membership_id: UUID
    organisation_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class MandateGiven(Event):
    """A member may sign in the name of her organisation from now on."""

    name: ClassVar[str] = "mandate.given"
    mandate_id: UUID
    organisation_id: UUID
    act: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class MandateWithdrawn(Event):
    """A member may no longer sign."""

    name: ClassVar[str] = "mandate.withdrawn"
    mandate_id: UUID
    organisation_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityConfirmed(Event):
    """A decentralised identifier was confirmed as an organisation’s, by an operator or because Rung made its key."""

    name: ClassVar[str] = "identity.confirmed"
    organisation_id: UUID
    did: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityEnded(Event):
    """A decentralised identifier no longer belongs to an organisation; a compromised one never vouches for anything."""

    name: ClassVar[str] = "identity.ended"
    organisation_id: UUID
    did: str
    compromised: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AccreditationGranted(Event):
    """A quality body accredited a provider for a period and a scope."""

    name: ClassVar[str] = "accreditation.granted"
    accreditation_id: UUID
    organisation_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AccreditationWithdrawn(Event):
    """A quality body withdrew an accreditation. Earlier awards keep their answer."""

    name: ClassVar[str] = "accreditation.withdrawn"
    accreditation_id: UUID
    organisation_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class TokenCreated(Event):
    """A program may act for an organisation from now on, within the scopes of its token."""

    name: ClassVar[str] = "token.created"
    token_id: UUID
    organisation_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class TokenWithdrawn(Event):
    """A token is worth nothing any more."""

    name: ClassVar[str] = "token.withdrawn"
    token_id: UUID
    organisation_id: UUID
