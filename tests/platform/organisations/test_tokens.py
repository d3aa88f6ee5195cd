from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from rung.core import FrozenClock
from rung.platform.kernel import world
from rung.platform.kernel.errors import NotAllowedError, NotFoundError, RuleBrokenError
from rung.platform.kernel.models import AuditEntry
from rung.platform.kernel.permissions import Actor, ActorKind
from rung.platform.organisations import rights, services
from rung.platform.organisations.models import ApiToken, Mandate, Membership
from rung.platform.organisations.services.tokens import NewToken, actor_behind
from rung.platform.people.services import erase_oneself
from tests.platform.conftest import Cast, acting
from tests.platform.keys.leaks import database_dump

MONTH = timedelta(days=30)
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def create(cast: Cast, *scopes: str, name: str = "records", lasts: timedelta = MONTH) -> NewToken:
    return services.create_token(
        actor=acting(cast.ewa), organisation_id=cast.provider.pk, name=name,
        scopes=scopes or ["organisation.edit_profile"], lasts=lasts,
    )  # fmt: skip


def behind(new: NewToken) -> Actor:
    actor = actor_behind(new.secret)
    assert actor is not None
    return actor


@pytest.fixture
def mandate(cast: Cast) -> Mandate:
    """Let Ewa sign: Jan, an administrator too by now, has mandated her."""
    today = world.today()
    Membership.objects.create(organisation=cast.provider, person=cast.jan, role="administrator", start=today)
    return services.give_mandate(
        actor=acting(cast.jan), organisation_id=cast.provider.pk, person_id=cast.ewa.pk, act="sign"
    )


# --- The secret -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("octets", [bytes(32), bytes(31) + b"\x01", b"\xff" * 32, bytes(range(32))])
def test_a_secret_is_32_random_bytes_in_base62(cast: Cast, octets: bytes) -> None:
    with world.in_world(random_bytes=lambda count: octets[:count]):
        secret = create(cast).secret
    prefix, digits = secret[:5], secret[5:]
    assert (prefix, len(digits)) == ("rung_", 43)
    assert sum(DIGITS.index(digit) * 62**place for place, digit in enumerate(reversed(digits))) == int(octets.hex(), 16)


def test_only_the_hash_of_the_secret_is_kept(cast: Cast) -> None:
    new = create(cast)
    dump = database_dump()
    assert new.secret.encode() not in dump
    assert new.secret[5:].encode() not in dump
    assert new.token.hash.encode() in dump
    assert new.secret not in repr(new)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda secret: secret[:-1] + ("0" if secret[-1] != "0" else "1"), id="another digit"),
        pytest.param(lambda secret: secret + "0", id="longer"),
        pytest.param(lambda secret: secret[:-1], id="shorter"),
        pytest.param(lambda secret: secret[5:], id="no prefix"),
        pytest.param(lambda secret: secret + "\n", id="a line end"),
        pytest.param(lambda secret: secret.swapcase(), id="other case"),
        pytest.param(lambda _: "", id="nothing"),
        pytest.param(lambda secret: f"{secret}’", id="not ASCII"),
    ],
)
def test_anything_but_the_secret_itself_is_worth_nothing(cast: Cast, change: object) -> None:
    assert actor_behind(change(create(cast).secret)) is None  # type: ignore[operator]


# --- What a token may do ----------------------------------------------------------------------------------------------


def test_a_token_may_what_its_scopes_say_in_its_organisation_alone(cast: Cast) -> None:
    actor = behind(create(cast))
    assert actor.kind is ActorKind.TOKEN
    assert actor.grants == {cast.provider.pk: frozenset({rights.EDIT_PROFILE})}
    assert not actor.is_operator
    with pytest.raises(NotFoundError):
        actor.scope_in(cast.employer.pk)


def test_a_token_is_no_person(cast: Cast) -> None:
    with pytest.raises(NotAllowedError, match="belongs to a person"):
        behind(create(cast)).own_id()


def test_nobody_gives_a_token_more_than_she_has(cast: Cast) -> None:
    with pytest.raises(NotAllowedError, match=r"Leave out: credential\.sign"):
        create(cast, "organisation.edit_profile", "credential.sign")


@pytest.mark.parametrize("never", sorted(right.code for right in rights.NEVER_BY_TOKEN))
def test_a_token_never_manages_people_keys_or_tokens(cast: Cast, never: str) -> None:
    with pytest.raises(NotAllowedError, match="never manage people, keys or tokens"):
        create(cast, never)
    planted = create(cast)
    ApiToken._base_manager.filter(pk=planted.token.pk).update(scopes=[never])  # as somebody with the database could
    assert behind(planted).grants == {cast.provider.pk: frozenset()}


def test_managing_people_keys_and_tokens_are_what_a_token_never_does() -> None:
    assert {right.code for right in rights.NEVER_BY_TOKEN} == {
        "organisation.manage_members", "token.manage", "key.create"
    }  # fmt: skip


def test_a_token_needs_something_to_do(cast: Cast) -> None:
    with pytest.raises(RuleBrokenError, match="at least one"):
        services.create_token(
            actor=acting(cast.ewa), organisation_id=cast.provider.pk, name="idle", scopes=[], lasts=MONTH
        )


