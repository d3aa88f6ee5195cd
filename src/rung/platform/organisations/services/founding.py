"""A new organisation, and what it says about itself."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rung.platform.kernel import audit, events, world
from rung.platform.kernel.errors import RuleBrokenError
from rung.platform.kernel.permissions import Actor, require, require_operator
from rung.platform.organisations.events import OrganisationFounded
from rung.platform.organisations.models import Membership, Organisation
from rung.platform.organisations.rights import EDIT_PROFILE


def found_organisation(
    *, actor: Actor, legal_name: str, kind: str, country: str, city: str = "", website: str = "", administrator_id: UUID
) -> Organisation:
    """Register an organisation with its first administrator. Operators only."""
    require_operator(actor)
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                legal_name=legal_name, kind=kind, country=country, city=city, website=website
            )
            Membership.objects.create(
                organisation=organisation,
                person_id=administrator_id,
                role=Membership.Role.ADMINISTRATOR,
                start=world.today(),
            )
            audit.record("found.organisation", actor=actor, on=organisation, organisation_id=organisation.pk, kind=kind)
            events.publish(OrganisationFounded(organisation_id=organisation.pk, kind=kind))
    except IntegrityError:
        raise RuleBrokenError(
            _("An organisation named %(name)s is registered in %(country)s already.")
            % {"name": legal_name, "country": country}
        ) from None
    return organisation


def edit_profile(*, actor: Actor, organisation_id: UUID, city: str, website: str) -> Organisation:
    """Change what the organisation says about itself. The legal name is not among it: operators confirmed that."""
    require(actor, EDIT_PROFILE, organisation_id)
    with transaction.atomic():
        organisation: Organisation = Organisation.objects.in_scope(actor.scope_in(organisation_id)).get()
        organisation.city, organisation.website = city, website
        organisation.save(update_fields=["city", "website"])
        audit.record("edit.organisation", actor=actor, on=organisation, organisation_id=organisation_id)
    return organisation
