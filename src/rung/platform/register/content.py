"""What a version of a design says, as one value that cannot be built wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from rung.core import Level
from rung.core.errors import ValueRefusedError
from rung.credentials.award import Supervision
from rung.credentials.european_lists import EuropeanList, entry
from rung.credentials.shapes import is_identifier
from rung.platform.register.errors import ContentRefusedError
from rung.platform.register.models import (
    FRAMEWORKS,
    HIGHEST_LEVEL,
    LOWEST_LEVEL,
    PRK,
    AwardType,
    DesignVersion,
    LevelBasis,
)

Texts = Mapping[str, str]
"""A text by language, `{"pl": …, "en": …}`; a language without words is left out."""


@dataclass(frozen=True, slots=True)
class SkillContent:
    """A skill that an outcome stands for, by its address in a public taxonomy."""

    uri: str
    name: Texts

    def __post_init__(self) -> None:
        """Refuse an address that nobody could follow and a skill without a name."""
        if not is_identifier(self.uri):
            raise ContentRefusedError(
                _("“%(found)s” is no whole address. Write one that begins with http.") % {"found": self.uri},
                field="outcomes",
            )
        object.__setattr__(self, "name", said(self.name))
        if not self.name:
            raise ContentRefusedError(_("Give the skill %(uri)s a name.") % {"uri": self.uri}, field="outcomes")


@dataclass(frozen=True, slots=True)
class OutcomeContent:
    """One learning outcome. Without a skill it is flagged, not refused (QUAL-6)."""

    statement: Texts
    skills: tuple[SkillContent, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an outcome that says nothing, and a skill that stands there twice."""
        object.__setattr__(self, "statement", said(self.statement))
        if not self.statement:
            raise ContentRefusedError(_("A learning outcome says what the learner can do."), field="outcomes")
        if len({skill.uri for skill in self.skills}) < len(self.skills):
            raise ContentRefusedError(_("A skill stands once under an outcome."), field="outcomes")


