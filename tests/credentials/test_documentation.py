from pathlib import Path

from rung.cli.verify import EXIT_CODES
from rung.credentials.claims import Claims
from rung.credentials.descriptors import MANDATORY
from rung.credentials.finding_kinds import Check, Outcome
from rung.credentials.findings import Headline

PAGE = Path(__file__).parents[2].joinpath("docs/reference/verify-report.md").read_text("utf-8")


def test_every_member_of_what_a_credential_says_is_documented() -> None:
    assert [name for name in Claims.__dataclass_fields__ if f"`{name}`" not in PAGE] == []


def test_every_headline_stands_beside_its_exit_code() -> None:
    assert all(f"| `{headline}` | {EXIT_CODES[headline]} |" in PAGE for headline in Headline)


def test_checks_outcomes_and_elements_are_documented() -> None:
    words = [*Check, *Outcome, *(element.code for element in MANDATORY)]
    assert [word for word in words if f"`{word}`" not in PAGE] == []
