"""A row that passed every check, on its way to an award."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Draft:
    """Who is to be awarded what was found about her. `email` is in small letters; without assessment, no assessor."""

    row: int
    email: str
    name: str
    language: str
    assessor_id: UUID | None = None
    assessed_on: date | None = None
    identity_check: str = ""
    grade: str = ""
    renews: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the draft as a chunk keeps it, without what it does not say."""
        said = {
            "row": self.row,
            "email": self.email,
            "name": self.name,
            "language": self.language,
            "assessor_id": str(self.assessor_id) if self.assessor_id else "",
            "assessed_on": self.assessed_on.isoformat() if self.assessed_on else "",
            "identity_check": self.identity_check,
            "grade": self.grade,
            "renews": self.renews,
        }
        return {name: value for name, value in said.items() if value}

    @classmethod
    def of_json(cls, said: Mapping[str, Any]) -> Self:
        """Read a draft back."""
        read = dict(said)
        if "assessor_id" in read:
            read["assessor_id"] = UUID(read["assessor_id"])
        if "assessed_on" in read:
            read["assessed_on"] = date.fromisoformat(read["assessed_on"])
        return cls(**read)
