"""ECDSA over P-256 and P-384: keys, signatures, and the two cryptosuites that use them."""

import json
from typing import Any

import pytest
from tests.conformance_data import conformance_path
from tests.credentials.proofs.documents import (
    CREATED,
    KEY,
    NOW,
    OTHER_KEY,
    checks,
    micro_credential,
    read,
    small_credential,
    with_examples_context,
)

from rung.credentials import ecdsa, jwk
from rung.credentials.base58btc import decode_base58btc, encode_base58btc
from rung.credentials.batch import BatchSigner
from rung.credentials.cryptosuites import Hasher, digest_of
from rung.credentials.data_integrity import check_proofs, sign
from rung.credentials.did import resolve_verification_key
from rung.credentials.errors import KeyUnusableError
from rung.credentials.jcs import canonical_json
from rung.credentials.jsonld import canonical_nquads
from rung.credentials.key_algorithms import Algorithm, PublicKey
from rung.credentials.multikey import decode_key, decode_public_key, encode_key
from rung.credentials.proof_configuration import configuration_digest
from rung.credentials.software_signer import SoftwareKey, SoftwareSigner

VECTORS = ("w3c", "vc-di-ecdsa", "TestVectors")
CURVES = [Algorithm.P256, Algorithm.P384]
SUITES = ["ecdsa-rdfc-2019", "ecdsa-jcs-2019"]
# NIST SP 800-186 §3.2.1: the orders of P-256 and P-384.
ORDERS = {
    Algorithm.P256: 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    Algorithm.P384: 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
}


def key_of(algorithm: Algorithm, first: int = 1) -> SoftwareKey:
    return SoftwareKey.of_did_key(bytes(range(first, first + algorithm.sizes.secret)), algorithm)


def signed(document: dict[str, Any], suite: str, key: SoftwareKey) -> dict[str, Any]:
    return sign(
        {**document, "issuer": key.controller},
        signer=SoftwareSigner(key),
        key_id=key.verification_method,
        verification_method=key.verification_method,
        created=CREATED,
        cryptosuite=suite,
    )


def outcome(document: dict[str, Any], **changed: Any) -> tuple[str, str]:
    """Return outcome and code of the one proof, after changing members of it."""
    proof = {**document["proof"][0], **changed}
    (check,) = check_proofs({**document, "proof": [proof]}, documents={}, now=NOW)
    return check.outcome, check.code


# --- signatures ------------------------------------------------------------------------------------------------------

# RFC 6979 A.2.5 and A.2.6: secret, and r and s over "sample" with SHA-256 and SHA-384.
RFC_6979 = [
    (
        Algorithm.P256,
        "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721",
        (
            "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
            "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"
        ),
    ),
    (
        Algorithm.P384,
        "6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D896D5724E4C70A825F872C9EA60D2EDF5",
        (
            "94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C81A648152E44ACF96E36DD1E80FABE46"
            "99EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94FA329C145786E679E7B82C71A38628AC8"
        ),
    ),
]


@pytest.mark.parametrize(("algorithm", "secret", "signature"), RFC_6979)
def test_it_makes_the_signatures_of_the_standard(algorithm: Algorithm, secret: str, signature: str) -> None:
    made = ecdsa.signing(bytes.fromhex(secret), algorithm)(b"sample")
    assert made.hex().upper() == signature
    assert ecdsa.holds(made, b"sample", ecdsa.public_key(bytes.fromhex(secret), algorithm))
    assert not ecdsa.holds(made, b"simple", ecdsa.public_key(bytes.fromhex(secret), algorithm))


@pytest.mark.parametrize("algorithm", CURVES)
@pytest.mark.parametrize("secret", [0, None])
def test_it_refuses_a_secret_outside_the_order(algorithm: Algorithm, secret: int | None) -> None:
    number = ORDERS[algorithm] if secret is None else secret
    with pytest.raises(KeyUnusableError):
        SoftwareKey.of_did_key(number.to_bytes(algorithm.sizes.secret, "big"), algorithm)


