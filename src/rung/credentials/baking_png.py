"""Credentials baked into PNG pictures (Open Badges 3.0 §5.3.1; PNG third edition §5, §11.3.3).

An own walk over the blocks of a picture, for libraries that show pictures forgive too much: lengths, check sums
and order are verified, and nothing is unpacked.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from rung.credentials.errors import TooLargeError, UnreadableError, UnsupportedFormatError
from rung.credentials.findings import refusal

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
KEYWORD_2 = b"openbadges"
"""What Open Badges 2 wrote; such a picture is recognised and not read."""

MAX_TEXT_BYTES = 64 * 1024
"""A full credential has 16 kB; what makes it longer than 64 kB is evidence, which belongs behind a link."""

_HEAD = struct.Struct(">I4s")
_CHECKSUM = struct.Struct(">I")
_HEADER_LENGTH = 13
_TEXT_BLOCKS = {b"iTXt", b"tEXt", b"zTXt"}


@dataclass(frozen=True, slots=True)
class Chunk:
    """One block of a picture: where it starts, its four-letter type and its bytes."""

    offset: int
    kind: bytes
    body: bytes

    @property
    def end(self) -> int:
        """The offset just after the block."""
        return self.offset + _HEAD.size + len(self.body) + _CHECKSUM.size

    @property
    def keyword(self) -> bytes:
        """What a text block calls itself; of other blocks, nothing."""
        return self.body.partition(b"\0")[0] if self.kind in _TEXT_BLOCKS else b""


def extract(picture: bytes) -> bytes:
    """Return the UTF-8 text baked into `picture`, as it stands there: JSON or a compact JWS.

    Refuses a damaged picture, two baked texts, a compressed or too long one, and one in the wrong block, each
    with the offset and a remedy. Time and memory grow linearly with the size of the picture.
    """
    baked = [chunk for chunk in walk(picture) if chunk.keyword in {KEYWORD, KEYWORD_2}]
    if not baked:
        raise refusal(UnreadableError, "format.png_nothing_baked")
    if len(baked) > 1:
        raise refusal(UnreadableError, "format.png_baked_twice")
    if baked[0].keyword == KEYWORD_2:
        raise refusal(UnsupportedFormatError, "format.unsupported_open_badges_2")
    return _text(baked[0])


def bake(picture: bytes, text: bytes) -> bytes:
    """Return `picture` with the credential `text` baked in as an uncompressed iTXt block before its end."""
    chunks = list(walk(picture))
    if any(chunk.keyword in {KEYWORD, KEYWORD_2} for chunk in chunks):
        raise refusal(UnreadableError, "format.png_already_baked")
    if len(text) > MAX_TEXT_BYTES:
        raise refusal(TooLargeError, "format.png_text_too_long", size=len(text), limit=MAX_TEXT_BYTES)
    end = chunks[-1].offset
    return picture[:end] + _block(b"iTXt", KEYWORD + b"\0" * 5 + text) + picture[end:]


def walk(picture: bytes) -> Iterator[Chunk]:
    """Yield the blocks of `picture`, each with a right length, check sum and place."""
    if not picture.startswith(SIGNATURE):
        raise refusal(UnreadableError, "format.png_not_a_picture")
    offset, seen_data, kind = len(SIGNATURE), False, b""
    while kind != b"IEND":
        chunk = _chunk_at(picture, offset)
        _check_order(chunk, seen_data=seen_data, previous=kind)
        seen_data = seen_data or chunk.kind == b"IDAT"
        offset, kind = chunk.end, chunk.kind
        yield chunk
    if offset != len(picture):
        raise refusal(UnreadableError, "format.png_trailing", offset=offset)


def _chunk_at(picture: bytes, offset: int) -> Chunk:
    body_start = offset + _HEAD.size
    if body_start > len(picture):
        raise refusal(UnreadableError, "format.png_truncated", offset=len(picture))
    length, kind = _HEAD.unpack_from(picture, offset)
    body_end = body_start + length
    if body_end + _CHECKSUM.size > len(picture):
        raise refusal(UnreadableError, "format.png_truncated", offset=offset)
    (stated,) = _CHECKSUM.unpack_from(picture, body_end)
    if zlib.crc32(memoryview(picture)[offset + 4 : body_end]) != stated:
        raise refusal(UnreadableError, "format.png_checksum", chunk=_name(kind), offset=offset)
    return Chunk(offset, kind, picture[body_start:body_end])


def _check_order(chunk: Chunk, *, seen_data: bool, previous: bytes) -> None:
    """IHDR stands first and once, IDAT blocks stand together, IEND follows them and is empty (§5.6)."""
    is_first = not previous
    wrong = (
        is_first != (chunk.kind == b"IHDR")
        or (is_first and len(chunk.body) != _HEADER_LENGTH)
        or (chunk.kind == b"IDAT" and seen_data and previous != b"IDAT")
        or (chunk.kind == b"IEND" and (chunk.body != b"" or not seen_data))
    )
    if wrong:
        raise refusal(UnreadableError, "format.png_order", chunk=_name(chunk.kind), offset=chunk.offset)


def _text(chunk: Chunk) -> bytes:
    """Take an iTXt body apart: keyword, compression flag and method, language, translated keyword, text."""
    if chunk.kind != b"iTXt":
        raise refusal(UnreadableError, "format.png_wrong_chunk", chunk=_name(chunk.kind))
    flags_and_rest = chunk.body[len(KEYWORD) + 1 :]
    flags, rest = flags_and_rest[:2], flags_and_rest[2:]
    parts = rest.split(b"\0", 2)
    if flags[:1] == b"\1":
        raise refusal(UnreadableError, "format.png_compressed")
    if flags != b"\0\0" or len(parts) != len(("language", "translated keyword", "text")):
        raise refusal(UnreadableError, "format.png_text_broken", offset=chunk.offset)
    text = parts[2]
    if len(text) > MAX_TEXT_BYTES:
        raise refusal(TooLargeError, "format.png_text_too_long", size=len(text), limit=MAX_TEXT_BYTES)
    return text


def _block(kind: bytes, body: bytes) -> bytes:
    return _HEAD.pack(len(body), kind) + body + _CHECKSUM.pack(zlib.crc32(kind + body))


def _name(kind: bytes) -> str:
    return kind.decode("ascii", "replace")
