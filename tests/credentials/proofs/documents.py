"""The cast of the proof tests: one issuer, one moment, one micro-credential."""

import copy
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.conformance_data import conformance_path

from rung.credentials.contexts import KnownContexts, bundled_contexts
from rung.credentials.data_integrity import ProofCheck, check_proofs, sign
from rung.credentials.did import NO_DOCUMENTS, DidDocuments
from rung.credentials.software_signer import SoftwareKey, SoftwareSigner

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CREATED = datetime(2026, 2, 1, 9, tzinfo=UTC)
KEY = SoftwareKey.of_did_key(bytes(range(32)))
OTHER_KEY = SoftwareKey.of_did_key(bytes(range(1, 33)))
SIGNER = SoftwareSigner(KEY, OTHER_KEY)
SUITES = ("eddsa-rdfc-2022", "eddsa-jcs-2022")
EXAMPLES_V2 = "https://www.w3.org/ns/credentials/examples/v2"

_MICRO_CREDENTIAL = json.loads(Path(__file__).with_name("micro_credential.json").read_text("utf-8"))


def micro_credential() -> dict[str, Any]:
    """Return a fresh micro-credential whose issuer is `KEY`, without a proof."""
    document: dict[str, Any] = copy.deepcopy(_MICRO_CREDENTIAL)
    document["issuer"]["id"] = KEY.controller
    return document


def small_credential() -> dict[str, Any]:
    """Return the least a credential says."""
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "urn:uuid:5a0c4f0e-1a53-4c3c-a8d7-2e4a65f9d101",
        "type": ["VerifiableCredential"],
        "issuer": KEY.controller,
        "validFrom": "2026-02-01T09:00:00Z",
        "credentialSubject": {"id": "urn:uuid:5a0c4f0e-1a53-4c3c-a8d7-2e4a65f9d102", "name": "Ada"},
    }


def signed(document: dict[str, Any], cryptosuite: str = SUITES[0], key: SoftwareKey = KEY) -> dict[str, Any]:
    """Return `document` signed by `key`."""
    return sign(
        document,
        signer=SIGNER,
        key_id=key.verification_method,
        verification_method=key.verification_method,
        created=CREATED,
        cryptosuite=cryptosuite,
    )


def checks(
    document: dict[str, Any],
    documents: DidDocuments = NO_DOCUMENTS,
    now: datetime = NOW,
    contexts: KnownContexts | None = None,
) -> tuple[ProofCheck, ...]:
    """Return the proof checks at the moment of the tests."""
    return check_proofs(document, documents=documents, now=now, contexts=contexts)


def read(*parts: str) -> Any:
    """Return a JSON file of the conformance data."""
    return json.loads(conformance_path(*parts).read_text("utf-8"))


def with_examples_context() -> KnownContexts:
    """Return the bundle and the context of W3C's examples, which gives every undefined word a meaning."""
    return bundled_contexts().with_more({EXAMPLES_V2: read("w3c", "contexts", "credentials-examples-v2.jsonld")})
