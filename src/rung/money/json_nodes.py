"""JSON of a case read strictly: whole numbers only, each key once, every refusal with its JSON pointer (RFC 6901)."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NoReturn, TypeVar

from rung.core.errors import ValueRefusedError
from rung.core.money import Money
from rung.money.errors import CaseError

MAX_BYTES = 1 << 20
"""A case is a page of facts; a megabyte is some other file."""

EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
"""Days outside these years are slips of the pen."""

LONGEST_TEXT = 200
"""Characters of a name: enough for any, and none fills a screen."""

MOST_DIGITS = 15
"""Of a whole number: more than all money there is."""

Kind = TypeVar("Kind")

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_DECIMAL = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?\Z")
_NAMES = {str: "a text", int: "a whole number", bool: "true or false", list: "a list", dict: "an object"}


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the document and the pointer that leads to it."""

    pointer: str
    value: Any

    @classmethod
    def parse(cls, data: bytes) -> "Node":
        """Return the root of `data`; raise `CaseError` for anything that two programs might read differently."""
        if len(data) > MAX_BYTES:
            raise CaseError(f"The case has more than {MAX_BYTES} bytes: this is some other file.", pointer="")
        try:
            value = json.loads(
                data.decode("utf-8-sig"),
                object_pairs_hook=_object,
                parse_float=_no_float,
                parse_constant=_no_float,
                parse_int=_integer,
            )
        except UnicodeDecodeError as error:
            raise CaseError("The case is not written in UTF-8: save it so.", pointer="") from error
        except json.JSONDecodeError as error:
            raise CaseError(
                f"The JSON breaks at line {error.lineno}, column {error.colno}: mend it.", pointer=""
            ) from error
        except RecursionError as error:
            raise CaseError("The JSON nests too deeply for a case.", pointer="") from error
        return cls("", value)

    def only(self, *keys: str) -> "Node":
        """Return this node, which has to be an object with no other keys than these."""
        for key in self.of(dict):
            if key not in keys:
                self.refuse(f"{key!r} is not known here; known are {', '.join(keys)}")
        return self

    def holds(self, key: str) -> bool:
        """Tell whether the object has `key`."""
        return key in self.of(dict)

    def __getitem__(self, key: str) -> "Node":
        if not self.holds(key):
            self.refuse(f"{key} is missing; add it")
        return Node(f"{self.pointer}/{key}", self.value[key])

    def __iter__(self) -> Iterator["Node"]:
        for index, value in enumerate(self.of(list)):
            yield Node(f"{self.pointer}/{index}", value)

    def members(self, key: str) -> Iterator["Node"]:
        """Yield the items of the list `key`; none where it is not there."""
        if self.holds(key):
            yield from self[key]

    def of(self, kind: type[Kind]) -> Kind:
        """Return the value, which has to be of this type."""
        if type(self.value) is not kind:
            self.refuse(f"has to be {_NAMES[kind]}")
        return self.value

    def text(self) -> str:
        """Return a text that is not empty, not long, and safe to print."""
        text = self.of(str)
        if not text.strip() or not text.isprintable() or len(text) > LONGEST_TEXT:
            self.refuse(f"has to be a text of 1 to {LONGEST_TEXT} printable characters")
        return text

    def count(self) -> int:
        """Return a whole number from 0."""
        value = self.of(int)
        if value < 0:
            self.refuse("has to be 0 or more")
        return value

    def day(self) -> date:
        """Return a day written as YYYY-MM-DD."""
        return read_day(self.of(str), self.pointer)

    def money(self) -> Money:
        """Return an amount from 0: whole minor units and an ISO 4217 code."""
        self.only("minor", "currency")
        minor, currency = self["minor"].count(), self["currency"].of(str)
        try:
            return Money(minor, currency)
        except ValueRefusedError:
            self["currency"].refuse("has to be an ISO 4217 code such as PLN")

    def decimal(self) -> Fraction:
        """Return a decimal above zero that is written as a text, such as `"4.2650"`."""
        text = self.of(str)
        if not _DECIMAL.match(text) or not Fraction(text):
            self.refuse('has to be a decimal above zero in quotes, such as "4.2650"')
        return Fraction(text)

    def refuse(self, why: str) -> NoReturn:
        """Raise the error that names the place and the remedy."""
        raise CaseError(f"{self.pointer or '/'}: {why}.", pointer=self.pointer)


def read_day(text: str, place: str) -> date:
    """Return the day that `text` writes as YYYY-MM-DD; `place` is what a `CaseError` names."""
    try:
        day = date.fromisoformat(text) if _DAY.match(text) else None
    except ValueError:
        day = None
    if day is None or not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise CaseError(
            f"{place}: {text[:LONGEST_TEXT]!r} is no day; write one such as 2026-03-16, "
            f"from {EARLIEST_YEAR} to {LATEST_YEAR}.",
            pointer=place,
        )
    return day


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    for key, times in Counter(key for key, _ in pairs).items():
        if times > 1:
            raise CaseError(f"The key {key[:LONGEST_TEXT]!r} stands twice in one object: keep one.", pointer="")
    return dict(pairs)


def _integer(literal: str) -> int:
    if len(literal) > MOST_DIGITS:
        raise CaseError("A whole number has more digits than any amount or count: mend it.", pointer="")
    return int(literal)


def _no_float(literal: str) -> NoReturn:
    raise CaseError(
        f"{literal[:LONGEST_TEXT]} is no whole number: write money in minor units and a rate as a text.", pointer=""
    )
