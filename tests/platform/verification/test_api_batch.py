"""Many credentials in one call: each gets its own answer, and only those who may ask get any."""

import json
from datetime import timedelta
from typing import Any

import jsonschema
import pytest
from django.test import Client

from rung.credentials import report
from rung.platform.organisations import services
from rung.platform.verification import samples
from tests.platform.conftest import Cast, acting
from tests.platform.verification.credentials import WITHDRAWABLE, issue

PATH = "/api/v1/verify/batch"
JSON = "application/json"
GENUINE, TAMPERED = (samples.credential_of(slug).decode() for slug in ("genuine", "tampered"))


@pytest.fixture
def program(known_academy: Cast) -> Client:
    """A program of the employer, with a token that its administrator created."""
    new = services.create_token(
        actor=acting(known_academy.jan), organisation_id=known_academy.employer.pk, name="recruiting",
        scopes=["credential.verify_batch"], lasts=timedelta(days=30),
    )  # fmt: skip
    return Client(headers={"host": "localhost", "authorization": f"Bearer {new.secret}"})


def send(program: Client, body: Any) -> Any:
    content = body if isinstance(body, bytes) else json.dumps(body)
    return program.post(PATH, content, content_type=JSON)


def codes(answer: Any) -> list[str]:
    return [one["report"]["headline"]["code"] if one["report"] else one["problem"]["code"] for one in answer["answers"]]


def test_each_credential_gets_its_own_report_in_order(program: Client) -> None:
    answer = send(program, {"credentials": [issue().decode(), TAMPERED, GENUINE, "{}", issue(WITHDRAWABLE).decode()]})
    assert answer.status_code == 200
    assert codes(answer.json()) == [
        "VERIFIED_ISSUER_KNOWN", "NOT_VALID", "INTACT_ISSUER_NOT_CONFIRMED", "NOT_READABLE",
        "INTACT_ISSUER_NOT_CONFIRMED",
    ]  # fmt: skip
    for one in answer.json()["answers"]:
        jsonschema.validate(one["report"], json.loads(report.schema()))


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("", "NOT_READABLE"),
        ("[" * 100_000, "NOT_READABLE"),
        ('{"a": "\\ud800"}', "NOT_READABLE"),
        ("\ud800", "NOT_READABLE"),
        ("https://badges.example/1", "verification.foreign_link"),
        ("WIFI:S:Cafe;;", "verification.other_content"),
        ("x" * ((1 << 20) + 1), "verification.too_large"),
        (7, "verification.not_a_text"),
        (None, "verification.not_a_text"),
        ({"type": "object"}, "verification.not_a_text"),
        (["list"], "verification.not_a_text"),
    ],
    ids=repr,
)
def test_one_bad_document_never_spoils_the_others(program: Client, bad: Any, code: str) -> None:
    answer = send(program, {"credentials": [GENUINE, bad, GENUINE]})
    assert answer.status_code == 200
    first, middle, last = codes(answer.json())
    assert first == last == "INTACT_ISSUER_NOT_CONFIRMED"
    assert middle == code


def test_a_hundred_are_judged_and_a_hundred_and_one_are_refused(program: Client) -> None:
    assert len(send(program, {"credentials": ["{}"] * 100}).json()["answers"]) == 100
    assert send(program, {"credentials": ["{}"] * 101}).status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        b" ", b"{", b"[]", b"7", b"[" * 100_000, b"\xff", b"{}", b'{"credentials": []}', b'{"credentials": "x"}',
        b'{"credentials": {"0": "x"}}', b'{"credentials": ["{}"], "more": 1}', b'{"credentials": ["{}"], "as_of": 7}',
        b'{"credentials": [' + b"9" * 5_000 + b"]}",
    ],
    ids=lambda body: body[:30].decode("latin-1"),
)  # fmt: skip
def test_a_body_of_another_form_is_a_problem_that_says_which(program: Client, body: bytes) -> None:
    answer = send(program, body)
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["title"] == "verification.batch_malformed"


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [(b"x=1", "application/x-www-form-urlencoded", 415), (b"x", "", 415), (b" " * 3_000_000, JSON, 413)],
)
def test_another_media_type_and_too_much_are_refused(
    program: Client, content: bytes, media_type: str, status: int
) -> None:
    answer = program.generic("POST", PATH, content, content_type=media_type, CONTENT_TYPE=media_type)
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("day", "title"),
    [("2099-01-01", "verification.day_in_future"), ("1.1.2026", "verification.day_malformed")],
)
def test_a_day_that_cannot_be_asked_about_is_a_problem(program: Client, day: str, title: str) -> None:
    answer = send(program, {"credentials": ["{}"], "as_of": day})
    assert answer.status_code == 422
    assert json.loads(answer.content)["title"] == title


def test_all_are_judged_as_of_the_same_day(program: Client) -> None:
    told = send(program, {"credentials": [issue().decode()] * 2, "as_of": "2026-09-14"}).json()  # issued on the 15th
    assert codes(told) == ["NOT_VALID", "NOT_VALID"]
    assert all("validity.not_yet" in one["report"]["because"] for one in told["answers"])


def test_without_a_token_nobody_gets_an_answer(known_academy: Cast) -> None:
    assert send(Client(headers={"host": "localhost"}), {"credentials": ["{}"]}).status_code == 401


def test_an_administrator_may_by_her_session_and_others_may_not(known_academy: Cast) -> None:
    statuses = {}
    for who in ("ewa", "jan", "halina", "marek", "barbara", "piotr"):
        browser = Client(headers={"host": "localhost"})
        browser.force_login(getattr(known_academy, who))
        statuses[who] = send(browser, {"credentials": ["{}"]}).status_code
    administrators = dict.fromkeys(("ewa", "jan", "halina"), 200)
    assert statuses == administrators | dict.fromkeys(("marek", "barbara", "piotr"), 403)


def test_a_token_for_something_else_is_refused(known_academy: Cast) -> None:
    new = services.create_token(
        actor=acting(known_academy.ewa), organisation_id=known_academy.provider.pk, name="profile",
        scopes=["organisation.edit_profile"], lasts=timedelta(days=30),
    )  # fmt: skip
    program = Client(headers={"host": "localhost", "authorization": f"Bearer {new.secret}"})
    answer = send(program, {"credentials": ["{}"]})
    assert answer.status_code == 403
    assert json.loads(answer.content)["errors"] == [{"right": "credential.verify_batch"}]
