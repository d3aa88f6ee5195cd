"""Unit frameworks: which sizes and levels a unit of a kind may have, from when until when (R-UNIT, R-REG).

A framework is data under `data/frameworks`. Each of its versions is in force for a half-open period, so that a unit
made years ago is judged by what was demanded then.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rung.core.errors import ValueRefusedError
from rung.core.lang_text import LangText
from rung.core.level import Level, LevelsNotComparableError
from rung.core.period import Period
from rung.qualifications.errors import NotInForceError
from rung.qualifications.levels import LevelMappings, published_mappings
from rung.qualifications.workload import Credits, written

SUPPLEMENTARY = "supplementary"


@dataclass(frozen=True, slots=True)
class Unit:
    """What is learned and certified as one piece: a module, a micro-credential's content.

    `minutes` is the notional workload. `type` is a word of the unit's framework, such as `core`. `core` names the
    unit that a supplementary one belongs to. A `level` of `None` means that none applies. `field` is an area of the
    catalogue or an ISCED-F code.
    """

    id: str
    minutes: int
    type: str = ""
    core: str = ""
    level: Level | None = None
    credits: Credits | None = None
    field: str = ""

    def __post_init__(self) -> None:
        """Refuse a nameless unit, one without workload, and one that is its own core."""
        if not self.id:
            raise ValueRefusedError("A unit needs an identifier.")
        if self.minutes < 1:
            raise ValueRefusedError(f"{self.id} has no workload: give at least a minute.", unit=self.id)
        if self.core == self.id:
            raise ValueRefusedError(f"{self.id} names itself as its core unit: name another.", unit=self.id)


@dataclass(frozen=True, slots=True)
class RuleBreak:
    """One rule that something does not keep: its name, a sentence, and what was found."""

    rule: str
    sentence: str
    found: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that are allowed, both included; `None` is no bound."""

    least: int | None = None
    most: int | None = None

    def __contains__(self, value: int) -> bool:
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


@dataclass(frozen=True, slots=True)
class LevelBounds:
    """The levels of one framework version that are allowed."""

    framework: str
    version: str
    values: Bounds


@dataclass(frozen=True, slots=True)
class UnitType:
    """What a framework demands of one kind of unit."""

    id: str
    title: LangText
    minutes: Bounds
    levels: LevelBounds | None = None
    needs_core: bool = False


@dataclass(frozen=True, slots=True)
class TitleRules:
    """Words that a title must not hold, and whether a name in it needs a reason."""

    forbidden: tuple[str, ...] = ()
    names_need_reason: bool = False


@dataclass(frozen=True, slots=True)
class FrameworkVersion:
    """The rules of a framework for a period."""

    framework: str
    version: str
    in_force: Period
    source: str
    types: Mapping[str, UnitType]
    review_months: Bounds = Bounds()
    titles: TitleRules = TitleRules()

    def rule_name(self, rule: str) -> str:
        """Return the full name of a rule, such as `metis/2022/core.hours`."""
        return f"{self.framework}/{self.version}/{rule}"


@dataclass(frozen=True, slots=True)
class UnitFramework:
    """A framework with all its versions."""

    id: str
    title: LangText
    versions: tuple[FrameworkVersion, ...]

    def in_force(self, on: date) -> FrameworkVersion:
        """Return the version in force on the day `on`; raise `NotInForceError` if there is none."""
        for version in self.versions:
            if on in version.in_force:
                return version
        raise NotInForceError(f"No version of the framework {self.id} is in force on {on}.", framework=self.id, on=on)


def check_unit(version: FrameworkVersion, unit: Unit, mappings: LevelMappings | None = None) -> tuple[RuleBreak, ...]:
    """Return every rule of `version` that `unit` breaks; none means that it fits (R-UNIT).

    Levels of other frameworks are judged through published mappings, the shipped ones unless `mappings` are given.
    """
    kind = version.types.get(unit.type)
    if kind is None:
        known = ", ".join(version.types)
        sentence = f"“{unit.type}” is no type of unit in {version.framework}: use one of {known}."
        return (RuleBreak(version.rule_name("type"), sentence, unit.type),)
    found = [*_hours(version, kind, unit), *_level(version, kind, unit, mappings or published_mappings())]
    if kind.needs_core and not unit.core:
        sentence = f"A {kind.id} unit names the core unit it belongs to."
        found.append(RuleBreak(version.rule_name(f"{kind.id}.core"), sentence, ""))
    return tuple(found)


def check_review_period(version: FrameworkVersion, months: int) -> tuple[RuleBreak, ...]:
    """Return the rule that a review period of `months` breaks, if any (R-REG)."""
    if months in version.review_months and months > 0:
        return ()
    sentence = f"The review period is {months} months; allowed are {_spoken(version.review_months)} months."
    return (RuleBreak(version.rule_name("review_period"), sentence, str(months)),)


def _hours(version: FrameworkVersion, kind: UnitType, unit: Unit) -> list[RuleBreak]:
    if unit.minutes in kind.minutes:
        return []
    sentence = f"A {kind.id} unit has {_spoken_hours(kind.minutes)} hours; {unit.id} has {written(unit.minutes)}."
    return [RuleBreak(version.rule_name(f"{kind.id}.hours"), sentence, written(unit.minutes))]


def _level(version: FrameworkVersion, kind: UnitType, unit: Unit, mappings: LevelMappings) -> list[RuleBreak]:
    if kind.levels is None:
        return []
    allowed = kind.levels
    demanded = f"{allowed.framework} {allowed.version} level {_spoken(allowed.values)}"
    rule = version.rule_name(f"{kind.id}.level")
    if unit.level is None:
        return [RuleBreak(rule, f"A {kind.id} unit has {demanded}; {unit.id} states none.", "")]
    try:
        value = mappings.translated(unit.level, allowed.framework, allowed.version).value
    except LevelsNotComparableError as error:
        return [RuleBreak(rule, error.sentence, str(unit.level))]
    if value in allowed.values:
        return []
    return [RuleBreak(rule, f"A {kind.id} unit has {demanded}; {unit.id} has {unit.level}.", str(unit.level))]


def _spoken(bounds: Bounds) -> str:
    if bounds.least is None:
        return f"at most {bounds.most}"
    return f"at least {bounds.least}" if bounds.most is None else f"{bounds.least} to {bounds.most}"


def _spoken_hours(bounds: Bounds) -> str:
    if bounds.least is None:
        return f"at most {written(bounds.most or 0)}"
    if bounds.most is None:
        return f"at least {written(bounds.least)}"
    return f"{written(bounds.least)} to {written(bounds.most)}"
