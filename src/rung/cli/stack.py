"""RULE is a rule file or the name of a shipped rule; FILE says what a person holds, and - reads it from standard input.

Both are TOML or JSON: docs/reference/stacking-rules.md. Nothing is fetched.
Exit codes: 0 eligible, 1 not eligible, 2 unusable input or too complex.

  rung stack --rule r-stack --holdings holdings.json --on 2026-05-01
  rung stack --rule my-rule.toml --holdings - --on 2026-05-01 --json
"""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from rung.cli.verify import FileUnusableError
from rung.core.errors import RungError
from rung.qualifications import (
    ClauseResult,
    Consequence,
    Evaluator,
    StackEvaluation,
    StackingRule,
    consequences,
    portfolio_from,
    rule_from,
    shipped_names,
    shipped_rule,
)
from rung.qualifications.limits import MAX_HOLDINGS_BYTES, MAX_RULE_BYTES
from rung.qualifications.workload import written


class DayUnusableError(RungError):
    """What was given as a day is none."""

    code = "cli.day_unusable"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `rung stack` takes."""
    parser.add_argument("--rule", metavar="RULE", required=True, help="rule file, or the name of a shipped rule")
    parser.add_argument(
        "--holdings", metavar="FILE", required=True, help="what a person holds, or - for standard input"
    )
    parser.add_argument("--on", metavar="DATE", required=True, help="judge as of this day, such as 2026-05-01")
    parser.add_argument("--json", action="store_true", help="print the evaluation as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Evaluate, print the result with its proof, and return 0 if the rule is met and 1 if not."""
    on = _day(arguments.on)
    evaluator = Evaluator(_rule(arguments.rule))
    portfolio = portfolio_from(_read(arguments.holdings, MAX_HOLDINGS_BYTES), on)
    result = evaluator.evaluate(portfolio.holdings, on)
    changes = consequences(evaluator, portfolio.holdings, on, portfolio.offered)
    if arguments.json:
        print(json.dumps(as_json(result, changes), ensure_ascii=False, indent=2))
    else:
        print(as_text(result, changes))
    return 0 if result.eligible else 1


def as_json(result: StackEvaluation, changes: tuple[Consequence, ...]) -> dict[str, Any]:
    """Return the evaluation and what would change it, as `stack-evaluation.schema.json` describes."""
    return {**result.as_dict(), "consequences": [one.as_dict() for one in changes]}


def as_text(result: StackEvaluation, changes: tuple[Consequence, ...]) -> str:
    """Return the evaluation for a person: the answer, each clause, each credential, and what would change it."""
    answer = "Eligible" if result.eligible else "Not eligible"
    lines = [
        f"{answer}: {result.title.best('en')[1]}",
        f"  rule {result.rule}, version {result.version}, on {result.on}",
    ]
    lines += ["", "Clauses", *(line for one in result.clauses for line in _clause_lines(one))]
    lines += ["", f"Counted: {written(result.minutes)} hours"]
    lines += [f"  {one.holding}: {one.unit}, {written(one.minutes)} h{_slot(one.slot)}" for one in result.counted]
    if result.not_counted:
        lines += ["", "Not counted", *(f"  {one.holding}: {one.unit}. {one.sentence}" for one in result.not_counted)]
    told = [one for one in changes if one.gained or one.broken]
    if told:
        lines += ["", "What would change it", *(f"  {_consequence_line(one)}" for one in told)]
    return "\n".join(lines)


def _clause_lines(one: ClauseResult) -> list[str]:
    lines = [f"  {'[ok]' if one.met else '[no]'} {one.sentence}"]
    if one.not_comparable:
        lines.append(f"       Level does not compare with the one demanded: {', '.join(one.not_comparable)}.")
    return lines


def _slot(clause: str) -> str:
    return f", fills a slot of {clause}" if clause else ""


def _consequence_line(one: Consequence) -> str:
    what = {"lost": "Without", "renewed": "With a renewed", "added": "With the unit"}[one.change.value]
    effects = [f"{clause} is met" for clause in one.gained] + [f"{clause} is not met" for clause in one.broken]
    answer = "eligible" if one.eligible else "not eligible"
    return f"{what} {one.subject}: {', '.join(effects)}; {answer}."


def _rule(name: str) -> StackingRule:
    if name in shipped_names("rules") and not Path(name).exists():
        return shipped_rule(name)
    return rule_from(_read(name, MAX_RULE_BYTES))


def _read(name: str, limit: int) -> bytes:
    """Return at most one byte more than `limit`, so that what is too long is seen and not read."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(limit + 1)
        with Path(name).open("rb") as file:
            return file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise FileUnusableError(f"{name} cannot be read: check the name.", file=name) from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DayUnusableError(f"“{text}” is no day: write one such as 2026-05-01.", given=text) from error
