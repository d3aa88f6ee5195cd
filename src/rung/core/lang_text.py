"""A text in several languages: content is a language map, never a pair of columns."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rung.core.errors import ValueRefusedError

_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


@dataclass(frozen=True, slots=True)
class LangText:
    """The same text in one or more languages, keyed by BCP 47 tag. Order is that of the author."""

    entries: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        """Refuse an empty map, a malformed or doubled tag and a blank text."""
        if not self.entries:
            raise ValueRefusedError("A text needs at least one language.")
        tags = [tag for tag, _ in self.entries]
        for tag, text in self.entries:
            if not _TAG.match(tag):
                raise ValueRefusedError(f"“{tag}” is not a language tag: write one such as pl or en.", tag=tag)
            if not text.strip():
                raise ValueRefusedError(f"The text in {tag} is empty: fill it in or leave {tag} out.", tag=tag)
        if len(set(tags)) != len(tags):
            raise ValueRefusedError("A language stands twice in one text.", tags=tags)

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> "LangText":
        """Build from a mapping such as `{"pl": "Tester", "en": "Tester"}`."""
        return cls(tuple(texts.items()))

    @property
    def languages(self) -> tuple[str, ...]:
        """The tags, in the author's order."""
        return tuple(tag for tag, _ in self.entries)

    def as_dict(self) -> dict[str, str]:
        """Return the map as it goes into JSON."""
        return dict(self.entries)

    def best(self, *wanted: str) -> tuple[str, str]:
        """Return (tag, text) in the first wanted language that is there, else in the author's first.

        `pl-PL` is served by `pl` and the other way round. The tag is returned so that a page can mark the
        language of what it shows (WCAG 3.1.2).
        """
        for tag in wanted:
            for own, text in self.entries:
                if own == tag or own.split("-")[0] == tag.split("-")[0]:
                    return own, text
        return self.entries[0]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.entries)
