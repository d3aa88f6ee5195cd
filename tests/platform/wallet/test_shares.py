"""Links by which a learner shows a credential: who makes them, when they end, what is told of them."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from rung.core import FrozenClock
from rung.platform.issuing.models import Award
from rung.platform.kernel import world
from rung.platform.kernel.errors import NotFoundError, RuleBrokenError
from rung.platform.kernel.models import AuditEntry
from rung.platform.kernel.scope import Scope
from rung.platform.verification.refusals import LinkEndedError
from rung.platform.wallet import invariants, queries, services
from rung.platform.wallet.models import Share, ShareOpening
from tests.platform.conftest import Cast, acting


def share(cast: Cast, held: Award, days: int = 7, label: str = "Testownia") -> Share:
    return services.share_credential(actor=acting(cast.barbara), award_id=held.pk, days=days, label=label)


def openings(share: Share) -> int:
    return ShareOpening.objects.in_scope(Scope.person(share.person_id)).filter(share=share).count()


def test_a_link_leads_to_the_credential_until_its_end(cast: Cast, held: Award, clock: FrozenClock) -> None:
    token = queries.token_of(share(cast, held, days=7))
    clock.advance(timedelta(days=7) - timedelta(microseconds=1))
    assert queries.share_behind(token).award_id == held.pk
    clock.advance(timedelta(microseconds=1))
    with pytest.raises(LinkEndedError):
        queries.share_behind(token)


def test_a_closed_link_leads_nowhere_from_then_on(cast: Cast, held: Award) -> None:
    made = share(cast, held)
    services.withdraw_share(actor=acting(cast.barbara), share_id=made.pk)
    with pytest.raises(LinkEndedError):
        queries.share_behind(queries.token_of(made))


def test_a_link_to_what_is_not_its_makers_any_more_shows_nothing(cast: Cast, held: Award) -> None:
    token = queries.token_of(share(cast, held))
    Award.objects.in_scope(Scope.person(cast.barbara.pk)).update(holder=cast.jan)
    with pytest.raises(LinkEndedError):
        queries.share_behind(token)


def test_a_forged_link_is_not_found(cast: Cast, held: Award) -> None:
    token = queries.token_of(share(cast, held))
    for forged in (token[:-1] + ("A" if token[-1] != "A" else "B"), token.partition(":")[0], "", "x:y"):
        with pytest.raises(NotFoundError):
            queries.share_behind(forged)


@pytest.mark.parametrize("days", [0, 1, 366, -7])
def test_a_link_lasts_as_long_as_was_offered(cast: Cast, held: Award, days: int) -> None:
    with pytest.raises(RuleBrokenError, match="7, 30, 90 or 365"):
        share(cast, held, days=days)


@pytest.mark.parametrize("who", ["ewa", "marek", "jan", "piotr"])
def test_nobody_but_the_holder_shares_or_closes(cast: Cast, held: Award, who: str) -> None:
    stranger = acting(getattr(cast, who))
    made = share(cast, held)
    with pytest.raises(NotFoundError):
        services.share_credential(actor=stranger, award_id=held.pk, days=7)
    with pytest.raises(NotFoundError):
        services.withdraw_share(actor=stranger, share_id=made.pk)
    assert queries.share_behind(queries.token_of(made)) == made


def test_closing_twice_is_told_once(cast: Cast, held: Award, clock: FrozenClock) -> None:
    made = share(cast, held)
    first = services.withdraw_share(actor=acting(cast.barbara), share_id=made.pk)
    clock.advance(timedelta(hours=1))
    again = services.withdraw_share(actor=acting(cast.barbara), share_id=made.pk)
    assert again.withdrawn_at == first.withdrawn_at
    told = AuditEntry.objects.in_scope(Scope.person(cast.barbara.pk)).filter(object_id=str(made.pk))
    assert list(told.order_by("sequence").values_list("action", flat=True)) == ["share.credential", "withdraw.share"]


def test_the_log_holds_no_note_of_hers(cast: Cast, held: Award) -> None:
    made = share(cast, held, label="Testownia, pan Jan")
    entry = AuditEntry.objects.in_scope(Scope.person(cast.barbara.pk)).get(object_id=str(made.pk))
    assert entry.facts == {"award": str(held.pk), "days": 7}


def test_the_holder_sees_how_often_and_when_it_was_opened(cast: Cast, held: Award, clock: FrozenClock) -> None:
    made = share(cast, held)
    for _ in range(3):
        clock.advance(timedelta(hours=1))
        services.note_opening(made)
    (seen,) = queries.shares_of(cast.barbara.pk, held)
    assert (seen.times_opened, seen.last_opened) == (3, world.now())


def test_loading_a_page_again_and_again_counts_once_a_minute(cast: Cast, held: Award, clock: FrozenClock) -> None:
    made = share(cast, held)
    for _ in range(12):  # every 20 seconds for four minutes: 0:00, 1:00, 2:00, 3:00
        services.note_opening(made)
        clock.advance(timedelta(seconds=20))
    assert openings(made) == 4


def test_the_link_that_ends_last_is_the_one_for_a_profile(cast: Cast, held: Award, clock: FrozenClock) -> None:
    assert queries.lasting_share_of(cast.barbara.pk, held) is None
    share(cast, held, days=30)
    longest = share(cast, held, days=90)
    closed = share(cast, held, days=365)
    services.withdraw_share(actor=acting(cast.barbara), share_id=closed.pk)
    assert queries.lasting_share_of(cast.barbara.pk, held) == longest
    clock.advance(timedelta(days=90))
    assert queries.lasting_share_of(cast.barbara.pk, held) is None


# --- What the database itself refuses --------------------------------------------------------------------------------


def refused(change: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        change()  # type: ignore[operator]


def test_the_database_lets_only_the_holder_share(cast: Cast, held: Award) -> None:
    now = world.now()
    refused(lambda: Share.objects.create(person=cast.ewa, award=held, expires_at=now + timedelta(days=7)))


def test_the_database_lets_nobody_share_what_nobody_claimed(cast: Cast, held: Award) -> None:
    now = world.now()
    Award.objects.in_scope(Scope.person(cast.barbara.pk)).update(holder=None, claimed_at=None)
    refused(lambda: Share.objects.create(person=cast.barbara, award=held, expires_at=now + timedelta(days=7)))


def test_the_database_lets_no_link_last_longer_than_366_days(cast: Cast, held: Award) -> None:
    now, longest = world.now(), timedelta(days=366)
    Share.objects.create(person=cast.barbara, award=held, expires_at=now + longest)
    refused(
        lambda: Share.objects.create(person=cast.barbara, award=held, expires_at=now + longest + timedelta(seconds=1))
    )


@pytest.mark.parametrize(
    "change",
    [{"expires_at": timedelta(days=30)}, {"created_at": timedelta(days=-1)}, {"withdrawn_at": None}],
    ids=["longer", "earlier", "opened again"],
)
def test_the_database_changes_no_link_and_opens_none_again(
    cast: Cast, held: Award, change: dict[str, timedelta | None]
) -> None:
    made = share(cast, held)
    services.withdraw_share(actor=acting(cast.barbara), share_id=made.pk)
    (name, by), *_ = change.items()
    value = None if by is None else getattr(made, name) + by
    refused(lambda: Share.objects.in_scope(Scope.person(cast.barbara.pk)).update(**{name: value}))


def test_what_must_be_true_of_wallets_is(cast: Cast, held: Award) -> None:
    share(cast, held, days=365)
    checks = (invariants.every_share_is_the_holders, invariants.every_share_ends)
    assert [list(check()) for check in checks] == [[], []]


def test_a_link_that_shows_what_is_no_longer_hers_is_named(cast: Cast, held: Award) -> None:
    made = share(cast, held)
    Award.objects.in_scope(Scope.person(cast.barbara.pk)).update(holder=cast.jan)
    assert [str(made.pk) in sentence for sentence in invariants.every_share_is_the_holders()] == [True]
