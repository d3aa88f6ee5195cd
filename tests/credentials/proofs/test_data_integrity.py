import hashlib
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from tests.conformance_data import conformance_path
from tests.credentials.proofs.documents import (
    CREATED,
    KEY,
    NOW,
    OTHER_KEY,
    SIGNER,
    SUITES,
    checks,
    micro_credential,
    read,
    signed,
    small_credential,
    with_examples_context,
)

from rung.credentials.cryptosuites import UNCHECKED_SUITES, UNCHECKED_TYPES, decode_signature, encode_signature
from rung.credentials.data_integrity import ProofCheck, sign
from rung.credentials.did import did_document
from rung.credentials.errors import (
    DataLossError,
    KeyUnusableError,
    ProofMalformedError,
    ProofMissingError,
    ProofUnsupportedError,
    ProofValueError,
    SignatureMismatchError,
    UnknownContextError,
    WorkLimitError,
)
from rung.credentials.jcs import canonical_json
from rung.credentials.jsonld import canonical_nquads

VECTORS = ("w3c", "vc-di-eddsa", "TestVectors")
WEB = "did:web:university.example"


def _only(document: dict[str, Any], **options: Any) -> ProofCheck:
    (check,) = checks(document, **options)
    return check


def _outcome(document: dict[str, Any], **changes: Any) -> tuple[str, str]:
    """Return outcome and code after changing members of the one proof."""
    proof = {**document["proof"][0], **changes}
    check = _only({**document, "proof": [{name: value for name, value in proof.items() if value != "absent"}]})
    return check.outcome, check.code


# --- signing ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suite", SUITES)
def test_what_it_signs_passes_and_is_bound_to_the_issuer(suite: str) -> None:
    check = _only(signed(micro_credential(), suite))
    assert (check.outcome, check.code, check.cryptosuite) == ("passed", "proof.passed", suite)
    assert (check.controller, check.bound_to_issuer) == (KEY.controller, True)
    assert (check.verification_method, check.created) == (KEY.verification_method, "2026-02-01T09:00:00Z")


def test_it_leaves_the_document_alone_and_writes_the_proof_as_a_list() -> None:
    document = micro_credential()
    result = signed(document)
    assert document == micro_credential()
    assert {**result, "proof": None} == {**document, "proof": None}
    assert [list(proof) for proof in result["proof"]] == [
        ["type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue"]
    ]


def test_a_proof_may_be_one_object() -> None:
    result = _sign(small_credential(), as_list=False)
    assert isinstance(result["proof"], dict)
    assert _only(result).outcome == "passed"


def test_a_second_signature_makes_a_set_in_which_every_proof_holds() -> None:
    twice = signed(signed(small_credential()), key=OTHER_KEY)
    assert [(check.outcome, check.bound_to_issuer) for check in checks(twice)] == [("passed", True), ("passed", False)]


def test_created_is_written_in_utc_without_fractions() -> None:
    warsaw = datetime(2026, 2, 1, 10, 0, 0, 999_999, timezone(timedelta(hours=1)))
    assert _sign(small_credential(), created=warsaw)["proof"][0]["created"] == "2026-02-01T09:00:00Z"


def test_a_key_of_did_web_needs_its_document_to_sign_and_to_check() -> None:
    method = f"{WEB}#key-1"
    document = {**small_credential(), "issuer": WEB}
    documents = {WEB: did_document(WEB, {"key-1": KEY.multikey})}
    with pytest.raises(KeyUnusableError, match="not at hand"):
        _sign(document, verification_method=method)
    result = _sign(document, verification_method=method, documents=documents)
    assert _only(result, documents=documents).bound_to_issuer
    assert _only(result).code == "credential.key_unusable"


def test_it_returns_nothing_if_the_signer_used_another_key_than_the_published_one() -> None:
    with pytest.raises(SignatureMismatchError):
        _sign(small_credential(), key_id=OTHER_KEY.verification_method)


class _BrokenSigner:
    def sign(self, key_id: str, message: bytes) -> bytes:  # noqa: ARG002  the form of a signer
        return bytes(64)