# --- keys ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("algorithm", "start"), [(Algorithm.P256, "zDn"), (Algorithm.P384, "z82")])
def test_a_key_has_one_spelling_and_keeps_its_algorithm(algorithm: Algorithm, start: str) -> None:
    multikey = key_of(algorithm).multikey
    assert multikey.startswith(start)
    assert decode_key(multikey).algorithm is algorithm
    assert encode_key(decode_key(multikey)) == multikey
    with pytest.raises(KeyUnusableError, match="Ed25519"):
        decode_public_key(multikey)


@pytest.mark.parametrize("algorithm", CURVES)
def test_it_refuses_what_is_no_point_of_the_curve(algorithm: Algorithm) -> None:
    multikey = key_of(algorithm).multikey
    data = decode_base58btc(multikey, 80)
    prefix, point = data[:2], data[2:]
    length = algorithm.sizes.public_key - 1
    wrong = [
        prefix + b"\x02" + b"\xff" * length,  # x beyond the field
        prefix + b"\x00" + point[1:],  # no sign of y
        prefix + b"\x04" + point[1:],  # uncompressed, cut short
        prefix + b"\x00",  # the point at infinity
        prefix + point[:-1],
        prefix + point + b"\x00",
    ]
    for bytes_ in wrong:
        with pytest.raises(KeyUnusableError):
            decode_key(encode_base58btc(bytes_))


def test_it_refuses_an_x_to_which_no_y_belongs() -> None:
    # y² = x³ - 3x + b has no root for about half of all x: some of the first ten have none.
    refused = 0
    for x in range(10):
        try:
            ecdsa.require_point(PublicKey(Algorithm.P256, b"\x02" + x.to_bytes(32, "big")))
        except KeyUnusableError:
            refused += 1
    assert 0 < refused < 10


def test_the_prefix_of_one_curve_does_not_take_the_point_of_another() -> None:
    point = decode_base58btc(key_of(Algorithm.P256).multikey, 80)[2:]
    for prefix in (b"\x81\x24", b"\xed\x01"):
        with pytest.raises(KeyUnusableError):
            decode_key(encode_base58btc(prefix + point))


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_a_did_jwk_resolves_by_itself_and_controls_its_key(algorithm: Algorithm) -> None:
    key = SoftwareKey.of_did_jwk(bytes(range(1, 1 + algorithm.sizes.secret)), algorithm)
    resolved = resolve_verification_key(key.verification_method, documents={})
    assert (encode_key(resolved.key), resolved.controller) == (key.multikey, key.controller)


def test_a_published_did_jwk_resolves() -> None:
    # The example of the did:jwk specification, P-256.
    did = (
        "did:jwk:eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVVM3l6OTFQSDZDZEgyVjAiLCJ5I"
        "joiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9"
    )
    key = resolve_verification_key(f"{did}#0", documents={}).key
    assert key.algorithm is Algorithm.P256
    assert jwk.as_jwk(key)["x"] == "acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0"


P256_JWK = jwk.as_jwk(decode_key(key_of(Algorithm.P256).multikey))
ED25519_JWK = jwk.as_jwk(decode_key(KEY.multikey))
OTHER_Y = jwk.as_jwk(decode_key(key_of(Algorithm.P256, first=2).multikey))["y"]


