"""The API as it is described, against the description that is committed."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).parents[2]
COMMITTED = ROOT / "docs" / "reference" / "openapi.json"

pytestmark = pytest.mark.contract


def test_the_committed_description_is_that_of_the_api() -> None:
    call_command("export_openapi", check=True, out=COMMITTED)


def test_a_description_out_of_date_is_seen(tmp_path: Path) -> None:
    stale = tmp_path / "openapi.json"
    stale.write_text(COMMITTED.read_text("utf-8").replace("Can I trust", "May I trust"), "utf-8")
    with pytest.raises(CommandError, match="out of date"):
        call_command("export_openapi", check=True, out=stale)
    with pytest.raises(CommandError, match="out of date"):
        call_command("export_openapi", check=True, out=tmp_path / "none.json")


def test_a_fresh_description_is_written_where_it_is_wanted(tmp_path: Path) -> None:
    fresh = tmp_path / "docs" / "openapi.json"
    call_command("export_openapi", out=fresh, stdout=StringIO())
    assert fresh.read_bytes() == COMMITTED.read_bytes()


def test_every_operation_says_what_it_is_for_and_how_it_refuses() -> None:
    described = json.loads(COMMITTED.read_text("utf-8"))
    operations = [operation for path in described["paths"].values() for operation in path.values()]
    assert operations
    for operation in operations:
        assert operation["summary"]
        refusals = {status: answer for status, answer in operation["responses"].items() if status >= "400"}
        assert refusals
        for answer in refusals.values():
            assert list(answer["content"]) == ["application/problem+json"]
            assert answer["content"]["application/problem+json"]["examples"]
