"""Term tables: JSON-LD contexts processed once, then looked up.

A general JSON-LD processor reads the same dozen contexts again for every document, with some 25 scoped ones inside.
Here PyLD processes each combination of active and scoped context once; the outcome is a table from term to what it
means, kept for as long as the list of contexts is in use. Contexts are the closed set of `KnownContexts`, so
nothing that a document says can change a table.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from threading import RLock
from typing import Any, Final

from pyld import jsonld
from pyld.context_resolver import ContextResolver

from rung.credentials.contexts import KnownContexts
from rung.credentials.errors import UnknownContextError, WorkLimitError
from rung.credentials.limits import MAX_TABLES, MAX_TABLES_PER_DOCUMENT
from rung.credentials.nquads import XSD_DOUBLE, datatype_suffix

RELATIVE_BASE: Final = "https://relative-reference.invalid/"
"""What a general processor resolves against: a reference that was relative shows it and is refused (RFC 2606 §2)."""

TEXT: Final = "text"
"""A text gets the term's suffix (datatype or nothing); numbers and booleans get its datatype or their own."""
REFERENCE: Final = "@id"
"""A text is an absolute IRI."""
VOCABULARY: Final = "@vocab"
"""A text is a term, else an absolute IRI."""
JSON: Final = "@json"
"""The value as a whole is one JSON literal."""
KEYWORD: Final = "keyword"
"""The term stands for a keyword such as `@id`."""
GENERAL: Final = "general"
"""The term needs the general JSON-LD algorithm."""
IGNORED: Final = "ignored"
"""A context maps the term to null: whatever stands under it would be lost."""

_COMPILED_CONTAINERS = {"@set", "@list", "@graph"}
_COMPILED_MEMBERS = {"@id", "@type", "@container", "@context", "reverse", "protected", "_prefix", "_term_has_colon"}
_EXOTIC_SETTINGS = ("@vocab", "@language", "@direction", "@base")
_COERCIONS = (REFERENCE, VOCABULARY, JSON)
_UNSCOPED: Final = object()
_PROCESSING: Final = {"base": "", "isFrame": False, "processingMode": "json-ld-1.1"}


@dataclass(frozen=True, slots=True)
class Term:
    """What one term means.

    `iri` is an absolute IRI or a keyword, `predicate` its form in N-Quads, `suffix` what follows a text's quotation
    marks. `is_scoped`: what stands under the term, or in a node of this type, has the context `scope` of its own.
    `is_direct`: values stand for themselves, with no list, graph or scope around them; then `is_plain` says that a
    text is a literal, and `is_address` that it is an IRI.
    """

    iri: str
    kind: str
    predicate: str = ""
    datatype: str | None = None
    suffix: str = ""
    is_list: bool = False
    is_graph: bool = False
    is_prefix: bool = False
    is_scoped: bool = False
    is_direct: bool = False
    is_plain: bool = False
    is_address: bool = False
    scope: Any = None


def property_term(iri: str) -> Term:
    """Return the meaning of a property that is written as an IRI and that no context defines."""
    return Term(iri, TEXT, predicate=f"<{iri}>", is_direct=True, is_plain=True)


def _keywords() -> dict[str, Term]:
    """Return the keywords as terms: those a node handles itself, those for the general algorithm, those RDF drops."""
    kinds = {
        KEYWORD: "@context @id @type",
        GENERAL: "@graph @reverse @nest @included @list @set @value @language",
        IGNORED: "@index @direction @none @json",
    }
    return {word: Term(word, kind) for kind, words in kinds.items() for word in words.split()}


_KEYWORDS: Final = _keywords()


