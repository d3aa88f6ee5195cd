"""What the steps of the designer ask. Each step takes the content of a draft and answers with the changed content."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from rung.core import Level
from rung.credentials.award import Supervision
from rung.credentials.european_lists import EuropeanList, entry, names
from rung.platform.kernel.european_texts import entry_name
from rung.platform.register.content import DesignContent, StatedLevel
from rung.platform.register.errors import ContentRefusedError
from rung.platform.register.models import FRAMEWORKS, HIGHEST_LEVEL, LOWEST_LEVEL, AwardType, LevelBasis
from rung.platform.register.texts import language_name


def languages() -> list[str]:
    """Return the languages in which texts are asked for, that of the reader first."""
    return sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != get_language())


class Postponed(forms.Field):
    """A field that has to be answered in the end, though not for a draft to be saved. No page calls it optional."""

    def validate(self, value: Any) -> None:
        """Judge an answer; no answer is for `elements` to judge."""
        if value not in self.empty_values:
            super().validate(value)


class PostponedText(Postponed, forms.CharField):
    """A text."""


class PostponedNumber(Postponed, forms.IntegerField):
    """A whole number."""


class PostponedChoice(Postponed, forms.ChoiceField):
    """One of several."""


class PostponedTypedChoice(Postponed, forms.TypedChoiceField):
    """One of several, of another type than text."""


class PostponedChoices(Postponed, forms.MultipleChoiceField):
    """Some of several."""


@dataclass(frozen=True, slots=True)
class Question:
    """A text that is asked for in each language. `name` is a field of `DesignContent`; `rows` 1 is a single line."""

    name: str
    label: str | Promise
    hint: str | Promise = ""
    longest: int = 4_000
    rows: int = 4
    optional: bool = False

    def field(self, language: str) -> forms.CharField:
        """Return the field for one language."""
        widget = forms.TextInput if self.rows == 1 else forms.Textarea
        return PostponedText(
            label=gettext("%(text)s (%(language)s)") % {"text": self.label, "language": language_name(language)},
            help_text=str(self.hint),
            max_length=self.longest,
            required=not self.optional,
            widget=widget(attrs={"lang": language, **({} if self.rows == 1 else {"rows": self.rows})}),
        )


class StepForm(forms.Form):
    """A step. After `is_valid`, `changed` is the content with the answers of this step in it."""

    questions: ClassVar[tuple[Question, ...]] = ()
    changed: DesignContent

    def __init__(self, data: Any = None, *, content: DesignContent) -> None:
        super().__init__(data, initial=self.initial_from(content))
        self.content = content
        asked = {
            f"{question.name}_{language}": question.field(language)
            for question in self.questions
            for language in languages()
        }
        self.fields = {**asked, **self.fields} if self.asks_texts_first else {**self.fields, **asked}
        for question in self.questions:
            for language, words in getattr(content, question.name).items():
                self.initial[f"{question.name}_{language}"] = words

    asks_texts_first: ClassVar[bool] = True

    def initial_from(self, _content: DesignContent) -> dict[str, Any]:
        """Return what the fields hold before anybody answers; the questions see to themselves."""
        return {}

    def texts(self, name: str) -> dict[str, str]:
        """Return the answers to a question by language, with what was said in languages that no field asks for."""
        answered = {code: self.cleaned_data[f"{name}_{code}"] for code in languages()}
        return {**getattr(self.content, name), **answered}

    def answers(self) -> dict[str, Any]:
        """Return the fields of `DesignContent` that this step answers, the questions excepted."""
        return {}

    def clean(self) -> dict[str, Any]:
        """Put the answers into the content; what the content refuses is an error of the step."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            answers: dict[str, Any] = {question.name: self.texts(question.name) for question in self.questions}
            try:
                self.changed = replace(self.content, **answers, **self.answers())
            except ContentRefusedError as refusal:
                self.add_error(None, refusal.sentence)
        return cleaned


class DescriptionForm(StepForm):
    """What it is."""

    questions = (
        Question("title", _("Title"), _("Short, and as a learner would say it."), longest=200, rows=1),
        Question(
            "description",
            _("Description"),
            _("What it is about, and for whom, in a few sentences."),
        ),
        Question(
            "criteria",
            _("What one has to do to earn it"),
            _("For example: pass an oral examination."),
        ),
    )
    asks_texts_first = False
    award_type = forms.ChoiceField(
        label=_("What is awarded?"), choices=AwardType.choices, widget=forms.RadioSelect,
        help_text=_("Without an assessment it is a badge of participation, which never counts to a qualification."),
    )  # fmt: skip

    def initial_from(self, content: DesignContent) -> dict[str, Any]:
        """Return the kind of award."""
        return {"award_type": content.award_type}

    def clean(self) -> dict[str, Any]:
        """Ask for a title, by which people can find the draft again."""
        if not any(self.cleaned_data.get(f"title_{language}", "").strip() for language in languages()):
            self.add_error(f"title_{languages()[0]}", gettext("Give it a title, in one language at least."))
        return super().clean()

    def answers(self) -> dict[str, Any]:
        """Return the kind of award; a badge of participation lets go of what it may not hold."""
        award_type = AwardType(self.cleaned_data["award_type"])
        let_go = {"level": None, "assessment": ()} if award_type == AwardType.PARTICIPATION else {}
        return {"award_type": award_type, **let_go}


