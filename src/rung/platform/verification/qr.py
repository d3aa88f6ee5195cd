"""Read the QR code in a picture, within bounds that hold for hostile pictures too.

Only four formats are opened, only the first frame is looked at, and a picture is measured by its header before a
single point of it is unpacked. The bounds keep one reading below 64 MiB and one second of CPU time.
"""

import io
import struct
import zlib
from typing import Final

import zxingcpp
from PIL import Image, ImageChops

from rung.platform.verification.refusals import (
    NothingInPictureError,
    PictureDamagedError,
    PictureTooLargeError,
    SeveralCodesError,
)

MAX_PICTURE_MEMORY: Final = 48 << 20
"""Bytes that unpacking may take; the interpreter and the picture's own bytes need the rest of 64 MiB."""

BYTES_PER_POINT: Final = {"PNG": 6, "GIF": 6, "JPEG": 12, "WEBP": 17}
"""What unpacking one point takes at its peak, grey copy included: WebP keeps frames, progressive JPEG coefficients."""

MAX_SEARCHED_POINTS: Final = 1_000_000
"""Points in which a code is looked for. Where a picture is full of corner marks, the time grows with the square of
their number: 0.5 s at this size, 4 s at three times as many. The largest code has 185 modules a side: 5 points each."""

_QR: Final = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_STARTS: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")

_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, OverflowError, struct.error, zlib.error)
"""What Pillow raises for damaged pictures, by format and kind of damage."""

_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def is_picture(data: bytes) -> bool:
    """Tell by its first bytes whether `data` is a picture of one of the four formats."""
    return data.startswith(_STARTS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def read(data: bytes) -> str:
    """Return the text of the one QR code in the picture `data`.

    Raises:
        PictureTooLargeError: unpacking it would take too much memory.
        PictureDamagedError: it cannot be unpacked.
        NothingInPictureError: there is no readable code in it.
        SeveralCodesError: there are codes with different texts.
    """
    found = zxingcpp.read_barcodes(_small_grey(data), formats=_QR)
    texts = {code.text for code in found if code.text}
    if not texts:
        raise NothingInPictureError
    if len(texts) > 1:
        raise SeveralCodesError(count=len(texts))
    return texts.pop()


def _small_grey(data: bytes) -> Image.Image:
    """Return the first frame in grey, on white where it is transparent, in at most `MAX_SEARCHED_POINTS`."""
    try:
        with Image.open(io.BytesIO(data), formats=list(BYTES_PER_POINT)) as picture:
            _refuse_large(picture)
            smaller = _smaller(picture.size)
            picture.draft("L", smaller)
            return _on_white(picture, smaller)
    except _BOMB as error:
        raise PictureTooLargeError(width="?", height="?") from error
    except _BROKEN as error:
        raise PictureDamagedError from error


def _refuse_large(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height * BYTES_PER_POINT[picture.format or "WEBP"] > MAX_PICTURE_MEMORY:
        raise PictureTooLargeError(width=width, height=height)


def _smaller(size: tuple[int, int]) -> tuple[int, int]:
    width, height = size
    factor = min(1.0, (MAX_SEARCHED_POINTS / (width * height)) ** 0.5)
    return max(1, int(width * factor)), max(1, int(height * factor))


def _on_white(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """A code drawn on nothing would otherwise be black on black. One channel after the other, to keep memory low."""
    if picture.mode == "P" and "transparency" in picture.info:
        picture = picture.convert("RGBA")
    grey = picture.convert("L").resize(size, Image.Resampling.BOX)
    if picture.mode in {"LA", "RGBA"}:
        clear = ImageChops.invert(picture.getchannel("A").resize(size, Image.Resampling.BOX))
        grey.paste(255, mask=clear)
    return grey
