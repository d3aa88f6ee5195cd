"""Reads N-Quads into the quads that the product works on. Only tests read N-Quads, so it lives with them."""

import re

from rung.credentials.nquads import literal
from rung.credentials.rdfc10 import Quad

_IRI = r"<[^<>\s]*>"
_BLANK = r"_:[^\s<>\"]+"
_TEXT = r'"(?P<text>(?:[^"\\\n\r]|\\.)*)"'
_LINE = re.compile(
    rf"\s*(?P<s>{_IRI}|{_BLANK})\s*(?P<p>{_IRI})\s*(?P<o>{_IRI}|{_BLANK}|{_TEXT}(?P<suffix>\^\^{_IRI}|@[A-Za-z0-9-]+)?)"
    rf"\s*(?P<g>{_IRI}|{_BLANK})?\s*\.\s*(?:#.*)?"
)
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_NAMED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_STRING = "^^<http://www.w3.org/2001/XMLSchema#string>"


def read_nquads(text: str) -> list[Quad]:
    """Return the quads of an N-Quads document, literals in canonical form."""
    return [_quad(line) for line in re.split(r"[\n\r]+", text) if line.strip() and not line.lstrip().startswith("#")]


def _quad(line: str) -> Quad:
    match = _LINE.fullmatch(line)
    assert match, f"not N-Quads: {line!r}"
    object_ = (
        _unescape(match["o"]) if match["text"] is None else _literal(match["text"], _unescape(match["suffix"] or ""))
    )
    return _unescape(match["s"]), _unescape(match["p"]), object_, _unescape(match["g"] or "")


def _literal(text: str, suffix: str) -> str:
    return literal(_unescape(text)) + ("" if suffix == _STRING else suffix)


def _unescape(text: str) -> str:
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] in "uU" and len(code) > 1:
        return chr(int(code[1:], 16))
    return _NAMED.get(code, code)
