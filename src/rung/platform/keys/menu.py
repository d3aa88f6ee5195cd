"""The signing key on the home page of an organisation."""

from django.utils.translation import gettext_lazy as _

from rung.platform.kernel.registries.organisation_menu import menu_entry

menu_entry(_("Signing key"), "organisation_keys", about=_("how anybody can tell that a credential is yours"))
