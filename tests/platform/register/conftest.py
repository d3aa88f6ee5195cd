"""What tests of designs share."""

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def public_url(settings: Settings) -> str:
    """Let this Rung know its own address, which credentials carry."""
    settings.PUBLIC_URL = "https://rung.example"
    return "https://rung.example"
