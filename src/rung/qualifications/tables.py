"""Reads TOML and JSON documents key by key, so that every refusal names the place and nothing unknown is passed over.

A `Table` is one table of the document. Each reading method takes a key away; `finish` refuses what is left. Numbers
with a fraction are exact decimals, never floats.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, NoReturn, TypeVar

from rung.core.errors import ValueRefusedError
from rung.core.lang_text import LangText
from rung.core.level import Level
from rung.core.period import Period
from rung.qualifications.errors import DocumentRefusedError
from rung.qualifications.limits import MAX_NUMBER, MAX_TEXT, MAX_UNITS_LISTED

Word = TypeVar("Word", bound=StrEnum)

_MOST_DECIMALS = 6

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that no identifier or title needs and that would garble a report: controls, overrides, half characters."""


_LONG_KEY = re.compile(
    r"""(?<![\w"'-])(?:(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){16}""", re.ASCII
)
"""A dotted key of more than 16 parts. The reader of the standard library takes time with the square of the parts; no
document here needs more than four. The pattern itself takes linear time.
"""


def parse(data: bytes, name: str, limit: int) -> "Table":
    """Return the outermost table of `data`, which is JSON if it begins with a brace and TOML otherwise.

    Raises `DocumentRefusedError` for more than `limit` bytes, for what is not UTF-8, for a syntax error (with line
    and column as the reader tells them), for a doubled key, and for nesting without end. `name` begins every place.
    """
    if len(data) > limit:
        raise DocumentRefusedError(f"{name} has {len(data)} bytes; {limit} are allowed: shorten it.", place=name)
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
        value = _json(text) if text.lstrip().startswith("{") else _toml(text)
    except RecursionError:
        raise DocumentRefusedError(f"{name} is nested too deeply: flatten it.", place=name) from None
    except (ValueError, ArithmeticError) as error:
        raise DocumentRefusedError(f"{name} is neither JSON nor TOML in UTF-8: {error}.", place=name) from error
    return Table(value, name)


def _toml(text: str) -> dict[str, Any]:
    if _LONG_KEY.search(text):
        raise ValueError("a key has more than 16 parts")
    return tomllib.loads(text, parse_float=Decimal)


