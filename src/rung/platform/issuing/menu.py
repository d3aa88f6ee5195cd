"""Awards on the home page of an organisation."""

from django.utils.translation import gettext_lazy as _

from rung.platform.kernel.registries.organisation_menu import menu_entry
from rung.platform.organisations.rights import PREPARE_AWARDS, SIGN

menu_entry(_("Award one person"), "new_award", SIGN, about=_("a form, read through once, signed at once"))
menu_entry(_("Award many from a list"), "new_run", PREPARE_AWARDS, about=_("every row is checked before any is issued"))
menu_entry(_("Lists"), "award_runs", PREPARE_AWARDS, SIGN, about=_("what was sent, and what waits to be issued"))
menu_entry(_("Awards"), "awards", PREPARE_AWARDS, SIGN, about=_("who holds what, and who has not accepted it yet"))
