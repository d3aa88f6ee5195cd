"""A stacking rule made ready to judge many people: what one credential adds to each clause, in whole numbers.

The clauses fall into two kinds. Those that count units have *slots*, and a credential fills at most one. The others are
*sums* over everything that counts: hours, credits, and shares. A share of at least p/q is the sum of `q - p` for each
minute at the level and of `-p` for each other minute, which has to reach 0.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from rung.core.level import Level
from rung.core.period import add_months
from rung.qualifications.holdings import Holding, Kind
from rung.qualifications.levels import LevelMappings, published_mappings
from rung.qualifications.stacking_rule import Clause, CreditSum, HourShare, HourSum, Selection, StackingRule, UnitCount
from rung.qualifications.unit_framework import SUPPLEMENTARY
from rung.qualifications.workload import HUNDREDTHS

Fits = Callable[[Holding, date], bool]
Weigh = Callable[[Holding, date], int]

_NOBODY: frozenset[str] = frozenset()

_NEVER = 10**9
"""A level that nothing reaches, for frameworks that do not compare."""


@dataclass(frozen=True, slots=True)
class SlotClause:
    """A clause with `least` slots, and which credentials fit them, given the oldest day of issue that it accepts."""

    clause: Clause
    least: int
    fits: Fits


@dataclass(frozen=True, slots=True)
class SumClause:
    """A clause whose sum has to reach `target`.

    `weigh` returns what a credential adds, given the oldest day of issue that the clause accepts. `per_minute` is by
    how much each counted minute lowers a share, and 0 for anything else.
    """

    clause: Clause
    target: int
    fits: Fits
    weigh: Weigh
    per_minute: int = 0


class Plan:
    """The rule with its selections and weights as functions. It remembers nothing about anybody."""

    __slots__ = (
        "_least_values",
        "_needs_core",
        "exclusions",
        "kinds",
        "mappings",
        "needs_counted",
        "needs_held",
        "rule",
        "slots",
        "sums",
    )

    def __init__(self, rule: StackingRule, mappings: LevelMappings | None = None) -> None:
        """Prepare `rule`; levels of other frameworks go through `mappings`, the shipped ones unless given."""
        self.rule = rule
        self.mappings = published_mappings() if mappings is None else mappings
        self._needs_core = rule.conditions.supplementary_needs_core
        self.kinds = frozenset(rule.conditions.kinds or Kind) - {Kind.PARTICIPATION_BADGE}
        self.exclusions = tuple(rule.names_of(group) for group in rule.exclusions)
        self._least_values = {
            clause.id: self.mappings.least_values(clause.of.level) for clause in rule.clauses if clause.of.level
        }
        self.slots = tuple(
            SlotClause(clause, clause.requirement.least, self._fits(clause.of))
            for clause in rule.clauses
            if isinstance(clause.requirement, UnitCount)
        )
        self.sums = tuple(self._sum(one) for one in rule.clauses if not isinstance(one.requirement, UnitCount))
        self.needs_held: dict[str, frozenset[str]] = self._needs(counted=False)
        self.needs_counted: dict[str, frozenset[str]] = self._needs(counted=True)

    def companions(self, holding: Holding) -> frozenset[str]:
        """Return the names of the units that have to count for `holding` to count; an empty name is never held."""
        unit = holding.unit
        needed = self.needs_counted.get(self.rule.name_of(unit.id), _NOBODY) if self.needs_counted else _NOBODY
        if self._needs_core and (unit.core or unit.type == SUPPLEMENTARY):
            return needed | {self.rule.name_of(unit.core)}
        return needed

    def is_alone(self, holding: Holding, there: Collection[str]) -> bool:
        """Tell whether a unit that has to count beside `holding` is not among those that are `there`."""
        if not self.needs_counted and not (holding.unit.core or holding.unit.type == SUPPLEMENTARY):
            return False
        return not self.companions(holding).issubset(there)

    def oldest(self, months: int | None, on: date) -> date:
        """Return the earliest day of issue that a greatest age of `months` allows on the day `on`."""
        if months is None or on.year * 12 + on.month <= months + 12:
            return date.min
        return add_months(on, -months)

    def oldest_of(self, clause: Clause, on: date) -> date:
        """Return the earliest day of issue that `clause` accepts on the day `on`."""
        return self.oldest(clause.of.issued_within_months, on)

    def comparable(self, clause: Clause, holding: Holding) -> bool:
        """Tell whether the level of `holding` compares with the one that `clause` demands, if both have one."""
        level = holding.unit.level
        least = self._least_values.get(clause.id)
        return least is None or level is None or (level.framework, level.version) in least

    def _needs(self, *, counted: bool) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for one in self.rule.prerequisites:
            if one.counted is counted:
                name = self.rule.name_of(one.unit)
                found[name] = found.get(name, frozenset()) | self.rule.names_of(one.needs)
        return found

    def _sum(self, clause: Clause) -> SumClause:
        needed, fits = clause.requirement, self._fits(clause.of)
        if isinstance(needed, HourShare):
            return SumClause(clause, 0, fits, _share_weight(needed, fits), needed.least.numerator)
        if isinstance(needed, CreditSum):
            return SumClause(clause, needed.hundredths * needed.minutes_per_credit, fits, _credit_weight(needed, fits))
        assert isinstance(needed, HourSum)  # noqa: S101 — the clauses that count units were sorted out before
        return SumClause(clause, needed.minutes, fits, _hour_weight(fits))

    def _fits(self, selection: Selection) -> Fits:
        """Return the selection as one function; of none, everything fits."""
        tests = self._unit_tests(selection)
        if selection.issued_within_months is not None:
            tests.append(lambda held, oldest: held.issued >= oldest)
        if not tests:
            return _everything
        if len(tests) == 1:
            return tests[0]
        return lambda held, oldest: all(test(held, oldest) for test in tests)

    def _unit_tests(self, selection: Selection) -> list[Fits]:
        tests: list[Fits] = []
        if selection.types:
            types = frozenset(selection.types)
            tests.append(lambda held, _: held.unit.type in types)
        if selection.fields:
            fields = frozenset(selection.fields)
            tests.append(lambda held, _: held.unit.field in fields)
        if selection.units:
            wanted, name_of = self.rule.names_of(selection.units), self.rule.name_of
            tests.append(lambda held, _: name_of(held.unit.id) in wanted)
        if selection.level is not None:
            tests.append(self._level_test(selection.level))
        return tests

    def _level_test(self, required: Level) -> Fits:
        least = self.mappings.least_values(required)
        framework, version, value = required.framework, required.version, required.value

        def reaches(held: Holding, _: date) -> bool:
            level = held.unit.level
            if level is None:
                return False
            if level.framework == framework and level.version == version:
                return level.value >= value
            return level.value >= least.get((level.framework, level.version), _NEVER)

        return reaches


def _everything(_held: Holding, _oldest: date) -> bool:
    return True


def _hour_weight(fits: Fits) -> Weigh:
    if fits is _everything:
        return lambda held, _: held.unit.minutes
    return lambda held, oldest: held.unit.minutes if fits(held, oldest) else 0


def _share_weight(needed: HourShare, fits: Fits) -> Weigh:
    part, rest = needed.least.numerator, needed.least.denominator - needed.least.numerator
    return lambda held, oldest: held.unit.minutes * (rest if fits(held, oldest) else -part)


def _credit_weight(needed: CreditSum, fits: Fits) -> Weigh:
    """Return the credits of a holding in minutes times 100; without credits of that system its hours stand for them."""

    def weigh(held: Holding, oldest: date) -> int:
        own = held.unit.credits
        if not fits(held, oldest):
            return 0
        if own is not None and own.system == needed.system:
            return own.hundredths * needed.minutes_per_credit
        return held.unit.minutes * HUNDREDTHS

    return weigh
