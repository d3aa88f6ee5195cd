"""What an awarding body states, and the Open Badges 3.0 document that says it.

Every mandatory and optional element of Council Recommendation 2022/C 243/02, Annex I, has a field here. Lists are
written for every `type`, because the published JSON Schema wants them; the learner is a DID or a random name,
never the hash of an e-mail address, which can be guessed.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any

from rung.core.clock import aware
from rung.core.errors import ValueRefusedError
from rung.core.level import Level
from rung.credentials import alignments, contexts
from rung.credentials.alignments import AlignmentType, Concept, alignment
from rung.credentials.moments import written
from rung.credentials.shapes import is_identifier

HIGHEST_EQF_LEVEL = 8


class NoLevel(Enum):
    """A level that was considered and does not apply."""

    NOT_APPLICABLE = "not applicable"


class Supervision(StrEnum):
    """Annex I, optional element: who watched the assessment and whether the learner's identity was checked."""

    UNSUPERVISED = "unsupervised"
    SUPERVISED = "supervised"
    SUPERVISED_IDENTITY_CHECKED = "supervised-identity-checked"


@dataclass(frozen=True, slots=True)
class Issuer:
    """The awarding body. `did` controls the key that signs; `country` is an ISO 3166-1 alpha-2 code."""

    did: str
    name: str
    country: str = ""
    region: str = ""
    url: str = ""
    email: str = ""

    def __post_init__(self) -> None:
        """Refuse an issuer that no key can stand for, and a country that is no code."""
        if not self.did.startswith("did:"):
            raise ValueRefusedError("An issuer is a DID: the signature can be bound to nothing else.", did=self.did)
        _refuse_blank("the issuer's name", self.name)
        if self.country and not (self.country.isascii() and self.country.isupper() and len(self.country) == len("PL")):
            raise ValueRefusedError("A country is a two-letter code such as PL.", country=self.country)


