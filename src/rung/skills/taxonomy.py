"""A released taxonomy: an immutable graph of concepts that is looked up, never searched.

Every answer that Rung derives from a taxonomy names its `Release`, so that it can be repeated.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from rung.core.errors import ValueRefusedError
from rung.core.lang_text import LangText
from rung.skills.concept import Concept, ConceptKind, Label, LabelKind, Relation, RelationKind
from rung.skills.errors import TaxonomyRefusedError, UnknownConceptError
from rung.skills.limits import MAX_CONCEPTS

_Edges = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Release:
    """Which taxonomy an answer rests on. `digest` is the SHA-256 of its content, whatever its name says."""

    name: str
    version: str
    digest: str

    def __str__(self) -> str:
        return f"{self.name} {self.version} ({self.digest[:12]})"


@dataclass(frozen=True, slots=True)
class TaxonomyPart:
    """What one file set contributes, before it is joined with others and checked.

    `replaced` leads from a withdrawn URI to the one that took its place.
    """

    concepts: tuple[Concept, ...]
    relations: tuple[Relation, ...] = ()
    replaced: Mapping[str, str] = field(default_factory=dict)


class Taxonomy:
    """Concepts and relations of one release. Build it with `Taxonomy.of`."""

    __slots__ = ("_by_kind", "_concepts", "_edges", "_replaced", "_reverse", "release")

    release: Release

    def __init__(self, name: str, version: str, part: TaxonomyPart) -> None:
        concepts = {concept.uri: concept for concept in part.concepts}
        self._concepts: Mapping[str, Concept] = MappingProxyType(concepts)
        self._replaced: Mapping[str, str] = MappingProxyType(dict(part.replaced))
        self._edges = _grouped((one.kind, one.subject, one.target) for one in part.relations)
        self._reverse = _grouped((one.kind, one.target, one.subject) for one in part.relations)
        self._by_kind = {
            kind: tuple(concept for concept in concepts.values() if concept.kind is kind) for kind in ConceptKind
        }
        self.release = Release(name, version, _digest(part))

    @classmethod
    def of(cls, name: str, version: str, *parts: TaxonomyPart) -> "Taxonomy":
        """Join parts into one taxonomy.

        A concept that stands in several parts gets the labels of all; its kind has to agree, and the first part's
        preferred label stays. Raises `TaxonomyRefusedError` where a relation leads nowhere or to itself, where
        concepts are broader than each other in a circle, and where a replacement has no end.
        """
        part = _ordered(_joined(parts))
        _check(part)
        built = cls(name, version, part)
        _check_hierarchy(built)
        return built

    def __len__(self) -> int:
        return len(self._concepts)

    def __contains__(self, uri: str) -> bool:
        return uri in self._concepts

    def __iter__(self) -> Iterator[Concept]:
        return iter(self._concepts.values())

    def concept(self, uri: str) -> Concept:
        """Return a concept; a withdrawn URI leads to what replaced it. Raises `UnknownConceptError`."""
        found = self._concepts.get(self.current(uri))
        if found is None:
            raise UnknownConceptError(
                f"{self.release} has no concept {uri}: take a URI of this release, or import the one that has it.",
                uri=uri,
                release=str(self.release),
            )
        return found

    def current(self, uri: str) -> str:
        """Return the URI that stands today for `uri`: itself, unless it was replaced."""
        while uri in self._replaced:
            uri = self._replaced[uri]
        return uri

    def of_kind(self, kind: ConceptKind) -> tuple[Concept, ...]:
        """Return all concepts of a kind, in the order of their URIs."""
        return self._by_kind[kind]

    def essential(self, uri: str) -> tuple[str, ...]:
        """Return what an occupation (or skill) cannot do without."""
        return self._edges[RelationKind.ESSENTIAL].get(uri, ())

    def optional(self, uri: str) -> tuple[str, ...]:
        """Return what helps in an occupation, or is needed in some of its jobs only."""
        return self._edges[RelationKind.OPTIONAL].get(uri, ())

    def needed_by(self, uri: str) -> tuple[str, ...]:
        """Return for whom a skill is essential."""
        return self._reverse[RelationKind.ESSENTIAL].get(uri, ())

    def useful_to(self, uri: str) -> tuple[str, ...]:
        """Return for whom a skill is optional."""
        return self._reverse[RelationKind.OPTIONAL].get(uri, ())

    def broader(self, uri: str) -> tuple[str, ...]:
        """Return the concepts that this one is directly a kind of."""
        return self._edges[RelationKind.BROADER].get(uri, ())

    def narrower(self, uri: str) -> tuple[str, ...]:
        """Return the concepts that are directly a kind of this one."""
        return self._reverse[RelationKind.BROADER].get(uri, ())

    def ancestors(self, uri: str) -> tuple[str, ...]:
        """Return everything that this concept is a kind of, the nearest first, each once."""
        found: dict[str, None] = {}
        waiting = list(self.broader(uri))
        for one in waiting:
            if one not in found:
                found[one] = None
                waiting.extend(self.broader(one))
        return tuple(found)

    def languages(self) -> tuple[str, ...]:
        """Return the languages of the preferred labels, sorted."""
        return tuple(sorted({language for concept in self for language in concept.languages}))

    def part(self) -> TaxonomyPart:
        """Return the content, to be joined with a local extension."""
        relations = (
            Relation(subject, kind, target)
            for kind, edges in self._edges.items()
            for subject, targets in edges.items()
            for target in targets
        )
        return TaxonomyPart(tuple(self), tuple(relations), self._replaced)


def _grouped(edges: Iterable[tuple[RelationKind, str, str]]) -> dict[RelationKind, _Edges]:
    lists: dict[RelationKind, defaultdict[str, list[str]]] = {kind: defaultdict(list) for kind in RelationKind}
    for kind, start, end in edges:
        lists[kind][start].append(end)
    return {kind: {start: tuple(ends) for start, ends in found.items()} for kind, found in lists.items()}


def _joined(parts: Sequence[TaxonomyPart]) -> TaxonomyPart:
    concepts: dict[str, Concept] = {}
    for concept in (one for part in parts for one in part.concepts):
        known = concepts.get(concept.uri)
        concepts[concept.uri] = concept if known is None else _merged(known, concept)
    relations = dict.fromkeys(one for part in parts for one in part.relations)
    replaced = {old: new for part in parts for old, new in part.replaced.items()}
    return TaxonomyPart(tuple(concepts.values()), tuple(relations), replaced)


def _merged(first: Concept, second: Concept) -> Concept:
    if first.kind is not second.kind:
        raise TaxonomyRefusedError(
            f"{first.uri} is a {first.kind} in one part and a {second.kind} in another: correct one.", uri=first.uri
        )
    own = {(label.language, label.text) for label in first.labels}
    added = (
        replace(label, kind=LabelKind.ALTERNATIVE)
        if label.kind is LabelKind.PREFERRED and label.language in first.languages
        else label
        for label in second.labels
        if (label.language, label.text) not in own
    )
    texts = {**dict(second.descriptions or ()), **dict(first.descriptions or ())}
    return replace(
        first,
        labels=(*first.labels, *added),
        descriptions=LangText.of(texts) if texts else None,
        code=first.code or second.code,
    )


def _ordered(part: TaxonomyPart) -> TaxonomyPart:
    """Sort, so that the same content in another order is the same release."""
    return TaxonomyPart(
        tuple(sorted(part.concepts, key=lambda one: one.uri)),
        tuple(sorted(part.relations, key=lambda one: (one.subject, one.kind, one.target))),
        dict(sorted(part.replaced.items())),
    )


def _check(part: TaxonomyPart) -> None:
    if not 0 < len(part.concepts) <= MAX_CONCEPTS:
        raise TaxonomyRefusedError(f"A taxonomy has 1 to {MAX_CONCEPTS} concepts, not {len(part.concepts)}.")
    kinds = {concept.uri: concept.kind for concept in part.concepts}
    for relation in part.relations:
        _check_relation(relation, kinds)
    for old, new in part.replaced.items():
        _check_replacement(old, new, part.replaced, kinds)


def _check_relation(relation: Relation, kinds: Mapping[str, ConceptKind]) -> None:
    for end in (relation.subject, relation.target):
        if end not in kinds:
            raise TaxonomyRefusedError(
                f"{relation.subject} → {relation.target} ({relation.kind}): {end} is not in the taxonomy.", uri=end
            )
    needs = relation.kind is not RelationKind.BROADER
    if relation.subject == relation.target or (needs and kinds[relation.target] is not ConceptKind.SKILL):
        raise TaxonomyRefusedError(
            f"{relation.subject} cannot have {relation.target} as {relation.kind}: only another skill can be needed, "
            "and nothing is broader than itself.",
            uri=relation.subject,
        )


def _check_replacement(old: str, new: str, replaced: Mapping[str, str], kinds: Mapping[str, ConceptKind]) -> None:
    seen = {old}
    while new in replaced and new not in seen:
        seen.add(new)
        new = replaced[new]
    if new not in kinds or old in kinds:
        raise TaxonomyRefusedError(
            f"{old} is said to be replaced, but {new} is not in the taxonomy, or {old} still is.", uri=old
        )


def _check_hierarchy(taxonomy: Taxonomy) -> None:
    """Refuse a circle: walk upwards, depth first, without recursion, and meet no concept that is still open."""
    finished: set[str] = set()
    for concept in taxonomy:
        open_ones: dict[str, Iterator[str]] = {}
        stack = [] if concept.uri in finished else [concept.uri]
        while stack:
            uri = stack[-1]
            above = open_ones.setdefault(uri, iter(taxonomy.broader(uri)))
            following = next((one for one in above if one not in finished), None)
            if following is None:
                finished.add(stack.pop())
                del open_ones[uri]
            elif following in open_ones:
                raise TaxonomyRefusedError(f"{following} is broader than itself by way of {uri}.", uri=following)
            else:
                stack.append(following)


def _digest(part: TaxonomyPart) -> str:
    """Return the SHA-256 over one line per fact. Fields are separated by characters that no field can hold."""
    content = hashlib.sha256()
    for concept in part.concepts:
        content.update(_line("concept", concept.uri, concept.kind, concept.code or ""))
        for label in sorted(concept.labels, key=_label_key):
            content.update(_line("label", label.language, label.kind, label.text))
        for language, text in sorted(dict(concept.descriptions or ()).items()):
            content.update(_line("description", language, text))
    for relation in part.relations:
        content.update(_line("relation", relation.subject, relation.kind, relation.target))
    for old, new in part.replaced.items():
        content.update(_line("replaced", old, new))
    return content.hexdigest()


def _label_key(label: Label) -> tuple[str, str, str]:
    return label.language, label.kind, label.text


def _line(*fields: str) -> bytes:
    if any("\x1f" in one or "\x1e" in one for one in fields):
        raise ValueRefusedError("A text of a taxonomy holds a control character: take it out.", text=fields[-1][:80])
    return ("\x1f".join(fields) + "\x1e").encode()
