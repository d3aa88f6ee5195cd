"""Tells Polish from English, by their function words and by Polish letters."""

import re
from collections.abc import Sequence

from rung.skills.word_lists import LANGUAGES, words_of

_WORD = re.compile(r"[^\W\d_]+")
_POLISH_LETTERS = re.compile(r"[ąćęłńśźż]", re.IGNORECASE)
_LEAST_EVIDENCE = 2
"""By how many signs one language has to lead before a sentence is taken to be in another language than its text."""


def detect_language(text: str, among: Sequence[str] = LANGUAGES, default: str | None = None) -> str:
    """Return which of `among` the text is most likely written in.

    Without clear signs (a list of product names, a title of two words) it is `default`, and without one the first of
    `among`. Each function word and each word with a Polish letter is one sign.
    """
    fallback = default or among[0]
    found = [one.lower() for one in _WORD.findall(text)]
    signs = {one: sum(word in words_of("function_words", one) for word in found) for one in among}
    if "pl" in signs:
        signs["pl"] += sum(bool(_POLISH_LETTERS.search(word)) for word in found)
    best = max(among, key=lambda one: signs[one])
    least = _LEAST_EVIDENCE if default else 1
    return best if signs[best] - signs[fallback] >= least else fallback
