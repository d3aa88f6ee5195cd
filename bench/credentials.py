"""What a credential costs: each step in CPU time, and as a ratio to one raw Ed25519 verification of the same run.

Run it with `python bench/credentials.py [rounds]`. The credential of the steps is the micro-credential of the tests,
about 3 kB; the whole verdict is measured on one of 4.8 kB that states all 16 European elements. Where Node.js and the
packages of `tests/foreign` are installed, @digitalbazaar/vc verifies the same file in the same run.
"""

import copy
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from nacl.bindings import crypto_sign, crypto_sign_open, crypto_sign_seed_keypair
from pyld import jsonld

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.credentials import cast

from rung.credentials import cryptosuites, proof_making
from rung.credentials.batch import BatchSigner
from rung.credentials.contexts import bundled_contexts
from rung.credentials.data_integrity import check_proofs, sign
from rung.credentials.jcs import canonical_json
from rung.credentials.jsonld import to_quads
from rung.credentials.key_algorithms import Algorithm
from rung.credentials.rdfc10 import canonicalize
from rung.credentials.software_signer import SoftwareKey, SoftwareSigner
from rung.credentials.term_tables import term_tables
from rung.credentials.verification import verify

ROOT = Path(__file__).parents[1]
FOREIGN = ROOT / "tests" / "foreign"
SAMPLE = ROOT / "tests" / "credentials" / "proofs" / "micro_credential.json"
KEY = SoftwareKey.of_did_key(bytes(range(32)))
NIST_KEYS = {
    one: SoftwareKey.of_did_key(bytes(range(1, 1 + one.sizes.secret)), one) for one in (Algorithm.P256, Algorithm.P384)
}
SIGNER = SoftwareSigner(KEY, *NIST_KEYS.values())
NOW = datetime(2026, 3, 1, tzinfo=UTC)
REPEATS = 25
BATCH = 40


