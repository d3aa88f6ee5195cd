"""What the tests of verification share: a browser without session, pictures of QR codes, the academy's identity."""

import io
from datetime import date

import pytest
import segno
from django.test import Client

from rung.core import Period
from rung.platform.organisations import services
from rung.platform.organisations.services.accreditation import AccreditedScope
from tests.platform.conftest import Cast, acting
from tests.platform.verification.credentials import KEY


@pytest.fixture
def browser(db: None) -> Client:
    """A browser of somebody whom nobody knows; it sends forms as strictly as a real one is treated."""
    return Client(enforce_csrf_checks=True, headers={"host": "localhost", "accept-language": "en"})


@pytest.fixture
def known_academy(cast: Cast) -> Cast:
    """The provider of the cast signs by `KEY` since 1 January 2026 and is accredited for EQF 3 to 5 since then."""
    services.confirm_identity(
        actor=acting(cast.piotr), organisation_id=cast.provider.pk, did=KEY.controller, start=date(2026, 1, 1)
    )
    services.grant_accreditation(
        actor=acting(cast.halina),
        body_id=cast.quality_body.pk,
        organisation_id=cast.provider.pk,
        decision_number="RJ/2026/1",
        period=Period(date(2026, 1, 1), date(2029, 1, 1)),
        covers=AccreditedScope(levels=(3, 4, 5)),
    )
    return cast


def qr_picture(text: str, *, kind: str = "png", scale: int = 4) -> bytes:
    """Return a picture of the QR code that says `text`."""
    picture = io.BytesIO()
    segno.make(text, micro=False).save(picture, kind=kind, scale=scale)
    return picture.getvalue()
