import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rung.core import FrozenClock
from rung.platform.organisations import services
from rung.platform.verification import samples
from tests.platform.conftest import Cast, acting
from tests.platform.verification.conftest import qr_picture
from tests.platform.verification.credentials import (
    AWARD,
    INDEX,
    KEY,
    LIST_URL,
    STRANGER,
    STRANGER_KEY,
    WITHDRAWABLE,
    issue,
    status_list,
)

KNOWN = "Genuine, and we know who issued it"
NOT_CONFIRMED = "Unchanged, but the issuer is not confirmed"


def a_file(content: bytes, name: str = "credential.json") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def words(html: bytes) -> str:
    """What a reader sees: the text without markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html.decode()))


def heading(html: bytes) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", html.decode(), re.DOTALL)
    assert found
    return found[1].strip()


def test_the_form_asks_without_account_cookie_or_script(browser: Client) -> None:
    page = browser.get("/verify/")
    assert page.status_code == 200
    assert heading(page.content) == "Check a credential"
    assert b'name="file"' in page.content
    assert b'name="text"' in page.content
    assert "no-store" in page.headers["Cache-Control"]


def test_a_file_is_checked_without_csrf_token_or_cookie(browser: Client, known_academy: Cast) -> None:
    page = browser.post("/verify/", {"file": a_file(issue())})
    assert page.status_code == 200
    assert heading(page.content) == KNOWN
    assert "no-store" in page.headers["Cache-Control"]
    assert "sessionid" not in page.cookies


def test_a_pasted_text_is_checked(browser: Client, known_academy: Cast) -> None:
    assert heading(browser.post("/verify/", {"text": issue().decode()}).content) == KNOWN


def test_the_content_decides_and_not_the_name(browser: Client, known_academy: Cast) -> None:
    assert heading(browser.post("/verify/", {"file": a_file(issue(), "holiday.jpeg")}).content) == KNOWN


def test_a_picture_of_a_code_with_a_link_to_a_sample_here_is_checked(browser: Client) -> None:
    code = qr_picture("http://localhost/verify/sample/tampered/")
    page = browser.post("/verify/", {"file": a_file(code, "code.png")})
    assert heading(page.content) == "Not valid: the signature does not fit"


def test_a_verified_credential_shows_what_was_signed_and_who_vouches(browser: Client, known_academy: Cast) -> None:
    page = browser.post("/verify/", {"file": a_file(issue())})
    said = words(page.content)
    for value in ("Software testing", "Barbara Nowak", "Akademia Beskidzka", "EQF 4", "60 hours", "Plans a test"):
        assert value in said
    assert f'href="/issuers/{known_academy.provider.pk}/"' in page.content.decode()
    assert "was accredited by Rada Jakości on 15 September 2026" in said


def test_an_unknown_issuer_is_amber_and_its_name_a_claim(browser: Client, cast: Cast) -> None:
    page = browser.post("/verify/", {"file": a_file(issue())})
    assert page.status_code == 200
    assert heading(page.content) == NOT_CONFIRMED
    assert "tone-caution" in page.content.decode()
    assert "“ Akademia Beskidzka ”, as the signer calls itself" in words(page.content)
    assert "credential-unverified" in page.content.decode()


def test_a_borrowed_name_stands_beside_the_one_it_resembles(browser: Client, known_academy: Cast) -> None:
    page = browser.post("/verify/", {"file": a_file(issue(replace(AWARD, issuer=STRANGER), STRANGER_KEY))})
    assert heading(page.content) == NOT_CONFIRMED
    assert "None of them signed it" in words(page.content)
    assert f'href="/issuers/{known_academy.provider.pk}/"' in page.content.decode()


def test_an_identifier_that_was_the_organisations_at_another_time_is_said_to_be(
    browser: Client, known_academy: Cast
) -> None:
    earlier = issue(replace(AWARD, issued=datetime(2025, 12, 31, tzinfo=UTC)))
    page = browser.post("/verify/", {"file": a_file(earlier)})
    assert heading(page.content) == NOT_CONFIRMED
    assert "signed by this identifier at another time" in words(page.content)


@pytest.mark.parametrize(
    ("change", "title"),
    [
        ({"valid_until": datetime(2026, 11, 2, 9, 0, tzinfo=UTC)}, "Not valid any more: it has expired"),
        ({"issued": datetime(2026, 11, 3, tzinfo=UTC)}, "Not valid yet"),
    ],
)
def test_a_credential_out_of_its_time_says_which(
    browser: Client, known_academy: Cast, change: dict[str, datetime], title: str
) -> None:
    page = browser.post("/verify/", {"file": a_file(issue(replace(AWARD, **change)))})  # type: ignore[arg-type]
    assert heading(page.content) == title
    assert "credential-ended" in page.content.decode()


def test_a_tampered_credential_shows_nothing_of_what_it_says(browser: Client, known_academy: Cast) -> None:
    page = browser.post("/verify/", {"file": a_file(issue().replace(b"Barbara", b"Beata"))})
    assert heading(page.content) == "Not valid: the signature does not fit"
    above, _, details = page.content.decode().partition("Details for experts")
    assert "Beata" not in above
    assert "Beata" in details  # as it was received, and said to be unverified
    assert "unverified" in details


def test_a_credential_whose_list_is_missing_can_be_sent_again_with_it(browser: Client, known_academy: Cast) -> None:
    page = browser.post("/verify/", {"file": a_file(issue(WITHDRAWABLE))})
    assert heading(page.content) == "Genuine, but we cannot see whether it still holds"
    assert LIST_URL in words(page.content)
    found = re.search(r'<input type="hidden" name="text" value="([^"]*)">', page.content.decode())
    assert found
    text = found[1].replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")
    again = {"text": text, "status": a_file(status_list(INDEX), "list.json")}
    assert heading(browser.post("/verify/", again).content) == "Not valid any more: its issuer withdrew it"
    again["status"] = a_file(status_list(), "list.json")
    assert heading(browser.post("/verify/", again).content) == KNOWN


def test_a_status_list_that_is_none_is_refused_at_its_field(browser: Client) -> None:
    page = browser.post("/verify/", {"text": "{}", "status": a_file(b"{}", "list.json")})
    assert page.status_code == 422
    assert 'href="#id_status"' in page.content.decode()


@pytest.mark.parametrize(
    ("sent", "status", "reason"),
    [
        ({}, 422, "There is nothing to check yet"),
        ({"text": "  \n"}, 422, "There is nothing to check yet"),
        ({"file": b""}, 422, "The file is empty"),
        ({"file": b"{}", "text": "{}"}, 422, "a file or a text, not both"),
        ({"text": "https://badges.example/1"}, 422, "This is a link to badges.example"),
        ({"text": "openid-credential-offer://?x=1"}, 422, "the offer of a credential to a wallet"),
        ({"file": b"x" * ((1 << 20) + 1)}, 422, "larger than 1 MB"),
        ({"file": b"x" * 3_000_000}, 413, "larger than 1 MB"),
        ({"text": "x" * ((1 << 20) + 1)}, 422, "larger than 1 MB"),
        ({"text": "\x00{}"}, 422, "Null characters are not allowed"),
    ],
)
def test_what_cannot_be_judged_is_refused_with_reason_and_remedy(
    browser: Client, sent: dict[str, str | bytes], status: int, reason: str
) -> None:
    form = {name: a_file(value) if isinstance(value, bytes) else value for name, value in sent.items()}
    page = browser.post("/verify/", form)
    assert page.status_code == status
    assert reason in words(page.content)
    assert "error-summary" in page.content.decode()
    assert heading(page.content) == "Check a credential"


def test_a_broken_form_is_told_to_be_broken(browser: Client) -> None:
    page = browser.post("/verify/", b"--x\r\n", content_type="multipart/form-data; boundary=" + "é" * 3)
    assert page.status_code == 400


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (b"rubbish \x9d\x00\xff" * 99, "This could not be read"),
        (b"{", "This could not be read"),
        (b'{"a": 1, "a": 2}', "This could not be read"),
        (b"%PDF-1.7 ...", "This could not be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "This could not be read"),
        (b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>', "This could not be read"),
        (b"eyJhbGciOiJub25lIn0.e30.", "This could not be read"),
        (b'{"type": ["OpenBadgeCredential"], "@context": "https://evil.example/v1"}', "Not valid"),
        (b'{"type": ["OpenBadgeCredential"], "@context": [{"@vocab": "urn:x:"}]}', "Not valid"),
        (samples.picture_of("genuine").content[:-30], "This could not be read"),
    ],
)
def test_what_is_no_good_credential_gets_a_verdict_with_its_reason(browser: Client, file: bytes, reason: str) -> None:
    page = browser.post("/verify/", {"file": a_file(file)})
    assert page.status_code == 200
    assert heading(page.content) == reason
    assert 'class="finding-name"' in page.content.decode()


@pytest.mark.parametrize("slug", ["genuine", "tampered"])
def test_a_sample_shows_its_report_at_once_and_gives_its_file(browser: Client, slug: str) -> None:
    page = browser.get(f"/verify/sample/{slug}/")
    assert page.status_code == 200
    assert f'href="/verify/sample/{slug}/file/"' in page.content.decode()
    file = browser.get(f"/verify/sample/{slug}/file/")
    assert file.headers["Content-Type"] == "application/json"
    assert file.headers["Content-Disposition"] == f'attachment; filename="rung-sample-{slug}.json"'
    assert file.content == samples.credential_of(slug)


def test_the_sample_is_also_given_as_a_badge_picture(browser: Client) -> None:
    file = browser.get("/verify/sample/genuine/picture/")
    assert file.headers["Content-Type"] == "image/png"
    assert file.content.startswith(b"\x89PNG")
    assert browser.get("/verify/sample/tampered/picture/").status_code == 404


@pytest.mark.parametrize("path", ["/verify/sample/other/", "/verify/sample/other/file/"])
def test_an_unknown_sample_is_not_found(browser: Client, path: str) -> None:
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/verify/sample/genuine/", "/verify/sample/genuine/file/"])
def test_a_sample_can_only_be_read(db: None, path: str) -> None:
    assert Client(headers={"host": "localhost"}).post(path).status_code == 405


def test_a_report_asks_the_database_at_most_seven_times(
    browser: Client, known_academy: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    borrowed = issue(replace(AWARD, issuer=STRANGER), STRANGER_KEY)
    for credential in (issue(), borrowed):
        with django_assert_max_num_queries(7):
            browser.post("/verify/", {"file": a_file(credential)})


def test_the_verdict_is_of_the_moment_of_the_clock(browser: Client, known_academy: Cast, clock: FrozenClock) -> None:
    page = browser.post("/verify/", {"file": a_file(issue())})
    assert "Checked on 2 November 2026, 10:00." in words(page.content)  # nine o'clock UTC


def test_the_same_page_can_be_read_in_polish(browser: Client) -> None:
    page = browser.get("/verify/", headers={"accept-language": "pl"})
    assert 'lang="pl"' in page.content.decode()


def test_the_known_identifier_of_another_name_is_said_under_its_true_name(browser: Client, cast: Cast) -> None:
    services.confirm_identity(
        actor=acting(cast.piotr), organisation_id=cast.employer.pk, did=KEY.controller,
        start=datetime(2026, 1, 1, tzinfo=UTC).date(),
    )  # fmt: skip
    page = browser.post("/verify/", {"file": a_file(issue())})
    assert "The issuer is known as “ Testownia sp. z o.o. ”" in words(page.content)
    assert "Akademia Beskidzka" not in page.content.decode().partition('class="findings"')[0]
