"""The word lists that Rung ships, by language: function words, everyday words, gendered words, headings, remarks."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "pl")
"""The languages whose words Rung knows. Text in another is compared as it stands."""


@lru_cache(maxsize=8)
def word_list(name: str) -> dict[str, Any]:
    """Return the shipped list of this name, as its TOML document has it."""
    text = files("rung.skills").joinpath("data", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=8)
def words_of(name: str, language: str) -> frozenset[str]:
    """Return the words of a list in one language; none for a language that the list does not have."""
    return frozenset(word_list(name).get(language, "").split())
