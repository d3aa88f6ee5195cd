"""Documents of one design: what varies is found by comparing them, the rest is converted and canonicalised once.

Whatever varies comes from outside, so an open place is a way in for statements nobody meant to sign. Each place takes
exactly what the general way makes of it: a literal, escaped, or an absolute IRI, checked. For everything else a
template declines, and the general way refuses or signs the document.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from rung.credentials.canonical_template import MOST_BLANK_NODES, CanonicalTemplate
from rung.credentials.contexts import KnownContexts
from rung.credentials.data_loss import Place
from rung.credentials.errors import CredentialError
from rung.credentials.jsonld import quads_by_tables
from rung.credentials.limits import LONG_IRI
from rung.credentials.nquads import UnfitTextError, is_absolute_iri, literal
from rung.credentials.rdfc10 import Quad

_SCHEMES: Final = ("https://", "http://", "urn:", "did:")
"""What an open IRI may begin with. Each is tried when a template is built, for a context could give it a meaning; and
a settled text that happens to be the mark of one is not that of the next."""

_SETTLED_MEMBERS: Final = frozenset({"@context", "type", "@type", "@language", "@direction"})
"""Members whose texts decide what the words around them mean: documents that differ here are of different shapes."""

_MARK: Final = "rung-open-place-b7c1d2"
_JSON_SCALARS: Final = (bool, int, float)


def shape_of(document: Mapping[str, Any]) -> Hashable | None:
    """Return what documents must share to share a template: all but their texts; `None` if it is not plain JSON."""
    try:
        return _shape(document, is_open=True)
    except TypeError:
        return None


def texts_of(document: Mapping[str, Any]) -> dict[Place, str]:
    """Return the texts that may vary between documents of one shape, by place."""
    return dict(_texts(document, ()))


class DocumentTemplate:
    """A design, learnt from one of its documents and the places of the texts that vary."""

    def __init__(self, pattern: "_Pattern", kinds: Sequence["_Kind"], canonical: CanonicalTemplate) -> None:
        self._pattern = pattern
        self._kinds = kinds
        self._canonical = canonical

    @classmethod
    def of(
        cls,
        document: Mapping[str, Any],
        places: Collection[Place],
        *,
        hash_name: str = "sha256",
        contexts: KnownContexts | None = None,
    ) -> "DocumentTemplate | None":
        """Return the template in which `places` are open; `None` if one of them does more than fill a term."""
        pattern = _Pattern.of(document, frozenset(places), ())
        marked = [_Marked.of(document, pattern.places, scheme, contexts) for scheme in _SCHEMES]
        first = marked[0]
        if first is None or any(other is None or not first.agrees_with(other) for other in marked):
            return None
        canonical = CanonicalTemplate(first.quads, first.terms, hash_name=hash_name)
        if canonical.blank_nodes > MOST_BLANK_NODES:
            return None
        return cls(pattern, first.kinds, canonical)

    def texts(self, document: Mapping[str, Any]) -> list[str] | None:
        """Return the texts in the open places of `document`, or `None` if it differs in anything else."""
        found: list[str] = []
        return found if self._pattern.collect(document, found) else None

    def canonical_nquads(self, texts: Sequence[str]) -> bytes | None:
        """Return the canonical N-Quads, in UTF-8, of the document with `texts`; `None` if this is no case for it."""
        terms = []
        for kind, text in zip(self._kinds, texts, strict=True):
            term = kind.term(text)
            if term is None:
                return None
            terms.append(term)
        return self._canonical.filled(terms)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What an open place takes: an IRI, or a text that becomes a literal with `suffix`."""

    is_iri: bool
    suffix: str = ""

    def term(self, text: str) -> str | None:
        """Return the N-Quads term, the same as `jsonld` makes of it, or `None` where that needs a closer look."""
        if self.is_iri:
            fits = text.startswith(_SCHEMES) and len(text) <= LONG_IRI and is_absolute_iri(text)
            return f"<{text}>" if fits else None
        try:
            return literal(text) + self.suffix
        except UnfitTextError:
            return None


@dataclass(frozen=True, slots=True)
class _Marked:
    """The statements of a document with marks in its open places, and the term that each mark became."""

    quads: tuple[Quad, ...]
    terms: tuple[str, ...]
    kinds: tuple[_Kind, ...]

    @classmethod
    def of(
        cls, document: Mapping[str, Any], places: Sequence[Place], scheme: str, contexts: KnownContexts | None
    ) -> "_Marked | None":
        """Return what becomes of marks with `scheme` in `places`; `None` if any is refused or does not stay whole."""
        marks = {place: f"{scheme}{_MARK}-{number}-" for number, place in enumerate(places)}
        try:
            quads = quads_by_tables(_replaced(document, marks, ()), contexts=contexts)
        except CredentialError:
            return None
        became = [_became(mark, quads or ()) for mark in marks.values()]
        whole = [one for one in became if one is not None]
        if quads is None or len(whole) != len(became):
            return None
        return cls(quads, tuple(term for term, _ in whole), tuple(kind for _, kind in whole))

    def agrees_with(self, other: "_Marked") -> bool:
        """Tell whether both have the same statements but for their marks."""
        rename = dict(zip(other.terms, self.terms, strict=True))
        renamed = tuple(tuple(rename.get(term, term) for term in quad) for quad in other.quads)
        return self.kinds == other.kinds and renamed == self.quads


