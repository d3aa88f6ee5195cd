"""What an issuer sees and does with awards, page by page and without any script."""

import re
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rung.core import FrozenClock
from rung.platform.issuing import queries
from rung.platform.issuing.award_search import Wanted, narrowed
from rung.platform.issuing.models import Award, StatusChange
from rung.platform.issuing.services import claim_offered, reinstate, revoke, suspend
from rung.platform.issuing.standing import Standing
from rung.platform.kernel import world
from rung.platform.kernel.models import OutboxMessage
from tests.platform.conftest import Cast, acting
from tests.platform.issuing.ready import Provider, list_of


def at(provider: Provider, path: str) -> str:
    return f"/organisations/{provider.organisation_id}/{path}"


def shown(answer: Any) -> str:
    """Return a page as it reads, without its tags."""
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def about_awards(captured: CaptureQueriesContext) -> list[str]:
    """Return the queries of the page itself, without those about whoever asks."""
    tables = ('FROM "issuing_', 'FROM "register_', 'FROM "organisations_organisation"')
    return [query["sql"] for query in captured if any(table in query["sql"] for table in tables)]


def names_in(answer: Any) -> list[str]:
    return [face.award.recipient_name for face in answer.context["rows"]]


def test_nothing_awarded_yet_says_what_will_stand_here(provider: Provider, marek: Client) -> None:
    assert "Nothing is awarded yet" in shown(marek.get(at(provider, "awards/")))


@pytest.mark.parametrize("words", ["ŻANETA", "żaneta kos", "zan", "kos ŻAN", "zaneta@example.org"])
def test_a_name_is_found_whatever_the_case_of_its_letters(provider: Provider, marek: Client, words: str) -> None:
    provider.award("zaneta@example.org", name="Żaneta Kos")
    provider.award("adam@example.org", name="Adam Lis")
    assert names_in(marek.get(at(provider, "awards/"), {"words": words})) == ["Żaneta Kos"]


@pytest.mark.parametrize("words", [".*", "(", "\\", "%", "_"])
def test_what_is_looked_for_is_no_pattern(provider: Provider, marek: Client, words: str) -> None:
    provider.award()
    assert "Nothing was found" in shown(marek.get(at(provider, "awards/"), {"words": words}))


def in_every_state(provider: Provider, clock: FrozenClock) -> None:
    """One award for each of: no act, suspended, reinstated, revoked, suspended and revoked; young and expired."""
    who = provider.who()
    for age, history in product(["old", "new"], ["", "s", "sr", "x", "sx"]):
        if age == "new" and not history:
            clock.advance(timedelta(days=800))  # the design holds for 24 months
        award = provider.award(f"{age}{history}@example.org")
        for act, letter in ((suspend, "s"), (reinstate, "r"), (revoke, "x")):
            if letter in history:
                clock.advance(timedelta(seconds=1))
                reason = {"s": "under-review", "r": "review-closed", "x": "misconduct"}[letter]
                act(**who, award_id=award.pk, reason=reason)


def test_the_database_finds_a_state_exactly_where_the_history_has_it(provider: Provider, clock: FrozenClock) -> None:
    in_every_state(provider, clock)
    now, awards = world.now(), queries.awards_in(provider.scope)
    stands = queries.statuses_of(awards, now)
    for standing in Standing:
        expected = {award_id for award_id, stand in stands.items() if stand.standing is standing}
        found = narrowed(awards, Wanted(standing=standing), now)
        assert {award.pk for award in found} == expected
        assert expected


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("valid", ["New", "Newsr"]),
        ("suspended", ["News"]),
        ("expired", ["Old", "Olds", "Oldsr"]),
        ("revoked", ["Oldx", "Oldsx", "Newx", "Newsx"]),
    ],
)
def test_the_list_shows_one_state(
    provider: Provider, marek: Client, clock: FrozenClock, state: str, names: list[str]
) -> None:
    in_every_state(provider, clock)
    assert sorted(names_in(marek.get(at(provider, "awards/"), {"state": state}))) == sorted(names)


def test_who_has_not_accepted_is_found(provider: Provider, marek: Client, cast: Cast) -> None:
    claim_offered(actor=acting(cast.barbara), award_id=provider.award().pk)
    provider.award("adam@example.org")
    assert names_in(marek.get(at(provider, "awards/"), {"accepted": "no"})) == ["Adam"]
    assert names_in(marek.get(at(provider, "awards/"), {"accepted": "yes"})) == ["Barbara"]


def test_what_is_not_understood_is_told_at_its_field(provider: Provider, marek: Client) -> None:
    provider.award()
    said = shown(marek.get(at(provider, "awards/"), {"state": "lost", "design": "x"}))
    assert "Please put this right" in said
    assert "Barbara" in said


