"""The colours of the design system and the contrast of those that are read together (WCAG 2.2, 1.4.3, 1.4.11)."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rung.core.errors import RungError
from rung.platform import kernel

TEXT = 4.5
CONTROL = 3.0
SCHEMES = {"light": "tokens.css", "dark": "dark.css"}

_FOLDER = Path(kernel.__file__).parent / "static" / "rung" / "css"
_TOKEN = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
_PURPOSES = (
    ("ink", "paper", TEXT),
    ("ink", "sheet", TEXT),
    ("ink", "sunk", TEXT),
    ("ink-soft", "paper", TEXT),
    ("ink-soft", "sheet", TEXT),
    ("ink-soft", "sunk", TEXT),
    ("accent", "paper", TEXT),
    ("accent", "sheet", TEXT),
    ("accent", "sunk", TEXT),
    ("accent-strong", "paper", TEXT),
    ("accent-strong", "accent-wash", TEXT),
    ("ink", "accent-wash", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("on-slab", "slab", TEXT),
    ("on-slab-soft", "slab", TEXT),
    ("on-slab", "slab-deep", TEXT),
    ("on-slab-soft", "slab-deep", TEXT),
    ("good", "good-wash", TEXT),
    ("caution", "caution-wash", TEXT),
    ("bad", "bad-wash", TEXT),
    ("bad", "paper", TEXT),
    ("bad", "sheet", TEXT),
    ("note", "note-wash", TEXT),
    ("ink", "good-wash", TEXT),
    ("ink", "caution-wash", TEXT),
    ("ink", "bad-wash", TEXT),
    ("ink", "note-wash", TEXT),
    ("edge", "paper", CONTROL),
    ("edge", "sheet", CONTROL),
    ("focus", "paper", CONTROL),
    ("focus", "focus-halo", CONTROL),
    ("focus-on-slab", "slab", CONTROL),
    ("focus-on-slab", "slab-deep", CONTROL),
)


class UnknownTokenError(RungError):
    """A colour was asked for that the style sheets do not define."""

    code = "site.unknown_token"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tokens that are read together, in one scheme, with their values and the contrast they need."""

    foreground: str
    background: str
    front: str
    back: str
    needed: float

    @property
    def contrast(self) -> float:
        """The ratio that the two have."""
        return contrast(self.front, self.back)

    @property
    def holds(self) -> bool:
        """Whether the contrast is enough."""
        return self.contrast >= self.needed


@cache
def colours(scheme: str) -> dict[str, str]:
    """Return the colour tokens of `light` or `dark`, as the style sheets define them."""
    return dict(_TOKEN.findall((_FOLDER / SCHEMES[scheme]).read_text()))


def pairs(scheme: str) -> list[Pair]:
    """Return every pair that pages use, measured in `scheme`."""
    return [
        Pair(front, back, colour(scheme, front), colour(scheme, back), needed)
        for front, back, needed in _PURPOSES
    ]  # fmt: skip


def colour(scheme: str, token: str) -> str:
    """Return the value of a token such as `ink`."""
    if token not in colours(scheme):
        raise UnknownTokenError(f"{SCHEMES[scheme]} defines no --{token}: add it there.", token=token)
    return colours(scheme)[token]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours such as `#1f1d1a`: 1 for the same, 21 for black on white."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour_code: str) -> float:
    """Return the relative luminance of a colour, from 0 for black to 1 for white (WCAG 2.2, glossary)."""
    red, green, blue = (_linear(int(colour_code[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 — sRGB's own constants