def microseconds(task: Callable[[], object], rounds: int) -> float:
    """Return the CPU time of one call in microseconds: the best of several runs."""
    task()
    best, each = float("inf"), max(1, rounds // REPEATS)
    for _ in range(REPEATS):
        start = time.process_time()
        for _ in range(each):
            task()
        best = min(best, time.process_time() - start)
    return best / each * 1e6


def signed(document: dict[str, Any], cryptosuite: str, key: SoftwareKey = KEY) -> dict[str, Any]:
    """Return `document` with a proof of that suite."""
    return sign(
        document,
        signer=SIGNER,
        key_id=key.verification_method,
        verification_method=key.verification_method,
        created=NOW,
        cryptosuite=cryptosuite,
    )


def raw_signature() -> tuple[Callable[[], object], Callable[[], object]]:
    """Return the two raw operations on 64 bytes, the length of what a cryptosuite signs."""
    public, secret = crypto_sign_seed_keypair(bytes(range(32)))
    message = bytes(64)
    signed_message = crypto_sign(message, secret)
    return lambda: crypto_sign_open(signed_message, public), lambda: crypto_sign(message, secret)


def awards(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return credentials of one design that differ in ids, date, result and place in the status list."""
    made = []
    for number in range(BATCH):
        award = copy.deepcopy(document)
        award["id"] = f"urn:uuid:0f7f3c1e-54b1-4f0e-9a58-{number:012}"
        award["validFrom"] = f"2026-02-{number % 28 + 1:02}T09:00:00Z"
        award["credentialSubject"]["id"] = f"urn:uuid:b0d8d1de-4b3f-4a76-a3f1-{number:012}"
        award["credentialSubject"]["result"][0]["value"] = str(number)
        award["credentialStatus"]["id"] = f"https://university.example/status/3#{number}"
        award["credentialStatus"]["statusListIndex"] = str(number)
        made.append(award)
    return made


def batch(document: dict[str, Any]) -> Callable[[], object]:
    """Return the task that signs the next award of a batch whose design is learnt."""
    documents, numbers = awards(document), count()
    method = KEY.verification_method
    signer = BatchSigner(signer=SIGNER, key_id=method, verification_method=method, created=NOW)
    for one, alone in zip(signer.sign(documents), documents, strict=True):
        assert one == signed(alone, cryptosuites.EDDSA_RDFC_2022)  # noqa: S101  what is fast has to be right
    return lambda: signer.sign_one(documents[next(numbers) % BATCH])


def unverified(task: Callable[[], object]) -> Callable[[], object]:
    """Return the task without the check of what was just signed, to tell what that check costs."""

    def run() -> object:
        checked = proof_making.verify_signature
        proof_making.verify_signature = lambda *_: None
        try:
            return task()
        finally:
            proof_making.verify_signature = checked

    return run


def verdict() -> Callable[[], object]:
    """Return the task of the whole verdict: format, proof, issuer, accreditation, status, dates, descriptors."""
    data = cast.as_bytes(cast.signed())
    return lambda: verify(data, now=cast.NOW, trust=cast.TRUST, documents=cast.DOCUMENTS)


def tasks(document: dict[str, Any]) -> dict[str, Callable[[], object]]:
    """Return what is measured, by name."""
    raw_verify, raw_sign = raw_signature()
    quads = to_quads(document)
    options = term_tables(bundled_contexts()).options()
    peer = {**options, "algorithm": "URDNA2015", "format": "application/n-quads"}
    in_batch = batch(document)
    named: dict[str, Callable[[], object]] = {
        "raw Ed25519 verify": raw_verify,
        "raw Ed25519 sign": raw_sign,
        "JSON-LD to quads": lambda: to_quads(document),
        "RDFC-1.0": lambda: canonicalize(quads),
        "JCS": lambda: canonical_json(document),
        "batch, per award": in_batch,
        "batch, without verifying": unverified(in_batch),
    }
    for suite, key in suites():
        proven, curve = signed(document, suite, key), "" if key is KEY else f" {key.algorithm}"
        named[f"{suite}{curve} sign"] = lambda suite=suite, key=key: signed(document, suite, key)
        named[f"{suite}{curve} verify"] = lambda proven=proven: check_proofs(proven, documents={}, now=NOW)
    named["verdict, all checks, 4.8 kB"] = verdict()
    named["peer: PyLD normalize"] = lambda: jsonld.normalize(document, peer)
    return named


def suites() -> list[tuple[str, SoftwareKey]]:
    """Return the suites with the keys they are measured with."""
    edwards = [(cryptosuites.EDDSA_RDFC_2022, KEY), (cryptosuites.EDDSA_JCS_2022, KEY)]
    return [*edwards, *((suite, key) for key in NIST_KEYS.values() for suite in ("ecdsa-rdfc-2019", "ecdsa-jcs-2019"))]


def digitalbazaar(document: dict[str, Any], rounds: int) -> float | None:
    """Return the CPU time of one verification by @digitalbazaar/vc, or `None` where it is not installed."""
    node = shutil.which("node")
    if node is None or not (FOREIGN / "node_modules").is_dir():
        return None
    bound = {**document, "issuer": {**document["issuer"], "id": KEY.controller}}
    del bound["credentialStatus"]  # it would ask for the list, which is no part of the measurement
    proven = signed(bound, cryptosuites.EDDSA_RDFC_2022)
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(proven, file)
        file.flush()
        command = [node, "--input-type=module", "-", file.name, str(rounds)]
        script = Path(__file__).with_name("digitalbazaar.mjs").read_text("utf-8")
        done = subprocess.run(command, input=script, cwd=FOREIGN, capture_output=True, text=True, check=True)
    return float(done.stdout)


def main(rounds: int) -> None:
    """Measure and print."""
    document = json.loads(SAMPLE.read_text("utf-8"))
    print(f"{len(json.dumps(document, separators=(',', ':')))} bytes, {len(to_quads(document))} quads")
    print(f"{'':30}{'µs':>9}{'raw verifies':>15}")
    unit = 0.0
    for name, task in tasks(document).items():
        cost = microseconds(task, max(2, rounds // 20) if name.startswith("peer") else rounds)
        unit = unit or cost
        print(f"{name:30}{cost:9.1f}{cost / unit:15.2f}")
    foreign = digitalbazaar(document, max(2, rounds // 20))
    if foreign is not None:
        print(f"{'peer: @digitalbazaar/vc verify':30}{foreign:9.1f}{foreign / unit:15.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
