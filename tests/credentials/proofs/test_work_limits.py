"""A mebibyte of anything gets a verdict within one second of CPU time and 64 MiB, in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conformance_data import conformance_path
from tests.credentials.proofs.documents import signed, small_credential

pytestmark = pytest.mark.thorough

MEBIBYTE = 1_048_576
CPU_SECONDS = 1.0
MEMORY = 64 * MEBIBYTE
MANY_TEXTS = [str(number) for number in range(9_000)]
CHILD = Path(__file__).with_name("judge_within_limits.py")


def _with_subject(subject: object, **members: object) -> str:
    return json.dumps({**signed(small_credential()), "credentialSubject": subject, **members}, separators=(",", ":"))


def _repeat(item: str, head: str = '{"name":[', tail: str = "]}", size: int = MEBIBYTE) -> str:
    """Return the document with a subject that fills the mebibyte with `item`."""
    document = _with_subject("?")
    room = size - len(document) - len(head) - len(tail)
    items = ",".join([item] * (room // (len(item) + 1)))
    return document.replace('"credentialSubject":"?"', f'"credentialSubject":{head}{items}{tail}')


def _numbered(form: str, count: int) -> str:
    document = _with_subject("?")
    items = ",".join(form % number for number in range(count))
    return document.replace('"credentialSubject":"?"', f'"credentialSubject":[{items}]')


def _deep() -> str:
    return _with_subject("?").replace('"?"', '{"name":' * 60 + '"x"' + "}" * 60)


def _deeper_list() -> str:
    return _with_subject("?").replace('"?"', "[" * 900 + "]" * 900)


def _proofs_in_chains() -> str:
    document = json.loads(_numbered('{"id":"urn:%d","name":"x"}', 2_200))
    (proof,) = document["proof"]
    document["proof"] = [
        {**proof, "id": f"urn:p{number}", "previousProof": [f"urn:p{other}" for other in range(7) if other != number]}
        for number in range(7)
    ]
    return json.dumps(document)


def _long_proof_value() -> str:
    document = signed(small_credential())
    document["proof"][0]["proofValue"] = "z" + "2" * 900_000
    return json.dumps(document)


def _many_contexts() -> str:
    urls = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
    nested = [{"@context": [urls[number >> bit & 1] for bit in range(8)], "name": "x"} for number in range(256)]
    return _with_subject({"https://example.org/p": nested})


def _many_types(*names: str) -> str:
    nodes = [{"type": [name for bit, name in enumerate(names) if number >> bit & 1]} for number in range(1, 512)]
    context = [*signed(small_credential())["@context"], "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
    return _with_subject({"https://example.org/p": nodes}, **{"@context": context})


SCOPED = ("Profile", "Achievement", "Image", "Result", "Alignment", "Evidence", "Address", "Criteria", "GeoCoordinates")
FREE = ("Profile", *(f"https://example.org/T{number}" for number in range(8)))


HOSTILE: dict[str, Callable[[], str]] = {
    "wide: numbers": lambda: _repeat("1"),
    "wide: different texts": lambda: _numbered('{"id":"urn:s","name":"%d"}', 30_000),
    "wide: empty nodes": lambda: _repeat("{}"),
    "wide: empty lists": lambda: _repeat("[]"),
    "wide: equal nodes": lambda: _repeat('{"name":"x"}'),
    "wide: nodes just below the limit": lambda: _numbered('{"id":"urn:%d","name":"x"}', 6_500),
    "wide: different nameless nodes": lambda: _numbered('{"name":"%d"}', 6_500),
    "wide: long names repeated": lambda: _with_subject(
        {"id": "urn:" + "a" * 900_000, "name": [str(n) for n in range(9_000)]}
    ),
    "wide: long property": lambda: _with_subject(
        {"https://e.example/" + "a" * 900_000: [str(n) for n in range(9_000)]}
    ),
    "wide: undefined words": lambda: _numbered('{"undefined%d":1}', 40_000),
    "wide: one long text": lambda: _with_subject({"name": "e\n" * 300_000}),
    "wide: one long JSON literal": lambda: _repeat('{"a":[1,2,{"b":null}]}'),
    "deep: nodes": _deep,
    "deep: lists": _deeper_list,
    "symmetrical: ring of named blanks": lambda: _numbered('{"id":"_:a%d","https://e.example/p":{"id":"_:b"}}', 200),
    "symmetrical: equal trees": lambda: _repeat('{"https://e.example/p":[{},{},{}]}', size=60_000),
    "contexts: many lists": _many_contexts,
    "types: many that contradict each other": lambda: _many_types(*SCOPED),
    "types: many combinations of free ones": lambda: _many_types(*FREE),
    "general road: one property, many values": lambda: _with_subject({"@nest": {"name": list(range(900))}}),
    "proofs: chains over many statements": _proofs_in_chains,
    "proofs: long value": _long_proof_value,
}


def _judge(text: str, tmp_path: Path, mode: str = "document") -> dict[str, Any]:
    file = tmp_path / "input"
    file.write_text(text, "utf-8")
    child = subprocess.run(
        [sys.executable, CHILD, mode, file, str(MEMORY)], capture_output=True, text=True, timeout=60, check=False
    )
    assert child.returncode == 0, child.stderr[-2_000:]
    verdict: dict[str, Any] = json.loads(child.stdout)
    return verdict


@pytest.mark.parametrize("name", HOSTILE)
def test_a_mebibyte_of_malice_gets_a_verdict_in_bounded_time_and_memory(name: str, tmp_path: Path) -> None:
    text = HOSTILE[name]()
    assert len(text) <= MEBIBYTE
    verdict = _judge(text, tmp_path)
    assert verdict["verdict"] != "passed"
    assert verdict["cpu_seconds"] <= CPU_SECONDS


@pytest.mark.conformance
def test_the_poison_graph_of_w3c_is_refused_in_bounded_time_and_memory(tmp_path: Path) -> None:
    text = conformance_path("w3c", "rdf-canon", "rdfc10", "test074-in.nq").read_text("utf-8")
    verdict = _judge(text, tmp_path, "nquads")
    assert (verdict["verdict"], verdict["cpu_seconds"] < 0.2) == ("credential.work_limit", True)


def test_the_harness_notices_too_much_memory(tmp_path: Path) -> None:
    assert _judge("x", tmp_path, "memory hog")["verdict"] == "MemoryError"


def test_an_honest_credential_passes_under_the_same_limits(tmp_path: Path) -> None:
    assert _judge(json.dumps(signed(small_credential())), tmp_path)["verdict"] == "passed"
