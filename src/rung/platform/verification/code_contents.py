"""What the text of a QR code, or a pasted address, is for. People scan what is at hand; the answer names it."""

import re
from enum import StrEnum

from django.utils.translation import gettext_noop


class Content(StrEnum):
    """What a text is for."""

    CREDENTIAL = "credential"
    LINK = "link"
    WALLET_OFFER = "wallet_offer"
    WALLET_REQUEST = "wallet_request"
    WIFI = "wifi"
    CONTACT = "contact"
    CALENDAR = "calendar"
    PAYMENT = "payment"
    MESSAGE = "message"
    PLACE = "place"
    SIGN_IN = "sign_in"
    HEALTH = "health"
    TEXT = "text"


WHAT = {
    Content.WALLET_OFFER: gettext_noop("the offer of a credential to a wallet"),
    Content.WALLET_REQUEST: gettext_noop("a request to show something from a wallet"),
    Content.WIFI: gettext_noop("the key to a wireless network"),
    Content.CONTACT: gettext_noop("a contact card"),
    Content.CALENDAR: gettext_noop("a calendar entry"),
    Content.PAYMENT: gettext_noop("a request for payment"),
    Content.MESSAGE: gettext_noop("the start of a message or a call"),
    Content.PLACE: gettext_noop("a place on a map"),
    Content.SIGN_IN: gettext_noop("a secret for signing in"),
    Content.HEALTH: gettext_noop("a health certificate"),
    Content.TEXT: gettext_noop("plain text"),
}
"""What each content is called in a refusal. Links and credentials are not refused for what they are."""

REMEDY = {
    Content.WALLET_OFFER: gettext_noop(
        "The learner takes it up in her wallet first; ask her for the credential’s file afterwards."
    ),
    Content.WALLET_REQUEST: gettext_noop("Whoever showed it to you wants to check you: answer it in your own wallet."),
    Content.WIFI: gettext_noop("Do not hand it on: it lets others into the network."),
    Content.PAYMENT: gettext_noop("Checking a credential here costs nothing: be careful with whoever asks you to pay."),
    Content.SIGN_IN: gettext_noop("Do not hand it on: it lets others sign in as you."),
    Content.HEALTH: gettext_noop("It has to be checked with the app of the health authority."),
}
"""What to do about it."""

OTHER_REMEDY = gettext_noop("Ask for the credential’s file or its badge picture, and drop it here.")
"""What to do about everything else."""

_STARTS = [
    (Content.WALLET_OFFER, ("openid-credential-offer:", "openid-initiate-issuance:", "haip-vci:")),
    (Content.WALLET_REQUEST, ("openid4vp:", "haip-vp:", "eudi-openid4vp:", "mdoc:", "mdoc-openid4vp:", "openid:")),
    (Content.WIFI, ("wifi:",)),
    (Content.CONTACT, ("begin:vcard", "mecard:", "bizcard:")),
    (Content.CALENDAR, ("begin:vcalendar", "begin:vevent")),
    (Content.PAYMENT, ("bcd\n", "bcd\r\n", "spc\n", "spc\r\n", "bitcoin:", "ethereum:", "upi:", "payto:")),
    (Content.MESSAGE, ("mailto:", "matmsg:", "tel:", "sms:", "smsto:", "mmsto:", "whatsapp:")),
    (Content.PLACE, ("geo:",)),
    (Content.SIGN_IN, ("otpauth:", "otpauth-migration:", "fido:", "webauthn:")),
    (Content.HEALTH, ("hc1:", "shc:")),
    (Content.LINK, ("https://", "http://")),
]  # fmt: skip

_POLISH_TRANSFER = re.compile(r"\d{0,10}\|[A-Z]{0,2}\|\d{26}\|", re.ASCII)
"""Tax number, country, account and so on, as Polish banks write a transfer into a QR code."""

_JWT = re.compile(r"[\w-]+\.[\w-]+\.[\w-]*(~\S*)?\Z", re.ASCII)


def content_of(text: str) -> Content:
    """Return what `text` is for, judged by how it begins."""
    stripped = text.strip()
    if stripped.startswith("{") or _JWT.match(stripped):
        return Content.CREDENTIAL
    if _POLISH_TRANSFER.match(stripped):
        return Content.PAYMENT
    begins = stripped[:40].lower()
    return next((content for content, starts in _STARTS if begins.startswith(starts)), Content.TEXT)
