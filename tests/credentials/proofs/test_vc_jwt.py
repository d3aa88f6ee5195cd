"""Credentials as JSON Web Tokens: signed, checked, and refused where one could be taken for another."""

import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from tests.credentials.proofs.documents import KEY, NOW, OTHER_KEY, SIGNER, micro_credential, small_credential

from rung.credentials import jwk, vc_jwt
from rung.credentials.data_integrity import ProofCheck
from rung.credentials.did import did_document
from rung.credentials.errors import (
    CredentialError,
    DataLossError,
    KeyUnusableError,
    ProofMalformedError,
    ProofUnsupportedError,
    SignatureMismatchError,
    UnreadableError,
)
from rung.credentials.key_algorithms import Algorithm
from rung.credentials.multikey import decode_key
from rung.credentials.software_signer import SoftwareKey, SoftwareSigner

PROFILES = [vc_jwt.VC_JWT, vc_jwt.OPEN_BADGE]
WEB = "did:web:university.example"
DOCUMENTS = {WEB: did_document(WEB, {"key-1": KEY.multikey})}


def key_of(algorithm: Algorithm) -> SoftwareKey:
    return SoftwareKey.of_did_key(bytes(range(1, 1 + algorithm.sizes.secret)), algorithm)


def signed(document: dict[str, Any], profile: str = vc_jwt.VC_JWT, key: SoftwareKey = KEY) -> str:
    method = key.verification_method
    return vc_jwt.sign(document, signer=SoftwareSigner(key), key_id=method, verification_method=method, profile=profile)


def check(text: str, *, now: datetime = NOW, documents: Any = DOCUMENTS) -> ProofCheck:
    return vc_jwt.check(vc_jwt.read(text), documents=documents, now=now)


def compact(header: Any, claims: Any, key: SoftwareKey = KEY) -> str:
    """Return a token with any header and claims, really signed by `key`."""
    parts = [
        jwk.encode_base64url(part if isinstance(part, bytes) else json.dumps(part).encode())
        for part in (header, claims)
    ]
    signature = SoftwareSigner(key).sign(key.verification_method, ".".join(parts).encode())
    return ".".join([*parts, jwk.encode_base64url(signature)])


def header(**changed: Any) -> dict[str, Any]:
    return {"alg": "EdDSA", "kid": KEY.verification_method, "typ": "JWT", **changed}


# --- what holds ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_what_was_signed_holds_and_is_bound_to_its_issuer(profile: str, algorithm: Algorithm) -> None:
    key = key_of(algorithm)
    document = {**micro_credential(), "issuer": {**micro_credential()["issuer"], "id": key.controller}}
    token = vc_jwt.read(signed(document, profile, key))
    found = vc_jwt.check(token, documents={}, now=NOW)
    assert (found.outcome, found.bound_to_issuer, found.controller) == ("passed", True, key.controller)
    assert (token.credential, token.profile) == (document, profile)
    assert found.cryptosuite == f"{profile} {jwk.JWS_NAMES[algorithm][0]}"


def test_an_open_badge_repeats_the_credential_in_its_claims() -> None:
    document = {**small_credential(), "validUntil": "2031-02-01T09:00:00Z"}
    claims = vc_jwt.read(signed(document, vc_jwt.OPEN_BADGE)).claims
    # 2026-02-01 09:00 UTC is 20,485 days and 9 hours after 1970: 20,485 x 86,400 + 32,400. Five years with one leap day
    # (2028) are 1,826 days more.
    assert (claims["nbf"], claims["exp"]) == (1_769_936_400, 1_769_936_400 + 1_826 * 86_400)
    assert claims["iss"] == document["issuer"]
    assert (claims["jti"], claims["sub"]) == (document["id"], document["credentialSubject"]["id"])


def test_a_vc_jwt_is_the_credential_and_nothing_else() -> None:
    assert vc_jwt.read(signed(small_credential())).claims == small_credential()


