import json
import random
import shutil
import stat
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rung.cli import issue, issue_folder, main
from rung.cli.issue_folder import FolderRefusedError, Issued, IssueFolder, Register
from rung.core import FrozenClock
from rung.core.errors import RungError
from rung.credentials.award_table import AwardTableError
from rung.credentials.bitstring_status_list import Bitstring
from rung.credentials.findings import Headline
from rung.credentials.trust import TrustList
from rung.credentials.verification import verify
from tests.credentials.cast import NOW, as_bytes
from tests.credentials.test_award_table import FIRST, SECOND, table
from tests.credentials.test_baking_png import PICTURE

URL = "https://school.example/status/1"
DID = "did:web:school.example"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "school.json").write_bytes(as_bytes({"name": "School", "country": "PL", "did": DID}))
    (tmp_path / "awards.csv").write_bytes(table(FIRST, SECOND))
    (tmp_path / "badge.png").write_bytes(PICTURE)
    return tmp_path


def arguments(folder: Path, *more: str, key: str = "--key") -> Namespace:
    parser = ArgumentParser()
    issue.add_arguments(parser)
    return parser.parse_args(
        [
            *("--issuer", str(folder / "school.json"), "--input", str(folder / "awards.csv")),
            *("--out", str(folder / "out"), key, str(folder / "school.key"), *more),
        ]
    )


def run(folder: Path, *more: str, key: str = "--key", seed: int = 1) -> int:
    return issue.run(arguments(folder, *more, key=key), FrozenClock(NOW), random.Random(seed).randbytes)  # noqa: S311  repeatable


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_each_row_becomes_a_signed_credential_that_verifies(folder: Path) -> None:
    assert run(folder, "--status-list", URL, "--png", str(folder / "badge.png"), key="--new-key") == 0
    made = contents(folder / "out")
    assert sorted(made) == [
        "credentials/A-1.json",
        "credentials/A-1.png",
        "credentials/A-2.json",
        "credentials/A-2.png",
        "did.json",
        "issued.json",
        "status-list.json",
        "trust.json",
    ]
    trust = TrustList.from_json(made["trust.json"])
    for name in ("A-1.json", "A-1.png", "A-2.json", "A-2.png"):
        report = verify(
            made[f"credentials/{name}"],
            now=NOW,
            trust=trust,
            documents=trust.documents,
            status_lists={URL: made["status-list.json"]},
        )
        assert report.headline is Headline.VERIFIED_ISSUER_KNOWN
    assert json.loads(made["did.json"])["id"] == DID


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_an_issuer_without_a_did_signs_as_its_own_key(folder: Path, suite: str) -> None:
    (folder / "school.json").write_bytes(as_bytes({"name": "School"}))
    run(folder, "--cryptosuite", suite, key="--new-key")
    made = contents(folder / "out")
    assert "did.json" not in made
    report = verify(made["credentials/A-1.json"], now=NOW, trust=TrustList.from_json(made["trust.json"]))
    assert report.headline is Headline.VERIFIED_ISSUER_KNOWN
    assert report.findings[1].data["cryptosuite"] == suite


def test_running_it_again_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(folder, "--status-list", URL, key="--new-key")
    before = contents(folder)
    assert run(folder, "--status-list", URL, seed=2) == 0
    assert contents(folder) == before
    assert "Issued 0 credentials" in capsys.readouterr().out


def test_new_rows_are_added_and_the_old_files_stay_as_they_were(folder: Path) -> None:
    (folder / "awards.csv").write_bytes(table(FIRST))
    run(folder, "--status-list", URL, key="--new-key")
    before = contents(folder / "out")
    (folder / "awards.csv").write_bytes(table(FIRST, SECOND))
    run(folder, "--status-list", URL, seed=2)
    after = contents(folder / "out")
    assert set(after) - set(before) == {"credentials/A-2.json"}
    assert [name for name in before if before[name] != after[name]] == ["issued.json"]


def test_the_status_list_tells_nothing_and_the_entries_are_drawn_at_random(folder: Path) -> None:
    run(folder, "--status-list", URL, key="--new-key")
    register = Register.from_json((folder / "out" / "issued.json").read_bytes())
    indexes = [one.status_index for one in register.awards.values()]
    assert len(set(indexes)) == 2
    assert indexes != [0, 1]
    listed = json.loads((folder / "out" / "status-list.json").read_bytes())
    assert listed["credentialSubject"]["encodedList"] == Bitstring.clear().encode()


def test_one_bad_row_and_nothing_is_written_not_even_the_key(folder: Path) -> None:
    (folder / "awards.csv").write_bytes(table(FIRST, "a/b,x,,,,", SECOND))
    before = contents(folder)
    with pytest.raises(AwardTableError) as caught:
        run(folder, key="--new-key")
    assert {problem.row for problem in caught.value.problems} == {3}
    assert contents(folder) == before