def test_it_returns_nothing_if_the_signature_is_broken() -> None:
    with pytest.raises(SignatureMismatchError):
        _sign(small_credential(), signer=_BrokenSigner())


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"undefined": "x"}, DataLossError),
        ({"id": "relative"}, DataLossError),
        ({"description": None}, DataLossError),
        ({"@context": ["https://www.w3.org/ns/credentials/v2", {"x": "urn:x"}]}, UnknownContextError),
    ],
)
def test_it_signs_nothing_that_the_signature_would_not_cover(
    suite: str, change: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        signed({**small_credential(), **change}, suite)


def test_it_refuses_to_sign_with_another_suite() -> None:
    with pytest.raises(ProofUnsupportedError):
        signed(small_credential(), "ecdsa-sd-2023")


def test_it_refuses_a_single_proof_beside_another_one() -> None:
    with pytest.raises(ProofMalformedError):
        _sign(signed(small_credential()), as_list=False)


def _sign(document: dict[str, Any], **options: Any) -> dict[str, Any]:
    defaults = {
        "signer": SIGNER,
        "key_id": KEY.verification_method,
        "verification_method": KEY.verification_method,
        "created": CREATED,
    }
    return sign(document, **{**defaults, **options})


# --- checking: what the proof says -----------------------------------------------------------------------------------


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"type": "SomeProofType"}, ("failed", "proof.type_unknown")),
        ({"type": ["DataIntegrityProof"]}, ("failed", "proof.malformed")),
        ({"type": "absent"}, ("failed", "proof.malformed")),
        ({"cryptosuite": "eddsa-rdfc-2023"}, ("failed", "proof.type_unknown")),
        ({"cryptosuite": "absent"}, ("failed", "proof.malformed")),
        ({"verificationMethod": "absent"}, ("failed", "proof.malformed")),
        ({"verificationMethod": {"id": "did:key:z"}}, ("failed", "proof.malformed")),
        ({"verificationMethod": OTHER_KEY.verification_method}, ("failed", "proof.signature")),
        ({"verificationMethod": "did:web:unknown.example#k"}, ("failed", "credential.key_unusable")),
        ({"proofPurpose": "absent"}, ("failed", "proof.malformed")),
        ({"proofPurpose": "authentication"}, ("failed", "proof.purpose")),
        ({"proofPurpose": "https://w3id.org/security#assertionMethod"}, ("failed", "proof.purpose")),
        ({"created": "absent"}, ("failed", "proof.signature")),
        ({"created": "2026-01-31T09:00:00Z"}, ("failed", "proof.signature")),
        ({"created": "2026-02-01"}, ("failed", "proof.date")),
        ({"created": "2026-02-01T09:00:00"}, ("failed", "proof.date")),
        ({"created": "2026-02-31T09:00:00Z"}, ("failed", "proof.date")),
        ({"created": 1}, ("failed", "proof.date")),
        ({"created": "2026-03-01T12:05:01Z"}, ("failed", "proof.created_in_future")),
        ({"expires": "2026-03-01T12:00:00Z"}, ("failed", "proof.expired")),
        ({"expires": "2027-03-01T12:00:00Z"}, ("failed", "proof.signature")),
        ({"expires": "never"}, ("failed", "proof.date")),
        ({"proofValue": "absent"}, ("failed", "proof.malformed")),
        ({"proofValue": ""}, ("failed", "proof.value")),
        ({"previousProof": "urn:uuid:none"}, ("failed", "proof.previous_missing")),
        ({"domain": "https://a.example"}, ("failed", "proof.signature")),
        ({"undefined": "x"}, ("failed", "credential.data_loss")),
        ({"domain": None}, ("failed", "credential.data_loss")),
        ({"@context": ["https://www.w3.org/2018/credentials/v1"]}, ("failed", "credential.unknown_context")),
    ],
)
def test_it_fails_a_proof_that_says_something_else(
    suite: str, changes: dict[str, Any], verdict: tuple[str, str]
) -> None:
    assert _outcome(signed(small_credential(), suite), **changes) == verdict


def test_the_clock_of_a_signer_may_run_five_minutes_ahead() -> None:
    document = _sign(small_credential(), created=NOW + timedelta(minutes=5))
    assert _only(document).outcome == "passed"


