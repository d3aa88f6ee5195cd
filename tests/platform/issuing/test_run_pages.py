"""Many are awarded from a list: sent, checked, mended, issued, page by page and without any script."""

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rung.platform.issuing import queries
from rung.platform.issuing.list_columns import harmless
from rung.platform.issuing.models import Award, Run
from rung.platform.issuing.services import issue_run
from rung.platform.issuing.services.checking import check_run
from rung.platform.organisations.models import Mandate
from tests.platform.conftest import Cast
from tests.platform.issuing.ready import Provider, list_of
from tests.platform.issuing.test_pages import at, shown


@pytest.fixture
def sending(provider: Provider) -> str:
    """Return the address at which lists for the one design are sent."""
    return at(provider, f"award-runs/new/{provider.version_id}/")


def sent(browser: Client, page: str, text: str, key: str = "list-1") -> Any:
    return browser.post(page, {"file": SimpleUploadedFile("list.csv", text.encode()), "key": key})


def the_run(provider: Provider) -> Run:
    run: Run = queries.runs_in(provider.scope).get()
    return run


def checked(provider: Provider) -> Run:
    check_run(organisation_id=provider.organisation_id, run_id=the_run(provider).pk)
    return the_run(provider)


def test_a_list_is_sent_checked_and_issued(provider: Provider, marek: Client, sending: str) -> None:
    answer = sent(marek, sending, list_of("a@example.org", "b@example.org", row_3={"grade": ""}))
    page = answer["Location"]
    waiting = marek.get(page)
    assert "The list is being checked" in shown(waiting)
    assert b"data-live" in waiting.content
    checked(provider)
    found = marek.get(page)
    said = shown(found)
    assert b"data-live" not in found.content
    assert "1 of 2 rows are good" in said
    assert "Issue the 1 good row" in said
    assert "3 grade The cell is empty. Fill it in." in said
    assert Award._base_manager.count() == 0
    marek.post(page + "confirm/")
    under_way = marek.get(page)
    assert "0 of 1" in shown(under_way)
    assert b"data-live" in under_way.content
    issue_run(organisation_id=provider.organisation_id, run_id=the_run(provider).pk)
    assert "1 credential is issued" in shown(marek.get(page))
    awarded: Any = marek.get(at(provider, "awards/"), {"run": str(the_run(provider).pk)})
    assert [face.award.recipient_email for face in awarded.context["rows"]] == ["a@example.org"]


def test_the_awards_of_one_list_are_shown_alone(provider: Provider, marek: Client) -> None:
    provider.award("other@example.org")
    run = provider.issue(provider.order(list_of("a@example.org")))
    awarded: Any = marek.get(at(provider, "awards/"), {"run": str(run.pk)})
    assert [face.award.recipient_email for face in awarded.context["rows"]] == ["a@example.org"]


def test_the_same_list_under_the_same_number_is_one_order(provider: Provider, marek: Client, sending: str) -> None:
    places = {sent(marek, sending, list_of("a@example.org"))["Location"] for _time in range(2)}
    assert len(places) == Run._base_manager.count() == 1


def test_another_list_under_the_same_number_is_refused_at_its_field(
    provider: Provider, marek: Client, sending: str
) -> None:
    sent(marek, sending, list_of("a@example.org"))
    again = sent(marek, sending, list_of("b@example.org"))
    assert shown(again)
    assert "belongs to an earlier order" in " ".join(again.context["form"].errors["key"])


def test_a_file_that_cannot_be_read_says_what_to_mend(provider: Provider, marek: Client, sending: str) -> None:
    page = sent(marek, sending, "email;nmae\n")["Location"]
    checked(provider)
    said = shown(marek.get(page))
    assert "The list could not be read" in said
    assert "There is no column “nmae”." in said
    assert "Send the mended list" in said


def test_an_empty_form_is_told_what_it_lacks(provider: Provider, marek: Client, sending: str) -> None:
    answer: Any = marek.post(sending, {})
    assert set(answer.context["form"].errors) == {"file", "key"}


def test_a_file_beyond_the_limit_is_refused(provider: Provider, marek: Client, sending: str) -> None:
    """Told by its length, before anything of it is read: 64 MiB and the envelope of 1,000,000 bytes, and one more."""
    beyond = (64 << 20) + 1_000_001
    answer = marek.generic(
        "POST", sending, b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(beyond)
    )
    assert answer.status_code == 413


def test_a_forged_form_is_refused(provider: Provider, cast: Cast, sending: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.marek)
    assert sent(browser, sending, list_of("a@example.org")).status_code == 403
    assert Run._base_manager.count() == 0