@pytest.mark.parametrize(
    "members",
    [
        {**P256_JWK, "d": "AQ"},
        {**P256_JWK, "alg": "ES384"},
        {**P256_JWK, "alg": "none"},
        {**P256_JWK, "use": "enc"},
        {**P256_JWK, "key_ops": ["sign"]},
        {**P256_JWK, "crv": "P-384"},
        {**P256_JWK, "crv": "secp256k1"},
        {**P256_JWK, "kty": "OKP"},
        {**P256_JWK, "kty": "oct", "k": "AQ"},
        {**P256_JWK, "y": OTHER_Y},
        {**P256_JWK, "x": P256_JWK["x"] + "="},
        {**P256_JWK, "x": "AAAA" + P256_JWK["x"]},
        {**P256_JWK, "x": 5},
        {name: value for name, value in P256_JWK.items() if name != "y"},
        {**ED25519_JWK, "alg": "ES256"},
        {**ED25519_JWK, "x": "AQ"},
        {**ED25519_JWK, "crv": "X25519"},
        ["not", "an", "object"],
    ],
)
def test_it_refuses_a_json_web_key_that_is_not_clear(members: Any) -> None:
    with pytest.raises(KeyUnusableError):
        jwk.public_key(members)
    did = "did:jwk:" + jwk.encode_base64url(json.dumps(members).encode())
    with pytest.raises(KeyUnusableError):
        resolve_verification_key(f"{did}#0", documents={})


@pytest.mark.parametrize("method", ["", "#", "#1", "#0#0", "=#0", "A#0"])
def test_a_did_jwk_has_one_method_and_one_spelling(method: str) -> None:
    did = SoftwareKey.of_did_jwk(bytes(range(1, 33))).controller
    with pytest.raises(KeyUnusableError):
        resolve_verification_key(did + method, documents={})


def test_a_key_named_twice_in_a_did_jwk_is_refused() -> None:
    text = json.dumps(P256_JWK)
    did = "did:jwk:" + jwk.encode_base64url((text[:-1] + ', "crv": "P-256"}').encode())
    with pytest.raises(KeyUnusableError, match="no did:jwk"):
        resolve_verification_key(f"{did}#0", documents={})


# --- proofs ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("algorithm", CURVES)
def test_what_was_signed_holds_and_is_bound_to_its_issuer(suite: str, algorithm: Algorithm) -> None:
    for key in (key_of(algorithm), SoftwareKey.of_did_jwk(bytes(range(1, 1 + algorithm.sizes.secret)), algorithm)):
        document = signed(micro_credential(), suite, key)
        (check,) = check_proofs(document, documents={}, now=NOW)
        assert (check.outcome, check.bound_to_issuer, check.controller) == ("passed", True, key.controller)
        assert document == signed(micro_credential(), suite, key)  # RFC 6979: no randomness


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("algorithm", CURVES)
def test_a_change_of_document_or_proof_is_noticed(suite: str, algorithm: Algorithm) -> None:
    document = signed(small_credential(), suite, key_of(algorithm))
    forged = {**document, "credentialSubject": {**document["credentialSubject"], "name": "Eve"}}
    assert outcome(forged) == ("failed", "proof.signature")
    assert outcome(document, created="2026-02-01T09:00:01Z") == ("failed", "proof.signature")
    other = key_of(algorithm, first=2).verification_method
    assert outcome(document, verificationMethod=other) == ("failed", "proof.signature")


@pytest.mark.parametrize("algorithm", CURVES)
def test_a_signature_with_a_number_out_of_range_is_refused(algorithm: Algorithm) -> None:
    document = signed(small_credential(), SUITES[0], key_of(algorithm))
    good = decode_base58btc(document["proof"][0]["proofValue"], 140)
    half = len(good) // 2
    zero, order = bytes(half), ORDERS[algorithm].to_bytes(half, "big")
    for r, s in [(zero, zero), (zero, good[half:]), (good[:half], zero), (order, good[half:]), (good[:half], order)]:
        assert outcome(document, proofValue=encode_base58btc(r + s)) == ("failed", "proof.value")


@pytest.mark.parametrize("length", [0, 63, 65, 70, 95, 97])
def test_a_signature_of_another_length_is_refused(length: int) -> None:
    document = signed(small_credential(), SUITES[0], key_of(Algorithm.P256))
    assert outcome(document, proofValue=encode_base58btc(b"\x01" * length)) == ("failed", "proof.value")


