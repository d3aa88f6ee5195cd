"""From what somebody hands in to the bytes that are judged: a file, a text, a picture of a QR code, or a link."""

from collections.abc import Collection

from rung.credentials import baking_png, evidence_bundle_reading
from rung.credentials.errors import CredentialError
from rung.credentials.evidence_bundle import EvidenceBundle
from rung.credentials.limits import MAX_INPUT_BYTES
from rung.platform.verification import own_links, qr
from rung.platform.verification.code_contents import OTHER_REMEDY, REMEDY, WHAT, Content, content_of
from rung.platform.verification.refusals import BundleRefusedError, OtherContentError, TooLargeError

LONGEST_ADDRESS = 4096
"""Bytes; a text longer than that is no link and no wallet offer."""


def credential_in(data: bytes, *, hosts: Collection[str] = ()) -> bytes:
    """Return the credential that `data` is, carries or leads to, unjudged; `hosts` are the names of this Rung.

    What is no picture and no address is returned as it stands: judging is the library's. Raises a `RefusalError` that
    says what it is instead and what to do.
    """
    if len(data) > MAX_INPUT_BYTES:
        raise TooLargeError
    if qr.is_picture(data):
        return data if _is_badge(data) else _behind_code(qr.read(data), hosts)
    text = _short_text(data)
    content = content_of(text)
    if content is Content.LINK:
        return own_links.credential_behind(text, hosts=hosts)
    if content in {Content.CREDENTIAL, Content.TEXT}:
        return data
    raise _other(content)


def bundle_in(data: bytes) -> EvidenceBundle | None:
    """Return the evidence bundle that `data` holds, unjudged; of nothing, None. Raises `BundleRefusedError`."""
    if not data:
        return None
    try:
        return evidence_bundle_reading.read(data)
    except CredentialError as error:
        raise BundleRefusedError(pointer=str(error.data.get("pointer", ""))) from error


def _is_badge(picture: bytes) -> bool:
    """Tell whether something is baked in, be it broken; the library then says what is wrong with it."""
    try:
        baking_png.extract(picture)
    except CredentialError as error:
        return error.data["finding"] not in {"format.png_nothing_baked", "format.png_not_a_picture"}
    return True


def _behind_code(text: str, hosts: Collection[str]) -> bytes:
    content = content_of(text)
    if content is Content.LINK:
        return own_links.credential_behind(text, hosts=hosts)
    if content is Content.CREDENTIAL:
        return text.encode()
    raise _other(content)


def _short_text(data: bytes) -> str:
    return data.decode("utf-8", "replace") if len(data) <= LONGEST_ADDRESS else ""


def _other(content: Content) -> OtherContentError:
    return OtherContentError(kind=content.value, what=WHAT[content], remedy=REMEDY.get(content, OTHER_REMEDY))
