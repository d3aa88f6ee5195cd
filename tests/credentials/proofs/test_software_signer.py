import json
import os
from pathlib import Path

import pytest
from nacl.bindings import crypto_sign_open
from tests.credentials.proofs.documents import KEY

from rung.core import Signer
from rung.credentials.did import did_key
from rung.credentials.errors import KeyFileError, KeyUnusableError
from rung.credentials.multikey import decode_public_key, encode_seed
from rung.credentials.software_signer import SoftwareKey, SoftwareSigner

# RFC 8032 §7.1, test 2: secret key, public key, one-byte message, signature.
SEED = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
PUBLIC = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_it_makes_the_signature_of_the_standard() -> None:
    key = SoftwareKey.of_did_key(SEED)
    signer: Signer = SoftwareSigner(key)
    assert decode_public_key(key.multikey) == PUBLIC
    assert signer.sign(key.verification_method, b"\x72") == SIGNATURE
    assert crypto_sign_open(SIGNATURE + b"\x72", PUBLIC) == b"\x72"


def test_a_new_key_takes_its_secret_from_the_randomness_it_is_given() -> None:
    key = SoftwareKey.generate(lambda size: bytes(range(size)))
    assert key == KEY
    assert key.controller == did_key(key.multikey)


def test_a_key_survives_its_file(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    KEY.save(path)
    assert SoftwareKey.load(path) == KEY


@pytest.mark.skipif(os.name != "posix", reason="file modes exist on POSIX systems only")
def test_only_the_owner_may_read_a_key_file(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    KEY.save(path)
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    with pytest.raises(KeyFileError, match="chmod 600"):
        SoftwareKey.load(path)


def test_it_never_replaces_a_key_file(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    KEY.save(path)
    with pytest.raises(KeyFileError, match="new file"):
        SoftwareKey.of_did_key(SEED).save(path)
    assert SoftwareKey.load(path) == KEY


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "7",
        "{}",
        "not json",
        json.dumps({"id": "x#y", "controller": "x", "publicKeyMultibase": "z6Mk", "secretKeyMultibase": 7}),
        json.dumps({"id": "x#y", "controller": "x", "publicKeyMultibase": "z6Mk", "secretKeyMultibase": "z"}),
        json.dumps({"id": 7, "controller": "x", "publicKeyMultibase": "z6Mk", "secretKeyMultibase": encode_seed(SEED)}),
        json.dumps(
            {
                "id": KEY.verification_method,
                "controller": KEY.controller,
                "publicKeyMultibase": KEY.multikey,
                "secretKeyMultibase": encode_seed(SEED),
            }
        ),
    ],
)
def test_it_refuses_files_that_hold_no_key(tmp_path: Path, content: str) -> None:
    path = tmp_path / "key.json"
    path.touch(0o600)
    path.write_text(content, "utf-8")
    with pytest.raises(KeyFileError):
        SoftwareKey.load(path)


def test_it_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError):
        SoftwareKey.load(tmp_path / "none.json")


def test_it_refuses_keys_it_does_not_hold_and_secrets_of_another_length() -> None:
    with pytest.raises(KeyUnusableError):
        SoftwareSigner(KEY).sign("did:key:other", b"")
    with pytest.raises(KeyUnusableError):
        SoftwareKey.of_did_key(bytes(31))
    with pytest.raises(KeyUnusableError):
        SoftwareKey("did:web:a.example#k", "did:web:b.example", SEED)


def test_the_secret_shows_in_no_representation() -> None:
    shown = f"{KEY!r} {KEY} {SoftwareSigner(KEY)!r}"
    assert KEY.seed.hex() not in shown
    assert repr(KEY.seed) not in shown
    assert encode_seed(KEY.seed) not in shown
