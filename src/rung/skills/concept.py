"""What a taxonomy is made of: concepts, their labels by language, and the relations between them."""

import re
from dataclasses import dataclass
from enum import StrEnum

from rung.core.errors import ValueRefusedError
from rung.core.lang_text import LangText
from rung.skills.limits import MAX_LABEL

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", re.ASCII)
_URI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]{1,400}\Z", re.ASCII)


class ConceptKind(StrEnum):
    """What a concept stands for. A group only sorts others: nobody holds it as a skill or works as one."""

    SKILL = "skill"
    OCCUPATION = "occupation"
    GROUP = "group"


class LabelKind(StrEnum):
    """The part a label plays (SKOS §5): shown, also said, or only searched for."""

    PREFERRED = "preferred"
    ALTERNATIVE = "alternative"
    HIDDEN = "hidden"


class RelationKind(StrEnum):
    """How one concept relates to another: it needs it, may need it, or is a kind of it."""

    ESSENTIAL = "essential"
    OPTIONAL = "optional"
    BROADER = "broader"


@dataclass(frozen=True, slots=True)
class Label:
    """One name of a concept in one language (BCP 47 tag)."""

    language: str
    kind: LabelKind
    text: str

    def __post_init__(self) -> None:
        """Refuse a malformed tag, and a text that is blank, too long or on several lines."""
        if not _LANGUAGE.match(self.language):
            raise ValueRefusedError(f"“{self.language}” is not a language tag: write one such as pl or en.")
        if not self.text.strip() or len(self.text) > MAX_LABEL or not self.text.isprintable():
            raise ValueRefusedError(f"A label needs 1 to {MAX_LABEL} characters on one line.", label=self.text[:80])


@dataclass(frozen=True, slots=True)
class Concept:
    """A skill, an occupation or a group.

    `code` is the notation of the classification that the concept sits in: the ISCO-08 group of an occupation, the
    ISCED-F or ISCO code of a group.
    """

    uri: str
    kind: ConceptKind
    labels: tuple[Label, ...]
    descriptions: LangText | None = None
    code: str | None = None

    def __post_init__(self) -> None:
        """Refuse what is no URI, a concept without a label, and two preferred labels in one language."""
        if not _URI.match(self.uri):
            raise ValueRefusedError(f"“{self.uri[:80]}” is not a URI.", uri=self.uri[:400])
        preferred = [label.language for label in self.labels if label.kind is LabelKind.PREFERRED]
        if not preferred or len(set(preferred)) != len(preferred):
            raise ValueRefusedError(
                f"{self.uri} needs one preferred label in each of its languages, and has {preferred or 'none'}.",
                uri=self.uri,
            )

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which the concept has a preferred label."""
        return tuple(label.language for label in self.labels if label.kind is LabelKind.PREFERRED)

    def labels_in(self, language: str) -> tuple[Label, ...]:
        """Return the labels in one language, the preferred one first."""
        found = [label for label in self.labels if label.language == language]
        return tuple(sorted(found, key=lambda label: label.kind is not LabelKind.PREFERRED))

    def name(self, *languages: str) -> str:
        """Return the preferred label in the first wanted language that there is, else in the concept's first."""
        named = {label.language: label.text for label in self.labels if label.kind is LabelKind.PREFERRED}
        return next((named[one] for one in languages if one in named), next(iter(named.values())))

    def description_in(self, language: str) -> str:
        """Return the description in one language, or an empty text."""
        return dict(self.descriptions or ()).get(language, "")


@dataclass(frozen=True, slots=True)
class Relation:
    """`subject` needs, may need, or is a kind of `target`; both are URIs."""

    subject: str
    kind: RelationKind
    target: str
