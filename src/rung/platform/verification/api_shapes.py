"""The shapes of the verification API, as its description shows them. They hold what they name and nothing else.

The report's own description is the library's JSON Schema (`rung.credentials.report.schema`); a test holds that both
name the same members.
"""

from typing import Annotated, Any, Final, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from rung.credentials.finding_kinds import Check, Outcome
from rung.credentials.findings import Headline

MOST_IN_A_BATCH: Final = 100
"""Documents of one call. A call of honest ones stays below the size that a request may have."""

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
    judged_at: str = Field(description="The moment in question.")
    asked_at: str | None = Field(default=None, description="When it was asked, if about an earlier moment.")
    form: Literal["", "json", "png", "svg"] = Field(description="How the credential was carried.")
    digest: str = Field(description="SHA-256, in hex, of the signed document in canonical JSON (RFC 8785).")
    issuer: IssuerShape | None
    credential: ClaimsShape | None
    findings: list[FindingShape]
    evidence: dict[str, Any] | None = Field(default=None, description="What an evidence bundle beside it was worth.")


class BatchShape(Exact):
    """Documents to judge, each as a text, exactly as received: its JSON, or a link to a credential on this Rung."""

    credentials: list[str] = Field(min_length=1, max_length=MOST_IN_A_BATCH)
    as_of: str = Field(default="", description="A day (YYYY-MM-DD): how did all of them stand at its end?")


class ProblemOfOneShape(Exact):
    """Why one document of a batch could not be judged. `code` is stable."""

    code: str
    detail: str
    data: dict[str, Any]


class AnswerShape(Exact):
    """What came of one document of a batch: a report, or the problem that kept it from being judged."""

    report: ReportShape | None
    problem: ProblemOfOneShape | None


class BatchReportShape(Exact):
    """The answers, in the order in which the documents were sent."""

    answers: list[AnswerShape]
