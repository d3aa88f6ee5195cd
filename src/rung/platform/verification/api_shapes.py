"""The shapes of the verification API, as its description shows them. They hold what they name and nothing else.

The report's own description is the library's JSON Schema (`rung.credentials.report.schema`); a test holds that both
name the same members.
"""

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from rung.credentials.finding_kinds import Check, Outcome
from rung.credentials.findings import Headline

Pair = Annotated[list[str], Field(min_length=2, max_length=2)]


class Exact(Schema):
    """A shape without room for anything unnamed."""

    model_config = ConfigDict(extra="forbid")


class HeadlineShape(Exact):
    """The one answer above all findings."""

    code: Headline
    sentence: str


class FindingShape(Exact):
    """One thing that was looked at. `code` is stable; `sentence` is `code` with `data`, in English."""

    check: Check
    outcome: Outcome
    code: str
    sentence: str
    data: dict[str, Any]


class IssuerShape(Exact):
    """Whom this Rung knows behind the signature, never whom the credential names. Names by language tag."""

    did: str
    names: dict[str, str]


class ClaimsShape(Exact):
    """What the credential says, from its signed part. Pairs are (name, outcome) or (address, name)."""

    kind: Literal["achievement", "endorsement"]
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
    results: list[Pair]
    skills: list[Pair]
    evidence: list[Pair]
    elements: dict[str, list[str]]


class ReportShape(Exact):
    """The verdict. `credential` is null where no signature holds; `issuer` where nobody vouches for the signer."""

    version: Literal[1]
    headline: HeadlineShape
    because: list[str] = Field(description="Codes of the findings that decided the headline.")
    judged_at: str
    form: Literal["", "json", "png", "svg"] = Field(description="How the credential was carried.")
    digest: str = Field(description="SHA-256, in hex, of the signed document in canonical JSON (RFC 8785).")
    issuer: IssuerShape | None
    credential: ClaimsShape | None
    findings: list[FindingShape]


class ProblemShape(Schema):
    """A refusal (RFC 9457): nothing was judged. `title` is the stable code, `detail` the sentence with the remedy."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, Any]] = Field(default=[], description="What a program may need: values by name.")
