"""One search over everything that has a public face. A slice joins with `search.py`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rung.platform.kernel.errors import DeclarationError
from rung.platform.kernel.scope import Scope

LIMIT = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: what kind of thing, its title, a line about it, where it lives."""

    kind: str
    title: str
    about: str
    url: str


Source = Callable[[Scope, str, int], Sequence[Hit]]
_sources: dict[str, Source] = {}


def search_source(kind: str) -> Callable[[Source], Source]:
    """Register a function that finds things of one kind within a scope."""

    def declare(source: Source) -> Source:
        if kind in _sources:
            raise DeclarationError(f"Two sources search for {kind}.")
        _sources[kind] = source
        return source

    return declare


def search(scope: Scope, words: str, limit: int = LIMIT) -> list[Hit]:
    """Return what every source finds for `words`, at most `limit` of each kind."""
    wanted = " ".join(words.split())
    if not wanted:
        return []
    return [hit for kind in sorted(_sources) for hit in _sources[kind](scope, wanted, limit)]