def _became(mark: str, quads: Iterable[Quad]) -> tuple[str, _Kind] | None:
    """Return the one term that a mark became and its kind; `None` if it became none, several or a part of one."""
    terms = {term for quad in quads for term in quad if mark in term}
    if len(terms) != 1:
        return None
    term = terms.pop()
    if term == f"<{mark}>":
        return term, _Kind(is_iri=True)
    text = f'"{mark}"'
    return (term, _Kind(is_iri=False, suffix=term[len(text) :])) if term.startswith(text) else None


@dataclass(frozen=True, slots=True)
class _Scalar:
    """A number or truth value: 1 and true are equal for Python and different statements."""

    value: Any

    def collect(self, value: Any, _found: list[str]) -> bool:
        """Tell whether `value` is the same, of the same type."""
        return type(value) is type(self.value) and value == self.value


@dataclass(frozen=True, slots=True)
class _Pattern:
    """An object or list of which texts are open: at `open` its own, then those of `inner` parts.

    `settled` parts hold nothing but texts and are compared as a whole; `places` are all open ones, in order.
    """

    kind: Any
    size: int
    settled: tuple[tuple[Any, Any], ...]
    open: tuple[Any, ...]
    inner: "tuple[tuple[Any, _Pattern | _Scalar], ...]"
    places: tuple[Place, ...]

    @classmethod
    def of(cls, value: Any, places: Collection[Place], here: Place) -> "_Pattern":
        """Return the pattern of an object or list at `here`; what it keeps is copied, for the caller may change his."""
        settled: list[tuple[Any, Any]] = []
        opened: list[Any] = []
        inner: list[tuple[Any, _Pattern | _Scalar]] = []
        order: list[Place] = []
        for key, part in _members(value):
            if (*here, key) in places:
                opened.append(key)
            elif isinstance(part, _JSON_SCALARS):
                inner.append((key, _Scalar(part)))
            elif _is_settled(part, places, (*here, key)):
                settled.append((key, deepcopy(part)))
            else:
                pattern = cls.of(part, places, (*here, key))
                order.extend(pattern.places)
                inner.append((key, pattern))
        own = [(*here, key) for key in opened]
        return cls(type(value), len(value), tuple(settled), tuple(opened), tuple(inner), (*own, *order))

    def collect(self, value: Any, found: list[str]) -> bool:
        """Tell whether `value` fits, adding the texts of the open places in order."""
        if type(value) is not self.kind or len(value) != self.size:
            return False
        try:
            for key, settled in self.settled:
                if value[key] != settled:
                    return False
            for key in self.open:
                text = value[key]
                if type(text) is not str:
                    return False
                found.append(text)
            for key, part in self.inner:
                if not part.collect(value[key], found):
                    return False
        except KeyError:
            return False
        return True


def _is_settled(value: Any, places: Collection[Place], here: Place) -> bool:
    """Tell whether comparing `value` as a whole suffices: nothing in it is open, and all its leaves are texts."""
    if isinstance(value, str):
        return here not in places
    if isinstance(value, _JSON_SCALARS):
        return False
    return all(_is_settled(part, places, (*here, key)) for key, part in _members(value))


def _members(value: Any) -> Iterable[tuple[Any, Any]]:
    return value.items() if isinstance(value, Mapping) else enumerate(value)


def _replaced(value: Any, marks: Mapping[Place, str], here: Place) -> Any:
    """Return a copy of `value` with marks in their places."""
    if isinstance(value, Mapping):
        return {key: _replaced(part, marks, (*here, key)) for key, part in value.items()}
    if isinstance(value, list):
        return [_replaced(part, marks, (*here, index)) for index, part in enumerate(value)]
    return marks.get(here, value)


def _texts(value: Any, here: Place) -> Iterator[tuple[Place, str]]:
    """Yield the texts that may vary, with their places."""
    if isinstance(value, str):
        yield here, value
    elif isinstance(value, Mapping | list):
        for key, part in _members(value):
            if key not in _SETTLED_MEMBERS:
                yield from _texts(part, (*here, key))


def _shape(value: Any, *, is_open: bool) -> Hashable:
    kind = type(value)
    if kind is dict:
        return kind, *(
            (key, _shape(part, is_open=is_open and key not in _SETTLED_MEMBERS)) for key, part in value.items()
        )
    if kind is list:
        return kind, *(_shape(part, is_open=is_open) for part in value)
    if kind is str:
        return kind if is_open else value
    if kind in _JSON_SCALARS:
        return kind, value
    raise TypeError(kind)
