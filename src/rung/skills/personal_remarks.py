"""Takes out of a text what it says about the person: name, sex, age, nationality, disability, family.

Equal skills have to give equal answers (equal treatment in employment, Directive 2000/78/EC art. 2), so these remarks
take no part in any comparison. The text keeps its length: places found in it stay right.
"""

import re
from functools import lru_cache

from rung.skills.word_lists import word_list


def without_personal_remarks(text: str, language: str) -> str:
    """Return the text with remarks about the person blanked out, character by character."""
    lowered = text.lower()
    for near, pattern in _remarks(language):
        if any(fragment in lowered for fragment in near):
            text = pattern.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())


@lru_cache(maxsize=8)
def _remarks(language: str) -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    written = word_list("personal_remarks")
    remarks = (*written["common"], *written.get(language, ()))
    return tuple((tuple(one["near"]), re.compile(one["pattern"], re.IGNORECASE)) for one in remarks)
