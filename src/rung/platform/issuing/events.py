"""What happens to awards."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from rung.platform.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardsIssued(Event):
    """The awards of one chunk of a run were signed; their rows are `first_row` to `last_row`, both included."""

    name: ClassVar[str] = "awards.issued"
    run_id: UUID
    organisation_id: UUID
    first_row: int
    last_row: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardClaimed(Event):
    """The learner took up a credential that was awarded to her."""

    name: ClassVar[str] = "award.claimed"
    award_id: UUID
    organisation_id: UUID
    person_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderWanted(Event):
    """Somebody who has not claimed her credential is to be told of it again."""

    name: ClassVar[str] = "award.reminder_wanted"
    award_id: UUID
    organisation_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialStatusChanged(Event):
    """A credential was suspended, reinstated or revoked."""

    name: ClassVar[str] = "credential.status_changed"
    award_id: UUID
    organisation_id: UUID
    act: str