@pytest.mark.parametrize("name", ["EdDSA", "Ed25519"])
def test_both_names_of_ed25519_are_read(name: str) -> None:
    assert check(compact(header(alg=name), small_credential())).outcome == "passed"


def test_a_fragment_names_a_key_of_the_issuer() -> None:
    document = {**small_credential(), "issuer": WEB}
    assert check(compact(header(kid="#key-1"), document)).bound_to_issuer
    assert check(compact(header(kid=f"{WEB}#key-1"), document)).bound_to_issuer


def test_a_key_of_somebody_else_signs_well_and_is_not_bound_to_the_issuer() -> None:
    document = small_credential()
    found = check(compact(header(kid=OTHER_KEY.verification_method), document, OTHER_KEY))
    assert (found.outcome, found.bound_to_issuer, found.controller) == ("passed", False, OTHER_KEY.controller)


def test_a_key_in_the_header_is_bound_to_nobody() -> None:
    members = jwk.as_jwk(decode_key(KEY.multikey))
    found = check(compact({"alg": "EdDSA", "jwk": members, "typ": "JWT"}, small_credential()))
    assert (found.outcome, found.bound_to_issuer, found.controller) == ("passed", False, None)


# --- RS256, for Open Badges alone ------------------------------------------------------------------------------------


def rsa_token(bits: int = 2_048, *, claims: Any = None, changed: Any = None, typ: str = "JWT") -> str:
    private = rsa.generate_private_key(65_537, bits)
    numbers = private.public_key().public_numbers()
    members = {"kty": "RSA"} | {
        name: jwk.encode_base64url(number.to_bytes((number.bit_length() + 7) // 8, "big"))
        for name, number in (("n", numbers.n), ("e", numbers.e))
    }
    parts = [{"alg": "RS256", "typ": typ, "jwk": {**members, **(changed or {})}}, claims or small_credential()]
    text = ".".join(jwk.encode_base64url(json.dumps(part).encode()) for part in parts)
    signature = private.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{text}.{jwk.encode_base64url(signature)}"


def test_rs256_with_a_key_in_the_header_holds_for_an_open_badge_and_is_bound_to_nobody() -> None:
    found = check(rsa_token())
    assert (found.outcome, found.bound_to_issuer, found.cryptosuite) == ("passed", False, "JWT RS256")


def test_rs256_is_no_algorithm_of_a_vc_jwt() -> None:
    assert check(rsa_token(typ="vc+jwt")).code == "proof.malformed"


@pytest.mark.parametrize(
    "changed", [{"e": "AQ"}, {"e": "AQAA"}, {"alg": "RS512"}, {"use": "enc"}, {"d": "AQ"}, {"n": "AQAB"}]
)
def test_an_rsa_key_that_is_not_clear_is_refused(changed: dict[str, str]) -> None:
    assert check(rsa_token(changed=changed)).code == "credential.key_unusable"


def test_a_short_rsa_key_is_refused() -> None:
    assert check(rsa_token(1_024)).code == "credential.key_unusable"


def test_an_rsa_signature_over_something_else_does_not_hold() -> None:
    head, _, tail = rsa_token().split(".")
    other = jwk.encode_base64url(json.dumps({**small_credential(), "name": "Eve"}).encode())
    assert check(f"{head}.{other}.{tail}").code == "proof.signature"


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "outcome", "code"),
    [
        ({"alg": "none"}, "failed", "proof.type_unknown"),
        ({"alg": "None"}, "failed", "proof.type_unknown"),
        ({"alg": "HS256"}, "failed", "proof.type_unknown"),
        ({"alg": ["EdDSA"]}, "failed", "proof.type_unknown"),
        ({"alg": "ES256"}, "failed", "credential.key_unusable"),
        ({"alg": "RS256"}, "failed", "credential.key_unusable"),
        ({"alg": "PS256"}, "unsupported", "proof.unsupported"),
        ({"crit": ["exp"], "exp": 1}, "failed", "proof.malformed"),
        ({"crit": []}, "failed", "proof.malformed"),
        ({"b64": True}, "failed", "proof.malformed"),
        ({"b64": False}, "failed", "proof.malformed"),
        ({"jku": "https://attacker.example/keys"}, "failed", "proof.malformed"),
        ({"x5u": "https://attacker.example/chain"}, "failed", "proof.malformed"),
        ({"zip": "DEF"}, "failed", "proof.malformed"),
        ({"kid": "https://university.example/keys/1"}, "unsupported", "proof.unsupported"),
        ({"kid": "key-1"}, "unsupported", "proof.unsupported"),
        ({"kid": 7}, "unsupported", "proof.unsupported"),
        ({"kid": "did:web:nobody.example#1"}, "failed", "credential.key_unusable"),
        ({"jwk": jwk.as_jwk(decode_key(KEY.multikey))}, "failed", "proof.malformed"),
    ],
    ids=str,
)
def test_a_header_that_would_decide_what_the_key_decides_is_refused(
    changed: dict[str, Any], outcome: str, code: str
) -> None:
    found = check(compact(header(**changed), small_credential()))
    assert (found.outcome, found.code) == (outcome, code)


