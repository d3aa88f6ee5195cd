"""What the pages of the wallet ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from rung.platform.wallet.services import DURATIONS


class ShareForm(forms.Form):
    """For whom a link is and how long it lasts."""

    days = forms.TypedChoiceField(
        label=_("How long shall the link work?"),
        choices=[(days, ngettext_lazy("%(days)s day", "%(days)s days", days) % {"days": days}) for days in DURATIONS],
        coerce=int,
        initial=30,
        widget=forms.RadioSelect,
    )
    label = forms.CharField(
        label=_("For whom is it?"),
        help_text=_("A note for yourself, such as the name of a firm. Nobody else sees it."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
