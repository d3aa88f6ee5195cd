"""What a learner takes out: the credential itself, its badge picture, its evidence, or all of it in one archive."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.text import slugify

from rung.platform.issuing import queries as issuing
from rung.platform.issuing.queries import Award
from rung.platform.wallet.cards import title_of
from rung.platform.wallet.evidence import bundle_of
from rung.platform.wallet.pictures import badge_of

_POLISH_L: Final = str.maketrans("łŁ", "lL")
"""The one Polish letter that is not a letter with a mark, so that Unicode does not take it apart."""


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A file to download: under which name, of which media type, and its bytes."""

    name: str
    media_type: str
    content: bytes


def credential_file(award: Award) -> TakenFile:
    """Return the signed credential, byte for byte as issued. One query."""
    return TakenFile(f"{name_of(award)}.json", "application/json", issuing.document_of(award))


def picture_file(award: Award) -> TakenFile:
    """Return the badge picture with the credential baked in. Two queries."""
    return TakenFile(f"{name_of(award)}.png", "image/png", badge_of(award, issuing.document_of(award)))


def evidence_file(award: Award) -> TakenFile:
    """Return the evidence about the credential, as of now."""
    content = bundle_of(award, issuing.document_of(award))
    return TakenFile(f"{name_of(award)}.evidence.json", "application/json", content)


def archive_of_one(award: Award) -> TakenFile:
    """Return everything about one credential."""
    return TakenFile(f"{name_of(award)}.zip", "application/zip", _zipped(_files_of(award)))


def archive_of(awards: Iterable[Award]) -> TakenFile:
    """Return everything about several credentials, each in a numbered folder of its own."""
    files = [
        TakenFile(f"{number:03}-{name_of(award)}/{file.name}", file.media_type, file.content)
        for number, award in enumerate(awards, 1)
        for file in _files_of(award)
    ]
    return TakenFile("credentials.zip", "application/zip", _zipped(files))


def name_of(award: Award) -> str:
    """Return what the files of a credential are called: its title in plain letters, and the day of issue."""
    title = slugify(title_of(award)[1].translate(_POLISH_L))[:60].strip("-")
    return f"{title or 'credential'}-{award.issued_at:%Y-%m-%d}"


def _files_of(award: Award) -> list[TakenFile]:
    return [credential_file(award), picture_file(award), evidence_file(award)]


def _zipped(files: Iterable[TakenFile]) -> bytes:
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(zipfile.ZipInfo(file.name), file.content)
    return octets.getvalue()