def test_a_token_without_any_key_is_not_judged() -> None:
    found = check(compact({"alg": "EdDSA", "typ": "JWT"}, small_credential()))
    assert (found.outcome, found.code) == ("unsupported", "proof.unsupported")


def test_a_public_key_is_no_shared_secret() -> None:
    key = key_of(Algorithm.P256)
    parts = [{"alg": "HS256", "kid": key.verification_method}, {**small_credential(), "issuer": key.controller}]
    text = ".".join(jwk.encode_base64url(json.dumps(part).encode()) for part in parts)
    tag = hmac.digest(decode_key(key.multikey).data, text.encode(), "sha256")
    assert check(f"{text}.{jwk.encode_base64url(tag)}").code == "proof.type_unknown"


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_a_signature_of_zeros_is_refused(algorithm: Algorithm) -> None:
    key = key_of(algorithm)
    text = signed({**small_credential(), "issuer": key.controller}, key=key)
    zeros = jwk.encode_base64url(bytes(algorithm.sizes.signature))
    assert check(f"{text.rpartition('.')[0]}.{zeros}").outcome == "failed"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "did:web:other.example"},
        {"jti": "urn:uuid:other"},
        {"sub": "urn:uuid:other"},
        {"nbf": 1_769_936_401},
        {"nbf": "1769936400"},
        {"nbf": True},
        {"nbf": -1},
        {"nbf": 1e300},
        {"exp": 1_769_936_400},
        {"iat": "yesterday"},
    ],
    ids=str,
)
def test_a_claim_that_differs_from_the_credential_is_refused(claims: dict[str, Any]) -> None:
    found = check(compact(header(), {**small_credential(), **claims}))
    assert found.code == "proof.malformed"
    assert "claim" in found.sentence


def test_the_claims_of_the_data_model_1_are_compared_too() -> None:
    credential = {
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential"],
        "issuer": KEY.controller,
        "issuanceDate": "2026-02-01T10:00:00+01:00",
        "credentialSubject": {"id": "urn:uuid:2"},
    }
    claims = {"vc": credential, "iss": KEY.controller, "nbf": 1_769_936_400, "jti": "urn:uuid:1", "sub": "urn:uuid:2"}
    token = vc_jwt.read(compact(header(), claims))
    assert token.credential == credential
    assert vc_jwt.check(token, documents={}, now=NOW).bound_to_issuer
    assert check(compact(header(), {**claims, "sub": "urn:uuid:3"})).code == "proof.malformed"


def test_a_token_of_the_future_is_refused_and_a_slow_clock_forgiven() -> None:
    made = datetime(2026, 3, 1, 12, tzinfo=UTC)
    text = compact(header(), {**small_credential(), "iat": int(made.timestamp())})
    assert check(text, now=made - timedelta(minutes=5)).created == "2026-03-01T12:00:00Z"
    assert check(text, now=made - timedelta(minutes=5, seconds=1)).code == "proof.created_in_future"


