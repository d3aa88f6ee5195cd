"""Who acts for an organisation: invited by mail, accepted by the person, ended by an administrator."""

from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from rung.platform.kernel import audit, events, world
from rung.platform.kernel.errors import NotAllowedError, NotFoundError, RuleBrokenError
from rung.platform.kernel.permissions import Actor, require
from rung.platform.organisations.events import MemberInvited, MembershipEnded, MembershipStarted
from rung.platform.organisations.models import Invitation, Membership
from rung.platform.organisations.rights import MANAGE_MEMBERS
from rung.platform.people.queries import owns_address

INVITATION_LASTS = timedelta(days=14)
SALT = "rung.organisations.invitation"


def token_of(invitation: Invitation) -> str:
    """Return the secret part of an invitation's link."""
    return signing.Signer(salt=SALT).sign(str(invitation.pk))


def invitation_behind(token: str) -> Invitation:
    """Return the invitation that a link leads to, open or not; a forged link leads nowhere."""
    try:
        return Invitation._base_manager.select_related("organisation").get(pk=signing.Signer(salt=SALT).unsign(token))  # noqa: SLF001 — the signed link is the right to see it
    except (signing.BadSignature, Invitation.DoesNotExist):
        raise NotFoundError(_("This invitation link is not one of ours. Ask for a new one.")) from None


def invite(*, actor: Actor, organisation_id: UUID, email: str, role: str, language: str = "pl") -> Invitation:
    """Ask somebody by mail to act for the organisation in a role."""
    require(actor, MANAGE_MEMBERS, organisation_id)
    with transaction.atomic():
        invitation = Invitation.objects.create(
            organisation_id=organisation_id,
            email=email,
            role=role,
            language=language,
            invited_by_id=actor.person_id,
            expires_at=world.now() + INVITATION_LASTS,
        )
        audit.record("invite.member", actor=actor, on=invitation, organisation_id=organisation_id, role=role)
        events.publish(MemberInvited(invitation_id=invitation.pk, organisation_id=organisation_id, role=role))
    return invitation


def accept_invitation(*, actor: Actor, token: str) -> Membership:
    """Take up an invitation. Only the owner of the invited address may, and never the one who sent it."""
    person_id = actor.own_id()
    invitation = invitation_behind(token)
    _must_be_open(invitation)
    _must_be_for(invitation, person_id)
    with transaction.atomic():
        membership, started = Membership._base_manager.get_or_create(  # noqa: SLF001 — she becomes a member by this row
            organisation_id=invitation.organisation_id,
            person_id=person_id,
            role=invitation.role,
            end=None,
            defaults={"start": world.today()},
        )
        invitation.accepted_at, invitation.accepted_by_id = world.now(), person_id
        invitation.save(update_fields=["accepted_at", "accepted_by"])
        audit.record("accept.invitation", actor=actor, on=invitation, organisation_id=invitation.organisation_id)
        if started:
            events.publish(MembershipStarted(membership_id=membership.pk, organisation_id=invitation.organisation_id))
    return membership


def _must_be_open(invitation: Invitation) -> None:
    if invitation.accepted_at is not None:
        raise RuleBrokenError(_("This invitation was accepted already. Sign in to find the organisation on your page."))
    if invitation.expires_at <= world.now():
        raise RuleBrokenError(_("This invitation has expired. Ask the organisation for a new one."))


def _must_be_for(invitation: Invitation, person_id: UUID) -> None:
    if invitation.invited_by_id == person_id:
        raise NotAllowedError(_("You sent this invitation; another administrator has to give you a role."))
    if not owns_address(person_id, invitation.email):
        raise NotAllowedError(
            _("This invitation was sent to another address than yours. Sign in with the account of that address.")
        )


def end_membership(*, actor: Actor, organisation_id: UUID, membership_id: UUID) -> Membership:
    """End a membership today. The last administrator stays until there is another one."""
    require(actor, MANAGE_MEMBERS, organisation_id)
    with transaction.atomic():
        open_ones = Membership.objects.in_scope(actor.scope_in(organisation_id)).select_for_update().filter(end=None)
        membership: Membership | None = open_ones.filter(pk=membership_id).first()
        if membership is None:
            raise NotFoundError(_("There is no such open membership in your organisation."))
        administrators = open_ones.filter(role=Membership.Role.ADMINISTRATOR)
        if membership.role == Membership.Role.ADMINISTRATOR and administrators.count() == 1:
            raise RuleBrokenError(_("This is the last administrator. Make somebody else administrator first."))
        membership.close(world.today())
        audit.record("end.membership", actor=actor, on=membership, organisation_id=organisation_id)
        events.publish(MembershipEnded(membership_id=membership.pk, organisation_id=organisation_id))
    return membership
