"""Typed events: what happened, told to other rooms inside the transaction in which it happened.

A handler runs at once and in the same transaction: if it raises, nothing happened. What must leave the process (mail, a
web hook) is asked for by a channel: the outbox row is written with the cause, the sending follows after commit.
"""

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from django.db import connection

from rung.platform.kernel import outbox
from rung.platform.kernel.errors import DeclarationError, OutsideTransactionError


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The base. A subclass is a frozen dataclass of ids and codes with a docstring and a `name` in the past."""

    name: ClassVar[str] = ""

    def payload(self) -> dict[str, Any]:
        """Return the event as JSON values."""
        told: dict[str, Any] = json.loads(json.dumps(dataclasses.asdict(self), default=str))
        return told


E = TypeVar("E", bound=Event)
Handler = Callable[[Any], None]

_events: dict[str, type[Event]] = {}
_handlers: dict[str, list[Handler]] = {}


def event(declared: type[E]) -> type[E]:
    """Declare an event type, so that it can be handled and stands in the catalogue."""
    if not declared.name or declared.name in _events:
        raise DeclarationError(f"{declared.__name__} needs a name that no other event has.")
    if not declared.__doc__:
        raise DeclarationError(f"{declared.__name__} needs a docstring: it is printed in the catalogue of events.")
    _events[declared.name] = declared
    return declared


def on(happened: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Subscribe a handler: it runs in the transaction of the event and may refuse it by raising."""

    def subscribe(handler: Callable[[E], None]) -> Callable[[E], None]:
        _handlers.setdefault(happened.name, []).append(handler)
        return handler

    return subscribe


def publish(happened: Event) -> None:
    """Tell everybody, now and in this transaction; queue what has to leave the process."""
    if not connection.in_atomic_block:
        raise OutsideTransactionError(f"{happened.name} must be published in the transaction in which it happened.")
    for handler in _handlers.get(happened.name, ()):
        handler(happened)
    outbox.put(happened.name, happened.payload())


def declared_events() -> tuple[type[Event], ...]:
    """Return every event type of the platform, by name."""
    return tuple(_events[name] for name in sorted(_events))


def listeners(declared: type[Event]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (handlers, channels) of an event type by name, for the catalogue."""
    handlers = (f"{handler.__module__}.{handler.__qualname__}" for handler in _handlers.get(declared.name, ()))
    return tuple(handlers), outbox.channels_of(declared.name)
