"""The way of a version: draft → review → active → superseded or withdrawn (requirements 6.3)."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from rung.platform.kernel import audit, events, world
from rung.platform.kernel.permissions import Actor, require
from rung.platform.organisations.rights import ACTIVATE_DESIGNS, PREPARE_AWARDS
from rung.platform.register import elements, queries, texts
from rung.platform.register.errors import ElementsMissingError
from rung.platform.register.events import DesignActivated, DesignSubmitted, DesignSuperseded, DesignWithdrawn
from rung.platform.register.models import DesignVersion, State
from rung.platform.register.services.drafts import locked


def submit_for_review(*, actor: Actor, organisation_id: UUID, version_id: UUID) -> DesignVersion:
    """Hand a complete draft to whoever may activate it; from now on it is frozen."""
    require(actor, PREPARE_AWARDS, organisation_id)
    with transaction.atomic():
        version = locked(actor.scope_in(organisation_id), version_id, State.DRAFT)
        _must_be_complete(actor, organisation_id, version_id)
        _move(version, State.REVIEW)
        audit.record("submit.design", actor=actor, on=version, organisation_id=organisation_id)
        events.publish(DesignSubmitted(version_id=version.pk, organisation_id=organisation_id))
    return version


def return_to_draft(*, actor: Actor, organisation_id: UUID, version_id: UUID) -> DesignVersion:
    """Take a version out of review, so that it can be changed. Whoever prepares or activates may."""
    require(
        actor, ACTIVATE_DESIGNS if actor.may(ACTIVATE_DESIGNS, organisation_id) else PREPARE_AWARDS, organisation_id
    )
    with transaction.atomic():
        version = locked(actor.scope_in(organisation_id), version_id, State.REVIEW)
        _move(version, State.DRAFT)
        audit.record("return.design", actor=actor, on=version, organisation_id=organisation_id)
    return version


def activate(*, actor: Actor, organisation_id: UUID, version_id: UUID) -> DesignVersion:
    """Let a reviewed version be awarded; the one that was active before is superseded.

    Raises `ElementsMissingError`, naming exactly what is missing, unless all that Annex I asks for is stated (CRED-2).
    """
    require(actor, ACTIVATE_DESIGNS, organisation_id)
    with transaction.atomic():
        version = locked(actor.scope_in(organisation_id), version_id, State.REVIEW)
        _must_be_complete(actor, organisation_id, version_id)
        _supersede_the_active_one(actor, organisation_id, version)
        version.activated_at = world.now()
        _move(version, State.ACTIVE)
        audit.record("activate.design", actor=actor, on=version, organisation_id=organisation_id)
        events.publish(DesignActivated(version_id=version.pk, organisation_id=organisation_id))
    return version


def withdraw(*, actor: Actor, organisation_id: UUID, version_id: UUID) -> DesignVersion:
    """Award a version no longer, for ever. What was awarded by it keeps its worth."""
    require(actor, ACTIVATE_DESIGNS, organisation_id)
    with transaction.atomic():
        version = locked(actor.scope_in(organisation_id), version_id, State.ACTIVE)
        _end(version, State.WITHDRAWN)
        audit.record("withdraw.design", actor=actor, on=version, organisation_id=organisation_id)
        events.publish(DesignWithdrawn(version_id=version.pk, organisation_id=organisation_id))
    return version


def _must_be_complete(actor: Actor, organisation_id: UUID, version_id: UUID) -> None:
    whole = queries.version_in(actor.scope_in(organisation_id), version_id)
    missing = elements.missing(whole, whole.design.organisation)
    if missing:
        raise ElementsMissingError(
            _("This design is not complete. %(missing)s")
            % {"missing": " ".join(texts.missing_sentence(one) for one in missing)},
            missing=[
                {"element": one.code, "place": one.place.value, "language": one.language} for one in missing
            ],
        )  # fmt: skip


def _supersede_the_active_one(actor: Actor, organisation_id: UUID, version: DesignVersion) -> None:
    scope = actor.scope_in(organisation_id)
    versions = DesignVersion.objects.in_scope(scope).select_for_update(of=("self",))
    for old in versions.filter(design_id=version.design_id, state=State.ACTIVE):
        _end(old, State.SUPERSEDED)
        audit.record("supersede.design", actor=actor, on=old, organisation_id=organisation_id, by=version.pk)
        events.publish(DesignSuperseded(version_id=old.pk, organisation_id=organisation_id))


def _end(version: DesignVersion, state: State) -> None:
    version.ended_at = world.now()
    _move(version, state)


def _move(version: DesignVersion, state: State) -> None:
    version.state = state
    version.save(update_fields=["state", "activated_at", "ended_at"])
