"""Reads progression ladders from TOML or JSON: `data/ladders/*.toml` are the examples."""

from rung.qualifications.ladder import Ladder, Step, StepKind
from rung.qualifications.limits import MAX_RULE_BYTES
from rung.qualifications.shipped import shipped_document
from rung.qualifications.tables import Table, parse

_MOST_STEPS = 100


def shipped_ladder(name: str) -> Ladder:
    """Return the ladder `name` that Rung ships, such as `cleaning`; raise `UnknownRuleError` for another."""
    return ladder_from(shipped_document("ladders", name))


def ladder_from(data: bytes) -> Ladder:
    """Read one ladder; raise `DocumentRefusedError`, naming the place, or `RuleRefusedError`, naming the step."""
    table = parse(data, "ladder", MAX_RULE_BYTES)
    found = Ladder(
        table.text("id"),
        table.text("version"),
        table.title("title"),
        table.text("source"),
        tuple(_step(one) for one in table.tables("step", _MOST_STEPS)),
    )
    table.finish()
    return found


def _step(table: Table) -> Step:
    found = Step(
        id=table.text("id"),
        title=table.title("title"),
        level=table.level("level"),
        kind=table.word("kind", StepKind),
        units=table.texts("units"),
        requires=table.texts("requires"),
        months=table.whole("months") if "months" in table else None,
    )
    if not found.units:
        table.refuse("units", "name at least one unit that gives the step.")
    table.finish()
    return found