@pytest.mark.parametrize(
    ("dates", "code"),
    [
        ({"revoked": "2026-02-28T00:00:00Z"}, "key.revoked"),
        ({"expires": "2026-02-01T09:00:00Z"}, "key.expired"),
        ({"expires": "2026-02-15T00:00:00Z"}, "proof.passed"),
    ],
)
def test_a_rotated_key_keeps_its_tokens_and_a_revoked_one_loses_them(dates: dict[str, str], code: str) -> None:
    document = did_document(WEB, {"key-1": KEY.multikey})
    document["verificationMethod"][0].update(dates)
    claims = {**small_credential(), "issuer": WEB, "iat": 1_769_936_400}  # 2026-02-01 09:00 UTC
    assert check(compact(header(kid=f"{WEB}#key-1"), claims), documents={WEB: document}).code == code


@pytest.mark.parametrize("place", [0, 1, 2])
def test_every_changed_character_is_noticed(place: int) -> None:
    parts = signed(small_credential()).split(".")
    for index in range(0, len(parts[place]), 7):
        changed = parts.copy()
        other = "A" if parts[place][index] != "A" else "B"
        changed[place] = parts[place][:index] + other + parts[place][index + 1 :]
        try:
            assert check(".".join(changed)).outcome != "passed"
        except CredentialError:
            continue


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a.b",
        "a.b.c.d",
        "e30.e30.=",
        "e30=.e30.e30",
        "e3 0.e30.e30",
        "W10.e30.e30",
        "e31.e30.e30",
        ".e30.e30",
        f"{'A' * 9_000}.e30.e30",
    ],
)
def test_what_is_no_compact_signature_is_refused(text: str) -> None:
    with pytest.raises((ProofMalformedError, ProofUnsupportedError)):
        check(text)


def test_a_member_that_stands_twice_is_refused() -> None:
    twice = b'{"alg":"EdDSA","kid":"x","kid":"' + KEY.verification_method.encode() + b'"}'
    with pytest.raises(ProofMalformedError):
        vc_jwt.read(compact(twice, small_credential()))
    with pytest.raises(UnreadableError):
        vc_jwt.read(compact(header(), b'{"iss":"a","iss":"b"}'))


def test_a_word_without_a_meaning_is_refused_however_well_signed() -> None:
    with pytest.raises(DataLossError):
        check(compact(header(), {**small_credential(), "undefined": "x"}))
    with pytest.raises(DataLossError):
        signed({**small_credential(), "undefined": "x"})


@pytest.mark.parametrize("typ", ["vp+jwt", "JOSE", "sd-jwt", "jwt", 5])
def test_tokens_of_other_types_are_not_judged(typ: Any) -> None:
    with pytest.raises((ProofUnsupportedError, ProofMalformedError)):
        vc_jwt.read(compact(header(typ=typ), small_credential()))


def test_a_vc_jwt_has_no_claim_vc() -> None:
    with pytest.raises(ProofMalformedError):
        vc_jwt.read(compact(header(typ="vc+jwt"), {"vc": small_credential()}))


# --- signing ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "document",
    [{**small_credential(), "proof": []}, {**small_credential(), "@context": "https://www.w3.org/ns/credentials/v2"}],
)
def test_it_signs_credentials_of_the_data_model_2_without_a_proof(document: dict[str, Any]) -> None:
    with pytest.raises(ProofMalformedError):
        signed(document)


def test_it_gives_out_no_signature_by_another_key_than_the_published_one() -> None:
    with pytest.raises(SignatureMismatchError):
        vc_jwt.sign(
            small_credential(),
            signer=SIGNER,
            key_id=OTHER_KEY.verification_method,
            verification_method=KEY.verification_method,
        )
    with pytest.raises(KeyUnusableError):
        vc_jwt.sign(small_credential(), signer=SIGNER, key_id="x", verification_method="did:web:nobody.example#1")
