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
from rung.credentials.evidence_bundle import TakenStatusList
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
from tests.credentials.evidence import CREDENTIAL, RUNG, STATEMENT, TAKEN, WITHDRAWN, attested, evidence, status_list

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


# --- Evidence and other moments ---


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """What a learner took along, at a verifier that knows one Rung and no issuer."""
    rung = {"did": RUNG.did, "name": RUNG.name}
    files = {
        "good.json": as_bytes(CREDENTIAL),
        "evidence.json": as_bytes(attested()),
        "other.json": as_bytes(attested(evidence(sign({**signed(), "proof": [], "name": "Another"})))),
        "tampered.json": as_bytes(attested()).replace(b"School of Testing", b"School of Nothing"),
        "revoked.json": as_bytes(attested(evidence(status_lists=(TakenStatusList(LIST_URL, REVOKED_LIST, TAKEN),)))),
        "trust.json": as_bytes({"issuers": [], "rungs": [rung]}),
        "nobody.json": as_bytes({"issuers": []}),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


REVOKED_LIST = status_list(WITHDRAWN)


def test_with_the_evidence_beside_it_an_exported_credential_verifies_on_its_own(
    exported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(exported, "good.json") == 2  # nobody has the issuer's key
    assert run(exported, "good.json", "--bundle", "evidence.json") == 0
    out = capsys.readouterr().out
    assert (
        "[ok] evidence       The evidence beside it was put together on 2026-04-29T12:00:00Z by Rung of Mazowsze" in out
    )
    for part in ("status list https://school.example/status/1", "keys of did:web:school.example"):
        assert f"The {part} in the evidence" in out
    assert out.count("age in days: 3.") == 4


def test_the_ages_stand_in_the_json_too(exported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(exported, "good.json", "--bundle", "evidence.json", "--json") == 0
    told = json.loads(capsys.readouterr().out)["evidence"]
    assert (told["trusted"], told["name"], told["attested"]) == (True, "Rung of Mazowsze", "2026-04-29T12:00:00Z")
    assert [(part["kind"], part["age_days"]) for part in told["parts"]] == [
        ("status_list", 3),
        ("did_document", 3),
        ("accreditation", 3),
        ("issue", 3),
    ]


@pytest.mark.parametrize(
    ("bundle", "code", "words"),
    [
        ("evidence.json", 0, "a Rung that you trust"),
        ("other.json", 2, "belongs to another credential"),
        ("tampered.json", 2, "was left out: The attestation does not name this evidence"),
        ("revoked.json", 1, "The issuer withdrew it for good"),
    ],
)
def test_evidence_that_does_not_fit_is_named_and_makes_nothing_better(
    exported: Path, capsys: pytest.CaptureFixture[str], bundle: str, code: int, words: str
) -> None:
    assert run(exported, "good.json", "--bundle", bundle) == code
    assert words in capsys.readouterr().out


def test_evidence_of_a_rung_that_nobody_named_does_not_make_the_issuer_known(
    exported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["verify", str(exported / "good.json"), "--bundle", str(exported / "evidence.json"), "--at", AT]
    assert main.main([*arguments, "--trust", str(exported / "nobody.json")]) == 2
    assert "a Rung that you have not named as trusted" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("as_of", "code"),
    [
        ("2026-04-01T09:29:59Z", 1),  # not valid yet
        ("2026-04-10T00:00:00Z", 0),
        (AT, 0),
    ],
)
def test_it_answers_for_another_moment_by_what_is_known_now(exported: Path, as_of: str, code: int) -> None:
    assert run(exported, "good.json", "--bundle", "evidence.json", "--as-of", as_of) == code


def test_both_moments_are_told(exported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("good.json", "--bundle", "evidence.json", "--as-of", "2026-04-10T02:00:00+02:00")
    run(exported, *arguments)
    told = "Checked as of 2026-04-10T00:00:00Z, by what is known on 2026-05-01T12:00:00Z"
    assert told in capsys.readouterr().out
    run(exported, *arguments, "--json")
    report = json.loads(capsys.readouterr().out)
    assert (report["judged_at"], report["asked_at"]) == ("2026-04-10T00:00:00Z", AT)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--as-of", "2026-05-01T12:00:01Z"], "The future is not known"),
        (["--as-of", "2026-04-10"], "Write a moment"),
        (["--as-of", "2026-04-10T00:00:00"], "offset"),
        (["--bundle", "missing.json"], "cannot be read"),
        (["--bundle", "good.json"], "lacks “version”"),
        (["--bundle", "trust.json"], "lacks “type”"),
    ],
)
def test_an_unusable_moment_or_bundle_ends_in_one_sentence_and_exit_code_2(
    exported: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], word: str
) -> None:
    assert run(exported, "good.json", *arguments) == 2
    told = capsys.readouterr()
    assert word in told.err
    assert told.out == ""


def test_evidence_cannot_write_to_the_terminal(exported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hostile = replace(STATEMENT, legal_name="\x1b[2JVerified")
    (exported / "hostile.json").write_bytes(as_bytes(attested(evidence(statement=hostile))))
    run(exported, "good.json", "--bundle", "hostile.json")
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize("module", ["rung.cli.verify", "rung.cli.issue", "rung.credentials"])
def test_nothing_of_the_platform_is_imported(module: str) -> None:
    program = f"import sys, {module}; print('django' in sys.modules, 'rung.platform' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "False"]
