"""From the record of an award to the document that is signed. The same record gives the same bytes at any time."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache, partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from rung.core import add_months, urn
from rung.credentials import award as open_badges
from rung.platform.issuing.models import Award, Purpose, Run
from rung.platform.kernel.errors import RuleBrokenError
from rung.platform.kernel.scope import Scope
from rung.platform.organisations import queries as organisations
from rung.platform.register import queries as register

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Template:
    """What all awards of one version by one key have in common. `achievement` gives it in a language."""

    issuer: open_badges.Issuer
    achievement: Callable[[str], open_badges.Achievement]

    def document(self, award: Award) -> Document:
        """Return the unsigned credential of `award`, whose assessment is loaded where there is one."""
        found = award.assessment
        return open_badges.document(
            open_badges.Award(
                id=urn(award.pk),
                issuer=self.issuer,
                achievement=self.achievement(award.language),
                learner=open_badges.Learner(urn(award.learner_id), award.recipient_name),
                issued=award.issued_at,
                valid_until=award.valid_until,
                grade=found.grade if found else "",
                ended=found.assessed_on if found else None,
                status=places_of(award.status_list_id, award.status_index),
            )
        )


def template_of(run: Run, did: str) -> Template:
    """Return the template of what `run` awards under the key of `did`. Four queries; each language is made once."""
    version = register.version_in(Scope.organisation(run.organisation_id), run.design_version_id)
    issuer = register.issuer_of(organisations.organisation_public(run.organisation_id), did)
    return Template(issuer, cache(partial(register.achievement_of, version)))


def written(document: Document) -> str:
    """Return a signed document as the compact JSON that is kept, served and taken out."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def payload_hash(document: Document) -> str:
    """Return the SHA-256 of an unsigned document as JSON with sorted keys: what is stored before it is signed."""
    return hashlib.sha256(json.dumps(document, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def places_of(list_id: UUID, index: int) -> tuple[open_badges.StatusEntry, ...]:
    """Return where a credential's status stands: the same place on the list of each purpose."""
    urls = _list_urls(public_url(), list_id)
    return tuple(open_badges.StatusEntry(url, index, purpose) for purpose, url in urls)


def list_url(list_id: UUID, purpose: str) -> str:
    """Return the address of a published status list; it stands in credentials for ever."""
    return public_url() + reverse("status_list", args=[list_id, purpose])


@lru_cache(maxsize=64)
def _list_urls(_of: str, list_id: UUID) -> tuple[tuple[str, str], ...]:
    """Return (purpose, address) of the lists with this id on the Rung at `_of`: thousands of awards share them."""
    return tuple((purpose.value, list_url(list_id, purpose)) for purpose in Purpose)


def public_url() -> str:
    """Return the address of this Rung, or refuse where nobody set it: a credential cannot be changed afterwards."""
    url: str = settings.PUBLIC_URL
    if not url:
        raise RuleBrokenError(
            _("This Rung does not know its own address, and credentials carry it for ever. Set RUNG_PUBLIC_URL first.")
        )
    return url


def valid_until(issued: datetime, months: int | None, *, renewed_from: datetime | None = None) -> datetime | None:
    """Return the first moment without validity: `months` after the issue, or after the end of what is renewed early.

    Month ends are clipped (R-TIME): issued on 31 January for one month, it ends on the last of February.
    """
    if months is None:
        return None
    start = renewed_from if renewed_from is not None and renewed_from > issued else issued
    end: date = add_months(start.date(), months)
    return datetime.combine(end, start.timetz())
