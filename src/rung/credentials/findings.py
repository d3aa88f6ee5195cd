"""Every sentence that a verdict may contain, in one table: code, check, outcome, effect, English template.

A finding is a code and its data. Whoever shows findings in another language translates the templates of this
table, by code, and needs nothing else.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from string import Formatter
from typing import Any, TypeVar

from rung.credentials.errors import CredentialError
from rung.credentials.finding_kinds import KINDS, Check, Effect, FindingKind, Outcome
from rung.credentials.plain_text import plain

__all__ = ["KINDS", "Check", "Effect", "Finding", "FindingKind", "Headline", "Outcome", "refusal", "sentence"]


Refusal = TypeVar("Refusal", bound=CredentialError)


_NAMED = {
    code: frozenset(name for _, name, _, _ in Formatter().parse(kind.template) if name) for code, kind in KINDS.items()
}
"""The data that the sentence of each finding names."""


class Headline(StrEnum):
    """The one answer above all findings."""

    VERIFIED_ISSUER_KNOWN = "VERIFIED_ISSUER_KNOWN"
    INTACT_ISSUER_NOT_CONFIRMED = "INTACT_ISSUER_NOT_CONFIRMED"
    NOT_VALID = "NOT_VALID"
    NOT_READABLE = "NOT_READABLE"

    @property
    def sentence(self) -> str:
        """What the headline says to a person."""
        return _HEADLINES[self]


_HEADLINES = {
    Headline.VERIFIED_ISSUER_KNOWN: "Verified: the credential is intact and comes from a known issuer.",
    Headline.INTACT_ISSUER_NOT_CONFIRMED: (
        "Intact, but not confirmed: nothing was changed since it was signed, yet something about who stands "
        "behind it, or whether it still holds, could not be confirmed."
    ),
    Headline.NOT_VALID: "Not valid: do not rely on this credential.",
    Headline.NOT_READABLE: "Not readable: this could not be judged, so it is neither valid nor invalid.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and what was found. `data` holds JSON values only."""

    code: str
    data: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a code outside the table, and data that its sentence lacks."""
        if not _NAMED[self.code] <= self.data.keys():
            raise KeyError(*(_NAMED[self.code] - self.data.keys()))

    @property
    def kind(self) -> FindingKind:
        """The row of the table."""
        return KINDS[self.code]

    @property
    def check(self) -> Check:
        """Which question this answers."""
        return self.kind.check

    @property
    def outcome(self) -> Outcome:
        """How it was answered."""
        return self.kind.outcome

    @property
    def effect(self) -> Effect:
        """What it does to the headline."""
        return self.kind.effect

    @property
    def sentence(self) -> str:
        """The finding in plain English."""
        return sentence(self.code, self.data)

    def as_dict(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "check": self.check.value,
            "outcome": self.outcome.value,
            "code": self.code,
            "sentence": self.sentence,
            "data": self.data,
        }

    @classmethod
    def of(cls, code: str, **data: Any) -> "Finding":
        """Build from a code of the table and the data that its template names."""
        return cls(code, data)

    @classmethod
    def from_error(cls, error: CredentialError) -> "Finding":
        """Turn a refusal that `refusal` built back into its finding."""
        data = {name: value for name, value in error.data.items() if name != "finding"}
        return cls(error.data["finding"], data)


def sentence(code: str, data: dict[str, Any]) -> str:
    """Return the English sentence; values from a document are made safe to print and cut to a line."""
    return KINDS[code].template.format_map({name: plain(value) for name, value in data.items()})


def refusal(kind: type[Refusal], code: str, **data: Any) -> Refusal:
    """Return the error of class `kind` whose sentence is that of finding `code`."""
    return kind(sentence(code, data), finding=code, **data)
