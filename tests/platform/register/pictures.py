"""Pictures for tests, honest ones and hostile ones."""

import io
import struct
import zlib
from typing import Any

from PIL import Image


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """Return a picture as a file."""
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def png(width: int, height: int, mode: str = "RGB", colour: Any = (200, 30, 30), **options: Any) -> bytes:
    """Return a PNG of one colour."""
    return saved(Image.new(mode, (width, height), colour), "PNG", **options)


def jpeg(width: int, height: int, **options: Any) -> bytes:
    """Return a JPEG of one colour."""
    return saved(Image.new("RGB", (width, height), (30, 30, 200)), "JPEG", **options)


def chunk(kind: bytes, body: bytes) -> bytes:
    """Return one chunk of a PNG with its checksum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_claiming(width: int, height: int) -> bytes:
    """Return a PNG whose header claims a size; one line of black is all that it has."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    line = zlib.compress(b"\0" * 65)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", line) + chunk(b"IEND", b"")


def opened(octets: bytes) -> Image.Image:
    """Return a file as a picture."""
    picture = Image.open(io.BytesIO(octets))
    picture.load()
    return picture
