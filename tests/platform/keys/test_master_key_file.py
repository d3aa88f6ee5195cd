import subprocess
import sys
from pathlib import Path

import pytest

from rung.platform.site import environment
from rung.platform.site.environment import SettingError

KEY = "0123456789abcdef" * 4


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "elsewhere"
    monkeypatch.setenv("RUNG_MASTER_KEY_FILE", str(path))
    return path


def written(path: Path, content: str, mode: int = 0o600) -> Path:
    path.write_text(content)
    path.chmod(mode)
    return path


def test_it_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    path = environment.master_key_file(tmp_path)
    first = path.read_text()
    assert environment.master_key_file(tmp_path).read_text() == first
    assert len(bytes.fromhex(first)) == 32
    assert path.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [path]  # no draft is left behind


def test_processes_that_start_together_agree_on_one(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from rung.platform.site import environment\n"
        "print(environment.master_key_file(Path(sys.argv[1])).read_text())"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    told = {process.communicate()[0].strip() for process in started}
    assert len(told) == 1
    assert len(told.pop()) == 64


def test_a_named_file_is_used_and_none_is_made_in_the_data_folder(named: Path, tmp_path: Path) -> None:
    written(named, KEY + "\n")
    assert environment.master_key_file(tmp_path).read_text().strip() == KEY
    assert list(tmp_path.iterdir()) == [named]


def test_a_named_file_that_is_missing_is_not_made(named: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"RUNG_MASTER_KEY_FILE: .*elsewhere cannot be read"):
        environment.master_key_file(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "mode", "remedy"),
    [
        (KEY, 0o640, "run chmod 600"),
        (KEY, 0o604, "run chmod 600"),
        (KEY[:-1], 0o600, "64 hexadecimal digits"),
        (KEY + "0", 0o600, "64 hexadecimal digits"),
        (KEY.upper(), 0o600, "64 hexadecimal digits"),
        ("", 0o600, "64 hexadecimal digits"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_remedy(
    named: Path, tmp_path: Path, content: str, mode: int, remedy: str
) -> None:
    written(named, content, mode)
    with pytest.raises(SettingError, match=f"RUNG_MASTER_KEY_FILE: .*{remedy}") as refused:
        environment.master_key_file(tmp_path)
    assert KEY[:40] not in str(refused.value)
