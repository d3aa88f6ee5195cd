"""Cuts text into words and brings each to the form in which texts and labels are compared."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy

from rung.skills.word_lists import LANGUAGES, word_list, words_of

_WORD = re.compile(r"[^\W_]+(?:\+{1,2}(?!\w)|#|\.(?:[Jj][Ss]|[Nn][Ee][Tt])\b)?|\.(?:[Nn][Ee][Tt])\b")
"""A run of letters and digits. “C++”, “C#”, “.NET” and “node.js” stay whole: their signs tell them from C and node."""

_DICTIONARY = Lemmatizer(cache_max_size=0, lemmatization_strategy=DefaultStrategy(low_memory=True))
"""Reads its dictionaries as they are packed, 5 MB for Polish instead of 360. `lemma` looks each word up once."""

_DECLENSION = {
    "ka": ("ka", "ki", "ce", "kę", "ką", "ko", "kom", "kami", "kach"),
    "ica": ("ica", "icy", "icę", "icą", "ice", "icom", "icami", "icach"),
    "żka": ("żka", "żki", "żce", "żkę", "żką", "żkom", "żkami", "żkach"),
    "yni": ("yni", "ynię", "ynią", "ynie", "yniom", "yniami", "yniach"),
    "owa": ("owa", "owej", "ową", "owe", "owych", "owym", "owymi"),
}
"""How Polish feminine names of occupations are declined, by their ending."""

_FEMININE_ADJECTIVES = ("a", "ej", "ą")


class Word(NamedTuple):
    """A word, where it stands in the text (characters from the beginning), and its lemma.

    A tuple, because one is made for every word of every ad, and a tuple is made in a third of the time.
    """

    lemma: str
    surface: str
    start: int
    end: int


def words(text: str, language: str, offset: int = 0) -> Iterator[Word]:
    """Yield the words of `text` that carry meaning; `offset` is where the text begins in its document."""
    left_out = words_of("function_words", language)
    for match in _WORD.finditer(text):
        surface = match[0].lower()
        if surface not in left_out:
            yield Word(lemma(surface, language), surface, offset + match.start(), offset + match.end())


def lemmas(text: str, language: str) -> list[str]:
    """Return the lemmas of `text` in their order, without function words."""
    return [word.lemma for word in words(text, language)]


@lru_cache(maxsize=200_000)
def lemma(surface: str, language: str) -> str:
    """Return the lemma of a word in small letters. A feminine name of an occupation has the lemma of the masculine."""
    if language not in LANGUAGES:
        return surface
    same = _masculine(language)
    if surface in same:
        return same[surface]
    found = _corrected(language).get(surface) or _DICTIONARY.lemmatize(surface, lang=language).lower()
    return same.get(found, found)


def neutral(surfaces: Iterable[str], language: str, *, in_sentence: bool) -> Iterator[str]:
    """Yield words as they stand, for comparison by letters, but feminine and masculine names of occupations alike.

    A feminine name becomes the masculine lemma, and a Polish adjective that goes with it the masculine nominative
    (testerka manualna). Other adjectives stay: “służba techniczna” has no sex. `in_sentence` does the same to masculine
    names, which stand in every case there (dla testera); titles stand in the nominative, and their plurals differ.
    """
    same, men = _masculine(language), _men(language)
    after_woman = False
    for surface in surfaces:
        found = lemma(surface, language)
        is_adjective = after_woman and surface.endswith(_FEMININE_ADJECTIVES) and found.endswith(("y", "i"))
        after_woman = surface in same or is_adjective
        yield found if after_woman or (in_sentence and found in men) else surface


@lru_cache(maxsize=len(LANGUAGES))
def _masculine(language: str) -> Mapping[str, str]:
    """Return the masculine lemma for each form of a feminine name of an occupation."""
    pairs = word_list("gendered_words").get(language, {})
    return MappingProxyType({form: man for woman, man in pairs.items() for form in _forms(woman)})


@lru_cache(maxsize=len(LANGUAGES))
def _men(language: str) -> frozenset[str]:
    return frozenset(_masculine(language).values())


@lru_cache(maxsize=len(LANGUAGES))
def _corrected(language: str) -> Mapping[str, str]:
    """Return the lemma for each form that the dictionary misjudges."""
    written = word_list("lemma_corrections").get(language, {})
    return MappingProxyType({form: one for one, forms in written.items() for form in (one, *forms.split())})


def _forms(woman: str) -> Iterator[str]:
    yield woman
    for ending, forms in _DECLENSION.items():
        if woman.endswith(ending):
            yield from (woman.removesuffix(ending) + form for form in forms)
