"""`rung award`: the same commands as the pages, with the dry run on the screen."""

from pathlib import Path

import pytest

from rung.cli.main import main
from rung.platform.issuing import queries
from tests.platform.conftest import Cast
from tests.platform.issuing.ready import Provider, list_of

PEOPLE = ("anna@example.org", "beata@example.org", "celina@example.org")


def words_for(provider: Provider, cast: Cast, file: Path, *more: str) -> list[str]:
    return [
        "award", str(file), "--organisation", str(provider.organisation_id), "--design", str(provider.version_id),
        "--as", cast.marek.email, "--key", "spring", *more,
    ]  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


def test_the_dry_run_names_bad_rows_and_issues_nothing(
    provider: Provider, cast: Cast, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(list_of(*PEOPLE, row_3={"email": "beata"}), "utf-8")
    assert main(words_for(provider, cast, file)) == 1
    told = capsys.readouterr()
    assert "row 3, email: “beata” is no e-mail address." in told.out
    assert "2 rows are good, 1 are not. State: checked." in told.out
    assert "Rows read: 3" in told.err
    assert not queries.awards_in(provider.scope).exists()


def test_issuing_shows_how_far_it_is_and_twice_is_once(
    provider: Provider, cast: Cast, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(list_of(*PEOPLE), "utf-8")
    assert main(words_for(provider, cast, file, "--issue")) == 0
    told = capsys.readouterr()
    assert "100 % (3 of 3)" in told.err
    assert "3 credentials issued now, 3 in all by this order." in told.out
    assert main(words_for(provider, cast, file, "--issue")) == 0
    assert "0 credentials issued now, 3 in all by this order." in capsys.readouterr().out


def test_the_same_key_with_another_file_is_unusable_input(
    provider: Provider, cast: Cast, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(list_of(*PEOPLE), "utf-8")
    main(words_for(provider, cast, file))
    file.write_text(list_of(*PEOPLE[:2]), "utf-8")
    assert main(words_for(provider, cast, file)) == 2
    assert "belongs to an earlier order" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param({"--as": "nobody@example.org"}, "no account with the address", id="a stranger"),
        pytest.param({"--as": "jan@example.org"}, "no such organisation among yours", id="a member of another body"),
    ],
)
def test_only_a_member_may_order(
    provider: Provider, cast: Cast, file: Path, change: dict[str, str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(list_of(*PEOPLE), "utf-8")
    words = words_for(provider, cast, file)
    for option, value in change.items():
        words[words.index(option) + 1] = value
    assert main(words) == 2
    assert told in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(
    provider: Provider, cast: Cast, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words_for(provider, cast, file)) == 2
    assert "cannot be read" in capsys.readouterr().err
