"""JSON read strictly: RFC 8259 as narrowed by I-JSON (RFC 7493), within a size and a depth.

Two programs must never read the same bytes differently, for then one of them sees a statement that nobody
signed. So everything is refused that the standard library's reader would quietly settle: a key that stands
twice, NaN, a number beyond exact doubles, half a surrogate pair, bytes that are not UTF-8.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NoReturn

from rung.credentials.errors import TooLargeError, UnreadableError
from rung.credentials.findings import refusal
from rung.credentials.limits import MAX_DEPTH, MAX_INPUT_BYTES, MAX_INTEGER

_BYTE_ORDER_MARK = "\ufeff"
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}:,]|[^\s"\[\]{}:,]++', re.DOTALL)
_BRACKET_OR_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")


class _UnfitNumberError(Exception):
    """Carries the literal of a number out of the standard library's reader, to be located afterwards."""


class _DuplicateKeyError(Exception):
    """Carries a doubled key out of the standard library's reader, to be located afterwards."""


def parse(data: bytes) -> Any:
    """Return the value that `data` holds.

    A byte order mark is skipped (RFC 8259 §8.1 allows it). Every refusal is an `UnreadableError` that names
    line and column, or a JSON pointer (RFC 6901), and what would mend it.
    """
    text = _decoded(data)
    _refuse_depth(text)
    try:
        value = _READER.decode(text)
    except json.JSONDecodeError as error:
        raise refusal(UnreadableError, "format.json_syntax", line=error.lineno, column=error.colno) from error
    except _UnfitNumberError as error:
        _refuse_number(text, error)
    except _DuplicateKeyError as error:
        _refuse_duplicate(text, error)
    if _SURROGATE_ESCAPE.search(text):
        _refuse_lone_surrogates(value, "")
    return value


def pointer(*steps: str | int) -> str:
    """Return the JSON pointer (RFC 6901) that leads through `steps`; of none, the whole document."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in steps)


def _decoded(data: bytes) -> str:
    if not data.strip():
        raise refusal(UnreadableError, "format.empty")
    if len(data) > MAX_INPUT_BYTES:
        raise refusal(TooLargeError, "format.too_large", size=len(data), limit=MAX_INPUT_BYTES)
    try:
        return data.decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        raise refusal(UnreadableError, "format.not_utf8", offset=error.start) from error


def _place(text: str, offset: int) -> dict[str, int]:
    line_start = text.rfind("\n", 0, offset) + 1
    return {"line": text.count("\n", 0, offset) + 1, "column": offset - line_start + 1}


def _refuse_depth(text: str) -> None:
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return
    depth = 0
    for token in _BRACKET_OR_STRING.finditer(text):
        depth += _STEPS.get(text[token.start()], 0)
        if depth > MAX_DEPTH:
            where = _place(text, token.start())
            raise refusal(TooLargeError, "format.json_too_deep", limit=MAX_DEPTH, **where)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    built = dict(pairs)
    if len(built) != len(pairs):
        counts = Counter(key for key, _ in pairs)
        raise _DuplicateKeyError(next(key for key, count in counts.items() if count > 1))
    return built


def _integer(literal: str) -> int:
    if len(literal) > len(str(-MAX_INTEGER)) or abs(int(literal)) > MAX_INTEGER:
        raise _UnfitNumberError(literal)
    return int(literal)


def _float(literal: str) -> float:
    value = float(literal)
    if math.isinf(value):
        raise _UnfitNumberError(literal)
    return value


def _constant(literal: str) -> NoReturn:
    raise _UnfitNumberError(literal)


_READER = json.JSONDecoder(object_pairs_hook=_object, parse_int=_integer, parse_float=_float, parse_constant=_constant)


def _refuse_number(text: str, unfit: _UnfitNumberError) -> NoReturn:
    literal = str(unfit)
    offset = next(token.start() for token in _TOKEN.finditer(text) if token.group() == literal)
    known = literal.lstrip("-") in {"NaN", "Infinity"}
    code = "format.json_not_a_number" if known else "format.json_number_too_large"
    raise refusal(UnreadableError, code, literal=literal, **_place(text, offset)) from unfit


def _refuse_duplicate(text: str, duplicate: _DuplicateKeyError) -> NoReturn:
    key = str(duplicate)
    offset = next(_repeated_keys(text, key))
    raise refusal(UnreadableError, "format.json_duplicate_key", key=key, **_place(text, offset)) from duplicate


def _repeated_keys(text: str, key: str) -> Iterator[int]:
    """Yield where `key` stands in one object a second time; the reader stopped at the first."""
    counts: list[int] = []
    for token, following in pairwise(_TOKEN.finditer(text)):
        written = token.group()
        if written in "[{":
            counts.append(0)
        elif written in "]}":
            counts.pop()
        elif following.group() == ":" and json.loads(written) == key:
            counts[-1] += 1
            if counts[-1] > 1:
                yield token.start()


def _refuse_lone_surrogates(value: Any, where: str) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            _refuse_lone_surrogates(key, where + pointer(key))
            _refuse_lone_surrogates(inner, where + pointer(key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _refuse_lone_surrogates(inner, where + pointer(index))
    elif isinstance(value, str) and any("\ud800" <= char <= "\udfff" for char in value):
        raise refusal(UnreadableError, "format.json_lone_surrogate", pointer=where or "/")
