"""Dice that remember what they threw, and an organisation with a key."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings

from rung.platform.kernel import world
from rung.platform.keys import services
from rung.platform.keys.models import SigningKey
from tests.platform.conftest import Cast, acting


@dataclass
class Dice:
    """Throws bytes that follow from their number, and remembers the secrets: whatever has 32 bytes."""

    thrown: int = 0
    secrets: list[bytes] = field(default_factory=list, repr=False)  # a report of an error must not find them here

    def __call__(self, count: int) -> bytes:
        self.thrown += 1
        octets = hashlib.shake_128(str(self.thrown).encode()).digest(count)
        if count == 32:
            self.secrets.append(octets)
        return octets


@pytest.fixture
def dice(cast: Cast) -> Iterator[Dice]:
    """Throw what the test can look for; the master key is among the secrets."""
    remembered = Dice(secrets=[bytes.fromhex(settings.MASTER_KEY_FILE.read_text())])
    with world.in_world(random_bytes=remembered):
        yield remembered


@pytest.fixture
def key(cast: Cast) -> SigningKey:
    """Let the provider have a key."""
    return services.create_signing_key(actor=acting(cast.ewa), organisation_id=cast.provider.pk)


@pytest.fixture
def other_key(cast: Cast) -> SigningKey:
    """Let the employer have a key."""
    return services.create_signing_key(actor=acting(cast.jan), organisation_id=cast.employer.pk)


@pytest.fixture
def another_master_key(tmp_path: Path) -> Path:
    """Write a master key that wrapped nothing here."""
    path = tmp_path / "master-key"
    path.write_text("5a" * 32)
    return path
