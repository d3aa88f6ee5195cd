"""Letters about accounts: whole, plain, and with nothing escaped that no browser will read."""

from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from rung.platform import people

FOLDER = Path(people.__file__).parent / "templates" / "account" / "email"
SUBJECTS = sorted(path.name for path in FOLDER.glob("*_subject.txt"))
CONTEXT = {
    "current_site": {"domain": "rung.example"},
    "email": "o'hara@example.org",
    "activate_url": "https://rung.example/confirm?a=1&b=2",
    "password_reset_url": "https://rung.example/reset?a=1&b=2",
    "signup_url": "https://rung.example/signup?a=1&b=2",
    "from_email": "o'hara@example.org",
    "to_email": "ohara@example.org",
    "deleted_email": "o'hara@example.org",
    "timestamp": "21 November 2026",
    "ip": "192.0.2.7",
    "user_agent": "Browser & Co",
}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_letter_has_one_line_of_subject_and_a_body_that_greets_and_signs(subject: str) -> None:
    with override("en"):
        head = render_to_string(f"account/email/{subject}", CONTEXT)
        body = render_to_string(f"account/email/{subject}".replace("_subject", "_message"), CONTEXT)
    assert len(head.strip().splitlines()) == 1
    assert body.strip().startswith("Good day,")
    assert body.strip().endswith("--\nRung\nrung.example")


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_letter_escapes_nothing(subject: str) -> None:
    body = render_to_string(f"account/email/{subject}".replace("_subject", "_message"), CONTEXT)
    assert "&amp;" not in body
    assert "&#x27;" not in body


@pytest.mark.parametrize(
    ("letter", "address"),
    [
        ("email_confirmation", "activate_url"),
        ("account_already_exists", "password_reset_url"),
        ("password_reset_key", "password_reset_url"),
        ("unknown_account", "signup_url"),
    ],
)
def test_the_way_on_stands_on_a_line_of_its_own(letter: str, address: str) -> None:
    body = render_to_string(f"account/email/{letter}_message.txt", CONTEXT)
    assert CONTEXT[address] in body.splitlines()


@pytest.mark.parametrize("letter", ["password_changed", "password_reset", "email_changed"])
def test_a_warning_tells_when_and_from_where(letter: str) -> None:
    body = render_to_string(f"account/email/{letter}_message.txt", CONTEXT)
    assert all(str(CONTEXT[name]) in body for name in ("timestamp", "ip", "user_agent"))
