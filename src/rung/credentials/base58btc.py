"""Multibase base58btc (`z…`): the spelling of keys and signatures (Controlled Identifiers 1.0 §2.4).

Digits are taken by tens, within machine words, several times as fast as one by one: a signature is written and read
again for every credential that is issued.
"""

import re
from typing import Final

_ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE: Final = len(_ALPHABET)
_CHUNK_DIGITS: Final = 10
"""58^10 fits into a machine word, so that within a chunk no long arithmetic is needed."""
_CHUNK: Final = _BASE**_CHUNK_DIGITS
_PAIRS: Final = [first + second for first in _ALPHABET for second in _ALPHABET]
_VALUES: Final = bytes(max(_ALPHABET.find(chr(code)), 0) for code in range(256))
"""The value of each digit by its character code; of other characters, which are refused before, nothing."""

_TEXT = re.compile(r"z[1-9A-HJ-NP-Za-km-z]*")
_ZERO: Final = _ALPHABET[0]


def encode_base58btc(data: bytes) -> str:
    """Return `data` as multibase text with the prefix `z`; each leading zero byte becomes a leading `1`."""
    pairs = []
    number = int.from_bytes(data, "big")
    while number:
        number, chunk = divmod(number, _CHUNK)
        for _ in range(_CHUNK_DIGITS // 2):
            chunk, value = divmod(chunk, len(_PAIRS))
            pairs.append(_PAIRS[value])
    digits = "".join(reversed(pairs)).lstrip(_ZERO)
    return "z" + _ZERO * (len(data) - len(data.lstrip(b"\0"))) + digits


def decode_base58btc(text: str, max_length: int) -> bytes:
    """Return the bytes of a multibase text `z…` of at most `max_length` characters; raise `ValueError` otherwise.

    The length comes first, because base58 takes quadratic time. Within the alphabet no two texts have the same
    bytes, so what decodes is the one spelling of its bytes.
    """
    if len(text) > max_length or not _TEXT.fullmatch(text):
        raise ValueError(text[:1])
    digits = text[1:].lstrip(_ZERO)
    values = digits.encode("ascii").translate(_VALUES)
    number = 0
    for start in range(0, len(values), _CHUNK_DIGITS):
        chunk, part = values[start : start + _CHUNK_DIGITS], 0
        for value in chunk:
            part = part * _BASE + value
        number = number * _BASE ** len(chunk) + part
    return bytes(len(text) - 1 - len(digits)) + number.to_bytes((number.bit_length() + 7) // 8, "big")
