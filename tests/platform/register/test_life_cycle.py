from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from rung.core import FrozenClock
from rung.platform.kernel.errors import NotAllowedError, NotFoundError, RuleBrokenError
from rung.platform.kernel.models import AuditEntry
from rung.platform.kernel.permissions import Actor
from rung.platform.kernel.scope import Scope
from rung.platform.register import queries, services
from rung.platform.register.content import content_of
from rung.platform.register.models import AwardType, Design, DesignVersion, State
from tests.platform.conftest import Cast, acting
from tests.platform.register.designs import COMPLETE, PARTICIPATION, active, draft, in_review
from tests.platform.register.pictures import png

COMMANDS = ("submit_for_review", "return_to_draft", "activate", "withdraw", "discard_draft", "begin_next_version")


def do(command: str, actor: Actor, cast: Cast, version: DesignVersion) -> DesignVersion:
    done: DesignVersion = getattr(services, command)(
        actor=actor, organisation_id=cast.provider.pk, version_id=version.pk
    )
    return done


def stored(cast: Cast, version: DesignVersion) -> DesignVersion:
    return queries.version_in(Scope.organisation(cast.provider.pk), version.pk)


def verbs(cast: Cast) -> list[str]:
    told = AuditEntry.objects.in_scope(Scope.organisation(cast.provider.pk)).order_by("sequence")
    return [action for action in told.values_list("action", flat=True) if "design" in action or "version" in action]


def test_a_design_goes_from_draft_through_review_to_active(cast: Cast, clock: FrozenClock) -> None:
    version = draft(cast)
    assert (version.state, version.number) == (State.DRAFT, 1)
    assert do("submit_for_review", acting(cast.marek), cast, version).state == State.REVIEW
    assert do("activate", acting(cast.ewa), cast, version).state == State.ACTIVE
    assert stored(cast, version).activated_at == clock.now()
    assert verbs(cast) == ["create.design", "submit.design", "activate.design"]


def test_who_prepares_does_not_activate_and_who_activates_does_not_prepare(cast: Cast) -> None:
    with pytest.raises(NotAllowedError, match="activate and withdraw designs"):
        do("activate", acting(cast.marek), cast, in_review(cast))
    with pytest.raises(NotAllowedError, match="prepare designs"):
        services.create_design(
            actor=acting(cast.ewa), organisation_id=cast.provider.pk, award_type=AwardType.PARTICIPATION
        )


def test_a_version_in_review_goes_back_by_either_of_them(cast: Cast) -> None:
    version = in_review(cast)
    for somebody in (cast.ewa, cast.marek):
        assert do("return_to_draft", acting(somebody), cast, version).state == State.DRAFT
        do("submit_for_review", acting(cast.marek), cast, version)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_foreign_design_is_not_found(cast: Cast, command: str) -> None:
    version = draft(cast)
    with pytest.raises(NotFoundError):
        do(command, acting(cast.jan), cast, version)
    with pytest.raises(NotFoundError):  # Marek prepares here, but there is no such version
        getattr(services, "save_draft")(  # noqa: B009 — the name is data
            actor=acting(cast.marek), organisation_id=cast.provider.pk, version_id=uuid4(), content=COMPLETE
        )


# What each command may be applied to: draft → review → active → superseded | withdrawn (requirements 6.3).
ALLOWED = {
    "submit_for_review": {State.DRAFT},
    "discard_draft": {State.DRAFT},
    "return_to_draft": {State.REVIEW},
    "activate": {State.REVIEW},
    "withdraw": {State.ACTIVE},
    "begin_next_version": {State.ACTIVE, State.SUPERSEDED, State.WITHDRAWN},
}


