import ast
import re
import string
from pathlib import Path

import pytest

import rung.credentials
from rung.credentials import errors
from rung.credentials.errors import CredentialError, KeyUnusableError, ProofError
from rung.credentials.finding_kinds import KINDS, Check, Effect, FindingKind, Outcome
from rung.credentials.findings import Finding, Headline, refusal, sentence
from rung.credentials.plain_text import LONGEST, plain
from rung.credentials.signature import finding_code

PACKAGE = Path(rung.credentials.__file__).parent
CODE = re.compile(rf"({'|'.join(Check)})\.[a-z0-9_]+\Z")


def codes_in_source() -> set[str]:
    """Every text in the package that looks like a code of a finding."""
    trees = (ast.parse(file.read_text("utf-8")) for file in PACKAGE.glob("*.py") if file.name != "errors.py")
    texts = (node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and CODE.match(text)}


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_every_code_that_the_library_uses_stands_in_the_table() -> None:
    used = codes_in_source() - {"proof.passed"}  # the proof core's own word for a proof that holds
    assert {"format.missing", "status.revoked", "validity.expired"} <= used
    assert used <= set(KINDS)


@pytest.mark.parametrize("code", KINDS)
def test_every_sentence_can_be_filled_and_ends_like_one(code: str) -> None:
    filled = sentence(code, dict.fromkeys(placeholders(KINDS[code].template), "x"))
    assert filled[0].isupper() or filled[0] in "“x"
    assert filled[-1] in ".:x"
    assert "{" not in filled


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_a_failure_always_decides_and_a_pass_never_does(kind: FindingKind) -> None:
    if kind.outcome is Outcome.FAILED:
        assert kind.effect in {Effect.INVALID, Effect.UNREADABLE}
    if kind.outcome is Outcome.PASSED:
        assert kind.effect is Effect.NONE


def test_every_check_can_end_in_not_checked() -> None:
    checks = {row.check for row in KINDS.values() if row.outcome is Outcome.NOT_CHECKED}
    assert checks == set(Check)


def test_every_refusal_of_the_proof_core_has_a_sentence_of_its_own() -> None:
    classes = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, CredentialError)]
    proof_errors = [one for one in classes if issubclass(one, ProofError | KeyUnusableError)]
    general = {ProofError.code, errors.KeyFileError.code}
    unnamed = [one.code for one in proof_errors if finding_code(one.code) == "proof.failed" and one.code not in general]
    assert unnamed == []


def test_a_refusal_turns_into_its_finding_and_back() -> None:
    error = refusal(errors.UnreadableError, "format.json_syntax", line=3, column=4)
    finding = Finding.from_error(error)
    assert (finding.code, finding.data, finding.sentence) == (
        "format.json_syntax",
        {"line": 3, "column": 4},
        error.sentence,
    )
    assert "line 3, column 4" in finding.sentence


def test_a_finding_cannot_lack_what_its_sentence_says() -> None:
    with pytest.raises(KeyError):
        Finding.of("format.missing")
    with pytest.raises(KeyError):
        Finding.of("format.no_such_code")


def test_every_headline_has_its_sentence() -> None:
    assert len({headline.sentence for headline in Headline}) == 4


@pytest.mark.parametrize("hostile", ["\x1b[2J", "a\nb", "\u202etxt.exe", "\ud800", "\x00", "\u200b", "\u2028"])
def test_what_a_document_says_cannot_move_the_cursor_or_hide(hostile: str) -> None:
    shown = plain(f"before {hostile} after")
    assert shown.isprintable()
    assert hostile not in shown


def test_long_values_are_cut_and_lists_are_listed() -> None:
    assert plain("x" * 1000) == "x" * LONGEST + "…"
    assert plain(["a", "b"]) == "a, b"
    assert plain("Zażółć gęślą jaźń") == "Zażółć gęślą jaźń"
