"""JSON-LD to RDF in one pass: a document becomes quads, or is refused because a part of it would get lost.

JSON-LD drops quietly what it cannot express: a word no context defines, a relative address, a null, a text
direction. A signature over the quads would not cover the dropped part, yet a page would show it. So every loss is
an error here, with its place as a JSON pointer (RFC 6901).

Documents that use what credentials use are read with compiled term tables, without a tree in between. The rest
(`@reverse`, `@nest`, `@included`, `@graph`, named blank nodes, …) goes through the general algorithm in
`general_expansion`, within tighter limits.
"""

from collections.abc import Mapping
from typing import Any

from rung.credentials import rdfc10
from rung.credentials.contexts import KnownContexts, bundled_contexts
from rung.credentials.data_loss import ROOT, loss
from rung.credentials.errors import UnknownContextError
from rung.credentials.general_expansion import general_quads
from rung.credentials.jsonld_values import (
    TOO_LARGE,
    NeedsGeneralAlgorithm,
    RefusedError,
    json_literal,
    scalar,
    tagged,
    typed_text,
)
from rung.credentials.limits import LONG_IRI, MAX_CANONICAL_CHARACTERS, MAX_DEPTH, MAX_QUADS
from rung.credentials.nquads import (
    RDF_FIRST,
    RDF_NIL,
    RDF_REST,
    RDF_TYPE,
    UnfitNumberError,
    UnfitTextError,
    is_absolute_iri,
    literal,
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
    quads = quads_by_tables(document, contexts=contexts)
    if quads is None:
        quads = tuple(general_quads(document, term_tables(contexts or bundled_contexts())))
    if not quads:
        raise loss("empty_graph", ROOT)
    return quads


def quads_by_tables(
    document: Mapping[str, object], *, contexts: KnownContexts | None = None
) -> tuple[Quad, ...] | None:
    """Return what `to_quads` does, or `None` for a document that term tables alone do not cover."""
    tables = term_tables(contexts or bundled_contexts())
    if "@context" not in document:
        raise UnknownContextError(
            "The document names no @context, so its words mean nothing: add the list of contexts."
        )
    try:
        return tuple(_Conversion(tables).run(document))
    except NeedsGeneralAlgorithm:
        return None


def canonical_nquads(
    document: Mapping[str, object], *, hash_name: str = "sha256", contexts: KnownContexts | None = None
) -> str:
    """Return the canonical N-Quads of a document: JSON-LD to RDF, then RDFC-1.0. Raises as `to_quads` does."""
    return rdfc10.canonicalize(to_quads(document, contexts=contexts), hash_name=hash_name)


class _Conversion:
    """The conversion of one document: quads so far, the graph they speak into, and counts of the work asked for."""

    def __init__(self, tables: TermTables) -> None:
        self._tables = tables
        self._budget = Budget()
        self._quads: list[Quad] = []
        self._graph_name = ""
        self._blanks = 0
        self._repeated = 0

    def run(self, document: Mapping[str, object]) -> list[Quad]:
        """Return the quads of the document."""
        table = self._tables.root(self._tables.contexts.urls_of(document["@context"]), self._budget)
        try:
            self._node({**document}, table, 0)
        except RefusedError as refused:
            raise refused.located() from refused
        return self._quads

    # --- nodes -------------------------------------------------------------------------------------------------------

    def _node(self, element: dict[str, Any], table: TermTable, depth: int) -> str:
        """Emit a node object and return its name (JSON-LD 1.1 API §5.1.2 and §7.2 in one)."""
        quads, start = self._quads, len(self._quads)
        if depth > MAX_DEPTH or start > MAX_QUADS:
            raise RefusedError(TOO_LARGE)
        types = self._types(element, table)
        inner = (table.children.get(types) or table.for_types(types, self._budget)) if types else table
        if inner.exotic:
            raise NeedsGeneralAlgorithm
        subject = self._name(element, inner)
        for name in types:
            term = table.terms.get(name)
            type_ = term.predicate if term else ""
            quads.append((subject, RDF_TYPE, type_ or self._type(name, table), self._graph_name))
        self._properties(subject, element, inner, depth)
        if len(subject) > LONG_IRI:
            self._count_repeated(len(subject) * (len(quads) - start))
        return subject

    def _types(self, element: dict[str, Any], table: TermTable) -> tuple[str, ...]:
        """Return the types as written; they are read in the table outside the node."""
        key = _only_key(element, table.type_keys)
        if key is None:
            return ()
        written = element[key]
        types = tuple(written) if isinstance(written, list) else (written,)
        for name in types:
            if not isinstance(name, str):
                raise RefusedError("not_a_text", "", key)
        return types

    def _type(self, name: str, table: TermTable) -> str:
        try:
            return self._vocabulary(name, table)
        except RefusedError as refused:
            refused.steps.append("type")
            raise

    def _name(self, element: dict[str, Any], table: TermTable) -> str:
        """Return the IRI of a node, or a fresh blank node."""
        key = _only_key(element, table.id_keys)
        if key is None:
            return self._blank()
        written = element[key]
        if not isinstance(written, str):
            raise RefusedError("not_a_text", "", key)
        try:
            return self._iri(written, table)
        except RefusedError as refused:
            refused.steps.append(key)
            raise

    def _blank(self) -> str:
        self._blanks += 1
        return f"_:b{self._blanks}"

    # --- properties --------------------------------------------------------------------------------------------------

    def _properties(self, subject: str, element: dict[str, Any], table: TermTable, depth: int) -> None:
        """Emit all properties of a node. Texts and addresses, most of a credential, take the first branches."""
        quads, terms, graph, key, value = self._quads, table.terms, self._graph_name, "", None
        try:
            for key, value in element.items():
                term = terms.get(key) or self._undeclared(key, table)
                if term.is_plain and isinstance(value, str):
                    quads.append((subject, term.predicate, literal(value) + term.suffix, graph))
                elif term.is_address and isinstance(value, str):
                    quads.append((subject, term.predicate, self._iri(value, table), graph))
                elif term.kind != KEYWORD:
                    self._property(subject, key, term, value, table, depth + 1)
        except RefusedError as refused:
            refused.steps.append(key)
            raise
        except UnfitTextError as cause:
            raise RefusedError("surrogate", "", key) from cause
        except UnfitNumberError as cause:
            raise RefusedError("number", value, key) from cause

    def _property(self, subject: str, key: str, term: Term, value: Any, table: TermTable, depth: int) -> None:
        """Emit every value of one property."""
        if term.is_direct and isinstance(value, dict):
            name = self._node_or_value(key, term, value, table, depth)
            self._quads.append((subject, term.predicate, name, self._graph_name))
            return
        if term.kind == GENERAL:
            raise NeedsGeneralAlgorithm
        if term.kind == IGNORED:
            raise RefusedError("ignored_term", key)
        if term.is_list:
            value = self._list(key, term, value if isinstance(value, list) else [value], table, depth)
            self._quads.append((subject, term.predicate, value, self._graph_name))
        elif isinstance(value, list) and term.kind != JSON:
            self._set(subject, key, term, value, table, depth)
        elif term.is_graph:
            self._graph(subject, key, term, value, table, depth)
        else:
            object_ = self._object(key, term, value, table, depth)
            self._quads.append((subject, term.predicate, object_, self._graph_name))

    def _set(self, subject: str, key: str, term: Term, values: list[Any], table: TermTable, depth: int) -> None:
        """Emit each value of an unordered list; lists inside it are the same list (JSON-LD 1.1 API §5.1.2)."""
        if len(self._quads) + len(values) > MAX_QUADS or depth > MAX_DEPTH:
            raise RefusedError(TOO_LARGE)
        index = 0
        try:
            for index, value in enumerate(values):  # noqa: B007  told if the value is refused
                self._property(subject, key, term, value, table, depth + 1)
        except RefusedError as refused:
            refused.steps.append(index)
            raise

    def _graph(self, subject: str, key: str, term: Term, value: Any, table: TermTable, depth: int) -> None:
        """Emit a value whose statements form a graph of their own, as proofs do (`@container: @graph`)."""
        if not isinstance(value, dict) or "@value" in value:
            raise RefusedError("empty_graph")
        outer, name = self._graph_name, self._blank()
        self._quads.append((subject, term.predicate, name, outer))
        before = len(self._quads)
        self._graph_name = name
        self._object(key, term, value, table, depth)
        self._graph_name = outer
        if len(self._quads) == before:
            raise RefusedError("empty_graph")

    def _list(self, key: str, term: Term, values: list[Any], table: TermTable, depth: int) -> str:
        """Emit an ordered list as a chain of blank nodes and return its head (JSON-LD 1.1 API §7.3)."""
        if len(self._quads) + 2 * len(values) > MAX_QUADS:
            raise RefusedError(TOO_LARGE)
        links, index = [*(self._blank() for _ in values), RDF_NIL], 0
        try:
            for index, value in enumerate(values):
                if isinstance(value, list) or term.is_graph:
                    raise NeedsGeneralAlgorithm
                first = self._object(key, term, value, table, depth + 1)
                self._quads.append((links[index], RDF_FIRST, first, self._graph_name))
                self._quads.append((links[index], RDF_REST, links[index + 1], self._graph_name))
        except RefusedError as refused:
            refused.steps.append(index)
            raise
        return links[0]

    # --- values ------------------------------------------------------------------------------------------------------

    def _object(self, key: str, term: Term, value: Any, table: TermTable, depth: int) -> str:
        """Return the N-Quads term of one value, after emitting what stands inside it."""
        if isinstance(value, dict) and term.kind != JSON:
            return self._node_or_value(key, term, value, table, depth)
        if value is None:
            raise RefusedError("null")
        if term.kind == JSON:
            return json_literal(value, depth)
        if isinstance(value, str):
            return self._text(key, term, value, table)
        return scalar(value, term.datatype)

    def _text(self, key: str, term: Term, text: str, table: TermTable) -> str:
        """Return a text as the term coerces it: literal, address or word of the vocabulary."""
        if term.is_scoped:
            table = table.for_value(key, self._budget)
            term = table.terms[key]
        if term.kind == TEXT:
            return literal(text) + term.suffix
        if term.kind == REFERENCE:
            return self._iri(text, table)
        if term.kind == VOCABULARY:
            return self._vocabulary(text, table)
        raise NeedsGeneralAlgorithm

    def _node_or_value(self, key: str, term: Term, value: dict[str, Any], table: TermTable, depth: int) -> str:
        """Return the term of an object: a value object, a reference or a node (JSON-LD 1.1 §4.1.8, scoping)."""
        is_value = "@value" in value
        stays = is_value or (len(value) == 1 and next(iter(value)) in table.id_keys)
        if term.is_scoped:
            table = (table.for_value if stays else table.for_object)(key, self._budget)
        elif not stays:
            table = table.previous or table
        if is_value:
            return self._value_object(value, table)
        if "@context" in value:
            table = table.for_contexts(self._tables.contexts.urls_of(value["@context"]), self._budget)
        return self._node(value, table, depth)

    def _value_object(self, value: dict[str, Any], table: TermTable) -> str:
        """Return the literal of `{"@value": …}` with `@language` or `@type` (JSON-LD 1.1 §9.5)."""
        content, language = value["@value"], value.get("@language", "")
        types = self._types(value, table)
        if JSON in types or not _LITERAL_KEYS.issuperset(value):
            raise NeedsGeneralAlgorithm
        if None in value.values() or len(types) > 1 or (types and language):
            raise RefusedError("value_object")
        if language:
            return tagged(content, language)
        datatype = self._vocabulary(types[0], table)[1:-1] if types else None
        if datatype is not None and isinstance(content, str):
            return typed_text(content, datatype)
        return literal(content) if isinstance(content, str) else scalar(content, datatype)

    # --- names -------------------------------------------------------------------------------------------------------

    def _vocabulary(self, word: str, table: TermTable) -> str:
        """Return the IRI of a type or another word of the vocabulary: a term, else an address."""
        term = table.terms.get(word)
        if term is None:
            if ":" not in word:
                raise RefusedError("undefined_term", word)
            return self._iri(word, table)
        if not term.iri or term.iri.startswith("@"):
            raise RefusedError("ignored_term", word)
        return term.predicate or f"<{term.iri}>"

    def _iri(self, text: str, table: TermTable) -> str:
        """Return an absolute or compact IRI in N-Quads form (JSON-LD 1.1 API §5.2.2); relative ones are refused."""
        prefix, colon, suffix = text.partition(":")
        term = table.terms.get(prefix)
        if term is None and is_absolute_iri(text):
            return f"<{text}>"
        if prefix == "_" and colon:
            raise NeedsGeneralAlgorithm
        iri = term.iri + suffix if colon and term and term.is_prefix and not suffix.startswith("//") else text
        if not is_absolute_iri(iri):
            raise RefusedError("relative", text)
        return f"<{iri}>"

    def _undeclared(self, key: object, table: TermTable) -> Term:
        """Return the meaning of a key that is no term: only an address has one."""
        if not isinstance(key, str) or ":" not in key or key.startswith("_:") or len(key) > LONG_IRI:
            raise RefusedError("undefined_term", key)
        return property_term(self._iri(key, table)[1:-1])

    def _count_repeated(self, characters: int) -> None:
        self._repeated += characters
        if self._repeated > MAX_CANONICAL_CHARACTERS:
            raise RefusedError(TOO_LARGE)


def _only_key(element: dict[str, Any], aliases: tuple[str, ...]) -> str | None:
    """Return under which of its names a keyword stands in an object; refuse two."""
    found = None
    for key in aliases:
        if key in element:
            if found is not None:
                raise RefusedError("doubled")
            found = key
    return found
