"""Moments as credentials write them: XML Schema `dateTime` with an offset (VC Data Model 2.0 §4.9)."""

import re
from datetime import date, datetime
from typing import Any

from rung.core.errors import ValueRefusedError

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)\Z", re.ASCII)
_BARE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?\Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)


def parse_moment(text: Any, *, bare_is_utc: bool = False) -> datetime:
    """Return the moment that `text` names, in the offset it is written in; finer than microseconds is cut.

    With `bare_is_utc` a moment without offset is one of UTC. Raises `ValueRefusedError` for anything but a full date,
    time and offset.
    """
    if bare_is_utc and isinstance(text, str) and _BARE.match(text):
        text += "Z"
    if not isinstance(text, str) or not _MOMENT.match(text):
        raise ValueRefusedError("Write a moment as 2026-05-01T12:00:00Z, with its offset.", found=text)
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueRefusedError("There is no such day or time; correct it.", found=text) from error


def parse_day(text: Any) -> date:
    """Return the day that `text`, such as 2026-05-01, names, or raise `ValueRefusedError`."""
    if not isinstance(text, str) or not _DAY.match(text):
        raise ValueRefusedError("Write a day as 2026-05-01.", found=text)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueRefusedError("There is no such day; correct it.", found=text) from error


def written(moment: datetime) -> str:
    """Return `moment` as it goes into a credential: whole seconds, Z for UTC."""
    return moment.isoformat(timespec="seconds").removesuffix("+00:00") + (
        "Z" if moment.isoformat().endswith("+00:00") else ""
    )
