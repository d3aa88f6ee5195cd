"""Personal data of accounts: given out on request, erased on request."""

from allauth.account.models import EmailAddress, EmailConfirmation
from django.utils.translation import gettext_lazy as _

from rung.platform.kernel import world
from rung.platform.kernel.registries.personal_data import Rows, delete_rows, personal
from rung.platform.people.models import Person


def erase_account(rows: Rows) -> None:
    """Leave an empty shell under the same id, so that what refers to her stays whole and leads nowhere.

    The unusable password also ends every session of hers: its hash is part of the session's signature.
    """
    for person in rows:
        person.email = f"erased-{world.new_id().hex}@invalid"
        person.name, person.is_active, person.is_operator = "", False, False
        person.set_unusable_password()
        person.save()


personal(
    Person,
    title=_("Your account"),
    fields={
        "email": _("E-mail address"),
        "name": _("Name"),
        "language": _("Language of your mail"),
        "joined_at": _("Opened on"),
        "last_login": _("Last signed in"),
    },
    person="id",
    erase=erase_account,
)
personal(
    EmailAddress,
    title=_("Your e-mail addresses"),
    fields={"email": _("E-mail address"), "verified": _("Confirmed"), "primary": _("Used for mail")},
    person="user_id",
    erase=delete_rows,
)
personal(
    EmailConfirmation,
    title=_("Confirmations that we sent you"),
    fields={"created": _("Asked for on"), "sent": _("Sent on")},
    person="email_address__user_id",
    erase=delete_rows,
)
