"""A report, laid out for a person: headline, card, checks, contents, and the details for experts.

Whatever is shown of the credential comes from `Report.credential`, the part that a good signature covers; where the
signature fails there is no card. Only the received text itself is shown unverified, in the details, and says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rung.credentials import reading
from rung.credentials.claims import Claims
from rung.credentials.errors import CredentialError
from rung.credentials.finding_kinds import Check, Effect
from rung.credentials.findings import Finding
from rung.credentials.plain_text import plain
from rung.credentials.report import Report
from rung.platform.kernel import european_texts
from rung.platform.organisations import queries
from rung.platform.verification import texts
from rung.platform.verification.contents import Contents, language_of, moment_of
from rung.platform.verification.trust import OrganisationTrust
from rung.platform.verification.verdict_texts import Verdict, verdict

LONGEST_RAW: Final = 65_536
"""Characters of the received text in the details; the file itself is with whoever handed it in."""


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A check with its outcome in a word, and the reason."""

    name: str
    word: str
    tone: str
    sign: str
    reason: SafeString


@dataclass(frozen=True, slots=True)
class Card:
    """What parts/credential.html shows. `issuer` is a known name, or a claim that says it is one."""

    title: SafeString
    title_lang: str
    kind: str
    holder: SafeString
    issuer: SafeString
    issued: datetime | None
    level: str
    state: str
    state_word: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Everything the template needs."""

    verdict: Verdict
    card: Card | None
    findings: tuple[ShownFinding, ...]
    contents: tuple[tuple[str, SafeString], ...]
    issuer: queries.KnownIssuer | None
    alike: tuple[queries.KnownIssuer, ...]
    other_days: queries.KnownIssuer | None
    expert: tuple[tuple[str, str], ...]
    received: str
    resend: str
    judged_at: datetime
    asked_at: datetime

    @property
    def is_past(self) -> bool:
        """Whether it tells how things stood before it was asked for."""
        return self.judged_at < self.asked_at


def lay_out(report: Report, data: bytes) -> ReportPage:
    """Return the page about `report`, which judged `data`. At most three queries."""
    said, answer = report.credential, verdict(report)
    received = _received(data)
    return ReportPage(
        verdict=answer,
        card=_card(report, said, answer) if said else None,
        findings=tuple(_findings(report)),
        contents=tuple(Contents(said).rows()) if said else (),
        issuer=queries.known_issuer(report.issuer.did) if report.issuer else None,
        alike=_alike(report),
        other_days=_on_other_days(report),
        expert=tuple(_expert(report)),
        received=received[:LONGEST_RAW],
        resend=received if _wants_list(report) else "",
        judged_at=report.judged_at,
        asked_at=report.asked_at,
    )


def _findings(report: Report) -> Iterator[ShownFinding]:
    """Yield the checks in their order; those that were not reached stand together at the end."""
    unreached = [one for one in report.findings if one.code.endswith(".not_reached")]
    yield from (_shown(one, texts.finding_name(one)) for one in report.findings if one not in unreached)
    if unreached:
        yield _shown(unreached[0], ", ".join(texts.finding_name(one) for one in unreached))


def _shown(finding: Finding, name: str) -> ShownFinding:
    word, tone, sign = texts.tag(finding)
    return ShownFinding(name, word, tone, sign, texts.sentence(finding))


def _card(report: Report, said: Claims, answer: Verdict) -> Card:
    return Card(
        title=texts.isolated(said.title or said.name or said.id),
        title_lang=language_of(said),
        kind=_kind(said),
        holder=texts.isolated(said.subject_name or said.subject_id),
        issuer=_issuer(report, said),
        issued=moment_of(said.starts),
        level=", ".join(plain(european_texts.entry_name(level)) for level in said.elements.get("level", ())),
        state={"verified": "verified", "invalid": "ended"}.get(answer.kind, ""),
        state_word=answer.card_word,
    )


def _kind(said: Claims) -> str:
    if said.kind == reading.Kind.ENDORSEMENT:
        return _("Endorsement")
    return _("Micro-credential") if said.achievement_type == "MicroCredential" else _("Open Badge")


def _issuer(report: Report, said: Claims) -> SafeString:
    """Return the registry's name of the issuer; without one, the claimed name as a claim."""
    if report.issuer:
        return texts.isolated(report.issuer.name)
    name = texts.isolated(said.issuer_name or said.issuer_id)
    return format_html(_("“{name}”, as the signer calls itself"), name=name)


def _alike(report: Report) -> tuple[queries.KnownIssuer, ...]:
    """Return the known organisations beside which an unconfirmed name has to be read."""
    said = report.credential
    if said is None or not any(one.data.get("look_alikes") for one in report.about(Check.ISSUER)):
        return ()
    alike = OrganisationTrust().organisations_alike(said.issuer_name)
    return tuple(one for one in alike if one.did != said.issuer_id)


def _on_other_days(report: Report) -> queries.KnownIssuer | None:
    """Return the organisation that signs by this identifier, but did not on the day of issue."""
    said = report.credential
    if said is None or not any(one.code == "issuer.unknown_on_the_day" for one in report.findings):
        return None
    return queries.known_issuer(said.issuer_id)


def _wants_list(report: Report) -> bool:
    return any(finding.effect is Effect.KEEPS_FROM_GREEN for finding in report.about(Check.STATUS))


# --- Details for experts ---------------------------------------------------------------------------------------------


def _expert(report: Report) -> Iterator[tuple[str, str]]:
    said = report.credential
    proofs = [one.data for one in report.about(Check.PROOF) if "verification_method" in one.data]
    rows: list[tuple[str, Any]] = [
        (_("Signing key"), [proof["verification_method"] for proof in proofs]),
        (_("Cryptosuite"), [proof["cryptosuite"] for proof in proofs]),
        (_("Signed at"), [proof.get("created", "") for proof in proofs]),
        (_("SHA-256 of the signed document (JCS)"), report.digest),
        (_("Verdict"), report.headline.value),
        (_("Findings"), [finding.code for finding in report.findings]),
    ]
    if said:
        rows = [
            (_("Issuer’s identifier"), said.issuer_id),
            (_("Credential’s identifier"), said.id),
            (_("Learner’s identifier"), said.subject_id),
            (_("Achievement’s identifier"), said.achievement_id),
            *rows,
        ]
    for name, value in rows:
        if value and value != [""]:
            yield name, plain(value)


def _received(data: bytes) -> str:
    """Return the JSON text that was received, or was baked into the picture; of what cannot be read, nothing."""
    try:
        return reading.read(data).text.decode()
    except CredentialError:
        return ""
