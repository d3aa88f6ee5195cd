"""What the pages of awards ask for."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, cast
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rung.platform.assessment.services import IdentityCheck
from rung.platform.issuing.award_search import Wanted
from rung.platform.issuing.models import StatusChange
from rung.platform.issuing.problems import Problem
from rung.platform.issuing.services.ordering import LONGEST_KEY
from rung.platform.issuing.services.status import REASONS
from rung.platform.issuing.standing import Standing
from rung.platform.kernel import world

SEARCHED: Final = 200


class Narrowing(forms.Field):
    """A way to narrow a list. Left alone it narrows nothing, and no page calls it optional."""

    def validate(self, value: Any) -> None:
        """Judge an answer; none is needed."""
        if value not in self.empty_values:
            super().validate(value)


class Words(Narrowing, forms.CharField):
    """Words to look for."""


class Narrowed(Narrowing, forms.TypedChoiceField):
    """One of several, or all."""


class SearchForm(forms.Form):
    """Whose awards, of which design, in which state."""

    use_required_attribute = False

    words = Words(
        label=_("Name or e-mail address"), max_length=SEARCHED, widget=forms.TextInput(attrs={"type": "search"})
    )
    design = Narrowed(label=_("Design"), coerce=UUID, empty_value=None)
    state = Narrowed(
        label=_("State"), coerce=Standing, empty_value=None,
        choices=[
            ("", _("Any")), (Standing.VALID, _("Valid")), (Standing.SUSPENDED, _("Suspended")),
            (Standing.EXPIRED, _("Expired")), (Standing.REVOKED, _("Revoked")),
        ],
    )  # fmt: skip
    accepted = Narrowed(
        label=_("Accepted"), empty_value=None, coerce="yes".__eq__,
        choices=[("", _("By anybody or nobody")), ("yes", _("Accepted")), ("no", _("Not yet accepted"))],
    )  # fmt: skip
    run = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any], *, designs: Iterable[tuple[UUID, str]]) -> None:
        super().__init__(data)
        self.fields["design"].choices = [("", _("Any")), *designs]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """Return what is looked for. What was not understood narrows nothing, and is told at its field."""
        said = self.cleaned_data if self.is_valid() else {}
        return Wanted(
            words=said.get("words", ""),
            design_id=said.get("design"),
            standing=said.get("state"),
            is_claimed=said.get("accepted"),
            run_id=said.get("run"),
        )


class ReasonForm(forms.Form):
    """Why a credential is suspended, reinstated or revoked. Whoever checks it may read the reason."""

    reason = forms.ChoiceField(label=_("Why?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, act: StatusChange.Act) -> None:
        super().__init__(data)
        self.fields["reason"].choices = [(one.value, one.label) for one in REASONS[act]]  # type: ignore[attr-defined]


class ListForm(forms.Form):
    """A list of people, and the key under which it is ordered once."""

    file = forms.FileField(
        label=_("The list"), help_text=_("A CSV file in UTF-8 with up to 200,000 rows, at most 64 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )  # fmt: skip
    key = forms.CharField(
        label=_("Number of this order"), max_length=LONGEST_KEY,
        help_text=_("The same list sent again under the same number is not awarded twice. "
                     "Use a number of your own if you have one."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class PersonForm(forms.Form):
    """One person, and what was found about her. `cells` are its answers, written as a list writes them.

    `version` is loaded with its outcomes; `languages` and `assessors` are what can be chosen.
    """

    name = forms.CharField(
        label=_("Name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("As in the identity document. It stands on the credential for ever."),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("The credential is offered to this address. Whoever owns it can accept it."),
    )  # fmt: skip
    key = forms.CharField(max_length=LONGEST_KEY, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        languages: Sequence[tuple[str, str]],
        assessors: Sequence[tuple[str, str]] | None,
        outcomes: Sequence[tuple[str, str]],
        is_graded: bool,
        wants_identity_check: bool,
    ) -> None:
        super().__init__(data, initial={"key": str(world.new_id())})
        if len(languages) > 1:
            self.fields["language"] = forms.ChoiceField(label=gettext("Language of the credential"), choices=languages)
        if assessors is not None:
            self._ask_for_assessment(assessors, outcomes, wants_identity_check=wants_identity_check)
        if is_graded:
            self.fields["grade"] = forms.CharField(label=gettext("Grade"), max_length=40)
        self.fields["renews"] = forms.BooleanField(
            label=gettext("It renews an earlier award of this design"), required=False,
        )  # fmt: skip

    def _ask_for_assessment(
        self, assessors: Sequence[tuple[str, str]], outcomes: Sequence[tuple[str, str]], *, wants_identity_check: bool
    ) -> None:
        checks = [one for one in IdentityCheck if one != IdentityCheck.NONE or not wants_identity_check]
        self.fields |= {
            "assessor": forms.ChoiceField(label=gettext("Assessor"), choices=[("", gettext("Choose one")), *assessors]),
            "assessed_on": forms.DateField(
                label=_("Day of the assessment"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            ),
            "identity_check": forms.ChoiceField(
                label=gettext("How was the identity checked?"), widget=forms.RadioSelect,
                choices=[(one.value, one.label) for one in checks],
            ),
            "outcomes": forms.MultipleChoiceField(
                label=_("What the assessor found achieved"), widget=forms.CheckboxSelectMultiple, choices=outcomes,
                help_text=gettext("An award needs every one. Tick only what was found."),
                error_messages={"required": gettext("Tick what was found achieved. An award needs every outcome.")},
            ),
        }  # fmt: skip

    @property
    def cells(self) -> dict[str, str]:
        """What a valid form says, as the row of a list."""
        said = self.cleaned_data
        cells = {name: said.get(name, "") for name in ("name", "email", "language", "assessor", "identity_check")}
        cells["grade"] = said.get("grade", "")
        cells["assessed_on"] = said["assessed_on"].isoformat() if "assessed_on" in said else ""
        cells["outcomes"] = "|".join(said.get("outcomes", []))
        cells["renews"] = "yes" if said["renews"] else ""
        return {name: text for name, text in cells.items() if text}

    def answers(self) -> list[tuple[str, Any]]:
        """Return (question, answer) of a valid form, as they are read through before the award."""
        shown = []
        for bound in self.visible_fields():
            answer = self.cleaned_data[bound.name]
            if isinstance(bound.field, forms.BooleanField):
                answer = gettext("yes") if answer else gettext("no")
            elif isinstance(bound.field, forms.ChoiceField):
                names = dict(bound.field.choices)  # type: ignore[arg-type]
                chosen = answer if isinstance(answer, list) else [answer]
                answer = "; ".join(str(names[one]) for one in chosen)
            shown.append((str(bound.label), answer))
        return shown

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Tell each problem at its field."""
        for problem in problems:
            self.add_error(problem.column if problem.column in self.fields else None, in_a_form(problem))

    def begin_anew(self) -> None:
        """Give the answers a fresh key: under the old one something else was awarded."""
        answers = cast("QueryDict", self.data).copy()
        answers["key"] = str(world.new_id())
        self.data = answers
        self.add_error(None, gettext(
            "This form was sent before with other answers, and that award was made. "
            "If you want another award, check the answers and go on."
        ))  # fmt: skip


def in_a_form(problem: Problem) -> str:
    """Return the sentence of a problem, in words that fit a form where a list has other remedies."""
    if problem.code in {"email.awarded", "row.awarded_meanwhile"}:
        return gettext("This person holds a valid award of this design already. Tick below if you want to renew it.")
    return problem.sentence
