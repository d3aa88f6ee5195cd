"""Shapes: which members an object must and may have, and what each has to be.

A shape is a table that judges. It yields a finding per broken row, with the JSON pointer of the place.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from rung.core.errors import ValueRefusedError
from rung.credentials.findings import Finding
from rung.credentials.moments import parse_day, parse_moment
from rung.credentials.statements import as_list
from rung.credentials.strict_json import pointer

Place = tuple[str | int, ...]
"""The steps that lead to a value; written as a JSON pointer where something is wrong with it."""

Judge = Callable[[Any, Place], Iterator[Finding]]
"""Looks at a value and its place, and yields what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Member:
    """One row: the member `name` is judged by `judge`; `many` allows a list, each entry judged."""

    name: str
    judge: Judge
    required: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A class of the vocabulary: its type and its rows. A shape judges, so shapes nest."""

    type: str
    members: tuple[Member, ...]

    def __call__(self, value: Any, where: Place) -> Iterator[Finding]:
        """Judge `value`, which stands at `where`."""
        if not isinstance(value, dict):
            yield Finding.of("format.not_object", pointer=pointer(*where))
            return
        if self.type and self.type not in as_list(value.get("type")):
            yield Finding.of("format.wrong_type", pointer=pointer(*where, "type"), expected=self.type)
        for member in self.members:
            if member.required or member.name in value:
                yield from _judge_member(member, value, (*where, member.name))


def _judge_member(member: Member, value: dict[str, Any], where: Place) -> Iterator[Finding]:
    held = value.get(member.name)
    if held in (None, []):
        if member.required:
            yield Finding.of("format.missing", pointer=pointer(*where))
    elif member.many and isinstance(held, list):
        for index, entry in enumerate(held):
            yield from member.judge(entry, (*where, index))
    else:
        yield from member.judge(held, where)


def must(name: str, judge: Judge) -> Member:
    """Return the row of a member that has to be there."""
    return Member(name, judge, required=True)


def may(name: str, judge: Judge) -> Member:
    """Return the row of a member that may be there, once."""
    return Member(name, judge)


def any_of(name: str, judge: Judge) -> Member:
    """Return the row of a member that may be there, any number of times."""
    return Member(name, judge, many=True)


def text(value: Any, where: Place) -> Iterator[Finding]:
    """Want a text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        yield Finding.of("format.not_text", pointer=pointer(*where))


def uri(value: Any, where: Place) -> Iterator[Finding]:
    """Want an absolute address or name."""
    if not isinstance(value, str) or not is_identifier(value):
        yield Finding.of("format.not_uri", pointer=pointer(*where))


def moment(value: Any, where: Place) -> Iterator[Finding]:
    """Want a date and time with offset."""
    try:
        parse_moment(value)
    except ValueRefusedError:
        yield Finding.of("format.not_moment", pointer=pointer(*where))


def day_or_moment(value: Any, where: Place) -> Iterator[Finding]:
    """Want a day, or a date and time with offset."""
    try:
        parse_day(value)
    except ValueRefusedError:
        yield from moment(value, where)


def number(value: Any, where: Place) -> Iterator[Finding]:
    """Want a JSON number."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield Finding.of("format.not_number", pointer=pointer(*where))


def boolean(value: Any, where: Place) -> Iterator[Finding]:
    """Want true or false."""
    if not isinstance(value, bool):
        yield Finding.of("format.not_boolean", pointer=pointer(*where))


def is_identifier(text: str) -> bool:
    """Tell whether `text` is absolute and of a scheme that no context could turn into something else."""
    return _IDENTIFIER.match(text) is not None


_IDENTIFIER = re.compile(r"(?:https?|did|urn|mailto|tel|data):[^\s<>\"{}|\\^`\x00-\x20]+\Z")
"""Characters that RFC 3987 forbids in an address are refused as well."""
