"""What happens to designs."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from rung.platform.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class DesignSubmitted(Event):
    """A version of a design is complete and waits for somebody who may activate it."""

    name: ClassVar[str] = "design.submitted"
    version_id: UUID
    organisation_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class DesignActivated(Event):
    """A version of a design can be awarded from now on."""

    name: ClassVar[str] = "design.activated"
    version_id: UUID
    organisation_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class DesignSuperseded(Event):
    """A version of a design gave way to a newer one. What was awarded by it keeps its worth."""

    name: ClassVar[str] = "design.superseded"
    version_id: UUID
    organisation_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class DesignWithdrawn(Event):
    """A version of a design is awarded no longer, and no newer one took its place."""

    name: ClassVar[str] = "design.withdrawn"
    version_id: UUID
    organisation_id: UUID
