"""What an organisation has to do before it can award anything, each with the page on which it is done."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from rung.platform.assessment import queries as assessment
from rung.platform.kernel.scope import Scope
from rung.platform.keys import queries as keys
from rung.platform.register import queries as register


@dataclass(frozen=True, slots=True)
class Preparation:
    """One thing to do first. Without `url` it is done by whoever runs this Rung."""

    title: str
    why: str
    url: str = ""


def missing_for(organisation_id: UUID, version: register.DesignVersion | None = None) -> list[Preparation]:
    """Return what is missing before an organisation can award, or can award this `version`. At most two queries."""
    of_the_house = list(_of_the_house(organisation_id))
    return of_the_house + list(_of_designs(organisation_id) if version is None else _of_version(version))


def _of_the_house(organisation_id: UUID) -> Iterator[Preparation]:
    if not settings.PUBLIC_URL:
        yield Preparation(
            _("Whoever runs this Rung sets its address"),
            _("Credentials carry it for ever. The setting is RUNG_PUBLIC_URL."),
        )
    if keys.key_in_use(organisation_id) is None:
        yield Preparation(
            _("An administrator creates the signing key"),
            _("By it anybody can tell that a credential is yours."),
            reverse("organisation_keys", args=[organisation_id]),
        )


def _of_designs(organisation_id: UUID) -> Iterator[Preparation]:
    if not register.awardable_in(Scope.organisation(organisation_id)).exists():
        yield Preparation(
            _("A design is made and activated"),
            _("It says what is awarded, and what it stands for."),
            reverse("designs", args=[organisation_id]),
        )


def _of_version(version: register.DesignVersion) -> Iterator[Preparation]:
    organisation_id = version.design.organisation_id
    known = assessment.assessors_of(Scope.organisation(organisation_id))
    if register.needs_assessment(version) and not known.exists():
        yield Preparation(
            _("An administrator authorises an assessor"),
            _("A micro-credential is awarded for what an assessor found."),
            reverse("assessors", args=[organisation_id]),
        )
