"""Recognise what somebody hands over, by its content, and take the credential out of it.

Open Badges 3.0 credentials and endorsements are read, as JSON or JSON Web Token, plain or baked into a PNG or SVG
picture. Every other
form of credential that is known to exist is refused by its name, and never called valid or invalid.
"""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn

from rung.credentials import baking_png, baking_svg, strict_json, vc_jwt
from rung.credentials.errors import ProofError, TooLargeError, UnreadableError, UnsupportedFormatError
from rung.credentials.findings import refusal
from rung.credentials.jcs import canonical_json
from rung.credentials.limits import MAX_INPUT_BYTES
from rung.credentials.vc_jwt import Token

MAX_PICTURE_BYTES = 4 << 20
"""Room for a large badge picture; walking its blocks takes milliseconds."""


class Form(StrEnum):
    """How the credential was carried."""

    JSON = "json"
    JWT = "jwt"
    PNG = "png"
    SVG = "svg"


class Kind(StrEnum):
    """What is stated: that somebody achieved something, or that somebody endorses something."""

    ACHIEVEMENT = "achievement"
    ENDORSEMENT = "endorsement"


@dataclass(frozen=True, slots=True)
class Document:
    """A credential as it was received.

    `received` are the bytes that were handed over, to be kept; `text` the JSON or token in them; `json` the value of
    the credential; `token` the token that carries it, if one does. `digest` is that of the function of this name, and
    of a token the SHA-256 of its text.
    """

    form: Form
    kind: Kind
    received: bytes
    text: bytes
    json: dict[str, Any]
    digest: str
    token: Token | None = None


def read(data: bytes) -> Document:
    """Recognise `data` and return the credential in it, unjudged.

    Raises:
        TooLargeError: it passes a limit of size or depth.
        UnsupportedFormatError: it is a credential of a form that is not supported yet.
        UnreadableError: it is damaged, or no credential.
    """
    form = _form(data)
    _refuse_size(data, form)
    text = {Form.PNG: baking_png.extract, Form.SVG: baking_svg.extract}.get(form, _as_it_is)(data)
    if _COMPACT_TOKEN.match(text.strip()):
        return _of_token(text, Form.JWT if form is Form.JSON else form, data)
    _refuse_other_text(text)
    value = strict_json.parse(text)
    return Document(form=form, kind=_kind(value), received=data, text=text, json=value, digest=digest(value))


def _of_token(text: bytes, form: Form, data: bytes) -> Document:
    """Return the credential in a JSON Web Token; tokens that are something else are refused by that name."""
    try:
        token = vc_jwt.read(text.strip().decode("ascii"))
    except ProofError as error:
        raise refusal(UnsupportedFormatError, "format.unsupported_jwt") from error
    if not token.credential.get("type"):
        raise refusal(UnsupportedFormatError, "format.unsupported_jwt")
    digest = hashlib.sha256(text.strip()).hexdigest()
    kind = _kind(token.credential)
    return Document(form=form, kind=kind, received=data, text=text, json=token.credential, digest=digest, token=token)


def digest(document: dict[str, Any]) -> str:
    """Return the SHA-256, in hex, of the whole signed `document` in canonical JSON (RFC 8785).

    White space, the order of keys and the picture around it make no difference; anything stated does.
    """
    return hashlib.sha256(canonical_json(document)).hexdigest()


def _as_it_is(data: bytes) -> bytes:
    return data


def _form(data: bytes) -> Form:
    if data.startswith(baking_png.SIGNATURE[:4]):
        return Form.PNG
    start = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    return Form.SVG if start.startswith(b"<") else Form.JSON


def _refuse_size(data: bytes, form: Form) -> None:
    limit = MAX_INPUT_BYTES if form is Form.JSON else MAX_PICTURE_BYTES
    if len(data) > limit:
        raise refusal(TooLargeError, "format.too_large", size=len(data), limit=limit)


_COMPACT_TOKEN = re.compile(rb"[\w-]+\.[\w-]*\.[\w-]*\Z", re.ASCII)
_TEXT_FORMS = [
    (re.compile(rb"[\w-]+\.[\w-]*\.[\w-]*~", re.ASCII), "format.unsupported_sd_jwt"),
    (re.compile(rb"%PDF-"), "format.unsupported_pdf"),
]


def _refuse_other_text(text: bytes) -> None:
    stripped = text.strip()
    for pattern, code in _TEXT_FORMS:
        if pattern.match(stripped):
            raise refusal(UnsupportedFormatError, code)
    if stripped and not stripped.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")):
        raise refusal(UnreadableError, "format.not_recognised")


_KINDS = {
    "OpenBadgeCredential": Kind.ACHIEVEMENT,
    "AchievementCredential": Kind.ACHIEVEMENT,
    "EndorsementCredential": Kind.ENDORSEMENT,
}

_OTHER_TYPES = {
    "Assertion": "format.unsupported_open_badges_2",
    "ClrCredential": "format.unsupported_clr",
    "EuropeanDigitalCredential": "format.unsupported_elm",
    "BitstringStatusListCredential": "format.unsupported_status_list",
    "VerifiablePresentation": "format.unsupported_presentation",
}

_OTHER_CONTEXTS = {
    "https://w3id.org/openbadges/v2": "format.unsupported_open_badges_2",
    "http://data.europa.eu/snb/model/context/edc-ap": "format.unsupported_elm",
}


def _kind(value: Any) -> Kind:
    if not isinstance(value, dict):
        raise refusal(UnreadableError, "format.json_not_an_object", found=type(value).__name__)
    types = _texts(value.get("type"))
    for code in [_OTHER_TYPES.get(name) for name in types] + [
        _OTHER_CONTEXTS.get(url) for url in _texts(value.get("@context"))
    ]:
        if code:
            raise refusal(UnsupportedFormatError, code)
    kinds = {_KINDS[name] for name in types if name in _KINDS}
    if len(kinds) != 1:
        _refuse_unknown(value, types)
    return kinds.pop()


def _refuse_unknown(value: dict[str, Any], types: list[str]) -> NoReturn:
    if {"payload", "signatures"} <= value.keys() or {"payload", "signature"} <= value.keys():
        raise refusal(UnsupportedFormatError, "format.unsupported_jws")
    if isinstance(value.get("credential"), dict):
        raise refusal(UnsupportedFormatError, "format.unsupported_elm")
    if "VerifiableCredential" in types:
        raise refusal(UnsupportedFormatError, "format.unsupported_credential")
    raise refusal(UnreadableError, "format.not_recognised")


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, str)]
