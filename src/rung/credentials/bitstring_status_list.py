"""W3C Bitstring Status List v1.0: a bit per credential that says whether it was withdrawn.

Entry 0 is the **most** significant bit of the first byte (§3.2). A list has at least 131,072 entries, so that
whoever looks one up does not show which credential it was (§6.1).
"""

import base64
import binascii
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from rung.core.clock import aware
from rung.credentials import contexts
from rung.credentials.errors import StatusListError
from rung.credentials.moments import written

MIN_ENTRIES = 131_072
"""The least length that the specification allows: 16 KiB."""

MAX_BYTES = 2 << 20
"""16.7 million entries unpacked; a gigabyte of zeros packs into a megabyte, so unpacking stops here."""

_GZIP = 16 + zlib.MAX_WBITS
_BITS = 8
_BASE64URL = re.compile(r"u[A-Za-z0-9_-]*\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Bitstring:
    """The bits of one list. Immutable: setting entries gives a new one."""

    octets: bytes

    def __post_init__(self) -> None:
        """Refuse a list so short that looking up an entry would point at one person."""
        if len(self.octets) * _BITS < MIN_ENTRIES:
            raise StatusListError(
                f"A status list has at least {MIN_ENTRIES:,} entries; this one has {len(self.octets) * _BITS:,}.",
                entries=len(self.octets) * _BITS,
            )

    @classmethod
    def clear(cls, entries: int = MIN_ENTRIES) -> Self:
        """Return a list in which nothing is withdrawn; `entries` is rounded up to whole bytes."""
        return cls(bytes(-(-entries // _BITS)))

    @classmethod
    def decode(cls, encoded: str) -> Self:
        """Return the list that `encoded` (`u`, base64url without padding, gzip) holds.

        Unpacks at most `MAX_BYTES`, and refuses a stream that breaks off or is followed by more bytes.
        """
        if not _BASE64URL.match(encoded):
            raise StatusListError("An encoded status list is u and base64url without padding.")
        try:
            packed = base64.urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4))
        except binascii.Error as error:
            raise StatusListError("The encoded status list breaks off inside a character.") from error
        return cls(_unpacked(packed))

    def __len__(self) -> int:
        return len(self.octets) * _BITS

    def __getitem__(self, index: int) -> bool:
        """Tell whether entry `index` is set; `StatusListError` outside the list."""
        if not 0 <= index < len(self):
            raise StatusListError(f"The list has {len(self):,} entries and no entry {index}.", index=index)
        return bool(self.octets[index // _BITS] & _mask(index))

    def with_entries(self, *, set_: Iterable[int] = (), cleared: Iterable[int] = ()) -> Self:
        """Return the list with the entries `set_` set and the entries `cleared` cleared."""
        octets = bytearray(self.octets)
        for index in set_:
            octets[self._byte_of(index)] |= _mask(index)
        for index in cleared:
            octets[self._byte_of(index)] &= ~_mask(index)
        return type(self)(bytes(octets))

    def encode(self) -> str:
        """Return the list packed: `u`, base64url without padding, gzip with no time in it, so equal lists agree."""
        packer = zlib.compressobj(level=9, wbits=_GZIP)
        packed = packer.compress(self.octets) + packer.flush()
        return "u" + base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")

    def _byte_of(self, index: int) -> int:
        self[index]
        return index // _BITS


def credential(
    bits: Bitstring, *, url: str, issuer: str, purpose: str, valid_from: datetime, valid_until: datetime | None = None
) -> dict[str, Any]:
    """Return the unsigned `BitstringStatusListCredential` that is to be served at `url` (§2.2).

    `issuer` is the DID of whoever issued the credentials it speaks about. After `valid_until` a verifier has to
    fetch the list again.
    """
    period = {"validFrom": written(aware(valid_from))}
    if valid_until is not None:
        period["validUntil"] = written(aware(valid_until))
    return {
        "@context": [contexts.CREDENTIALS_V2],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        **period,
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": bits.encode(),
        },
    }


def _mask(index: int) -> int:
    return 0b1000_0000 >> (index % _BITS)


def _unpacked(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=_GZIP)
    try:
        octets = unpacker.decompress(packed, MAX_BYTES + 1)
    except zlib.error as error:
        raise StatusListError("The status list is not packed with gzip, or damaged.") from error
    if len(octets) > MAX_BYTES:
        raise StatusListError(f"The status list unpacks to more than {MAX_BYTES:,} bytes.", limit=MAX_BYTES)
    if not unpacker.eof:
        raise StatusListError("The status list breaks off before its end.")
    if unpacker.unused_data:
        raise StatusListError("The packed status list is followed by bytes that do not belong to it.")
    return octets