class Budget:
    """Counts the tables that one document causes to be compiled."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MAX_TABLES_PER_DOCUMENT

    def spend(self) -> None:
        """Take one; raise `WorkLimitError` when none is left."""
        self.left -= 1
        if self.left < 0:
            raise WorkLimitError(
                "The document combines more types and contexts than an honest credential does.",
                tables=MAX_TABLES_PER_DOCUMENT,
            )


@dataclass(frozen=True, slots=True, eq=False)
class TermTable:
    """One processed active context.

    `previous` is the table that holds again below a node once its types no longer speak (JSON-LD 1.1 §4.1.8);
    `exotic` tables carry defaults (`@vocab`, `@language`, …) that only the general algorithm applies.
    """

    terms: Mapping[str, Term]
    id_keys: tuple[str, ...]
    type_keys: tuple[str, ...]
    exotic: bool
    previous: "TermTable | None"
    active: Any
    family: "_Family"
    children: dict[object, "TermTable"] = field(default_factory=dict)

    def for_types(self, types: tuple[str, ...], budget: Budget) -> "TermTable":
        """Return the table inside a node of these types (type-scoped contexts)."""
        return self.children.get(types) or self.family.compile_types(self, types, budget)

    def for_value(self, name: str, budget: Budget) -> "TermTable":
        """Return the table for texts under the scoped term `name` (property-scoped context)."""
        key = ("@value", name)
        return self.children.get(key) or self.family.compile_scope(self, self, key, budget)

    def for_object(self, name: str, budget: Budget) -> "TermTable":
        """Return the table for nodes under the scoped term `name`: types stop speaking first."""
        key = ("@object", name)
        return self.children.get(key) or self.family.compile_scope(self, self.previous or self, key, budget)

    def for_contexts(self, urls: tuple[str, ...], budget: Budget) -> "TermTable":
        """Return the table inside a node that names contexts of its own."""
        key = ("@context", urls)
        return self.children.get(key) or self.family.compile_contexts(self, key, budget)


class _Family:
    """All tables that grow from one list of contexts."""

    def __init__(self, tables: "TermTables") -> None:
        self._tables = tables
        self._terms: dict[int, tuple[Any, Term]] = {}
        self.size = 0
        self.root = self._table(tables.initial_context(), None)

    def compile_types(self, table: TermTable, types: tuple[str, ...], budget: Budget) -> TermTable:
        """Return the table for the types that have a scope, in the standard's order; kept under those alone."""
        scoped = tuple(sorted({name for name in types if name in table.terms and table.terms[name].is_scoped}))
        known = table.children.get(scoped) if scoped else table
        if known is not None:
            return known
        active = table.active
        for name in scoped:
            budget.spend()
            active = self._tables.process(active, table.terms[name].scope, propagate=False)
        return self._keep(table, scoped, self._table(active, table.previous or table))

    def compile_scope(self, table: TermTable, below: TermTable, key: tuple[str, str], budget: Budget) -> TermTable:
        budget.spend()
        scope = table.terms[key[1]].scope
        active = self._tables.process(below.active, scope, override_protected=True)
        return self._keep(table, key, self._table(active, below.previous))

    def compile_contexts(self, table: TermTable, key: tuple[str, tuple[str, ...]], budget: Budget) -> TermTable:
        budget.spend()
        active = self._tables.process(table.active, list(key[1]))
        return self._keep(table, key, self._table(active, table.previous))

    def _keep(self, parent: TermTable, key: object, table: TermTable) -> TermTable:
        self._tables.make_room(self)
        parent.children[key] = table
        self.size += 1
        return table

    def forget(self) -> None:
        """Drop every table but the root."""
        self.root.children.clear()
        self._terms.clear()
        self.size = 0

    def _table(self, active: Any, previous: TermTable | None) -> TermTable:
        terms = _KEYWORDS | {name: self._term(mapping) for name, mapping in active["mappings"].items()}
        return TermTable(
            terms=terms,
            id_keys=tuple(name for name, term in terms.items() if term.iri == "@id"),
            type_keys=tuple(name for name, term in terms.items() if term.iri == "@type"),
            exotic=any(setting in active for setting in _EXOTIC_SETTINGS),
            previous=previous,
            active=active,
            family=self,
        )

    def _term(self, mapping: Any) -> Term:
        """Return the term for one of PyLD's mappings, which its contexts share: compiled once, kept with it."""
        known = self._terms.get(id(mapping))
        if known is None:
            known = self._terms[id(mapping)] = (mapping, _compiled(mapping))
        return known[1]


