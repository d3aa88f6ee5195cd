"""The shapes of the API of awards, as its description shows them. They hold what they name and nothing else."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field

from rung.platform.issuing.models import Run, StatusChange
from rung.platform.issuing.standing import Standing


def _whole(text: str) -> str:
    """Refuse half a character (a lone surrogate): JSON can carry it, and nothing can store or sign it."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("the text holds half a character")
    return text


Text = Annotated[str, AfterValidator(_whole)]


class Exact(Schema):
    """A shape without room for anything unnamed."""

    model_config = ConfigDict(extra="forbid")


class OrderShape(Exact):
    """One person, and what was found about her. The texts are judged like the cells of a list."""

    design_version_id: UUID = Field(description="What is awarded: the id in the address of the design's page.")
    email: Text
    name: Text
    language: Text = Field("", description="One of the design's languages; without it the first one.")
    assessor: Text = Field("", description="The code of the assessor. Needed for a micro-credential.")
    assessed_on: Text = Field("", description="A day (YYYY-MM-DD). Needed for a micro-credential.")
    identity_check: Literal["", "none", "on-site", "online"] = ""
    outcomes: Literal["", "all"] | list[int] = Field("", description="What was achieved; an award needs every outcome.")
    grade: Text = ""
    renews: bool = Field(default=False, description="Whether it renews an earlier award of this design.")

    @property
    def cells(self) -> dict[str, str]:
        """The order as the row of a list."""
        said: dict[str, Any] = self.dict(exclude={"design_version_id"})
        outcomes = said["outcomes"]
        said["outcomes"] = outcomes if isinstance(outcomes, str) else "|".join(str(number) for number in outcomes)
        said["renews"] = "yes" if said["renews"] else ""
        return {name: text for name, text in said.items() if text}


class IssuedShape(Exact):
    """What an order became. It holds what never changes, so that the same order always gets the same answer."""

    id: UUID
    run_id: UUID
    design_version_id: UUID
    credential_id: str = Field(description="The id in the credential itself.")
    issued_at: datetime
    valid_until: datetime | None


class ChangeShape(Exact):
    """One act upon a credential."""

    act: StatusChange.Act
    reason: StatusChange.Reason
    at: datetime


class StandShape(Exact):
    """How a credential stands now."""

    standing: Standing
    changes: list[ChangeShape] = Field(description="What was done to it, oldest first.")


class AwardShape(IssuedShape, StandShape):
    """An award, how it stands now, and the signed credential, which anybody can verify."""

    email: str
    name: str
    claimed_at: datetime | None = Field(description="When the learner accepted it.")
    credential: dict[str, Any] | None = Field(description="The signed credential; null after the learner's erasure.")


class StatusShape(Exact):
    """What is to be done to a credential, and why. Whoever verifies it may read the reason."""

    act: StatusChange.Act
    reason: StatusChange.Reason


class RowProblemShape(Exact):
    """What is wrong with a row, as a spreadsheet counts them, and what mends it. `code` is stable."""

    row: int
    column: str
    code: str
    what: str


class RunShape(Exact):
    """A list on its way: checked first, issued once it is confirmed."""

    id: UUID
    design_version_id: UUID
    key: str
    state: Run.State
    rows: int = Field(description="Rows read so far.")
    good_rows: int
    bad_rows: int
    issued_rows: int = Field(description="Rows whose credentials are signed.")
    created_at: datetime
    finished_at: datetime | None
    problems: list[RowProblemShape] = Field(description="What to mend, in the order of rows; of the first 1,000.")
