"""What Rung signs is accepted by two verifiers that are not ours, and what was tampered with is not."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.credentials.proofs.documents import OTHER_KEY, micro_credential, signed
from tests.foreign.node_scripts import run_script

VERIFIERS = ["verify_digitalbazaar.mjs", "verify_dcc.mjs"]


def _credential() -> dict[str, Any]:
    """Return an Open Badge without a status, since looking one up needs the network."""
    document = micro_credential()
    del document["credentialStatus"]
    return document


def _grade(document: dict[str, Any]) -> None:
    document["credentialSubject"]["result"][0]["value"] = "88"


def _name(document: dict[str, Any]) -> None:
    document["issuer"]["name"] = "Example University of Technology "


def _proof_date(document: dict[str, Any]) -> None:
    document["proof"][0]["created"] = "2026-02-01T09:00:01Z"


def _another_key(document: dict[str, Any]) -> None:
    document["proof"][0]["verificationMethod"] = OTHER_KEY.verification_method


def _added(document: dict[str, Any]) -> None:
    document["credentialSubject"]["achievement"]["tag"] = ["honours"]


def _undefined(document: dict[str, Any]) -> None:
    document["credentialSubject"]["honours"] = True


TAMPERINGS: list[Callable[[dict[str, Any]], None]] = [_grade, _name, _proof_date, _another_key, _added, _undefined]


@pytest.mark.foreign
@pytest.mark.parametrize("verifier", VERIFIERS)
def test_the_original_verifies_and_no_tampered_copy_does(verifier: str, tmp_path: Path) -> None:
    original = signed(_credential())
    copies = []
    for tamper in TAMPERINGS:
        copies.append(copy.deepcopy(original))
        tamper(copies[-1])
    verdicts = run_script(verifier, _written([original, *copies], tmp_path))
    assert verdicts[0] == {"verified": True, "reason": ""}
    assert [verdict["verified"] for verdict in verdicts[1:]] == [False] * len(TAMPERINGS)


@pytest.mark.foreign
@pytest.mark.parametrize("verifier", VERIFIERS)
def test_letters_of_every_script_verify(verifier: str, tmp_path: Path) -> None:
    document = _credential()
    document["name"] = 'Zażółć gęślą jaźń — 資格 🪜 "quoted" \\ back\nslash\ttab'
    document["credentialSubject"]["achievement"]["name"] = {"@value": "Analiza danych", "@language": "pl"}
    assert run_script(verifier, _written([signed(document)], tmp_path))[0]["verified"]


@pytest.mark.foreign
@pytest.mark.parametrize("verifier", VERIFIERS)
def test_a_set_of_two_proofs_verifies(verifier: str, tmp_path: Path) -> None:
    document = signed(signed(_credential()), key=OTHER_KEY)
    assert len(document["proof"]) == 2
    assert run_script(verifier, _written([document], tmp_path))[0]["verified"]


def _written(documents: list[dict[str, Any]], folder: Path) -> list[Path]:
    files = [folder / f"{number}.json" for number in range(len(documents))]
    for file, document in zip(files, documents, strict=True):
        file.write_text(json.dumps(document), "utf-8")
    return files
