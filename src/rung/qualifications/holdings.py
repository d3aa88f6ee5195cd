"""What a person holds: credentials for units, with everything that decides whether one counts on a day.

Days, not moments: a revocation recorded on a day counts from that day on, so a past case can be judged again as it
stood (INV-11).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rung.core.errors import ValueRefusedError
from rung.core.period import Period
from rung.qualifications.unit_framework import Unit


class Kind(StrEnum):
    """What sort of credential it is."""

    MICRO_CREDENTIAL = "micro-credential"
    PARTICIPATION_BADGE = "participation-badge"
    INDUSTRY_CERTIFICATE = "industry-certificate"
    VALIDATION_CERTIFICATE = "validation-certificate"
    QUALIFICATION = "qualification"


class Route(StrEnum):
    """The way by which the outcomes were shown. It never changes what a credential counts."""

    COURSE = "course"
    VALIDATION = "validation"
    RECOGNITION = "recognition"


class Standing(StrEnum):
    """Whether a credential holds on a day, and if not, why."""

    HOLDS = "holds"
    NOT_YET_ISSUED = "not_yet_issued"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Holding:
    """One credential of one person.

    `valid_until` is the first day without, `None` if it never ends. `revoked_on` is for good from that day on;
    `suspensions` are half-open, open-ended while one lasts.
    """

    id: str
    unit: Unit
    issued: date
    kind: Kind = Kind.MICRO_CREDENTIAL
    route: Route = Route.COURSE
    assessed: bool = True
    valid_until: date | None = None
    revoked_on: date | None = None
    suspensions: tuple[Period, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a nameless credential and one that ends before, or on the day, it begins."""
        if not self.id:
            raise ValueRefusedError("A holding needs an identifier.")
        if self.valid_until is not None and self.valid_until <= self.issued:
            raise ValueRefusedError(
                f"{self.id} ends before it begins: its last day is the day before valid_until.", holding=self.id
            )

    def standing(self, on: date) -> Standing:
        """Return whether this holds on the day `on`; what is for good outranks what may pass (INV-4)."""
        if on < self.issued:
            return Standing.NOT_YET_ISSUED
        if self.revoked_on is not None and self.revoked_on <= on:
            return Standing.REVOKED
        if self.suspensions and any(on in period for period in self.suspensions):
            return Standing.SUSPENDED
        if self.valid_until is not None and self.valid_until <= on:
            return Standing.EXPIRED
        return Standing.HOLDS
