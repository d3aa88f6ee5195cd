"""Personal data of assessors."""

from django.utils.translation import gettext_lazy as _

from rung.platform.assessment.models import Assessor
from rung.platform.kernel.registries.personal_data import Rows, personal


def erase_name(rows: Rows) -> None:
    """Blank the name; the code stays, for what was assessed keeps its assessor."""
    rows.update(name="")


personal(
    Assessor,
    title=_("Organisations for which you assess or assessed"),
    fields={
        "organisation__legal_name": _("Organisation"),
        "name": _("Name"),
        "code": _("Code"),
        "start": _("Since"),
        "end": _("Until"),
    },
    person="person_id",
    erase=erase_name,
)
