"""Organisations in the common search."""

from collections.abc import Sequence

from django.urls import reverse

from rung.platform.kernel.registries.search import Hit, search_source
from rung.platform.kernel.scope import Scope
from rung.platform.organisations.models import Organisation


@search_source("organisation")
def organisations_named(scope: Scope, words: str, limit: int) -> Sequence[Hit]:
    """Return the organisations whose name or town holds all the words. One query."""
    found = Organisation.objects.in_scope(scope)
    for word in words.split():
        found = found.filter(legal_name__icontains=word) | found.filter(city__icontains=word)
    return [
        Hit(
            kind=organisation.get_kind_display(),
            title=organisation.legal_name,
            about=", ".join(part for part in (organisation.city, organisation.country) if part),
            url=reverse("organisation_public", args=[organisation.pk]),
        )
        for organisation in found.order_by("legal_name")[:limit]
    ]
