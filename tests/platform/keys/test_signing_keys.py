from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries, Settings

from rung.core import FrozenClock
from rung.credentials import data_integrity
from rung.credentials.contexts import CREDENTIALS_V2
from rung.credentials.did import NO_DOCUMENTS
from rung.credentials.errors import KeyUnusableError
from rung.platform.kernel.errors import NotAllowedError, NotFoundError, RuleBrokenError
from rung.platform.kernel.models import AuditEntry, OutboxMessage
from rung.platform.keys import queries, services
from rung.platform.keys.errors import EnvelopeError, MasterKeyError
from rung.platform.keys.invariants import every_key_opens
from rung.platform.keys.models import DataKey, KeySecret, SigningKey
from rung.platform.organisations import queries as organisations
from rung.platform.organisations import services as organisations_services
from tests.platform.conftest import Cast, acting


def end(cast: Cast, key: SigningKey, clock: FrozenClock, *, compromised: bool) -> None:
    clock.advance(timedelta(days=10))
    identity = organisations.identities_of(cast.provider.pk).get(did=key.did)
    organisations_services.end_identity(actor=acting(cast.piotr), identity_id=identity.pk, compromised=compromised)


def test_what_a_new_key_signs_is_known_as_the_organisations(cast: Cast, key: SigningKey, clock: FrozenClock) -> None:
    held = services.signer_of(cast.provider.pk)
    document = {"@context": [CREDENTIALS_V2], "type": ["VerifiableCredential"], "issuer": held.did,
                "credentialSubject": {"id": "urn:uuid:0f4e6a6e-3a1b-4f1c-9d53-1a2b3c4d5e6f"}}  # fmt: skip
    signed = data_integrity.sign(
        document, signer=held.signer, key_id=held.key_id, verification_method=held.key_id, created=clock.now()
    )
    (check,) = data_integrity.check_proofs(signed, documents=NO_DOCUMENTS, now=clock.now())
    assert (check.outcome, check.controller, check.bound_to_issuer) == ("passed", key.did, True)
    known = organisations.known_issuer(key.did)
    assert known is not None
    assert (known.legal_name, known.start, known.end) == ("Akademia Beskidzka", date(2026, 11, 2), None)


