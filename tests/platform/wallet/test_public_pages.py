"""What others see: a shared credential, a link that ended, a credential that waits."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rung.core import FrozenClock
from rung.platform.issuing import services as issuing_services
from rung.platform.issuing.models import Award
from rung.platform.issuing.services import token_of as claim_token
from rung.platform.kernel.scope import Scope
from rung.platform.people.services import erase_oneself
from rung.platform.wallet import links, queries, services
from rung.platform.wallet.models import Share, ShareOpening
from tests.platform.conftest import Cast, acting
from tests.platform.issuing.ready import Provider
from tests.platform.verification.test_pages import KNOWN, heading
from tests.platform.wallet.conftest import browser_of
from tests.platform.wallet.test_pages import words

ENDED = "This link shows nothing any more"


@pytest.fixture
def share(cast: Cast, held: Award) -> Share:
    return services.share_credential(actor=acting(cast.barbara), award_id=held.pk, days=7, label="Testownia")


def path_of(share: Share) -> str:
    return f"/s/{queries.token_of(share)}/"


def openings(share: Share) -> int:
    return ShareOpening.objects.in_scope(Scope.person(share.person_id)).filter(share=share).count()


def test_whoever_has_the_link_sees_the_report_without_an_account(share: Share) -> None:
    page = browser_of().get(path_of(share))
    assert heading(page.content) == KNOWN
    said = words(page.content)
    for text in ("Testowanie aplikacji mobilnych", "Barbara", "the register&#x27;s log proves it", "was not withdrawn"):
        assert text.replace("&#x27;", "'") in said.replace("&#x27;", "'").replace("&#39;", "'"), text
    assert "Testownia" not in said  # the note is hers alone


def test_the_page_stays_out_of_search_caches_and_the_logs_of_other_sites(share: Share) -> None:
    page = browser_of().get(path_of(share))
    assert "noindex" in page["X-Robots-Tag"]
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "same-origin"
    assert b'<meta name="robots" content="noindex">' in page.content


def test_it_speaks_the_visitors_language(share: Share) -> None:
    page = browser_of().get(path_of(share), headers={"accept-language": "pl"})
    assert b'<html lang="pl">' in page.content


def test_a_visit_is_counted_and_the_holders_own_is_not(cast: Cast, share: Share) -> None:
    browser_of(cast.barbara).get(path_of(share))
    browser_of().head(path_of(share))
    assert openings(share) == 0
    browser_of(cast.jan).get(path_of(share))
    assert openings(share) == 1


def test_closed_expired_and_asked_by_anybody_the_answer_is_the_same_bytes(
    cast: Cast, held: Award, share: Share, clock: FrozenClock
) -> None:
    closed = services.share_credential(actor=acting(cast.barbara), award_id=held.pk, days=365)
    services.withdraw_share(actor=acting(cast.barbara), share_id=closed.pk)
    clock.advance(timedelta(days=7))
    answers = [browser.get(path_of(one)) for one in (share, closed) for browser in (browser_of(), browser_of(cast.jan))]
    assert {answer.status_code for answer in answers} == {410}
    assert len({answer.content for answer in answers}) == 1
    assert heading(answers[0].content) == ENDED
    assert "Barbara" not in answers[0].content.decode()
    assert "Testowanie" not in answers[0].content.decode()
    assert "no-store" in answers[0]["Cache-Control"]
    assert openings(share) == 0


def test_an_unknown_link_is_not_found(share: Share) -> None:
    assert browser_of().get("/s/forged/").status_code == 404
    assert browser_of().get(path_of(share)[:-2] + "/").status_code == 404


def test_the_links_of_an_erased_person_are_gone(cast: Cast, share: Share) -> None:
    erase_oneself(actor=acting(cast.barbara))
    assert browser_of().get(path_of(share)).status_code == 404


def test_a_withdrawn_credential_is_shown_as_withdrawn_with_day_and_reason(provider: Provider, share: Share) -> None:
    issuing_services.revoke(**provider.who(), award_id=share.award_id, reason="assessment-overturned")
    page = browser_of().get(path_of(share))
    assert heading(page.content) == "Not valid any more: its issuer withdrew it"
    assert "2 November 2026" in words(page.content)
    assert "The assessment was overturned" in words(page.content)


def test_as_of_an_earlier_day_it_held_and_what_came_after_is_said(
    provider: Provider, share: Share, clock: FrozenClock
) -> None:
    clock.advance(timedelta(days=3))
    issuing_services.revoke(**provider.who(), award_id=share.award_id, reason="misconduct")
    assert heading(browser_of().get(path_of(share)).content).startswith("Not valid any more")
    on_the_day = browser_of().get(path_of(share), {"as_of": "2026-11-05"})  # it was revoked on that day
    assert heading(on_the_day.content).startswith("Not valid any more")
    then = browser_of().get(path_of(share), {"as_of": "2026-11-04"})
    assert heading(then.content) == "It held on 4 November 2026, but see what came after"
    assert "Its issuer withdrew it afterwards." in words(then.content)
    assert b'class="verdict tone-caution"' in then.content
    assert b"credential-seal" not in then.content
    before = browser_of().get(path_of(share), {"as_of": "2026-11-01"})  # issued on the 2nd
    assert heading(before.content) == "Not valid yet"


def test_as_of_a_day_after_which_nothing_happened_it_held(share: Share, clock: FrozenClock) -> None:
    clock.advance(timedelta(days=3))
    page = browser_of().get(path_of(share), {"as_of": "2026-11-03"})
    assert heading(page.content) == "Genuine, and it held on 3 November 2026"
    assert "As things stood on 3 November 2026, not today" in words(page.content)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("2026-11-03", "2026-11-03 has not come yet"),
        ("9999-12-31", "has not come yet"),
        ("0001-01-01", "is no day"),
        ("3.11.2026", "is no day"),
        ("2026-02-30", "is no day"),
        ("٢٠٢٦-٠١-٠١", "is no day"),
        ("<b>", "is no day"),
    ],
)
def test_a_day_that_cannot_be_asked_about_is_refused_kindly(share: Share, asked: str, sentence: str) -> None:
    page = browser_of().get(path_of(share), {"as_of": asked})
    assert page.status_code == 422
    assert sentence in words(page.content)
    assert "<b>" not in page.content.decode()


def test_today_and_no_day_are_now(share: Share) -> None:
    for asked in ("2026-11-02", "", " "):
        assert heading(browser_of().get(path_of(share), {"as_of": asked}).content) == KNOWN


def test_a_photographed_code_of_a_link_verifies_and_counts(share: Share) -> None:
    code = SimpleUploadedFile("photo.png", links.qr_picture(links.address_of(share)))
    assert heading(browser_of().post("/verify/", {"file": code}).content) == KNOWN
    assert openings(share) == 1


def test_a_pasted_link_that_ended_says_only_that(cast: Cast, share: Share) -> None:
    services.withdraw_share(actor=acting(cast.barbara), share_id=share.pk)
    page = browser_of().post("/verify/", {"text": links.address_of(share)})
    assert page.status_code == 410
    assert "This link shows nothing any more" in words(page.content)


# --- Claiming --------------------------------------------------------------------------------------------------------


@pytest.fixture
def offer(provider: Provider) -> Award:
    return provider.award()


def claim_path(offer: Award) -> str:
    return f"/claim/{claim_token(offer)}/"


def test_a_stranger_learns_what_waits_and_not_for_whom(offer: Award) -> None:
    page = browser_of().get(claim_path(offer))
    said = words(page.content)
    assert "Akademia Beskidzka" in said
    assert "Testowanie aplikacji mobilnych" in said
    assert "Barbara" not in page.content.decode()
    assert "barbara@" not in page.content.decode()
    assert "/account/login/?next=%2Fclaim%2F" in page.content.decode()
    assert "noindex" in page["X-Robots-Tag"]


def test_accepting_needs_an_account(offer: Award) -> None:
    answer = browser_of().post(claim_path(offer))
    assert answer["Location"].startswith("/account/login/?next=/claim/")


def test_the_owner_of_the_address_accepts(cast: Cast, offer: Award) -> None:
    browser = browser_of(cast.barbara)
    assert "It was awarded to Barbara" in words(browser.get(claim_path(offer)).content)
    assert browser.post(claim_path(offer))["Location"] == f"/wallet/{offer.pk}/"
    assert browser.get(claim_path(offer))["Location"] == f"/wallet/{offer.pk}/"


def test_a_forwarded_mail_is_of_no_use(cast: Cast, offer: Award) -> None:
    browser = browser_of(cast.jan)
    page = browser.get(claim_path(offer))
    assert "It was awarded to another address than yours" in words(page.content)
    assert "Barbara" not in page.content.decode()
    assert browser.post(claim_path(offer)).status_code == 403


def test_a_link_that_did_its_work_tells_nothing_more(cast: Cast, held: Award) -> None:
    for browser in (browser_of(), browser_of(cast.jan)):
        page = browser.get(claim_path(held))
        assert page.status_code == 410
        assert "Testowanie" not in page.content.decode()


def test_a_forged_claim_link_is_not_found(db: None) -> None:
    assert Client(headers={"host": "localhost"}).get("/claim/forged/").status_code == 404