class WorkloadForm(StepForm):
    """How much work it is, and on which level."""

    workload_hours = PostponedNumber(
        label=_("Workload in hours"), min_value=1, max_value=10_000,
        help_text=_("Everything a learner does for it: classes, practice, own study, assessment."),
    )  # fmt: skip
    credits_ects = forms.DecimalField(
        label=_("ECTS credits"), min_value=0, max_digits=5, decimal_places=2, required=False,
        help_text=_("Where your institution awards them."),
    )  # fmt: skip
    level_basis = PostponedChoice(
        label=_("On whose word does the level stand?"), choices=LevelBasis.choices, widget=forms.RadioSelect,
        help_text=_("A level that you declare yourself is shown as such, everywhere."),
    )  # fmt: skip
    level_framework = PostponedChoice(
        label=_("Framework"),
        choices=[("", _("Choose one")), ("EQF", _("European (EQF)")), ("PRK", _("Polish (PRK)"))],
        help_text=_("A level of the Polish framework needs a code of the register ZRK."),
    )  # fmt: skip
    level_value = PostponedTypedChoice(
        label=_("Level"), coerce=int, empty_value=None,
        choices=[("", _("Choose one")), *((n, str(n)) for n in range(LOWEST_LEVEL, HIGHEST_LEVEL + 1))],
    )  # fmt: skip
    level_reference = forms.CharField(
        label=_("Code in the register"), max_length=100, required=False,
        help_text=_("Only for a referenced level, such as ZRK 13456."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, content: DesignContent) -> None:
        super().__init__(data, content=content)
        if content.award_type == AwardType.PARTICIPATION:
            for name in ("level_basis", "level_framework", "level_value", "level_reference"):
                del self.fields[name]

    def initial_from(self, content: DesignContent) -> dict[str, Any]:
        """Return workload and level."""
        stated, level = content.level, content.level.level if content.level else None
        return {
            "workload_hours": content.workload_hours,
            "credits_ects": content.credits_ects,
            "level_basis": stated.basis if stated else "",
            "level_reference": stated.reference if stated else "",
            "level_framework": level.framework if level else "",
            "level_value": level.value if level else None,
        }

    def clean(self) -> dict[str, Any]:
        """Ask for what a stated level needs, each at its own field."""
        given = self.cleaned_data
        basis = given.get("level_basis")
        if basis in {LevelBasis.REFERENCED, LevelBasis.SELF_DECLARED}:
            for name in ("level_framework", "level_value"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, gettext("Choose one, or choose that no level applies."))
        if basis == LevelBasis.REFERENCED and not given.get("level_reference"):
            self.add_error(
                "level_reference", gettext("Write the code under which the public register holds the level.")
            )
        if basis == LevelBasis.SELF_DECLARED and given.get("level_framework") == "PRK":
            self.add_error("level_framework", gettext("A level of the Polish framework is referenced, never declared."))
        return super().clean()

    def answers(self) -> dict[str, Any]:
        """Return workload and level."""
        given = self.cleaned_data
        stated = {"level": self._level()} if "level_basis" in self.fields else {}
        return {"workload_hours": given["workload_hours"], "credits_ects": given["credits_ects"], **stated}

    def _level(self) -> StatedLevel | None:
        given = self.cleaned_data
        basis = given["level_basis"]
        if not basis:
            return None
        if basis == LevelBasis.NOT_APPLICABLE:
            return StatedLevel(LevelBasis.NOT_APPLICABLE)
        level = Level(given["level_framework"], FRAMEWORKS[given["level_framework"]], given["level_value"])
        reference = given["level_reference"].strip() if basis == LevelBasis.REFERENCED else ""
        return StatedLevel(LevelBasis(basis), level, reference)


def choices(of: EuropeanList) -> list[tuple[str, str]]:
    """Return the entries of a European list as (address, name), by name in the language of the reader."""
    entries = ((entry(of, name).uri, entry_name(name)) for name in names(of))
    return sorted(entries, key=lambda one: one[1])


class AssessmentForm(StepForm):
    """How it is assessed, attended, and kept good."""

    assessment = PostponedChoices(
        label=_("How is it assessed?"), widget=forms.CheckboxSelectMultiple,
        choices=partial(choices, EuropeanList.ASSESSMENT),
    )  # fmt: skip
    participation = PostponedChoices(
        label=_("How does one take part?"), widget=forms.CheckboxSelectMultiple,
        choices=partial(choices, EuropeanList.PARTICIPATION),
    )  # fmt: skip
    quality_assurance = PostponedChoices(
        label=_("How is its quality assured?"), widget=forms.CheckboxSelectMultiple,
        choices=partial(choices, EuropeanList.QUALITY_ASSURANCE),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, content: DesignContent) -> None:
        super().__init__(data, content=content)
        if content.award_type == AwardType.PARTICIPATION:
            del self.fields["assessment"]

    def initial_from(self, content: DesignContent) -> dict[str, Any]:
        """Return the chosen entries."""
        return {of.value: list(getattr(content, of.value)) for of in EuropeanList}

    def answers(self) -> dict[str, Any]:
        """Return the chosen entries."""
        return {name: tuple(self.cleaned_data[name]) for name in self.fields}


SUPERVISION = [
    ("", _("Not stated")),
    (Supervision.UNSUPERVISED.value, _("Nobody watches")),
    (Supervision.SUPERVISED.value, _("Somebody watches")),
    (Supervision.SUPERVISED_IDENTITY_CHECKED.value, _("Somebody watches and checks who is assessed")),
]


class OptionalForm(StepForm):
    """What a design may say besides."""

    questions = (
        Question("prerequisites", _("What one needs to begin"), rows=2, longest=2_000, optional=True),
        Question("further_information", _("Further information"), optional=True),
    )
    supervision = forms.ChoiceField(
        label=_("Who watches the assessment?"), choices=SUPERVISION, widget=forms.RadioSelect, required=False
    )
    is_graded = forms.BooleanField(label=_("The assessment is graded"), required=False)
    stacks_into = forms.CharField(
        label=_("Stacks into"), widget=forms.Textarea(attrs={"rows": 2}), required=False,
        help_text=_("Addresses of what it counts towards, one in each line."),
    )  # fmt: skip
    field_code = forms.RegexField(
        r"^[0-9]{2,4}$", label=_("Field of study: ISCED-F code"), required=False, help_text=_("Such as 0613."),
        error_messages={"invalid": _("Write the code of two to four digits, such as 0613.")},
    )  # fmt: skip
    field_name = forms.CharField(label=_("Field of study: its name"), max_length=200, required=False)
    validity_months = forms.IntegerField(
        label=_("How many months does it hold?"), min_value=1, max_value=600, required=False,
        help_text=_("Leave empty for an award without an end."),
    )  # fmt: skip

    def initial_from(self, content: DesignContent) -> dict[str, Any]:
        """Return what is stated."""
        plain = ("supervision", "is_graded", "field_code", "field_name", "validity_months")
        return {**{name: getattr(content, name) for name in plain}, "stacks_into": "\n".join(content.stacks_into)}

    def clean(self) -> dict[str, Any]:
        """Ask for the other half of a field of study."""
        code, name = self.cleaned_data.get("field_code"), self.cleaned_data.get("field_name")
        if code and not name:
            self.add_error("field_name", gettext("Write the name that belongs to the code."))
        if name and not code and "field_code" not in self.errors:
            self.add_error("field_code", gettext("Write the code that belongs to the name."))
        return super().clean()

    def answers(self) -> dict[str, Any]:
        """Return what is stated."""
        return {
            **{name: self.cleaned_data[name] for name in self.base_fields},
            "stacks_into": tuple(self.cleaned_data["stacks_into"].split()),
        }


class PictureForm(forms.Form):
    """A picture, described in words."""

    alternative_text = Question("alternative_text", _("What the picture shows"), longest=300, rows=1)
    picture = forms.FileField(
        label=_("Picture"), widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        help_text=_("PNG or JPEG, at most 5 MB. It is made square and at most 512 pixels wide."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in languages():
            self.fields[f"alternative_text_{language}"] = self.alternative_text.field(language)

    def described(self) -> dict[str, str]:
        """Return the descriptions by language."""
        return dict(self._descriptions())

    def _descriptions(self) -> Iterator[tuple[str, str]]:
        for language in languages():
            yield language, self.cleaned_data[f"alternative_text_{language}"]

    def clean(self) -> dict[str, Any]:
        """Ask for a description in at least one language."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(f"alternative_text_{language}") for language in languages()):
            self.add_error(
                f"alternative_text_{languages()[0]}", gettext("Describe the picture for people who do not see it.")
            )
        return cleaned
