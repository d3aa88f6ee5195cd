"""Personal data of those who were awarded something, and of those who ordered it."""

from django.utils.translation import gettext_lazy as _

from rung.platform.issuing.models import Award, SignedCredential
from rung.platform.kernel.registries.personal_data import Rows, not_personal, personal


def erase_recipient(rows: Rows) -> None:
    """Blank name and address. The place on the status list stays, so files that she took with her keep verifying."""
    rows.update(recipient_name="", recipient_email="erased@invalid")


def erase_document(rows: Rows) -> None:
    """Blank the credential; its digest stays in the log and proves what was issued, and says nothing about her."""
    rows.update(document="")


personal(
    Award,
    title=_("Credentials that you claimed"),
    fields={
        "organisation__legal_name": _("Awarded by"),
        "recipient_name": _("Name on the credential"),
        "recipient_email": _("Sent to"),
        "issued_at": _("Issued"),
        "claimed_at": _("Claimed"),
    },
    person="holder_id",
    erase=erase_recipient,
)
personal(
    SignedCredential,
    title=_("The credentials themselves"),
    fields={"document": _("Credential"), "signed_at": _("Signed")},
    person="award__holder_id",
    erase=erase_document,
)
not_personal("issuing.Run", ordered_by="an act in office, told in the audit log too; a pseudonym after erasure")
