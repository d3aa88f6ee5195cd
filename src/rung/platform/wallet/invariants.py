"""What must always be true of what learners hold and show."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import F

from rung.platform.kernel.jobs import system_scope
from rung.platform.kernel.registries.invariants import invariant
from rung.platform.wallet.models import Share

LONGEST = timedelta(days=366)


@invariant("wallet.own", "Only the holder of a credential shows it.")
def every_share_is_the_holders() -> Iterator[str]:
    """Name the links that show what belongs to somebody else."""
    with system_scope("invariant wallet.own") as scope:
        shares = Share.objects.in_scope(scope).exclude(person=F("award__holder"))
        for share_id in shares.values_list("pk", flat=True).iterator():
            yield f"share {share_id} shows a credential that its maker does not hold"


@invariant("wallet.ends", "No link outlives 366 days.")
def every_share_ends() -> Iterator[str]:
    """Name the links that last too long."""
    with system_scope("invariant wallet.ends") as scope:
        for share in Share.objects.in_scope(scope).filter(expires_at__gt=F("created_at") + LONGEST):
            yield f"share {share.pk} lasts until {share.expires_at:%Y-%m-%d}"
