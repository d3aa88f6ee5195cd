"""Reads about signing keys. All of it is public: the secret halves are opened by the signer only."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from rung.credentials.did import did_key_document
from rung.credentials.moments import written
from rung.platform.kernel.errors import NotFoundError
from rung.platform.kernel.scope import Scope
from rung.platform.keys.models import SigningKey


def keys_of(organisation_id: UUID | None) -> QuerySet[SigningKey]:
    """Return the keys by which an organisation, or this Rung itself, signs or signed, newest first. One query."""
    keys = SigningKey.objects.in_scope(Scope.public())
    return keys.filter(Q(organisation_id=organisation_id)).order_by("-created_at")


def key_in_use(organisation_id: UUID | None) -> SigningKey | None:
    """Return the key by which an organisation, or this Rung itself, signs today. One query."""
    found: SigningKey | None = keys_of(organisation_id).filter(ended_at=None).first()
    return found


def key_public(organisation_id: UUID, key_id: UUID) -> SigningKey:
    """Return one key of an organisation as everybody may see it. One query."""
    found: SigningKey | None = keys_of(organisation_id).filter(pk=key_id).first()
    if found is None:
        raise NotFoundError(_("There is no such key."))
    return found


def did_document_of(did: str) -> dict[str, Any] | None:
    """Return the DID document of a key that this Rung made; None for any other DID. One query."""
    key = SigningKey.objects.in_scope(Scope.public()).filter(did=did).first()
    return None if key is None else document_of(key)


def document_of(key: SigningKey) -> dict[str, Any]:
    """Return the DID document of a key; a compromised one bears the date of its revocation.

    A key that was merely replaced bears no date of expiry: its lists of withdrawn credentials go on being signed by it.
    Whoever resolves a did:key by itself gets the same, without that date (Controlled Identifiers 1.0 §2.2).
    """
    document = did_key_document(key.did)
    if key.compromised and key.ended_at is not None:
        document["verificationMethod"][0]["revoked"] = written(key.ended_at)
    return document
