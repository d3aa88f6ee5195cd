"""The words for how a result came out and for how long learning took."""

import re
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_noop, ngettext

STATUSES: Final = {
    "Completed": gettext_noop("Achieved"),
    "Enrolled": gettext_noop("Enrolled"),
    "Failed": gettext_noop("Not achieved"),
    "InProgress": gettext_noop("In progress"),
    "OnHold": gettext_noop("On hold"),
    "Provisional": gettext_noop("Provisional"),
    "Withdrew": gettext_noop("Withdrew"),
}
"""How a result came out (Open Badges 3.0, ResultStatusType)."""

_HOURS = re.compile(r"PT(\d{1,6})H\Z", re.ASCII)


def status_name(text: str) -> str:
    """Return how a result came out; what is no status, such as a grade, as it stands."""
    return gettext(STATUSES[text]) if text in STATUSES else text


def workload(text: str) -> str:
    """Return a workload such as PT60H in words; any other way of writing it, such as credits, as it stands."""
    written = _HOURS.match(text)
    if not written:
        return text
    hours = int(written[1])
    return ngettext("%(hours)s hour", "%(hours)s hours", hours) % {"hours": number_format(hours, force_grouping=True)}
