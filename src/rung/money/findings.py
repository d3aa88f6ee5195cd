"""What was looked at and what was found: a code, its data, and an English sentence with its remedy.

The sentences stand in `data/findings.toml`. Whoever shows findings in another language translates that table by
code and needs nothing else.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from importlib.resources import files
from typing import Any

from rung.core.money import Money

Datum = str | int | bool | date | Fraction | Money | tuple[str, ...]
"""What a finding may carry."""


class Answer(StrEnum):
    """How a question was answered. *Unknown* is an answer of its own, never a yes and never a no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    NOTE = "note"
    """A remark that answers no question: the reason of a line, or something to know beside."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. The code is `topic.answer`, or `topic.remark` for a note."""

    code: str
    data: tuple[tuple[str, Datum], ...] = ()

    def __post_init__(self) -> None:
        """Refuse a code outside the table, and data that its sentence lacks."""
        _sentence(self.code, self.data)

    @classmethod
    def of(cls, code: str, **data: Datum) -> "Finding":
        """Build from a code of the table and the data that its template names."""
        return cls(code, tuple(data.items()))

    @property
    def answer(self) -> Answer:
        """The answer that the code ends with, or else `NOTE`."""
        last = self.code.rpartition(".")[2]
        return Answer(last) if last in tuple(Answer) else Answer.NOTE

    @property
    def sentence(self) -> str:
        """The finding in plain English."""
        return _sentence(self.code, self.data)

    @property
    def remedy(self) -> str:
        """What would make it a yes, in plain English; empty where it is one, or where nothing would."""
        code = f"{self.code}_remedy"
        return _sentence(code, self.data) if code in SENTENCES else ""

    def as_dict(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "code": self.code,
            "answer": self.answer.value,
            "sentence": self.sentence,
            "remedy": self.remedy,
            "data": {name: as_json(value) for name, value in self.data},
        }


def worst(findings: Iterable[Finding]) -> Answer:
    """Return what holds if all must hold: no if one says no, else unknown if one says so, else yes."""
    answers = {finding.answer for finding in findings}
    return next((answer for answer in (Answer.NO, Answer.UNKNOWN) if answer in answers), Answer.YES)


def as_json(value: Datum) -> Any:
    """Return `value` as JSON holds it: money in minor units, a rate in per cent as a text, a day as ISO 8601."""
    if isinstance(value, Money):
        return {"minor": value.minor, "currency": value.currency}
    if isinstance(value, Fraction):
        return percentage(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def percentage(rate: Fraction) -> str:
    """Return `rate` in per cent, rounded half up to two decimals (R-ROUND), without idle zeros: `80`, `66.67`."""
    hundredths = (2 * rate.numerator * 10_000 + rate.denominator) // (2 * rate.denominator)
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") if rest else str(whole)


def _sentence(code: str, data: tuple[tuple[str, Datum], ...]) -> str:
    return SENTENCES[code].format_map({name: _shown(value) for name, value in data})


def _shown(value: Datum) -> str:
    if isinstance(value, Fraction):
        return f"{percentage(value)} %"
    if isinstance(value, tuple):
        return ", ".join(word.replace("_", "-") for word in value)
    return str(value)


def _load() -> dict[str, str]:
    table = tomllib.loads(files("rung.money").joinpath("data/findings.toml").read_text("utf-8"))
    return {f"{topic}.{name}": template for topic, names in table.items() for name, template in names.items()}


SENTENCES: dict[str, str] = _load()
"""Code → English template; `code_remedy` → what would help. Codes are stable."""
