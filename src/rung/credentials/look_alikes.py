"""Names that a person could take for each other.

A forged credential rarely invents an issuer; it borrows a known name with a letter from another alphabet, an
accent more or a word less. The comparison is deterministic and errs towards finding too much: it only ever adds
a warning.
"""

import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

MOST_SIMILAR = 5
"""Look-alikes shown: more would not be read."""

LONGEST_NAME = 120
"""Characters compared; comparing takes quadratic time, and no name of an organisation is longer."""

_ALIKE = 0.84
"""Share of equal characters from which two names pass for each other: two letters differ in fourteen."""

_SHORTEST_PART = 6
"""A known name this long inside a longer claimed one (“Official Warsaw University”) is a look-alike too."""

_CONFUSABLE = str.maketrans(
    {
        **dict(zip("аԁеһіјӏкмнорԛѕтԝхуѵвгпь", "adehijlkmhopqstwxyvbrnb", strict=True)),
        **dict(zip("αβγδεζηικνορτυχωμ", "abydezniknoptuxwu", strict=True)),
        **dict(zip("0134578|!$@łøđħıŧ", "oleastbllsaloahit", strict=True)),
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
    }
)
"""Cyrillic, Greek, digits and letters with strokes → the Latin letter that they are read as."""


def skeleton(name: str) -> str:
    """Return what is left of `name` when case, accents, alphabets, spaces and punctuation are ignored."""
    decomposed = unicodedata.normalize("NFKD", name[:LONGEST_NAME]).casefold()
    return "".join(char for char in decomposed.translate(_CONFUSABLE) if char.isalnum()).replace("rn", "m")


def similarity(one: str, other: str) -> float:
    """Return how alike two names look, from 0 to 1; 1 where only case, accents or alphabets differ."""
    left, right = sorted((skeleton(one), skeleton(other)), key=lambda text: (len(text), text))
    return _ratio(left, right) if left else 0.0


def look_alikes(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the names of `known` that could be taken for `name`, the likest first, at most `MOST_SIMILAR`.

    Costs one comparison per known name: for thousands of them, some tens of milliseconds.
    """
    measured = sorted({(-_resemblance(name, candidate), candidate) for candidate in known})
    return tuple(candidate for negative, candidate in measured if -negative >= _ALIKE)[:MOST_SIMILAR]


def _resemblance(name: str, known: str) -> float:
    """As `similarity`; and a known name inside a longer one counts as alike."""
    inner = skeleton(known)
    is_inside = len(inner) >= _SHORTEST_PART and inner in skeleton(name)
    return max(similarity(name, known), _ALIKE if is_inside else 0.0)


def _ratio(left: str, right: str) -> float:
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE else 0.0
