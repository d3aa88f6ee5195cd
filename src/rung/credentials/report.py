"""The verdict: one headline, and every finding behind it in a fixed order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any

from rung.credentials.claims import Claims
from rung.credentials.evidence_bundle_check import EvidenceSummary
from rung.credentials.finding_kinds import ASKED_ALWAYS, Check, Effect
from rung.credentials.findings import Finding, Headline
from rung.credentials.moments import written
from rung.credentials.trust import KnownIssuer

VERSION = 1
"""The version of the JSON form. It changes when a reader of the old one would be misled."""

_DECIDING = {Headline.NOT_READABLE: Effect.UNREADABLE, Headline.NOT_VALID: Effect.INVALID}
_ORDER = {check: place for place, check in enumerate(Check)}


@dataclass(frozen=True, slots=True)
class Report:
    """What is known about one credential at one moment.

    `credential` is what it says; it is there only if the signature holds, for everything else would be showing
    words that nobody signed. `issuer` is whom the registry knows behind the signature, never whom it names.
    `judged_at` is the moment in question, `asked_at` the one at which this was known; `evidence` is there if an
    evidence bundle was handed in and could be looked at.
    """

    findings: tuple[Finding, ...]
    judged_at: datetime
    asked_at: datetime
    digest: str = ""
    form: str = ""
    credential: Claims | None = None
    issuer: KnownIssuer | None = None
    evidence: EvidenceSummary | None = None

    @classmethod
    def of(cls, findings: Iterable[Finding], judged_at: datetime, *, asked_at: datetime, **more: Any) -> "Report":
        """Build a report: each finding once, in order, and an answer to every question that none answers."""
        given = list(findings)
        found = [finding for place, finding in enumerate(given) if finding not in given[:place]]
        answered = {finding.check for finding in found}
        found += [Finding.of(f"{check}.not_reached") for check in ASKED_ALWAYS if check not in answered]
        ordered = sorted(found, key=lambda finding: _ORDER[finding.check])
        return cls(findings=tuple(ordered), judged_at=judged_at, asked_at=asked_at, **more)

    @property
    def headline(self) -> Headline:
        """The one answer. The worst finding decides; nothing else is weighed."""
        effects = {finding.effect for finding in self.findings}
        if Effect.UNREADABLE in effects:
            return Headline.NOT_READABLE
        if Effect.INVALID in effects:
            return Headline.NOT_VALID
        if Effect.KEEPS_FROM_GREEN in effects or self.issuer is None:
            return Headline.INTACT_ISSUER_NOT_CONFIRMED
        return Headline.VERIFIED_ISSUER_KNOWN

    @property
    def because(self) -> tuple[Finding, ...]:
        """The findings that decided the headline; of the best one, none."""
        deciding = _DECIDING.get(self.headline, Effect.KEEPS_FROM_GREEN)
        return tuple(finding for finding in self.findings if finding.effect is deciding)

    def about(self, check: Check) -> tuple[Finding, ...]:
        """The findings of one check."""
        return tuple(finding for finding in self.findings if finding.check is check)

    def as_dict(self) -> dict[str, Any]:
        """Return the stable JSON form, as `schema` describes it."""
        return {
            "version": VERSION,
            "headline": {"code": self.headline.value, "sentence": self.headline.sentence},
            "because": [finding.code for finding in self.because],
            "judged_at": written(self.judged_at),
            **({"asked_at": written(self.asked_at)} if self.asked_at != self.judged_at else {}),
            "form": self.form,
            "digest": self.digest,
            "issuer": _issuer(self.issuer),
            "credential": self.credential.as_dict() if self.credential else None,
            "findings": [finding.as_dict() for finding in self.findings],
            **({"evidence": self.evidence.as_dict(self.asked_at)} if self.evidence else {}),
        }


def schema() -> str:
    """Return the JSON Schema (draft 2020-12) of the JSON form."""
    return files("rung.credentials").joinpath("data/verify-report.schema.json").read_text("utf-8")


def _issuer(known: KnownIssuer | None) -> dict[str, Any] | None:
    return None if known is None else {"did": known.did, "names": known.names.as_dict()}
