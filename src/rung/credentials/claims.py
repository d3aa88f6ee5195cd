"""What a credential says, for showing it: read from the signed part alone, and marked as what its issuer claims."""

from dataclasses import asdict, dataclass
from typing import Any

from rung.credentials import descriptors
from rung.credentials.reading import Kind
from rung.credentials.statements import Thing


@dataclass(frozen=True, slots=True)
class Claims:
    """The statements of a credential in plain words. Lists are sorted, because order is not signed.

    A field about which the document says nothing is empty. `elements` are those of Annex I (`descriptors`).
    `issuer_name` is what the document calls its issuer; who the issuer is stands in the report's findings.
    """

    kind: str
    id: str
    name: str
    description: str
    issuer_id: str
    issuer_name: str
    subject_id: str
    subject_name: str
    achievement_id: str
    achievement_type: str
    title: str
    criteria: str
    criteria_url: str
    image: str
    language: str
    starts: str
    ends: str
    awarded: str
    learning_started: str
    learning_ended: str
    comment: str
    results: tuple[tuple[str, str], ...]
    skills: tuple[tuple[str, str], ...]
    evidence: tuple[tuple[str, str], ...]
    elements: dict[str, list[str]]

    def as_dict(self) -> dict[str, Any]:
        """Return the stable JSON form: pairs become lists."""
        return {name: _plain(value) for name, value in asdict(self).items()}


def read(credential: Thing, kind: Kind, dates: tuple[str, str]) -> Claims:
    """Return what `credential`, of right shape and with a proof that holds, says.

    `dates` are the terms of its start and end, which differ between versions of the data model.
    """
    issuer, subject = credential.thing("issuer"), credential.thing("credentialSubject")
    achievement = subject.thing("achievement")
    return Claims(
        kind=kind.value,
        id=credential.id,
        name=credential.text("name"),
        description=credential.text("description") or achievement.text("description"),
        issuer_id=" / ".join(credential.identifiers("issuer")),
        issuer_name=issuer.text("name"),
        subject_id=subject.id,
        subject_name=_subject_name(subject),
        achievement_id=achievement.id,
        achievement_type=achievement.text("achievementType"),
        title=achievement.text("name") or credential.text("name"),
        criteria=achievement.thing("criteria").text("narrative"),
        criteria_url=" / ".join(achievement.identifiers("criteria")),
        image=" / ".join(credential.identifiers("image") or achievement.identifiers("image")),
        language=achievement.text("inLanguage"),
        starts=credential.text(dates[0]),
        ends=credential.text(dates[1]),
        awarded=credential.text("awardedDate"),
        learning_started=subject.text("activityStartDate"),
        learning_ended=subject.text("activityEndDate"),
        comment=subject.text("endorsementComment"),
        results=_results(subject, achievement),
        skills=descriptors.skills(achievement),
        evidence=_evidence(credential),
        elements=descriptors.read(credential).as_dict() if kind is Kind.ACHIEVEMENT else {},
    )


def _subject_name(subject: Thing) -> str:
    names = (one for one in subject.things("identifier") if one.texts("identityType") == ("name",))
    return " / ".join(sorted(one.text("identityHash") for one in names if one.texts("hashed") == ("false",)))


def _results(subject: Thing, achievement: Thing) -> tuple[tuple[str, str], ...]:
    """Pairs of what was measured and how it came out."""
    measured = {one.id: one.text("name") for one in achievement.things("resultDescription")}
    found = set()
    for result in subject.things("result"):
        what = result.text("resultDescription")
        outcome = result.text("value") or result.text("status") or result.text("achievedLevel")
        found.add((measured.get(what, what), outcome))
    return tuple(sorted(found))


def _evidence(credential: Thing) -> tuple[tuple[str, str], ...]:
    return tuple(sorted({(one.id, one.text("name")) for one in credential.things("evidence")}))


def _plain(value: Any) -> Any:
    return [list(pair) for pair in value] if isinstance(value, tuple) else value
