from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction

from rung.core import FrozenClock
from rung.platform.kernel import jobs
from rung.platform.kernel.errors import NotAllowedError, NotFoundError, RuleBrokenError
from rung.platform.kernel.models import JobRun, OutboxMessage
from rung.platform.kernel.permissions import grants_of
from rung.platform.kernel.scope import Scope
from rung.platform.organisations import rights, services
from rung.platform.organisations.jobs import forget_stale_invitations
from rung.platform.organisations.models import Invitation, Membership
from rung.platform.organisations.services.members import token_of
from tests.platform.conftest import Cast, acting, person


def carry_out_jobs() -> None:
    for run in JobRun.objects.filter(state="waiting"):
        jobs.perform(run.pk)


def invite(cast: Cast, email: str = "barbara@example.org", role: str = "issuer_staff") -> Invitation:
    return services.invite(actor=acting(cast.ewa), organisation_id=cast.provider.pk, email=email, role=role)


def test_an_invitation_is_mailed_after_it_is_stored(cast: Cast) -> None:
    invitation = invite(cast)
    assert mail.outbox == []
    carry_out_jobs()
    (letter,) = mail.outbox
    assert letter.to == ["barbara@example.org"]
    assert token_of(invitation) in letter.body
    assert OutboxMessage.objects.get().delivered_at is not None


def test_an_invitation_is_mailed_once_even_if_its_job_comes_twice(cast: Cast) -> None:
    invite(cast)
    run = JobRun.objects.get()
    jobs.perform(run.pk)
    assert jobs.perform(run.pk) is False
    assert len(mail.outbox) == 1


def test_nothing_is_mailed_for_an_invitation_that_was_rolled_back(cast: Cast) -> None:
    with transaction.atomic():
        invite(cast)
        transaction.set_rollback(True)
    carry_out_jobs()
    assert (mail.outbox, OutboxMessage.objects.count()) == ([], 0)


def test_the_invited_person_gets_the_role(cast: Cast) -> None:
    membership = services.accept_invitation(actor=acting(cast.barbara), token=token_of(invite(cast)))
    assert (membership.role, membership.organisation_id) == ("issuer_staff", cast.provider.pk)
    assert acting(cast.barbara).may(rights.PREPARE_AWARDS, cast.provider.pk)


def test_an_invitation_works_once(cast: Cast) -> None:
    token = token_of(invite(cast))
    services.accept_invitation(actor=acting(cast.barbara), token=token)
    with pytest.raises(RuleBrokenError, match="accepted already"):
        services.accept_invitation(actor=acting(cast.barbara), token=token)


def test_an_invitation_expires_after_two_weeks(cast: Cast, clock: FrozenClock) -> None:
    token = token_of(invite(cast))
    clock.advance(timedelta(days=14))
    with pytest.raises(RuleBrokenError, match="expired"):
        services.accept_invitation(actor=acting(cast.barbara), token=token)


def test_a_forwarded_invitation_is_of_no_use(cast: Cast) -> None:
    with pytest.raises(NotAllowedError, match="another address"):
        services.accept_invitation(actor=acting(cast.jan), token=token_of(invite(cast)))


def test_a_forged_link_leads_nowhere(cast: Cast) -> None:
    token = token_of(invite(cast))
    with pytest.raises(NotFoundError):
        services.accept_invitation(actor=acting(cast.barbara), token=token[:-1] + ("A" if token[-1] != "A" else "B"))


def test_nobody_raises_herself_by_an_invitation_of_her_own(cast: Cast) -> None:
    token = token_of(invite(cast, email="ewa@example.org"))
    with pytest.raises(NotAllowedError, match="another administrator"):
        services.accept_invitation(actor=acting(cast.ewa), token=token)


def test_only_administrators_invite(cast: Cast) -> None:
    with pytest.raises(NotAllowedError, match="Your role does not let you"):
        services.invite(
            actor=acting(cast.marek), organisation_id=cast.provider.pk, email="x@example.org", role="issuer_staff"
        )


def test_a_foreign_organisation_is_not_found_rather_than_forbidden(cast: Cast) -> None:
    with pytest.raises(NotFoundError):
        services.invite(
            actor=acting(cast.jan), organisation_id=cast.provider.pk, email="x@example.org", role="issuer_staff"
        )


def test_the_last_administrator_stays(cast: Cast) -> None:
    own = Membership.objects.in_scope(Scope.organisation(cast.provider.pk)).get(person=cast.ewa)
    with pytest.raises(RuleBrokenError, match="last administrator"):
        services.end_membership(actor=acting(cast.ewa), organisation_id=cast.provider.pk, membership_id=own.pk)


def test_an_ended_membership_gives_no_rights_from_the_next_day(cast: Cast, clock: FrozenClock) -> None:
    membership = Membership.objects.in_scope(Scope.person(cast.marek.pk)).get()
    clock.advance(timedelta(days=3))
    services.end_membership(actor=acting(cast.ewa), organisation_id=cast.provider.pk, membership_id=membership.pk)
    assert acting(cast.marek).grants == {}
    assert cast.provider.pk in grants_of(cast.marek.pk, membership.start)  # the past keeps its answer


def test_a_mandate_without_membership_gives_nothing(cast: Cast, clock: FrozenClock) -> None:
    membership = Membership.objects.in_scope(Scope.person(cast.marek.pk)).get()
    assert acting(cast.marek).may(rights.SIGN, cast.provider.pk)
    clock.advance(timedelta(days=3))
    services.end_membership(actor=acting(cast.ewa), organisation_id=cast.provider.pk, membership_id=membership.pk)
    assert not acting(cast.marek).may(rights.SIGN, cast.provider.pk)


def test_no_role_contains_the_right_to_sign() -> None:
    assert not any(rights.SIGN in held for held in rights.RIGHTS_OF_ROLE.values())


def test_nobody_gives_herself_the_right_to_sign(cast: Cast) -> None:
    with pytest.raises(NotAllowedError, match="herself"):
        services.give_mandate(
            actor=acting(cast.ewa), organisation_id=cast.provider.pk, person_id=cast.ewa.pk, act="sign"
        )


def test_only_members_are_mandated(cast: Cast) -> None:
    with pytest.raises(NotFoundError, match="Invite her first"):
        services.give_mandate(
            actor=acting(cast.ewa), organisation_id=cast.provider.pk, person_id=cast.barbara.pk, act="sign"
        )


def test_stale_invitations_are_forgotten(cast: Cast, clock: FrozenClock) -> None:
    invite(cast, email=person("Zofia Ruda").email)
    clock.advance(timedelta(days=14 + 31))
    forget_stale_invitations()
    assert Invitation.objects.in_scope(Scope.organisation(cast.provider.pk)).count() == 0
