from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from rung.core import FrozenClock
from rung.platform.assessment import queries, services
from rung.platform.assessment.models import Assessor
from rung.platform.kernel.errors import NotAllowedError, NotFoundError, RuleBrokenError
from rung.platform.kernel.models import AuditEntry
from rung.platform.kernel.registries import personal_data
from rung.platform.kernel.scope import Scope
from tests.platform.conftest import Cast, acting

START = date(2026, 10, 1)


def authorise(cast: Cast, code: str = "A-07", start: date = START, **more: Any) -> Assessor:
    return services.authorise_assessor(
        actor=acting(cast.ewa), organisation_id=cast.provider.pk, code=code, name="Anna Maj", start=start, **more
    )


def codes(cast: Cast, day: date) -> list[str]:
    return [one.code for one in queries.assessors_in(Scope.organisation(cast.provider.pk), day)]


def test_an_assessor_may_assess_from_her_first_day_and_not_on_her_end(cast: Cast, clock: FrozenClock) -> None:
    assessor = authorise(cast)
    services.end_assessor(actor=acting(cast.ewa), organisation_id=cast.provider.pk, assessor_id=assessor.pk)
    days = [date(2026, 9, 30), START, date(2026, 11, 1), date(2026, 11, 2)]  # today is the 2nd of November
    assert [codes(cast, day) for day in days] == [[], ["A-07"], ["A-07"], []]


def test_an_assessor_who_has_not_begun_ends_after_her_first_day(cast: Cast) -> None:
    assessor = authorise(cast, start=date(2027, 1, 1))
    ended = services.end_assessor(actor=acting(cast.ewa), organisation_id=cast.provider.pk, assessor_id=assessor.pk)
    assert ended.end == date(2027, 1, 2)


def test_only_an_administrator_decides_who_assesses(cast: Cast) -> None:
    for somebody, error in ((cast.marek, NotAllowedError), (cast.jan, NotFoundError)):
        with pytest.raises(error):
            services.authorise_assessor(
                actor=acting(somebody), organisation_id=cast.provider.pk, code="B-1", name="Jan", start=START
            )
    assessor = authorise(cast)
    with pytest.raises(NotAllowedError):
        services.end_assessor(actor=acting(cast.marek), organisation_id=cast.provider.pk, assessor_id=assessor.pk)


def test_a_code_is_never_given_to_somebody_else(cast: Cast) -> None:
    assessor = authorise(cast)
    services.end_assessor(actor=acting(cast.ewa), organisation_id=cast.provider.pk, assessor_id=assessor.pk)
    with pytest.raises(RuleBrokenError, match="belongs to another assessor"):
        authorise(cast)


def test_an_assessor_ends_once_and_a_foreign_one_is_not_found(cast: Cast) -> None:
    assessor = authorise(cast)
    ending: dict[str, Any] = {"actor": acting(cast.ewa), "organisation_id": cast.provider.pk}
    services.end_assessor(**ending, assessor_id=assessor.pk)
    with pytest.raises(RuleBrokenError, match="ended already"):
        services.end_assessor(**ending, assessor_id=assessor.pk)
    with pytest.raises(NotFoundError):
        services.end_assessor(**ending, assessor_id=uuid4())


def test_an_account_is_linked_by_its_address(cast: Cast) -> None:
    assert authorise(cast, email="barbara@example.org").person_id == cast.barbara.pk
    with pytest.raises(RuleBrokenError, match="Nobody with the address"):
        authorise(cast, code="A-08", email="nobody@example.org")


def test_the_log_tells_it_without_a_name(cast: Cast) -> None:
    authorise(cast)
    entry = AuditEntry.objects.in_scope(Scope.organisation(cast.provider.pk)).get(action="authorise.assessor")
    assert entry.facts == {"start": "2026-10-01"}


def test_an_erased_assessor_keeps_her_code_and_loses_her_name(cast: Cast) -> None:
    assessor = authorise(cast, email="barbara@example.org")
    personal_data.erase(cast.barbara.pk)
    assessor.refresh_from_db()
    assert (assessor.code, assessor.name) == ("A-07", "")


@pytest.mark.parametrize("change", [{"code": "A-99"}, {"start": date(2020, 1, 1)}])
def test_who_an_assessor_is_and_since_when_does_not_change(cast: Cast, change: dict[str, Any]) -> None:
    authorise(cast)
    assessors = Assessor.objects.in_scope(Scope.organisation(cast.provider.pk))
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        assessors.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        assessors.update(end=START)  # an assessor ends after she starts


def test_assessors_are_authorised_listed_and_ended_on_pages(cast: Cast, client: Client, clock: FrozenClock) -> None:
    client.force_login(cast.ewa)
    home = f"/organisations/{cast.provider.pk}/assessors/"
    assert "No assessors yet" in client.get(home).content.decode()
    assert client.get(f"{home}authorise/").context["form"].initial["start"] == clock.now().date()
    sent = {"name": "Anna Maj", "code": "A-07", "start": "2026-10-01"}
    assert client.post(f"{home}authorise/", sent).status_code == 302
    again = client.post(f"{home}authorise/", sent)
    assert "belongs to another assessor" in again.context["form"].non_field_errors()[0]
    assert "May assess" in client.get(home).content.decode()
    assessor = queries.assessors_of(Scope.organisation(cast.provider.pk)).get()
    assert "assess no longer?" in client.get(f"{home}{assessor.pk}/end/").content.decode()
    assert client.post(f"{home}{assessor.pk}/end/").status_code == 302
    assert "May not assess" in client.get(home).content.decode()
    client.force_login(cast.marek)
    assert "authorise/" not in client.get(home).content.decode()


@pytest.mark.parametrize(
    ("code", "taken"), [("A-07", True), ("Zażółć", False), ("", False), ("-a", False), ("a b", False)]
)
def test_a_code_is_something_that_a_table_can_hold(cast: Cast, client: Client, code: str, *, taken: bool) -> None:
    client.force_login(cast.ewa)
    sent = {"name": "Anna Maj", "code": code, "start": str(START + timedelta(days=1))}
    answer = client.post(f"/organisations/{cast.provider.pk}/assessors/authorise/", sent)
    assert answer.status_code == (302 if taken else 200)
