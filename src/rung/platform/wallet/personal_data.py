"""Personal data of learners: what they show to whom."""

from django.utils.translation import gettext_lazy as _

from rung.platform.kernel.registries.personal_data import delete_rows, personal
from rung.platform.wallet.models import Share, ShareOpening

personal(
    Share,
    title=_("Links by which you show credentials"),
    fields={
        "label": _("For whom"),
        "created_at": _("Made"),
        "expires_at": _("Ends"),
        "withdrawn_at": _("Withdrawn"),
    },
    person="person_id",
    erase=delete_rows,
)
personal(
    ShareOpening,
    title=_("When your links were opened"),
    fields={"share__label": _("For whom"), "at": _("Opened")},
    person="share__person_id",
    erase=delete_rows,
)