def test_a_list_is_abandoned_and_its_names_are_gone(provider: Provider, marek: Client) -> None:
    run = provider.order(list_of("a@example.org"))
    marek.post(at(provider, f"award-runs/{run.pk}/abandon/"))
    assert "The list is abandoned" in shown(marek.get(at(provider, f"award-runs/{run.pk}/")))
    assert marek.post(at(provider, f"award-runs/{run.pk}/confirm/")).status_code == 409


@pytest.mark.parametrize(("language", "separator"), [("en", ","), ("pl", ";")])
def test_the_empty_list_has_the_columns_of_the_design_as_spreadsheets_want_them(
    provider: Provider, marek: Client, sending: str, language: str, separator: str
) -> None:
    file = marek.get(sending + "template/", headers={"accept-language": language})
    assert file["Content-Disposition"] == 'attachment; filename="awards.csv"'
    assert file.content.startswith(b"\xef\xbb\xbf")
    assert file.content.decode("utf-8-sig").strip().split(separator) == [
        "email", "name", "assessor", "assessed_on", "identity_check", "outcomes", "grade", "language", "renews",
    ]  # fmt: skip


def test_the_example_on_the_page_passes_the_check(provider: Provider, marek: Client, sending: str) -> None:
    page: Any = marek.get(sending)
    run = provider.order(page.context["example"])
    assert (run.good_rows, run.bad_rows) == (1, 0)


def test_the_problems_are_a_table_in_which_nothing_runs(provider: Provider, marek: Client) -> None:
    run = provider.order('email,name,=HYPERLINK("http://x")\na@example.org,A,B\n')
    answer = marek.get(at(provider, f"award-runs/{run.pk}/problems/"))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["Row", "Column", "What to mend"]
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


@pytest.mark.parametrize(
    ("cell", "safe"),
    [("=1+1", "'=1+1"), (" @x", "' @x"), ("'=1", "''=1"), ("-1", "'-1"), ("Anna", "Anna"), ("3", "3"), ("a=b", "a=b")],
)
def test_a_cell_that_begins_like_a_formula_becomes_text(cell: str, safe: str) -> None:
    assert harmless(cell) == safe


def test_many_problems_come_in_pages_and_cost_no_more(provider: Provider, marek: Client) -> None:
    few = provider.order(list_of("a@example.org", row_2={"grade": ""}), key="few")
    rows = {f"row_{number}": {"grade": ""} for number in range(2, 252)}
    many = provider.order(list_of(*(f"p{number}@example.org" for number in range(250)), **rows), key="many")
    with CaptureQueriesContext(connection) as for_few:
        marek.get(at(provider, f"award-runs/{few.pk}/"))
    with CaptureQueriesContext(connection) as for_many:
        page = shown(marek.get(at(provider, f"award-runs/{many.pk}/")))
    assert len(for_many) == len(for_few)
    assert "Page 1 of 3" in page  # 250 problems, 100 to a page


def test_who_prepares_without_mandate_cannot_issue_and_is_told_who_can(provider: Provider, marek: Client) -> None:
    run = provider.order(list_of("a@example.org"))
    Mandate.objects.get_queryset().in_scope(provider.scope).delete()
    said = shown(marek.get(at(provider, f"award-runs/{run.pk}/")))
    assert "Somebody who may sign" in said
    assert "Issue the" not in said
    assert marek.post(at(provider, f"award-runs/{run.pk}/confirm/")).status_code == 403


def test_a_foreign_list_is_not_found(provider: Provider, client: Client, cast: Cast) -> None:
    run = provider.order(list_of("a@example.org"))
    client.force_login(cast.jan)
    for whose in (provider.organisation_id, cast.employer.pk):
        for path in ("", "problems/"):
            assert client.get(f"/organisations/{whose}/award-runs/{run.pk}/{path}").status_code == 404


def test_lists_are_found_again_and_single_awards_are_no_lists(provider: Provider, marek: Client) -> None:
    provider.award("one@example.org")
    provider.order(list_of("a@example.org"))
    page: Any = marek.get(at(provider, "award-runs/"))
    assert [run.file_name for run, _title in page.context["rows"]] == ["list.csv"]


def test_the_home_page_leads_here(provider: Provider, marek: Client) -> None:
    home = marek.get(at(provider, "")).content.decode()
    for path in ("awards/", "awards/new/", "award-runs/", "award-runs/new/"):
        assert f'href="{at(provider, path)}"' in home
