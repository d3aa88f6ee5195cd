"""Time, chance and identity for everything that runs: injectable, so that a test or a replay can hold them still."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from rung.core import Clock, SystemClock, new_uuid


@dataclass(frozen=True, slots=True)
class World:
    """What code may not know by itself: the time, and random bytes."""

    clock: Clock
    random_bytes: Callable[[int], bytes]


_REAL = World(SystemClock(), secrets.token_bytes)
_world: ContextVar[World] = ContextVar("world", default=_REAL)


def now() -> datetime:
    """Return the present moment in UTC."""
    return _world.get().clock.now()


def today() -> date:
    """Return the present day where the platform lives (settings.TIME_ZONE): rules end at local midnight."""
    return now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def random_bytes(count: int) -> bytes:
    """Return `count` unpredictable bytes."""
    return _world.get().random_bytes(count)


def new_id() -> UUID:
    """Return a fresh identifier that sorts by time (UUID version 7)."""
    return new_uuid(now(), random_bytes)


@contextmanager
def in_world(*, clock: Clock | None = None, random_bytes: Callable[[int], bytes] | None = None) -> Iterator[World]:
    """Run the block under another clock or another source of chance."""
    outer = _world.get()
    world = World(clock or outer.clock, random_bytes or outer.random_bytes)
    token = _world.set(world)
    try:
        yield world
    finally:
        _world.reset(token)
