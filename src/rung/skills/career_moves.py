"""Where somebody could go from an occupation, why, and which skill would open most doors.

Moves are ranked by the blend of `career_index` and explained by what they rest on: the essential skills of the
destination that are there, that are nearly there, and that are missing. No attribute of a person is asked for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from rung.skills.career_index import CareerIndex
from rung.skills.concept import ConceptKind
from rung.skills.errors import UnknownConceptError
from rung.skills.gap import Claim, Standing, gap, targets_of
from rung.skills.taxonomy import Release

_SIBLING_CREDIT = 0.5
"""What a skill brings for another of the same kind, as “weld iron” for “weld steel”."""

_MOST_SIBLINGS = 10
"""A larger group only sorts its skills: courtesy does not stand in for punctuality, nor Czech for German."""

_SKILL_LEVELS = {"1": 4, "2": 4, "3": 3, "4": 2, "5": 2, "6": 2, "7": 2, "8": 2, "9": 1, "01": 4, "02": 2, "03": 1}
"""The skill level of an ISCO-08 major group (of managers and officers the higher of two; ILO 2012, table 1)."""


@dataclass(frozen=True, slots=True)
class Credited:
    """A skill of the destination, and the one that is near enough to bring half of it."""

    skill: str
    by: str


@dataclass(frozen=True, slots=True)
class CareerMove:
    """A destination, how like the origin it is, and what the move rests on.

    `covered` is the part of the destination's essential skills that is there, 0 to 1: rare skills weigh more, and
    half of a skill comes from one of its kind. The lists are ordered by weight, the heaviest first.
    """

    occupation: str
    likeness: float
    covered: float
    shared: tuple[str, ...]
    near: tuple[Credited, ...]
    missing: tuple[str, ...]
    release: Release

    def as_json(self) -> dict[str, Any]:
        """Return the move with figures as they are and skills as URIs."""
        return {
            "occupation": self.occupation,
            "likeness": self.likeness,
            "covered": self.covered,
            "shared": list(self.shared),
            "near": [{"skill": one.skill, "by": one.by} for one in self.near],
            "missing": list(self.missing),
            "release": str(self.release),
        }


@dataclass(frozen=True, slots=True)
class NextSkill:
    """A skill that is not held, and the occupations that it would bring into reach."""

    skill: str
    opens: tuple[str, ...]


def career_moves(
    index: CareerIndex, origin: str, number: int = 10, *, any_level: bool = False
) -> tuple[CareerMove, ...]:
    """Return the `number` occupations most like `origin`, with the reasons.

    Destinations more than one ISCO skill level away are left out, unless `any_level`. Raises `UnknownConceptError` for
    a URI that is not an occupation with skills.
    """
    place = _place(index, origin)
    likeness = index.similarities(place)
    held = _held(index, index.uris[place])
    moves = []
    for other in np.argsort(-likeness, kind="stable").tolist():
        if other != place and (any_level or _is_near(index.isco[place], index.isco[other])):
            moves.append(_move(index, index.uris[other], held, float(likeness[other])))
        if len(moves) == number:
            break
    return tuple(moves)


def next_skills(index: CareerIndex, claims: Iterable[Claim], number: int = 5) -> tuple[NextSkill, ...]:
    """Return the skills that would bring most occupations into reach if they were held and assessed.

    Only occupations that are not in reach yet and need at most this one skill more are counted. Reach is that of
    `gap`. Costs about 1 s over ESCO.
    """
    listed = tuple(claims)
    opens: dict[str, list[str]] = {}
    for occupation in index.uris:
        targets = targets_of(index.taxonomy, occupation)
        if not {one.skill for one in targets} & {one.skill for one in listed}:
            continue
        report = gap(targets, listed)
        if report.in_reach:
            continue
        for one in report.skills:
            if gap(targets, (*listed, Claim(one.skill, Standing.VERIFIED))).in_reach:
                opens.setdefault(one.skill, []).append(occupation)
    ranked = sorted(opens.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(NextSkill(skill, tuple(occupations)) for skill, occupations in ranked[:number])


def _place(index: CareerIndex, origin: str) -> int:
    uri = index.taxonomy.concept(origin).uri
    if uri not in index.places:
        raise UnknownConceptError(f"{uri} is no occupation with skills in {index.release}: choose one.", uri=uri)
    return index.places[uri]


def _held(index: CareerIndex, occupation: str) -> frozenset[str]:
    """Return all skills of an occupation: what somebody can do counts, essential to the old work or not."""
    return frozenset((*index.taxonomy.essential(occupation), *index.taxonomy.optional(occupation)))


def _move(index: CareerIndex, occupation: str, held: frozenset[str], likeness: float) -> CareerMove:
    needed = index.taxonomy.essential(occupation) or index.taxonomy.optional(occupation)
    by_weight = sorted(needed, key=lambda skill: (-index.rarity[skill], skill))
    shared = tuple(skill for skill in by_weight if skill in held)
    near = tuple(
        Credited(skill, by) for skill in by_weight if skill not in held and (by := _sibling(index, skill, held))
    )
    credited = {one.skill for one in near}
    whole = sum(index.rarity[skill] for skill in needed)
    there = sum(index.rarity[skill] for skill in shared)
    there += _SIBLING_CREDIT * sum(index.rarity[skill] for skill in credited)
    return CareerMove(
        occupation=occupation,
        likeness=round(likeness, 4),
        covered=round(there / whole, 4),
        shared=shared,
        near=near,
        missing=tuple(skill for skill in by_weight if skill not in held and skill not in credited),
        release=index.release,
    )


def _sibling(index: CareerIndex, skill: str, held: frozenset[str]) -> str:
    """Return a held skill of the same kind, the first by URI, or an empty text."""
    found = [other for above in index.taxonomy.broader(skill) for other in _kin(index, above) if other in held]
    return min(found, default="")


def _kin(index: CareerIndex, above: str) -> tuple[str, ...]:
    """Return the skills right below a skill, or below a group small enough to mean that they are alike."""
    kin = index.taxonomy.narrower(above)
    alike = index.taxonomy.concept(above).kind is ConceptKind.SKILL or len(kin) <= _MOST_SIBLINGS
    return kin if alike else ()


def _is_near(first: str, second: str) -> bool:
    levels = [_SKILL_LEVELS.get(code[:1], _SKILL_LEVELS.get(code[:2])) for code in (first, second)]
    return None in levels or abs((levels[0] or 0) - (levels[1] or 0)) <= 1
