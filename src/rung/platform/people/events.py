"""What happens to accounts."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from rung.platform.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonErased(Event):
    """A person's data was erased everywhere. Her id remains as a pseudonym."""

    name: ClassVar[str] = "person.erased"
    person_id: UUID
