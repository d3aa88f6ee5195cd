from dataclasses import replace
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rung.platform.keys.envelopes import Envelope, MasterKey, WrappedDataKey
from rung.platform.keys.errors import EnvelopeError, MasterKeyError

TENANT, OTHER_TENANT, KEY, OTHER_KEY, DATA_KEY, OTHER_DATA_KEY = (UUID(int=number) for number in range(1, 7))
MASTER, OTHER_MASTER = MasterKey(bytes(32)), MasterKey(bytes([1]) * 32)
PRIVATE = Ed25519PrivateKey.generate()
WRAPPED = WrappedDataKey(DATA_KEY, TENANT, MASTER.id, MASTER.new_data_key())
SEALED = Envelope.sealing(PRIVATE, KEY, WRAPPED, MASTER)


def flipped(octets: bytes, place: int) -> bytes:
    return octets[:place] + bytes([octets[place] ^ 1]) + octets[place + 1 :]


def test_a_key_comes_out_of_its_envelope_as_it_went_in() -> None:
    assert SEALED.opened(KEY, WRAPPED, MASTER).private_bytes_raw() == PRIVATE.private_bytes_raw()
    assert len(SEALED.ciphertext) == 48  # the seed of 32 bytes and the tag of 16 (NIST SP 800-38D §5.2.1.2)
    assert len(WRAPPED.wrapped) == 40  # the key of 32 bytes and the integrity check of 8 (RFC 5649 §4.1)


def test_the_same_key_is_sealed_to_other_bytes_each_time() -> None:
    again = Envelope.sealing(PRIVATE, KEY, WRAPPED, MASTER)
    assert again.nonce != SEALED.nonce
    assert again.ciphertext != SEALED.ciphertext


@pytest.mark.parametrize(
    ("key_id", "data_key"),
    [
        pytest.param(OTHER_KEY, WRAPPED, id="another key"),
        pytest.param(KEY, replace(WRAPPED, tenant=OTHER_TENANT), id="another tenant"),
        pytest.param(KEY, replace(WRAPPED, id=OTHER_DATA_KEY), id="another record of the data key"),
        pytest.param(KEY, replace(WRAPPED, wrapped=MASTER.new_data_key()), id="another data key"),
    ],
)
def test_an_envelope_opens_only_in_its_own_place(key_id: UUID, data_key: WrappedDataKey) -> None:
    with pytest.raises(EnvelopeError, match="put in another’s place"):
        SEALED.opened(key_id, data_key, MASTER)


@pytest.mark.parametrize("place", range(48))
def test_an_envelope_with_one_changed_bit_does_not_open(place: int) -> None:
    with pytest.raises(EnvelopeError):
        replace(SEALED, ciphertext=flipped(SEALED.ciphertext, place)).opened(KEY, WRAPPED, MASTER)


@pytest.mark.parametrize("nonce", [flipped(SEALED.nonce, 0), SEALED.nonce[:11], b""], ids=["bit", "short", "none"])
def test_an_envelope_under_another_nonce_does_not_open(nonce: bytes) -> None:
    with pytest.raises(EnvelopeError):
        replace(SEALED, nonce=nonce).opened(KEY, WRAPPED, MASTER)


@pytest.mark.parametrize("place", range(40))
def test_a_wrapped_data_key_with_one_changed_bit_does_not_open(place: int) -> None:
    with pytest.raises(EnvelopeError):
        replace(WRAPPED, wrapped=flipped(WRAPPED.wrapped, place)).unwrapped(MASTER)


def test_another_master_key_is_named_with_the_remedy() -> None:
    with pytest.raises(MasterKeyError, match="put the right file back") as refused:
        SEALED.opened(KEY, WRAPPED, OTHER_MASTER)
    assert refused.value.data == {"wanted": MASTER.id, "found": OTHER_MASTER.id}


def test_another_master_key_under_the_right_name_opens_nothing() -> None:
    with pytest.raises(EnvelopeError):
        SEALED.opened(KEY, replace(WRAPPED, master_key_id=OTHER_MASTER.id), OTHER_MASTER)


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_master_key_has_the_length_of_aes_256(length: int) -> None:
    with pytest.raises(ValueError, match=str(length)):
        MasterKey(bytes(length))
