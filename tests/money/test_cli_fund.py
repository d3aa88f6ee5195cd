import io
import json
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pytest

from rung.cli import fund
from rung.cli.fund import CaseFileError
from rung.money.errors import CaseError
from tests.money.test_case_reading import WHOLE, as_bytes

BARBARA: dict[str, Any] = {
    **{name: WHOLE[name] for name in ("version", "person", "accounts")},
    "offer": {
        "price": [{"item": "course", "amount": {"minor": 420_000, "currency": "PLN"}}],
        "provider_registers": ["BUR"],
        "leads_to_qualification": False,
    },
    "applications": [{"scheme": "regional-voucher-pattern"}],
}


def run(folder: Path, question: str, case: Any, *more: str, on: str = "2026-03-16") -> int:
    (folder / "case.json").write_bytes(as_bytes(case))
    parser = ArgumentParser()
    fund.add_arguments(parser)
    return fund.run(parser.parse_args([question, "--in", str(folder / "case.json"), "--on", on, *more]))


def test_a_split_is_told_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # 80 % of 4,200.00 = 3,360.00 = 70 vouchers; 500.00 from the account; 340.00 are left
    assert run(tmp_path, "split", BARBARA) == 0
    told = capsys.readouterr().out
    assert told.startswith("Price 4,200.00 PLN, judged by the rules of 2026-03-16\n")
    for line in (
        "    3,360.00 PLN  regional-voucher-pattern, by regional-voucher-pattern-1\n",
        "                  70 whole vouchers of 48.00 PLN.\n",
        "      500.00 PLN  ila, by ila-1\n",
        "      340.00 PLN  learner, by payer-order-1\n",
        "  [ok] The person has turned 50 on or before 2026-03-16 (the birthday was 2024-02-11).\n",
    ):
        assert line in told


def test_a_split_as_json_sums_to_the_price(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "split", BARBARA, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["version"], told["verdict"], told["split"]["on"]) == (1, "yes", "2026-03-16")
    lines = [(line["kind"], line["payer"], line["amount"]["minor"]) for line in told["split"]["lines"]]
    assert lines == [
        ("grant", "regional-voucher-pattern", 336_000),
        ("account", "ila", 50_000),
        ("own", "learner", 34_000),
    ]
    assert told["split"]["price"] == {"minor": 420_000, "currency": "PLN"}
    (assessment,) = told["assessments"]
    assert assessment["rate"]["percent"] == "80"
    assert all(
        {"code", "answer", "sentence", "remedy", "source", "mark"} <= reason.keys() for reason in assessment["reasons"]
    )


def test_a_scheme_that_says_no_ends_with_1_and_the_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "split", {**BARBARA, "applications": [{"scheme": "kfs"}]}) == 1
    told = capsys.readouterr().out
    assert "National Training Fund (Krajowy Fundusz Szkoleniowy): no\n" in told
    assert "It would be a yes for somebody whose status on the application day is one of: employed" in told


def test_a_missing_fact_ends_with_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    silent = {**BARBARA, "person": {"status": "unemployed"}}
    assert run(tmp_path, "split", silent) == 3
    assert "  [?]  Whether the person has turned 18 is not known. [C]\n" in capsys.readouterr().out


def test_eligibility_asks_every_scheme(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "eligibility", BARBARA, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert {each["scheme"]: each["verdict"] for each in told["assessments"]}["pl-learning-voucher"] == "possible"
    assert all(each["reasons"] for each in told["assessments"])


def test_eligibility_tells_why_a_rate_is_not_the_higher_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    young = {**BARBARA, "person": {"born": "1990-01-01"}}
    assert run(tmp_path, "eligibility", young) == 0
    told = capsys.readouterr().out
    assert "  [!]  80 % would be paid if one of the following were met.\n" in told
    assert "It would be a yes for an application on 2040-01-01 or later.\n" in told


@pytest.mark.parametrize(("person", "code"), [({"born": "2015-01-01", "status": "inactive"}, 1), ({}, 3)])
def test_eligibility_without_any_yes_ends_with_1_or_3(
    person: dict[str, Any], code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "eligibility", {"version": 1, "person": person}) == code
    assert capsys.readouterr().out


def test_the_same_case_is_judged_by_the_rules_of_its_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    grants = []
    case = {
        **WHOLE,
        "person": {**WHOLE["person"], "status": "employed"},
        "accounts": [],
        "past_grants": [],
    }
    for day in ("2025-12-31", "2026-01-01"):
        assert run(tmp_path, "split", case, "--json", on=day) == 0
        lines = json.loads(capsys.readouterr().out)["split"]["lines"]
        grants.append((lines[0]["rule"], lines[0]["amount"]["minor"]))
    # The application is for the course alone, 4,200.00, by a firm of nine: 100 % in 2025, 90 % in 2026
    assert grants == [("kfs-2025", 420_000), ("kfs-2026", 378_000)]


def test_a_case_may_come_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = ArgumentParser()
    fund.add_arguments(parser)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(as_bytes(BARBARA))))
    assert fund.run(parser.parse_args(["split", "--in", "-", "--on", "2026-03-16"])) == 0
    assert capsys.readouterr().out.startswith("Price 4,200.00 PLN")


def test_a_file_that_is_not_there_is_named() -> None:
    parser = ArgumentParser()
    fund.add_arguments(parser)
    with pytest.raises(CaseFileError, match=r"none\.json cannot be read: No such file"):
        fund.run(parser.parse_args(["split", "--in", "none.json", "--on", "2026-03-16"]))


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="--on: 'today' is no day"):
        run(tmp_path, "split", BARBARA, on="today")


def test_it_starts_without_the_platform_and_without_the_credential_library() -> None:
    heavy = "('django', 'pyld', 'nacl', 'rung.platform', 'rung.credentials')"
    program = f"import sys, rung.cli.fund; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
