"""The register on the home page of an organisation."""

from django.utils.translation import gettext_lazy as _

from rung.platform.kernel.registries.organisation_menu import menu_entry
from rung.platform.organisations.rights import ACTIVATE_DESIGNS, PREPARE_AWARDS

menu_entry(_("Designs"), "designs", PREPARE_AWARDS, ACTIVATE_DESIGNS, about=_("what you award, and what it stands for"))
