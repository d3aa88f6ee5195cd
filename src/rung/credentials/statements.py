"""What a signed document states, read the way its signature covers it.

A signature over linked data covers a set of statements about identified things, not a JSON text: the same
statements may stand in another order, in a list of one, or at another mention of the same `id`. Whatever is
shown to a person is therefore read here, so that two documents with the same signature show the same: values are
collected from every mention of a thing, each once, and sorted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_UNSIGNED = "proof"


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that a document speaks about: every object with its `id`, or one object without."""

    mentions: tuple[dict[str, Any], ...]
    index: "Statements"

    @property
    def id(self) -> str:
        """Its identifier; without one, an empty text."""
        return " / ".join(sorted({own for mention in self.mentions if isinstance(own := mention.get("id"), str)}))

    @property
    def types(self) -> tuple[str, ...]:
        """The types it is said to be of, sorted."""
        return self.texts("type")

    def texts(self, term: str) -> tuple[str, ...]:
        """The distinct values of `term` that are texts or numbers, as texts, sorted.

        A whole number reads the same with and without a decimal point, as it is signed.
        """
        if len(self.mentions) == 1 and isinstance(alone := self.mentions[0].get(term), str):
            return (alone,)
        return tuple(sorted({_as_text(value) for value in self._values(term) if isinstance(value, str | int | float)}))

    def text(self, term: str) -> str:
        """The value of `term`; of several, all of them; of none, an empty text."""
        return " / ".join(self.texts(term))

    def things(self, term: str) -> tuple["Thing", ...]:
        """The distinct things that `term` leads to: objects, and mentions by identifier alone."""
        found: dict[str | int, Thing] = {}
        for value in self._values(term):
            if isinstance(value, dict):
                thing = self.index.thing(value)
                found.setdefault(thing.id or id(value), thing)
            elif isinstance(value, str) and value in self.index.by_id:
                found.setdefault(value, Thing(tuple(self.index.by_id[value]), self.index))
        return tuple(found.values())

    def thing(self, term: str) -> "Thing":
        """What `term` leads to, as one thing; of several, all that is said about any of them; of none, nothing."""
        return Thing(tuple(mention for thing in self.things(term) for mention in thing.mentions), self.index)

    def identifiers(self, term: str) -> tuple[str, ...]:
        """The identifiers that `term` leads to, whether as text or as objects with an `id`, sorted."""
        values = (value.get("id") if isinstance(value, dict) else value for value in self._values(term))
        return tuple(sorted({value for value in values if isinstance(value, str)}))

    def _values(self, term: str) -> Iterator[Any]:
        for mention in self.mentions:
            yield from as_list(mention.get(term))


class Statements:
    """The statements of one document. Costs one walk over it."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.by_id: dict[str, list[dict[str, Any]]] = {}
        self._document = document
        self._collect(document)

    @property
    def credential(self) -> Thing:
        """The credential itself, where reading starts."""
        return self.thing(self._document)

    def thing(self, mention: dict[str, Any]) -> Thing:
        """The thing that the object `mention` speaks about."""
        identifier = mention.get("id")
        same = self.by_id.get(identifier, []) if isinstance(identifier, str) else []
        return Thing(tuple(same) or (mention,), self)

    def _collect(self, value: Any) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("id"), str):
                self.by_id.setdefault(value["id"], []).append(value)
            for term, inner in value.items():
                if term != _UNSIGNED and isinstance(inner, dict | list):
                    self._collect(inner)
        elif isinstance(value, list):
            for inner in value:
                self._collect(inner)


def as_list(value: Any) -> list[Any]:
    """Return what `value` stands for as a list: JSON-LD treats one value and a list of one alike."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _as_text(value: str | float) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
