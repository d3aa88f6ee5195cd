"""What the pages of organisations ask for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rung.platform.kernel.permissions import Right
from rung.platform.kernel.scope import Scope
from rung.platform.organisations.models import Membership, Organisation


def day_input() -> forms.DateInput:
    """Return the field of a day. A browser takes no other form of it than 2026-11-30."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("Their e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("What they will do"), choices=Membership.Role.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language of the invitation"), choices=[("pl", _("Polish")), ("en", _("English"))], initial="pl"
    )


class ProfileForm(forms.Form):
    """What an organisation says about itself."""

    city = forms.CharField(label=_("Town"), max_length=100, required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")


class FoundForm(forms.Form):
    """A new organisation with its first administrator, who must have an account."""

    legal_name = forms.CharField(label=_("Legal name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Organisation.Kind.choices)
    country = forms.RegexField(
        r"^[A-Z]{2}$", label=_("Country"), initial="PL", help_text=_("Two letters, such as PL"),
        error_messages={"invalid": _("Write the two-letter code in capitals, such as PL.")},
    )  # fmt: skip
    city = forms.CharField(label=_("Town"), max_length=100, required=False)
    administrator = forms.EmailField(
        label=_("E-mail address of the first administrator"), help_text=_("She needs an account here already.")
    )


class IdentityForm(forms.Form):
    """An identifier by which an organisation signs."""

    did = forms.RegexField(
        r"^did:(key|web):[A-Za-z0-9._:%-]+$", label=_("Decentralised identifier (DID)"), max_length=500,
        help_text=_("Confirm it only after the organisation has proved, outside of Rung, that it is theirs."),
        error_messages={"invalid": _("Write a whole identifier that begins with did:key: or did:web:.")},
    )  # fmt: skip
    start = forms.DateField(label=_("In use since"), widget=day_input(), required=False)


class EndIdentityForm(forms.Form):
    """Why an identifier is used no longer. The two reasons have very different consequences."""

    why = forms.ChoiceField(
        label=_("Why?"),
        widget=forms.RadioSelect,
        choices=[
            ("rotated", _("It was replaced. What it signed until today stays theirs.")),
            ("compromised", _("Somebody else may have its key. Nothing it signed is trusted any more.")),
        ],
    )


class AccreditationForm(forms.Form):
    """A quality body's decision about a provider."""

    organisation = forms.ModelChoiceField(
        label=_("Provider"), empty_label=_("Choose one"), queryset=Organisation.objects.get_queryset()
    )
    decision_number = forms.CharField(label=_("Number of the decision"), max_length=100)
    start = forms.DateField(label=_("In force from"), widget=day_input())
    end = forms.DateField(
        label=_("Up to, and without"), widget=day_input(), required=False,
        help_text=_("Leave empty for a decision without an end."),
    )  # fmt: skip
    fields_of_study = forms.CharField(
        label=_("Fields (ISCED-F codes)"), required=False, help_text=_("Such as 0613, 0714. Empty means every field."),
    )  # fmt: skip
    levels = forms.MultipleChoiceField(
        label=_("Levels (EQF)"), required=False, choices=[(str(n), str(n)) for n in range(1, 9)],
        widget=forms.CheckboxSelectMultiple, help_text=_("None ticked means every level."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        providers = Organisation.objects.in_scope(Scope.public()).filter(kind=Organisation.Kind.PROVIDER)
        self.fields["organisation"].queryset = providers.order_by("legal_name")  # type: ignore[attr-defined]

    def clean_fields_of_study(self) -> tuple[str, ...]:
        """Split the codes and refuse what cannot be one."""
        codes = tuple(self.cleaned_data["fields_of_study"].replace(",", " ").split())
        wrong = [code for code in codes if not (code.isdigit() and 2 <= len(code) <= 4)]  # noqa: PLR2004 — ISCED-F codes
        if wrong:
            raise forms.ValidationError(
                _("Not a code of two to four digits: %(codes)s"), params={"codes": ", ".join(wrong)}
            )
        return codes

    def clean(self) -> dict[str, Any]:
        """Refuse a decision that ends before it starts."""
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end <= start:
            self.add_error("end", _("The decision ends after it starts."))
        return cleaned


class WithdrawalForm(forms.Form):
    """Why an accreditation is withdrawn."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))


class TokenForm(forms.Form):
    """What a program is called, what it may do, and for how long."""

    name = forms.CharField(
        label=_("Name of the program"), max_length=100,
        help_text=_("Such as “student records”. It tells you later what to withdraw."),
    )  # fmt: skip
    scopes = forms.MultipleChoiceField(label=_("What it may do"), widget=forms.CheckboxSelectMultiple)
    days = forms.TypedChoiceField(
        label=_("For how long"), coerce=int, widget=forms.RadioSelect, initial=90,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("one year"))],
    )  # fmt: skip

    def __init__(self, *args: Any, offered: Sequence[Right], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [(right.code, right.what) for right in offered]  # type: ignore[attr-defined]
