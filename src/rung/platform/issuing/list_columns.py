"""The columns that a list of people has for one design: what each holds, a header to begin with, an example."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rung.platform.issuing.row_checks import FORMULA, Expected

CONTENTS: Final[dict[str, Promise]] = {
    "email": _("the address to which the credential is sent, and with which it is accepted"),
    "name": _("the name on the credential, as in the identity document"),
    "language": _("in which language the credential is written"),
    "assessor": _("the code of the assessor"),
    "assessed_on": _("the day of the assessment, such as 2026-11-30 or 30.11.2026"),
    "identity_check": _("how the assessor made sure who it is: on-site, online or none"),
    "outcomes": _("all, or the numbers of the outcomes that were achieved, such as 1|2|3; an award needs every one"),
    "grade": _("the grade"),
    "renews": _("yes, if an earlier award of this design is renewed"),
}
SEPARATORS: Final = {"pl": ";"}
"""What a spreadsheet separates columns by, where it is no comma: it depends on the language of the computer."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list."""

    name: str
    holds: str | Promise
    is_required: bool


def columns_of(expected: Expected) -> list[Column]:
    """Return the columns that a row of this design can have, the required ones first."""
    optional = ["renews"] if len(expected.languages) == 1 else ["language", "renews"]
    names = [*expected.required, *optional]
    return [Column(name, CONTENTS[name], name in expected.required) for name in names]


def template_file(expected: Expected, language: str) -> bytes:
    """Return a file with the header alone, as spreadsheets in that language open it."""
    return csv_file([[column.name for column in columns_of(expected)]], language)


def example_of(expected: Expected, language: str) -> str:
    """Return the header and a row of a person who does not exist."""
    values = {
        "email": "anna@example.org",
        "name": "Anna Żak",
        "language": expected.languages[0],
        "assessor": next(iter(sorted(expected.assessors)), "A-07").upper(),
        "assessed_on": expected.today.isoformat(),
        "identity_check": "on-site",
        "outcomes": "all",
        "grade": "5",
    }
    names = [column.name for column in columns_of(expected)]
    rows = [names, [values.get(name, "") for name in names]]
    return csv_file(rows, language).decode("utf-8-sig").strip()


def csv_file(rows: Iterable[Sequence[object]], language: str) -> bytes:
    """Return a table that a spreadsheet opens at once, and of which no cell is taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=SEPARATORS.get(language, ","))
    writer.writerows([harmless(str(cell)) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """Return a cell that a spreadsheet shows as text: what begins like a formula gets an apostrophe before it."""
    return f"'{cell}" if FORMULA.match(cell) else cell
