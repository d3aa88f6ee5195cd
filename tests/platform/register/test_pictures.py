import contextlib
import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from rung.platform.register.errors import PictureRefusedError
from rung.platform.register.pictures import as_badge
from tests.platform.register.pictures import chunk, jpeg, opened, png, png_claiming, saved


@pytest.mark.parametrize(
    ("octets", "side"),
    [
        (png(600, 600), 512),
        (png(40, 40), 40),  # small ones are not blown up
        (png(1000, 500), 512),
        (png(20, 60), 60),
        (jpeg(4000, 3000), 512),  # 12 million pixels, as a telephone makes them
        (png(1, 1), 1),
    ],
)
def test_a_badge_is_a_square_png_of_at_most_512_pixels(octets: bytes, side: int) -> None:
    badge = opened(as_badge(octets))
    assert (badge.format, badge.mode, badge.size) == ("PNG", "RGBA", (side, side))


def test_a_wide_picture_is_padded_and_not_cut() -> None:
    badge = opened(as_badge(png(100, 50)))
    # 100 × 50 in a square of 100: 25 empty rows above and below
    assert [badge.getpixel((50, row)) for row in (24, 25, 74, 75)] == [
        (0, 0, 0, 0), (200, 30, 30, 255), (200, 30, 30, 255), (0, 0, 0, 0),
    ]  # fmt: skip


def test_nothing_but_pixels_is_kept() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Barbara Nowak")
    exif = Image.Exif()
    exif[0x010E] = "a place, a name"  # ImageDescription
    for octets in (png(30, 30, pnginfo=told), jpeg(30, 30, exif=exif), png(30, 30, icc_profile=b"profile" * 9)):
        badge = as_badge(octets)
        assert opened(badge).info == {}
        assert {badge[at : at + 4] for at in _chunk_starts(badge)} == {b"IHDR", b"IDAT", b"IEND"}


def _chunk_starts(octets: bytes) -> list[int]:
    at, found = 8, []
    while at < len(octets):
        found.append(at + 4)
        at += 12 + int(struct.unpack_from(">I", octets, at)[0])
    return found


def test_a_photograph_is_turned_upright() -> None:
    picture = Image.new("RGB", (60, 30), (0, 0, 0))
    picture.paste((255, 255, 255), (0, 0, 30, 30))  # the left half is white
    exif = Image.Exif()
    exif[0x0112] = 6  # Orientation: turn by 90° clockwise to see it upright, so that left comes to the top
    badge = opened(as_badge(saved(picture, "JPEG", exif=exif, quality=95)))
    assert badge.size == (60, 60)
    top, bottom = badge.getpixel((30, 8)), badge.getpixel((30, 52))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 240
    assert bottom[0] < 15


def test_a_picture_of_16_bits_keeps_its_greys() -> None:
    grey = Image.new("I;16", (10, 10), 128 * 256)
    pixel = opened(as_badge(saved(grey, "PNG"))).getpixel((5, 5))
    assert pixel == (128, 128, 128, 255)


def test_of_a_picture_with_several_views_the_first_is_taken() -> None:
    views = [Image.new("RGB", (8, 8), shade) for shade in ((255, 255, 255), (0, 0, 0))]
    several = saved(views[0], "MPO", save_all=True, append_images=views[1:])  # as some telephones make them
    assert opened(as_badge(several)).getpixel((4, 4)) == (255, 255, 255, 255)


def test_transparency_and_palettes_are_understood() -> None:
    assert opened(as_badge(png(8, 8, "RGBA", (0, 0, 0, 0)))).getpixel((4, 4)) == (0, 0, 0, 0)
    assert opened(as_badge(png(8, 8, "P", 0))).size == (8, 8)
    assert opened(as_badge(png(8, 8, "1", 1))).getpixel((4, 4)) == (255, 255, 255, 255)
    cmyk = saved(Image.new("CMYK", (8, 8), (0, 0, 0, 0)), "JPEG")
    assert opened(as_badge(cmyk)).size == (8, 8)


