"""Text of unknown origin, made safe to print on one line of a terminal or a log."""

import unicodedata
from typing import Any

LONGEST = 300
"""Characters kept: enough for any honest title or address, and a hostile one cannot fill the screen."""

_UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Control and format characters (escapes, right-to-left overrides), surrogates, unassigned, separators."""


def plain(value: Any, longest: int = LONGEST) -> str:
    """Return `value` as one line; several values are listed, unprintable characters become �."""
    if isinstance(value, list | tuple):
        return ", ".join(plain(item, longest) for item in value[:longest])
    text = str(value)
    if len(text) <= longest and text.isprintable():
        return text
    cut = text if len(text) <= longest else f"{text[:longest]}…"
    return "".join("�" if unicodedata.category(char) in _UNPRINTABLE else char for char in cut)
