"""The learner's own pages: what she holds, one credential, taking it out, and nobody else's eyes."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rung.core import FrozenClock
from rung.credentials import baking_png, verify
from rung.credentials.evidence_bundle_reading import read as read_bundle
from rung.credentials.findings import Headline
from rung.credentials.trust import KnownRung, TrustList
from rung.platform.issuing import queries as issuing
from rung.platform.issuing import services as issuing_services
from rung.platform.issuing.models import Award
from rung.platform.kernel import world
from rung.platform.keys.services import signer_of
from rung.platform.wallet import queries, services
from tests.platform.conftest import Cast, acting
from tests.platform.issuing.ready import Provider
from tests.platform.wallet.conftest import browser_of


def words(html: bytes) -> str:
    """What a reader sees: the text without markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html.decode()))


def test_an_empty_wallet_says_how_something_gets_in(cast: Cast) -> None:
    assert "No credential yet" in words(browser_of(cast.barbara).get("/wallet/", headers={"host": "localhost"}).content)


def test_the_wallet_shows_what_waits_and_what_is_held(cast: Cast, provider: Provider) -> None:
    browser = browser_of(cast.barbara)
    award = provider.award()
    said = words(browser.get("/wallet/").content)
    assert "Waiting for you" in said
    assert "Testowanie aplikacji mobilnych" in said  # awarded in Polish, whatever the reader's language
    answer = browser.post(f"/wallet/offers/{award.pk}/claim/")
    assert answer["Location"] == f"/wallet/{award.pk}/"
    said = words(browser.get("/wallet/").content)
    assert "Waiting for you" not in said
    assert "Valid" in said


