"""JSON-LD to RDF in one pass: a document becomes quads, or is refused because a part of it would get lost.

JSON-LD drops quietly what it cannot express: a word no context defines, a relative address, a null, a text
direction. A signature over the quads would not cover the dropped part, yet a page would show it. So every loss is
an error here, with its place as a JSON pointer (RFC 6901).

Documents that use what credentials use are read with compiled term tables, without a tree in between. The rest
(`@reverse`, `@nest`, `@included`, `@graph`, named blank nodes, …) goes through the general algorithm in
`general_expansion`, within tighter limits.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from rung.credentials import rdfc10
from rung.credentials.contexts import KnownContexts, bundled_contexts
from rung.credentials.data_loss import ROOT, Place, loss, pointer
from rung.credentials.errors import UnknownContextError, WorkLimitError
from rung.credentials.general_expansion import general_quads
from rung.credentials.jcs import canonical_json
from rung.credentials.limits import LONG_IRI, MAX_CANONICAL_CHARACTERS, MAX_DEPTH, MAX_QUADS
from rung.credentials.nquads import (
    RDF_FIRST,
    RDF_JSON,
    RDF_NIL,
    RDF_REST,
    RDF_TYPE,
    XSD_DOUBLE,
    UnfitNumberError,
    UnfitTextError,
    datatype_suffix,
    is_absolute_iri,
    is_language_tag,
    literal,
    typed_boolean,
    typed_number,
)
from rung.credentials.rdfc10 import Quad
from rung.credentials.term_tables import (
    GENERAL,
    IGNORED,
    JSON,
    KEYWORD,
    REFERENCE,
    TEXT,
    VOCABULARY,
    Budget,
    Term,
    TermTable,
    TermTables,
    property_term,
    term_tables,
)

_LITERAL_KEYS = frozenset({"@value", "@type", "@language", "type"})


def to_quads(document: Mapping[str, object], *, contexts: KnownContexts | None = None) -> tuple[Quad, ...]:
    """Return the statements of a document with `@context`, as finished N-Quads terms; order and blanks are free.

    Raises `DataLossError` naming the place of what would not be covered, `UnknownContextError` for a context that
    is not bundled or is written into the document, and `WorkLimitError` past a limit. `contexts` is the bundled
    set unless a test brings its own.
    """
    tables = term_tables(contexts or bundled_contexts())
    if "@context" not in document:
        raise UnknownContextError(
            "The document names no @context, so its words mean nothing: add the list of contexts."
        )
    try:
        quads = _Conversion(tables).run(document)
    except _NeedsGeneralAlgorithm:
        quads = general_quads(document, tables)
    if not quads:
        raise loss("empty_graph", ROOT)
    return tuple(quads)


def canonical_nquads(
    document: Mapping[str, object], *, hash_name: str = "sha256", contexts: KnownContexts | None = None
) -> str:
    """Return the canonical N-Quads of a document: JSON-LD to RDF, then RDFC-1.0. Raises as `to_quads` does."""
    return rdfc10.canonicalize(to_quads(document, contexts=contexts), hash_name=hash_name)


class _NeedsGeneralAlgorithm(Exception):  # noqa: N818  a change of road, not an error
    """The document uses a corner of JSON-LD that term tables do not cover."""


class _Slot(NamedTuple):
    """A property being read: its name and meaning, the table it stands in and the graph it speaks into."""

    name: str
    term: Term
    table: TermTable
    graph: str


class _Conversion:
    """The conversion of one document: quads so far, and counts of the work it asked for."""

    def __init__(self, tables: TermTables) -> None:
        self._tables = tables
        self._budget = Budget()
        self._quads: list[Quad] = []
        self._blanks = 0
        self._repeated = 0

    def run(self, document: Mapping[str, object]) -> list[Quad]:
        """Return the quads of the document."""
        table = self._tables.root(self._tables.contexts.urls_of(document["@context"]), self._budget)
        self._node({**document}, table, "", ROOT)
        return self._quads

    # --- nodes -------------------------------------------------------------------------------------------------------

    def _node(self, element: dict[str, Any], table: TermTable, graph: str, place: Place) -> str:
        """Emit a node object and return its name (JSON-LD 1.1 API §5.1.2 and §7.2 in one)."""
        quads, start = self._quads, len(self._quads)
        if len(place) > MAX_DEPTH or start > MAX_QUADS:
            raise _too_large(place)
        types = self._types(element, table, place)
        inner = table.for_types(types, self._budget) if types else table
        if inner.exotic:
            raise _NeedsGeneralAlgorithm
        subject = self._name(element, inner, place)
        quads.extend((subject, RDF_TYPE, self._vocabulary(name, table, (*place, "type")), graph) for name in types)
        self._properties(subject, element, inner, graph, place)
        if len(subject) > LONG_IRI:
            self._count_repeated(len(subject) * (len(quads) - start), place)
        return subject

    def _types(self, element: dict[str, Any], table: TermTable, place: Place) -> tuple[str, ...]:
        """Return the types as written; they are read in the table outside the node."""
        keys = [key for key in table.type_keys if key in element]
        if not keys:
            return ()
        if len(keys) > 1:
            raise loss("doubled", place)
        written = element[keys[0]]
        types = tuple(written) if isinstance(written, list) else (written,)
        for name in types:
            if not isinstance(name, str):
                raise loss("not_a_text", (*place, keys[0]))
        return types

    def _name(self, element: dict[str, Any], table: TermTable, place: Place) -> str:
        """Return the IRI of a node, or a fresh blank node."""
        keys = [key for key in table.id_keys if key in element]
        if not keys:
            return self._blank()
        if len(keys) > 1:
            raise loss("doubled", place)
        written = element[keys[0]]
        if not isinstance(written, str):
            raise loss("not_a_text", (*place, keys[0]))
        return self._iri(written, table, (*place, keys[0]))

    def _blank(self) -> str:
        self._blanks += 1
        return f"_:b{self._blanks}"

    # --- properties --------------------------------------------------------------------------------------------------

    def _properties(self, subject: str, element: dict[str, Any], table: TermTable, graph: str, place: Place) -> None:
        """Emit all properties of a node. Plain texts, most of a credential, take the first branch."""
        quads, terms, key, value = self._quads, table.terms, "", None
        try:
            for key, value in element.items():
                term = terms.get(key) or self._undeclared(key, table, place)
                if term.is_plain and isinstance(value, str):
                    quads.append((subject, term.predicate, literal(value) + term.suffix, graph))
                elif term.kind != KEYWORD:
                    self._property(subject, _Slot(key, term, table, graph), value, (*place, key))
        except UnfitTextError as cause:
            raise loss("surrogate", (*place, key)) from cause
        except UnfitNumberError as cause:
            raise loss("number", (*place, key), value) from cause

    def _property(self, subject: str, slot: _Slot, value: Any, place: Place) -> None:
        """Emit every value of one property."""
        term = slot.term
        if term.kind == GENERAL:
            raise _NeedsGeneralAlgorithm
        if term.kind == IGNORED:
            raise loss("ignored_term", place, slot.name)
        if term.is_list:
            head = self._list(slot, value if isinstance(value, list) else [value], place)
            self._quads.append((subject, term.predicate, head, slot.graph))
        elif isinstance(value, list) and term.kind != JSON:
            self._set(subject, slot, value, place)
        elif term.is_graph:
            self._graph(subject, slot, value, place)
        else:
            self._quads.append((subject, term.predicate, self._object(slot, value, place), slot.graph))

    def _set(self, subject: str, slot: _Slot, values: list[Any], place: Place) -> None:
        """Emit each value of an unordered list; lists inside it are the same list (JSON-LD 1.1 API §5.1.2)."""
        if len(self._quads) + len(values) > MAX_QUADS or len(place) > MAX_DEPTH:
            raise _too_large(place)
        for index, value in enumerate(values):
            self._property(subject, slot, value, (*place, index))

    def _graph(self, subject: str, slot: _Slot, value: Any, place: Place) -> None:
        """Emit a value whose statements form a graph of their own, as proofs do (`@container: @graph`)."""
        if not isinstance(value, dict) or "@value" in value:
            raise loss("empty_graph", place)
        name = self._blank()
        self._quads.append((subject, slot.term.predicate, name, slot.graph))
        before = len(self._quads)
        self._object(slot._replace(graph=name), value, place)
        if len(self._quads) == before:
            raise loss("empty_graph", place)

    def _list(self, slot: _Slot, values: list[Any], place: Place) -> str:
        """Emit an ordered list as a chain of blank nodes and return its head (JSON-LD 1.1 API §7.3)."""
        if len(self._quads) + 2 * len(values) > MAX_QUADS:
            raise _too_large(place)
        links = [self._blank() for _ in values]
        for index, (link, rest, value) in enumerate(zip(links, [*links[1:], RDF_NIL], values, strict=False)):
            if isinstance(value, list) or slot.term.is_graph:
                raise _NeedsGeneralAlgorithm
            self._quads.append((link, RDF_FIRST, self._object(slot, value, (*place, index)), slot.graph))
            self._quads.append((link, RDF_REST, rest, slot.graph))
        return links[0] if links else RDF_NIL

    # --- values ------------------------------------------------------------------------------------------------------

    def _object(self, slot: _Slot, value: Any, place: Place) -> str:
        """Return the N-Quads term of one value, after emitting what stands inside it."""
        if value is None:
            raise loss("null", place)
        if slot.term.kind == JSON:
            return literal(canonical_json(value, place).decode()) + RDF_JSON
        if isinstance(value, str):
            return self._text(slot, value, place)
        if isinstance(value, dict):
            return self._node_or_value(slot, value, place)
        return _scalar(value, slot.term.datatype, place)

    def _text(self, slot: _Slot, text: str, place: Place) -> str:
        """Return a text as the term coerces it: literal, address or word of the vocabulary."""
        table, term = slot.table, slot.term
        if term.is_scoped:
            table = table.for_value(slot.name, self._budget)
            term = table.terms[slot.name]
        if term.kind == TEXT:
            return literal(text) + term.suffix
        if term.kind == REFERENCE:
            return self._iri(text, table, place)
        if term.kind == VOCABULARY:
            return self._vocabulary(text, table, place)
        raise _NeedsGeneralAlgorithm

    def _node_or_value(self, slot: _Slot, value: dict[str, Any], place: Place) -> str:
        """Return the term of an object: a value object, a reference or a node (JSON-LD 1.1 §4.1.8, scoping)."""
        is_value = "@value" in value
        is_reference = len(value) == 1 and next(iter(value)) in slot.table.id_keys
        if slot.term.is_scoped:
            choose = slot.table.for_value if is_value or is_reference else slot.table.for_object
            table = choose(slot.name, self._budget)
        else:
            table = slot.table if is_value or is_reference else slot.table.previous or slot.table
        if is_value:
            return self._value_object(value, table, place)
        if "@context" in value:
            table = table.for_contexts(self._tables.contexts.urls_of(value["@context"]), self._budget)
        return self._node(value, table, slot.graph, place)

    def _value_object(self, value: dict[str, Any], table: TermTable, place: Place) -> str:
        """Return the literal of `{"@value": …}` with `@language` or `@type` (JSON-LD 1.1 §9.5)."""
        content, language = value["@value"], value.get("@language", "")
        types = self._types(value, table, place)
        if JSON in types or not _LITERAL_KEYS.issuperset(value):
            raise _NeedsGeneralAlgorithm
        if None in value.values() or len(types) > 1 or (types and language):
            raise loss("value_object", place)
        if language:
            return _tagged(content, language, place)
        datatype = self._vocabulary(types[0], table, place)[1:-1] if types else None
        if datatype is not None and isinstance(content, str):
            return _typed_text(content, datatype)
        return literal(content) if isinstance(content, str) else _scalar(content, datatype, place)

    # --- names -------------------------------------------------------------------------------------------------------

    def _vocabulary(self, word: str, table: TermTable, place: Place) -> str:
        """Return the IRI of a type or another word of the vocabulary: a term, else an address."""
        term = table.terms.get(word)
        if term is None:
            if ":" not in word:
                raise loss("undefined_term", place, word)
            return self._iri(word, table, place)
        if not term.iri or term.iri.startswith("@"):
            raise loss("ignored_term", place, word)
        return f"<{term.iri}>"

    def _iri(self, text: str, table: TermTable, place: Place) -> str:
        """Return an absolute or compact IRI in N-Quads form (JSON-LD 1.1 API §5.2.2); relative ones are refused."""
        prefix, colon, suffix = text.partition(":")
        if prefix == "_" or not colon:
            if colon:
                raise _NeedsGeneralAlgorithm
            raise loss("relative", place, text)
        term = table.terms.get(prefix)
        iri = term.iri + suffix if term and term.is_prefix and not suffix.startswith("//") else text
        if not is_absolute_iri(iri):
            raise loss("relative", place, text)
        return f"<{iri}>"

    def _undeclared(self, key: object, table: TermTable, place: Place) -> Term:
        """Return the meaning of a key that is no term: only an address has one."""
        if not isinstance(key, str) or ":" not in key or key.startswith("_:") or len(key) > LONG_IRI:
            raise loss("undefined_term", (*place, str(key)), key)
        return property_term(self._iri(key, table, (*place, key))[1:-1])

    def _count_repeated(self, characters: int, place: Place) -> None:
        self._repeated += characters
        if self._repeated > MAX_CANONICAL_CHARACTERS:
            raise _too_large(place)


def _scalar(value: object, datatype: str | None, place: Place) -> str:
    """Return the literal of a number or truth value."""
    if isinstance(value, bool):
        return typed_boolean(value, datatype=datatype)
    if isinstance(value, int | float):
        return typed_number(value, datatype)
    raise loss("null" if value is None else "not_a_value", place)


def _tagged(content: object, language: object, place: Place) -> str:
    """Return a text with its language, in lower case as JSON-LD processors write it."""
    if not isinstance(content, str):
        raise loss("value_object", place)
    if not isinstance(language, str) or not is_language_tag(language):
        raise loss("language_tag", place, language)
    return f"{literal(content)}@{language.lower()}"


def _typed_text(content: str, datatype: str) -> str:
    if datatype == XSD_DOUBLE:
        raise _NeedsGeneralAlgorithm
    return literal(content) + datatype_suffix(datatype)


def _too_large(place: Place) -> WorkLimitError:
    return WorkLimitError(
        f"The document is larger or deeper at {pointer(place) or 'its top'} than any honest credential.",
        place=pointer(place),
    )
