"""What must always be true of signing keys."""

from collections.abc import Iterator

from rung.platform.kernel.jobs import system_scope
from rung.platform.kernel.registries.invariants import invariant
from rung.platform.keys.errors import EnvelopeError, MasterKeyError
from rung.platform.keys.models import SigningKey
from rung.platform.keys.services import held


@invariant("keys.open", "Every signing key opens under the master key of this machine, and fits its public half.")
def every_key_opens() -> Iterator[str]:
    """Name the keys that do not open. Compromised ones have no secret any more."""
    with system_scope("invariant keys.open") as scope:
        for key in SigningKey.objects.in_scope(scope).filter(compromised=False).order_by("created_at"):
            try:
                held(key)
            except (EnvelopeError, MasterKeyError) as error:
                yield f"{key.did}: {error.sentence}"
