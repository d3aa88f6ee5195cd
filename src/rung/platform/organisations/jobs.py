"""What organisations tidy up by night."""

from datetime import timedelta

from rung.platform.kernel import world
from rung.platform.kernel.jobs import job, system_scope
from rung.platform.organisations.models import Invitation

KEPT_AFTER_EXPIRY = timedelta(days=30)


@job("organisations.forget_stale_invitations", every=timedelta(days=1))
def forget_stale_invitations() -> None:
    """Delete what nobody accepted: the address of somebody without an account is kept no longer than needed."""
    with system_scope("forget stale invitations") as scope:
        stale = Invitation.objects.in_scope(scope).filter(
            accepted_at=None, expires_at__lt=world.now() - KEPT_AFTER_EXPIRY
        )
        stale.delete()
