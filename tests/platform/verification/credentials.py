"""Credentials as the provider of the cast, or somebody who pretends to be it, would issue them."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from rung.core import Level
from rung.credentials import award, bitstring_status_list, data_integrity
from rung.credentials.award import Achievement, Award, Issuer, Learner, LearningOutcome, StatusEntry
from rung.credentials.bitstring_status_list import Bitstring
from rung.credentials.software_signer import SoftwareKey, SoftwareSigner

ISSUED = datetime(2026, 9, 15, 10, 0, tzinfo=UTC)
LIST_URL = "https://academy.example/status/1"
INDEX = 23

KEY = SoftwareKey.of_did_key(bytes(range(32)))
STRANGER_KEY = SoftwareKey.of_did_key(bytes(range(32, 64)))

ACADEMY = Issuer(did=KEY.controller, name="Akademia Beskidzka", country="PL")
STRANGER = Issuer(did=STRANGER_KEY.controller, name="Akademia Beskidzkа", country="PL")
"""Its last letter is Cyrillic."""

TESTING = Achievement(
    id="https://academy.example/achievements/testing",
    title="Software testing",
    description="Plans and runs tests.",
    criteria="A practical task.",
    outcomes=(LearningOutcome("https://academy.example/outcomes/plan", "Plans a test"),),
    workload_hours=60,
    level=Level("EQF", "2017", 4),
)
AWARD = Award(
    id="urn:uuid:0a3bb2a4-1c1e-4d6c-9a54-3a4a6d7e2222",
    issuer=ACADEMY,
    achievement=TESTING,
    learner=Learner("urn:uuid:7f5c9f3e-8f33-4bb4-9c63-0d5a9a3d1111", "Barbara Nowak"),
    issued=ISSUED,
)
WITHDRAWABLE = replace(AWARD, status=(StatusEntry(LIST_URL, INDEX),))


def sign(document: dict[str, Any], key: SoftwareKey = KEY) -> bytes:
    """Return `document` signed on the day of issue, as a file."""
    signed = data_integrity.sign(
        document,
        signer=SoftwareSigner(key),
        key_id=key.verification_method,
        verification_method=key.verification_method,
        created=ISSUED,
    )
    return json.dumps(signed, ensure_ascii=False).encode()


def issue(of: Award = AWARD, key: SoftwareKey = KEY) -> bytes:
    """Return the signed credential of an award, as a file."""
    return sign(award.document(of), key)


def status_list(*withdrawn: int) -> bytes:
    """Return the academy's signed list of withdrawn credentials, as a file."""
    bits = Bitstring.clear().with_entries(set_=withdrawn)
    document = bitstring_status_list.credential(
        bits, url=LIST_URL, issuer=KEY.controller, purpose="revocation", valid_from=ISSUED
    )
    return sign(document)
