"""What must always be true of organisations."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from rung.platform.kernel.jobs import system_scope
from rung.platform.kernel.registries.invariants import invariant
from rung.platform.organisations.models import Membership, Organisation


@invariant("organisations.administered", "Every organisation has at least one administrator.")
def every_organisation_is_administered() -> Iterator[str]:
    """Name the organisations that nobody administers."""
    with system_scope("invariant organisations.administered") as scope:
        administrators = Membership.objects.in_scope(scope).filter(
            organisation=OuterRef("pk"), role=Membership.Role.ADMINISTRATOR, end=None
        )
        for organisation in Organisation.objects.in_scope(scope).filter(~Exists(administrators)):
            yield f"{organisation.legal_name} ({organisation.pk}) has no administrator"
