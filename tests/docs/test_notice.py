"""NOTICE tells the truth about every file that other people made."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTEXTS = "src/rung/credentials/data/contexts"
FONTS = "src/rung/platform/kernel/static/rung/fonts"
LISTED = {
    path: digest
    for digest, path in re.findall(r"^([0-9a-f]{64}) {2}(\S+)$", (ROOT / "NOTICE").read_text("utf-8"), re.MULTILINE)
}


@pytest.mark.parametrize("path", LISTED)
def test_a_listed_file_is_the_one_that_its_digest_names(path: str) -> None:
    assert hashlib.sha256((ROOT / path).read_bytes()).hexdigest() == LISTED[path]


def test_every_file_of_others_is_listed() -> None:
    shipped = [*(ROOT / CONTEXTS).glob("*.jsonld"), *(ROOT / FONTS).iterdir()]
    assert {str(path.relative_to(ROOT)) for path in shipped} == set(LISTED)


def test_no_font_lies_elsewhere() -> None:
    fonts = {path for path in (ROOT / "src").rglob("*") if path.suffix in {".woff", ".woff2", ".ttf", ".otf"}}
    assert {path.parent for path in fonts} == {ROOT / FONTS}


def test_the_contexts_have_the_digests_and_packages_that_the_library_pins() -> None:
    notice = " ".join((ROOT / "NOTICE").read_text("utf-8").split())
    pinned = tomllib.loads((ROOT / CONTEXTS / "ORIGIN.toml").read_text("utf-8"))["context"]
    assert {f"{CONTEXTS}/{entry['file']}": entry["sha256"] for entry in pinned} == {
        path: digest for path, digest in LISTED.items() if path.startswith(CONTEXTS)
    }
    assert [entry["package"] for entry in pinned if f"{entry['package']} {entry['version']}" not in notice] == []
    assert [entry["licence"] for entry in pinned if entry["licence"] not in notice] == []