def test_a_key_is_opened_with_two_queries_and_signs_with_none(
    cast: Cast, key: SigningKey, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        held = services.signer_of(cast.provider.pk)
    with django_assert_num_queries(0):
        assert len(held.signer.sign(held.key_id, b"message")) == 64


def test_creating_a_key_leaves_its_traces(cast: Cast, key: SigningKey) -> None:
    entries = AuditEntry._base_manager.filter(organisation_id=cast.provider.pk).order_by("sequence")
    told = [(entry.action, entry.actor_id, entry.facts) for entry in entries][-2:]
    assert told == [
        ("create.key", cast.ewa.pk, {"did": key.did}),
        ("adopt.identity", cast.ewa.pk, {"did": key.did}),
    ]
    assert OutboxMessage.objects.count() == 0  # nothing about keys leaves the process


def test_only_an_administrator_creates_the_key(cast: Cast) -> None:
    with pytest.raises(NotAllowedError, match="create the organisation’s signing key"):
        services.create_signing_key(actor=acting(cast.marek), organisation_id=cast.provider.pk)
    with pytest.raises(NotFoundError):
        services.create_signing_key(actor=acting(cast.jan), organisation_id=cast.provider.pk)
    with pytest.raises(NotFoundError):  # who runs this Rung confirms foreign keys, and makes none
        services.create_signing_key(actor=acting(cast.piotr), organisation_id=cast.provider.pk)
    assert SigningKey._base_manager.count() == 0


def test_nobody_adopts_an_identifier_without_that_right(cast: Cast) -> None:
    with pytest.raises(NotAllowedError):
        organisations_services.adopt_identity(
            actor=acting(cast.marek), organisation_id=cast.provider.pk, did="did:web:forged.example"
        )


def test_one_key_is_in_use_at_a_time(cast: Cast, key: SigningKey) -> None:
    with pytest.raises(RuleBrokenError, match="in use already"):
        services.create_signing_key(actor=acting(cast.ewa), organisation_id=cast.provider.pk)
    assert [found.did for found in queries.keys_of(cast.provider.pk)] == [key.did]
    assert DataKey.objects.count() == 1


def test_without_a_key_the_sentence_says_who_makes_one(cast: Cast) -> None:
    with pytest.raises(RuleBrokenError, match=r"no signing key yet\. An administrator creates it"):
        services.signer_of(cast.provider.pk)


def test_a_signer_signs_with_its_own_key_only(cast: Cast, key: SigningKey, other_key: SigningKey) -> None:
    held = services.signer_of(cast.provider.pk)
    with pytest.raises(KeyUnusableError):
        held.signer.sign(other_key.verification_method, b"message")


def test_this_rung_makes_its_own_key_on_first_use_and_keeps_it(cast: Cast, key: SigningKey) -> None:
    first, second = services.signer_of(None), services.signer_of(None)
    assert first.did == second.did != key.did
    assert organisations.known_issuer(first.did) is None  # it is nobody's identity
    entry = AuditEntry._base_manager.filter(action="create.key").latest("sequence")
    assert (entry.actor_kind, entry.organisation_id, entry.facts) == ("system", None, {"did": first.did})


# --- What opens, and what does not ------------------------------------------------------------------------------------


def swap(one: KeySecret, other: KeySecret, *names: str) -> None:
    """Exchange columns of two secrets, as somebody with the database in her hands could."""
    taken = {name: getattr(one, name) for name in names}
    given = {name: getattr(other, name) for name in names}
    KeySecret.objects.filter(pk=one.pk).update(nonce=b"aside")  # a nonce serves once
    KeySecret.objects.filter(pk=other.pk).update(**taken)
    KeySecret.objects.filter(pk=one.pk).update(**given)


@pytest.mark.parametrize("names", [("nonce", "ciphertext"), ("nonce", "ciphertext", "data_key_id")])
def test_secrets_swapped_between_tenants_do_not_open(
    cast: Cast, key: SigningKey, other_key: SigningKey, names: tuple[str, ...]
) -> None:
    swap(KeySecret.objects.get(key=key), KeySecret.objects.get(key=other_key), *names)
    for tenant in (cast.provider.pk, cast.employer.pk):
        with pytest.raises(EnvelopeError):
            services.signer_of(tenant)


def test_data_keys_swapped_between_tenants_do_not_open(cast: Cast, key: SigningKey, other_key: SigningKey) -> None:
    one, other = (DataKey.objects.get(organisation=tenant) for tenant in (cast.provider, cast.employer))
    DataKey.objects.filter(pk=one.pk).update(wrapped=other.wrapped)
    DataKey.objects.filter(pk=other.pk).update(wrapped=one.wrapped)
    for tenant in (cast.provider.pk, cast.employer.pk):
        with pytest.raises(EnvelopeError):
            services.signer_of(tenant)


def test_a_public_half_that_was_changed_does_not_pass_for_the_secrets_own(
    cast: Cast, key: SigningKey, other_key: SigningKey
) -> None:
    key.multikey = other_key.multikey  # as somebody who lifted the triggers could
    with pytest.raises(EnvelopeError, match="belongs to another one"):
        services.held(key)


def test_the_right_secrets_open_again_after_both_swaps_are_undone(
    cast: Cast, key: SigningKey, other_key: SigningKey
) -> None:
    """Control: it is the swap that keeps them shut."""
    for _ in range(2):
        swap(KeySecret.objects.get(key=key), KeySecret.objects.get(key=other_key), "nonce", "ciphertext")
    assert services.signer_of(cast.provider.pk).did == key.did


def test_another_master_key_is_refused_with_the_remedy(
    cast: Cast, key: SigningKey, another_master_key: Path, settings: Settings
) -> None:
    settings.MASTER_KEY_FILE = another_master_key
    with pytest.raises(MasterKeyError, match=r"put the right file back \(RUNG_MASTER_KEY_FILE\)"):
        services.signer_of(cast.provider.pk)
    (violation,) = every_key_opens()
    assert key.did in violation


def test_a_missing_master_key_is_refused_with_the_remedy(
    cast: Cast, key: SigningKey, tmp_path: Path, settings: Settings
) -> None:
    settings.MASTER_KEY_FILE = tmp_path / "gone"
    with pytest.raises(MasterKeyError, match=r"gone\. Whoever runs this Rung has to put the file back"):
        services.signer_of(cast.provider.pk)


def test_a_lost_secret_is_named(cast: Cast, key: SigningKey) -> None:
    assert list(every_key_opens()) == []
    KeySecret.objects.all().delete()
    with pytest.raises(EnvelopeError, match="restore it from a backup"):
        services.signer_of(cast.provider.pk)
    assert len(list(every_key_opens())) == 1


# --- The end of a key -------------------------------------------------------------------------------------------------


def test_a_replaced_key_signs_only_what_is_asked_of_it_by_name(cast: Cast, key: SigningKey, clock: FrozenClock) -> None:
    end(cast, key, clock, compromised=False)
    with pytest.raises(RuleBrokenError, match="no signing key yet"):
        services.signer_of(cast.provider.pk)
    successor = services.create_signing_key(actor=acting(cast.ewa), organisation_id=cast.provider.pk)
    assert services.signer_of(cast.provider.pk).did == successor.did
    assert services.signer_behind(key.did).did == key.did  # for the status lists that it signed


def test_a_compromised_key_signs_nothing_and_its_secret_is_destroyed(
    cast: Cast, key: SigningKey, clock: FrozenClock
) -> None:
    end(cast, key, clock, compromised=True)
    assert not KeySecret.objects.filter(key=key).exists()
    with pytest.raises(RuleBrokenError, match="any more"):
        services.signer_behind(key.did)
    assert list(every_key_opens()) == []


def test_a_replaced_key_may_turn_out_compromised(cast: Cast, key: SigningKey, clock: FrozenClock) -> None:
    end(cast, key, clock, compromised=False)
    ended = queries.key_public(cast.provider.pk, key.pk).ended_at
    end(cast, key, clock, compromised=True)
    found = queries.key_public(cast.provider.pk, key.pk)
    assert (found.ended_at, found.compromised) == (ended, True)


def test_an_identifier_from_elsewhere_ends_without_a_key_here(cast: Cast, key: SigningKey) -> None:
    foreign = organisations_services.confirm_identity(
        actor=acting(cast.piotr), organisation_id=cast.provider.pk, did="did:web:academy.example"
    )
    organisations_services.end_identity(actor=acting(cast.piotr), identity_id=foreign.pk, compromised=True)
    assert services.signer_of(cast.provider.pk).did == key.did


# --- What the database itself refuses ---------------------------------------------------------------------------------

CHANGES = [
    "UPDATE keys_signingkey SET did = 'did:key:zForged'",
    "UPDATE keys_signingkey SET multikey = 'zForged'",
    "UPDATE keys_signingkey SET verification_method = 'did:key:zForged#zForged'",
    "UPDATE keys_signingkey SET organisation_id = NULL",
    "UPDATE keys_signingkey SET created_at = '2020-01-01'",
    "DELETE FROM keys_signingkey",
]
RETURNS = [
    "UPDATE keys_signingkey SET ended_at = NULL, compromised = {no}",
    "UPDATE keys_signingkey SET compromised = {no}",
]


@pytest.mark.parametrize("statement", CHANGES)
def test_the_public_half_of_a_key_is_final(key: SigningKey, statement: str) -> None:
    KeySecret.objects.all().delete()  # so that no foreign key stands in the way
    with pytest.raises(DatabaseError, match="final"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("statement", RETURNS)
def test_an_ended_key_does_not_come_back(cast: Cast, key: SigningKey, clock: FrozenClock, statement: str) -> None:
    end(cast, key, clock, compromised=True)
    no = "0" if connection.vendor == "sqlite" else "false"
    with pytest.raises(DatabaseError, match="final"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(no=no))


def test_a_nonce_serves_once(key: SigningKey) -> None:
    secret = KeySecret.objects.get(key=key)
    again = SigningKey.objects.create(did="did:key:zOther", verification_method="did:key:zOther#zOther", multikey="z")
    with pytest.raises(IntegrityError), transaction.atomic():
        KeySecret.objects.create(key=again, data_key=secret.data_key, nonce=secret.nonce, ciphertext=b"")


def test_a_second_key_in_use_is_refused_for_organisations_and_for_this_rung(cast: Cast, key: SigningKey) -> None:
    services.signer_of(None)
    for tenant in (cast.provider.pk, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            SigningKey.objects.create(organisation_id=tenant, did="did:key:z", verification_method="m", multikey="z")
