"""Assessors on the home page of an organisation."""

from django.utils.translation import gettext_lazy as _

from rung.platform.kernel.registries.organisation_menu import menu_entry
from rung.platform.organisations.rights import MANAGE_ASSESSORS, PREPARE_AWARDS

menu_entry(
    _("Assessors"), "assessors", MANAGE_ASSESSORS, PREPARE_AWARDS, about=_("who may say that somebody can do it")
)