def test_a_row_that_was_issued_with_other_content_is_refused(folder: Path) -> None:
    run(folder, key="--new-key")
    before = contents(folder / "out")
    (folder / "awards.csv").write_bytes(table(FIRST, SECOND.replace("Jan Kowalski", "Jan Nowak")))
    with pytest.raises(AwardTableError, match="row 3, award_id: It was issued before"):
        run(folder)
    assert contents(folder / "out") == before


def test_a_file_that_is_there_already_is_never_replaced(folder: Path) -> None:
    target = folder / "out" / "credentials" / "A-1.json"
    target.parent.mkdir(parents=True)
    target.write_bytes(b"somebody's work")
    with pytest.raises(FolderRefusedError, match="there already"):
        run(folder, key="--new-key")
    assert contents(folder / "out") == {"credentials/A-1.json": b"somebody's work"}


def test_an_existing_key_file_is_never_replaced(folder: Path) -> None:
    (folder / "school.key").write_bytes(b"a key")
    with pytest.raises(RungError):
        run(folder, key="--new-key")
    assert (folder / "school.key").read_bytes() == b"a key"
    assert "credentials" not in {path.name for path in (folder / "out").iterdir()}


def test_the_key_file_belongs_to_its_owner_alone(folder: Path) -> None:
    run(folder, key="--new-key")
    assert stat.S_IMODE((folder / "school.key").stat().st_mode) == 0o600


def test_the_secret_stands_in_no_other_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(folder, "--status-list", URL, key="--new-key")
    secret = json.loads((folder / "school.key").read_bytes())["secretKeyMultibase"].encode()
    assert all(secret not in content for content in contents(folder / "out").values())
    assert secret.decode() not in capsys.readouterr().out


def test_one_folder_is_one_issuer_with_one_list(folder: Path) -> None:
    run(folder, "--status-list", URL, key="--new-key")
    with pytest.raises(FolderRefusedError, match="name the same"):
        run(folder)
    (folder / "school.json").write_bytes(as_bytes({"name": "Other"}))
    (folder / "school.key").unlink()
    with pytest.raises(FolderRefusedError, match="another folder"):
        run(folder, "--status-list", URL, key="--new-key", seed=5)


def test_a_key_of_another_did_is_refused(folder: Path) -> None:
    run(folder, key="--new-key")
    (folder / "school.json").write_bytes(as_bytes({"name": "School", "did": "did:web:other.example"}))
    with pytest.raises(RungError, match="The key belongs to"):
        run(folder)


@pytest.mark.parametrize("profile", [[], {"name": ""}, {"name": 7}, {"country": "PL"}, {"name": "S", "logo": "x"}])
def test_an_issuer_file_of_another_form_is_refused(folder: Path, profile: object) -> None:
    (folder / "school.json").write_bytes(as_bytes(profile))
    with pytest.raises(RungError):
        run(folder, key="--new-key")


def test_the_command_line_prints_the_problems_and_exits_with_2(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "awards.csv").write_bytes(table("a/b,x,,,,"))
    given = [str(folder / name) for name in ("school.json", "awards.csv", "out", "school.key")]
    names = ("--issuer", "--input", "--out", "--new-key")
    assert main.main(["issue", *(word for pair in zip(names, given, strict=True) for word in pair)]) == 2
    assert "row 2, achievement_id:" in capsys.readouterr().err


# --- The folder: all or nothing ---

REGISTER = Register("did:web:school.example", awards={"A-1": Issued("d", "urn:uuid:1", "credentials/A-1.json")})
FILES = {"credentials/A-1.json": b"one", "credentials/A-2.json": b"two", "trust.json": b"{}"}


class KilledError(Exception):
    """Stands for the end of the process."""


def test_a_run_killed_at_any_step_is_finished_or_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process ends before its n-th change of the disk, for every n; what is left is everything or nothing."""
    outcomes = []
    for step in range(30):
        out = tmp_path / str(step)
        kill_at(step, monkeypatch)
        try:
            IssueFolder.open(out).add(FILES, REGISTER)
            finished = True
        except KilledError:
            finished = False
        monkeypatch.undo()
        left = IssueFolder.open(out)
        found = {name: content for name, content in contents(out).items() if name != "issued.json"}
        assert found in ({}, FILES), step
        assert (left.register() == REGISTER) == (found == FILES), step
        outcomes.append(bool(found))
        if finished:
            break
    assert outcomes == sorted(outcomes)
    assert {True, False} == set(outcomes)
    assert finished


def kill_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the `step`-th write, rename, move or removal the last thing that does not happen."""
    count = iter(range(10**6))

    def counting(action: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any, **named: Any) -> Any:
            if next(count) == step:
                raise KilledError
            return action(*arguments, **named)

        return act

    monkeypatch.setattr(issue_folder, "_write", counting(issue_folder._write))
    monkeypatch.setattr(Path, "rename", counting(Path.rename))
    monkeypatch.setattr(Path, "replace", counting(Path.replace))
    monkeypatch.setattr(shutil, "rmtree", counting(shutil.rmtree))


def test_a_register_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "issued.json").write_text("[]")
    with pytest.raises(FolderRefusedError, match="no register"):
        IssueFolder.open(tmp_path).register()
