"""Words and names that the title of a listed micro-credential must not hold (R-REG, New Zealand profile).

A word is found whatever its case, its accents, and the hyphens, spaces or invisible characters put into it, also in
the plural and the possessive. It is not found inside another word: “international” is not “national”.
"""

import unicodedata
from collections.abc import Collection, Iterator

from rung.core.lang_text import LangText
from rung.qualifications.unit_framework import FrameworkVersion, RuleBreak

_JOINED_PIECES = 3
"""Neighbouring pieces of a title that are at least read as one word, so that “post-graduate” is found."""

_ENDINGS = ("", "s", "es")


def check_title(
    version: FrameworkVersion, title: LangText, *, names: Collection[str] = (), reasons: Collection[str] = ()
) -> tuple[RuleBreak, ...]:
    """Return every rule about titles that `title` breaks, in any of its languages; none means that it fits.

    `names` are those of persons, organisations and products that could stand in it, `reasons` those of them whose use
    has been justified. Whether a word is a name is for the caller to know.
    """
    found = []
    window = max(_JOINED_PIECES, *(len(_pieces(one)) for one in (*version.titles.forbidden, *names)), 0)
    for tag, text in title:
        held = set(_words(text, window))
        found += [_forbidden(version, word, tag) for word in version.titles.forbidden if _stands_in(word, held)]
        if version.titles.names_need_reason:
            unjustified = [name for name in names if name not in reasons and _stands_in(name, held)]
            found += [_unjustified(version, name, tag) for name in unjustified]
    return tuple(found)


def _forbidden(version: FrameworkVersion, word: str, tag: str) -> RuleBreak:
    sentence = f"The title ({tag}) holds “{word}”, which is reserved: choose other words."
    return RuleBreak(version.rule_name("title.word"), sentence, word)


def _unjustified(version: FrameworkVersion, name: str, tag: str) -> RuleBreak:
    sentence = f"The title ({tag}) holds the name “{name}”: take it out or record why it has to be there."
    return RuleBreak(version.rule_name("title.name"), sentence, name)


def _stands_in(phrase: str, held: set[str]) -> bool:
    squeezed = "".join(_pieces(phrase))
    return bool(squeezed) and any(squeezed + ending in held for ending in _ENDINGS)


def _words(text: str, window: int) -> Iterator[str]:
    """Yield every run of up to `window` neighbouring pieces, squeezed together."""
    pieces = _pieces(text)
    for start in range(len(pieces)):
        for end in range(start + 1, min(start + window, len(pieces)) + 1):
            yield "".join(pieces[start:end])


def _pieces(text: str) -> list[str]:
    """Return the letters and digits of `text` without case and accents, split at everything that is seen between."""
    plain = [
        char if char.isalnum() else " "
        for char in unicodedata.normalize("NFKD", text).casefold()
        if unicodedata.category(char) not in {"Mn", "Cf"}
    ]
    return "".join(plain).split()
