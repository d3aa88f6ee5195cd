"""What happens to what a learner holds."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from rung.platform.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialShared(Event):
    """A learner made a link by which she shows a credential until a moment."""

    name: ClassVar[str] = "credential.shared"
    share_id: UUID
    award_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ShareWithdrawn(Event):
    """A learner closed a link before its end."""

    name: ClassVar[str] = "share.withdrawn"
    share_id: UUID
    award_id: UUID
