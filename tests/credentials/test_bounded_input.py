"""Any input of up to a mebibyte gets a verdict within a second of CPU time and 64 MiB of memory."""

import base64
import json
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rung.credentials import bitstring_status_list as lists
from rung.credentials.award import StatusEntry
from rung.credentials.baking_png import SIGNATURE
from rung.credentials.bitstring_status_list import Bitstring
from rung.credentials.cryptosuites import EDDSA_JCS_2022
from tests.credentials.cast import AWARD, ISSUED, LIST_URL, SCHOOL_DID, as_bytes, sign, signed, unsigned
from tests.credentials.test_baking_png import DATA, END, HEADER, chunk

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).parents[2]
SIZE = 1 << 20
ALIGNMENT = {"type": ["Alignment"], "targetName": "x", "targetUrl": "https://x.example/"}


def filled(place: str, entry: Callable[[int], Any], *, size: int = SIZE - 8192) -> dict[str, Any]:
    """Return a credential whose achievement has so many entries at `place` that it takes almost a mebibyte."""
    document = unsigned()
    count = size // (len(json.dumps(entry(10**5))) + 2)
    document["credentialSubject"]["achievement"][place] = [entry(number) for number in range(count)]
    return document


def with_proof(document: dict[str, Any]) -> bytes:
    """A proof of the right form, so that the whole document has to be canonicalised before it is refused."""
    return as_bytes({**document, "proof": signed()["proof"]})


def distinct(number: int) -> dict[str, Any]:
    return {**ALIGNMENT, "targetUrl": f"https://x.example/{number}"}


def fits(data: bytes) -> bytes:
    assert len(data) <= SIZE
    return data


