import base64
import gzip
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rung.credentials import bitstring_status_list as lists
from rung.credentials.bitstring_status_list import MIN_ENTRIES, Bitstring
from rung.credentials.errors import StatusListError


def encoded(octets: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(octets).decode().rstrip("=")


def test_entry_0_is_the_most_significant_bit_of_the_first_byte() -> None:
    """W3C Bitstring Status List v1.0 §3.2: the first index is zero, at the left-most bit."""
    assert Bitstring.clear().with_entries(set_=[0]).octets[0] == 0b1000_0000
    assert Bitstring.clear().with_entries(set_=[7]).octets[0] == 0b0000_0001
    assert Bitstring.clear().with_entries(set_=[8]).octets[:2] == bytes([0, 0b1000_0000])
    assert Bitstring.clear().with_entries(set_=[23]).octets[:3] == bytes([0, 0, 1])


@given(st.sets(st.integers(0, MIN_ENTRIES - 1), max_size=40))
def test_exactly_the_entries_that_were_set_are_set_after_a_round_trip(chosen: set[int]) -> None:
    again = Bitstring.decode(Bitstring.clear().with_entries(set_=chosen).encode())
    assert {index for index in chosen if again[index]} == chosen
    assert sum(byte.bit_count() for byte in again.octets) == len(chosen)


def test_an_entry_can_be_cleared_again() -> None:
    bits = Bitstring.clear().with_entries(set_=[5, 6]).with_entries(cleared=[5])
    assert (bits[5], bits[6]) == (False, True)


def test_equal_lists_are_written_alike() -> None:
    """The packed form holds no time, so issuing, which sets nothing, leaves the file as it was."""
    assert Bitstring.clear().encode() == Bitstring.clear().encode()


def test_another_library_unpacks_it() -> None:
    packed = Bitstring.clear().with_entries(set_=[1]).encode()
    octets = gzip.decompress(base64.urlsafe_b64decode(packed[1:] + "=="))
    assert octets == bytes([0b0100_0000]) + bytes(16 * 1024 - 1)


def test_a_list_has_at_least_131072_entries() -> None:
    assert len(Bitstring.clear()) == 131_072
    assert len(Bitstring.clear(131_073)) == 131_080
    with pytest.raises(StatusListError, match="at least 131,072"):
        Bitstring(bytes(16 * 1024 - 1))


@pytest.mark.parametrize("index", [-1, MIN_ENTRIES])
def test_there_is_no_entry_outside_the_list(index: int) -> None:
    with pytest.raises(StatusListError):
        Bitstring.clear()[index]
    with pytest.raises(StatusListError):
        Bitstring.clear().with_entries(set_=[index])


def test_a_bomb_is_not_unpacked() -> None:
    bomb = zlib.compressobj(9, wbits=31)
    packed = b"".join(bomb.compress(bytes(1 << 20)) for _ in range(64)) + bomb.flush()
    with pytest.raises(StatusListError, match="more than"):
        Bitstring.decode(encoded(packed))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "H4sIAAAA",
        "z" + Bitstring.clear().encode()[1:],
        "u!!!!",
        "uż",
        "u+/+/",
        "uA",
        Bitstring.clear().encode() + "==",
        "u",
        "uH4sI" + "A" * 3,
        encoded(b"no gzip at all"),
        encoded(gzip.compress(bytes(16 * 1024), mtime=0)[:-9]),
        encoded(gzip.compress(bytes(16 * 1024), mtime=0) + b"x"),
        encoded(gzip.compress(bytes(16 * 1024), mtime=0) + gzip.compress(b"x", mtime=0)),
        encoded(zlib.compress(bytes(16 * 1024))),
        encoded(gzip.compress(bytes(100), mtime=0)),
    ],
)
def test_a_malformed_list_is_refused(text: str) -> None:
    with pytest.raises(StatusListError):
        Bitstring.decode(text)


def test_the_credential_names_list_issuer_purpose_and_period() -> None:
    held = lists.credential(
        Bitstring.clear(),
        url="https://x.example/1",
        issuer="did:web:x.example",
        purpose="suspension",
        valid_from=datetime(2026, 1, 1, tzinfo=UTC),
        valid_until=datetime(2026, 2, 1, tzinfo=UTC),
    )
    assert held["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert (held["validFrom"], held["validUntil"]) == ("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z")
    assert held["credentialSubject"] == {
        "id": "https://x.example/1#list",
        "type": "BitstringStatusList",
        "statusPurpose": "suspension",
        "encodedList": Bitstring.clear().encode(),
    }
