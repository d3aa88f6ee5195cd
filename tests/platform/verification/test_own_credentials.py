"""What this Rung says of the credentials that it issued itself: from its own records, and without fetching anything."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from rung.core import FrozenClock, Period
from rung.credentials.award import StatusEntry
from rung.credentials.findings import Headline
from rung.credentials.report import Report
from rung.platform.issuing import queries
from rung.platform.issuing import services as issuing
from rung.platform.issuing.documents import list_url
from rung.platform.issuing.models import Award
from rung.platform.organisations import services
from rung.platform.people.services import erase_oneself
from rung.platform.verification.checking import check
from rung.platform.wallet.evidence import bundle_of
from tests.platform.conftest import Cast, acting
from tests.platform.issuing.ready import Provider, made_ready
from tests.platform.verification.credentials import AWARD, issue
from tests.platform.verification.test_pages import KNOWN, heading, words


@pytest.fixture
def provider(cast: Cast, settings: Settings) -> Provider:
    """The provider of the cast, ready to award; accredited for everything since today."""
    settings.PUBLIC_URL = "https://rung.example"
    return made_ready(cast.provider.pk, signer=acting(cast.marek), administrator=acting(cast.ewa))


@pytest.fixture
def held(cast: Cast, provider: Provider) -> Award:
    return issuing.claim_offered(actor=acting(cast.barbara), award_id=provider.award().pk)


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


def test_its_own_records_answer_for_everything(held: Award) -> None:
    report = check(queries.document_of(held))
    assert report.headline is Headline.VERIFIED_ISSUER_KNOWN
    assert codes(report).count("status.not_withdrawn") == 2  # revocation and suspension
    assert "validity.issue_proven" in codes(report)
    assert "descriptors.complete" in codes(report)


def test_what_was_changed_by_one_letter_is_not_valid(held: Award) -> None:
    changed = queries.document_of(held).replace(b"Barbara", b"Barbora")
    assert check(changed).headline is Headline.NOT_VALID


def test_a_withdrawal_is_seen_at_once_with_day_and_reason(provider: Provider, held: Award) -> None:
    issuing.revoke(**provider.who(), award_id=held.pk, reason="issued-in-error")
    report = check(queries.document_of(held))
    assert report.headline is Headline.NOT_VALID
    (since,) = [finding for finding in report.findings if finding.code == "status.since_with_reason"]
    assert since.data["reason"] == "issued-in-error"
    assert since.data["moment"].startswith("2026-11-02T09:00")


def test_a_suspension_ends_and_the_past_keeps_its_answer(provider: Provider, held: Award, clock: FrozenClock) -> None:
    """Suspended on day 1, reinstated on day 3, revoked on day 5; each asked half a day later, and again at the end."""
    document, start = queries.document_of(held), clock.now()
    moments = [start + timedelta(days=days, hours=12) for days in (0, 1, 3, 5)]
    told = [check(document).headline]
    for day, act, reason in ((1, issuing.suspend, "under-review"), (3, issuing.reinstate, "review-closed"),
                             (5, issuing.revoke, "misconduct")):  # fmt: skip
        clock.advance(start + timedelta(days=day) - clock.now())
        act(**provider.who(), award_id=held.pk, reason=reason)
        told.append(check(document).headline)
    valid, invalid = Headline.VERIFIED_ISSUER_KNOWN, Headline.NOT_VALID
    assert told == [valid, invalid, valid, invalid]
    clock.advance(timedelta(days=1))
    assert [check(document, as_of=moment).headline for moment in moments] == told


def test_what_a_holder_erased_still_verifies_from_her_file(cast: Cast, held: Award) -> None:
    document = queries.document_of(held)
    erase_oneself(actor=acting(cast.barbara))
    report = check(document)
    assert report.headline is Headline.VERIFIED_ISSUER_KNOWN
    assert "validity.issue_proven" in codes(report)


def test_accreditation_is_that_of_the_proven_day(cast: Cast, provider: Provider, clock: FrozenClock) -> None:
    before = queries.document_of(provider.award("anna@example.org"))
    clock.advance(timedelta(days=1))
    services.grant_accreditation(
        actor=acting(cast.halina), body_id=cast.quality_body.pk, organisation_id=cast.provider.pk,
        decision_number="RJ/1", period=Period(clock.now().date()),
    )  # fmt: skip
    after = queries.document_of(provider.award("bea@example.org"))
    assert "accreditation.not_accredited" in codes(check(before))
    assert "accreditation.accredited" in codes(check(after))


# --- What others may try ---------------------------------------------------------------------------------------------


def test_nobody_borrows_the_clean_place_of_another_credential(known_academy: Cast, held_place: StatusEntry) -> None:
    """A credential made elsewhere by a known issuer names the place of an award of ours: nothing is said for it."""
    report = check(issue(replace(AWARD, status=(held_place,))))
    assert report.headline is Headline.INTACT_ISSUER_NOT_CONFIRMED
    assert "status.list_other_issuer" in codes(report)
    assert "status.not_withdrawn" not in codes(report)


@pytest.fixture
def held_place(held: Award) -> StatusEntry:
    return StatusEntry(list_url(held.status_list_id, "revocation"), held.status_index)


@pytest.mark.parametrize(
    "url",
    [
        "https://rung.example/status-lists/00000000-0000-7000-8000-000000000000/revocation/",
        "https://rung.example/status-lists/x/revocation/",
        "https://rung.example/verify/",
        "https://rung.example.evil.example/status-lists/1/revocation/",
        "https://rung.example/[",
    ],
)
def test_an_address_that_is_no_list_of_ours_is_not_known(known_academy: Cast, provider: Provider, url: str) -> None:
    report = check(issue(replace(AWARD, status=(StatusEntry(url, 1),))))
    assert "status.list_not_supplied" in codes(report)


def test_a_copy_under_another_identifier_is_not_the_log_s(known_academy: Cast, held: Award) -> None:
    """Somebody signs his own document under the identifier of an award of ours: its digest is another."""
    forged = issue(replace(AWARD, id=f"urn:uuid:{held.pk}", issued=datetime(2026, 10, 1, tzinfo=UTC)))
    assert "validity.issue_claimed" in codes(check(forged))


# --- On the page and for programs ------------------------------------------------------------------------------------


def a_file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("x", content)


def test_the_page_answers_for_an_own_credential_without_a_list(browser: Client, held: Award) -> None:
    page = browser.post("/verify/", {"file": a_file(queries.document_of(held))})
    assert heading(page.content) == KNOWN
    assert "Check again with the list" not in words(page.content)


def test_the_page_answers_for_an_earlier_day(browser: Client, held: Award, clock: FrozenClock) -> None:
    clock.advance(timedelta(days=9))
    page = browser.post("/verify/", {"file": a_file(queries.document_of(held)), "as_of": "2026-11-05"})
    assert heading(page.content) == "Genuine, and it held on 5 November 2026"
    early = browser.post("/verify/", {"file": a_file(queries.document_of(held)), "as_of": "2026-11-01"})
    assert heading(early.content) == "Not valid yet"


@pytest.mark.parametrize("asked", ["2026-11-03", "31.5.2026"])
def test_the_page_refuses_a_day_at_its_field_and_keeps_what_was_written(
    browser: Client, held: Award, asked: str
) -> None:
    page = browser.post("/verify/", {"text": queries.document_of(held).decode(), "as_of": asked})
    assert page.status_code == 422
    assert f'value="{asked}"' in page.content.decode()
    assert b'id="id_as_of_error"' in page.content
    assert b'<details class="check-more" open>' in page.content


def test_the_page_takes_an_evidence_bundle_beside_it(browser: Client, held: Award) -> None:
    document = queries.document_of(held)
    bundle = bundle_of(held, document)
    page = browser.post("/verify/", {"file": a_file(document), "evidence": a_file(bundle)})
    assert heading(page.content) == KNOWN
    assert "Evidence beside it" in words(page.content)
    assert "put together on 2 November 2026" in words(page.content)


@pytest.mark.parametrize("bundle", [b"{", b"{}", b"\x89PNG", b'{"type": "RungEvidenceBundle"}'])
def test_what_is_no_bundle_is_refused_at_its_field(browser: Client, held: Award, bundle: bytes) -> None:
    page = browser.post("/verify/", {"file": a_file(queries.document_of(held)), "evidence": a_file(bundle)})
    assert page.status_code == 422
    assert "This is no evidence bundle that can be read" in words(page.content)


def api(program: Client, document: bytes, **query: str) -> Any:
    return program.post("/api/v1/verify", document, content_type="application/json", query_params=query)


def test_a_program_asks_about_an_earlier_day(provider: Provider, held: Award, clock: FrozenClock) -> None:
    program, document = Client(headers={"host": "localhost"}), queries.document_of(held)
    clock.advance(timedelta(days=3))
    issuing.revoke(**provider.who(), award_id=held.pk, reason="misconduct")
    now, then = api(program, document).json(), api(program, document, as_of="2026-11-04").json()
    assert (now["headline"]["code"], then["headline"]["code"]) == ("NOT_VALID", "VERIFIED_ISSUER_KNOWN")
    assert "asked_at" not in now
    assert then["judged_at"].startswith("2026-11-04T22:59:59")  # the last moment of that day in Warsaw, winter time
    assert then["asked_at"].startswith("2026-11-05T09:00")
    assert "status.revoked_later" in [finding["code"] for finding in then["findings"]]


@pytest.mark.parametrize(("day", "code"), [("2026-11-03", "day_in_future"), ("yesterday", "day_malformed")])
def test_a_day_that_a_program_cannot_ask_about_is_a_problem(held: Award, day: str, code: str) -> None:
    answer = api(Client(headers={"host": "localhost"}), queries.document_of(held), as_of=day)
    assert answer.status_code == 422
    assert json.loads(answer.content)["title"] == f"verification.{code}"


def test_a_program_hands_in_evidence_beside_the_file(held: Award) -> None:
    program, document = Client(headers={"host": "localhost"}), queries.document_of(held)
    parts = {"file": a_file(document), "evidence": a_file(bundle_of(held, document))}
    told = program.post("/api/v1/verify", parts).json()
    assert told["evidence"] is not None
    assert "evidence.trusted" in [finding["code"] for finding in told["findings"]]
    refused = program.post("/api/v1/verify", {"file": a_file(document), "evidence": a_file(b"{}")})
    assert refused.status_code == 422
    assert json.loads(refused.content)["title"] == "verification.bundle_refused"
