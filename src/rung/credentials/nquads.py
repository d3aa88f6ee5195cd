"""Terms of canonical N-Quads: literals escaped and IRIs admitted as RDFC-1.0 §5 and RFC 3987 want them."""

import math
import re
from typing import Final

from rung.credentials.limits import MAX_INTEGER

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDF_TYPE: Final = f"<{RDF}type>"
RDF_FIRST: Final = f"<{RDF}first>"
RDF_REST: Final = f"<{RDF}rest>"
RDF_NIL: Final = f"<{RDF}nil>"
RDF_JSON: Final = f"^^<{RDF}JSON>"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
XSD_STRING: Final = f"{XSD}string"
XSD_BOOLEAN: Final = f"{XSD}boolean"
XSD_INTEGER: Final = f"{XSD}integer"
XSD_DOUBLE: Final = f"{XSD}double"

_NEEDS_ESCAPE = re.compile(r'[\x00-\x1f"\\\x7f\ud800-\udfff\ufffe\uffff]')
_ESCAPES = {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}
_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>"{}|^`\\\x7f-\xa0\ud800-\udfff\ufffe\uffff]*')
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_EXPONENT = re.compile(r"(\d)0*E\+?(-)?0*(\d)")
_FIRST_DOUBLE_ONLY = 10**21


class UnfitTextError(ValueError):
    """The text cannot be written in any encoding of Unicode."""


class UnfitNumberError(ValueError):
    """The number is not the same for every reader of JSON."""


def literal(text: str) -> str:
    """Return `text` in quotation marks, escaped canonically (RDFC-1.0 §5).

    Raises `UnfitTextError` for half of a surrogate pair, which no encoding can carry.
    """
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'  # three scans in C, each faster than a look for a set of characters
    return f'"{_NEEDS_ESCAPE.sub(_escaped, text)}"'


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    if character in _ESCAPES:
        return _ESCAPES[character]
    if "\ud800" <= character <= "\udfff":
        raise UnfitTextError
    return f"\\u{ord(character):04X}"


def is_absolute_iri(text: str) -> bool:
    """Tell whether `text` starts with a scheme and holds no character that an IRI excludes (RFC 3987 §2.2)."""
    return _IRI.fullmatch(text) is not None


def is_language_tag(text: str) -> bool:
    """Tell whether `text` has the shape of a BCP 47 tag, as N-Quads allows it."""
    return _LANGUAGE.fullmatch(text) is not None


def datatype_suffix(datatype: str) -> str:
    """Return what follows the quotation marks: nothing for xsd:string, else `^^<…>`."""
    return "" if datatype == XSD_STRING else f"^^<{datatype}>"


def typed_boolean(value: bool, *, datatype: str | None) -> str:  # noqa: FBT001  the value is a truth value
    """Return the literal of a JSON truth value."""
    return f'"{"true" if value else "false"}"{datatype_suffix(datatype or XSD_BOOLEAN)}'


def typed_number(value: float, datatype: str | None) -> str:
    """Return the literal of a JSON number (JSON-LD 1.1 API §8.6, data round tripping).

    Whole numbers below 10^21 become integers, all others doubles in canonical form. Raises `UnfitNumberError`
    for a number that readers in other languages take for another one.
    """
    if not is_exact(value):
        raise UnfitNumberError
    if datatype == XSD_DOUBLE or value != math.floor(value) or abs(value) >= _FIRST_DOUBLE_ONLY:
        return f'"{canonical_double(float(value))}"{datatype_suffix(datatype or XSD_DOUBLE)}'
    return f'"{int(value)}"{datatype_suffix(datatype or XSD_INTEGER)}'


def is_exact(value: float) -> bool:
    """Tell whether every JSON reader sees the same number: finite, and as an `int` at most 2^53 - 1."""
    return abs(value) <= MAX_INTEGER if isinstance(value, int) else math.isfinite(value)


def canonical_double(value: float) -> str:
    """Return the canonical form of an xsd:double with at most 15 digits after the point, as `1.5E0`."""
    return _EXPONENT.sub(r"\1E\2\3", f"{value:1.15E}")