def test_a_proof_without_end_date_does_not_age() -> None:
    assert _only(signed(small_credential()), now=NOW + timedelta(days=36_500)).outcome == "passed"


@pytest.mark.parametrize("kind", sorted(UNCHECKED_TYPES))
def test_older_kinds_of_proofs_are_unsupported_and_never_passed(kind: str) -> None:
    assert _outcome(signed(small_credential()), type=kind) == ("unsupported", "proof.unsupported")


@pytest.mark.parametrize("suite", sorted(UNCHECKED_SUITES))
def test_other_suites_are_unsupported_and_never_passed(suite: str) -> None:
    assert _outcome(signed(small_credential()), cryptosuite=suite) == ("unsupported", "proof.unsupported")


def test_one_suite_is_not_taken_for_the_other() -> None:
    assert _outcome(signed(small_credential()), cryptosuite="eddsa-jcs-2022") == ("failed", "proof.signature")


@pytest.mark.parametrize("proofs", [[], "absent"])
def test_a_document_without_proof_is_refused(proofs: object) -> None:
    document = {**small_credential(), "proof": proofs}
    with pytest.raises(ProofMissingError):
        checks({name: value for name, value in document.items() if value != "absent"})


@pytest.mark.parametrize("proof", ["x", None, 5, ["x"], [None], [[]], {}])
def test_a_proof_that_is_no_object_fails(proof: object) -> None:
    assert [check.code for check in checks({**small_credential(), "proof": proof})] == ["proof.malformed"]


def test_one_bad_proof_shows_beside_the_good_ones() -> None:
    document = signed(small_credential())
    document["proof"].append({**document["proof"][0], "created": "2026-01-01T00:00:00Z"})
    assert [check.outcome for check in checks(document)] == ["passed", "failed"]


def test_it_refuses_more_proofs_than_it_checks() -> None:
    document = signed(small_credential())
    with pytest.raises(WorkLimitError):
        checks({**document, "proof": document["proof"] * 9})


# --- checking: whose key it is ---------------------------------------------------------------------------------------


def test_a_good_signature_of_somebody_else_is_not_bound_to_the_issuer() -> None:
    check = _only(signed(small_credential(), key=OTHER_KEY))
    assert (check.outcome, check.controller, check.bound_to_issuer) == ("passed", OTHER_KEY.controller, False)


def test_a_key_in_the_address_of_the_proof_is_bound_to_nobody() -> None:
    issuer = "https://example.com/issuers/1"
    method = f"{issuer}#{KEY.multikey}"
    document = _sign({**small_credential(), "issuer": issuer}, verification_method=method)
    check = _only(document)
    assert (check.outcome, check.controller, check.bound_to_issuer) == ("passed", None, False)


@pytest.mark.parametrize("issuer", [{"id": KEY.controller, "name": "N"}, KEY.controller])
def test_the_issuer_may_be_an_object_or_its_id(issuer: object) -> None:
    assert _only(signed({**small_credential(), "issuer": issuer})).bound_to_issuer


@pytest.mark.parametrize(
    ("dates", "verdict"),
    [
        ({"revoked": "2026-02-28T00:00:00Z"}, ("failed", "key.revoked")),
        ({"revoked": "2026-03-02T00:00:00Z"}, ("passed", "proof.passed")),
        ({"expires": "2026-02-01T09:00:00Z"}, ("failed", "key.expired")),
        ({"expires": "2026-02-15T00:00:00Z"}, ("passed", "proof.passed")),
    ],
)
def test_a_rotated_key_keeps_its_old_proofs_and_a_revoked_one_loses_them(
    dates: dict[str, str], verdict: tuple[str, str]
) -> None:
    published = did_document(WEB, {"key-1": KEY.multikey})
    document = _sign(
        {**small_credential(), "issuer": WEB}, verification_method=f"{WEB}#key-1", documents={WEB: published}
    )
    later = did_document(WEB, {"key-1": KEY.multikey})
    later["verificationMethod"][0].update(dates)
    check = _only(document, documents={WEB: later})
    assert (check.outcome, check.code) == verdict


# --- checking: the signature's one spelling --------------------------------------------------------------------------

GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493  # RFC 8032 §5.1


