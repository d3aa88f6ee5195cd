"""One person is awarded through a form that is read through once more, without any script."""

import re
from typing import Any

import pytest
from django.test import Client

from rung.platform.assessment.queries import assessors_of
from rung.platform.assessment.services import end_assessor
from rung.platform.issuing import queries
from rung.platform.issuing.models import Award, Run
from rung.platform.issuing.services import confirm_run, issue_run
from rung.platform.organisations.models import Mandate
from tests.platform.conftest import Cast
from tests.platform.issuing.ready import Provider, list_of
from tests.platform.issuing.test_pages import at, shown

ANSWERS = {
    "name": "Anna Żak", "email": "Anna@example.org", "language": "pl", "assessor": "AK-1",
    "assessed_on": "2026-11-01", "identity_check": "on-site", "outcomes": ["1", "2"], "grade": "5", "key": "k-1",
}  # fmt: skip


@pytest.fixture
def form(provider: Provider) -> str:
    """Return the address of the form of the one design."""
    return at(provider, f"awards/new/{provider.version_id}/")


def awards_in(provider: Provider) -> list[Award]:
    return list(queries.awards_in(provider.scope))


def hidden_in(page: Any) -> dict[str, list[str]]:
    """Return what a page sends along without showing it."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r'<input type="hidden"[^>]*>', page.content.decode()):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        assert name is not None
        found.setdefault(name[1], []).append(value[1] if value else "")
    return found


def test_with_one_design_the_way_leads_to_its_form(provider: Provider, marek: Client, form: str) -> None:
    assert marek.get(at(provider, "awards/new/"))["Location"] == form


def test_the_form_is_read_through_and_then_awarded(provider: Provider, marek: Client, form: str) -> None:
    review = marek.post(form, {**ANSWERS, "step": "review"})
    said = shown(review)
    for expected in (
        "Is everything right?",
        "Anna Żak",
        "AK-1, Adam Kos",
        "Writes test cases; Reports defects",
        "Award it",
    ):
        assert expected in said
    assert awards_in(provider) == []
    done = marek.post(form, {**hidden_in(review), "step": "award"})
    (award,) = awards_in(provider)
    assert done["Location"] == at(provider, f"awards/{award.pk}/")
    assert award.assessment is not None
    assert (award.recipient_email, award.language, award.assessment.grade) == ("anna@example.org", "pl", "5")


def test_something_can_be_changed_after_reading_it_through(provider: Provider, marek: Client, form: str) -> None:
    review = marek.post(form, {**ANSWERS, "step": "review"})
    back: Any = marek.post(form, {**hidden_in(review), "step": "change"})
    assert back.context["form"]["name"].value() == "Anna Żak"
    assert back.context["form"]["outcomes"].value() == ["1", "2"]
    assert back.context["form"]["key"].value() == "k-1"
    assert awards_in(provider) == []


def test_the_same_form_sent_twice_awards_once(provider: Provider, marek: Client, form: str) -> None:
    places = {marek.post(form, {**ANSWERS, "step": "award"})["Location"] for _time in range(2)}
    assert len(places) == len(awards_in(provider)) == 1


def test_a_form_gone_back_to_with_other_answers_asks_anew(provider: Provider, marek: Client, form: str) -> None:
    marek.post(form, {**ANSWERS, "step": "award"})
    again: Any = marek.post(form, {**ANSWERS, "email": "ewa@example.org", "step": "award"})
    assert "that award was made" in shown(again)
    fresh = again.context["form"]["key"].value()
    assert fresh != "k-1"
    marek.post(form, {**ANSWERS, "email": "ewa@example.org", "key": fresh, "step": "award"})
    assert len(awards_in(provider)) == 2


@pytest.mark.parametrize(
    ("field", "answer", "told"),
    [
        ("name", "", "This field is required"),
        ("name", "=1+1", "begins like a formula"),
        ("email", "anna@localhost", "is no e-mail address"),
        ("assessor", "", "This field is required"),
        ("assessed_on", "2026-12-24", "lies in the future"),
        ("identity_check", "none", "Select a valid choice"),
        ("outcomes", [], "An award needs every outcome"),
        ("outcomes", ["2"], "Not achieved: 1."),
        ("grade", "", "This field is required"),
        ("renews", "on", "There is nothing to renew"),
    ],
)
@pytest.mark.parametrize("step", ["review", "award"])
def test_what_is_wrong_is_told_at_its_field_and_above(
    provider: Provider, marek: Client, form: str, step: str, field: str, answer: Any, told: str
) -> None:
    page: Any = marek.post(form, {**ANSWERS, field: answer, "step": step})
    assert "Please put this right" in shown(page)
    assert told in " ".join(page.context["form"].errors[field])
    assert Run._base_manager.count() == 0


def test_who_holds_the_award_can_only_renew_it(provider: Provider, marek: Client, form: str) -> None:
    first = provider.award("anna@example.org")
    assert "Tick below if you want to renew it" in shown(marek.post(form, {**ANSWERS, "step": "review"}))
    marek.post(form, {**ANSWERS, "renews": "on", "step": "award"})
    assert [award.supersedes_id for award in awards_in(provider) if award.pk != first.pk] == [first.pk]


def test_somebody_else_was_quicker(provider: Provider, marek: Client, form: str) -> None:
    """The list was confirmed between the review and the award."""
    run = provider.order(list_of("anna@example.org"))
    review = marek.post(form, {**ANSWERS, "step": "review"})
    confirm_run(**provider.who(), run_id=run.pk)
    issue_run(organisation_id=provider.organisation_id, run_id=run.pk)
    again = marek.post(form, {**hidden_in(review), "step": "award"})
    assert "holds a valid award of this design already" in shown(again)


def test_without_key_and_design_the_page_says_what_to_do_first(cast: Cast, marek: Client) -> None:
    said = shown(marek.get(f"/organisations/{cast.provider.pk}/awards/new/"))
    assert "2 things have to be done first" in said
    assert "signing key" in said
    assert "A design is made and activated" in said


def test_an_assessor_who_left_can_be_named_for_her_days_only(
    provider: Provider, marek: Client, cast: Cast, form: str
) -> None:
    assessor = assessors_of(provider.scope).get()
    end_assessor(actor=provider.administrator, organisation_id=provider.organisation_id, assessor_id=assessor.pk)
    assert "Is everything right?" in shown(marek.post(form, {**ANSWERS, "step": "review"}))
    later = {**ANSWERS, "assessed_on": "2026-11-02", "step": "review"}
    assert "was not authorised on this day" in shown(marek.post(form, later))


def test_only_who_may_sign_awards(provider: Provider, marek: Client, cast: Cast, form: str) -> None:
    Mandate.objects.get_queryset().in_scope(provider.scope).delete()
    assert marek.get(form).status_code == 403
    assert marek.post(form, {**ANSWERS, "step": "award"}).status_code == 403
    marek.force_login(cast.jan)
    assert marek.get(form).status_code == 404
