"""The check of one row, or of one form: every cell, each with what mends it. Nothing is issued that did not pass."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from rung.platform.issuing.award_list import ALIASES
from rung.platform.issuing.drafts import Draft
from rung.platform.issuing.problems import Problem

FORMULA: Final = re.compile(r"""['"\s]*[=+\-@＝＋－＠\t\r]""")
UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffd]")
EMAIL: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*/=?^_`{|}~+-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\Z",
    re.IGNORECASE,
)
"""What HTML calls a valid address, with a domain that has a dot."""

DAYS: Final = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)\Z"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})\Z"),
)
IDENTITY_CHECKS: Final = {
    "none": "none",
    "nie": "none",
    "on-site": "on-site",
    "na miejscu": "on-site",
    "online": "online",
}
EVERY: Final = frozenset({"all", "wszystkie"})
YES_OR_NO: Final = {"yes": True, "tak": True, "no": False, "nie": False}
LONGEST: Final = {"email": 254, "name": 150, "grade": 40}
ASSESSMENT_COLUMNS: Final = ("assessor", "assessed_on", "identity_check", "outcomes")


@dataclass(frozen=True, slots=True)
class KnownAssessor:
    """An assessor by id, and the days on which she is authorised, up to, and without, `end`."""

    id: UUID
    start: date
    end: date | None


@dataclass(frozen=True)
class Expected:
    """What a row has to fit: the design's languages and promises, the organisation's assessors, the present day."""

    languages: tuple[str, ...]
    is_assessed: bool
    is_graded: bool
    wants_identity_check: bool
    outcome_count: int
    assessors: Mapping[str, KnownAssessor]
    today: date

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The columns that every row has to fill."""
        graded = ("grade",) if self.is_graded else ()
        return ("email", "name", *(ASSESSMENT_COLUMNS if self.is_assessed else ()), *graded)


def missing_columns(columns: Mapping[str, Any], expected: Expected) -> tuple[Problem, ...]:
    """Return a problem for each required column that the file does not have."""
    return tuple(Problem(1, name, "column.missing") for name in expected.required if name not in columns)


def check_row(number: int, cells: Mapping[str, str], expected: Expected) -> Draft | tuple[Problem, ...]:
    """Return the draft that a row stands for, or everything that is wrong with it."""
    return _RowCheck(number, cells, expected).outcome()


class _Unfit(Exception):  # noqa: N818 — a step of the check, not an error that leaves this module
    """A cell holds something that cannot be used."""

    def __init__(self, code: str, **data: Any) -> None:
        self.code, self.data = code, data


class _RowCheck:
    """The check of one row: reads each cell once and collects what is wrong."""

    def __init__(self, number: int, cells: Mapping[str, str], expected: Expected) -> None:
        self._number = number
        self._cells = {name: text.strip() for name, text in cells.items()}
        self._expected = expected
        self._problems: list[Problem] = []

    def outcome(self) -> Draft | tuple[Problem, ...]:
        read = {name: self._read(name) for name in ALIASES}
        if self._problems:
            return tuple(self._problems)
        assessor: KnownAssessor | None = read["assessor"]
        return Draft(
            row=self._number,
            email=read["email"],
            name=read["name"],
            language=read["language"] or self._expected.languages[0],
            assessor_id=assessor.id if assessor else None,
            assessed_on=read["assessed_on"],
            identity_check=read["identity_check"] or "",
            grade=read["grade"] or "",
            renews=bool(read["renews"]),
        )

    def _read(self, name: str) -> Any:
        text = self._cells.get(name, "")
        if not text:
            self._problems += [Problem(self._number, name, "cell.empty")] if name in self._expected.required else []
            return None
        try:
            self._refuse_unfit_text(name, text)
            return self._readers[name](self, text)
        except _Unfit as unfit:
            self._problems.append(Problem(self._number, name, unfit.code, unfit.data))
            return None

    def _refuse_unfit_text(self, name: str, text: str) -> None:
        if UNSEEN.search(text):
            raise _Unfit("cell.characters")
        if FORMULA.match(text):
            raise _Unfit("cell.formula", found=_excerpt(text))
        if len(text) > LONGEST.get(name, 200):
            raise _Unfit("cell.too_long", limit=LONGEST.get(name, 200))
        if name in ASSESSMENT_COLUMNS and not self._expected.is_assessed:
            raise _Unfit("assessment.unwanted")

    def _email(self, text: str) -> str:
        if not EMAIL.match(text):
            raise _Unfit("email.malformed", found=_excerpt(text))
        return text.lower()

    def _text(self, text: str) -> str:
        return " ".join(text.split())

    def _language(self, text: str) -> str:
        if text.lower() not in self._expected.languages:
            raise _Unfit("language.unknown", found=_excerpt(text), allowed=", ".join(self._expected.languages))
        return text.lower()

    def _assessor(self, text: str) -> KnownAssessor:
        known = self._expected.assessors.get(text.casefold())
        if known is None:
            raise _Unfit("assessor.unknown", found=_excerpt(text))
        day = read_day(self._cells.get("assessed_on", ""))
        if day is not None and not (known.start <= day and (known.end is None or day < known.end)):
            raise _Unfit("assessor.not_authorised", found=_excerpt(text))
        return known

    def _assessed_on(self, text: str) -> date:
        day = read_day(text)
        if day is None:
            raise _Unfit("day.malformed", found=_excerpt(text))
        if day > self._expected.today:
            raise _Unfit("day.future")
        return day

    def _identity_check(self, text: str) -> str:
        check = IDENTITY_CHECKS.get(text.lower())
        if check is None:
            raise _Unfit("identity.unknown", found=_excerpt(text), allowed="none, on-site, online")
        if check == "none" and self._expected.wants_identity_check:
            raise _Unfit("identity.required")
        return check

    def _outcomes(self, text: str) -> None:
        """An award needs every outcome; the row has to say so, and which is missing is told."""
        count = self._expected.outcome_count
        if text.lower() in EVERY:
            return
        said = [part.strip() for part in text.split("|")]
        if not all(part.isascii() and part.isdigit() and 1 <= int(part) <= count for part in said):
            raise _Unfit("outcomes.malformed", found=_excerpt(text))
        achieved = {int(part) for part in said}
        missing = [str(number) for number in range(1, count + 1) if number not in achieved]
        if missing:
            raise _Unfit("outcomes.missing", missing=", ".join(missing), count=count)

    def _grade(self, text: str) -> str:
        if not self._expected.is_graded:
            raise _Unfit("grade.unwanted")
        return self._text(text)

    def _renews(self, text: str) -> bool:
        if text.lower() not in YES_OR_NO:
            raise _Unfit("renews.unclear", found=_excerpt(text))
        return YES_OR_NO[text.lower()]

    _readers: Mapping[str, Callable[["_RowCheck", str], Any]] = {
        "email": _email,
        "name": _text,
        "language": _language,
        "assessor": _assessor,
        "assessed_on": _assessed_on,
        "identity_check": _identity_check,
        "outcomes": _outcomes,
        "grade": _grade,
        "renews": _renews,
    }


def read_day(text: str) -> date | None:
    """Return the day that a cell names, as 2026-11-30 or 30.11.2026; None if it names none."""
    for form in DAYS:
        if said := form.match(text):
            try:
                return date(int(said["y"]), int(said["m"]), int(said["d"]))
            except ValueError:
                return None
    return None


def _excerpt(text: str) -> str:
    return text[:60]