def animated() -> bytes:
    frames = [Image.new("RGB", (8, 8), (shade, 0, 0)) for shade in (0, 120, 240)]
    return saved(frames[0], "PNG", save_all=True, append_images=frames[1:])


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("run.js", "alert(1)")
    return file.getvalue()


HOSTILE = {
    "nothing": (b"", "neither a PNG nor a JPEG"),
    "text": (b"GIF89a as a name", "neither a PNG nor a JPEG"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "neither a PNG nor a JPEG"),
    "gif": (saved(Image.new("P", (4, 4)), "GIF"), "neither a PNG nor a JPEG"),
    "tiff": (saved(Image.new("RGB", (4, 4)), "TIFF"), "neither a PNG nor a JPEG"),
    "webp": (saved(Image.new("RGB", (4, 4)), "WEBP"), "neither a PNG nor a JPEG"),
    "too large a file": (png(4, 4) + bytes(5 * 1024 * 1024), "larger than 5 MB"),
    "bomb of 40,000 by 40,000": (png_claiming(40_000, 40_000), "25 million pixels"),
    "one pixel too many": (png_claiming(25_000_001, 1), "25 million pixels"),
    "bomb as large as numbers go": (png_claiming(2**31 - 1, 2**31 - 1), "25 million pixels"),
    "no pixels": (png_claiming(0, 100), "25 million pixels"),
    "half a png": (png(64, 64)[:60], "damaged or cut off"),
    "magic only": (b"\x89PNG\r\n\x1a\n", "damaged or cut off"),
    "jpeg magic only": (b"\xff\xd8\xff", "damaged or cut off"),
    "half a jpeg": (jpeg(640, 640)[:300], "damaged or cut off"),
    "jpeg without a frame": (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xd9", "damaged or cut off"),
    "jpeg bomb": (b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03" + bytes(20) + b"\xff\xd9", "25 million"),
    "first chunk is another": (b"\x89PNG\r\n\x1a\n" + chunk(b"tEXt", b"a\0b") + chunk(b"IEND", b""), "damaged"),
    "png with a zip behind": (png(8, 8) + zipped(), "goes on after"),
    "jpeg with a zip behind": (jpeg(8, 8) + zipped(), "goes on after"),
    "png with a page behind": (png(8, 8) + b"<script>alert(1)</script>", "goes on after"),
    "animated": (animated(), "moves"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_picture_is_refused_with_a_remedy(name: str) -> None:
    octets, told = HOSTILE[name]
    with pytest.raises(PictureRefusedError, match=told):
        as_badge(octets)


def test_a_broken_checksum_is_damage() -> None:
    octets = bytearray(png(64, 64))
    at = octets.index(b"IDAT")
    octets[at + 6] ^= 0xFF
    with pytest.raises(PictureRefusedError, match="damaged"):
        as_badge(bytes(octets))


def test_the_largest_picture_that_is_taken_has_25_million_pixels() -> None:
    assert opened(as_badge(saved(Image.new("1", (5_000, 5_000)), "PNG"))).size == (512, 512)
    with pytest.raises(PictureRefusedError, match="25 million"):
        as_badge(saved(Image.new("1", (5_001, 5_000)), "PNG"))


SEEDS = (png(20, 20), jpeg(20, 20), png(9, 9, "P", 0), animated())


@given(st.sampled_from(SEEDS), st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 255)), max_size=6))
def test_whatever_bytes_are_changed_it_is_a_badge_or_a_plain_refusal(
    seed: bytes, changes: list[tuple[int, int]]
) -> None:
    octets = bytearray(seed)
    for at, value in changes:
        octets[at % len(octets)] = value
    with contextlib.suppress(PictureRefusedError):
        badge = opened(as_badge(bytes(octets)))
        assert badge.width == badge.height <= 512
