"""How the European elements that Open Badges has no field for are carried: as alignments.

An alignment points at an entry of a public list (Open Badges 3.0 §B.2). Its `targetType` begins with `ext:`, as
the specification asks of own types. No vocabulary of our own is needed, and every reader of Open Badges shows
the entry with its name and its link.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rung.core.errors import ValueRefusedError
from rung.credentials.shapes import is_identifier

_SNB = "http://data.europa.eu/snb"
_ELM = f"{_SNB}/model/elm"


class AlignmentType(StrEnum):
    """What an alignment says about the achievement."""

    SKILL = "ext:Skill"
    WORKLOAD = "ext:NotionalWorkload"
    CREDIT_SYSTEM = "ext:CreditSystem"
    LEVEL = "ext:QualificationLevel"
    ASSESSMENT = "ext:AssessmentType"
    PARTICIPATION = "ext:FormOfParticipation"
    QUALITY_ASSURANCE = "ext:QualityAssuranceType"
    PREREQUISITES = "ext:Prerequisites"
    SUPERVISION = "ext:SupervisionAndIdentityVerification"
    FIELD = "ext:FieldOfEducation"


FRAMEWORKS = {
    AlignmentType.SKILL: "ESCO",
    AlignmentType.WORKLOAD: "European Learning Model",
    AlignmentType.CREDIT_SYSTEM: "Europass credit systems",
    AlignmentType.LEVEL: "European Qualifications Framework",
    AlignmentType.ASSESSMENT: "Europass list of types of assessment",
    AlignmentType.PARTICIPATION: "Europass list of modes of learning",
    AlignmentType.QUALITY_ASSURANCE: "Europass list of types of accreditation",
    AlignmentType.PREREQUISITES: "European Learning Model",
    AlignmentType.SUPERVISION: "Europass list of types of supervision and verification",
    AlignmentType.FIELD: "ISCED-F 2013",
}

EQF_LEVEL = f"{_SNB}/eqf/"
"""Followed by the level, 1 to 8."""
ISCED_F = f"{_SNB}/isced-f/"
"""Followed by the code of the field, two to four digits."""
ECTS = f"{_SNB}/education-credit/6fcec5c5af"
LEVEL_PROPERTY = f"{_ELM}/eqfLevel"
WORKLOAD_PROPERTY = f"{_ELM}/volumeOfLearning"
PREREQUISITES_PROPERTY = f"{_ELM}/entryRequirement"
SUPERVISION_LIST = f"{_SNB}/supervision-verification/25831c2"

NOT_APPLICABLE = "not-applicable"
"""The `targetCode` of a level that was considered and does not apply; the Recommendation asks for a level only
"if applicable", and silence would not tell the two apart."""

SELF_DECLARED = "Self-declared by the awarding body"
"""The `targetDescription` of a level that stands on the awarding body's word alone."""
REFERENCED = "Referenced: "
"""Begins the `targetDescription` of a level that a public register states; the code of the entry follows."""


@dataclass(frozen=True, slots=True)
class Concept:
    """An entry of a public list: its address, and its name in the language of the credential."""

    uri: str
    name: str

    def __post_init__(self) -> None:
        """Refuse an address that is none, and a blank name."""
        if not is_identifier(self.uri):
            raise ValueRefusedError("An entry of a list has an absolute address.", found=self.uri)
        if not self.name.strip():
            raise ValueRefusedError(f"The entry {self.uri} needs a name that a person can read.")


def alignment(kind: AlignmentType, concept: Concept, *, code: str = "", description: str = "") -> dict[str, Any]:
    """Return the alignment that says `concept` under `kind`; `code` and `description` only if given."""
    optional = {"targetCode": code, "targetDescription": description}
    return {
        "type": ["Alignment"],
        "targetName": concept.name,
        "targetUrl": concept.uri,
        "targetFramework": FRAMEWORKS[kind],
        "targetType": kind.value,
        **{name: value for name, value in optional.items() if value},
    }
