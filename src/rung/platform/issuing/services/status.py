"""Suspend, reinstate, revoke: each with its reason, each at once on the published list. Revoked is for ever."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from rung.platform.issuing import queries
from rung.platform.issuing.events import CredentialStatusChanged
from rung.platform.issuing.models import Award, Purpose, StatusChange, StatusList
from rung.platform.issuing.services.lists import publish
from rung.platform.kernel import audit, events, world
from rung.platform.kernel.errors import RuleBrokenError
from rung.platform.kernel.permissions import Actor, require
from rung.platform.keys.services import signer_behind
from rung.platform.organisations.rights import SIGN

Act = StatusChange.Act
Reason = StatusChange.Reason

REASONS: dict[StatusChange.Act, tuple[StatusChange.Reason, ...]] = {
    Act.SUSPEND: (Reason.UNDER_REVIEW, Reason.LEARNER_ASKED),
    Act.REINSTATE: (Reason.REVIEW_CLOSED, Reason.LEARNER_ASKED),
    Act.REVOKE: (
        Reason.ISSUED_IN_ERROR,
        Reason.ASSESSMENT_OVERTURNED,
        Reason.MISCONDUCT,
        Reason.SUPERSEDED,
        Reason.LEARNER_ASKED,
    ),
}
"""Which reasons fit which act."""

_PURPOSES = {Act.SUSPEND: Purpose.SUSPENSION, Act.REINSTATE: Purpose.SUSPENSION, Act.REVOKE: Purpose.REVOCATION}


def suspend(*, actor: Actor, organisation_id: UUID, award_id: UUID, reason: str) -> StatusChange:
    """Suspend a credential until it is reinstated or revoked."""
    return _change(actor, organisation_id, award_id, Act.SUSPEND, reason)


def reinstate(*, actor: Actor, organisation_id: UUID, award_id: UUID, reason: str) -> StatusChange:
    """End a suspension."""
    return _change(actor, organisation_id, award_id, Act.REINSTATE, reason)


def revoke(*, actor: Actor, organisation_id: UUID, award_id: UUID, reason: str) -> StatusChange:
    """Revoke a credential. There is no way back: a corrected one is a new one."""
    return _change(actor, organisation_id, award_id, Act.REVOKE, reason)


def _change(actor: Actor, organisation_id: UUID, award_id: UUID, act: StatusChange.Act, reason: str) -> StatusChange:
    require(actor, SIGN, organisation_id)
    scope = actor.scope_in(organisation_id)
    if reason not in REASONS[act]:
        raise RuleBrokenError(_("This reason does not fit. Choose one from the list."))
    award = queries.award_in(scope, award_id)
    with transaction.atomic():
        status_list = StatusList.objects.in_scope(scope).select_for_update().get(pk=award.status_list_id)
        _must_be_possible(award, act)
        change = StatusChange.objects.create(award=award, act=act, reason=reason, at=world.now())
        publish(status_list, _PURPOSES[act], signer_behind(status_list.did))
        audit.record(f"{act}.credential", actor=actor, on=award, organisation_id=organisation_id, reason=reason)
        events.publish(CredentialStatusChanged(award_id=award.pk, organisation_id=organisation_id, act=act))
    return change


def _must_be_possible(award: Award, act: StatusChange.Act) -> None:
    """Judge by the history alone: an expired credential can still be suspended or revoked for what it said."""
    changes = [change for change in queries.changes_of(award) if change.at <= world.now()]
    last = changes[-1].act if changes else None
    if last == Act.REVOKE:
        raise RuleBrokenError(_("This credential is revoked, and that is for ever. Award a corrected one instead."))
    if act == Act.SUSPEND and last == Act.SUSPEND:
        raise RuleBrokenError(_("This credential is suspended already."))
    if act == Act.REINSTATE and last != Act.SUSPEND:
        raise RuleBrokenError(_("This credential is not suspended."))
