"""The identifiers by which an organisation signs. Who confirms one has checked, outside of Rung, that it is theirs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rung.platform.kernel import audit, events, world
from rung.platform.kernel.errors import NotFoundError, RuleBrokenError
from rung.platform.kernel.permissions import Actor, require, require_operator
from rung.platform.kernel.scope import Scope
from rung.platform.organisations.events import IdentityConfirmed, IdentityEnded
from rung.platform.organisations.models import SigningIdentity
from rung.platform.organisations.rights import CREATE_KEYS


def confirm_identity(*, actor: Actor, organisation_id: UUID, did: str, start: date | None = None) -> SigningIdentity:
    """Confirm that a DID belongs to the organisation, from `start` (today) on. Operators only."""
    require_operator(actor)
    if not did.startswith("did:"):
        raise RuleBrokenError(_("“%(did)s” is not a decentralised identifier: it begins with did:.") % {"did": did})
    with _belongs_to_one():
        identity = SigningIdentity.objects.create(
            organisation_id=organisation_id, did=did, start=start or world.today()
        )
        audit.record("confirm.identity", actor=actor, on=identity, organisation_id=organisation_id, did=did)
        events.publish(IdentityConfirmed(organisation_id=organisation_id, did=did))
    return identity


def adopt_identity(*, actor: Actor, organisation_id: UUID, did: str) -> SigningIdentity:
    """Let an organisation sign by a DID from today on, without an operator's check.

    Only for a DID whose key Rung itself has just made and keeps for this organisation: there is nothing to be proved.
    """
    require(actor, CREATE_KEYS, organisation_id)
    with _belongs_to_one():
        identity = SigningIdentity.objects.create(organisation_id=organisation_id, did=did, start=world.today())
        audit.record("adopt.identity", actor=actor, on=identity, organisation_id=organisation_id, did=did)
        events.publish(IdentityConfirmed(organisation_id=organisation_id, did=did))
    return identity


@contextmanager
def _belongs_to_one() -> Iterator[None]:
    """Run the block in a transaction, and refuse an identifier that is confirmed already."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise RuleBrokenError(_("This identifier is confirmed already, for this or another organisation.")) from None


def end_identity(*, actor: Actor, identity_id: UUID, compromised: bool) -> SigningIdentity:
    """Let an identifier count no longer: from today on if it was rotated, for nothing at all if it was compromised.

    Operators only. A rotated one may be declared compromised later; the other way there is no road.
    """
    require_operator(actor)
    with transaction.atomic():
        identity = SigningIdentity.objects.in_scope(Scope.public()).filter(pk=identity_id, compromised=False).first()
        if identity is None or (identity.end is not None and not compromised):
            raise NotFoundError(_("There is no such identifier in use."))
        if identity.end is None:
            identity.close(world.today())
        identity.compromised = compromised
        identity.save(update_fields=["compromised"])
        audit.record("end.identity", actor=actor, on=identity, organisation_id=identity.organisation_id,
                     compromised=compromised)  # fmt: skip
        events.publish(
            IdentityEnded(organisation_id=identity.organisation_id, did=identity.did, compromised=compromised)
        )
    return identity
