"""What designs send out of the process: the mail to those who may activate what waits for review."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from rung.platform.kernel.models import OutboxMessage
from rung.platform.kernel.outbox import outgoing
from rung.platform.kernel.scope import Scope
from rung.platform.organisations import queries as organisations
from rung.platform.organisations.rights import ACTIVATE_DESIGNS, RIGHTS_OF_ROLE
from rung.platform.register import queries
from rung.platform.register.events import DesignSubmitted
from rung.platform.register.models import DesignVersion, State


@outgoing(DesignSubmitted.name, channel="mail")
def mail_those_who_activate(message: OutboxMessage) -> None:
    """Tell each of them once, in her language; of a version that has left the review meanwhile, nobody is told."""
    ours = Scope.organisation(UUID(message.payload["organisation_id"]))
    version = queries.designs_in(ours).filter(pk=message.payload["version_id"], state=State.REVIEW).first()
    if version is not None:
        _tell(version, organisations.members_of(ours))


def _tell(version: DesignVersion, members: Iterable[Any]) -> None:
    readers = {one.person for one in members if ACTIVATE_DESIGNS in RIGHTS_OF_ROLE[one.role]}
    organisation_id = version.design.organisation_id
    link = settings.PUBLIC_URL + reverse("design", args=[organisation_id, version.pk])
    for reader in sorted(readers, key=lambda person: person.email):
        with translation.override(reader.language):
            title = " ".join(queries.text(version.title, reader.language).split())
            context = {"title": title, "link": link}
            subject = render_to_string("register/mail/submitted_subject.txt", context).strip()
            send_mail(subject, render_to_string("register/mail/submitted.txt", context), None, [reader.email])