def _json(text: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(
        text, object_pairs_hook=_without_doubles, parse_float=Decimal, parse_constant=_no_constant
    )
    return value


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    built = dict(pairs)
    if len(built) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return built


def _no_constant(literal: str) -> NoReturn:
    raise ValueError(f"{literal} is no number")


class Table:
    """One table of a document and where it stands; reading a key takes it away."""

    __slots__ = ("_left", "place")

    def __init__(self, value: Any, place: str) -> None:
        if not isinstance(value, dict):
            raise DocumentRefusedError(f"{place} has to be a table of keys and values.", place=place)
        self._left: dict[str, Any] = dict(value)
        self.place = place

    def __contains__(self, key: str) -> bool:
        return key in self._left

    def at(self, key: str) -> str:
        """Return the place of `key`, such as `rule.clause[2].units`."""
        return f"{self.place}.{key}"

    def refuse(self, key: str, remedy: str, error: type[DocumentRefusedError] = DocumentRefusedError) -> NoReturn:
        """Raise a refusal that names the place of `key` and the remedy."""
        raise error(f"{self.at(key)}: {remedy}", place=self.at(key))

    def _take(self, key: str) -> Any:
        if key not in self._left:
            self.refuse(key, "this has to be given.")
        return self._left.pop(key)

    def text(self, key: str) -> str:
        """Return a text that is not blank and holds no control characters."""
        return self._checked_text(key, self._take(key))

    def _checked_text(self, key: str, value: Any) -> str:
        if not isinstance(value, str) or not value.strip() or len(value) > MAX_TEXT or _CONTROL.search(value):
            self.refuse(key, f"write a text of 1 to {MAX_TEXT} characters on one line.")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, none twice; without the key, none."""
        if key not in self._left:
            return ()
        value = self._take(key)
        if not isinstance(value, list) or not 0 < len(value) <= MAX_UNITS_LISTED:
            self.refuse(key, f"write a list of 1 to {MAX_UNITS_LISTED} texts.")
        found = tuple(self._checked_text(f"{key}[{number}]", one) for number, one in enumerate(value, 1))
        if len(set(found)) != len(found):
            self.refuse(key, "something stands twice in the list: keep one.")
        return found

    def flag(self, key: str) -> bool:
        """Return true or false; without the key, false."""
        value = self._left.pop(key, False)
        if not isinstance(value, bool):
            self.refuse(key, "write true or false.")
        return value

    def whole(self, key: str, least: int = 1, most: int = MAX_NUMBER) -> int:
        """Return a whole number from `least` to `most`."""
        value = self._take(key)
        if type(value) is not int or not least <= value <= most:
            self.refuse(key, f"write a whole number from {least} to {most}.")
        return int(value)

    def exact(self, key: str, most: int = MAX_NUMBER) -> Fraction:
        """Return a number above 0 and up to `most`, exactly as written."""
        value = self._take(key)
        fits = type(value) is int or (isinstance(value, Decimal) and value.is_finite() and _is_short(value))
        if not fits or not 0 < value <= most:
            self.refuse(key, f"write a number above 0 and up to {most}, with at most {_MOST_DECIMALS} decimals.")
        return Fraction(value)

    def day(self, key: str) -> date:
        """Return a day, written as TOML date or as text such as 2026-05-01."""
        value = self._take(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            if isinstance(value, str) and _DAY.match(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        return self.refuse(key, "write a day of the calendar such as 2026-05-01.")

    def period(self, start: str, end: str) -> Period:
        """Return the half-open period between the days at `start` and, if given, `end`."""
        first = self.day(start)
        last = self.day(end) if end in self._left else None
        try:
            return Period(first, last)
        except ValueRefusedError:
            return self.refuse(end, f"this day has to come after {start}.")

    def title(self, key: str) -> LangText:
        """Return a text in several languages, written as a table of language tags."""
        value = self._take(key)
        if not isinstance(value, dict):
            self.refuse(key, 'write a table of languages such as { en = "…", pl = "…" }.')
        try:
            return LangText.of({tag: self._checked_text(f"{key}.{tag}", text) for tag, text in value.items()})
        except ValueRefusedError as error:
            return self.refuse(key, error.sentence)

    def word(self, key: str, words: type[Word]) -> Word:
        """Return one of a fixed list of words."""
        text = self.text(key)
        try:
            return words(text)
        except ValueError:
            return self.refuse(key, f"write one of {', '.join(words)}.")

    def level(self, key: str) -> Level:
        """Return a level: framework, version and value."""
        inner = self.table(key)
        found = Level(inner.text("framework"), inner.text("version"), inner.whole("value", most=99))
        inner.finish()
        return found

    def table(self, key: str) -> "Table":
        """Return the table below `key`; without the key, an empty one."""
        return Table(self._left.pop(key, {}), self.at(key))

    def tables(self, key: str, most: int) -> Iterator["Table"]:
        """Yield up to `most` tables below `key`; their places count from 1."""
        value = self._left.pop(key, [])
        if not isinstance(value, list) or len(value) > most:
            self.refuse(key, f"write a list of at most {most} tables.")
        for number, one in enumerate(value, 1):
            yield Table(one, f"{self.at(key)}[{number}]")

    def entries(self) -> Mapping[str, Any]:
        """Return what has not been read yet."""
        return self._left

    def finish(self) -> None:
        """Refuse what was not read: a misspelt key must not be passed over in silence."""
        for key in self._left:
            shown = key if key.isprintable() and len(key) <= MAX_TEXT else "…"
            raise DocumentRefusedError(
                f"{self.place} has an unknown key “{shown}”: take it out or correct it.", place=self.place
            )


def _is_short(value: Decimal) -> bool:
    """Tell whether `value` has few enough digits to be turned into a fraction without work."""
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and abs(exponent) <= _MOST_DECIMALS
