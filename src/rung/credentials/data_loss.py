"""What a signature would not cover, said with its place: the reasons for `DataLossError`."""

from typing import Final, TypeAlias

from rung.credentials.errors import DataLossError

Place: TypeAlias = tuple[str | int, ...]
"""Where a value stands in a document: the keys and indexes that lead to it."""

ROOT: Final[Place] = ()

_SHOWN = 120

_SENTENCES: Final = {
    "undefined_term": "“{value}” at {place} is defined by none of the document's contexts, so no signature covers it:"
    " remove it or name the context that defines it.",
    "ignored_term": "A context says that “{value}” at {place} means nothing, so no signature covers it: remove it.",
    "relative": "“{value}” at {place} is no full address, so it means nothing outside this document: write an"
    " absolute IRI such as https://… or urn:….",
    "null": "The value at {place} is null, which states nothing and is not signed: leave the member out.",
    "not_covered": "“{value}” at {place} does not reach the signed statements: remove it.",
    "not_a_value": "The value at {place} is neither a text, a number, a truth value, a list nor an object.",
    "not_a_text": "The value at {place} has to be a text.",
    "doubled": "The object at {place} says the same keyword twice, under two names: keep one.",
    "language_tag": "“{value}” at {place} is no language tag: write one such as pl or en-GB.",
    "value_object": "The value object at {place} may hold a text, number or truth value and either @language, for a"
    " text, or @type.",
    "empty_graph": "The value at {place} has to be an object that says more than its id, for only that is signed.",
    "number": "The number “{value}” at {place} is read differently by different programs: write it as a text.",
    "surrogate": "The text at {place} holds half of a surrogate pair, which no encoding can carry: remove it.",
}


def pointer(place: Place) -> str:
    """Return the JSON pointer of a place (RFC 6901); the whole document is the empty text."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in place)


def loss(reason: str, place: Place, value: object = "") -> DataLossError:
    """Return the error for one loss. `data` holds `reason`, `place` and `value`, for programs and translations."""
    shown = str(value)[:_SHOWN]
    where = pointer(place)
    sentence = _SENTENCES[reason].format(value=shown, place=where or "the top of the document")
    return DataLossError(sentence, reason=reason, place=where, value=shown)
