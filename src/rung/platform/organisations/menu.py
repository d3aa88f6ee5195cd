"""Tokens on the home page of an organisation."""

from django.utils.translation import gettext_lazy as _

from rung.platform.kernel.registries.organisation_menu import menu_entry
from rung.platform.organisations.rights import MANAGE_TOKENS

menu_entry(_("Tokens"), "organisation_tokens", MANAGE_TOKENS, about=_("which programs act for you"))
