"""What happens to assessors. Assessments are told of with the award that rests on them."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from rung.platform.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AssessorAuthorised(Event):
    """Somebody may assess for an organisation from a day on."""

    name: ClassVar[str] = "assessor.authorised"
    assessor_id: UUID
    organisation_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AssessorEnded(Event):
    """Somebody assesses for an organisation no longer. What she assessed before counts as it did."""

    name: ClassVar[str] = "assessor.ended"
    assessor_id: UUID
    organisation_id: UUID
