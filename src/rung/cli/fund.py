"""Judges a funding case (CASE.json) by the rules of the application day: who pays what, or who may have what.

`split` shares the price among the schemes applied for, the learning accounts and the payer of last resort.
`eligibility` asks every scheme, and gives the reasons. The form of a case: docs/reference/fund-case.md.
Exit codes: 0 yes, 1 no, 3 a fact is missing, 2 not usable.

  rung fund split --in case.json --on 2026-03-16
  rung fund eligibility --in case.json --on 2026-03-16 --json
"""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from rung.core.errors import RungError
from rung.money.case import Case
from rung.money.case_reading import read_case
from rung.money.eligibility import Assessment, Verdict, assess_all
from rung.money.findings import Answer, Finding
from rung.money.funding_plan import VERSION, FundingPlan, plan
from rung.money.json_nodes import MAX_BYTES, read_day
from rung.money.split import ContributionLine

EXIT_CODES = {Verdict.YES: 0, Verdict.POSSIBLE: 0, Verdict.NO: 1, Verdict.UNKNOWN: 3}

_MARKS = {Answer.YES: "[ok]", Answer.NO: "[no]", Answer.UNKNOWN: "[?]", Answer.NOTE: "[!]"}


class CaseFileError(RungError):
    """The file of a case cannot be read."""

    code = "cli.case_file"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `rung fund` takes."""
    parser.add_argument("question", choices=["split", "eligibility"], help="who pays what, or who may have what")
    parser.add_argument(
        "--in", dest="case", metavar="CASE.json", required=True, help="the case, or - for standard input"
    )
    parser.add_argument("--on", metavar="DATE", required=True, help="the application day, such as 2026-03-16")
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Answer one question about one case, print the answer and return its exit code."""
    case, on = read_case(_read(arguments.case)), read_day(arguments.on, "--on")
    if arguments.question == "split":
        found = plan(case, on)
        _show(found.as_dict() if arguments.json else "\n".join(plan_as_text(found)))
        return EXIT_CODES[found.verdict]
    return _eligibility(case, on, as_json=arguments.json)


def plan_as_text(found: FundingPlan) -> Iterator[str]:
    """Yield the lines of a funding plan for a person: who pays what and why, then what each scheme answered."""
    yield f"Price {found.split.price.total}, judged by the rules of {found.split.on}"
    for line in found.split.lines:
        yield ""
        yield from _line(line)
    for assessment in found.assessments:
        yield ""
        yield from assessment_as_text(assessment)


def assessment_as_text(assessment: Assessment) -> Iterator[str]:
    """Yield the lines of an assessment for a person: the verdict, each reason, and what would help."""
    yield f"{assessment.scheme.title}: {assessment.verdict.value}"
    for reason in assessment.reasons:
        yield from _finding(reason.finding, f" [{reason.provenance.mark}]")
    if assessment.rate and assessment.is_open:
        yield from _finding(Finding.of("rate.applies", rate=assessment.rate.band.rate))
        for finding in assessment.rate.because:
            yield from _finding(finding)
        for better, findings in assessment.rate.missed:
            yield from _finding(Finding.of("rate.better", rate=better))
            for finding in findings:
                yield from _finding(finding)
    for note in assessment.notes:
        yield from _finding(note)


def _eligibility(case: Case, on: date, *, as_json: bool) -> int:
    found = assess_all(case, on)
    if as_json:
        _show({"version": VERSION, "on": on.isoformat(), "assessments": [each.as_dict() for each in found]})
    else:
        _show("\n\n".join("\n".join(assessment_as_text(each)) for each in found))
    verdicts = {each.verdict for each in found}
    best = (Verdict.YES, Verdict.POSSIBLE, Verdict.UNKNOWN, Verdict.NO)
    return EXIT_CODES[next(verdict for verdict in best if verdict in verdicts)]


def _line(line: ContributionLine) -> Iterator[str]:
    yield f"{line.amount!s:>16}  {line.payer}, by {line.rule}"
    for reason in line.reasons:
        yield f"{'':>16}  {reason.sentence}"


def _finding(finding: Finding, suffix: str = "") -> Iterator[str]:
    yield f"  {_MARKS[finding.answer]:<5}{finding.sentence}{suffix}"
    if finding.remedy:
        yield f"  {'':<5}{finding.remedy}"


def _show(answer: dict[str, Any] | str) -> None:
    print(answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False, indent=2))


def _read(name: str) -> bytes:
    """Return the bytes of the file `name`, or of standard input for `-`; never much more than a case may have."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with Path(name).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CaseFileError(f"{name} cannot be read: {error.strerror}. Check the name.", file=name) from error