def _compiled(mapping: Mapping[str, Any]) -> Term:
    """Return the term that one of PyLD's mappings describes."""
    iri, scope = mapping["@id"], mapping.get("@context", _UNSCOPED)
    is_scoped = scope is not _UNSCOPED
    if iri is None:
        return Term("", IGNORED)
    if iri.startswith("@"):
        return Term(iri, KEYWORD if iri in ("@id", "@type") and not is_scoped else GENERAL)
    if _is_exotic(mapping):
        return Term(iri, GENERAL, is_prefix=mapping["_prefix"], is_scoped=is_scoped, scope=scope)
    coercion, containers = mapping.get("@type"), mapping.get("@container", ())
    kind = next((one for one in _COERCIONS if one == coercion), TEXT)
    datatype = coercion if coercion and not coercion.startswith("@") else None
    is_direct = not is_scoped and not {"@list", "@graph"}.intersection(containers)
    return Term(
        iri=iri,
        kind=kind,
        predicate=f"<{iri}>",
        datatype=datatype,
        suffix=datatype_suffix(datatype) if datatype else "",
        is_list="@list" in containers,
        is_graph="@graph" in containers,
        is_prefix=mapping["_prefix"],
        is_scoped=is_scoped,
        is_direct=is_direct and kind != JSON,
        is_plain=kind == TEXT and is_direct,
        is_address=kind == REFERENCE and is_direct,
        scope=scope,
    )


def _is_exotic(mapping: Mapping[str, Any]) -> bool:
    """Tell whether only the general algorithm reads this term: reversed, nested, indexed, xsd:double."""
    propagates = isinstance(mapping.get("@context"), Mapping) and "@propagate" in mapping["@context"]
    known = _COMPILED_MEMBERS.issuperset(mapping) and _COMPILED_CONTAINERS.issuperset(mapping.get("@container", ()))
    return bool(not known or mapping["reverse"] or propagates or mapping.get("@type") == XSD_DOUBLE)


class TermTables:
    """The compiled tables of one set of contexts, by list of context URLs; the least used lists are forgotten."""

    def __init__(self, contexts: KnownContexts) -> None:
        self.contexts = contexts
        self._lock = RLock()
        self._families: OrderedDict[tuple[str, ...], _Family] = OrderedDict()
        self._processor = jsonld.JsonLdProcessor()
        self._resolver = ContextResolver({}, self.load)

    def root(self, urls: tuple[str, ...], budget: Budget) -> TermTable:
        """Return the table at the top of a document that names these contexts.

        Raises `UnknownContextError` when a later context redefines what an earlier one protects.
        """
        with self._lock:
            family = self._families.get(urls)
            if family is None:
                family = self._families[urls] = _Family(self)
            self._families.move_to_end(urls)
        return family.root.for_contexts(urls, budget)

    def make_room(self, family: _Family) -> None:
        """Forget tables until one more fits, those of other lists of contexts first."""
        with self._lock:
            while sum(one.size + 1 for one in self._families.values()) > MAX_TABLES:
                oldest = next(iter(self._families))
                if self._families[oldest] is family:
                    family.forget()
                    return
                del self._families[oldest]

    def initial_context(self) -> Any:
        """Return the context that defines nothing."""
        return self._processor.process_context({"mappings": {}}, None, self.options())

    def process(self, active: Any, local: Any, *, override_protected: bool = False, propagate: bool = True) -> Any:
        """Return the active context after `local` (JSON-LD 1.1 API §4.1.2), as PyLD computes it."""
        with self._lock:
            try:
                return self._processor._process_context(  # noqa: SLF001  the public form cannot scope
                    active, local, self.options(), override_protected=override_protected, propagate=propagate
                )
            except jsonld.JsonLdError as cause:
                raise UnknownContextError(
                    "The contexts of this document contradict each other: one redefines a word that another protects.",
                    cause=str(cause.code),
                ) from cause

    def options(self) -> dict[str, Any]:
        """Return PyLD's options: our loader, no network, no framing."""
        return {**_PROCESSING, "contextResolver": self._resolver, "documentLoader": self.load}

    def load(self, url: str, _options: object = None) -> dict[str, Any]:
        """Return a known context in the form of PyLD's document loaders."""
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": self.contexts.load(url),
        }


@lru_cache(maxsize=8)
def term_tables(contexts: KnownContexts) -> TermTables:
    """Return the tables of `contexts`, the same for the same set."""
    return TermTables(contexts)