@dataclass(frozen=True, slots=True)
class StatedLevel:
    """On whose word which level stands (QUAL-7). `reference` is the code in the public register that says so."""

    basis: LevelBasis
    level: Level | None = None
    reference: str = ""

    def __post_init__(self) -> None:
        """Refuse a level that would pretend to be more than it is."""
        if self.basis == LevelBasis.NOT_APPLICABLE:
            if self.level is not None or self.reference:
                raise _level_refused(_("Where no level applies, state none."))
            return
        if self.level is None or FRAMEWORKS.get(self.level.framework) != self.level.version:
            raise _level_refused(_("State a level of the EQF or of the Polish framework (PRK), 1 to 8."))
        if not LOWEST_LEVEL <= self.level.value <= HIGHEST_LEVEL:
            raise _level_refused(_("A level is a whole number from 1 to 8."))
        if self.basis == LevelBasis.REFERENCED and not self.reference.strip():
            raise _level_refused(_("A referenced level needs the code under which the public register holds it."))
        if self.basis == LevelBasis.SELF_DECLARED and self.reference:
            raise _level_refused(_("A level that is only declared has no code in a register."))
        if self.basis == LevelBasis.SELF_DECLARED and self.level.framework == PRK:
            raise _level_refused(
                _("A level of the Polish framework (PRK) needs a code of the register ZRK. Declare one of the EQF.")
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignContent:
    """Everything that a version says. What is not said is empty; what has to be said `elements` tells."""

    award_type: AwardType = AwardType.MICRO_CREDENTIAL
    title: Texts = field(default_factory=dict)
    description: Texts = field(default_factory=dict)
    criteria: Texts = field(default_factory=dict)
    outcomes: tuple[OutcomeContent, ...] = ()
    workload_hours: int | None = None
    credits_ects: Decimal | None = None
    level: StatedLevel | None = None
    assessment: tuple[str, ...] = ()
    participation: tuple[str, ...] = ()
    quality_assurance: tuple[str, ...] = ()
    prerequisites: Texts = field(default_factory=dict)
    supervision: str = ""
    is_graded: bool = False
    stacks_into: tuple[str, ...] = ()
    further_information: Texts = field(default_factory=dict)
    field_code: str = ""
    field_name: str = ""
    validity_months: int | None = None

    def __post_init__(self) -> None:
        """Drop languages without words; refuse what a credential of this content could not say."""
        for name in TEXTS:
            object.__setattr__(self, name, said(getattr(self, name)))
        for of in EuropeanList:
            _refuse_strange_entries(of, getattr(self, of.value))
        _refuse_strange_numbers(self)
        _refuse_strange_addresses(self)
        if self.award_type == AwardType.PARTICIPATION and (self.level or self.assessment):
            raise ContentRefusedError(
                _("A badge of participation holds no level and no assessment. Leave them out."),
                field="award_type",
            )


TEXTS = ("title", "description", "criteria", "prerequisites", "further_information")
"""The fields of a design that are texts by language."""

_PLAIN = (
    "award_type", *TEXTS, "workload_hours", "credits_ects", "supervision", "is_graded", "field_code", "field_name",
    "validity_months",
)  # fmt: skip
_LISTS = ("assessment", "participation", "quality_assurance", "stacks_into")


LONGEST_TEXT = 4_000
"""Characters of one text; a description has a few hundred."""


def said(texts: Texts) -> dict[str, str]:
    """Return `texts` without the languages in which nothing is said, trimmed, in the order of the languages.

    Raises `ContentRefusedError` for what no page could show: too long a text, or one with NUL characters.
    """
    trimmed = {language: texts[language].strip() for language in sorted(texts)}
    if any(len(words) > LONGEST_TEXT or "\0" in words for words in trimmed.values()):
        raise ContentRefusedError(
            _("A text has at most %(count)s characters, all of them visible.") % {"count": LONGEST_TEXT}, field="text"
        )
    return {language: words for language, words in trimmed.items() if words}


def content_of(version: DesignVersion) -> DesignContent:
    """Return what a version says. No query where outcomes and skills are loaded, as `queries.version_in` does."""
    stored: dict[str, Any] = {name: getattr(version, name) for name in _PLAIN}
    stored |= {name: tuple(getattr(version, name)) for name in _LISTS}
    return DesignContent(
        **stored,
        level=level_of(version),
        outcomes=tuple(
            OutcomeContent(outcome.statement, tuple(SkillContent(one.uri, one.name) for one in outcome.skills.all()))
            for outcome in version.outcomes.all()
        ),
    )


def level_of(version: DesignVersion) -> StatedLevel | None:
    """Return the level that a version states, or None where it says nothing about one."""
    if not version.level_basis:
        return None
    stated = (
        None if version.level_value is None
        else Level(version.level_framework, version.level_version, version.level_value)
    )  # fmt: skip
    return StatedLevel(LevelBasis(version.level_basis), stated, version.level_reference)


def write(content: DesignContent, version: DesignVersion) -> None:
    """Set the fields of `version` to what `content` says, outcomes excepted; nothing is saved."""
    for name in _PLAIN:
        setattr(version, name, getattr(content, name))
    for name in _LISTS:
        setattr(version, name, list(getattr(content, name)))
    stated = content.level
    version.level_basis = stated.basis if stated else ""
    version.level_reference = stated.reference if stated else ""
    level = stated.level if stated else None
    version.level_framework, version.level_version = (level.framework, level.version) if level else ("", "")
    version.level_value = level.value if level else None


def _level_refused(sentence: str) -> ContentRefusedError:
    return ContentRefusedError(sentence, field="level")


def _refuse_strange_entries(of: EuropeanList, addresses: tuple[str, ...]) -> None:
    for address in addresses:
        try:
            known = entry(of, address).uri == address
        except ValueRefusedError:
            known = False
        if not known:
            raise ContentRefusedError(
                _("“%(found)s” is no address of an entry of the European list.") % {"found": address}, field=of.value
            )


def _refuse_strange_numbers(content: DesignContent) -> None:
    for name in ("workload_hours", "validity_months", "credits_ects"):
        amount = getattr(content, name)
        if amount is not None and amount <= 0:
            raise ContentRefusedError(_("Write a number above zero, or leave it out."), field=name)


def _refuse_strange_addresses(content: DesignContent) -> None:
    strange = [address for address in content.stacks_into if not is_identifier(address)]
    if strange:
        raise ContentRefusedError(_("“%(found)s” is no whole address.") % {"found": strange[0]}, field="stacks_into")
    if content.supervision and content.supervision not in set(Supervision):
        raise ContentRefusedError(_("Choose one of the three kinds of supervision."), field="supervision")
    if bool(content.field_code) != bool(content.field_name.strip()):
        raise ContentRefusedError(_("A field of study has its code and its name, or neither."), field="field_code")
