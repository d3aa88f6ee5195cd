"""Entries of the Europass authority lists that a micro-credential points at, by English name or by address."""

import difflib
import tomllib
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from rung.core.errors import ValueRefusedError
from rung.credentials.alignments import Concept


class EuropeanList(StrEnum):
    """The lists that Rung ships."""

    ASSESSMENT = "assessment"
    PARTICIPATION = "participation"
    QUALITY_ASSURANCE = "quality_assurance"


def entry(of: EuropeanList, text: str) -> Concept:
    """Return the entry of list `of` that `text` names, in any case, or whose address it is.

    Raises `ValueRefusedError` with the nearest names for anything else.
    """
    addresses = _entries()[of]
    wanted = " ".join(text.split()).lower()
    by_address = {uri: name for name, uri in addresses.items()}
    if text.strip() in by_address:
        return Concept(text.strip(), by_address[text.strip()])
    if wanted in addresses:
        return Concept(addresses[wanted], wanted)
    near = difflib.get_close_matches(wanted, addresses, n=3, cutoff=0.4) or names(of)
    raise ValueRefusedError(f"“{text}” is not in the list; write one of: {', '.join(near)}.", found=text)


def names(of: EuropeanList) -> tuple[str, ...]:
    """Return the English names of list `of`, sorted."""
    return tuple(sorted(_entries()[of]))


@lru_cache(maxsize=1)
def _entries() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("rung.credentials").joinpath("data/european_lists.toml").read_text("utf-8"))
