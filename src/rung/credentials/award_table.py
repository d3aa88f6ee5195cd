"""Awards from a table: one row per learner and achievement, from CSV or JSON.

Every cell is checked before anything is built, and every problem is told with its row, its column and a remedy,
so that a person mends a list in one go.
"""

import csv
import difflib
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from rung.core.errors import ValueRefusedError
from rung.credentials import strict_json
from rung.credentials.alignments import Concept
from rung.credentials.award import Achievement, LearningOutcome
from rung.credentials.award_columns import ACHIEVEMENT_COLUMNS, COLUMNS, SEPARATOR
from rung.credentials.errors import CredentialError
from rung.credentials.jcs import canonical_json

Cells = Mapping[str, str]
"""Column → text of the cell."""

MAX_BYTES: Final = 64 << 20
"""Some 60,000 rows with every column filled; more is for the platform, which streams."""

MOST_PROBLEMS: Final = 200
"""Problems told at once. Whoever has more has misunderstood a column and mends the first."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell, or with a whole row (`column` empty), and what would mend it."""

    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        place = f"row {self.row}, {self.column}" if self.column else f"row {self.row}"
        return f"{place}: {self.sentence}"


class AwardTableError(CredentialError):
    """Some rows cannot be issued; none was. `problems` lists them in the order of rows."""

    code = "credential.award_table"

    def __init__(self, *problems: Problem) -> None:
        listed = "\n".join(f"  {problem}" for problem in problems[:MOST_PROBLEMS])
        super().__init__(f"Nothing was issued. To mend: {len(problems)}.\n{listed}")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Draft:
    """A row that can be issued. `award_id` is the issuer's own number for it and names the file.

    `digest` is the SHA-256 of what the row says, by which a later run knows it again.
    """

    row: int
    award_id: str
    achievement: Achievement
    learner_id: str
    learner_name: str
    issued: datetime | None
    valid_until: datetime | None
    grade: str
    started: date | None
    ended: date | None
    evidence: tuple[Concept, ...]
    digest: str


