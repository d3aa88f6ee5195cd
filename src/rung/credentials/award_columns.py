"""The columns of a table of awards: what each means, and how its text is read.

A reader takes the text of one cell, which is not blank, and raises `ValueRefusedError` with a remedy.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from rung.core.errors import ValueRefusedError
from rung.core.level import Level
from rung.credentials.alignments import ISCED_F, Concept
from rung.credentials.award import NoLevel, Supervision
from rung.credentials.european_lists import EuropeanList, entry
from rung.credentials.moments import parse_day, parse_moment
from rung.credentials.shapes import is_identifier

SEPARATOR: Final = "|"
"""Stands between several values in one cell."""

EQF_VERSION: Final = "2017"
"""The EQF in force is that of the Council Recommendation of 22 May 2017."""

_AWARD_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}\Z", re.ASCII)
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?\Z", re.IGNORECASE)
_FIELD_CODE = re.compile(r"(\d{2,4})\s+(\S.*)\Z", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it means to a person, how its text is read, and whether it has to be filled."""

    name: str
    meaning: str
    read: Callable[[str], Any]
    required: bool = False


def several(read: Callable[[str], Any]) -> Callable[[str], tuple[Any, ...]]:
    """Return the reader of a cell with several values, each read by `read`."""

    def read_all(text: str) -> tuple[Any, ...]:
        return tuple(read(part.strip()) for part in text.split(SEPARATOR) if part.strip())

    return read_all


def _text(text: str) -> str:
    return text.strip()


def _award_id(text: str) -> str:
    if not _AWARD_ID.match(text) or _RESERVED.match(text) or text.endswith("."):
        raise ValueRefusedError(
            "Use 1 to 80 letters without accents, digits, dots, hyphens and underscores; it names the file.", found=text
        )
    return text


def _identifier(text: str) -> str:
    if not is_identifier(text):
        raise ValueRefusedError("Write an absolute address such as https://… or a name such as urn:uuid:….", found=text)
    return text


def _learner_id(text: str) -> str:
    if not text.startswith(("did:", "urn:uuid:")):
        raise ValueRefusedError("Write a DID or urn:uuid:…, or leave it empty for a random one.", found=text)
    return _identifier(text)


def _language(text: str) -> str:
    if not _LANGUAGE.match(text):
        raise ValueRefusedError("Write a language tag such as pl or en.", found=text)
    return text


def _hours(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) < 1:
        raise ValueRefusedError("Write whole hours, from 1.", found=text)
    return int(text)


def _credits(text: str) -> Decimal:
    try:
        amount = Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise ValueRefusedError("Write a number such as 2 or 2.5.", found=text) from error
    if not amount.is_finite() or amount <= 0:
        raise ValueRefusedError("Credits are more than nothing.", found=text)
    return amount


def _level(text: str) -> Level | NoLevel:
    if text.lower() in {"n/a", NoLevel.NOT_APPLICABLE.value}:
        return NoLevel.NOT_APPLICABLE
    if text not in set("12345678"):
        raise ValueRefusedError("Write a level of the EQF, 1 to 8, or n/a if none applies.", found=text)
    return Level("EQF", EQF_VERSION, int(text))


def _listed(of: EuropeanList) -> Callable[[str], Concept]:
    def read(text: str) -> Concept:
        return entry(of, text)

    return read


def _addressed(text: str) -> Concept:
    """An address, a space, and a name that a person can read."""
    uri, _, name = text.partition(" ")
    if not name.strip():
        raise ValueRefusedError("Write the address, a space, and the name.", found=text)
    return Concept(_identifier(uri), name.strip())


def _field(text: str) -> Concept:
    matched = _FIELD_CODE.match(text)
    if not matched:
        raise ValueRefusedError("Write the ISCED-F 2013 code, a space, and the name of the field.", found=text)
    return Concept(ISCED_F + matched[1], matched[2])


def _supervision(text: str) -> Supervision:
    try:
        return Supervision(text.lower())
    except ValueError as error:
        allowed = ", ".join(Supervision)
        raise ValueRefusedError(f"Write one of: {allowed}.", found=text) from error


def _moment(text: str) -> datetime:
    """A moment with offset; a day alone means its first moment in UTC."""
    try:
        return datetime.combine(parse_day(text), time(), UTC)
    except ValueRefusedError:
        return parse_moment(text)


ACHIEVEMENT_COLUMNS: Final = (
    Column("title", "What the achievement is called.", _text, required=True),
    Column("description", "What it is, in a few sentences.", _text, required=True),
    Column("criteria", "What one has to do to earn it.", _text, required=True),
    Column("language", "Language of all these texts; en unless said.", _language),
    Column("type", "Kind of achievement; MicroCredential unless said.", _text),
    Column("outcomes", "Learning outcomes: what the learner can do. Several.", several(_text)),
    Column("skills", "Skills: address (such as ESCO's), space, name. Several.", several(_addressed)),
    Column("workload_hours", "Notional workload in whole hours.", _hours),
    Column("credits_ects", "What it is worth in ECTS.", _credits),
    Column("level", "EQF level 1 to 8, or n/a if none applies.", _level),
    Column(
        "assessment", "Type of assessment, from the list below. Several.", several(_listed(EuropeanList.ASSESSMENT))
    ),
    Column(
        "participation",
        "Form of participation, from the list below. Several.",
        several(_listed(EuropeanList.PARTICIPATION)),
    ),
    Column(
        "quality_assurance",
        "Type of quality assurance, from the list below. Several.",
        several(_listed(EuropeanList.QUALITY_ASSURANCE)),
    ),
    Column("prerequisites", "What one needs to enrol.", _text),
    Column("supervision", "unsupervised, supervised or supervised-identity-checked.", _supervision),
    Column("field", "ISCED-F 2013 code, space, name of the field.", _field),
    Column("related", "Addresses of achievements that it stacks into. Several.", several(_identifier)),
)
"""What describes an achievement. The names are those of `Achievement`'s fields."""

AWARD_COLUMNS: Final = (
    Column(
        "award_id",
        "Your own number for this award; it names the file and must never be used again.",
        _award_id,
        required=True,
    ),
    Column("achievement_id", "Address or urn:uuid: name of the achievement.", _identifier, required=True),
    Column("learner_name", "Name to show in the credential. Leave it empty for a credential without a name.", _text),
    Column("learner_id", "The learner's DID or urn:uuid: name; a random one if empty.", _learner_id),
    Column("issued", "Day or moment of issue; now if empty.", _moment),
    Column("valid_until", "First day or moment at which it no longer holds; without end if empty.", _moment),
    Column("grade", "Grade or mark.", _text),
    Column("started", "Day on which the learning began.", parse_day),
    Column("ended", "Day on which the learning ended.", parse_day),
    Column("evidence", "Evidence: address, space, name. Several.", several(_addressed)),
)
"""What differs from learner to learner."""

COLUMNS: Final = (*AWARD_COLUMNS, *ACHIEVEMENT_COLUMNS)
