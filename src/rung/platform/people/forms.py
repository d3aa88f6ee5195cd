"""What we ask of somebody who signs up."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rung.platform.people.models import Person


class NameForm(forms.Form):
    """The name under which others see her; it stands before the address and the password."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1")

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Do nothing more: the adapter has stored the name."""
