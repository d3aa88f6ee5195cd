import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from rung.platform.site import environment
from rung.platform.site.environment import SettingError


def test_sqlite_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    """Ask a real file, opened as the product opens it: WAL, synchronous FULL (2), foreign keys on, IMMEDIATE."""
    program = (
        "import django; django.setup(); from django.db import connection, transaction\n"
        "cursor = connection.cursor()\n"
        "for name in ('journal_mode', 'synchronous', 'foreign_keys'):\n"
        "    print(cursor.execute(f'PRAGMA {name}').fetchone()[0])\n"
        "print(connection.transaction_mode)\n"
        "with transaction.atomic():\n"
        "    import sqlite3; other = sqlite3.connect(connection.settings_dict['NAME'], timeout=0)\n"
        "    try: other.execute('BEGIN IMMEDIATE'); print('free')\n"
        "    except sqlite3.OperationalError: print('taken')\n"
    )
    surroundings = {"RUNG_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "rung.platform.site.settings"}
    said = subprocess.run([sys.executable, "-c", program], env=surroundings, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["wal", "2", "1", "IMMEDIATE", "taken"]


@pytest.mark.skipif("postgresql" not in settings.DATABASES["default"]["ENGINE"], reason="asked on PostgreSQL only")
def test_postgresql_keeps_what_it_acknowledged(db: None) -> None:
    with connection.cursor() as cursor:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute(f"SHOW {setting}")
            assert cursor.fetchone() == ("on",)


def test_no_request_holds_a_transaction_by_itself() -> None:
    assert settings.DATABASES["default"]["ATOMIC_REQUESTS"] is False


def test_the_secret_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    first = environment.secret_key(tmp_path)
    assert environment.secret_key(tmp_path) == first
    assert len(first) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("RUNG_DEMO", "maybe", "set it to 1 or 0"),
        ("RUNG_PUBLIC_URL", "rung.example", "write the whole address"),
        ("RUNG_MAIL", "pigeon", "write console, file, or smtp"),
        ("RUNG_TRUSTED_PROXIES", "some", "write a number"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str, remedy: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError, match=f"{name}.*{remedy}"):
        _ = (
            environment.flag("RUNG_DEMO"),
            environment.public_url(),
            environment.mail_settings(tmp_path),
            environment.trusted_proxies(""),
        )


def test_mail_goes_over_the_given_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RUNG_MAIL", "smtp://rung%40city.example:p%2Fw@mail.city.example")
    mail = environment.mail_settings(tmp_path)
    assert (mail["EMAIL_HOST"], mail["EMAIL_PORT"], mail["EMAIL_USE_TLS"]) == ("mail.city.example", 587, True)
    assert (mail["EMAIL_HOST_USER"], mail["EMAIL_HOST_PASSWORD"]) == ("rung@city.example", "p/w")


@pytest.mark.parametrize("path", ["/", "/account/login/", "/accessibility/", "/no-such-page/", "/api/v1/openapi.json"])
def test_every_answer_carries_the_strict_headers(db: None, client: Client, path: str) -> None:
    answer = client.get(path)
    policy = dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