def bomb() -> bytes:
    """A signed list whose `encodedList` unpacks to a gibibyte."""
    packer = zlib.compressobj(9, wbits=31)
    packed = b"".join(packer.compress(bytes(SIZE)) for _ in range(1024)) + packer.flush()
    encoded = "u" + base64.urlsafe_b64encode(packed).decode().rstrip("=")[: SIZE + SIZE // 2]
    held = lists.credential(Bitstring.clear(), url=LIST_URL, issuer=SCHOOL_DID, purpose="revocation", valid_from=ISSUED)
    held["credentialSubject"]["encodedList"] = encoded[: SIZE - 2048]
    return as_bytes(sign(held))


CORPUS: dict[str, Callable[[], bytes]] = {
    "brackets": lambda: b"[" * SIZE,
    "braces": lambda: b'{"a":' * (SIZE // 5),
    "closed-brackets": lambda: b"[" + b"[]," * (SIZE // 3 - 2) + b"[]]",
    "open-string": lambda: b'"' + b'\\"' * (SIZE // 2 - 1),
    "quotes": lambda: b'"' * SIZE,
    "digits": lambda: b"[" + b"9" * (SIZE - 2) + b"]",
    "white-space": lambda: b" " * SIZE,
    "late-doubled-key": lambda: b"{" + b",".join(b'"%d":0' % n for n in range(80_000)) + b',"7":1}',
    "objects": lambda: b"[" + b'{"a":{}},' * (SIZE // 9 - 2) + b"{}]",
    "escapes": lambda: b'["' + b"\\u00e9" * (SIZE // 6 - 1) + b'"]',
    "surrogates": lambda: b'["' + b"\\ud83d" * (SIZE // 6 - 1) + b'"]',
    "faults": lambda: as_bytes(filled("alignment", lambda _: {})),
    "long-name": lambda: as_bytes(sign({**unsigned(), "name": "Ж" * 500_000})),
    "long-issuer-name": lambda: as_bytes(
        sign({**unsigned(), "issuer": {**unsigned()["issuer"], "name": "School of Testing " * 50_000}})
    ),
    "distinct-alignments": lambda: with_proof(filled("alignment", distinct)),
    "equal-alignments": lambda: with_proof(filled("alignment", lambda _: ALIGNMENT)),
    "poison": lambda: with_proof(filled("alignment", lambda _: ALIGNMENT, size=200_000)),
    "tags": lambda: with_proof(filled("tag", lambda number: f"tag {number}")),
    "related": lambda: with_proof(
        filled("related", lambda number: {"id": f"https://x.example/{number}", "type": ["Related"]})
    ),
    "some-alignments-signed": lambda: as_bytes(sign(filled("alignment", distinct, size=300_000))),
    "some-alignments-signed-jcs": lambda: as_bytes(
        sign(filled("alignment", distinct, size=300_000), suite=EDDSA_JCS_2022)
    ),
    "outcomes-signed": lambda: as_bytes(
        sign(
            filled(
                "resultDescription",
                lambda number: {
                    "id": f"https://x.example/{number}",
                    "type": ["ResultDescription"],
                    "name": f"Outcome {number}",
                    "resultType": "Status",
                },
                size=400_000,
            )
        )
    ),
    "proofs": lambda: as_bytes({**unsigned(), "proof": signed()["proof"] * 2500}),
    "status-entries": lambda: as_bytes(
        signed(replace(AWARD, status=tuple(StatusEntry(LIST_URL, number) for number in range(1000))))
    ),
    "png-blocks": lambda: SIGNATURE + HEADER + DATA + chunk(b"tIME", b"") * (SIZE // 12 - 10) + END,
    "png-bomb": lambda: (
        SIGNATURE
        + HEADER
        + DATA
        + chunk(b"iTXt", b"openbadgecredential\0\1\0\0\0" + zlib.compress(bytes(50 << 20)))
        + END
    ),
    "png-length": lambda: SIGNATURE + HEADER + struct.pack(">I", 2**31 - 1) + b"iTXt" + bytes(SIZE - 100),
    "svg-elements": lambda: b"<svg>" + b"<a/>" * (SIZE // 4 - 4) + b"</svg>",
    "svg-depth": lambda: b"<svg>" * (SIZE // 5),
    "svg-attributes": lambda: b"<svg " + b" ".join(b'a%d=""' % n for n in range(90_000)) + b"/>",
    "svg-credentials": lambda: (
        b'<svg xmlns="https://purl.imsglobal.org/ob/v3p0">' + b"<credential>x</credential>" * 40_000 + b"</svg>"
    ),
    "svg-pieces": lambda: (
        b'<svg xmlns="https://purl.imsglobal.org/ob/v3p0"><credential>' + b"&amp;" * 200_000 + b"</credential></svg>"
    ),
    "svg-entities": lambda: (
        b"<!DOCTYPE svg [" + b"".join(b'<!ENTITY a%d "x">' % n for n in range(40_000)) + b"]><svg>&a1;</svg>"
    ),
    "jwt": lambda: b"a" * (SIZE // 2) + b"." + b"a" * (SIZE // 2 - 3) + b".a",
    "dots": lambda: b"." * SIZE,
    "with-the-bomb-as-its-status-list": lambda: as_bytes(signed(replace(AWARD, status=(StatusEntry(LIST_URL, 1),)))),
}


@pytest.fixture(scope="module")
def costs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each file of the corpus cost, measured by the kernel in a process of its own."""
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "list").write_bytes(fits(bomb()))
    for name, build in CORPUS.items():
        (folder / name).write_bytes(fits(build()))
    command = [sys.executable, "-m", "tests.credentials.bounded_child", str(folder / "list")]
    ran = subprocess.run(
        [*command, *(str(folder / name) for name in CORPUS)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    return {row["file"]: row for row in rows}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux: address space is limited by the kernel")
@pytest.mark.parametrize("name", CORPUS)
def test_a_mebibyte_gets_a_verdict_in_time_and_space(name: str, costs: dict[str, dict[str, Any]]) -> None:
    cost = costs[name]
    assert cost["exit"] == 0, cost
    assert cost["because"], cost
    assert cost["cpu"] <= 1.0, cost


def test_the_corpus_reaches_what_it_is_meant_for(costs: dict[str, dict[str, Any]]) -> None:
    """Negative control: were everything refused at the door, the limits would prove nothing."""
    reasons = {row["because"] for row in costs.values()}
    assert {
        "VERIFIED_ISSUER_KNOWN",
        "format.json_too_deep",
        "format.work_limit",
        "format.wrong_type",
        "status.list_refused",
        "format.png_compressed",
        "format.svg_too_deep",
    } <= reasons
