"""What can be wrong with a list of awards, in a sentence for the person who mends it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rung.platform.kernel.errors import PlatformError

SENTENCES: Final[dict[str, Promise]] = {
    "file.empty": _("The file is empty. Write a row of column names first, then one row for each person."),
    "file.not_utf8": _("The file is not in UTF-8 from this row on. Save it as “CSV UTF-8” and send it again."),
    "file.utf16": _("The file is in UTF-16. Save it as “CSV UTF-8” and send it again."),
    "file.separator": _(
        "The columns are not separated by commas, semicolons or tabs. Save the file as CSV and send it again."
    ),
    "file.quotes": _("From this row on the quotation marks do not match. Every one that opens has to be closed."),
    "file.too_many_rows": _("The file has more than %(limit)s rows. Split it into several files."),
    "file.binary": _("This is no text file. Save the table as “CSV UTF-8” and send it again."),
    "column.unknown": _("There is no column “%(found)s”. Correct its name or remove it."),
    "column.twice": _("The column stands twice. Remove one of the two."),
    "column.missing": _("The column is missing. Add it, with a value in every row."),
    "row.too_long": _("The row has more cells than there are columns. Look for a separator within a value."),
    "cell.empty": _("The cell is empty. Fill it in."),
    "cell.formula": _("“%(found)s” begins like a formula. Write plain text that does not begin with =, +, - or @."),
    "cell.characters": _("The text holds characters that cannot be seen. Type it anew."),
    "cell.too_long": _("The text has more than %(limit)s characters. Shorten it."),
    "email.malformed": _("“%(found)s” is no e-mail address. Write one such as anna@example.org."),
    "email.repeated": _("Row %(first)s has the same address. Keep one of the two rows."),
    "email.awarded": _(
        "This person holds a valid award of this design already. Remove the row, or write yes in the column renews."
    ),
    "renews.unclear": _("“%(found)s” is neither yes nor no."),
    "renews.nothing": _("There is nothing to renew: this person has no award of this design."),
    "language.unknown": _("The design has no texts in “%(found)s”. Write one of: %(allowed)s."),
    "assessor.unknown": _("There is no assessor with the code “%(found)s” in your organisation."),
    "assessor.not_authorised": _("The assessor %(found)s was not authorised on this day."),
    "day.malformed": _("“%(found)s” is no day. Write it as 2026-11-30 or 30.11.2026."),
    "day.future": _("The day lies in the future. An assessment is entered after it took place."),
    "identity.unknown": _("“%(found)s” is not one of: %(allowed)s."),
    "identity.required": _("The design promises an identity check. Write on-site or online, if it was made."),
    "outcomes.malformed": _("“%(found)s” is no list of outcomes. Write all, or their numbers such as 1|2|3."),
    "outcomes.missing": _("Not achieved: %(missing)s. An award needs every one of the %(count)s outcomes."),
    "grade.missing": _("The design is graded. Write the grade."),
    "grade.unwanted": _("The design is not graded. Leave the cell empty."),
    "assessment.unwanted": _("A badge of participation has no assessment. Leave the cell empty."),
    "row.awarded_meanwhile": _("While the list was waiting, this person was awarded the same by another list."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: in which row (as a spreadsheet counts), in which column, and what. `code` is stable."""

    row: int
    column: str
    code: str
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """What is wrong and what mends it, in the language of the reader."""
        return sentence(self.code, self.data)


def sentence(code: str, data: Mapping[str, Any]) -> str:
    """Return the sentence of a problem."""
    return str(SENTENCES[code]) % dict(data)


class FileRefusedError(Exception):
    """The file cannot be read on: whatever stood before is dropped with it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class RowRefusedError(PlatformError):
    """A single award cannot be made as it was asked for; `problems` says what to mend."""

    code = "issuing.row_refused"
    status = 422

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        told = [{"column": one.column, "code": one.code, "what": one.sentence} for one in problems]
        super().__init__(" ".join(one.sentence for one in problems), problems=told)
        self.problems = problems
