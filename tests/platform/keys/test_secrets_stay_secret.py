import logging
import pickle
from pathlib import Path
from types import ModuleType

import pytest
from django.db import connection

from rung.platform.keys import envelopes, services
from rung.platform.keys.envelopes import MasterKey
from rung.platform.keys.errors import EnvelopeError, MasterKeyError
from rung.platform.keys.models import DataKey, KeySecret, SigningKey
from tests.platform.conftest import Cast, acting
from tests.platform.keys.conftest import Dice
from tests.platform.keys.leaks import database_dump, leaks, reports_of, spellings

SEED = bytes(range(200, 232))


def make_and_use(cast: Cast) -> bytes:
    services.create_signing_key(actor=acting(cast.ewa), organisation_id=cast.provider.pk)
    key = services.signer_of(cast.provider.pk)
    return key.signer.sign(key.key_id, b"something")


def test_no_secret_is_in_the_database(cast: Cast, dice: Dice) -> None:
    make_and_use(cast)
    assert len(dice.secrets) == 3  # the master key, the data key, the seed
    dump = database_dump()
    assert b"did:key:z6Mk" in dump
    assert leaks(dump, dice.secrets) == []


def test_no_secret_is_in_a_log(cast: Cast, dice: Dice, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), caplog.at_level(logging.DEBUG, "django.db.backends"):
        connection.force_debug_cursor = True  # Django then logs every statement with its values
        try:
            make_and_use(cast)
        finally:
            connection.force_debug_cursor = False
    assert "keys_keysecret" in caplog.text
    assert leaks(caplog.text, dice.secrets) == []


# `len` stands for a function that fails: it is of C, so that it does not show its arguments by itself.
FAILING = [
    (envelopes, "aes_key_wrap_with_padding"),
    (envelopes, "aes_key_unwrap_with_padding"),
    (envelopes, "AESGCM"),
    (services, "encode_public_key"),
    (services, "KeySecret"),
    (services, "adopt_identity"),
]


@pytest.mark.parametrize(("module", "name"), FAILING, ids=[name for _, name in FAILING])
def test_no_secret_is_in_the_report_of_an_error(
    cast: Cast, dice: Dice, monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str
) -> None:
    monkeypatch.setattr(module, name, len)
    with pytest.raises((TypeError, AttributeError)) as failed:
        make_and_use(cast)
    assert leaks(reports_of(failed.value), dice.secrets) == []


def test_a_refusal_of_the_envelopes_carries_no_secret(cast: Cast, dice: Dice) -> None:
    make_and_use(cast)
    KeySecret.objects.update(nonce=bytes(12))
    with pytest.raises(EnvelopeError) as inner:
        services.signer_of(cast.provider.pk)
    DataKey.objects.update(wrapped=bytes(40))
    with pytest.raises(EnvelopeError) as outer:
        services.signer_of(cast.provider.pk)
    for refused in (inner.value, outer.value):
        assert refused.__context__ is None  # nothing of the library's own error travels along
        assert leaks(reports_of(refused), dice.secrets) == []


def test_a_message_that_cannot_be_signed_shows_no_secret(cast: Cast, dice: Dice) -> None:
    make_and_use(cast)
    key = services.signer_of(cast.provider.pk)
    with pytest.raises(TypeError) as failed:
        key.signer.sign(key.key_id, "text")  # type: ignore[arg-type]
    assert leaks(reports_of(failed.value), dice.secrets) == []


def test_a_broken_file_of_the_master_key_is_not_repeated(tmp_path: Path) -> None:
    path = tmp_path / "master-key"
    path.write_text(SEED.hex() + "0")
    with pytest.raises(MasterKeyError) as failed:
        MasterKey.read(path)
    assert leaks(reports_of(failed.value), [SEED]) == []


def test_a_held_key_shows_its_secret_in_no_way(cast: Cast, dice: Dice) -> None:
    make_and_use(cast)
    key = services.signer_of(cast.provider.pk)
    master_key = MasterKey(dice.secrets[0])
    shown = [repr(key), str(key), repr(key.signer), repr(master_key), str(dir(key.signer)), master_key.id]
    assert leaks("\n".join(shown), dice.secrets) == []
    with pytest.raises(TypeError, match="cannot pickle"):
        pickle.dumps(key)


# --- The harness itself: a secret that is there has to be seen --------------------------------------------------------


@pytest.mark.parametrize("spelling", ["raw", "Python", "hex", "base64", "base64url", "multibase"])
def test_the_harness_sees_each_spelling(spelling: str) -> None:
    assert spelling in leaks(b"before " + spellings(SEED)[spelling] + b" after", [SEED])
    assert leaks(spellings(SEED)[spelling][:-1], [SEED]) == []


def test_the_harness_sees_a_secret_in_a_column(key: SigningKey) -> None:
    KeySecret.objects.update(ciphertext=SEED)
    assert "raw" in leaks(database_dump(), [SEED])


def test_the_harness_sees_a_secret_in_a_variable() -> None:
    def careless(seed: bytes) -> None:
        raise ValueError(len(seed))

    with pytest.raises(ValueError, match="32") as failed:
        careless(SEED)
    assert "Python" in leaks(reports_of(failed.value), [SEED])