def test_the_list_costs_the_same_for_one_award_and_for_many(provider: Provider, marek: Client) -> None:
    provider.award()
    with CaptureQueriesContext(connection) as for_one:
        marek.get(at(provider, "awards/"))
    provider.issue(provider.order(list_of(*(f"p{number}@example.org" for number in range(59)))))
    with CaptureQueriesContext(connection) as for_many:
        answer: Any = marek.get(at(provider, "awards/"))
    assert len(for_many) == len(for_one)
    assert len(about_awards(for_many)) == 5
    assert len(answer.context["rows"]) == 50
    assert "Page 1 of 2" in shown(answer)


def test_an_award_shows_what_it_says_and_what_happened_to_it(
    provider: Provider, marek: Client, cast: Cast, clock: FrozenClock
) -> None:
    award = provider.award()
    clock.advance(timedelta(hours=1))
    claim_offered(actor=acting(cast.barbara), award_id=award.pk)
    clock.advance(timedelta(hours=1))
    suspend(**provider.who(), award_id=award.pk, reason="under-review")
    said = shown(marek.get(at(provider, f"awards/{award.pk}/")))
    for expected in ("AK-1, Adam Kos", "Identity document seen on site", "Suspended: Under review"):
        assert expected in said
    history = said[said.index("What happened to it") :]
    assert history.index("Issued") < history.index("Accepted by the learner") < history.index("Suspended")
    assert "Send a reminder" not in said


def test_a_reminder_is_sent_to_who_has_not_accepted(provider: Provider, marek: Client) -> None:
    award = provider.award()
    page = marek.get(at(provider, f"awards/{award.pk}/"))
    assert "Send a reminder" in shown(page)
    assert re.search(rb'/remind/"><input type="hidden" name="csrfmiddlewaretoken"', page.content)
    marek.post(at(provider, f"awards/{award.pk}/remind/"))
    assert OutboxMessage._base_manager.filter(event="award.reminder_wanted").exists()


def test_nobody_is_reminded_of_what_is_revoked(provider: Provider, marek: Client) -> None:
    award = provider.award()
    revoke(**provider.who(), award_id=award.pk, reason="issued-in-error")
    assert "Send a reminder" not in shown(marek.get(at(provider, f"awards/{award.pk}/")))


@pytest.mark.parametrize("act", ["suspend", "revoke"])
def test_a_status_changes_only_with_a_reason_that_fits(provider: Provider, marek: Client, act: str) -> None:
    page = at(provider, f"awards/{provider.award().pk}/{act}/")
    for reason in ("", "review-closed", "because"):
        assert "Please put this right" in shown(marek.post(page, {"reason": reason}))
    assert StatusChange._base_manager.count() == 0


def test_a_credential_is_suspended_reinstated_and_revoked_for_ever(provider: Provider, marek: Client) -> None:
    page = at(provider, f"awards/{provider.award().pk}/")
    for act, reason, then in (
        ("suspend", "under-review", ["Let it hold again", "Revoke it"]),
        ("reinstate", "review-closed", ["Suspend it", "Revoke it"]),
        ("revoke", "misconduct", []),
    ):
        assert marek.get(page + f"{act}/").status_code == 200
        marek.post(page + f"{act}/", {"reason": reason})
        said = shown(marek.get(page))
        offered = [words for words in ("Suspend it", "Let it hold again", "Revoke it") if words in said]
        assert offered == sorted(then, key=offered.index)
    for act in ("suspend", "reinstate", "revoke"):
        assert marek.get(page + f"{act}/").status_code == 302
    assert marek.post(page + "reinstate/", {"reason": "review-closed"}).status_code == 409


def test_the_page_says_that_revoking_is_for_ever(provider: Provider, marek: Client) -> None:
    assert "There is no way back" in shown(marek.get(at(provider, f"awards/{provider.award().pk}/revoke/")))


def test_a_member_without_the_right_reads_and_changes_nothing(provider: Provider, client: Client, cast: Cast) -> None:
    award = provider.award()
    client.force_login(cast.ewa)
    said = shown(client.get(at(provider, f"awards/{award.pk}/")))
    assert "What can be done" not in said
    assert "Send a reminder" not in said
    for path in ("remind/", "suspend/", "revoke/"):
        assert client.post(at(provider, f"awards/{award.pk}/{path}"), {"reason": "misconduct"}).status_code == 403


def test_a_foreign_award_is_not_found_not_even_by_its_number(provider: Provider, client: Client, cast: Cast) -> None:
    award: Award = provider.award()
    client.force_login(cast.jan)
    for path in ("", "suspend/", "revoke/"):
        assert client.get(at(provider, f"awards/{award.pk}/{path}")).status_code == 404
        own = f"/organisations/{cast.employer.pk}/awards/{award.pk}/{path}"
        assert client.get(own).status_code in {403, 404}
