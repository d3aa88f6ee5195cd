"""Reads the readable form in which an institute keeps its own skills, and in which the starter taxonomy is written.

One TOML document, or several that refer to each other by key:

    [skill]
    test-cases = { en = ["write test cases"], pl = ["pisać przypadki testowe"], broader = ["testing"] }

    [occupation.software-tester]
    code = "2519"
    en = ["software tester"]
    pl = ["tester oprogramowania", "testerka oprogramowania"]
    essential = ["test-cases"]

The first label of a language is the preferred one. A reference with a colon is a URI, of an ESCO concept for example.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from rung.core.errors import ValueRefusedError
from rung.core.lang_text import LangText
from rung.skills.concept import Concept, ConceptKind, Label, LabelKind, Relation, RelationKind
from rung.skills.errors import TaxonomyRefusedError
from rung.skills.limits import MAX_LOCAL_BYTES
from rung.skills.taxonomy import TaxonomyPart

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?\Z", re.ASCII)
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z", re.ASCII)
_NAMESPACE = re.compile(r"[a-z][a-z0-9+.-]*:\S{1,200}[:/#]\Z", re.ASCII)
_Key = tuple[ConceptKind, str]
_WORDS = {"uri", "code", "hidden", "about", *RelationKind}


@dataclass(frozen=True, slots=True)
class _Entry:
    """One concept as written."""

    place: str
    kind: ConceptKind
    key: str
    table: Mapping[str, Any]

    @property
    def known_as(self) -> "_Key":
        return self.kind, self.key

    def refuse(self, remedy: str) -> NoReturn:
        raise TaxonomyRefusedError(f"{self.place}: {remedy}", place=self.place)


def read_local(documents: Mapping[str, bytes]) -> TaxonomyPart:
    """Return what local documents hold, keyed by their names, ready for `Taxonomy.of`.

    Each document gives its `namespace`, which begins the URIs of concepts without a `uri` of their own
    (`urn:example:` makes `urn:example:skill:test-cases`). A key stands once for each kind over all documents;
    `essential` and `optional` name skills, `broader` a group or else a concept of the same kind. Raises
    `TaxonomyRefusedError` with the place of what is written wrongly; an unknown word is refused, not passed over.
    """
    entries: dict[_Key, _Entry] = {}
    uris: dict[_Key, str] = {}
    replaced: dict[str, str] = {}
    for name, data in documents.items():
        table = _parsed(name, data)
        namespace = table.pop("namespace", "")
        if not isinstance(namespace, str) or not _NAMESPACE.match(namespace):
            raise TaxonomyRefusedError(f"{name}.namespace: write one such as urn:example:", place=name)
        replaced |= _replaced(name, table.pop("replaced", {}))
        for entry in _entries(name, table):
            if entry.known_as in entries:
                entry.refuse(f"the key stands already at {entries[entry.known_as].place}: choose another.")
            entries[entry.known_as] = entry
            uris[entry.known_as] = _text(entry, "uri", f"{namespace}{entry.kind}:{entry.key}")
    _check_uris(uris)
    concepts = tuple(_concept(entry, uris[key]) for key, entry in entries.items())
    relations = (relation for entry in entries.values() for relation in _relations(entry, uris))
    return TaxonomyPart(concepts, tuple(relations), replaced)


def _parsed(name: str, data: bytes) -> dict[str, Any]:
    if len(data) > MAX_LOCAL_BYTES:
        raise TaxonomyRefusedError(f"{name} has more than {MAX_LOCAL_BYTES} bytes: split it.", place=name)
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise TaxonomyRefusedError(f"{name} is not TOML in UTF-8: {error}.", place=name) from error


def _replaced(name: str, table: Any) -> dict[str, str]:
    if not isinstance(table, dict) or not all(isinstance(new, str) for new in table.values()):
        raise TaxonomyRefusedError(f'{name}.replaced: write lines such as "old URI" = "new URI".', place=name)
    return table


def _entries(name: str, table: Mapping[str, Any]) -> Iterator[_Entry]:
    for kind, group in table.items():
        if kind not in ConceptKind.__members__.values() or not isinstance(group, dict):
            raise TaxonomyRefusedError(
                f"{name}.{kind}: there are only the tables {', '.join(ConceptKind)}.", place=f"{name}.{kind}"
            )
        for key, value in group.items():
            entry = _Entry(f"{name}.{kind}.{key}", ConceptKind(kind), key, value)
            if not isinstance(value, dict) or not _KEY.match(key):
                entry.refuse("write a key of small letters, digits and hyphens, and a table of labels.")
            yield entry


def _check_uris(uris: Mapping[_Key, str]) -> None:
    owners: dict[str, _Key] = {}
    for known_as, uri in uris.items():
        first = owners.setdefault(uri, known_as)
        if first != known_as:
            raise TaxonomyRefusedError(f"{first[1]} and {known_as[1]} have the same URI {uri}: keep one.", uri=uri)


def _concept(entry: _Entry, uri: str) -> Concept:
    unknown = [word for word in entry.table if word not in _WORDS and not _LANGUAGE.match(word)]
    if unknown:
        entry.refuse(f"“{unknown[0]}” is not known: correct it or take it out.")
    languages = [word for word in entry.table if word not in _WORDS]
    hidden, about = entry.table.get("hidden", {}), entry.table.get("about", {})
    if not isinstance(hidden, dict) or not isinstance(about, dict):
        entry.refuse("write hidden and about by language, such as { en = … }.")
    try:
        labels = [label for one in languages for label in _labels(entry, one, entry.table[one], hidden=False)]
        labels += [label for one in hidden for label in _labels(entry, one, hidden[one], hidden=True)]
        texts = LangText.of(about) if about else None
        return Concept(uri, entry.kind, tuple(labels), texts, _text(entry, "code", "") or None)
    except (ValueRefusedError, AttributeError) as error:
        entry.refuse(getattr(error, "sentence", "write texts only."))


def _labels(entry: _Entry, language: str, written: Any, *, hidden: bool) -> Iterator[Label]:
    texts = _list(entry, language, written)
    for number, text in enumerate(texts):
        first = LabelKind.ALTERNATIVE if number else LabelKind.PREFERRED
        yield Label(language, LabelKind.HIDDEN if hidden else first, text)


def _relations(entry: _Entry, uris: Mapping[_Key, str]) -> Iterable[Relation]:
    for kind in RelationKind:
        above = kind is RelationKind.BROADER
        among = (ConceptKind.GROUP, entry.kind) if above else (ConceptKind.SKILL,)
        for reference in _list(entry, kind, entry.table.get(kind, [])):
            known = [uris[one, reference] for one in among if (one, reference) in uris]
            if not known and ":" not in reference:
                entry.refuse(f"{kind} names “{reference}”, which no document has: correct it or write a URI.")
            yield Relation(uris[entry.known_as], kind, known[0] if known else reference)


def _list(entry: _Entry, word: str, value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value) or len(set(value)) != len(value):
        entry.refuse(f"{word} has to be a list of texts, none twice.")
    return value


def _text(entry: _Entry, word: str, default: str) -> str:
    value = entry.table.get(word, default)
    if not isinstance(value, str):
        entry.refuse(f"{word} has to be a text.")
    return value
