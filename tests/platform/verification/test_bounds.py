"""Whatever is handed in gets its answer within a second of CPU time and 64 MiB of memory."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image

from rung.credentials import award
from rung.platform.verification import qr
from tests.platform.verification.credentials import AWARD, sign
from tests.platform.verification.test_handed_in import corner_marks, saved
from tests.platform.verification.test_pages import a_file

pytestmark = pytest.mark.thorough

MEBIBYTE = 1 << 20
LIMIT_OF_MEMORY = 64 * MEBIBYTE

READ_ALONE = """
import sys
from pathlib import Path
import django
django.setup()
from rung.platform.verification import qr
from rung.platform.verification.refusals import RefusalError

def peak():
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024

qr.MAX_PICTURE_MEMORY = int(sys.argv[2])
picture = Path(sys.argv[1]).read_bytes()
before = peak()
try:
    qr.read(picture)
except RefusalError as refusal:
    print(refusal.code, peak() - before)
"""


def read_alone(picture: bytes, folder: Path, bound: int = qr.MAX_PICTURE_MEMORY) -> tuple[str, int]:
    """Read a picture in a process of its own; return how it was refused and how many bytes that took at its peak."""
    if not Path("/proc/self/status").exists():
        pytest.skip("needs Linux, which tells the peak of a process's memory")
    file = folder / "picture"
    file.write_bytes(picture)
    child = subprocess.run(
        [sys.executable, "-c", READ_ALONE, str(file), str(bound)], capture_output=True, text=True, check=True,
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(Path(__file__).parents[3])},
    )  # fmt: skip
    code, taken = child.stdout.split()
    return code, int(taken)


def many_nameless_things() -> bytes:
    """A signed credential whose thousand alignments are told apart by nothing: dear to put into canonical order."""
    document = award.document(AWARD)
    signed = json.loads(sign(document))
    alignment = {"type": ["Alignment"], "targetName": "x", "targetUrl": "https://academy.example/x"}
    signed["credentialSubject"]["achievement"]["alignment"] = [alignment] * 1_000
    return json.dumps(signed).encode()


def everywhere_doubled() -> bytes:
    return b"{" + b",".join(b'"a":1' for _ in range(170_000)) + b"}"


@pytest.mark.parametrize(
    "data",
    [
        b"[" * MEBIBYTE,
        b'{"a":' * 200_000,
        b'"' + b"\\u0041" * 170_000 + b'"',
        b"-" * MEBIBYTE,
        b"9" * MEBIBYTE,
        everywhere_doubled(),
        many_nameless_things(),
        b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"<g>" * 200_000,
        b"<" * MEBIBYTE,
        b"\x89PNG\r\n\x1a\n" + b"\x00" * (MEBIBYTE - 8),
        b"\xff\xd8\xff\xe0" * (MEBIBYTE // 4),
        saved(corner_marks(2_800), "PNG"),
        b" " * MEBIBYTE,
        "ż".encode() * (MEBIBYTE // 2),
    ],
    ids=lambda data: f"{data[:12]!r}",
)
def test_the_answer_comes_within_a_second(db: None, data: bytes) -> None:
    browser = Client(headers={"host": "localhost"})
    before = time.process_time()
    page = browser.post("/verify/", {"file": a_file(data)})
    assert time.process_time() - before < 1.0
    assert page.status_code in {200, 422}


@pytest.mark.parametrize(("kind", "side"), [("PNG", 2_890), ("GIF", 2_890), ("JPEG", 2_040), ("WEBP", 1_715)])
def test_the_largest_admitted_picture_stays_within_its_memory(tmp_path: Path, kind: str, side: int) -> None:
    options = {"progressive": True} if kind == "JPEG" else {}
    marks = corner_marks(side).convert("RGBA" if kind in {"PNG", "WEBP"} else "RGB")
    code, taken = read_alone(saved(marks, kind, **options), tmp_path)
    assert code == "verification.nothing_in_picture"  # it was unpacked and searched
    assert taken < LIMIT_OF_MEMORY


def test_a_picture_that_takes_too_much_memory_would_be_seen(tmp_path: Path) -> None:
    """Without the bound, 4,000 × 4,000 points of four bytes take 61 MiB before anything is done with them."""
    picture = saved(Image.new("RGBA", (4_000, 4_000), "white"), "PNG")
    code, taken = read_alone(picture, tmp_path, bound=1 << 40)
    assert code == "verification.nothing_in_picture"
    assert taken > LIMIT_OF_MEMORY
