"""Progression ladders: steps of rising level, and which of them are open to a person (R-LADDER).

A step opens when every lower step that it requires is held, by whatever route: a course, validation of prior learning,
or recognition of a foreign credential.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rung.core.lang_text import LangText
from rung.core.level import Level, LevelsNotComparableError
from rung.qualifications.errors import RuleRefusedError
from rung.qualifications.holdings import Holding, Kind, Route, Standing


class StepKind(StrEnum):
    """How a step is learned."""

    SHORT_COURSE = "short-course"
    APPRENTICESHIP = "apprenticeship"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: any of `units` gives it, `requires` are the steps that have to be held before.

    `months` is its length, `None` where the source gives none.
    """

    id: str
    title: LangText
    level: Level
    kind: StepKind
    units: tuple[str, ...]
    requires: tuple[str, ...] = ()
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """A ladder, its steps from the lowest to the highest."""

    id: str
    version: str
    title: LangText
    source: str
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        """Refuse two steps of one name, a step that requires one not below it, and levels that do not rise."""
        below: list[Step] = []
        for step in self.steps:
            if flaw := _flaw(step, below):
                raise RuleRefusedError(f"The ladder {self.id}: {flaw}.", step=step.id)
            below.append(step)


def _flaw(step: Step, below: Sequence[Step]) -> str:
    """Return what is wrong with `step` above those `below`, empty if nothing is."""
    names = [one.id for one in below]
    if step.id in names:
        return f"Two steps are called “{step.id}”, give each its own id"
    for required in step.requires:
        if required not in names:
            return f"“{step.id}” requires “{required}”, which is not below it, list it earlier or leave it out"
    try:
        rises = not below or step.level.satisfies(below[-1].level)
    except LevelsNotComparableError:
        return f"“{step.id}” lies at a level that does not compare with the one before, use one framework"
    return "" if rises else f"“{step.id}” lies at a lower level than the step before, put it earlier"


class StepState(StrEnum):
    """Where a person stands at a step."""

    HELD = "held"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class StepStanding:
    """One step as one person sees it.

    `holding` and `route` say by which credential it is held. `missing` are the required steps that are not held, `way`
    all steps still to be taken up to this one, the lowest first.
    """

    step: Step
    state: StepState
    holding: str = ""
    route: Route | None = None
    missing: tuple[str, ...] = ()
    way: tuple[str, ...] = ()


def climb(ladder: Ladder, holdings: Iterable[Holding], on: date) -> tuple[StepStanding, ...]:
    """Return the standing of a person at every step on the day `on`, the lowest step first.

    A credential gives a step if it holds on the day, was assessed and is no participation badge. Of several the one
    issued first is named.
    """
    held = _steps_held(ladder, holdings, on)
    ways: dict[str, tuple[str, ...]] = {}
    return tuple(_standing(step, held, ways, ladder) for step in ladder.steps)


def _steps_held(ladder: Ladder, holdings: Iterable[Holding], on: date) -> dict[str, Holding]:
    steps = {unit: step.id for step in reversed(ladder.steps) for unit in step.units}
    valid = [
        one
        for one in holdings
        if one.assessed and one.kind is not Kind.PARTICIPATION_BADGE and one.standing(on) is Standing.HOLDS
    ]
    found: dict[str, Holding] = {}
    for one in sorted(valid, key=lambda held: (held.issued, held.id)):
        if one.unit.id in steps:
            found.setdefault(steps[one.unit.id], one)
    return found


def _standing(
    step: Step, held: Mapping[str, Holding], ways: dict[str, tuple[str, ...]], ladder: Ladder
) -> StepStanding:
    if step.id in held:
        ways[step.id] = ()
        return StepStanding(step, StepState.HELD, held[step.id].id, held[step.id].route)
    before = {name for required in step.requires for name in ways[required]}
    ways[step.id] = (*(one.id for one in ladder.steps if one.id in before), step.id)
    missing = tuple(required for required in step.requires if required not in held)
    state = StepState.CLOSED if missing else StepState.OPEN
    return StepStanding(step, state, missing=missing, way=ways[step.id])
