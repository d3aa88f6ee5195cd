"""Signing keys: the public half in the open, the secret half in an envelope that only the signer opens."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q, UUIDField, Value
from django.db.models.functions import Coalesce

from rung.platform.kernel import world
from rung.platform.kernel.scope import ScopedModel, ScopeRule, UnscopedModel

PUBLIC = Q()
THIS_RUNG = UUID(int=0)
TENANT = Coalesce("organisation_id", Value(THIS_RUNG), output_field=UUIDField())
"""To whom a row belongs. This Rung itself is a tenant too, without an organisation; two NULLs would both be unique."""


class SigningKey(ScopedModel):
    """The public half of a key. Without an organisation it is the key of this Rung itself.

    Its record fixes the algorithm (Ed25519); neither a caller nor a document chooses it. An ended key stays here: what
    it signed keeps verifying, and it may still sign that something of it is withdrawn. A compromised one signs nothing
    any more: its secret is destroyed. Triggers abort any other change.
    """

    scope_rule = ScopeRule(organisation="organisation_id", public=PUBLIC)

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="keys")
    did = models.CharField(max_length=500, unique=True)
    verification_method = models.CharField(max_length=600, unique=True)
    multikey = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=world.now)
    ended_at = models.DateTimeField(null=True)
    compromised = models.BooleanField(default=False)

    class Meta:
        """One key is in use at a time, for each organisation and for this Rung; a compromised one is not in use."""

        constraints = [
            models.UniqueConstraint(TENANT, condition=Q(ended_at=None), name="one_key_in_use"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gt=F("created_at")), name="a_key_ends_after_its_start"
            ),
            models.CheckConstraint(
                condition=Q(compromised=False) | Q(ended_at__isnull=False), name="a_compromised_key_has_ended"
            ),
        ]

    def __str__(self) -> str:
        return self.did


class DataKey(UnscopedModel):
    """The key under which the secrets of one tenant are encrypted; the master key wraps it (AES-KWP, RFC 5649)."""

    unscoped_because = "opened by the signer only; useless without the master key, which is not in the database"

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    master_key_id = models.CharField(max_length=64)
    wrapped = models.BinaryField()

    class Meta:
        """One data key for each tenant."""

        constraints = [
            models.UniqueConstraint(TENANT, name="one_data_key_per_tenant"),
        ]

    def __str__(self) -> str:
        return f"data key {self.pk}"


class KeySecret(UnscopedModel):
    """The secret half of a signing key, encrypted with AES-256-GCM under the tenant's data key."""

    unscoped_because = "opened by the signer only; useless without the master key, which is not in the database"

    key = models.OneToOneField(SigningKey, models.PROTECT, primary_key=True, related_name="secret")
    data_key = models.ForeignKey(DataKey, models.PROTECT, related_name="+")
    nonce = models.BinaryField()
    ciphertext = models.BinaryField()

    class Meta:
        """A nonce serves once: a second secret under the same one would give both away."""

        constraints = [models.UniqueConstraint(fields=["data_key", "nonce"], name="a_nonce_serves_once")]

    def __str__(self) -> str:
        return f"secret of {self.key_id}"
