import json
from typing import Any

import jsonschema
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rung.credentials import report
from rung.platform.verification import api_shapes, samples
from tests.platform.conftest import Cast
from tests.platform.verification.conftest import qr_picture
from tests.platform.verification.credentials import issue

PATH = "/api/v1/verify"
JSON = "application/json"


@pytest.fixture
def program(db: None) -> Client:
    return Client(enforce_csrf_checks=True, headers={"host": "localhost"})


def sent_as_file(program: Client, content: bytes) -> Any:
    return program.post(PATH, {"file": SimpleUploadedFile("x", content)})


@pytest.mark.parametrize("data", [b"{}", b"[]", b"null", b"{", samples.credential_of("tampered")])
def test_every_document_gets_a_report_that_meets_the_published_schema(program: Client, data: bytes) -> None:
    answer = program.post(PATH, data, content_type=JSON)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith(JSON)
    jsonschema.validate(answer.json(), json.loads(report.schema()))


def test_a_known_issuer_is_reported_as_json_and_as_a_file(program: Client, known_academy: Cast) -> None:
    for answer in (program.post(PATH, issue(), content_type=JSON), sent_as_file(program, issue())):
        told = answer.json()
        jsonschema.validate(told, json.loads(report.schema()))
        assert told["headline"]["code"] == "VERIFIED_ISSUER_KNOWN"
        assert told["issuer"]["names"] == {"und": "Akademia Beskidzka"}
        assert told["credential"]["subject_name"] == "Barbara Nowak"


def test_a_badge_picture_is_judged(program: Client) -> None:
    told = sent_as_file(program, samples.picture_of("genuine").content).json()
    assert told["form"] == "png"
    assert told["headline"]["code"] == "INTACT_ISSUER_NOT_CONFIRMED"


@pytest.mark.parametrize(
    ("data", "media_type", "status", "code"),
    [
        (b"", JSON, 422, "nothing_handed_in"),
        (b"x", "text/plain", 415, "media_type"),
        (b"x", "", 415, "media_type"),
        (b"a=b", "application/x-www-form-urlencoded", 415, "media_type"),
        (b"--x--\r\n", "multipart/form-data; boundary=x", 422, "nothing_handed_in"),
        (b"", "multipart/form-data", 400, "request_malformed"),
        (b"x" * ((1 << 20) + 1), JSON, 413, "too_large"),
        (b"x" * 3_000_000, JSON, 413, "too_large"),
        (b"x" * 3_000_000, "multipart/form-data; boundary=x", 413, "too_large"),
    ],
)
def test_a_refusal_is_a_problem_with_its_status_and_a_stable_code(
    program: Client, data: bytes, media_type: str, status: int, code: str
) -> None:
    answer = program.generic("POST", PATH, data, content_type=media_type, CONTENT_TYPE=media_type)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = json.loads(answer.content)
    assert told["title"] == f"verification.{code}"
    assert told["status"] == status
    assert told["detail"].endswith((".", "neither."))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (qr_picture("WIFI:S:Cafe;;"), "other_content"),
        (b"https://badges.example/1", "foreign_link"),
        (b"x" * ((1 << 20) + 1), "too_large"),
    ],
)
def test_a_file_that_cannot_be_judged_is_a_problem(program: Client, content: bytes, code: str) -> None:
    answer = sent_as_file(program, content)
    assert json.loads(answer.content)["title"] == f"verification.{code}"


def test_a_picture_in_which_nothing_is_found_gets_a_report(program: Client) -> None:
    told = sent_as_file(program, b"\x89PNG\r\n\x1a\n").json()
    assert told["headline"]["code"] == "NOT_READABLE"
    assert told["because"] == ["format.png_truncated"]
    assert sent_as_file(program, b"\xff\xd8\xff\xe0").json()["because"] == ["format.not_recognised"]


def test_the_part_may_be_sent_as_a_text(program: Client) -> None:
    told = program.post(PATH, {"file": samples.credential_of("genuine").decode()}).json()
    assert told["headline"]["code"] == "INTACT_ISSUER_NOT_CONFIRMED"


def test_a_form_without_the_part_file_is_a_problem(program: Client) -> None:
    answer = program.post(PATH, {"other": SimpleUploadedFile("x", b"{}")})
    assert answer.status_code == 422


def test_the_described_report_is_the_library_s(db: None) -> None:
    schema = json.loads(report.schema())
    shapes = {
        "ReportShape": schema["properties"],
        "HeadlineShape": schema["properties"]["headline"]["properties"],
        "IssuerShape": schema["properties"]["issuer"]["properties"],
        "ClaimsShape": schema["$defs"]["claims"]["properties"],
        "FindingShape": schema["$defs"]["finding"]["properties"],
    }
    for name, members in shapes.items():
        assert list(getattr(api_shapes, name).model_fields) == list(members), name
