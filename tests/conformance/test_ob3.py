"""Every file of 1EdTech's public validator that is in the set gets its published verdict, or a reason why not."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from rung.credentials import strict_json
from rung.credentials.bitstring_status_list import Bitstring
from rung.credentials.findings import Headline
from rung.credentials.jsonld import canonical_nquads
from rung.credentials.reading import read
from rung.credentials.report import Report
from rung.credentials.trust import TrustList
from rung.credentials.verification import verify
from tests.conformance_data import conformance_path

pytestmark = pytest.mark.conformance

NOW = datetime(2026, 5, 1, tzinfo=UTC)
"""The moment of judgement: before the only `validUntil` (2030) of a file published as valid."""

NOT_SUPPORTED_YET = {
    "simple-eddsa-2022.json": "proof.unsupported",  # the name a draft gave to eddsa-rdfc-2022, which changed since
    "credential-status-revoked.json": "proof.unsupported",  # Ed25519Signature2020
    "endorsement-err-schema-status-refresh.json": "proof.unsupported",  # Ed25519Signature2020
    "bit-string-list/testlist": "format.unsupported_status_list",  # a support file, not a credential
}
"""Files of forms that Rung does not read yet: never valid, never invalid, always by name."""

DEVIATIONS = {
    "complete.json": "Published as invalid only because schema addresses inside do not answer. Rung fetches nothing: "
    "the schemas are “not checked”, and the signature, which is good, is reported as such.",
}
"""Files in scope that get another verdict, with the reason."""

FILES = [
    "bit-string-list/credential-status-revoked.json",
    "bit-string-list/testlist",
    "complete.json",
    "credential-status-revoked.json",
    "endorsement-err-schema-status-refresh.json",
    "endorsement-valid.json",
    "simple-context-alias.json",
    "simple-context-version.json",
    "simple-did-key-method.json",
    "simple-eddsa-2022.json",
    "simple-err-context.json",
    "simple-err-credential-subject-achievement-result-description-type.json",
    "simple-err-credential-subject-profile-type.json",
    "simple-err-credential-subject-result-type.json",
    "simple-err-credential-subject-type.json",
    "simple-err-expired.json",
    "simple-err-issued.json",
    "simple-err-issuer-otheridentifier-type.json",
    "simple-err-issuer-type.json",
    "simple-err-issuer.json",
    "simple-err-proof-method-no-scheme.json",
    "simple-err-proof-method-unknown-scheme.json",
    "simple-err-proof-method.json",
    "simple-err-proof-value.json",
    "simple-json.png",
    "simple-json.svg",
    "simple-jwt.png",
    "simple-jwt_v1.png",
    "simple-jwt_v1.svg",
    "simple-multiple-proofs.json",
    "simple.1ob",
    "simple.json",
    "simple.jwt",
    "velocity.jwt",
]
IN_SCOPE = [name for name in FILES if name not in NOT_SUPPORTED_YET and name not in DEVIATIONS]


def held(name: str) -> bytes:
    return conformance_path("ob3", "tests", *name.split("/")).read_bytes()


def published() -> dict[str, Any]:
    files: dict[str, Any] = json.loads(conformance_path("ob3", "verdicts.json").read_bytes())["files"]
    return files


def status_lists() -> dict[str, bytes]:
    """The one list of the set, under the address that the credential about it names."""
    named = strict_json.parse(held("bit-string-list/credential-status-revoked.json"))
    return {named["credentialStatus"]["statusListCredential"]: held("bit-string-list/testlist")}


def judged(name: str, lists: dict[str, bytes] | None = None) -> Report:
    return verify(held(name), now=NOW, trust=TrustList(), status_lists=lists or {})


def test_every_file_with_a_published_verdict_is_judged_here() -> None:
    assert sorted(published()) == sorted(FILES)


@pytest.mark.parametrize("name", IN_SCOPE)
def test_a_file_in_scope_gets_its_published_verdict(name: str) -> None:
    report = judged(name, status_lists())
    passes = report.headline not in {Headline.NOT_VALID, Headline.NOT_READABLE}
    assert passes == (published()[name]["expected"] == "valid"), [one.sentence for one in report.because]


@pytest.mark.parametrize("name", IN_SCOPE)
def test_nothing_is_verified_as_of_a_known_issuer_when_nobody_is_known(name: str) -> None:
    assert judged(name, status_lists()).headline is not Headline.VERIFIED_ISSUER_KNOWN


@pytest.mark.parametrize(("name", "code"), NOT_SUPPORTED_YET.items())
def test_a_form_that_is_not_supported_yet_is_named_and_never_valid(name: str, code: str) -> None:
    report = judged(name)
    assert report.headline is Headline.NOT_READABLE
    assert code in [finding.code for finding in report.because]
    assert report.credential is None


def test_the_one_deviation_is_about_schemas_that_were_not_fetched() -> None:
    assert list(DEVIATIONS) == ["complete.json"]
    report = judged("complete.json")
    codes = [finding.code for finding in report.findings]
    assert published()["complete.json"]["check"] == "credential-schema"
    assert report.headline is Headline.INTACT_ISSUER_NOT_CONFIRMED
    assert {"proof.holds", "format.schema_not_checked", "status.kind_unsupported"} <= set(codes)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("simple-err-context.json", "format.context_order"),
        ("simple-err-credential-subject-type.json", "format.wrong_type"),
        ("simple-err-expired.json", "validity.expired"),
        ("simple-err-issuer.json", "format.missing"),
        ("simple-err-proof-method.json", "proof.key_unusable"),
        ("simple-err-proof-value.json", "proof.signature"),
        ("simple-multiple-proofs.json", "proof.type_unknown"),
        ("velocity.jwt", "format.context_unknown"),
    ],
)
def test_an_invalid_file_is_refused_for_the_published_reason(name: str, code: str) -> None:
    assert code in [finding.code for finding in judged(name).because]


@pytest.mark.parametrize("name", ["simple-jwt.png", "simple-jwt_v1.png", "simple-jwt_v1.svg"])
def test_a_good_signature_by_a_key_that_the_token_brings_says_nothing_about_the_issuer(name: str) -> None:
    report = judged(name)
    assert report.headline is Headline.INTACT_ISSUER_NOT_CONFIRMED
    assert {"proof.holds", "issuer.key_not_bound"} <= {finding.code for finding in report.findings}


def test_a_file_published_with_a_warning_gets_a_warning() -> None:
    assert published()["simple-context-version.json"]["warning"] is True
    assert "format.context_older" in [finding.code for finding in judged("simple-context-version.json").findings]


def test_entry_23_of_the_published_list_is_set_and_no_other() -> None:
    bits = Bitstring.decode(strict_json.parse(held("bit-string-list/testlist"))["credentialSubject"]["encodedList"])
    assert len(bits) == 131_072
    assert [index for index in range(len(bits)) if bits[index]] == [23]


def test_the_credential_about_entry_23_is_revoked_and_without_the_list_not_confirmed() -> None:
    name = "bit-string-list/credential-status-revoked.json"
    assert [one.code for one in judged(name, status_lists()).because] == ["status.revoked"]
    without = judged(name)
    assert without.headline is Headline.INTACT_ISSUER_NOT_CONFIRMED
    assert "status.list_not_supplied" in [one.code for one in without.because]


@pytest.mark.parametrize(
    "name", ["simple.json", "complete.json", "endorsement-valid.json", "bit-string-list/credential-status-revoked.json"]
)
def test_what_is_signed_is_what_two_other_implementations_computed(name: str) -> None:
    document = read(held(name)).json
    unsecured = {term: value for term, value in document.items() if term != "proof"}
    digest = hashlib.sha256(canonical_nquads(unsecured).encode()).hexdigest()
    assert digest == published()[name]["canonicalSha256"]["document"]


@pytest.mark.parametrize(
    ("folder", "form"),
    [
        ("clr2/simple.json", "format.unsupported_clr"),
        ("elm/examples/credential-sample.jsonld", "format.unsupported_elm"),
        ("elm/examples/Sample-MC-Annex1-signed.jsonld", "format.unsupported_jws"),
        ("elm/examples/Sample-MC-Annex1-unsigned-uploadable.json", "format.unsupported_elm"),
        ("ob2/tests/basic-assertion.json", "format.unsupported_open_badges_2"),
        ("ob2/tests/simple-badge.png", "format.unsupported_open_badges_2"),
        ("w3c/vc-di-eddsa/TestVectors/eddsa-rdfc-2022/signedDataInt.json", "format.unsupported_credential"),
    ],
)
def test_other_kinds_of_credential_are_recognised_by_name(folder: str, form: str) -> None:
    data = conformance_path(*folder.split("/")).read_bytes()
    report = verify(data, now=NOW, trust=TrustList())
    assert (report.headline, report.because[0].code) == (Headline.NOT_READABLE, form)