@pytest.mark.parametrize("count", [1, 3])
def test_the_wallet_asks_the_same_number_of_questions_whatever_it_holds(
    cast: Cast, provider: Provider, clock: FrozenClock, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        award = provider.award(key=f"claimed {number}", renews="yes" if number else "")
        issuing_services.claim_offered(actor=acting(cast.barbara), award_id=award.pk)
        clock.advance(timedelta(hours=1))
    browser = browser_of(cast.barbara)
    browser.get("/wallet/")
    # four tell who asks; then count and page of what she holds, its changes, her addresses, what waits
    with django_assert_num_queries(9):
        assert browser.get("/wallet/").status_code == 200


def test_a_credential_shows_what_it_says_and_that_it_holds(cast: Cast, held: Award) -> None:
    said = words(browser_of(cast.barbara).get(f"/wallet/{held.pk}/").content)
    for text in ("Testowanie aplikacji mobilnych", "Barbara", "Akademia Beskidzka", "It holds until 2 November 2028",
                 "Pisze przypadki testowe", "40 hours", "Nobody but you"):  # fmt: skip
        assert text in said, text


@pytest.mark.parametrize("who", ["ewa", "marek", "halina", "jan", "piotr"])
def test_nobody_else_sees_her_wallet(cast: Cast, held: Award, who: str) -> None:
    made = services.share_credential(actor=acting(cast.barbara), award_id=held.pk, days=7)
    browser = browser_of(getattr(cast, who))
    assert "Testowanie" not in browser.get("/wallet/").content.decode()
    of_credential = ("", "share/", "linkedin/", "credential.json", "badge.png", "evidence.json", "everything.zip")
    paths = [f"/wallet/{held.pk}/{last}" for last in of_credential]
    paths += [f"/wallet/shares/{made.pk}/", f"/wallet/shares/{made.pk}/qr.png"]
    assert {browser.get(path).status_code for path in paths} == {404}
    assert browser.post(f"/wallet/shares/{made.pk}/withdraw/").status_code == 404
    assert browser.post(f"/wallet/{held.pk}/share/", {"days": "7"}).status_code == 404
    assert queries.share_behind(queries.token_of(made)) == made


def test_a_withdrawn_credential_stays_and_says_so(cast: Cast, provider: Provider, held: Award) -> None:
    issuing_services.revoke(**provider.who(), award_id=held.pk, reason="issued-in-error")
    browser = browser_of(cast.barbara)
    assert "Withdrawn" in words(browser.get("/wallet/").content)
    said = words(browser.get(f"/wallet/{held.pk}/").content)
    assert "Akademia Beskidzka withdrew it for good on 2 November 2026. The reason: Issued in error." in said


def test_a_suspended_and_an_expired_credential_say_so(
    cast: Cast, provider: Provider, held: Award, clock: FrozenClock
) -> None:
    browser = browser_of(cast.barbara)
    issuing_services.suspend(**provider.who(), award_id=held.pk, reason="under-review")
    assert "suspended it on 2 November 2026. The reason: Under review" in words(
        browser.get(f"/wallet/{held.pk}/").content
    )
    clock.advance(timedelta(days=731))  # two years of validity, one of them leap: 365 + 366
    browser = browser_of(cast.barbara)
    assert "It held until 2 November 2028" in words(browser.get(f"/wallet/{held.pk}/").content)


# --- Taking it out ---------------------------------------------------------------------------------------------------


def test_the_file_is_the_credential_byte_for_byte(cast: Cast, held: Award) -> None:
    answer = browser_of(cast.barbara).get(f"/wallet/{held.pk}/credential.json")
    assert answer.content == issuing.document_of(held)
    assert answer["Content-Disposition"] == 'attachment; filename="testowanie-aplikacji-mobilnych-2026-11-02.json"'
    assert "no-store" in answer["Cache-Control"]


def test_the_picture_carries_the_credential(cast: Cast, held: Award) -> None:
    browser = browser_of(cast.barbara)
    picture = browser.get(f"/wallet/{held.pk}/badge.png").content
    assert baking_png.extract(picture) == issuing.document_of(held)
    assert browser.get(f"/wallet/{held.pk}/badge.png").content == picture


def test_what_is_taken_out_verifies_without_this_rung(cast: Cast, held: Award) -> None:
    """With nothing but the two files, and the name of the Rung that is trusted."""
    browser = browser_of(cast.barbara)
    credential = browser.get(f"/wallet/{held.pk}/credential.json").content
    bundle = read_bundle(browser.get(f"/wallet/{held.pk}/evidence.json").content)
    this_rung = signer_of(None).did
    trust = TrustList(rungs={this_rung: KnownRung(this_rung, "rung.example")})
    now = world.now() + timedelta(hours=1)
    report = verify(credential, now=now, trust=trust, bundle=bundle)
    codes = [finding.code for finding in report.findings]
    assert report.headline is Headline.VERIFIED_ISSUER_KNOWN, codes
    assert "validity.issue_proven" in codes
    assert "accreditation.not_accredited" in codes  # nobody accredited the provider of the cast
    assert codes.count("status.not_withdrawn") == 2  # revocation and suspension
    stranger = verify(credential, now=now, trust=TrustList(), bundle=bundle)
    assert stranger.headline is Headline.INTACT_ISSUER_NOT_CONFIRMED


def test_everything_comes_in_one_archive(cast: Cast, held: Award) -> None:
    browser = browser_of(cast.barbara)
    name = "testowanie-aplikacji-mobilnych-2026-11-02"
    with zipfile.ZipFile(io.BytesIO(browser.get(f"/wallet/{held.pk}/everything.zip").content)) as archive:
        assert archive.namelist() == [f"{name}.json", f"{name}.png", f"{name}.evidence.json"]
        assert archive.read(f"{name}.json") == issuing.document_of(held)
    with zipfile.ZipFile(io.BytesIO(browser.get("/wallet/all.zip").content)) as archive:
        assert archive.namelist() == [f"001-{name}/{name}{end}" for end in (".json", ".png", ".evidence.json")]
        assert json.loads(archive.read(f"001-{name}/{name}.json"))["id"] == f"urn:uuid:{held.pk}"


# --- Showing it ------------------------------------------------------------------------------------------------------


def test_a_link_is_made_seen_and_closed(cast: Cast, held: Award) -> None:
    browser = browser_of(cast.barbara)
    answer = browser.post(f"/wallet/{held.pk}/share/", {"days": "30", "label": "Testownia"})
    page = browser.get(answer["Location"])
    assert "It works until 2 December 2026" in words(page.content)
    made = queries.shares_of(cast.barbara.pk, held)[0].share
    assert f"https://rung.example/s/{queries.token_of(made)}/" in page.content.decode()
    assert "Testownia" in words(browser.get(f"/wallet/{held.pk}/").content)
    browser.post(f"/wallet/shares/{made.pk}/withdraw/")
    assert "Closed by you" in words(browser.get(f"/wallet/{held.pk}/").content)
    assert "This link is closed" in words(browser.get(answer["Location"]).content)


@pytest.mark.parametrize("days", ["", "0", "8", "366", "x"])
def test_a_duration_that_was_not_offered_is_refused_at_its_field(cast: Cast, held: Award, days: str) -> None:
    page = browser_of(cast.barbara).post(f"/wallet/{held.pk}/share/", {"days": days})
    assert page.status_code == 422
    assert "Please put this right" in words(page.content)
    assert not queries.shares_of(cast.barbara.pk, held)


def test_linkedin_gets_its_fields_and_a_link_that_works(cast: Cast, held: Award) -> None:
    browser = browser_of(cast.barbara)
    said = words(browser.get(f"/wallet/{held.pk}/linkedin/").content)
    for text in ("Testowanie aplikacji mobilnych", "Akademia Beskidzka", "November 2026", "November 2028",
                 f"urn:uuid:{held.pk}", "a link that you make first"):  # fmt: skip
        assert text in said, text
    made = services.share_credential(actor=acting(cast.barbara), award_id=held.pk, days=365)
    page = browser.get(f"/wallet/{held.pk}/linkedin/").content.decode()
    assert f"https://rung.example/s/{queries.token_of(made)}/" in page
    assert "linkedin.com" not in page


def test_a_stranger_is_asked_to_sign_in(db: None) -> None:
    answer = Client(headers={"host": "localhost"}).get("/wallet/")
    assert answer["Location"] == "/account/login/?next=/wallet/"
