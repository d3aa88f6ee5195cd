"""Which elements of a European micro-credential a document states.

Council Recommendation 2022/C 243/02, Annex I, names 11 mandatory and 5 optional elements. Open Badges has fields
for some; the others are read from alignments, where `award` puts them. An element counts as stated if a reader of
the document could find it; whether what it says is good is for people to judge.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rung.credentials import alignments
from rung.credentials.alignments import AlignmentType
from rung.credentials.statements import Thing


class Element(StrEnum):
    """The elements, in the order of Annex I: the mandatory ones, then the optional ones."""

    LEARNER = "learner"
    TITLE = "title"
    COUNTRY = "country of the issuer"
    AWARDING_BODY = "awarding body"
    DATE_OF_ISSUE = "date of issue"
    LEARNING_OUTCOMES = "learning outcomes"
    WORKLOAD = "notional workload"
    LEVEL = "level, or that none applies"
    ASSESSMENT = "type of assessment"
    PARTICIPATION = "form of participation"
    QUALITY_ASSURANCE = "type of quality assurance"
    PREREQUISITES = "prerequisites"
    SUPERVISION = "supervision and identity check"
    GRADE = "grade"
    STACKABILITY = "stackability"
    FURTHER_INFORMATION = "further information"

    @property
    def code(self) -> str:
        """The stable word for programs and translations, such as `awarding_body`."""
        return self.name.lower()


_EQF_LEVELS = frozenset("12345678")

MANDATORY = tuple(Element)[:11]
OPTIONAL = tuple(Element)[11:]


@dataclass(frozen=True, slots=True)
class Descriptors:
    """The elements of one document: element → what is stated, in sorted order; nothing stated, no entry.

    The elements stand in the order of Annex I.
    """

    stated: dict[Element, tuple[str, ...]]

    @property
    def missing(self) -> tuple[Element, ...]:
        """The mandatory elements that the document does not state, in the order of Annex I."""
        return tuple(element for element in MANDATORY if element not in self.stated)

    def as_dict(self) -> dict[str, list[str]]:
        """Return element name → values, in the order of Annex I."""
        return {element.code: list(values) for element, values in self.stated.items()}


def read(credential: Thing) -> Descriptors:
    """Return which elements `credential`, an Open Badges 3.0 achievement credential of right shape, states."""
    subject = credential.thing("credentialSubject")
    achievement = subject.thing("achievement")
    issuer = credential.thing("issuer")
    stated = (
        (Element.LEARNER, (*subject.texts("id"), *_names(subject))),
        (Element.TITLE, achievement.texts("name")),
        (Element.COUNTRY, _countries(issuer)),
        (Element.AWARDING_BODY, issuer.texts("name") or achievement.thing("creator").texts("name")),
        (Element.DATE_OF_ISSUE, credential.texts("validFrom") or credential.texts("issuanceDate")),
        *_from_alignments(achievement),
        (Element.GRADE, _sorted(result.text("value") for result in subject.things("result"))),
        (Element.STACKABILITY, achievement.identifiers("related")),
        (Element.FURTHER_INFORMATION, achievement.texts("description")),
    )
    return Descriptors({element: values for element, values in stated if values})


def outcomes(achievement: Thing) -> tuple[str, ...]:
    """Return the learning outcomes: descriptions of results that are achieved or not, rather than graded."""
    described = achievement.things("resultDescription")
    return _sorted(one.text("name") for one in described if "Status" in one.texts("resultType"))


def skills(achievement: Thing) -> tuple[tuple[str, str], ...]:
    """Return the skills, as (address, name), of the achievement and of its outcomes, sorted by name."""
    outcome_things = achievement.things("resultDescription")
    found = {
        (one.text("targetUrl"), one.text("targetName"))
        for thing in (achievement, *outcome_things)
        for one in thing.things("alignment")
        if AlignmentType.SKILL in one.texts("targetType")
    }
    return tuple(sorted(found, key=lambda skill: (skill[1], skill[0])))


def eqf_levels(achievement: Thing) -> tuple[int, ...]:
    """Return the EQF levels that alignments with the European list state."""
    addresses = (address for one in achievement.things("alignment") for address in one.texts("targetUrl"))
    ends = (url.removeprefix(alignments.EQF_LEVEL) for url in addresses if url.startswith(alignments.EQF_LEVEL))
    return tuple(sorted({int(end) for end in ends if end in _EQF_LEVELS}))


def isced_fields(achievement: Thing) -> tuple[str, ...]:
    """Return the ISCED-F 2013 codes that alignments with the European list state."""
    addresses = (address for one in achievement.things("alignment") for address in one.texts("targetUrl"))
    ends = (url.removeprefix(alignments.ISCED_F) for url in addresses if url.startswith(alignments.ISCED_F))
    return _sorted(end for end in ends if end.isascii() and end.isdigit())


def _from_alignments(achievement: Thing) -> Iterator[tuple[Element, tuple[str, ...]]]:
    """Yield the elements from learning outcomes to supervision, which Open Badges has no fields for, in order."""
    of = _Alignments(achievement)
    levels = tuple(f"EQF {level}" for level in eqf_levels(achievement)) or of(AlignmentType.LEVEL, "targetName")
    yield Element.LEARNING_OUTCOMES, outcomes(achievement) or tuple(name for _, name in skills(achievement))
    yield Element.WORKLOAD, _workload(achievement, of)
    yield Element.LEVEL, (*levels, *of(AlignmentType.LEVEL, "targetDescription"))
    yield Element.ASSESSMENT, of(AlignmentType.ASSESSMENT, "targetName")
    yield Element.PARTICIPATION, of(AlignmentType.PARTICIPATION, "targetName")
    yield Element.QUALITY_ASSURANCE, of(AlignmentType.QUALITY_ASSURANCE, "targetName")
    yield Element.PREREQUISITES, of(AlignmentType.PREREQUISITES, "targetDescription")
    yield Element.SUPERVISION, of(AlignmentType.SUPERVISION, "targetName")


class _Alignments:
    """The alignments of an achievement, sorted by what they say once, and asked often."""

    def __init__(self, achievement: Thing) -> None:
        self._by_type: dict[str, list[Thing]] = {}
        for one in achievement.things("alignment"):
            for kind in one.texts("targetType"):
                self._by_type.setdefault(kind, []).append(one)

    def __call__(self, kind: AlignmentType, term: str) -> tuple[str, ...]:
        """Return what the alignments of `kind` say under `term`."""
        alike = self._by_type.get(kind.value)
        return _sorted(one.text(term) for one in alike) if alike else ()


def _workload(achievement: Thing, of: _Alignments) -> tuple[str, ...]:
    """Hours as ISO 8601 durations, and credits with the name of their system where one is named."""
    hours = of(AlignmentType.WORKLOAD, "targetCode")
    system = " ".join(of(AlignmentType.CREDIT_SYSTEM, "targetName")) or "credits"
    return (*hours, *(f"{amount} {system}" for amount in achievement.texts("creditsAvailable")))


def _names(subject: Thing) -> tuple[str, ...]:
    """What the document says in the clear about who the learner is; hashes say nothing to a reader."""
    entries = subject.things("identifier")
    return _sorted(one.text("identityHash") for one in entries if one.texts("hashed") == ("false",))


def _countries(issuer: Thing) -> tuple[str, ...]:
    address = issuer.thing("address")
    return address.texts("addressCountryCode") or address.texts("addressCountry")


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value}))