def test_only_administrators_create_and_withdraw_tokens(cast: Cast) -> None:
    token = create(cast).token
    for who, error in ((cast.marek, NotAllowedError), (cast.jan, NotFoundError), (cast.piotr, NotFoundError)):
        with pytest.raises(error):
            services.create_token(
                actor=acting(who), organisation_id=cast.provider.pk, name="x", scopes=["award.prepare"], lasts=MONTH
            )
        with pytest.raises(error):
            services.withdraw_token(actor=acting(who), organisation_id=cast.provider.pk, token_id=token.pk)


def test_what_a_token_does_stands_in_the_log_under_its_own_id(cast: Cast) -> None:
    new = create(cast)
    services.edit_profile(actor=behind(new), organisation_id=cast.provider.pk, city="Wisła", website="")
    entry = AuditEntry._base_manager.latest("sequence")
    assert (entry.action, entry.actor_kind, entry.actor_id) == ("edit.organisation", "token", new.token.pk)


def test_creating_and_withdrawing_leave_their_traces(cast: Cast) -> None:
    token = create(cast).token
    services.withdraw_token(actor=acting(cast.ewa), organisation_id=cast.provider.pk, token_id=token.pk)
    *_earlier, created, withdrawn = AuditEntry._base_manager.order_by("sequence")
    assert (created.action, created.facts["scopes"]) == ("create.token", ["organisation.edit_profile"])
    assert (withdrawn.action, withdrawn.actor_id, withdrawn.object_id) == (
        "withdraw.token", cast.ewa.pk, str(token.pk)
    )  # fmt: skip


# --- How a token ends -------------------------------------------------------------------------------------------------


def test_it_is_worth_nothing_from_the_moment_it_expires(cast: Cast, clock: FrozenClock) -> None:
    new = create(cast, lasts=MONTH)
    clock.advance(MONTH - timedelta(seconds=1))
    assert actor_behind(new.secret) is not None
    clock.advance(timedelta(seconds=1))
    assert actor_behind(new.secret) is None


@pytest.mark.parametrize(("days", "fits"), [(365, True), (366, False), (0, False), (-1, False)])
def test_it_lasts_a_year_at_most(cast: Cast, days: int, fits: bool) -> None:  # noqa: FBT001 — a parameter
    if fits:
        assert create(cast, lasts=timedelta(days=days)).token.expires_at == world.now() + timedelta(days=days)
    else:
        with pytest.raises(RuleBrokenError, match="at most 365 days"):
            create(cast, lasts=timedelta(days=days))


def test_a_withdrawn_one_is_worth_nothing_and_stays_so(cast: Cast) -> None:
    new = create(cast)
    services.withdraw_token(actor=acting(cast.ewa), organisation_id=cast.provider.pk, token_id=new.token.pk)
    assert actor_behind(new.secret) is None
    with pytest.raises(NotFoundError):
        services.withdraw_token(actor=acting(cast.ewa), organisation_id=cast.provider.pk, token_id=new.token.pk)


def test_it_loses_what_its_creator_loses(cast: Cast, mandate: Mandate, clock: FrozenClock) -> None:
    new = create(cast, "credential.sign", "organisation.edit_profile")
    assert behind(new).may(rights.SIGN, cast.provider.pk)
    clock.advance(timedelta(days=1))
    services.withdraw_mandate(actor=acting(cast.jan), organisation_id=cast.provider.pk, mandate_id=mandate.pk)
    assert not behind(new).may(rights.SIGN, cast.provider.pk)
    assert behind(new).may(rights.EDIT_PROFILE, cast.provider.pk)


def test_it_ends_with_the_membership_of_its_creator(cast: Cast, mandate: Mandate, clock: FrozenClock) -> None:
    new = create(cast)
    clock.advance(timedelta(days=1))
    (hers,) = Membership._base_manager.filter(person=cast.ewa)
    services.end_membership(actor=acting(cast.jan), organisation_id=cast.provider.pk, membership_id=hers.pk)
    assert actor_behind(new.secret) is None


def test_it_ends_with_the_account_of_its_creator(cast: Cast) -> None:
    new = create(cast)
    erase_oneself(actor=acting(cast.ewa))
    assert actor_behind(new.secret) is None


def test_a_name_stands_for_one_token_until_it_is_withdrawn(cast: Cast) -> None:
    first = create(cast).token
    with pytest.raises(RuleBrokenError, match="with the name records already"):
        create(cast)
    services.withdraw_token(actor=acting(cast.ewa), organisation_id=cast.provider.pk, token_id=first.pk)
    assert create(cast).token.pk != first.pk


def test_the_database_refuses_a_token_that_never_was(cast: Cast) -> None:
    token = create(cast).token
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiToken._base_manager.filter(pk=token.pk).update(expires_at=token.created_at)


# --- Its use ----------------------------------------------------------------------------------------------------------


def test_its_use_is_noted_once_a_day(
    cast: Cast, clock: FrozenClock, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    new = create(cast)
    for _day in range(2):
        with django_assert_num_queries(4):  # the token, memberships, mandates, the note
            behind(new)
        with django_assert_num_queries(3):
            behind(new)
        new.token.refresh_from_db(from_queryset=ApiToken._base_manager.all())
        assert new.token.last_used_on == world.today()
        clock.advance(timedelta(days=1))


def test_a_forged_one_costs_no_query(django_assert_num_queries: DjangoAssertNumQueries, db: None) -> None:
    with django_assert_num_queries(0):
        assert actor_behind("rung_forged") is None
