import json
from pathlib import Path

from rung.cli.verify import EXIT_CODES
from rung.credentials import evidence_bundle, report
from rung.credentials.claims import Claims
from rung.credentials.descriptors import MANDATORY
from rung.credentials.evidence_bundle_reading import read
from rung.credentials.finding_kinds import Check, Outcome
from rung.credentials.findings import Headline
from tests.credentials.cast import as_bytes
from tests.credentials.evidence import attested

REFERENCE = Path(__file__).parents[2] / "docs/reference"
PAGE = REFERENCE.joinpath("verify-report.md").read_text("utf-8")
BUNDLE_PAGE = REFERENCE.joinpath("evidence-bundle.md").read_text("utf-8")


def test_every_member_of_what_a_credential_says_is_documented() -> None:
    assert [name for name in Claims.__dataclass_fields__ if f"`{name}`" not in PAGE] == []


def test_every_headline_stands_beside_its_exit_code() -> None:
    assert all(f"| `{headline}` | {EXIT_CODES[headline]} |" in PAGE for headline in Headline)


def test_checks_outcomes_and_elements_are_documented() -> None:
    words = [*Check, *Outcome, *(element.code for element in MANDATORY)]
    assert [word for word in words if f"`{word}`" not in PAGE] == []


def test_every_member_of_the_evidence_in_a_report_is_documented() -> None:
    evidence = json.loads(report.schema())["$defs"]["evidence"]["properties"]
    members = [*evidence, *evidence["parts"]["items"]["properties"]]
    assert [name for name in members if f"`{name}`" not in PAGE] == []


def test_every_member_of_an_evidence_bundle_is_documented() -> None:
    schema = json.loads(evidence_bundle.schema())
    shapes = [schema, *schema["$defs"].values()]
    members = {name for shape in shapes for name in shape.get("properties", {})}
    assert {"statusLists", "legalName", "withdrawn"} <= members
    assert [name for name in members if f'"{name}"' not in BUNDLE_PAGE] == []


def test_the_example_of_an_evidence_bundle_is_one_but_for_what_is_left_out() -> None:
    """The example is abridged: a real id, digest, list and attestation take the place of the dots."""
    example = json.loads(BUNDLE_PAGE.partition("```json\n")[2].partition("```")[0])
    whole = attested()
    example["evidence"]["credential"] = whole["evidence"]["credential"]
    read(as_bytes({**example, "attestation": whole["attestation"]}))
