"""Cuts an ad into sentences and passes over the parts that ask for no skills."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rung.skills.word_lists import word_list

_LINE_BREAK = re.compile(r"[\n\r\v\f\u2028\u2029•▪●◦‣·✓✔➢►*|;]+|(?<=\s)[–—-](?=\s)")
_FULL_STOP = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"„“(]?[A-ZĄĆĘŁŃÓŚŹŻ0-9])")
_ABBREVIATION = re.compile(
    r"""(?:\b(?:al|approx|art|dot|dr|ds|e\.g|etc|godz|i\.e|incl|inż|itd|itp|kat|m\.in|maks|mgr|min|mr|mrs|ms|no|np|nr|ok
    |pkt|prof|r|tel|tzn|tzw|ul|ur|ust|vs|wg|ww|zł)|\b[A-ZŁŚŻ])\.$""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_ABBREVIATION = 8
"""Characters before a full stop that are looked at; looking at all would take time with the square of the text."""

_HEADING_WORDS = 6


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, a bullet or a line, and where it begins in its text."""

    text: str
    start: int


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences that may ask for skills, in their order.

    Bullets, lines and semicolons end a sentence, a comma does not, and nothing is ever cut within a word. What stands
    under a heading such as “Oferujemy” or “About us” is passed over until the next heading.
    """
    passed_over = False
    for start, end in _lines(text):
        heading, rest = _heading(text[start:end])
        known = _headings().get(heading)
        passed_over = passed_over if known is None else known
        begin = start + (rest if known is not None else 0)
        if not passed_over and text[begin:end].strip():
            yield from _sentences_of_line(text, begin, end)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    place = 0
    for match in _LINE_BREAK.finditer(text):
        yield place, match.start()
        place = match.end()
    yield place, len(text)


def _heading(line: str) -> tuple[str, int]:
    """Return what a heading would be compared by, and where the text after it begins."""
    before, colon, _ = line.partition(":")
    title = " ".join(re.findall(r"\w+", before.lower()))
    if len(title.split()) > _HEADING_WORDS:
        return "", 0
    return title, len(before) + len(colon)


@lru_cache(maxsize=1)
def _headings() -> dict[str, bool]:
    """Return for each known heading whether what follows is passed over."""
    written = word_list("section_headings")
    parts = {part: [title for titles in written[part].values() for title in titles] for part in ("passed_over", "read")}
    return {title: part == "passed_over" for part, titles in parts.items() for title in titles}


def _sentences_of_line(text: str, start: int, end: int) -> Iterator[Sentence]:
    line = text[start:end]
    stops = [match.end() for match in _FULL_STOP.finditer(line) if not _is_abbreviated(line, match.start())]
    for first, last in pairwise([0, *stops, len(line)]):
        if line[first:last].strip():
            yield Sentence(line[first:last], start + first)


def _is_abbreviated(line: str, stop: int) -> bool:
    return _ABBREVIATION.search(line[max(0, stop - _LONGEST_ABBREVIATION) : stop]) is not None
