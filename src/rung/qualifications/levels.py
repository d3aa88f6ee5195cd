"""Levels of different frameworks compare only through a published mapping (INV-6)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from rung.core.level import Level, LevelsNotComparableError
from rung.qualifications.limits import MAX_RULE_BYTES
from rung.qualifications.tables import Table, parse

FrameworkVersion = tuple[str, str]

_NEVER = 10**9
"""Higher than any level."""

_VALUE = re.compile(r"[1-9]\d?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class LevelMappings:
    """Published mappings from the levels of one framework version to those of another.

    A mapping is used in the direction in which it was published, and never chained: that A maps to B and B to C
    says nothing about A and C until somebody publishes it.
    """

    values: Mapping[tuple[FrameworkVersion, FrameworkVersion], Mapping[int, int]] = field(default_factory=dict)

    def translated(self, held: Level, framework: str, version: str) -> Level:
        """Return `held` as a level of another framework; raise `LevelsNotComparableError` if nothing relates them."""
        if (held.framework, held.version) == (framework, version):
            return held
        mapped = self.values.get(((held.framework, held.version), (framework, version)), {}).get(held.value)
        if mapped is None:
            raise LevelsNotComparableError(
                f"{held} does not compare with {framework} {version} without a published mapping.",
                held=str(held),
                required=f"{framework} {version}",
            )
        return Level(framework, version, mapped)

    def satisfies(self, held: Level, required: Level) -> bool:
        """Tell whether `held` is at least `required`; raise `LevelsNotComparableError` if nothing relates the two."""
        return self.translated(held, required.framework, required.version).value >= required.value

    def least_values(self, required: Level) -> dict[FrameworkVersion, int]:
        """Return for each framework that compares with `required` the lowest value that satisfies it.

        A framework none of whose levels satisfies it gets a value beyond its highest.
        """
        target = (required.framework, required.version)
        found = {target: required.value}
        for (source, other), values in self.values.items():
            if other == target:
                found[source] = min((own for own, mapped in values.items() if mapped >= required.value), default=_NEVER)
        return found


@lru_cache(maxsize=1)
def published_mappings() -> LevelMappings:
    """Return the mappings that Rung ships, with their sources in `data/level_mappings.toml`."""
    data = files("rung.qualifications").joinpath("data/level_mappings.toml").read_bytes()
    return mappings_from(data)


def mappings_from(data: bytes) -> LevelMappings:
    """Read mappings from a document; raise `DocumentRefusedError` for one that is not in the form."""
    table = parse(data, "mappings", MAX_RULE_BYTES)
    found: dict[tuple[FrameworkVersion, FrameworkVersion], dict[int, int]] = {}
    for one in table.tables("mapping", 100):
        pair = (_framework(one.table("from")), _framework(one.table("to")))
        one.text("source")
        if pair in found:
            one.refuse("from", "these two frameworks are mapped twice: keep one mapping.")
        found[pair] = _values(one.table("values"))
        one.finish()
    table.finish()
    return LevelMappings(found)


def _framework(table: Table) -> FrameworkVersion:
    found = (table.text("framework"), table.text("version"))
    table.finish()
    return found


def _values(table: Table) -> dict[int, int]:
    found = {}
    for key in list(table.entries()):
        if not _VALUE.match(key):
            table.refuse(key, "a level is a whole number from 1 to 99.")
        found[int(key)] = table.whole(key, most=99)
    if any(found[low] > found[high] for low, high in pairwise(sorted(found))):
        table.refuse(str(min(found)), "a higher level must not map to a lower one: put the values in order.")
    return found