def test_a_second_form_of_the_same_signature_is_refused() -> None:
    document = signed(small_credential())
    signature = decode_signature(document["proof"][0]["proofValue"])
    second_half = int.from_bytes(signature[32:], "little") + GROUP_ORDER
    malleable = signature[:32] + second_half.to_bytes(32, "little")
    assert _outcome(document, proofValue=encode_signature(malleable)) == ("failed", "proof.value")


@pytest.mark.parametrize("length", [0, 63, 65, 96])
def test_it_refuses_signatures_of_another_length(length: int) -> None:
    with pytest.raises(ProofValueError):
        decode_signature(encode_signature(bytes([1]) * length))


@pytest.mark.parametrize("prefix", ["", "u", "m", "f", " z", "z1"])
def test_it_refuses_other_spellings(prefix: str) -> None:
    value = signed(small_credential())["proof"][0]["proofValue"]
    with pytest.raises(ProofValueError):
        decode_signature(prefix + value[1:])


def test_the_all_zero_signature_is_refused() -> None:
    assert _outcome(signed(small_credential()), proofValue=encode_signature(bytes(64)))[0] == "failed"


# --- published vectors -----------------------------------------------------------------------------------------------


@pytest.mark.conformance
@pytest.mark.parametrize(
    ("parts", "proofs"),
    [
        (("eddsa-rdfc-2022", "signedDataInt.json"), 1),
        (("eddsa-jcs-2022", "signedJCS.json"), 1),
        (("proof-set-chain", "signedProofSet1.json"), 1),
        (("proof-set-chain", "signedProofSet2.json"), 2),
        (("proof-set-chain", "signedProofChain1.json"), 3),
        (("proof-set-chain", "signedProofChain2.json"), 4),
    ],
)
def test_it_verifies_the_vectors_of_w3c(parts: tuple[str, ...], proofs: int) -> None:
    found = checks(read(*VECTORS, *parts), contexts=with_examples_context())
    assert [check.outcome for check in found] == ["passed"] * proofs


@pytest.mark.conformance
def test_the_links_of_a_chain_depend_on_each_other() -> None:
    document = read(*VECTORS, "proof-set-chain", "signedProofChain2.json")
    document["proof"][0]["created"] = "2023-02-24T23:36:39Z"
    found = checks(document, contexts=with_examples_context())
    # The first proof was changed; the third signed it. The fourth signed the third, which was not touched.
    assert [check.outcome for check in found] == ["failed", "passed", "failed", "passed"]


@pytest.mark.conformance
def test_a_chain_with_a_missing_link_fails() -> None:
    document = read(*VECTORS, "proof-set-chain", "signedProofChain2.json")
    del document["proof"][2]
    found = checks(document, contexts=with_examples_context())
    assert [check.code for check in found] == ["proof.passed", "proof.passed", "proof.previous_missing"]


@pytest.mark.conformance
def test_its_intermediate_results_are_those_of_w3c() -> None:
    document = read(*VECTORS, "unsigned.json")
    contexts = with_examples_context()
    form = canonical_nquads(document, contexts=contexts)
    assert form == _text("eddsa-rdfc-2022", "canonDocDataInt.txt")
    assert hashlib.sha256(form.encode()).hexdigest() == _text("eddsa-rdfc-2022", "docHashDataInt.txt").strip()
    configuration = read(*VECTORS, "eddsa-rdfc-2022", "proofConfigDataInt.json")
    assert canonical_nquads(configuration, contexts=contexts) == _text("eddsa-rdfc-2022", "proofCanonDataInt.txt")
    assert canonical_json(document).decode() == _text("eddsa-jcs-2022", "canonDocJCS.txt")


def _text(*parts: str) -> str:
    return conformance_path(*VECTORS, *parts).read_text("utf-8")


def test_moments_are_judged_in_utc() -> None:
    warsaw = datetime(2026, 2, 1, 9, 54, 59, tzinfo=timezone(timedelta(hours=1)))
    document = signed(small_credential())  # created 09:00 UTC; 08:54:59 UTC is more than five minutes before
    assert _only(document, now=warsaw).code == "proof.created_in_future"
    assert _only(document, now=warsaw.astimezone(UTC) + timedelta(seconds=1)).outcome == "passed"
