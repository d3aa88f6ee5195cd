"""Dates of proofs that name no offset: refused, unless the policy of an exchange reads them as UTC."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.credentials.proofs.documents import KEY, NOW, SIGNER, small_credential

from rung.credentials.cryptosuites import EDDSA_RDFC_2022, Hasher, encode_signature
from rung.credentials.data_integrity import check_proofs
from rung.credentials.moments import parse_moment
from rung.credentials.proof_configuration import configuration_digest


def dated(**dates: Any) -> dict[str, Any]:
    """Return a credential whose proof really has these dates, signed with them."""
    document, hasher = small_credential(), Hasher()
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": EDDSA_RDFC_2022,
        "verificationMethod": KEY.verification_method,
        "proofPurpose": "assertionMethod",
        **dates,
    }
    configuration = configuration_digest(hasher, proof, document["@context"], "sha256")
    message = configuration + hasher.hash(EDDSA_RDFC_2022, document, "sha256")
    value = encode_signature(SIGNER.sign(KEY.verification_method, message))
    return {**document, "proof": [{**proof, "proofValue": value}]}


def code(document: dict[str, Any], now: datetime = NOW, *, bare_dates_are_utc: bool = True) -> str:
    (check,) = check_proofs(document, documents={}, now=now, bare_dates_are_utc=bare_dates_are_utc)
    return check.code


@pytest.mark.parametrize(
    "dates", [{"created": "2026-02-01T09:00:00"}, {"created": "2026-02-01T09:00:00Z", "expires": "2027-02-01T09:00:00"}]
)
def test_a_bare_date_fails_unless_the_policy_reads_it_as_utc(dates: dict[str, str]) -> None:
    document = dated(**dates)
    assert code(document, bare_dates_are_utc=False) == "proof.date"
    assert code(document) == "proof.passed"


def test_a_bare_date_is_one_of_utc_to_the_second() -> None:
    end = datetime(2026, 3, 1, 12, tzinfo=UTC)
    document = dated(created="2026-02-01T09:00:00", expires="2026-03-01T12:00:00")
    assert code(document, now=end - timedelta(seconds=1)) == "proof.passed"
    assert code(document, now=end) == "proof.expired"
    early = datetime(2026, 2, 1, 9, tzinfo=UTC) - timedelta(minutes=5, seconds=1)
    assert code(document, now=early) == "proof.created_in_future"


@pytest.mark.parametrize("created", ["2026-02-01", "2026-02-31T09:00:00", "2026-02-01T09:00", "2026-02-01 09:00:00", 5])
def test_the_policy_takes_nothing_else(created: Any) -> None:
    assert code(dated(created=created)) == "proof.date"


def test_the_policy_leaves_offsets_alone() -> None:
    assert parse_moment("2026-02-01T09:00:00+01:00", bare_is_utc=True) == datetime(2026, 2, 1, 8, tzinfo=UTC)
