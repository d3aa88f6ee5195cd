import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from rung.cli import main, verify
from rung.credentials import bitstring_status_list as lists
from rung.credentials.award import StatusEntry
from rung.credentials.bitstring_status_list import Bitstring
from rung.credentials.trust import as_trust_file
from tests.credentials.cast import (
    AWARD,
    DOCUMENTS,
    ISSUED,
    KNOWN_SCHOOL,
    LIST_URL,
    SCHOOL_DID,
    STRANGER,
    STRANGER_KEY,
    as_bytes,
    judge,
    sign,
    signed,
)

AT = "2026-05-01T12:00:00Z"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a credential, a forged one, one of a stranger, a trust file and a status list."""
    with_status = signed(replace(AWARD, status=(StatusEntry(LIST_URL, 7),)))
    listed = lists.credential(
        Bitstring.clear(), url=LIST_URL, issuer=SCHOOL_DID, purpose="revocation", valid_from=ISSUED
    )
    files = {
        "good.json": as_bytes(with_status),
        "forged.json": as_bytes({**signed(), "name": "\x1b[2JForged"}),
        "stranger.json": as_bytes(signed(replace(AWARD, issuer=STRANGER), STRANGER_KEY)),
        "note.txt": b"just a note",
        "trust.json": as_bytes(as_trust_file((KNOWN_SCHOOL,), DOCUMENTS)),
        "list.json": as_bytes(sign(listed)),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def run(folder: Path, *arguments: str) -> int:
    named = [str(folder / one) if (folder / one).exists() else one for one in arguments]
    return main.main(["verify", *named, "--trust", str(folder / "trust.json"), "--at", AT])


@pytest.mark.parametrize(
    ("arguments", "code", "headline"),
    [
        (("good.json", "--status", "list.json"), 0, "Verified"),
        (("good.json",), 3, "Intact, but not confirmed"),
        (("stranger.json",), 3, "Intact, but not confirmed"),
        (("forged.json",), 1, "Not valid"),
        (("note.txt",), 2, "Not readable"),
    ],
)
def test_the_exit_code_and_the_first_line_say_the_headline(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, headline: str
) -> None:
    assert run(folder, *arguments) == code
    assert capsys.readouterr().out.startswith(headline)


def test_every_check_stands_in_the_report_with_a_mark_that_needs_no_colour(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, "good.json")
    out = capsys.readouterr().out
    for line in ("[ok] format", "[ok] proof", "[ok] issuer", "[ok] accreditation", "[?]  status", "[ok] descriptors"):
        assert f"  {line}" in out
    assert "Anna Nowak" in out
    assert "\x1b" not in out


def test_colour_comes_on_top_of_the_words() -> None:
    report = judge(signed())
    coloured = verify.as_text(report, colour=True)
    assert coloured.startswith("\x1b[1;32mVerified")
    assert coloured.replace("\x1b[1;32m", "").replace("\x1b[0m", "") == verify.as_text(report)


def test_a_document_cannot_write_to_the_terminal(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(as_bytes(sign({**signed(), "proof": [], "name": "\x1b[2J\nVerified"})))
    (tmp_path / "trust.json").write_bytes(as_bytes(as_trust_file((KNOWN_SCHOOL,), DOCUMENTS)))
    run(tmp_path, "a.json")
    assert "\x1b" not in capsys.readouterr().out


def test_json_prints_the_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "good.json", "--json", "--status", "list.json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed["headline"]["code"], printed["judged_at"]) == ("VERIFIED_ISSUER_KNOWN", AT)


def test_it_judges_as_of_another_moment(folder: Path) -> None:
    arguments = ["verify", str(folder / "good.json"), "--trust", str(folder / "trust.json"), "--at"]
    assert main.main([*arguments, "2029-01-01T00:00:00Z"]) == 1


def test_a_did_document_makes_a_signature_checkable_and_nobody_known(folder: Path) -> None:
    (folder / "did.json").write_bytes(as_bytes(DOCUMENTS[SCHOOL_DID]))
    alone = ["verify", str(folder / "good.json"), "--at", AT]
    assert main.main(alone) == 2
    assert main.main([*alone, "--did-document", str(folder / "did.json")]) == 3


def test_it_reads_standard_input(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = io.TextIOWrapper(io.BytesIO((folder / "good.json").read_bytes()))
    monkeypatch.setattr(sys, "stdin", data)
    assert run(folder, "-", "--status", "list.json") == 0


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["missing.json"], "cannot be read"),
        (["good.json", "--status", "good.json"], "no status list"),
        (["good.json", "--at", "yesterday"], "Write a moment"),
        (["good.json", "--did-document", "list.json", "note.txt"], "JSON"),
        (["good.json", "--did-document", "trust.json"], "no DID document"),
        (["good.json", "--trust", "note.txt"], "JSON"),
    ],
)
def test_unusable_arguments_end_in_one_sentence_and_exit_code_2(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], word: str
) -> None:
    named = [str(folder / one) if one.endswith((".json", ".txt")) else one for one in arguments]
    assert main.main(["verify", *named]) == 2
    assert word in capsys.readouterr().err


@pytest.mark.parametrize("module", ["rung.cli.verify", "rung.cli.issue", "rung.credentials"])
def test_nothing_of_the_platform_is_imported(module: str) -> None:
    program = f"import sys, {module}; print('django' in sys.modules, 'rung.platform' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "False"]
