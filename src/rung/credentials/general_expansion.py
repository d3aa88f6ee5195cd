"""The general road from JSON-LD to RDF: PyLD's algorithms, fenced so that they cannot lose or fetch anything.

Rarely taken: only for documents that use what term tables do not cover. PyLD resolves relative references against
a base and knows no safe mode, so the base is one that no honest document contains; and what RDF would drop without
a trace is looked for beforehand.
"""

import json
from collections.abc import Mapping
from typing import Any

from pyld import jsonld

from rung.credentials.data_loss import ROOT, Place, loss, pointer
from rung.credentials.errors import WorkLimitError
from rung.credentials.limits import MAX_DEPTH, MAX_GENERAL_BYTES, MAX_GENERAL_VALUES
from rung.credentials.nquads import (
    RDF,
    UnfitTextError,
    datatype_suffix,
    is_absolute_iri,
    is_exact,
    is_language_tag,
    literal,
)
from rung.credentials.rdfc10 import Quad
from rung.credentials.term_tables import RELATIVE_BASE, TermTables

_DROPPED_KEYS = ("@index", "@direction")
_FREE_FLOATING = ("@graph", "@included")
_ALONE = frozenset({"@id", "id", "@value", "@type", "@language", "@list", "@set"})
_LANGUAGE_STRING = f"{RDF}langString"


def general_quads(document: Mapping[str, object], tables: TermTables) -> list[Quad]:
    """Return the quads of any JSON-LD document within the limits of this road.

    Raises `DataLossError`, `UnknownContextError` (also for contexts that contradict each other) and
    `WorkLimitError`.
    """
    _Fence(tables).check(document)
    dropped: list[str] = []
    processor = jsonld.JsonLdProcessor(on_property_dropped=lambda name: dropped.append(str(name)))
    options = {**tables.options(), "base": RELATIVE_BASE}
    try:
        expanded = processor.expand(document, options)
        for node in expanded:
            _require_covered(node)
        dataset = processor.to_rdf(expanded, options)
    except jsonld.JsonLdError as cause:
        raise loss("not_covered", ROOT, _innermost(cause)) from cause
    if dropped:
        raise loss("undefined_term", ROOT, dropped[0])
    return [_quad(triple, name) for name, triples in dataset.items() for triple in triples]


def _innermost(error: BaseException) -> str:
    """Return the message of the error at the root of PyLD's chain."""
    while error.__cause__ is not None:
        error = error.__cause__
    return str(error.args[0]) if error.args else type(error).__name__


class _Fence:
    """Looks for what the general algorithm would drop, fetch or spend too long on."""

    def __init__(self, tables: TermTables) -> None:
        self._contexts = tables.contexts
        self._values = 0

    def check(self, document: Mapping[str, object]) -> None:
        """Check a whole document."""
        self._check_value(document, ROOT)
        if len(json.dumps(document)) > MAX_GENERAL_BYTES:
            raise WorkLimitError(
                f"Documents with this unusual form of JSON-LD may have {MAX_GENERAL_BYTES} bytes; this one has more."
            )

    def _check_value(self, value: Any, place: Place) -> None:
        self._values += 1
        if self._values > MAX_GENERAL_VALUES or len(place) > MAX_DEPTH:
            raise WorkLimitError(
                f"The document uses an unusual form of JSON-LD, and is too large for it at {pointer(place)}."
            )
        if value is None:
            raise loss("null", place)
        if isinstance(value, int | float) and not is_exact(value):
            raise loss("number", place, value)
        if isinstance(value, Mapping):
            self._check_object(value, place)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                self._check_value(item, (*place, index))

    def _check_object(self, value: Mapping[str, Any], place: Place) -> None:
        lone_language = "@language" in value and "@value" not in value
        if lone_language or (isinstance(value.get("@value"), list) and "@json" not in value.values()):
            raise loss("value_object", place)
        for key, part in value.items():
            here = (*place, key)
            if key == "@context":
                self._contexts.urls_of(part)
            elif key in _DROPPED_KEYS or key.startswith("_:"):
                raise loss("not_covered", here, key)
            else:
                self._check_value(part, here)
            if key in _FREE_FLOATING:
                _require_nodes(part, here)


def _require_nodes(value: Any, place: Place) -> None:
    """Refuse what stands alone in a graph and would vanish: values, and nodes of which only the id is told."""
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, Mapping) or _ALONE.issuperset(item):
            raise loss("empty_graph", place)


def _require_covered(node: Any) -> None:
    """Refuse, in the expanded form, what would not become a statement of RDF (JSON-LD 1.1 API §7).

    Every name has to be absolute, and what forms a graph or is included has to say more than its name.
    """
    if "@value" in node:
        _require_literal(node)
        return
    for key, value in node.items():
        if key == "@id":
            _resource(value)
        elif key == "@type":
            for name in value:
                _resource(name)
        elif key == "@reverse":
            _require_covered(value)
        else:
            _require_property(key, value)


def _require_property(key: str, values: list[Any]) -> None:
    if key not in ("@graph", "@included", "@list"):
        _resource(key)
    for value in values:
        is_lost = "@value" in value or "@list" in value or value.keys() <= {"@id"}
        if key in ("@graph", "@included") and is_lost:
            raise loss("empty_graph", ROOT)
        _require_covered(value)


def _require_literal(value: Mapping[str, Any]) -> None:
    if value.get("@type", "@json") != "@json":
        _resource(value["@type"])
    if not is_language_tag(value.get("@language", "en")):
        raise loss("language_tag", ROOT, value["@language"])


def _quad(triple: Mapping[str, Any], graph: str) -> Quad:
    return (
        _term(triple["subject"]),
        _term(triple["predicate"]),
        _term(triple["object"]),
        "" if graph == "@default" else _resource(graph),
    )


def _term(term: Mapping[str, Any]) -> str:
    if term["type"] != "literal":
        return _resource(term["value"])
    try:
        text = literal(term["value"])
    except UnfitTextError as cause:
        raise loss("surrogate", ROOT) from cause
    if term["datatype"] == _LANGUAGE_STRING:
        return f"{text}@{term['language']}"
    return text + datatype_suffix(_resource(term["datatype"])[1:-1])


def _resource(name: str) -> str:
    if name.startswith("_:"):
        return name
    if name.startswith(RELATIVE_BASE) or not is_absolute_iri(name):
        raise loss("relative", ROOT, name.removeprefix(RELATIVE_BASE))
    return f"<{name}>"
