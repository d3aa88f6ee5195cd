"""What a stacking verdict costs: 100,000 people of some 20 credentials each, on one core, nothing kept between.

Run it with `python bench/stacking.py [people]`. Every person's credentials are drawn anew from a seeded generator and
no two people hold the same. It prints verdicts and full proofs a second of CPU time, whether the two agree for all,
the ratio of each to a raw pass over the same credentials, and what the hardest portfolios cost or how they are refused.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from rung.core import LangText, Level
from rung.qualifications import (
    Clause,
    Evaluator,
    Holding,
    Kind,
    Reason,
    Selection,
    StackEvaluation,
    StackingRule,
    Unit,
    UnitCount,
    consequences,
    shipped_rule,
)
from rung.qualifications.errors import TooComplexError

SEED = 20261121
TODAY = date(2026, 11, 21)
CHUNK = 2_000
PROVIDERS = ("north", "south")
CORE_UNITS, SUPPLEMENTARY_UNITS = 33, 10
NOT_ORDINARY = {Reason.EQUIVALENT_COUNTS, Reason.EXPIRED, Reason.TOO_OLD, Reason.REVOKED, Reason.SUSPENDED}


def catalogue(generator: random.Random) -> list[Unit]:
    """Return 43 units at each of two providers, with the hours and levels of METIS; equal numbers are equivalent."""
    units = []
    for provider in PROVIDERS:
        for number in range(CORE_UNITS):
            minutes, level = 60 * generator.randint(30, 50), eqf(generator.randint(4, 6))
            units.append(Unit(f"core-{number}/{provider}", minutes, "core", level=level))
        for number in range(SUPPLEMENTARY_UNITS):
            minutes, level = 60 * generator.randint(10, 15), eqf(generator.randint(5, 7))
            core = f"core-{generator.randrange(CORE_UNITS)}/{provider}"
            units.append(Unit(f"extra-{number}/{provider}", minutes, "supplementary", core, level))
    return units


def eqf(value: int) -> Level:
    """Return an EQF level."""
    return Level("EQF", "2017", value)


def rule_for(units: Sequence[Unit]) -> StackingRule:
    """Return the default rule with the equivalences of the two providers."""
    names = {unit.id.partition("/")[0] for unit in units}
    pairs = tuple(tuple(f"{name}/{provider}" for provider in PROVIDERS) for name in sorted(names))
    return replace(shipped_rule("r-stack"), equivalences=pairs)


def person(generator: random.Random, units: Sequence[Unit]) -> list[Holding]:
    """Return the 17 to 23 credentials of one person; one person in five learned most of it long ago."""
    years = 25 if generator.random() < 0.2 else 6  # noqa: PLR2004 — one in five
    chosen = generator.sample(units, generator.randint(17, 23))
    return [credential(generator, unit, place, years) for place, unit in enumerate(chosen)]


def credential(generator: random.Random, unit: Unit, place: int, years: int) -> Holding:
    """Return a credential of the last so many years; one in ten ends after three, a few are badges or were revoked."""
    issued = TODAY - timedelta(days=generator.randrange(1, years * 365))
    luck = generator.random()
    return Holding(
        f"c{place:02d}",
        unit,
        issued,
        kind=Kind.PARTICIPATION_BADGE if luck < 0.02 else Kind.MICRO_CREDENTIAL,  # noqa: PLR2004 — one in fifty
        valid_until=issued + timedelta(days=3 * 365) if luck > 0.9 else None,  # noqa: PLR2004 — one in ten
        revoked_on=TODAY if 0.02 <= luck < 0.03 else None,  # noqa: PLR2004 — one in a hundred
    )


def people(number: int, units: Sequence[Unit]) -> Iterator[list[list[Holding]]]:
    """Yield that many different people, in chunks."""
    generator, seen = random.Random(SEED), set()  # noqa: S311 — repeatable on purpose
    chunk: list[list[Holding]] = []
    while len(seen) < number:
        one = person(generator, units)
        key = hash(tuple((held.unit.id, held.issued) for held in one))
        if key not in seen:
            seen.add(key)
            chunk.append(one)
        if len(chunk) == CHUNK or len(seen) == number:
            yield chunk
            chunk = []


def seconds(task: Callable[[list[Holding]], object], chunk: Sequence[list[Holding]]) -> tuple[float, list[object]]:
    """Return the CPU time of `task` over all people of a chunk, and its answers."""
    start = time.process_time()
    answers = [task(one) for one in chunk]
    return time.process_time() - start, answers


def raw_pass(holdings: list[Holding]) -> int:
    """Do the least that any verdict has to: read each credential's date and hours once."""
    return sum(one.unit.minutes for one in holdings if one.issued <= TODAY)


@dataclass
class Tally:
    """CPU seconds and counts over all people."""

    people: int = 0
    credentials: int = 0
    eligible: int = 0
    unusual: int = 0
    different: int = 0
    raw: float = 0.0
    fast: float = 0.0
    full: float = 0.0
    slowest: float = 0.0
    slowest_person: list[Holding] = field(default_factory=list)

    def add(self, evaluator: Evaluator, chunk: Sequence[list[Holding]]) -> None:
        """Measure one chunk of people and compare the fast with the full answer for each of them."""
        self.raw += seconds(raw_pass, chunk)[0]
        fast, verdicts = seconds(lambda held: evaluator.is_eligible(held, TODAY), chunk)
        times, proofs = each_timed(evaluator, chunk)
        self.fast += fast
        self.full += sum(times)
        if max(times) > self.slowest:
            self.slowest, self.slowest_person = max(times), chunk[times.index(max(times))]
        self.people += len(chunk)
        self.credentials += sum(map(len, chunk))
        self.eligible += sum(map(bool, verdicts))
        self.different += sum(one != two.eligible for one, two in zip(verdicts, proofs, strict=True))
        self.unusual += sum(map(is_unusual, proofs))

    def show(self, again: float) -> None:
        """Print the figures; `again` is what the slowest person took the second time, without what else went on."""
        print(f"{self.people} people, {self.credentials / self.people:.1f} credentials each, seed {SEED}")
        print(f"  {self.eligible / self.people:6.1%} eligible")
        print(f"  {self.unusual / self.people:6.1%} with equivalents, lapsed credentials or shortfalls")
        for name, spent in (("raw pass", self.raw), ("verdict", self.fast), ("full proof", self.full)):
            print(f"  {name:<12}{self.people / spent:12,.0f} a second{spent / self.raw:10.1f} raw passes")
        print(f"  slowest full proof {self.slowest * 1000:.2f} ms, the same person again {again * 1000:.2f} ms")
        print(f"  verdict differs from proof for {self.different} of {self.people} people (all compared)")


