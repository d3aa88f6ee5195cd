"""The sample credentials: one genuine, and a copy of it with one word changed. Their key was thrown away.

`data/sample.toml` says what they are. In the demo an organisation stands behind `SAMPLE_DID`; elsewhere nobody does.
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from rung.platform.kernel.errors import NotFoundError
from rung.platform.verification import own_links

_DATA = files("rung.platform.verification").joinpath("data")
_TOLD = tomllib.loads(_DATA.joinpath("sample.toml").read_text("utf-8"))

SAMPLE_DID: str = _TOLD["did"]
"""The identifier that signed the genuine sample."""

ORIGINAL_WORD: str = _TOLD["tampered"]["original"]
REPLACED_BY: str = _TOLD["tampered"]["replacement"]
"""What was changed in the tampered copy."""


class Slug(StrEnum):
    """The samples by the last part of their address."""

    GENUINE = "genuine"
    TAMPERED = "tampered"


@dataclass(frozen=True, slots=True)
class SampleFile:
    """A file to download: under which name, of which media type, and its bytes."""

    name: str
    media_type: str
    content: bytes


def file_of(slug: str) -> SampleFile:
    """Return the credential file of a sample, or raise `NotFoundError`."""
    known = _known(slug)
    return SampleFile(f"rung-sample-{known}.json", "application/json", _read(f"sample-{known}.json"))


def picture_of(slug: str) -> SampleFile:
    """Return the badge picture of a sample, or raise `NotFoundError`; only the genuine one was baked."""
    if _known(slug) is not Slug.GENUINE:
        raise NotFoundError("This sample has no picture.")
    return SampleFile(f"rung-sample-{slug}.png", "image/png", _read(f"sample-{slug}.png"))


@own_links.answers("verify_sample")
@own_links.answers("verify_sample_file")
def credential_of(slug: str) -> bytes:
    """Return the bytes of a sample, or raise `NotFoundError`."""
    return file_of(slug).content


def _known(slug: str) -> Slug:
    try:
        return Slug(slug)
    except ValueError:
        raise NotFoundError("There is no such sample.") from None


@cache
def _read(name: str) -> bytes:
    return _DATA.joinpath(name).read_bytes()
