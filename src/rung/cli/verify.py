"""FILE is a credential as JSON or a badge picture (PNG, SVG); - reads it from standard input. Nothing is fetched.

Exit codes: 0 verified and issuer known, 3 intact but not confirmed, 1 not valid, 2 not readable.

  rung verify badge.png --trust known-issuers.json --status list.json
  rung verify badge.json --trust known-issuers.json --bundle badge.evidence.json --as-of 2026-05-01T12:00:00Z --json
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, TextIO

from rung.core.clock import Clock, SystemClock
from rung.core.errors import RungError
from rung.credentials import evidence_bundle_reading, strict_json
from rung.credentials.claims import Claims
from rung.credentials.finding_kinds import Outcome
from rung.credentials.findings import Finding, Headline
from rung.credentials.moments import parse_moment, written
from rung.credentials.plain_text import plain
from rung.credentials.reading import MAX_PICTURE_BYTES
from rung.credentials.report import Report
from rung.credentials.status import read_list
from rung.credentials.trust import TrustList
from rung.credentials.verification import verify

EXIT_CODES = {
    Headline.VERIFIED_ISSUER_KNOWN: 0,
    Headline.INTACT_ISSUER_NOT_CONFIRMED: 3,
    Headline.NOT_VALID: 1,
    Headline.NOT_READABLE: 2,
}

_COLOURS = {
    Headline.VERIFIED_ISSUER_KNOWN: "32",
    Headline.INTACT_ISSUER_NOT_CONFIRMED: "33",
    Headline.NOT_VALID: "31",
    Headline.NOT_READABLE: "35",
}

_ELEMENTS = {
    "workload": "Workload",
    "level": "Level",
    "assessment": "Assessment",
    "participation": "Participation",
    "quality_assurance": "Quality",
}
"""Elements of Annex I that have no row of their own → how the report calls them."""

_MARKS = {
    Outcome.PASSED: "[ok]",
    Outcome.WARNING: "[!]",
    Outcome.FAILED: "[no]",
    Outcome.NOT_CHECKED: "[?]",
}


class FileUnusableError(RungError):
    """A file that the command line names cannot be read."""

    code = "cli.file_unusable"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `rung verify` takes."""
    parser.add_argument("file", metavar="FILE", help="the credential, or - for standard input")
    parser.add_argument("--status", metavar="LIST", nargs="+", action="extend", default=[], help="status list files")
    parser.add_argument("--trust", metavar="FILE", help="known issuers (JSON)")
    parser.add_argument(
        "--did-document",
        metavar="FILE",
        nargs="+",
        action="extend",
        default=[],
        help="DID documents, as their DIDs publish them",
    )
    parser.add_argument("--bundle", metavar="FILE", help="evidence that came with the credential")
    parser.add_argument(
        "--as-of", metavar="MOMENT", help="was it valid then? Judges dates and withdrawal by what is known now"
    )
    parser.add_argument(
        "--at", metavar="MOMENT", help="judge everything as if it were this moment, such as 2026-05-01T12:00:00Z"
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(arguments: argparse.Namespace, clock: Clock | None = None) -> int:
    """Verify one credential, print the report and return the exit code that belongs to its headline."""
    trust = TrustList.from_json(read_file(arguments.trust)) if arguments.trust else TrustList()
    report = verify(
        read_file(arguments.file),
        now=parse_moment(arguments.at) if arguments.at else (clock or SystemClock()).now(),
        as_of=parse_moment(arguments.as_of) if arguments.as_of else None,
        trust=trust,
        bundle=evidence_bundle_reading.read(read_file(arguments.bundle)) if arguments.bundle else None,
        status_lists=_status_lists(arguments.status),
        documents={**_did_documents(arguments.did_document), **trust.documents},
    )
    if arguments.json:
        print(json.dumps(report.as_dict(), ensure_ascii=False, indent=2))
    else:
        print(as_text(report, colour=_wants_colour(sys.stdout)))
    return EXIT_CODES[report.headline]


def read_file(name: str) -> bytes:
    """Return the bytes of the file `name`, or of standard input for `-`; never more than a picture may have."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(MAX_PICTURE_BYTES + 1)
        with Path(name).open("rb") as file:
            return file.read(MAX_PICTURE_BYTES + 1)
    except OSError as error:
        raise FileUnusableError(f"{name} cannot be read: {error.strerror}. Check the name.", file=name) from error


def as_text(report: Report, *, colour: bool = False) -> str:
    """Return the report for a person: the headline, what the credential says, then every check with its outcome."""
    headline = report.headline.sentence
    if colour:
        headline = f"\x1b[1;{_COLOURS[report.headline]}m{headline}\x1b[0m"
    lines = [headline, ""]
    if report.credential:
        lines += [*_claims(report.credential, report), ""]
    lines += [_moments(report)]
    return "\n".join([*lines, *map(_line, report.findings)])


def _moments(report: Report) -> str:
    known = f", by what is known on {written(report.asked_at)}" if report.asked_at != report.judged_at else ""
    return f"Checked as of {written(report.judged_at)}{known}"


def _claims(claims: Claims, report: Report) -> list[str]:
    known = report.issuer.name if report.issuer else "not confirmed"
    rows = {
        "Title": claims.title,
        "Learner": claims.subject_name or claims.subject_id,
        "Issuer": known,
        "  calls itself": claims.issuer_name,
        "  signs as": claims.issuer_id,
        "Issued": claims.starts,
        "Valid until": claims.ends,
        "Endorses": claims.comment,
        **{label: claims.elements.get(element, []) for element, label in _ELEMENTS.items()},
        "Results": [f"{what}: {outcome}" for what, outcome in claims.results],
        "Skills": [name for _, name in claims.skills],
    }
    return [f"  {name:<16}{plain(value)}" for name, value in rows.items() if value]


def _line(finding: Finding) -> str:
    return f"  {_MARKS[finding.outcome]:<5}{finding.check:<15}{finding.sentence}"


def _status_lists(names: list[str]) -> dict[str, bytes]:
    """Return the lists by the address they give themselves, which is the one a credential has to name."""
    lists = {}
    for name in names:
        data = read_file(name)
        lists[str(read_list(data).get("id", ""))] = data
    return lists


def _did_documents(names: list[str]) -> dict[str, Any]:
    """Return the documents by the DID that they are about."""
    documents = {}
    for name in names:
        document = strict_json.parse(read_file(name))
        if not isinstance(document, dict) or not isinstance(document.get("id"), str):
            raise FileUnusableError(f"{name} is no DID document: it names no DID as its id.", file=name)
        documents[document["id"]] = document
    return documents


def _wants_colour(stream: TextIO) -> bool:
    return stream.isatty()
