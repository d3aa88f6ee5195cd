"""What becomes of a key whose identifier counts no longer."""

from datetime import timedelta

from rung.platform.kernel import events, world
from rung.platform.kernel.events import on
from rung.platform.kernel.scope import Scope
from rung.platform.keys.events import SigningKeyEnded
from rung.platform.keys.models import KeySecret, SigningKey
from rung.platform.organisations.events import IdentityEnded


@on(IdentityEnded)
def end_key(ended: IdentityEnded) -> None:
    """End the key behind the identifier, if Rung holds it. The secret of a compromised one is destroyed."""
    key = SigningKey.objects.in_scope(Scope.public()).filter(did=ended.did).first()
    if key is None:
        return
    key.ended_at = key.ended_at or max(world.now(), key.created_at + timedelta(microseconds=1))
    key.compromised = ended.compromised
    key.save(update_fields=["ended_at", "compromised"])
    if key.compromised:
        KeySecret.objects.filter(key=key).delete()
    events.publish(
        SigningKeyEnded(
            key_id=key.pk, organisation_id=ended.organisation_id, did=ended.did, compromised=ended.compromised
        )
    )