def in_state(cast: Cast, state: State) -> DesignVersion:
    """Bring a version to a state by the commands that everybody uses."""
    if state == State.DRAFT:
        return draft(cast)
    if state == State.REVIEW:
        return in_review(cast)
    version = active(cast)
    if state == State.WITHDRAWN:
        do("withdraw", acting(cast.ewa), cast, version)
    if state == State.SUPERSEDED:
        following = do("begin_next_version", acting(cast.marek), cast, version)
        do("submit_for_review", acting(cast.marek), cast, following)
        do("activate", acting(cast.ewa), cast, following)
    return version


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("command", COMMANDS)
def test_a_version_moves_along_the_arrows_only(cast: Cast, command: str, state: State) -> None:
    version = in_state(cast, state)
    who = acting(cast.ewa if command in {"activate", "withdraw"} else cast.marek)
    if state in ALLOWED[command]:
        do(command, who, cast, version)
    else:
        with pytest.raises(RuleBrokenError):
            do(command, who, cast, version)
        assert stored(cast, version).state == state


def test_only_a_draft_is_saved(cast: Cast) -> None:
    with pytest.raises(RuleBrokenError, match="Draft"):
        services.save_draft(
            actor=acting(cast.marek), organisation_id=cast.provider.pk, version_id=in_review(cast).pk,
            content=PARTICIPATION,
        )  # fmt: skip


def test_a_new_version_supersedes_the_active_one_at_its_own_activation(cast: Cast, clock: FrozenClock) -> None:
    first = active(cast)
    second = do("begin_next_version", acting(cast.marek), cast, first)
    assert (second.number, second.state) == (2, State.DRAFT)
    assert content_of(stored(cast, second)) == COMPLETE
    do("submit_for_review", acting(cast.marek), cast, second)
    assert stored(cast, first).state == State.ACTIVE  # not before
    do("activate", acting(cast.ewa), cast, second)
    assert stored(cast, first).state == State.SUPERSEDED
    assert stored(cast, first).ended_at == clock.now()
    assert [one.pk for one in queries.awardable_in(Scope.organisation(cast.provider.pk))] == [second.pk]
    assert [one.number for one in queries.history_of(second)] == [2, 1]


def test_one_version_is_in_the_making_at_a_time(cast: Cast) -> None:
    first = active(cast)
    do("begin_next_version", acting(cast.marek), cast, first)
    with pytest.raises(RuleBrokenError, match="being made already"):
        do("begin_next_version", acting(cast.marek), cast, first)


def test_the_next_version_takes_the_picture_along(cast: Cast) -> None:
    first = draft(cast)
    services.set_picture(
        actor=acting(cast.marek), organisation_id=cast.provider.pk, version_id=first.pk, octets=png(40, 40),
        alternative_text={"pl": "Lupa", "en": "A magnifying glass"},
    )  # fmt: skip
    do("submit_for_review", acting(cast.marek), cast, first)
    do("activate", acting(cast.ewa), cast, first)
    second = do("begin_next_version", acting(cast.marek), cast, first)
    assert queries.picture_of(stored(cast, second)) == queries.picture_of(stored(cast, first))
    assert stored(cast, second).picture.alternative_text == {"pl": "Lupa", "en": "A magnifying glass"}


def test_a_discarded_first_draft_takes_its_design_along_and_a_later_one_does_not(cast: Cast) -> None:
    ours = Scope.organisation(cast.provider.pk)
    do("discard_draft", acting(cast.marek), cast, draft(cast))
    assert not Design.objects.in_scope(ours).exists()
    first = active(cast)
    do("discard_draft", acting(cast.marek), cast, do("begin_next_version", acting(cast.marek), cast, first))
    assert [one.number for one in queries.designs_in(ours)] == [1]


def test_everybody_sees_a_version_once_it_was_active_and_not_before(cast: Cast) -> None:
    for state in State:
        version = in_state(cast, state)
        if state in {State.DRAFT, State.REVIEW}:
            with pytest.raises(NotFoundError):
                queries.version_public(version.pk)
        else:
            assert queries.version_public(version.pk).state == state


def test_a_version_is_loaded_by_three_queries_however_much_it_says(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    version = active(cast)
    with django_assert_num_queries(3):
        loaded = stored(cast, version)
        assert not hasattr(loaded, "picture")
        assert len(queries.outcomes_of(loaded)) == 2
        assert queries.achievement_of(loaded, "en").title == "Software testing: foundations"
    with django_assert_num_queries(1):
        list(queries.designs_in(Scope.organisation(cast.provider.pk)))
