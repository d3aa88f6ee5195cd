"""What organisations send out of the process, and where their people's rights come from."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from rung.platform.kernel.api_access import token_source
from rung.platform.kernel.models import OutboxMessage
from rung.platform.kernel.outbox import outgoing
from rung.platform.kernel.permissions import Grants, Right, grant_source
from rung.platform.kernel.scope import Scope
from rung.platform.organisations.events import MemberInvited
from rung.platform.organisations.models import Invitation, Mandate, Membership
from rung.platform.organisations.rights import RIGHTS_OF_MANDATE, RIGHTS_OF_ROLE
from rung.platform.organisations.services.members import token_of
from rung.platform.organisations.services.tokens import actor_behind

token_source(actor_behind)


@grant_source
def rights_by_membership_and_mandate(person_id: UUID, on: date) -> Grants:
    """Return the rights of a person on a day. Two queries."""
    in_force = Q(start__lte=on) & (Q(end=None) | Q(end__gt=on))
    hers = Scope.person(person_id)
    rights: dict[UUID, set[Right]] = defaultdict(set)
    for organisation_id, role in (
        Membership.objects.in_scope(hers).filter(in_force).values_list("organisation_id", "role")
    ):
        rights[organisation_id] |= RIGHTS_OF_ROLE[role]
    for organisation_id, act in Mandate.objects.in_scope(hers).filter(in_force).values_list("organisation_id", "act"):
        if organisation_id in rights:
            rights[organisation_id] |= RIGHTS_OF_MANDATE[act]
    return {organisation_id: frozenset(held) for organisation_id, held in rights.items()}


@outgoing(MemberInvited.name, channel="mail")
def mail_invitation(message: OutboxMessage) -> None:
    """Send the invitation in the language that was chosen for it; one that is gone by now is not sent."""
    invitation = (
        Invitation.objects.in_scope(Scope.organisation(UUID(message.payload["organisation_id"])))
        .filter(pk=message.payload["invitation_id"], accepted_at=None)
        .select_related("organisation")
        .first()
    )
    if invitation is None:
        return
    with translation.override(invitation.language):
        link = settings.PUBLIC_URL + reverse("accept_invitation", args=[token_of(invitation)])
        context = {"invitation": invitation, "link": link}
        subject = render_to_string("organisations/mail/invitation_subject.txt", context).strip()
        send_mail(subject, render_to_string("organisations/mail/invitation.txt", context), None, [invitation.email])
