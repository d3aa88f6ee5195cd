"""How far what somebody can do reaches towards a target, and what would close the gap."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from rung.skills.errors import FigureRefusedError
from rung.skills.taxonomy import Taxonomy

IN_REACH = Fraction(60, 100)
"""From this coverage on a target is said to be in reach."""


class Standing(StrEnum):
    """What a claim to a skill rests on.

    Verified is what was assessed or recognised and is still valid. A statement that nobody signed is self-declared.
    """

    VERIFIED = "verified"
    SELF_DECLARED = "self-declared"
    EXPIRED = "expired"


_TRUST = {Standing.VERIFIED: Fraction(1), Standing.SELF_DECLARED: Fraction(1, 2), Standing.EXPIRED: Fraction(0)}
_WEIGHT = {True: Fraction(1), False: Fraction(1, 2)}


class Advice(StrEnum):
    """What would bring a skill to the full."""

    RENEW = "renew"
    GET_ASSESSED = "get assessed"
    LEARN = "learn"


@dataclass(frozen=True, slots=True)
class Claim:
    """A skill that somebody has, the level of it, and what that rests on."""

    skill: str
    standing: Standing
    level: int = 1

    def __post_init__(self) -> None:
        """Refuse a level below 1."""
        _check_level(self.skill, self.level)


@dataclass(frozen=True, slots=True)
class Target:
    """A skill that is asked for, at which level, and whether it is essential."""

    skill: str
    essential: bool = True
    level: int = 1

    def __post_init__(self) -> None:
        """Refuse a level below 1."""
        _check_level(self.skill, self.level)


@dataclass(frozen=True, slots=True)
class SkillGap:
    """One skill of the target.

    `brings` is its part of the coverage, `would_bring` what it would add if it were held to the full. No advice means
    that it is.
    """

    skill: str
    essential: bool
    brings: Fraction
    would_bring: Fraction
    advice: Advice | None


@dataclass(frozen=True, slots=True)
class GapReport:
    """The whole target, what would add most first. The parts of the skills sum up to the coverage."""

    skills: tuple[SkillGap, ...]

    @property
    def coverage(self) -> Fraction:
        """How much of the target is covered, 0 to 1."""
        return sum((one.brings for one in self.skills), Fraction(0))

    @property
    def in_reach(self) -> bool:
        """Tell whether the coverage is at least `IN_REACH`."""
        return self.coverage >= IN_REACH

    def as_json(self) -> dict[str, Any]:
        """Return the figures, rounded to four decimals."""
        return {
            "coverage": round(float(self.coverage), 4),
            "in_reach": self.in_reach,
            "skills": [
                {
                    "skill": one.skill,
                    "essential": one.essential,
                    "brings": round(float(one.brings), 4),
                    "would_bring": round(float(one.would_bring), 4),
                    "advice": one.advice,
                }
                for one in self.skills
            ],
        }


def targets_of(taxonomy: Taxonomy, occupation: str) -> tuple[Target, ...]:
    """Return what an occupation asks for. The taxonomy knows no levels, so each is 1."""
    uri = taxonomy.concept(occupation).uri
    essential = taxonomy.essential(uri)
    optional = (one for one in taxonomy.optional(uri) if one not in essential)
    return (*(Target(one) for one in essential), *(Target(one, essential=False) for one in optional))


def gap(targets: Iterable[Target], claims: Iterable[Claim]) -> GapReport:
    """Compare claims with a target.

    Coverage = sum of weight x min(level / required level, 1) x trust, divided by the sum of all weights. Essential
    skills weigh 1, optional ones 1/2; verified claims are trusted fully, self-declared ones by half, expired ones not.
    Of several claims to a skill the best counts. Nothing else about the person is asked for or looked at. Raises
    `FigureRefusedError` for no target and for a skill that is asked for twice.
    """
    wanted = _by_skill(targets)
    held: dict[str, list[Claim]] = {}
    for claim in claims:
        held.setdefault(claim.skill, []).append(claim)
    whole = sum((_WEIGHT[one.essential] for one in wanted.values()), Fraction(0))
    found = [_skill_gap(one, held.get(one.skill, []), _WEIGHT[one.essential] / whole) for one in wanted.values()]
    return GapReport(tuple(sorted(found, key=lambda one: (-one.would_bring, one.skill))))


def _by_skill(targets: Iterable[Target]) -> Mapping[str, Target]:
    wanted: dict[str, Target] = {}
    for target in targets:
        if wanted.setdefault(target.skill, target) is not target:
            raise FigureRefusedError(f"{target.skill} is asked for twice: keep one line.", skill=target.skill)
    if not wanted:
        raise FigureRefusedError("The target asks for no skill: name at least one.")
    return wanted


def _skill_gap(target: Target, claims: Iterable[Claim], share: Fraction) -> SkillGap:
    best = Fraction(0)
    reached: set[Standing] = set()
    for claim in claims:
        level = min(Fraction(claim.level, target.level), Fraction(1))
        best = max(best, level * _TRUST[claim.standing])
        if level == 1:
            reached.add(claim.standing)
    return SkillGap(target.skill, target.essential, share * best, share * (1 - best), _advice(reached))


def _advice(reached: set[Standing]) -> Advice | None:
    """Return the shortest way; `reached` is the standing of each claim at the required level or above."""
    if Standing.VERIFIED in reached:
        return None
    if Standing.EXPIRED in reached:
        return Advice.RENEW
    return Advice.GET_ASSESSED if reached else Advice.LEARN


def _check_level(skill: str, level: int) -> None:
    if level < 1:
        raise FigureRefusedError(f"{skill}: a level is 1 or more, not {level}.", skill=skill)
