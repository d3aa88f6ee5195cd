"""How signing up and in works here: an adapter between allauth and our people."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import get_language

from rung.platform.people.models import Person


class AccountAdapter(DefaultAccountAdapter):
    """Keeps what we ask for at sign-up and nothing more."""

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:  # noqa: FBT001, FBT002 — allauth's signature
        """Fill in name and language of a new account."""
        user.name = form.cleaned_data["name"]
        user.language = (get_language() or "en").split("-")[0]
        saved: Person = super().save_user(request, user, form, commit=commit)
        return saved
