"""Pictures that people send: looked at before they are decoded, and written anew before anybody sees them.

What is kept is a square PNG of at most 512 pixels a side with nothing but pixels: no metadata, no second picture, no
other file behind it.
"""

import io
import struct
import zlib
from typing import Final

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from rung.platform.register.errors import PictureRefusedError

LARGEST_FILE: Final = 5 * 1024 * 1024
"""Bytes of a file that is sent; a photograph of a telephone has about four million."""
MOST_PIXELS: Final = 25_000_000
"""Pixels that are decoded: 100 MB of memory, and more than any badge needs."""
SIDE: Final = 512
"""Pixels of a side of what is kept."""

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers that begin a frame and give its size (ITU-T T.81, table B.1)."""
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a length behind them."""

_UNDECODABLE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    OverflowError,
    struct.error,
    zlib.error,
    KeyError,
    IndexError,
)
"""What Pillow raises for damaged files."""


def as_badge(octets: bytes) -> bytes:
    """Return the picture as a square PNG without metadata, at most `SIDE` pixels a side, padded transparently.

    Raises `PictureRefusedError` with what to send instead for anything but one still PNG or JPEG of bounded size.
    """
    if len(octets) > LARGEST_FILE:
        raise PictureRefusedError(_("The file is larger than 5 MB. Make the picture smaller and send it again."))
    width, height = _size(octets)
    if not 0 < width * height <= MOST_PIXELS:
        raise PictureRefusedError(
            _("The picture has more than 25 million pixels. Make it smaller; 512 by 512 is enough.")
        )
    try:
        with Image.open(io.BytesIO(octets), formats=("PNG", "JPEG")) as picture:
            return _squared(picture)
    except (*_UNDECODABLE, Image.DecompressionBombError) as error:
        raise _damaged() from error


def _squared(picture: Image.Image) -> bytes:
    if getattr(picture, "is_animated", False) and picture.format == "PNG":
        raise PictureRefusedError(_("The picture moves. Send one that stands still."))
    if picture.width * picture.height > MOST_PIXELS:
        raise _damaged()
    picture.draft("RGB", (SIDE, SIDE))
    upright = ImageOps.exif_transpose(_eight_bits(picture)).convert("RGBA")
    side = min(SIDE, max(upright.size))
    fitted = ImageOps.contain(upright, (side, side))
    square = Image.new("RGBA", (side, side))
    square.paste(fitted, ((side - fitted.width) // 2, (side - fitted.height) // 2))
    written = io.BytesIO()
    square.save(written, "PNG", optimize=True)
    return written.getvalue()


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Return a picture of 16 bits a sample with the upper 8 of them; Pillow would cut all that is bright to white."""
    return picture.point(lambda sample: sample / 256).convert("L") if picture.mode.startswith("I") else picture


def _size(octets: bytes) -> tuple[int, int]:
    """Return width and height as the header states them; nothing is decoded."""
    if octets.startswith(_PNG):
        return _png_size(octets)
    if octets.startswith(_JPEG):
        return _jpeg_size(octets)
    raise PictureRefusedError(_("This is neither a PNG nor a JPEG picture. Save it as one of these and send it again."))


def _png_size(octets: bytes) -> tuple[int, int]:
    """Walk the chunks to the end: the first gives the size, and nothing may follow the last (PNG, 5.3 and 5.6)."""
    at, size = len(_PNG), None
    while at + 12 <= len(octets):
        length, kind = struct.unpack_from(">I4s", octets, at)
        if size is None:
            if kind != b"IHDR" or length != 13:  # noqa: PLR2004 — PNG, 11.2.1
                raise _damaged()
            size = struct.unpack_from(">II", octets, at + 8)
        at += 12 + length
        if kind == b"IEND":
            if at != len(octets):
                raise _goes_on()
            return size
    raise _damaged()


def _jpeg_size(octets: bytes) -> tuple[int, int]:
    """Walk the segments up to the first frame header (ITU-T T.81, B.1.1 and B.2.2)."""
    if not octets.rstrip(b"\0").endswith(b"\xff\xd9"):
        raise _goes_on() if b"\xff\xd9" in octets else _damaged()
    at = 2
    while at + 9 <= len(octets) and octets[at] == 0xFF:  # noqa: PLR2004 — every marker begins so
        marker = octets[at + 1]
        if marker == 0xFF or marker in _STANDALONE:  # noqa: PLR2004 — fill bytes
            at += 1 if marker == 0xFF else 2  # noqa: PLR2004 — as above
        elif marker in _JPEG_SIZES:
            height, width = struct.unpack_from(">HH", octets, at + 5)
            return width, height
        else:
            at += 2 + int(struct.unpack_from(">H", octets, at + 2)[0])
    raise _damaged()


def _damaged() -> PictureRefusedError:
    return PictureRefusedError(_("The picture is damaged or cut off. Save it anew and send it again."))


def _goes_on() -> PictureRefusedError:
    return PictureRefusedError(
        _("The file goes on after its picture ends. Open it in a program for pictures, save it anew and send that.")
    )
