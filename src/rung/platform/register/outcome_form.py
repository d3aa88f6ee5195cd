"""The step that asks for learning outcomes and their skills: rows that grow one by one, without any script."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from rung.credentials.shapes import is_identifier
from rung.platform.register.content import DesignContent, OutcomeContent, SkillContent, Texts
from rung.platform.register.forms import PostponedText, StepForm, languages
from rung.platform.register.texts import language_name

MOST_OUTCOMES: Final = 30
MOST_SKILLS: Final = 10
"""Rows of one page; with all of them filled, a form stays within the 1,000 fields that Django reads."""

_ROW = re.compile(r"outcome_([0-9]{1,2})_(?:skill_([0-9]{1,2})_)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """The fields of one outcome: its statement by language, and of each skill its address and names."""

    number: int
    statement: list[BoundField]
    skills: list[list[BoundField]]
    may_grow: bool


class OutcomesForm(StepForm):
    """Outcomes and skills. A row without words is dropped; `adding` asks for one more row (see `Adding`)."""

    def __init__(self, data: Any = None, *, content: DesignContent, adding: str = "") -> None:
        super().__init__(data, content=content)
        self.rows = _rows_sent(data) if data is not None else _rows_of(content, adding)
        for number, skills in self.rows.items():
            self._ask_outcome(number)
            for skill in range(1, skills + 1):
                self._ask_skill(number, skill)

    @property
    def groups(self) -> list[OutcomeRow]:
        """The fields, outcome by outcome."""
        return [
            OutcomeRow(
                number,
                [self[f"outcome_{number}_{code}"] for code in languages()],
                [self._skill_fields(number, skill) for skill in range(1, skills + 1)],
                may_grow=skills < MOST_SKILLS,
            )
            for number, skills in self.rows.items()
        ]

    @property
    def may_grow(self) -> bool:
        """Whether there is room for another outcome."""
        return len(self.rows) < MOST_OUTCOMES

    def clean(self) -> dict[str, Any]:
        """Ask for what a begun row lacks."""
        for number, skills in self.rows.items():
            begun = [skill for skill in range(1, skills + 1) if self._begun(self._skill_names(number, skill))]
            for skill in begun:
                self._check_skill(number, skill)
            if begun and not self._begun(self._statement_names(number)):
                self.add_error(f"outcome_{number}_{languages()[0]}", _("Say what the learner can do."))
        return super().clean()

    def answers(self) -> dict[str, Any]:
        """Return the outcomes that say something."""
        return {"outcomes": tuple(self._outcome(number) for number in self.rows if self._stated(number))}

    def position_after_saving(self, number: int) -> int:
        """Return the position of a row once rows without words are dropped; 0 where it is dropped itself."""
        return sum(self._stated(one) for one in self.rows if one <= number) if self._stated(number) else 0

    def _ask_outcome(self, number: int) -> None:
        for code in languages():
            self.fields[f"outcome_{number}_{code}"] = PostponedText(
                label=_("Outcome %(number)s (%(language)s)") % {"number": number, "language": language_name(code)},
                max_length=500, widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
            )  # fmt: skip
            held = self._held_outcome(number)
            self.initial[f"outcome_{number}_{code}"] = held.statement.get(code, "") if held else ""

    def _ask_skill(self, number: int, skill: int) -> None:
        held = self._held_skill(number, skill)
        uri, *named = self._skill_names(number, skill)
        self.fields[uri] = forms.CharField(
            label=_("Skill %(number)s: address") % {"number": f"{number}.{skill}"}, max_length=500, required=False,
            widget=forms.TextInput(attrs={"inputmode": "url"}),
        )  # fmt: skip
        self.initial[uri] = held.uri if held else ""
        for code, name in zip(languages(), named, strict=True):
            self.fields[name] = forms.CharField(
                label=_("Skill %(number)s: name (%(language)s)")
                % {"number": f"{number}.{skill}", "language": language_name(code)},
                max_length=200, required=False, widget=forms.TextInput(attrs={"lang": code}),
            )  # fmt: skip
            self.initial[name] = held.name.get(code, "") if held else ""

    def _held_outcome(self, number: int) -> OutcomeContent | None:
        outcomes = self.content.outcomes
        return outcomes[number - 1] if number <= len(outcomes) else None

    def _held_skill(self, number: int, skill: int) -> SkillContent | None:
        outcome = self._held_outcome(number)
        held = outcome.skills if outcome else ()
        return held[skill - 1] if skill <= len(held) else None

    def _check_skill(self, number: int, skill: int) -> None:
        uri, *named = self._skill_names(number, skill)
        if not is_identifier(self.cleaned_data.get(uri, "").strip()):
            self.add_error(uri, _("Write the whole address, beginning with http."))
        if not self._begun(named):
            self.add_error(named[0], _("Give the skill a name."))

    def _outcome(self, number: int) -> OutcomeContent:
        held = self._held_outcome(number)
        return OutcomeContent(
            self._by_language(self._statement_names(number), held.statement if held else {}),
            tuple(
                self._skill(number, skill)
                for skill in range(1, self.rows[number] + 1)
                if self._begun(self._skill_names(number, skill))
            ),
        )

    def _skill(self, number: int, skill: int) -> SkillContent:
        held = self._held_skill(number, skill)
        uri, *named = self._skill_names(number, skill)
        return SkillContent(self.cleaned_data[uri].strip(), self._by_language(named, held.name if held else {}))

    def _by_language(self, fields: list[str], held: Texts) -> dict[str, str]:
        """Return what was answered, and what is held in languages that no field asks for."""
        return {**held, **{code: self.cleaned_data[name] for code, name in zip(languages(), fields, strict=True)}}

    def _stated(self, number: int) -> bool:
        return self._begun(self._statement_names(number))

    def _begun(self, fields: list[str]) -> bool:
        return any(self.cleaned_data.get(name, "").strip() for name in fields)

    def _skill_fields(self, number: int, skill: int) -> list[BoundField]:
        return [self[name] for name in self._skill_names(number, skill)]

    @staticmethod
    def _statement_names(number: int) -> list[str]:
        return [f"outcome_{number}_{code}" for code in languages()]

    @staticmethod
    def _skill_names(number: int, skill: int) -> list[str]:
        begin = f"outcome_{number}_skill_{skill}"
        return [f"{begin}_uri", *(f"{begin}_name_{code}" for code in languages())]


def _rows_of(content: DesignContent, adding: str) -> dict[int, int]:
    """Return outcome → number of skill rows: those that are there, one to begin with, and the one that is added."""
    rows = {number: len(one.skills) for number, one in enumerate(content.outcomes, 1)}
    if (not rows or adding == "outcome") and len(rows) < MOST_OUTCOMES:
        rows[len(rows) + 1] = 0
    grown = adding.removeprefix("skill-")
    if adding != grown and grown.isdecimal() and int(grown) in rows:
        rows[int(grown)] = min(rows[int(grown)] + 1, MOST_SKILLS)
    return rows


def _rows_sent(data: Mapping[str, Any]) -> dict[int, int]:
    """Return outcome → number of skill rows, as the fields that were sent tell it, within bounds."""
    rows: dict[int, int] = {}
    for number, skill in sorted(_numbers(data)):
        if 1 <= number <= MOST_OUTCOMES and skill <= MOST_SKILLS:
            rows[number] = max(rows.get(number, 0), skill)
    return rows


def _numbers(data: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    for name in data:
        found = _ROW.match(name)
        if found:
            yield int(found[1]), int(found[2] or 0)
