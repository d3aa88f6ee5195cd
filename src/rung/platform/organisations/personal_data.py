"""Personal data of those who act for organisations."""

from rung.platform.kernel.registries.personal_data import Rows, not_personal, personal
from rung.platform.organisations.models import Invitation, Mandate, Membership


def keep_under_pseudonym(rows: Rows) -> None:
    """Keep the row: who acted for an organisation is its legal record; the account behind it is empty by now."""


def erase_address(rows: Rows) -> None:
    """Blank the address of accepted invitations."""
    rows.update(email="erased@invalid")


personal(Membership, fields=["organisation__legal_name", "role", "start", "end"], person="person_id",
         erase=keep_under_pseudonym)  # fmt: skip
personal(Mandate, fields=["organisation__legal_name", "act", "start", "end"], person="person_id",
         erase=keep_under_pseudonym)  # fmt: skip
personal(Invitation, fields=["organisation__legal_name", "email", "role", "created_at"], person="accepted_by_id",
         erase=erase_address)  # fmt: skip
not_personal(
    "organisations.Mandate", granted_by="an act in office, told in the audit log too; a pseudonym after erasure"
)
not_personal("organisations.Invitation", invited_by="an act in office; a pseudonym after erasure")
