import random
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rung.credentials import baking_png
from rung.credentials.errors import CredentialError, TooLargeError, UnreadableError
from rung.credentials.findings import Headline
from tests.credentials.cast import as_bytes, judge, signed


def chunk(kind: bytes, body: bytes, crc: int | None = None) -> bytes:
    return (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body) if crc is None else crc)
    )


HEADER = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
DATA = chunk(b"IDAT", zlib.compress(b"\0\0"))
END = chunk(b"IEND", b"")
PICTURE = baking_png.SIGNATURE + HEADER + DATA + END
"""One grey pixel, written by hand after PNG §11.2."""


def text(body: bytes, kind: bytes = b"iTXt", keyword: bytes = b"openbadgecredential", flags: bytes = b"\0\0") -> bytes:
    inner = keyword + b"\0" + (flags + b"\0\0" if kind == b"iTXt" else b"") + body
    return chunk(kind, inner)


def picture(*extra: bytes) -> bytes:
    return baking_png.SIGNATURE + HEADER + DATA + b"".join(extra) + END


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        baking_png.extract(data)
    return str(caught.value.data["finding"])


@given(st.text(max_size=500))
def test_what_is_baked_in_comes_out_again(content: str) -> None:
    assert baking_png.extract(baking_png.bake(PICTURE, content.encode())) == content.encode()


def test_baking_changes_no_block_of_the_picture() -> None:
    baked = baking_png.bake(PICTURE, b"{}")
    kept = [one for one in baking_png.walk(baked) if one.kind != b"iTXt"]
    assert [(one.kind, one.body) for one in kept] == [(one.kind, one.body) for one in baking_png.walk(PICTURE)]


def test_a_baked_credential_is_verified_and_not_merely_parsed() -> None:
    assert judge(baking_png.bake(PICTURE, as_bytes(signed()))).headline is Headline.VERIFIED_ISSUER_KNOWN
    assert judge(baking_png.bake(PICTURE, as_bytes({**signed(), "name": "Forged"}))).headline is Headline.NOT_VALID


def test_it_refuses_a_second_credential_in_one_picture() -> None:
    assert refused(picture(text(b"{}"), text(b"{}"))) == "format.png_baked_twice"
    assert refused(picture(text(b"{}"), text(b"{}", keyword=b"openbadges"))) == "format.png_baked_twice"
    with pytest.raises(UnreadableError, match="already"):
        baking_png.bake(picture(text(b"{}")), b"{}")


def test_it_names_an_open_badges_2_picture() -> None:
    assert refused(picture(text(b"x", kind=b"tEXt", keyword=b"openbadges"))) == "format.unsupported_open_badges_2"


def test_it_refuses_compressed_text_without_unpacking_it() -> None:
    bomb = zlib.compress(bytes(50 << 20))
    assert refused(picture(text(bomb, flags=b"\1\0"))) == "format.png_compressed"
    assert refused(picture(text(b"\0" + bomb, kind=b"zTXt"))) == "format.png_wrong_chunk"


def test_it_refuses_text_in_another_kind_of_block() -> None:
    assert refused(picture(text(b"{}", kind=b"tEXt"))) == "format.png_wrong_chunk"


def test_it_refuses_text_beyond_the_limit() -> None:
    assert refused(picture(text(b"x" * (baking_png.MAX_TEXT_BYTES + 1)))) == "format.png_text_too_long"
    with pytest.raises(TooLargeError):
        baking_png.bake(PICTURE, b"x" * (baking_png.MAX_TEXT_BYTES + 1))


@pytest.mark.parametrize(
    ("data", "finding"),
    [
        (picture(chunk(b"tIME", b"1234567", crc=1)), "format.png_checksum"),
        (PICTURE[:-1], "format.png_truncated"),
        (PICTURE[: len(baking_png.SIGNATURE)], "format.png_truncated"),
        (PICTURE + b"more", "format.png_trailing"),
        (picture(struct.pack(">I", 2**31) + b"iTXt" + b"short"), "format.png_truncated"),
        (baking_png.SIGNATURE + DATA + HEADER + END, "format.png_order"),
        (picture(HEADER), "format.png_order"),
        (picture(text(b"{}"), DATA), "format.png_order"),
        (baking_png.SIGNATURE + HEADER + END, "format.png_order"),
        (baking_png.SIGNATURE + HEADER + DATA + chunk(b"IEND", b"x"), "format.png_order"),
        (PICTURE, "format.png_nothing_baked"),
        (picture(chunk(b"iTXt", b"openbadgecredential\0\0")), "format.png_text_broken"),
        (b"GIF89a", "format.png_not_a_picture"),
    ],
)
def test_a_damaged_picture_is_refused_by_its_damage(data: bytes, finding: str) -> None:
    assert refused(data) == finding


@given(st.integers(0, 10**6), st.integers(0, 255))
@settings(max_examples=300)
def test_any_changed_byte_is_noticed_or_harmless(place: int, byte: int) -> None:
    """Every byte of a block is under its check sum, so whatever still comes out is what went in."""
    baked = bytearray(baking_png.bake(PICTURE, b'{"a": 1}'))
    baked[place % len(baked)] = byte
    try:
        assert baking_png.extract(bytes(baked)) == b'{"a": 1}'
    except CredentialError as error:
        assert error.data["finding"].startswith("format.")  # noqa: PT017  both ends are allowed


def test_any_bytes_after_the_signature_end_in_a_finding() -> None:
    randomness = random.Random(1)  # noqa: S311  a fixed seed, to fail again in the same way
    for _ in range(300):
        data = baking_png.SIGNATURE + randomness.randbytes(randomness.randrange(200))
        assert refused(data).startswith("format.png_")
