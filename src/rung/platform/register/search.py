"""Designs in the common search: what is awarded today, by whom."""

from collections.abc import Sequence

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language

from rung.platform.kernel.registries.search import Hit, search_source
from rung.platform.kernel.scope import Scope
from rung.platform.register import queries
from rung.platform.register.models import AwardType


@search_source("design")
def designs_about(scope: Scope, words: str, limit: int) -> Sequence[Hit]:
    """Return active designs each word of which is in the title or the name of the awarding body. One query."""
    found = queries.awardable_in(scope).select_related("design__organisation")
    for word in words.split():
        titled = (Q(**{f"title__{language}__icontains": word}) for language, _name in settings.LANGUAGES)
        matches = Q(design__organisation__legal_name__icontains=word)
        for one in titled:
            matches |= one
        found = found.filter(matches)
    return [
        Hit(
            kind=str(AwardType(version.award_type).label),
            title=queries.text(version.title, get_language() or ""),
            about=version.design.organisation.legal_name,
            url=reverse("design_version", args=[version.pk]),
        )
        for version in found[:limit]
    ]
