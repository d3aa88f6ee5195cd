"""What happens to signing keys."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from rung.platform.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKeyCreated(Event):
    """An organisation has a signing key from now on."""

    name: ClassVar[str] = "signing_key.created"
    key_id: UUID
    organisation_id: UUID
    did: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKeyEnded(Event):
    """An organisation signs by this key no longer; the secret of a compromised one is destroyed."""

    name: ClassVar[str] = "signing_key.ended"
    key_id: UUID
    organisation_id: UUID
    did: str
    compromised: bool
