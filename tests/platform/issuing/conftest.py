"""The provider of the cast, ready to award."""

import pytest
from django.test import Client

from tests.platform.conftest import Cast, acting
from tests.platform.issuing.ready import Provider, made_ready


@pytest.fixture
def provider(cast: Cast) -> Provider:
    """Marek prepares and signs, Ewa administers."""
    return made_ready(cast.provider.pk, signer=acting(cast.marek), administrator=acting(cast.ewa))


@pytest.fixture
def marek(cast: Cast, client: Client) -> Client:
    """Marek, who prepares and signs, at his keyboard."""
    client.force_login(cast.marek)
    return client