@dataclass(frozen=True, slots=True)
class LearningOutcome:
    """One thing the learner can do, its own address, and the skills it stands for."""

    id: str
    statement: str
    skills: tuple[Concept, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an outcome that nothing can refer to or nobody can read."""
        _refuse_no_identifier("A learning outcome", self.id)
        _refuse_blank("a learning outcome", self.statement)


@dataclass(frozen=True, slots=True)
class Achievement:
    """What can be achieved: the template that many awards share. All texts are in `language`.

    `workload_hours` is the notional workload in hours of 60 minutes; `credits_ects` its worth in ECTS. `level` is
    a level of the EQF, `NoLevel.NOT_APPLICABLE`, or `None` where nothing is stated; `level_basis` says on whose word it
    stands: `alignments.SELF_DECLARED`, or `alignments.REFERENCED` and the code. `related` are the addresses of
    achievements that this one stacks into. `field` is an entry of ISCED-F 2013.
    """

    id: str
    title: str
    description: str
    criteria: str
    language: str = "en"
    type: str = "MicroCredential"
    outcomes: tuple[LearningOutcome, ...] = ()
    skills: tuple[Concept, ...] = ()
    workload_hours: int | None = None
    credits_ects: Decimal | None = None
    level: Level | NoLevel | None = None
    assessment: tuple[Concept, ...] = ()
    participation: tuple[Concept, ...] = ()
    quality_assurance: tuple[Concept, ...] = ()
    prerequisites: str = ""
    supervision: Supervision | None = None
    related: tuple[str, ...] = ()
    field: Concept | None = None
    level_basis: str = ""

    def __post_init__(self) -> None:
        """Refuse what no reader could use: no address, no words, a workload of nothing, an unknown framework."""
        _refuse_no_identifier("An achievement", self.id)
        for name in ("title", "description", "criteria"):
            _refuse_blank(f"the achievement's {name}", getattr(self, name))
        if self.workload_hours is not None and self.workload_hours < 1:
            raise ValueRefusedError("The workload is at least one hour.", hours=self.workload_hours)
        if self.credits_ects is not None and self.credits_ects <= 0:
            raise ValueRefusedError("Credits are more than nothing.", credits=str(self.credits_ects))
        if isinstance(self.level, Level) and not _is_eqf(self.level):
            raise ValueRefusedError("The level is one of the EQF, 1 to 8.", level=str(self.level))
        if self.level_basis and not isinstance(self.level, Level):
            raise ValueRefusedError("Only a level stands on somebody's word; state one.", basis=self.level_basis)


@dataclass(frozen=True, slots=True)
class Learner:
    """Who achieved it: a DID or a random `urn:uuid:` name, and the name to show, if she agreed to that."""

    id: str
    name: str = ""

    def __post_init__(self) -> None:
        """Refuse an identifier that would give the learner away or be nobody's."""
        if not self.id.startswith(("did:", "urn:uuid:")):
            raise ValueRefusedError("A learner is a DID or a random urn:uuid: name.", id=self.id)


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """Where the credential can be withdrawn: entry `index` of the list at `url`, for one purpose."""

    url: str
    index: int
    purpose: str = "revocation"


@dataclass(frozen=True, slots=True)
class Award:
    """One achievement of one learner. `issued` begins its validity; `valid_until` is the first moment without."""

    id: str
    issuer: Issuer
    achievement: Achievement
    learner: Learner
    issued: datetime
    valid_until: datetime | None = None
    grade: str = ""
    started: date | None = None
    ended: date | None = None
    evidence: tuple[Concept, ...] = ()
    status: tuple[StatusEntry, ...] = ()

    def __post_init__(self) -> None:
        """Refuse moments that name no point in time, and periods that run backwards."""
        _refuse_no_identifier("An award", self.id)
        issued = aware(self.issued)
        if self.valid_until is not None and aware(self.valid_until) <= issued:
            raise ValueRefusedError("The award would end before it begins.", valid_until=str(self.valid_until))
        if self.started and self.ended and self.ended < self.started:
            raise ValueRefusedError("The learning would end before it starts.", ended=str(self.ended))


def document(award: Award) -> dict[str, Any]:
    """Return the unsigned Open Badges 3.0 document of `award`. The same award gives the same document."""
    return _without_empty(
        {
            "@context": [contexts.CREDENTIALS_V2, contexts.OPEN_BADGES_3_0_3],
            "id": award.id,
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": award.achievement.title,
            "issuer": _profile(award.issuer),
            "validFrom": written(aware(award.issued)),
            "validUntil": written(aware(award.valid_until)) if award.valid_until else "",
            "credentialSubject": _subject(award),
            "evidence": [{"id": one.uri, "type": ["Evidence"], "name": one.name} for one in award.evidence],
            "credentialStatus": [_status(entry) for entry in award.status],
        }
    )


def _profile(issuer: Issuer) -> dict[str, Any]:
    address = _without_empty({"addressCountryCode": issuer.country, "addressRegion": issuer.region})
    return _without_empty(
        {
            "id": issuer.did,
            "type": ["Profile"],
            "name": issuer.name,
            "url": issuer.url,
            "email": issuer.email,
            "address": {"type": ["Address"], **address} if address else {},
        }
    )


def _subject(award: Award) -> dict[str, Any]:
    return _without_empty(
        {
            "id": award.learner.id,
            "type": ["AchievementSubject"],
            "identifier": [_named(award.learner.name)] if award.learner.name else [],
            "activityStartDate": _midnight(award.started),
            "activityEndDate": _midnight(award.ended),
            "achievement": _achievement(award),
            "result": _results(award),
        }
    )


def _named(name: str) -> dict[str, Any]:
    return {"type": "IdentityObject", "hashed": False, "identityHash": name, "identityType": "name"}


def _achievement(award: Award) -> dict[str, Any]:
    achievement = award.achievement
    return _without_empty(
        {
            "id": achievement.id,
            "type": ["Achievement"],
            "achievementType": achievement.type,
            "name": achievement.title,
            "description": achievement.description,
            "criteria": {"narrative": achievement.criteria},
            "inLanguage": achievement.language,
            "fieldOfStudy": achievement.field.name if achievement.field else "",
            "creditsAvailable": _number(achievement.credits_ects),
            "alignment": _alignments(achievement),
            "related": [{"id": one, "type": ["Related"]} for one in achievement.related],
            "resultDescription": _result_descriptions(award),
        }
    )


def _alignments(achievement: Achievement) -> list[dict[str, Any]]:
    lists = [
        (AlignmentType.SKILL, achievement.skills),
        (AlignmentType.ASSESSMENT, achievement.assessment),
        (AlignmentType.PARTICIPATION, achievement.participation),
        (AlignmentType.QUALITY_ASSURANCE, achievement.quality_assurance),
        (AlignmentType.FIELD, (achievement.field,) if achievement.field else ()),
    ]
    plain = [alignment(kind, concept) for kind, concepts in lists for concept in concepts]
    return [*plain, *_level(achievement), *_workload(achievement), *_conditions(achievement)]


def _level(achievement: Achievement) -> list[dict[str, Any]]:
    if achievement.level is None:
        return []
    if isinstance(achievement.level, NoLevel):
        concept = Concept(alignments.LEVEL_PROPERTY, "not applicable")
        return [alignment(AlignmentType.LEVEL, concept, code=alignments.NOT_APPLICABLE)]
    value = str(achievement.level.value)
    concept = Concept(alignments.EQF_LEVEL + value, f"EQF {value}")
    return [alignment(AlignmentType.LEVEL, concept, code=value, description=achievement.level_basis)]


def _workload(achievement: Achievement) -> list[dict[str, Any]]:
    stated = []
    if achievement.workload_hours is not None:
        hours = f"{achievement.workload_hours} h"
        concept = Concept(alignments.WORKLOAD_PROPERTY, hours)
        stated.append(alignment(AlignmentType.WORKLOAD, concept, code=f"PT{achievement.workload_hours}H"))
    if achievement.credits_ects is not None:
        stated.append(alignment(AlignmentType.CREDIT_SYSTEM, Concept(alignments.ECTS, "ECTS")))
    return stated


def _conditions(achievement: Achievement) -> list[dict[str, Any]]:
    stated = []
    if achievement.prerequisites:
        concept = Concept(alignments.PREREQUISITES_PROPERTY, "Prerequisites")
        stated.append(alignment(AlignmentType.PREREQUISITES, concept, description=achievement.prerequisites))
    if achievement.supervision:
        concept = Concept(alignments.SUPERVISION_LIST, achievement.supervision.replace("-", ", ", 1).replace("-", " "))
        stated.append(alignment(AlignmentType.SUPERVISION, concept, code=achievement.supervision.value))
    return stated


def _result_descriptions(award: Award) -> list[dict[str, Any]]:
    outcomes = [
        _without_empty(
            {
                "id": outcome.id,
                "type": ["ResultDescription"],
                "name": outcome.statement,
                "resultType": "Status",
                "alignment": [alignment(AlignmentType.SKILL, skill) for skill in outcome.skills],
            }
        )
        for outcome in award.achievement.outcomes
    ]
    grade = {"id": _grade_id(award), "type": ["ResultDescription"], "name": "Grade", "resultType": "Result"}
    return [*outcomes, grade] if award.grade else outcomes


def _results(award: Award) -> list[dict[str, Any]]:
    achieved = [
        {"type": ["Result"], "resultDescription": outcome.id, "status": "Completed"}
        for outcome in award.achievement.outcomes
    ]
    grade = {"type": ["Result"], "resultDescription": _grade_id(award), "value": award.grade}
    return [*achieved, grade] if award.grade else achieved


def _grade_id(award: Award) -> str:
    return f"{award.achievement.id}#grade"


def _status(entry: StatusEntry) -> dict[str, Any]:
    return {
        "id": f"{entry.url}#{entry.index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": entry.purpose,
        "statusListIndex": str(entry.index),
        "statusListCredential": entry.url,
    }


def _midnight(day: date | None) -> str:
    """Open Badges writes days as moments; a day of learning begins at midnight UTC by convention."""
    return f"{day.isoformat()}T00:00:00Z" if day else ""


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _without_empty(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value not in ("", None, [], {})}


def _is_eqf(level: Level) -> bool:
    return level.framework == "EQF" and level.value <= HIGHEST_EQF_LEVEL


def _refuse_no_identifier(what: str, identifier: str) -> None:
    if not is_identifier(identifier):
        raise ValueRefusedError(f"{what} has an absolute address or name, such as urn:uuid:….", found=identifier)


def _refuse_blank(what: str, text: str) -> None:
    if not text.strip():
        raise ValueRefusedError(f"Write {what}: it is empty.")
