"""A stacking rule: which credentials count, and what they have to add up to (R-STACK).

A rule is data: `data/rules/r-stack.toml` is the default one, docs/reference/stacking-rules.md explains the form. It is
immutable and has a version, so an old case judged again under the old version gives the old answer.

Wherever a rule names a unit it means that unit *or one equivalent to it*.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from rung.core.errors import ValueRefusedError
from rung.core.lang_text import LangText
from rung.core.level import Level
from rung.core.period import Period
from rung.qualifications.errors import RuleRefusedError
from rung.qualifications.holdings import Kind
from rung.qualifications.limits import MAX_CLAUSES, MAX_RELATIONS


@dataclass(frozen=True, slots=True)
class Selection:
    """Which of the counted credentials a clause looks at. What is left empty selects nothing out.

    `level` is a minimum. `issued_within_months` is the greatest age on the day of evaluation.
    """

    types: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    level: Level | None = None
    issued_within_months: int | None = None


@dataclass(frozen=True, slots=True)
class UnitCount:
    """At least so many credentials, each of which fills a slot of this clause and of no other."""

    least: int


@dataclass(frozen=True, slots=True)
class HourSum:
    """At least so many minutes of notional workload."""

    minutes: int


@dataclass(frozen=True, slots=True)
class CreditSum:
    """At least so many hundredths of credits. A unit that states none of this system counts by its hours."""

    system: str
    hundredths: int
    minutes_per_credit: int


@dataclass(frozen=True, slots=True)
class HourShare:
    """At least this share of all counted hours. A share of nothing is not reached."""

    least: Fraction

    def __post_init__(self) -> None:
        """Refuse nothing and more than everything."""
        if not 0 < self.least <= 1:
            raise ValueRefusedError("A share is above 0 and at most 100 %.", share=str(self.least))


Requirement = UnitCount | HourSum | CreditSum | HourShare


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that a rule demands."""

    id: str
    title: LangText
    requirement: Requirement
    of: Selection = Selection()


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a credential has to be to count at all. It has to hold on the day, and a participation badge never counts.

    `supplementary_needs_core` lets a supplementary unit count only beside its own core unit.
    """

    assessed: bool = False
    issued_within_months: int | None = None
    supplementary_needs_core: bool = False
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """`unit` counts only if each of `needs` is held on the day, or, with `counted`, if each of them counts too."""

    unit: str
    needs: tuple[str, ...]
    counted: bool = False


@dataclass(frozen=True, slots=True)
class StackingRule:
    """One version of a rule. Each group of `equivalences` counts once; of each group of `exclusions` one may count."""

    id: str
    version: str
    title: LangText
    in_force: Period
    clauses: tuple[Clause, ...]
    conditions: Conditions = Conditions()
    equivalences: tuple[tuple[str, ...], ...] = ()
    prerequisites: tuple[Prerequisite, ...] = ()
    exclusions: tuple[tuple[str, ...], ...] = ()
    source: str = ""
    unit_names: Mapping[str, str] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        """Refuse a rule that contradicts itself; the sentence names the clause or the units."""
        object.__setattr__(self, "unit_names", _names_of_equivalents(self.equivalences))
        _refuse_bad_number("clauses", len(self.clauses), MAX_CLAUSES, least=1)
        relations = len(self.equivalences) + len(self.prerequisites) + len(self.exclusions)
        _refuse_bad_number("relations", relations, MAX_RELATIONS)
        _refuse_doubles([clause.id for clause in self.clauses])
        for clause in self.clauses:
            self._refuse_impossible(clause)
        for group in self.exclusions:
            self._refuse_hollow_exclusion(group)
        _refuse_circle(self._needs())

    def name_of(self, unit: str) -> str:
        """Return the one name under which `unit` and all units equivalent to it are known."""
        return self.unit_names.get(unit, unit)

    def names_of(self, units: Collection[str]) -> frozenset[str]:
        """Return the names of several units, equivalents taken together."""
        return frozenset(map(self.name_of, units))

    def _refuse_impossible(self, clause: Clause) -> None:
        listed, needed = self.names_of(clause.of.units), clause.requirement
        if listed and isinstance(needed, UnitCount) and len(listed) < needed.least:
            raise RuleRefusedError(
                f"Clause “{clause.id}” asks for {needed.least} units and lists {len(listed)} that differ: lower the "
                "number or list more.",
                clause=clause.id,
            )

    def _refuse_hollow_exclusion(self, group: tuple[str, ...]) -> None:
        if len(group) < 2 or len(self.names_of(group)) < len(group):  # noqa: PLR2004 — an exclusion is of two at least
            raise RuleRefusedError(
                f"The exclusion of {', '.join(group)} has to name two or more units, none equivalent to another: "
                "equivalents count once anyway.",
                units=group,
            )

    def _needs(self) -> dict[str, set[str]]:
        needs: dict[str, set[str]] = {}
        for one in self.prerequisites:
            needs.setdefault(self.name_of(one.unit), set()).update(self.names_of(one.needs))
        return needs


def _names_of_equivalents(groups: tuple[tuple[str, ...], ...]) -> dict[str, str]:
    """Return for every unit of a group the first name of the group in alphabetical order."""
    names: dict[str, str] = {}
    for group in groups:
        doubled = next((unit for unit in group if unit in names), "")
        if doubled or len(set(group)) < 2:  # noqa: PLR2004 — one unit alone is equivalent to nothing
            raise RuleRefusedError(
                f"The equivalence of {', '.join(group)} has to name two or more units, each in one equivalence only: "
                "join the groups that share a unit.",
                units=group,
            )
        names.update(dict.fromkeys(group, min(group)))
    return names


def _refuse_bad_number(what: str, number: int, most: int, least: int = 0) -> None:
    if not least <= number <= most:
        raise RuleRefusedError(f"A rule has {least} to {most} {what}, not {number}: split it.", found=number)


def _refuse_doubles(names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise RuleRefusedError(f"Two clauses are called “{name}”: give each its own id.", clause=name)


def _refuse_circle(needs: Mapping[str, set[str]]) -> None:
    """Take away, again and again, what needs nothing that is left; a rest needs itself."""
    left = {unit: set(needed) for unit, needed in needs.items()}
    while free := [unit for unit, needed in left.items() if not needed & left.keys()]:
        for unit in free:
            del left[unit]
    if left:
        circle = ", ".join(sorted(left))
        raise RuleRefusedError(
            f"The prerequisites of {circle} lead back to themselves: break the circle.", units=circle
        )
