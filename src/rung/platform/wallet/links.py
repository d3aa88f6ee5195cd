"""Links by which others see a credential: their addresses, their QR codes, and what stands behind them."""

import io
from typing import Final

import segno
from django.conf import settings
from django.urls import reverse

from rung.platform.issuing import queries as issuing
from rung.platform.verification.queries import answers
from rung.platform.wallet import queries, services
from rung.platform.wallet.models import Share

ROUTE: Final = "shared_credential"

_PRINTED_SCALE: Final = 12
"""Points of a module in the picture to download: some 700 points a side, enough for 5 cm in print."""


def address_of(share: Share) -> str:
    """Return the whole address of a share's page."""
    return f"{settings.PUBLIC_URL}{reverse(ROUTE, args=[queries.token_of(share)])}"


def qr_drawing(address: str) -> str:
    """Return the QR code of an address as an SVG in a data: address, black on white, with its quiet zone."""
    drawing: str = segno.make(address, error="m", micro=False).svg_data_uri(scale=4, light="#fff")
    return drawing


def qr_picture(address: str) -> bytes:
    """Return the QR code of an address as a PNG to put on paper."""
    octets = io.BytesIO()
    segno.make(address, error="m", micro=False).save(octets, kind="png", scale=_PRINTED_SCALE)
    return octets.getvalue()


@answers(ROUTE)
def credential_behind(token: str) -> bytes:
    """Return the credential behind a link that somebody handed in or photographed; for its holder it was opened."""
    share = queries.share_behind(token)
    services.note_opening(share)
    return issuing.document_of(issuing.award_shared(share.award_id))
