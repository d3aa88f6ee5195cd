"""What the providers of the story award: six invented designs, read from `data/story_designs.toml`."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import Any

from rung.core import Level
from rung.credentials.european_lists import EuropeanList, entry
from rung.platform.register.content import DesignContent, OutcomeContent, SkillContent, StatedLevel
from rung.platform.register.models import AwardType, LevelBasis


@dataclass(frozen=True, slots=True)
class ToldDesign:
    """A design of the story: what it is called there, which provider awards it, and what it says."""

    key: str
    provider: str
    content: DesignContent


def told_designs() -> Iterator[ToldDesign]:
    """Yield the designs in the order of the story."""
    text = files("rung.platform.site").joinpath("data/story_designs.toml").read_text("utf-8")
    for said in tomllib.loads(text)["designs"]:
        yield ToldDesign(said["key"], said["provider"], _content(said))


def _content(said: Mapping[str, Any]) -> DesignContent:
    field_code, field_name = said.get("field", ("", ""))
    return DesignContent(
        award_type=AwardType(said["type"]),
        title=said["title"],
        description=said["description"],
        criteria=said["criteria"],
        outcomes=tuple(_outcome(one) for one in said.get("outcomes", ())),
        workload_hours=said.get("hours"),
        credits_ects=Decimal(said["ects"]) if "ects" in said else None,
        level=_level(said),
        assessment=_addresses(EuropeanList.ASSESSMENT, said),
        participation=_addresses(EuropeanList.PARTICIPATION, said),
        quality_assurance=_addresses(EuropeanList.QUALITY_ASSURANCE, said),
        prerequisites=said.get("prerequisites", {}),
        supervision=said.get("supervision", ""),
        is_graded=said.get("graded", False),
        stacks_into=tuple(said.get("stacks_into", ())),
        further_information=said.get("further_information", {}),
        field_code=field_code,
        field_name=field_name,
        validity_months=said.get("months"),
    )


def _outcome(said: Mapping[str, Any]) -> OutcomeContent:
    uri, polish, english = said["skill"]
    return OutcomeContent(said["statement"], (SkillContent(uri, {"pl": polish, "en": english}),))


def _level(said: Mapping[str, Any]) -> StatedLevel | None:
    """A level of the EQF that the provider declares itself, or the statement that none applies."""
    if said["type"] != AwardType.MICRO_CREDENTIAL:
        return None
    if "eqf" not in said:
        return StatedLevel(LevelBasis.NOT_APPLICABLE)
    return StatedLevel(LevelBasis.SELF_DECLARED, Level("EQF", "2017", said["eqf"]))


def _addresses(of: EuropeanList, said: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(entry(of, name).uri for name in said.get(of.value, ()))
