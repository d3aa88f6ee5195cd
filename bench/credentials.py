"""What a credential costs: each step in CPU time, and as a ratio to one raw Ed25519 verification of the same run.

Run it with `python bench/credentials.py [rounds]`. The credential is the micro-credential of the tests, about 3.3 kB.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nacl.bindings import crypto_sign, crypto_sign_open, crypto_sign_seed_keypair
from pyld import jsonld

from rung.credentials.contexts import bundled_contexts
from rung.credentials.data_integrity import check_proofs, sign
from rung.credentials.jcs import canonical_json
from rung.credentials.jsonld import to_quads
from rung.credentials.rdfc10 import canonicalize
from rung.credentials.software_signer import SoftwareKey, SoftwareSigner
from rung.credentials.term_tables import term_tables

SAMPLE = Path(__file__).parents[1] / "tests" / "credentials" / "proofs" / "micro_credential.json"
KEY = SoftwareKey.of_did_key(bytes(range(32)))
SIGNER = SoftwareSigner(KEY)
NOW = datetime(2026, 3, 1, tzinfo=UTC)
REPEATS = 7


def microseconds(task: Callable[[], object], rounds: int) -> float:
    """Return the CPU time of one call in microseconds: the best of several runs of `rounds` calls."""
    task()
    best = float("inf")
    for _ in range(REPEATS):
        start = time.process_time()
        for _ in range(rounds):
            task()
        best = min(best, time.process_time() - start)
    return best / rounds * 1e6


def signed(document: dict[str, Any], cryptosuite: str) -> dict[str, Any]:
    """Return `document` with a proof of that suite."""
    return sign(
        document,
        signer=SIGNER,
        key_id=KEY.verification_method,
        verification_method=KEY.verification_method,
        created=NOW,
        cryptosuite=cryptosuite,
    )


def raw_signature() -> tuple[Callable[[], object], Callable[[], object]]:
    """Return the two raw operations on 64 bytes, the length of what a cryptosuite signs."""
    public, secret = crypto_sign_seed_keypair(bytes(range(32)))
    message = bytes(64)
    signed_message = crypto_sign(message, secret)
    return lambda: crypto_sign_open(signed_message, public), lambda: crypto_sign(message, secret)


def tasks(document: dict[str, Any]) -> dict[str, Callable[[], object]]:
    """Return what is measured, by name."""
    raw_verify, raw_sign = raw_signature()
    quads = to_quads(document)
    by_rdfc, by_jcs = (signed(document, suite) for suite in ("eddsa-rdfc-2022", "eddsa-jcs-2022"))
    options = term_tables(bundled_contexts()).options()
    peer = {**options, "algorithm": "URDNA2015", "format": "application/n-quads"}
    return {
        "raw Ed25519 verify": raw_verify,
        "raw Ed25519 sign": raw_sign,
        "JSON-LD to quads": lambda: to_quads(document),
        "RDFC-1.0": lambda: canonicalize(quads),
        "JCS": lambda: canonical_json(document),
        "eddsa-rdfc-2022 sign": lambda: signed(document, "eddsa-rdfc-2022"),
        "eddsa-rdfc-2022 verify": lambda: check_proofs(by_rdfc, documents={}, now=NOW),
        "eddsa-jcs-2022 sign": lambda: signed(document, "eddsa-jcs-2022"),
        "eddsa-jcs-2022 verify": lambda: check_proofs(by_jcs, documents={}, now=NOW),
        "peer: PyLD normalize": lambda: jsonld.normalize(document, peer),
    }


def main(rounds: int) -> None:
    """Measure and print."""
    document = json.loads(SAMPLE.read_text("utf-8"))
    print(f"{len(json.dumps(document, separators=(',', ':')))} bytes, {len(to_quads(document))} quads")
    print(f"{'':28}{'µs':>9}{'raw verifies':>15}")
    unit = 0.0
    for name, task in tasks(document).items():
        cost = microseconds(task, max(2, rounds // 20) if name.startswith("peer") else rounds)
        unit = unit or cost
        print(f"{name:28}{cost:9.1f}{cost / unit:15.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
