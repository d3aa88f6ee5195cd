"""A day of the past about which somebody asks, and the moment that stands for it."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from rung.platform.kernel import world
from rung.platform.verification import texts
from rung.platform.verification.refusals import DayInFutureError, DayMalformedError, RefusalError

EARLIEST: Final = date(1900, 1, 1)
"""No credential is older; earlier years are slips of the keyboard."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)


def moment_of(text: str) -> datetime | None:
    """Return the last moment of the day `text` (YYYY-MM-DD) where this Rung lives; of nothing, and of today, None.

    None stands for now. Raises `DayMalformedError` or `DayInFutureError`.
    """
    if not text.strip():
        return None
    day = _day(text.strip())
    if day > world.today():
        raise DayInFutureError(day=day.isoformat())
    if day == world.today():
        return None
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(settings.TIME_ZONE))
    return midnight - timedelta(microseconds=1)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text) if _DAY.match(text) else None
    except ValueError:
        day = None
    if day is None or day < EARLIEST:
        raise DayMalformedError(found=text[:40])
    return day


class AsOfForm(forms.Form):
    """Asks for which day the answer shall be. A valid form gives it as `moment`, None for now."""

    as_of = forms.CharField(
        label=_("For an earlier day"),
        help_text=_("You will see how things stood at the end of that day. Leave it empty for now."),
        required=False,
        max_length=40,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean_as_of(self) -> datetime | None:
        """Refuse what is no day, and a day to come."""
        try:
            return moment_of(self.cleaned_data["as_of"])
        except RefusalError as refused:
            raise forms.ValidationError(texts.refusal(refused), code=refused.code) from refused

    @property
    def moment(self) -> datetime | None:
        """The moment that was asked about; None stands for now."""
        asked: datetime | None = self.cleaned_data.get("as_of")
        return asked

    def refuse(self, field: str, error: RefusalError) -> Any:
        """Show a refusal at the field that it is about."""
        self.add_error(field, texts.refusal(error))