def test_the_signature_of_one_curve_is_none_of_the_other() -> None:
    small = signed(small_credential(), SUITES[0], key_of(Algorithm.P256))
    large = signed(small_credential(), SUITES[0], key_of(Algorithm.P384))
    value = large["proof"][0]["proofValue"]
    assert outcome(small, proofValue=value) == ("failed", "proof.signature")
    assert outcome(large, proofValue=small["proof"][0]["proofValue"]) == ("failed", "proof.signature")


def test_a_key_makes_no_proofs_of_a_suite_for_other_keys() -> None:
    nist, edwards = key_of(Algorithm.P256), OTHER_KEY
    for suite, key in [("eddsa-rdfc-2022", nist), ("eddsa-jcs-2022", nist), (SUITES[0], edwards), (SUITES[1], edwards)]:
        with pytest.raises(KeyUnusableError, match="makes no proofs"):
            signed(small_credential(), suite, key)
    document = signed(small_credential(), SUITES[0], nist)
    assert outcome(document, verificationMethod=edwards.verification_method) == ("failed", "credential.key_unusable")
    assert outcome(document, cryptosuite="eddsa-rdfc-2022")[0] == "failed"


@pytest.mark.parametrize("algorithm", CURVES)
def test_a_key_survives_its_file(algorithm: Algorithm, tmp_path: Any) -> None:
    path = tmp_path / "key.json"
    key_of(algorithm).save(path)
    assert SoftwareKey.load(path) == key_of(algorithm)


@pytest.mark.parametrize("algorithm", CURVES)
def test_a_batch_signs_what_signing_one_by_one_signs(algorithm: Algorithm) -> None:
    key = key_of(algorithm)
    documents = [{**micro_credential(), "issuer": key.controller, "id": f"urn:uuid:{number}"} for number in range(6)]
    method = key.verification_method
    batch = BatchSigner(
        signer=SoftwareSigner(key), key_id=method, verification_method=method, created=CREATED, cryptosuite=SUITES[0]
    )
    assert list(batch.sign(documents)) == [signed(document, SUITES[0], key) for document in documents]


# --- published vectors -----------------------------------------------------------------------------------------------


def _vector(suite: str, algorithm: Algorithm, part: str) -> str:
    curve = algorithm.replace("-", "")
    name = f"{part}{'JCS' if 'jcs' in suite else ''}ECDSA{curve}"
    folder = f"{suite}-{curve.lower()}"
    kind = "json" if part in ("signed", "proofConfig") else "txt"
    return conformance_path(*VECTORS, folder, f"{name}.{kind}").read_text("utf-8")


@pytest.mark.conformance
@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("algorithm", CURVES)
def test_it_verifies_the_vectors_of_w3c(suite: str, algorithm: Algorithm) -> None:
    document = json.loads(_vector(suite, algorithm, "signed"))
    (check,) = checks(document, contexts=with_examples_context())
    assert check.outcome == "passed", check.sentence
    document["name"] += "!"
    (check,) = checks(document, contexts=with_examples_context())
    assert check.code == "proof.signature"


@pytest.mark.conformance
@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("algorithm", CURVES)
def test_its_intermediate_results_are_those_of_w3c(suite: str, algorithm: Algorithm) -> None:
    contexts, hash_name = with_examples_context(), algorithm.hash_name
    document = read(*VECTORS, "unsigned.json")
    if "jcs" in suite:
        form = canonical_json(document).decode()
    else:
        form = canonical_nquads(document, hash_name=hash_name, contexts=contexts)
    assert form == _vector(suite, algorithm, "canonDoc")
    assert digest_of(form.encode(), hash_name).hex() == _vector(suite, algorithm, "docHash").strip()
    proof = json.loads(_vector(suite, algorithm, "proofConfig"))
    digest = configuration_digest(Hasher(contexts), proof, document["@context"], hash_name)
    assert digest.hex() == _vector(suite, algorithm, "proofHash").strip()
