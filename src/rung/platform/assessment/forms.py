"""What the pages of assessors ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AuthoriseForm(forms.Form):
    """Who assesses, and from which day on."""

    name = forms.CharField(label=_("Name"), max_length=150)
    code = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$", label=_("Code"),
        help_text=_("What tables and forms call this person by, such as A-07. It stays theirs for ever."),
        error_messages={"invalid": _("Use letters without accents, digits, dots, hyphens and underscores.")},
    )  # fmt: skip
    start = forms.DateField(
        label=_("Authorised from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Assessments before this day do not count."),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail address"), required=False, help_text=_("Only if this person has an account here."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