def read_csv(data: bytes) -> tuple[Draft, ...]:
    """Return the awards of a CSV file: UTF-8, a header row, separated by commas or semicolons.

    Rows are numbered as a spreadsheet shows them. Raises `AwardTableError` with all problems.
    """
    text = _decoded(data)
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = [(number, cells) for number, cells in enumerate(reader, 1) if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise AwardTableError(
            Problem(reader.line_num, "", f"The quotes do not match ({error}): check them.")
        ) from error
    if not rows:
        raise AwardTableError(Problem(1, "", "The file is empty: write a row of column names first."))
    columns = [name.strip() for name in rows[0][1]]
    too_long = [
        Problem(number, "", "It has more cells than columns.") for number, cells in rows if len(cells) > len(columns)
    ]
    return _drafts(columns, [(number, dict(zip(columns, cells, strict=False))) for number, cells in rows[1:]], too_long)


def read_json(data: bytes) -> tuple[Draft, ...]:
    """Return the awards of a JSON file: `{"achievements": [{…}], "awards": [{"achievement_id": …, …}]}`.

    The members are named like the columns of a CSV file; several values stand in a list. Rows are numbered from
    1, in the order of `awards`. Raises `AwardTableError` with all problems, `UnreadableError` for broken JSON.
    """
    held = strict_json.parse(data)
    achievements = {str(one.get("achievement_id")): one for one in _objects(held, "achievements")}
    awards = _objects(held, "awards")
    merged = [{**achievements.get(str(award.get("achievement_id")), {}), **award} for award in awards]
    columns = list(dict.fromkeys(name for award in merged for name in award))
    rows = [(number, {name: _flat(cell) for name, cell in award.items()}) for number, award in enumerate(merged, 1)]
    return _drafts(columns, rows, [])


def _objects(held: Any, name: str) -> list[dict[str, Any]]:
    listed = held.get(name, []) if isinstance(held, dict) else None
    if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
        raise AwardTableError(Problem(0, name, 'Write an object with two lists, "achievements" and "awards".'))
    return listed


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise AwardTableError(Problem(0, "", f"The file has more than {MAX_BYTES >> 20} MiB: split it."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AwardTableError(Problem(0, "", "The file is not UTF-8: save it as “CSV UTF-8”.")) from error


def _flat(cell: Any) -> str:
    """Write a JSON value as a CSV file would hold it."""
    if isinstance(cell, list):
        return SEPARATOR.join(str(part) for part in cell)
    return "" if cell is None else str(cell)


def _drafts(columns: list[str], rows: Sequence[tuple[int, Cells]], problems: list[Problem]) -> tuple[Draft, ...]:
    problems = [*problems, *_column_problems(columns)]
    if problems:
        raise AwardTableError(*problems)
    drafts = []
    for number, cells in rows:
        read, wrong = _read_row(number, cells)
        problems += wrong
        if not wrong:
            drafts += _built(number, read, cells, problems)
    problems += _repeated(drafts)
    if problems:
        raise AwardTableError(*sorted(problems, key=lambda problem: problem.row))
    return tuple(drafts)


def _column_problems(columns: list[str]) -> Iterator[Problem]:
    known = [column.name for column in COLUMNS]
    for name in dict.fromkeys(columns):
        if columns.count(name) > 1:
            yield Problem(1, name, "The column stands twice.")
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            yield Problem(1, name, f"There is no such column{f'; did you mean {near[0]}?' if near else '.'}")
    for column in COLUMNS:
        if column.required and column.name not in columns:
            yield Problem(1, column.name, "The column is missing.")


def _read_row(number: int, cells: Cells) -> tuple[dict[str, Any], list[Problem]]:
    read: dict[str, Any] = {}
    problems = []
    for column in COLUMNS:
        text = cells.get(column.name, "").strip()
        if not text:
            problems += [Problem(number, column.name, "Fill it in.")] if column.required else []
            continue
        try:
            read[column.name] = column.read(text)
        except ValueRefusedError as error:
            problems.append(Problem(number, column.name, f"{error.sentence} (“{text[:60]}”)"))
    return read, problems


def _built(number: int, read: dict[str, Any], cells: Cells, problems: list[Problem]) -> list[Draft]:
    described = {column.name: read[column.name] for column in ACHIEVEMENT_COLUMNS if column.name in read}
    statements = described.pop("outcomes", ())
    identifier = read["achievement_id"]
    try:
        outcomes = tuple(
            LearningOutcome(f"{identifier}#outcome-{place}", statement) for place, statement in enumerate(statements, 1)
        )
        achievement = Achievement(id=identifier, outcomes=outcomes, **described)
    except ValueRefusedError as error:
        problems.append(Problem(number, "", error.sentence))
        return []
    problems += _period_problems(number, read)
    return [
        Draft(
            row=number,
            award_id=read["award_id"],
            achievement=achievement,
            learner_id=read.get("learner_id", ""),
            learner_name=read.get("learner_name", ""),
            issued=read.get("issued"),
            valid_until=read.get("valid_until"),
            grade=read.get("grade", ""),
            started=read.get("started"),
            ended=read.get("ended"),
            evidence=read.get("evidence", ()),
            digest=_digest(cells),
        )
    ]


def _period_problems(number: int, read: dict[str, Any]) -> Iterator[Problem]:
    if "issued" in read and "valid_until" in read and read["valid_until"] <= read["issued"]:
        yield Problem(number, "valid_until", "It has to lie after issued.")
    if "started" in read and "ended" in read and read["ended"] < read["started"]:
        yield Problem(number, "ended", "It lies before started.")


def _repeated(drafts: list[Draft]) -> Iterator[Problem]:
    """One number names one award, in any case, for some file systems tell no case apart; one achievement is one."""
    rows: dict[str, int] = {}
    described: dict[str, Draft] = {}
    for draft in drafts:
        first_row = rows.setdefault(draft.award_id.casefold(), draft.row)
        if first_row != draft.row:
            yield Problem(draft.row, "award_id", f"Row {first_row} has the same one: give each award its own.")
        first = described.setdefault(draft.achievement.id, draft)
        if first.achievement != draft.achievement:
            yield Problem(draft.row, "achievement_id", f"Row {first.row} describes the same achievement differently.")


def _digest(cells: Cells) -> str:
    said = {name: text.strip() for name, text in cells.items() if text.strip()}
    return hashlib.sha256(canonical_json(said)).hexdigest()
