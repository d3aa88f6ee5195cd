"""TOML read strictly: every key is taken by its type, and what is wrong is named by file and key."""

import tomllib
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any, NoReturn, TypeVar

from rung.core.errors import ValueRefusedError
from rung.core.money import Money
from rung.money.errors import SchemeDataError
from rung.money.provenance import Mark, Provenance

Kind = TypeVar("Kind")

_NAMES = {str: "a text", int: "a whole number", bool: "true or false", date: "a day", list: "a list", dict: "a table"}


class Table:
    """One table of a file. Whoever has read it calls `close`, which refuses the keys that nobody took."""

    def __init__(self, place: str, values: dict[str, Any]) -> None:
        self.place = place
        self._values = values
        self._taken: set[str] = set()

    @classmethod
    def parse(cls, file: str, text: str) -> "Table":
        """Return the root of `text`; numbers with a fraction are refused, for money knows none."""

        def no_float(literal: str) -> NoReturn:
            raise SchemeDataError(f"{file}: {literal} is no whole number; write a rate as a text.", place=file)

        try:
            return cls(file, tomllib.loads(text, parse_float=no_float))
        except tomllib.TOMLDecodeError as error:
            raise SchemeDataError(f"{file}: {error}; mend the TOML.", place=file) from error

    def holds(self, key: str) -> bool:
        """Tell whether `key` is there."""
        return key in self._values

    def take(self, key: str, kind: type[Kind]) -> Kind:
        """Return the value of `key`, which has to be there and of type `kind`."""
        self._taken.add(key)
        if key not in self._values:
            self.refuse(key, f"is missing; add it as {_NAMES[kind]}")
        value = self._values[key]
        if type(value) is not kind:
            self.refuse(key, f"has to be {_NAMES[kind]}")
        return value

    def optional(self, key: str, kind: type[Kind], default: Kind) -> Kind:
        """Return the value of `key`, or `default` where it is not there."""
        return self.take(key, kind) if key in self._values else default

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        values = self.take(key, list)
        if not values or not all(isinstance(value, str) for value in values):
            self.refuse(key, "has to be a list of at least one text")
        return tuple(values)

    def positive(self, key: str) -> int:
        """Return a whole number above zero."""
        value = self.take(key, int)
        if value <= 0:
            self.refuse(key, "has to be above zero")
        return value

    def percent(self, key: str) -> Fraction:
        """Return a share written in per cent, such as `"80"` or `"12.5"`, as an exact fraction above zero."""
        text = self.take(key, str)
        try:
            share = Fraction(text) * Fraction(1, 100)
        except (ValueError, ZeroDivisionError):
            self.refuse(key, 'has to be a percentage in quotes, such as "80"')
        if share <= 0:
            self.refuse(key, "has to be above zero")
        return share

    def currency(self, key: str = "currency") -> str:
        """Return an ISO 4217 code."""
        code = self.take(key, str)
        try:
            return Money.zero(code).currency
        except ValueRefusedError:
            self.refuse(key, "has to be an ISO 4217 code such as PLN")

    def tables(self, key: str) -> Iterator["Table"]:
        """Yield the tables of the list `key`, each with its place; none where it is not there."""
        for index, values in enumerate(self.optional(key, list, [])):
            if not isinstance(values, dict):
                self.refuse(key, "has to be a list of tables")
            yield Table(f"{self.place}: {key}[{index}]", values)

    def table(self, key: str) -> "Table":
        """Return the table `key`, which has to be there."""
        return Table(f"{self.place}: {key}", self.take(key, dict))

    def provenance(self, default: Provenance | None = None) -> Provenance:
        """Return `source` and `mark`; where neither is there, `default`."""
        if default is not None and not self.holds("source") and not self.holds("mark"):
            return default
        source, mark = self.take("source", str), self.take("mark", str)
        if not source.strip():
            self.refuse("source", "must not be empty; cite where the rule stands")
        if mark not in tuple(Mark):
            self.refuse("mark", f"has to be one of {', '.join(Mark)}")
        return Provenance(source, Mark(mark))

    def close(self) -> None:
        """Refuse keys that nobody took: a misspelt rule must not be passed over."""
        for key in self._values:
            if key not in self._taken:
                self.refuse(key, "is not known here; check its spelling")

    def refuse(self, key: str, why: str) -> NoReturn:
        """Raise the error that names file, key and remedy."""
        raise SchemeDataError(f"{self.place}: {key} {why}.", place=self.place, key=key)
