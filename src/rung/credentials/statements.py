"""What a signed document states, read the way its signature covers it.

A signature over linked data covers a set of statements about identified things, not a JSON text: the same
statements may stand in another order, in a list of one, or at another mention of the same `id`. Whatever is
shown to a person is therefore read here, so that two documents with the same signature show the same: values are
collected from every mention of a thing, each once, and sorted.
"""

from collections.abc import Iterable
from typing import Any

_UNSIGNED = "proof"


class Thing:
    """One thing that a document speaks about: every object with its `id`, or one object without.

    `id` is its identifier, without one an empty text. What a term leads to is looked for once and kept.
    """

    __slots__ = ("_index", "_led_to", "id", "mentions")

    def __init__(self, mentions: tuple[dict[str, Any], ...], index: "Statements") -> None:
        self.mentions = mentions
        self.id = _identifier(mentions)
        self._index = index
        self._led_to: dict[str, tuple[Thing, ...]] = {}

    @property
    def types(self) -> tuple[str, ...]:
        """The types it is said to be of, sorted."""
        return self.texts("type")

    def texts(self, term: str) -> tuple[str, ...]:
        """The distinct values of `term` that are texts or numbers, as texts, sorted.

        A whole number reads the same with and without a decimal point, as it is signed.
        """
        if len(self.mentions) == 1:
            alone = self.mentions[0].get(term)
            if isinstance(alone, str):
                return (alone,)
            if alone is None:
                return ()
        return tuple(sorted({_as_text(value) for value in self._values(term) if isinstance(value, str | int | float)}))

    def text(self, term: str) -> str:
        """The value of `term`; of several, all of them; of none, an empty text."""
        if len(self.mentions) == 1 and isinstance(alone := self.mentions[0].get(term), str):
            return alone
        return " / ".join(self.texts(term))

    def things(self, term: str) -> tuple["Thing", ...]:
        """The distinct things that `term` leads to: objects, and mentions by identifier alone."""
        known = self._led_to.get(term)
        if known is None:
            known = self._led_to[term] = tuple(self._look_for(term))
        return known

    def thing(self, term: str) -> "Thing":
        """What `term` leads to, as one thing; of several, all that is said about any of them; of none, nothing."""
        things = self.things(term)
        if len(things) == 1:
            return things[0]
        return Thing(tuple(mention for thing in things for mention in thing.mentions), self._index)

    def identifiers(self, term: str) -> tuple[str, ...]:
        """The identifiers that `term` leads to, whether as text or as objects with an `id`, sorted."""
        values = (value.get("id") if isinstance(value, dict) else value for value in self._values(term))
        return tuple(sorted({value for value in values if isinstance(value, str)}))

    def _look_for(self, term: str) -> Iterable["Thing"]:
        found: dict[str | int, Thing] = {}
        for value in self._values(term):
            if isinstance(value, dict):
                thing = self._index.thing(value)
                found.setdefault(thing.id or id(value), thing)
            elif isinstance(value, str) and value in self._index.by_id:
                found.setdefault(value, self._index.named(value))
        return found.values()

    def _values(self, term: str) -> list[Any]:
        if len(self.mentions) == 1:
            return as_list(self.mentions[0].get(term))
        return [value for mention in self.mentions for value in as_list(mention.get(term))]


def _identifier(mentions: tuple[dict[str, Any], ...]) -> str:
    if len(mentions) == 1:
        own = mentions[0].get("id")
        return own if isinstance(own, str) else ""
    return " / ".join(sorted({own for mention in mentions if isinstance(own := mention.get("id"), str)}))


class Statements:
    """The statements of one document. Costs one walk over it."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.by_id: dict[str, list[dict[str, Any]]] = {}
        self._named: dict[str, Thing] = {}
        self._document = document
        self._collect(document)

    @property
    def credential(self) -> Thing:
        """The credential itself, where reading starts."""
        return self.thing(self._document)

    def thing(self, mention: dict[str, Any]) -> Thing:
        """The thing that the object `mention` speaks about."""
        identifier = mention.get("id")
        if isinstance(identifier, str) and identifier in self.by_id:
            return self.named(identifier)
        return Thing((mention,), self)

    def named(self, identifier: str) -> Thing:
        """The thing of which some object of the document has this `id`; always the same one."""
        known = self._named.get(identifier)
        if known is None:
            known = self._named[identifier] = Thing(tuple(self.by_id[identifier]), self)
        return known

    def _collect(self, value: dict[str, Any]) -> None:
        identifier = value.get("id")
        if isinstance(identifier, str):
            self.by_id.setdefault(identifier, []).append(value)
        for term, inner in value.items():
            if isinstance(inner, str) or term == _UNSIGNED:
                continue
            if isinstance(inner, dict):
                self._collect(inner)
            elif isinstance(inner, list):
                self._collect_list(inner)

    def _collect_list(self, values: list[Any]) -> None:
        for inner in values:
            if isinstance(inner, dict):
                self._collect(inner)
            elif isinstance(inner, list):
                self._collect_list(inner)


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
