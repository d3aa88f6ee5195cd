"""What must always be true. A slice joins with `invariants.py`; `rung doctor` and the restore audit ask all of them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rung.platform.kernel.errors import DeclarationError

Check = Callable[[], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Invariant:
    """A statement about the records, and a function that yields one sentence per violation."""

    code: str
    statement: str
    violations: Check


_invariants: dict[str, Invariant] = {}


def invariant(code: str, statement: str) -> Callable[[Check], Check]:
    """Declare what must be true; the decorated function yields a sentence for every place where it is not."""

    def declare(check: Check) -> Check:
        if code in _invariants:
            raise DeclarationError(f"The invariant {code} is declared twice.")
        _invariants[code] = Invariant(code, statement, check)
        return check

    return declare


def declared_invariants() -> tuple[Invariant, ...]:
    """Return all invariants, by code."""
    return tuple(_invariants[code] for code in sorted(_invariants))


def examine() -> Iterator[tuple[Invariant, tuple[str, ...]]]:
    """Check one invariant after the other and yield it with what violates it."""
    for declared in declared_invariants():
        yield declared, tuple(declared.violations())