def is_unusual(proof: StackEvaluation) -> bool:
    """Tell whether equivalents, lapsed credentials or a shortfall made this more than adding up."""
    return not proof.eligible or any(one.reason in NOT_ORDINARY for one in proof.not_counted)


def each_timed(evaluator: Evaluator, chunk: Sequence[list[Holding]]) -> tuple[list[float], list[StackEvaluation]]:
    """Return the CPU time of each full proof of a chunk, and the proofs."""
    moments, proofs = [time.process_time()], []
    for one in chunk:
        proofs.append(evaluator.evaluate(one, TODAY))
        moments.append(time.process_time())
    return [after - before for before, after in pairwise(moments)], proofs


# --- The hardest portfolios ------------------------------------------------------------------------------------------


def hard_unit(generator: random.Random, name: str, level: int, *, odd: bool = False) -> Unit:
    """Return a core unit; an odd one has a length that shares no measure with others."""
    minutes = generator.randint(1_800, 3_000) if odd else 60 * generator.randint(30, 50)
    return Unit(name, minutes, "core", level=eqf(level))


def hard_case(name: str, generator: random.Random) -> tuple[StackingRule, list[Unit]]:
    """Return the rule and the units of the hard case `name`."""
    rule = shipped_rule("r-stack")
    if name == "40 units with 10 equivalents each":
        groups = [[f"u{number}.{twin}" for twin in range(10)] for number in range(40)]
        units = [hard_unit(generator, one, generator.choice((4, 4, 5))) for group in groups for one in group]
        return replace(rule, equivalences=tuple(map(tuple, groups))), units
    if name == "15 odd units with 10 equivalents each":
        groups = [[f"u{number}.{twin}" for twin in range(10)] for number in range(15)]
        units = [hard_unit(generator, one, generator.choice((4, 4, 5)), odd=True) for group in groups for one in group]
        return replace(rule, equivalences=tuple(map(tuple, groups))), units
    if name == "43 units, most below the level":
        return rule, [hard_unit(generator, f"u{number}", 5 if number % 3 == 0 else 4) for number in range(43)]
    if name == "30 odd units, most below the level":
        return rule, [hard_unit(generator, f"u{number}", 5 if number % 3 == 0 else 4, odd=True) for number in range(30)]
    if name == "40 units that exclude their neighbours":
        names = [f"u{number}" for number in range(40)]
        units = [hard_unit(generator, one, generator.choice((4, 5))) for one in names]
        return replace(rule, exclusions=tuple(pairwise(names))), units
    clauses = tuple(competing_clause(generator, number) for number in range(12))
    return replace(rule, clauses=clauses), [hard_unit(generator, f"u{number}", 5) for number in range(20)]


def competing_clause(generator: random.Random, number: int) -> Clause:
    """Return a clause that asks for three of six units which others ask for too."""
    wanted = tuple(f"u{one}" for one in generator.sample(range(20), 6))
    return Clause(f"choice-{number}", LangText.of({"en": "Choice"}), UnitCount(3), Selection(units=wanted))


HARD_CASES = (
    "40 units with 10 equivalents each",
    "15 odd units with 10 equivalents each",
    "43 units, most below the level",
    "30 odd units, most below the level",
    "40 units that exclude their neighbours",
    "12 clauses that compete for 20 units",
)


def worst_cases(rounds: int) -> None:
    """Print for each hard case the longest time over several portfolios, and how many were refused as too complex."""
    print(f"Hardest portfolios, {rounds} of each: the longest CPU time of a full proof or a refusal")
    for name in HARD_CASES:
        generator = random.Random(SEED)  # noqa: S311 — repeatable on purpose
        longest, refused = 0.0, 0
        for _ in range(rounds):
            rule, units = hard_case(name, generator)
            holdings = [Holding(f"h{place:03d}", unit, TODAY) for place, unit in enumerate(units)]
            evaluator, start = Evaluator(rule), time.process_time()
            try:
                evaluator.evaluate(holdings, TODAY)
            except TooComplexError:
                refused += 1
            longest = max(longest, time.process_time() - start)
        print(f"  {name:<42}{longest * 1000:8.1f} ms{refused:4} refused")


def main(number: int) -> None:
    """Measure and print."""
    units = catalogue(random.Random(SEED))  # noqa: S311 — repeatable on purpose
    evaluator, tally = Evaluator(rule_for(units)), Tally()
    for chunk in people(number, units):
        tally.add(evaluator, chunk)
    again = min(sum(each_timed(evaluator, [tally.slowest_person])[0]) for _ in range(3))
    tally.show(again)
    some = next(people(100, units))
    spent, _ = seconds(lambda held: consequences(evaluator, held, TODAY), some)
    print(f"  what each loss and renewal would change: {spent / len(some) * 1000:.2f} ms a person ({len(some)} people)")
    worst_cases(20)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
