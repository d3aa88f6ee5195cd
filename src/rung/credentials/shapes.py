"""Shapes: which members an object must and may have, and what each has to be.

A shape is a table that judges, in two ways that agree: whether a value is right, which is quick and almost always
all that is asked; and what is wrong with it, a finding per broken row with the JSON pointer of the place.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from rung.core.errors import ValueRefusedError
from rung.credentials.findings import Finding
from rung.credentials.moments import parse_day, parse_moment
from rung.credentials.statements import as_list
from rung.credentials.strict_json import pointer

Place = tuple[str | int, ...]
"""The steps that lead to a value; written as a JSON pointer where something is wrong with it."""


class Judge(Protocol):
    """Looks at a value."""

    def accepts(self, value: Any, /) -> bool:
        """Tell whether nothing is wrong with `value`."""
        ...

    def faults(self, value: Any, where: Place, /) -> Iterator[Finding]:
        """Yield what is wrong with `value`, which stands at `where`."""
        ...


@dataclass(frozen=True, slots=True)
class Leaf:
    """Wants one kind of value; anything else is the finding `code`."""

    code: str
    accepts: Callable[[Any], bool]

    def faults(self, value: Any, where: Place) -> Iterator[Finding]:
        """Yield the finding unless the value is right."""
        if not self.accepts(value):
            yield Finding.of(self.code, pointer=pointer(*where))


@dataclass(frozen=True, slots=True)
class Choice:
    """Judges by the judge that `choose` picks for the value."""

    choose: Callable[[Any], Judge]

    def accepts(self, value: Any) -> bool:
        """Tell whether the one that is picked accepts."""
        return self.choose(value).accepts(value)

    def faults(self, value: Any, where: Place) -> Iterator[Finding]:
        """Yield what the one that is picked finds."""
        return self.choose(value).faults(value, where)


@dataclass(frozen=True, slots=True)
class Member:
    """One row: the member `name` is judged by `judge`; `many` allows a list, each entry judged."""

    name: str
    judge: Judge
    required: bool = False
    many: bool = False

    def accepts(self, held: Any) -> bool:
        """Tell whether nothing is wrong with what stands there."""
        if held is None or held == []:
            return not self.required
        if self.many and isinstance(held, list):
            return all(map(self.judge.accepts, held))
        return self.judge.accepts(held)

    def faults(self, held: Any, where: Place) -> Iterator[Finding]:
        """Yield what is wrong with what stands at `where`; nothing, or an empty list, is as good as absent."""
        if held is None or held == []:
            if self.required:
                yield Finding.of("format.missing", pointer=pointer(*where))
        elif self.many and isinstance(held, list):
            for index, entry in enumerate(held):
                yield from self.judge.faults(entry, (*where, index))
        else:
            yield from self.judge.faults(held, where)


@dataclass(frozen=True, slots=True)
class Shape:
    """A class of the vocabulary: its type and its rows. A shape judges, so shapes nest."""

    type: str
    members: tuple[Member, ...]
    rows: Mapping[str, Member] = field(init=False, repr=False)
    required: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Set out the rows by name, and count the required ones."""
        object.__setattr__(self, "rows", {member.name: member for member in self.members})
        object.__setattr__(self, "required", sum(member.required for member in self.members))

    def accepts(self, value: Any) -> bool:
        """Tell whether `value` is an object of the type, each of its members right and none missing."""
        if not isinstance(value, dict) or (self.type and self.type not in as_list(value.get("type"))):
            return False
        rows, required = self.rows, 0
        for name, held in value.items():
            row = rows.get(name)
            if row is not None:
                required += row.required
                if not (row.judge.accepts(held) if type(held) is str else row.accepts(held)):
                    return False
        return required == self.required

    def faults(self, value: Any, where: Place) -> Iterator[Finding]:
        """Yield what is wrong with `value`, which stands at `where`."""
        if not isinstance(value, dict):
            yield Finding.of("format.not_object", pointer=pointer(*where))
            return
        if self.type and self.type not in as_list(value.get("type")):
            yield Finding.of("format.wrong_type", pointer=pointer(*where, "type"), expected=self.type)
        for member in self.members:
            if member.required or member.name in value:
                yield from member.faults(value.get(member.name), (*where, member.name))


def must(name: str, judge: Judge) -> Member:
    """Return the row of a member that has to be there."""
    return Member(name, judge, required=True)


def may(name: str, judge: Judge) -> Member:
    """Return the row of a member that may be there, once."""
    return Member(name, judge)


def any_of(name: str, judge: Judge) -> Member:
    """Return the row of a member that may be there, any number of times."""
    return Member(name, judge, many=True)


def is_identifier(text: str) -> bool:
    """Tell whether `text` is absolute and of a scheme that no context could turn into something else."""
    return _IDENTIFIER.match(text) is not None


_IDENTIFIER = re.compile(r"(?:https?|did|urn|mailto|tel|data):[^\s<>\"{}|\\^`\x00-\x20]+\Z")
"""Characters that RFC 3987 forbids in an address are refused as well."""


def _is_moment(value: Any) -> bool:
    return _parses(parse_moment, value)


def _is_day_or_moment(value: Any) -> bool:
    return _parses(parse_day, value) or _parses(parse_moment, value)


def _parses(parse: Callable[[Any], object], value: Any) -> bool:
    try:
        parse(value)
    except ValueRefusedError:
        return False
    return True


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != "" and not value.isspace()


def _is_uri(value: Any) -> bool:
    return isinstance(value, str) and _IDENTIFIER.match(value) is not None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_boolean(value: Any) -> bool:
    return isinstance(value, bool)


text = Leaf("format.not_text", _is_text)
"""A text that is not blank."""
uri = Leaf("format.not_uri", _is_uri)
"""An absolute address or name."""
moment = Leaf("format.not_moment", _is_moment)
"""A date and time with offset."""
day_or_moment = Leaf("format.not_moment", _is_day_or_moment)
"""A day, or a date and time with offset."""
number = Leaf("format.not_number", _is_number)
"""A JSON number."""
boolean = Leaf("format.not_boolean", _is_boolean)
"""True or false."""
