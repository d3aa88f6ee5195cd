"""What the tests of the wallet share: a provider that awards, what Barbara holds, and browsers."""

import pytest
from django.test import Client
from pytest_django import Settings

from rung.platform.issuing import services as issuing
from rung.platform.issuing.models import Award
from tests.platform.conftest import Cast, acting
from tests.platform.issuing.ready import Provider, made_ready

HOST = "rung.example"


@pytest.fixture
def provider(cast: Cast, settings: Settings) -> Provider:
    """The provider of the cast, ready to award."""
    settings.PUBLIC_URL = f"https://{HOST}"
    settings.ALLOWED_HOSTS = [HOST, "localhost"]
    return made_ready(cast.provider.pk, signer=acting(cast.marek), administrator=acting(cast.ewa))


@pytest.fixture
def held(cast: Cast, provider: Provider) -> Award:
    """What Barbara was awarded this morning and has accepted."""
    return issuing.claim_offered(actor=acting(cast.barbara), award_id=provider.award().pk)


def browser_of(person: object = None) -> Client:
    """Return the browser of somebody, or of a stranger; it reads English and sends forms as strictly as real ones."""
    client = Client(headers={"host": HOST, "accept-language": "en"})
    if person is not None:
        client.force_login(person)  # type: ignore[arg-type]  # a person of the cast
    return client
