"""Conditions of a scheme as plain rules. Each looks at one fact and answers yes, no or unknown, and why (R-FAIR).

No condition guesses and none weighs: an age may be a legal condition, but nothing here is a model.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Protocol

from rung.core.level import Level, LevelsNotComparableError
from rung.money.case import Case, Status
from rung.money.findings import Finding


class Condition(Protocol):
    """A question about a case on a day."""

    kind: ClassVar[str]
    """The word for it in the files of rules, and the topic of its findings."""

    def judge(self, case: Case, on: date) -> Finding:
        """Return the answer, with what would make it a yes."""
        ...


@dataclass(frozen=True, slots=True)
class HasStatus:
    """The person has one of these positions on the labour market."""

    kind: ClassVar[str] = "status"
    any_of: tuple[str, ...]

    def judge(self, case: Case, on: date) -> Finding:  # noqa: ARG002 — the status is that of the application day
        """Answer from the status that the case states."""
        status = case.person.status
        if status is None:
            return Finding.of("status.unknown", any_of=self.any_of)
        met = status in {Status(word) for word in self.any_of}
        return Finding.of(f"status.{_word(met)}", status=(status.value,), any_of=self.any_of)


@dataclass(frozen=True, slots=True)
class AgeAtLeast:
    """The person has turned `years` on the application day or before."""

    kind: ClassVar[str] = "age_at_least"
    years: int

    def judge(self, case: Case, on: date) -> Finding:
        """Answer by the birthday; it counts as a whole day."""
        birthday = case.person.reaches(self.years)
        if birthday is None:
            return Finding.of("age_at_least.unknown", years=self.years)
        return Finding.of(f"age_at_least.{_word(birthday <= on)}", years=self.years, birthday=birthday, on=on)


@dataclass(frozen=True, slots=True)
class AgeBelow:
    """The person has not yet turned `years` on the application day."""

    kind: ClassVar[str] = "age_below"
    years: int

    def judge(self, case: Case, on: date) -> Finding:
        """Answer by the birthday; on it the person is no longer below."""
        birthday = case.person.reaches(self.years)
        if birthday is None:
            return Finding.of("age_below.unknown", years=self.years)
        return Finding.of(f"age_below.{_word(on < birthday)}", years=self.years, birthday=birthday, on=on)


@dataclass(frozen=True, slots=True)
class StaffAtLeast:
    """The employer has `staff` people or more."""

    kind: ClassVar[str] = "staff_at_least"
    staff: int

    def judge(self, case: Case, on: date) -> Finding:  # noqa: ARG002 — heads are counted on the application day
        """Answer from the heads that the case states."""
        found = case.employer.staff
        if found is None:
            return Finding.of("staff_at_least.unknown", staff=self.staff)
        return Finding.of(f"staff_at_least.{_word(found >= self.staff)}", staff=self.staff, found=found)


@dataclass(frozen=True, slots=True)
class StaffBelow:
    """The employer has fewer than `staff` people; `staff` itself is the larger class (R-KFS)."""

    kind: ClassVar[str] = "staff_below"
    staff: int

    def judge(self, case: Case, on: date) -> Finding:  # noqa: ARG002 — heads are counted on the application day
        """Answer from the heads that the case states."""
        found = case.employer.staff
        if found is None:
            return Finding.of("staff_below.unknown", staff=self.staff)
        return Finding.of(f"staff_below.{_word(found < self.staff)}", staff=self.staff, found=found)


@dataclass(frozen=True, slots=True)
class LevelAtMost:
    """The person's highest qualification is at `level` or lower: how schemes say *low-skilled*."""

    kind: ClassVar[str] = "level_at_most"
    level: Level

    def judge(self, case: Case, on: date) -> Finding:  # noqa: ARG002 — the level is that of the application day
        """Answer within one framework; across frameworks it is unknown, for no published mapping was applied."""
        held = case.person.level
        if held is None:
            return Finding.of("level_at_most.unknown", level=str(self.level))
        try:
            met = self.level.satisfies(held)
        except LevelsNotComparableError:
            return Finding.of("level_at_most.unknown", level=str(self.level))
        return Finding.of(f"level_at_most.{_word(met)}", level=str(self.level), held=str(held))


@dataclass(frozen=True, slots=True)
class IsDisabled:
    """The person has a recognised disability."""

    kind: ClassVar[str] = "disabled"

    def judge(self, case: Case, on: date) -> Finding:  # noqa: ARG002 — what is recognised on the application day
        """Answer from what the person has chosen to tell."""
        return Finding.of(f"disabled.{_word(case.person.disabled)}")


@dataclass(frozen=True, slots=True)
class LivesIn:
    """The person lives in one of these territories, given as NUTS codes; a code covers those that begin with it."""

    kind: ClassVar[str] = "territory"
    any_of: tuple[str, ...]

    def judge(self, case: Case, on: date) -> Finding:  # noqa: ARG002 — the home is that of the application day
        """Answer from the code of the home."""
        home = case.person.territory
        if home is None:
            return Finding.of("territory.unknown", any_of=self.any_of)
        return Finding.of(f"territory.{_word(home.startswith(self.any_of))}", any_of=self.any_of, home=home)


@dataclass(frozen=True, slots=True)
class LocatedIn:
    """The employer has its seat or a branch in one of these territories, given as NUTS codes."""

    kind: ClassVar[str] = "employer_territory"
    any_of: tuple[str, ...]

    def judge(self, case: Case, on: date) -> Finding:  # noqa: ARG002 — the seat is that of the application day
        """Answer from the code of the seat or branch."""
        seat = case.employer.territory
        if seat is None:
            return Finding.of("employer_territory.unknown", any_of=self.any_of)
        return Finding.of(f"employer_territory.{_word(seat.startswith(self.any_of))}", any_of=self.any_of, seat=seat)


@dataclass(frozen=True, slots=True)
class ProviderIn:
    """The provider of the course stands in a register of eligible training."""

    kind: ClassVar[str] = "provider_in"
    register: str

    def judge(self, case: Case, on: date) -> Finding:  # noqa: ARG002 — the entry is that of the application day
        """Answer from the registers that the offer names."""
        registers = case.offer.provider_registers
        met = None if registers is None else self.register in registers
        return Finding.of(f"provider_in.{_word(met)}", register=self.register)


@dataclass(frozen=True, slots=True)
class LeadsToQualification:
    """The course ends in a qualification of the national system (ZSK in Poland)."""

    kind: ClassVar[str] = "leads_to_qualification"

    def judge(self, case: Case, on: date) -> Finding:  # noqa: ARG002 — a fact about the offer
        """Answer from the offer."""
        return Finding.of(f"leads_to_qualification.{_word(case.offer.leads_to_qualification)}")


KINDS: tuple[type[Condition], ...] = (
    HasStatus, AgeAtLeast, AgeBelow, StaffAtLeast, StaffBelow, LevelAtMost, IsDisabled, LivesIn, LocatedIn,
    ProviderIn, LeadsToQualification,
)  # fmt: skip
"""Every kind of condition that a file of rules may use."""


def _word(met: bool | None) -> str:  # noqa: FBT001 — the three answers of one fact
    if met is None:
        return "unknown"
    return "yes" if met else "no"
