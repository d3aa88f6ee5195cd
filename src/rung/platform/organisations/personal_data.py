"""Personal data of those who act for organisations."""

from django.utils.translation import gettext_lazy as _

from rung.platform.kernel.registries.personal_data import Rows, not_personal, personal
from rung.platform.organisations.models import Invitation, Mandate, Membership


def keep_under_pseudonym(rows: Rows) -> None:
    """Keep the row: who acted for an organisation is its legal record; the account behind it is empty by now."""


def erase_address(rows: Rows) -> None:
    """Blank the address of accepted invitations."""
    rows.update(email="erased@invalid")


ORGANISATION = {"organisation__legal_name": _("Organisation")}
SINCE = {"start": _("Since"), "end": _("Until")}

personal(
    Membership,
    title=_("Organisations for which you act or acted"),
    fields={**ORGANISATION, "role": _("Role"), **SINCE},
    person="person_id",
    erase=keep_under_pseudonym,
)
personal(
    Mandate,
    title=_("Mandates that you hold or held"),
    fields={**ORGANISATION, "act": _("You may"), **SINCE},
    person="person_id",
    erase=keep_under_pseudonym,
)
personal(
    Invitation,
    title=_("Invitations that you accepted"),
    fields={**ORGANISATION, "email": _("Sent to"), "role": _("Role"), "created_at": _("Sent on")},
    person="accepted_by_id",
    erase=erase_address,
)
not_personal(
    "organisations.Mandate", granted_by="an act in office, told in the audit log too; a pseudonym after erasure"
)
not_personal("organisations.Invitation", invited_by="an act in office; a pseudonym after erasure")
not_personal(
    "organisations.ApiToken",
    created_by="an act in office; a pseudonym after erasure, and then the token is worth nothing",
    name="the name of a program",
)
