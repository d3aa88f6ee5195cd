"""Commands about signing keys: make one, and sign by it. Secrets are opened here and nowhere else."""

from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from rung.core import Signer
from rung.credentials.did import did_key, did_key_method
from rung.credentials.multikey import SEED_BYTES, encode_public_key
from rung.platform.kernel import audit, events, world
from rung.platform.kernel.errors import RuleBrokenError
from rung.platform.kernel.models import AuditHead
from rung.platform.kernel.permissions import Actor, require
from rung.platform.kernel.scope import Scope
from rung.platform.keys import queries
from rung.platform.keys.envelopes import Envelope, MasterKey, WrappedDataKey
from rung.platform.keys.errors import EnvelopeError
from rung.platform.keys.events import SigningKeyCreated
from rung.platform.keys.models import THIS_RUNG, DataKey, KeySecret, SigningKey
from rung.platform.keys.signer import OpenedKey
from rung.platform.organisations.rights import CREATE_KEYS
from rung.platform.organisations.services import adopt_identity


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A key that is ready to sign. `key_id` is its verification method, `did` the DID that controls it."""

    signer: Signer
    key_id: str
    did: str


def create_signing_key(*, actor: Actor, organisation_id: UUID) -> SigningKey:
    """Make the organisation's signing key and confirm its DID as the organisation's, from today on.

    Refused while a key is in use. The secret never leaves Rung, and nobody can read it out.
    """
    require(actor, CREATE_KEYS, organisation_id)
    try:
        with transaction.atomic():
            key = _make_key(organisation_id)
            audit.record("create.key", actor=actor, on=key, organisation_id=organisation_id, did=key.did)
            adopt_identity(actor=actor, organisation_id=organisation_id, did=key.did)
            events.publish(SigningKeyCreated(key_id=key.pk, organisation_id=organisation_id, did=key.did))
    except IntegrityError:
        raise RuleBrokenError(
            _("Your organisation has a signing key in use already. It can have a new one once that one has ended.")
        ) from None
    return key


def signer_of(organisation_id: UUID | None) -> HeldKey:
    """Open the key by which an organisation signs; None means this Rung itself, whose key is made on first use.

    Two queries. Raises `RuleBrokenError` where there is no key yet, `MasterKeyError` or `EnvelopeError` where its
    secret does not open.
    """
    key = queries.key_in_use(organisation_id)
    if key is None and organisation_id is None:
        key = _key_of_this_rung()
    if key is None:
        raise RuleBrokenError(
            _("Your organisation has no signing key yet. An administrator creates it on the page of its keys.")
        )
    return held(key)


def signer_behind(did: str) -> HeldKey:
    """Open the key of a DID, in use or ended: what an ended key signed can be withdrawn under that key only.

    Two queries. Raises as `signer_of` does, and where the key is compromised: then its secret is destroyed.
    """
    key = SigningKey.objects.in_scope(Scope.public()).filter(did=did).first()
    if key is None or key.compromised:
        raise RuleBrokenError(_("Nothing can be signed by %(did)s here any more.") % {"did": did}, did=did)
    return held(key)


def held(key: SigningKey) -> HeldKey:
    """Open the envelopes of a key, and make sure that they held the secret half of this very key. One query."""
    secret = KeySecret.objects.select_related("data_key").filter(key=key).first()
    if secret is None:
        raise EnvelopeError(
            _("The secret of the key %(did)s is missing. Whoever runs this Rung has to restore it from a backup.")
            % {"did": key.did},
            did=key.did,
        )
    envelope = Envelope(bytes(secret.nonce), bytes(secret.ciphertext))
    opened = OpenedKey(key.verification_method, envelope.opened(key.pk, _stored(secret.data_key), _master_key()))
    if opened.multikey != key.multikey:
        raise EnvelopeError(
            _("The public half of the key %(did)s was changed: its secret belongs to another one.") % {"did": key.did},
            did=key.did,
        )
    return HeldKey(opened, key.verification_method, key.did)


def _key_of_this_rung() -> SigningKey:
    """Make the key of this Rung, once. Who comes second waits for the head of the log, and then finds the key."""
    with transaction.atomic():
        AuditHead.objects.select_for_update().get(pk=1)
        key = queries.key_in_use(None)
        if key is None:
            key = _make_key(None)
            audit.record("create.key", actor=Actor.system(), on=key, did=key.did)
    return key


def _make_key(organisation_id: UUID | None) -> SigningKey:
    master_key = _master_key()
    data_key = _data_key_of(organisation_id, master_key)
    private = Ed25519PrivateKey.from_private_bytes(world.random_bytes(SEED_BYTES))
    multikey = encode_public_key(private.public_key().public_bytes_raw())
    key = SigningKey.objects.create(
        organisation_id=organisation_id,
        did=did_key(multikey),
        verification_method=did_key_method(multikey),
        multikey=multikey,
    )
    envelope = Envelope.sealing(private, key.pk, _stored(data_key), master_key)
    KeySecret.objects.create(key=key, data_key=data_key, nonce=envelope.nonce, ciphertext=envelope.ciphertext)
    return key


def _data_key_of(organisation_id: UUID | None, master_key: MasterKey) -> DataKey:
    found = DataKey.objects.filter(Q(organisation_id=organisation_id)).first()
    return found or DataKey.objects.create(
        organisation_id=organisation_id, master_key_id=master_key.id, wrapped=master_key.new_data_key()
    )


def _stored(data_key: DataKey) -> WrappedDataKey:
    tenant = data_key.organisation_id or THIS_RUNG
    return WrappedDataKey(data_key.pk, tenant, data_key.master_key_id, bytes(data_key.wrapped))


def _master_key() -> MasterKey:
    return MasterKey.read(settings.MASTER_KEY_FILE)
