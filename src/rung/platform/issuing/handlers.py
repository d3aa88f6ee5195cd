"""What awards send out of the process: the mail by which a learner learns that a credential waits for her."""

import logging
from collections.abc import Sequence
from smtplib import SMTPRecipientsRefused
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from rung.core import LangText
from rung.platform.issuing.events import AwardsIssued, ReminderWanted
from rung.platform.issuing.models import Award
from rung.platform.issuing.services.claims import token_of
from rung.platform.kernel import world
from rung.platform.kernel.models import OutboxMessage
from rung.platform.kernel.outbox import outgoing
from rung.platform.kernel.scope import Scope

log = logging.getLogger("rung.issuing")

AT_ONCE = 50
"""Mails over one connection; after each such lot it is noted who was told."""


@outgoing(AwardsIssued.name, channel="mail")
def mail_offers(message: OutboxMessage) -> None:
    """Tell everybody of a chunk; who was told before the last attempt broke off is not told again."""
    said = message.payload
    rows = (said["first_row"], said["last_row"])
    waiting = list(_awards(said).filter(run_id=said["run_id"], row__range=rows, invited_at=None, holder=None))
    for start in range(0, len(waiting), AT_ONCE):
        _send(waiting[start : start + AT_ONCE])


@outgoing(ReminderWanted.name, channel="mail")
def mail_reminder(message: OutboxMessage) -> None:
    """Tell one learner again."""
    _send(list(_awards(message.payload).filter(pk=message.payload["award_id"], holder=None)))


def _awards(said: dict[str, Any]) -> QuerySet[Award]:
    scope = Scope.organisation(UUID(said["organisation_id"]))
    return Award.objects.in_scope(scope).select_related("organisation", "design_version").order_by("row")


def _send(awards: Sequence[Award]) -> None:
    """Send over one connection. An address that the mail server refuses holds up nobody else."""
    told = []
    with get_connection() as connection:
        for award in awards:
            try:
                connection.send_messages([_mail(award)])
            except SMTPRecipientsRefused:
                log.warning("the mail server refuses the address of award %s", award.pk)
            else:
                told.append(award)
    for organisation_id in {award.organisation_id for award in told}:
        of_one = Award.objects.in_scope(Scope.organisation(organisation_id)).filter(pk__in=[one.pk for one in told])
        of_one.update(invited_at=world.now())


def _mail(award: Award) -> EmailMessage:
    with translation.override(award.language):
        context = {
            "award": award,
            "title": LangText.of(award.design_version.title).best(award.language)[1],
            "link": settings.PUBLIC_URL + reverse("claim_credential", args=[token_of(award)]),
        }
        subject = " ".join(render_to_string("issuing/mail/offer_subject.txt", context).split())
        return EmailMessage(subject, render_to_string("issuing/mail/offer.txt", context), to=[award.recipient_email])
