"""Awards and orders as the pages of their issuer show them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rung.core import LangText
from rung.platform.issuing.models import Award, RowProblem, StatusChange
from rung.platform.issuing.problems import sentence
from rung.platform.issuing.standing import Stand, Standing
from rung.platform.register import queries as register

WORDS: Final = {
    Standing.VALID: _("Valid"),
    Standing.SUSPENDED: _("Suspended"),
    Standing.EXPIRED: _("Expired"),
    Standing.REVOKED: _("Revoked"),
}
TONES: Final = {
    Standing.VALID: "good",
    Standing.SUSPENDED: "caution",
    Standing.EXPIRED: "plain",
    Standing.REVOKED: "bad",
}


@dataclass(frozen=True, slots=True)
class AwardFace:
    """An award with how it stands. `title` is in the language of the credential; `state` as the card wants it."""

    award: Award
    title: str
    language: str
    word: str | Promise
    tone: str

    @property
    def state(self) -> str:
        """How parts/credential.html shows it: nobody has verified a suspended one."""
        return {"good": "verified", "caution": "unverified"}.get(self.tone, "ended")


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the history of an award."""

    at: datetime
    what: str | Promise
    reason: str | Promise = ""


@dataclass(frozen=True, slots=True)
class ProblemFace:
    """What is to be mended in which row and column of a file."""

    row: int
    column: str
    sentence: str


def face_of(award: Award, stand: Stand) -> AwardFace:
    """Return the face of one award. No query."""
    language, title = LangText.of(award.design_version.title).best(award.language)
    return AwardFace(award, title, language, WORDS[stand.standing], TONES[stand.standing])


def faces_of(awards: Iterable[Award], stands: Mapping[UUID, Stand]) -> list[AwardFace]:
    """Return the faces of awards, given how each stands. No query."""
    return [face_of(award, stands[award.pk]) for award in awards]


def history_of(award: Award, changes: Sequence[StatusChange]) -> list[Happening]:
    """Return what happened to an award, oldest first. No query."""
    told = [Happening(award.issued_at, _("Issued"))]
    if award.invited_at:
        told.append(Happening(award.invited_at, _("Last told by mail")))
    if award.claimed_at:
        told.append(Happening(award.claimed_at, _("Accepted by the learner")))
    told += [Happening(one.at, one.get_act_display(), one.get_reason_display()) for one in changes]
    return sorted(told, key=lambda happening: happening.at)


def problem_faces(problems: Iterable[RowProblem]) -> Iterator[ProblemFace]:
    """Yield problems as people read them."""
    for one in problems:
        yield ProblemFace(one.row, one.column, sentence(one.code, one.data))


def title_for_reader(version: register.DesignVersion) -> str:
    """Return the title of a design in the language of whoever reads the page."""
    return register.text(version.title, get_language() or "")
