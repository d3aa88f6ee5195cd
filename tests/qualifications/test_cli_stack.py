import argparse
import io
import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from rung.cli import stack
from rung.core.errors import RungError
from rung.qualifications.errors import DocumentRefusedError

ON = ("--on", "2026-05-01")


def unit(name: str, hours: float, level: int = 5, **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "hours": hours,
        "type": "core",
        "level": {"framework": "EQF", "version": "2017", "value": level},
        **more,
    }


def credential(name: str, hours: float, **more: Any) -> dict[str, Any]:
    return {
        "id": f"credential-{name}",
        "unit": unit(name, hours),
        "issued": "2025-01-15",
        "kind": "micro-credential",
        "assessed": True,
        **more,
    }


ENOUGH = {"holdings": [credential(name, 45) for name in "xyz"]}
LAPSED = {
    "holdings": [credential("x", 45), credential("y", 45), credential("z", 45, valid_until="2026-05-01")],
    "offered": [unit("w", 30)],
}


def schema(name: str) -> Draft202012Validator:
    text = files("rung.qualifications").joinpath(f"data/{name}.schema.json").read_text("utf-8")
    described = json.loads(text)
    Draft202012Validator.check_schema(described)
    return Draft202012Validator(described)


def run(tmp_path: Path, holdings: object, *more: str) -> int:
    file = tmp_path / "holdings.json"
    file.write_text(json.dumps(holdings), "utf-8")
    parser = argparse.ArgumentParser()
    stack.add_arguments(parser)
    return stack.run(parser.parse_args(["--rule", "r-stack", "--holdings", str(file), *ON, *more]))


def test_it_ends_with_0_for_eligible_and_shows_every_clause(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, ENOUGH) == 0
    out = capsys.readouterr().out
    assert out.startswith("Eligible: Qualification from core and supplementary units\n")
    assert "  [ok] Core units: 3 of 3 units.\n" in out
    assert "  credential-x: x, 45 h, fills a slot of core-units\n" in out
    assert "Without credential-x: core-units is not met, hours is not met; not eligible." in out


def test_it_ends_with_1_and_says_what_is_missing_and_what_would_mend_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """x and y: 2 of 3 units and 90 of 120 h; z renewed or w (30 h) taken would make it whole."""
    assert run(tmp_path, LAPSED) == 1
    out = capsys.readouterr().out
    assert out.startswith("Not eligible: ")
    assert "  [no] Core units: 2 of 3 units; 1 unit missing.\n" in out
    assert "  [no] Hours in all: 90 of 120 hours; 30 hours missing.\n" in out
    assert "  credential-z: z. It had expired: renew it.\n" in out
    assert "With a renewed credential-z: core-units is met, hours is met; eligible." in out
    assert "With the unit w: core-units is met, hours is met; eligible." in out


@pytest.mark.parametrize("holdings", [ENOUGH, LAPSED, {"holdings": []}])
def test_what_goes_in_and_comes_out_as_json_keeps_to_its_schema(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], holdings: dict[str, Any]
) -> None:
    schema("holdings").validate(holdings)
    code = run(tmp_path, holdings, "--json")
    report = json.loads(capsys.readouterr().out)
    schema("stack-evaluation").validate(report)
    assert report["eligible"] is (code == 0)
    assert report["rule"]["id"] == "r-stack"
    assert len(report["counted"]) + len(report["not_counted"]) == len(holdings["holdings"])


def test_a_level_that_does_not_compare_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = credential("z", 45)
    other["unit"]["level"] = {"framework": "DigComp", "version": "2.2", "value": 7}
    run(tmp_path, {"holdings": [*ENOUGH["holdings"][:2], other]})
    assert "Level does not compare with the one demanded: credential-z." in capsys.readouterr().out


def test_a_rule_comes_from_a_file_and_holdings_from_standard_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = {
        "id": "mine",
        "version": "7",
        "title": {"en": "Mine"},
        "from": "2026-01-01",
        "clause": [{"id": "any", "title": {"en": "Any"}, "units": 1}],
    }
    schema("stacking-rule").validate(rule)
    (tmp_path / "rule.json").write_text(json.dumps(rule), "utf-8")
    typed = io.TextIOWrapper(io.BytesIO(json.dumps(ENOUGH).encode()))
    monkeypatch.setattr(sys, "stdin", typed)
    arguments = argparse.Namespace(rule=str(tmp_path / "rule.json"), holdings="-", on="2026-05-01", json=False)
    assert stack.run(arguments) == 0
    assert "rule mine, version 7, on 2026-05-01" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rule": "no-such-rule"}, "no-such-rule cannot be read"),
        ({"rule": "no\0rule"}, "cannot be read"),
        ({"holdings": "no-such-file.json"}, "no-such-file.json cannot be read"),
        ({"on": "tomorrow"}, "“tomorrow” is no day"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_sentence(changes: dict[str, str], said: str, tmp_path: Path) -> None:
    file = tmp_path / "holdings.json"
    file.write_text(json.dumps(ENOUGH), "utf-8")
    given = {"rule": "r-stack", "holdings": str(file), "on": "2026-05-01", "json": False, **changes}
    with pytest.raises(RungError, match=said):
        stack.run(argparse.Namespace(**given))


def test_a_wrong_holding_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(DocumentRefusedError, match=r"holdings.holdings\[1\].unit.hours"):
        run(tmp_path, {"holdings": [credential("x", 0)]})


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("holdings", {"holdings": [credential("x", 45, grade=5)]}),
        ("holdings", {"holdings": [credential("x", 0)]}),
        ("stacking-rule", {"id": "r", "version": "1", "title": {"en": "R"}, "from": "2026-01-01", "clause": []}),
        ("stack-evaluation", {"version": 1}),
    ],
)
def test_the_schemas_refuse_what_the_reader_refuses(name: str, wrong: dict[str, Any]) -> None:
    assert not schema(name).is_valid(wrong)


def test_it_starts_without_the_platform() -> None:
    foreign = "any(name.startswith(('django', 'rung.platform')) for name in sys.modules)"
    code = f"import sys, rung.cli.stack; sys.exit({foreign})"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
