"""Reads about assessors. Each says in which scope it looks and how many queries it makes."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from rung.platform.assessment.models import Assessor
from rung.platform.kernel.errors import NotFoundError
from rung.platform.kernel.scope import Scope


def assessors_of(scope: Scope) -> QuerySet[Assessor]:
    """Return everybody who assesses or assessed for an organisation, by code. One query."""
    return Assessor.objects.in_scope(scope).order_by("code")


def assessors_in(scope: Scope, on: date) -> Sequence[Assessor]:
    """Return those who may assess for an organisation on a day, by code. One query."""
    return list(assessors_of(scope).filter(Q(start__lte=on) & (Q(end=None) | Q(end__gt=on))))


def assessor_in(scope: Scope, assessor_id: UUID) -> Assessor:
    """Return one assessor of an organisation. One query."""
    found: Assessor | None = assessors_of(scope).filter(pk=assessor_id).first()
    if found is None:
        raise NotFoundError(_("Your organisation has no such assessor."))
    return found
