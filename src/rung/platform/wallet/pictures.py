"""The badge picture of a credential: that of its design, or one drawn here for a design without a picture."""

import hashlib
import io
from functools import lru_cache

from PIL import Image, ImageDraw

from rung.credentials import baking_png
from rung.platform.issuing.queries import Award
from rung.platform.register import queries as register

SIZE = 512
"""Points a side, as pictures of designs have at most."""

PAPER, EDGE = (250, 247, 240), (214, 205, 188)
GROUNDS = ((6, 63, 65), (11, 85, 88), (20, 108, 106), (38, 92, 120), (58, 76, 110), (84, 70, 100))
"""Ground colours; each gives white bars a contrast of more than 5 to 1."""

_SMOOTH = 4
"""Drawn this many times as large and then made smaller, so that edges are smooth."""


def badge_of(award: Award, document: bytes) -> bytes:
    """Return the picture of a credential with the credential baked in (Open Badges 3.0 §5.3.1.1). One query."""
    picture = register.picture_of(award.design_version) or drawn(str(award.design_version.design_id))
    return baking_png.bake(picture, document)


@lru_cache(maxsize=64)
def drawn(design: str) -> bytes:
    """Return a round badge with three rising bars as PNG; a design gets the same ground colour each time."""
    ground = GROUNDS[hashlib.sha256(design.encode()).digest()[0] % len(GROUNDS)]
    large = Image.new("RGBA", (SIZE * _SMOOTH,) * 2, (0, 0, 0, 0))
    draw = ImageDraw.Draw(large)
    _disc(draw, 8, EDGE)
    _disc(draw, 12, PAPER)
    _disc(draw, 28, ground)
    for left, top in ((136, 288), (226, 216), (316, 144)):
        box = (left, top, left + 60, 368)
        draw.rounded_rectangle([side * _SMOOTH for side in box], radius=12 * _SMOOTH, fill=(255, 255, 255, 255))
    octets = io.BytesIO()
    large.resize((SIZE, SIZE), Image.Resampling.BOX).save(octets, "PNG", optimize=True)
    return octets.getvalue()


def _disc(draw: ImageDraw.ImageDraw, margin: int, colour: tuple[int, int, int]) -> None:
    near, far = margin * _SMOOTH, (SIZE - margin) * _SMOOTH
    draw.ellipse((near, near, far, far), fill=(*colour, 255))
