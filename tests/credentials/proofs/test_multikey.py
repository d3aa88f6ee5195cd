import base58
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rung.credentials.base58btc import decode_base58btc, encode_base58btc
from rung.credentials.errors import KeyUnusableError
from rung.credentials.multikey import decode_public_key, decode_seed, encode_public_key, encode_seed

# RFC 8032 §7.1, test 1: a secret key and its public key.
SEED = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")

# Orders 1, 2, 4 and 8, each computed from the curve equation -x² + y² = 1 + dx²y²; y in little-endian.
LOW_ORDER = [
    bytes([1]) + bytes(31),
    bytes.fromhex("ec" + "ff" * 30 + "7f"),
    bytes(32),
    bytes(31) + b"\x80",
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
]


def test_public_and_secret_keys_survive_the_round_trip() -> None:
    assert decode_public_key(encode_public_key(PUBLIC)) == PUBLIC
    assert decode_seed(encode_seed(SEED)) == SEED
    assert encode_public_key(PUBLIC).startswith("z6Mk")
    assert encode_seed(SEED).startswith("z3u2")


def test_a_published_key_keeps_its_spelling() -> None:
    published = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"  # W3C vc-di-eddsa, keyPair.json
    assert encode_public_key(decode_public_key(published)) == published


@given(st.binary(max_size=40))
def test_bytes_have_one_spelling(data: bytes) -> None:
    assert decode_base58btc(encode_base58btc(data), 100) == data


@pytest.mark.parametrize("public_key", LOW_ORDER, ids=bytes.hex)
def test_it_refuses_points_under_which_anybody_can_sign(public_key: bytes) -> None:
    text = "z" + base58.b58encode(b"\xed\x01" + public_key).decode()
    with pytest.raises(KeyUnusableError, match="prime-order"):
        decode_public_key(text)


@pytest.mark.parametrize(
    "y", [bytes([2]) + bytes(31), bytes.fromhex("ee" + "ff" * 30 + "7f")], ids=["not on it", "p+1"]
)
def test_it_refuses_what_is_no_canonical_point(y: bytes) -> None:
    with pytest.raises(KeyUnusableError):
        encode_public_key(y)


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_it_refuses_keys_of_another_length(length: int) -> None:
    with pytest.raises(KeyUnusableError):
        encode_public_key(bytes(length))
    with pytest.raises(KeyUnusableError):
        encode_seed(bytes(length))
    with pytest.raises(KeyUnusableError):
        decode_public_key("z" + base58.b58encode(b"\xed\x01" + PUBLIC[:1] * length).decode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "z",
        encode_public_key(PUBLIC)[1:],
        "u" + encode_public_key(PUBLIC)[1:],
        encode_public_key(PUBLIC) + " ",
        " " + encode_public_key(PUBLIC),
        encode_public_key(PUBLIC) + "\n",
        "z1" + encode_public_key(PUBLIC)[1:],
        encode_public_key(PUBLIC).replace("6", "0", 1),
        encode_seed(SEED),
        "zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169",
        "z" + "6" * 100_000,
        "zé",
    ],
)
def test_it_refuses_every_other_text(text: str) -> None:
    with pytest.raises(KeyUnusableError):
        decode_public_key(text)


def test_a_refused_secret_is_not_repeated() -> None:
    secret = encode_seed(SEED)[:-1]
    with pytest.raises(KeyUnusableError) as refused:
        decode_seed(secret)
    assert secret not in refused.value.diagnostics()
