"""Drafts: begun, written, discarded. Only a draft changes; the database aborts everything else."""

from dataclasses import replace
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rung.platform.kernel import audit
from rung.platform.kernel.errors import NotFoundError, RuleBrokenError
from rung.platform.kernel.permissions import Actor, require
from rung.platform.kernel.scope import Scope
from rung.platform.organisations.rights import PREPARE_AWARDS
from rung.platform.register import queries
from rung.platform.register.content import DesignContent, Texts, content_of, said, write
from rung.platform.register.errors import ContentRefusedError
from rung.platform.register.models import (
    WAS_ACTIVE,
    AwardType,
    Design,
    DesignPicture,
    DesignVersion,
    Outcome,
    OutcomeSkill,
    State,
)
from rung.platform.register.pictures import as_badge


def create_design(
    *, actor: Actor, organisation_id: UUID, award_type: AwardType, content: DesignContent | None = None
) -> DesignVersion:
    """Begin a design: its first version, as a draft of this type that says `content`, or nothing yet."""
    require(actor, PREPARE_AWARDS, organisation_id)
    says = replace(content or DesignContent(), award_type=award_type)
    with transaction.atomic():
        version = DesignVersion(design=Design.objects.create(organisation_id=organisation_id), number=1)
        write(says, version)
        version.save(force_insert=True)
        _write_outcomes(version, says)
        audit.record("create.design", actor=actor, on=version, organisation_id=organisation_id)
    return version


def save_draft(*, actor: Actor, organisation_id: UUID, version_id: UUID, content: DesignContent) -> DesignVersion:
    """Let a draft say `content` and nothing else."""
    require(actor, PREPARE_AWARDS, organisation_id)
    with transaction.atomic():
        version = locked(actor.scope_in(organisation_id), version_id, State.DRAFT)
        before = content_of(queries.version_in(actor.scope_in(organisation_id), version_id))
        write(content, version)
        version.save()
        if content.outcomes != before.outcomes:
            Outcome.objects.in_scope(actor.scope_in(organisation_id)).filter(version=version).delete()
            _write_outcomes(version, content)
        audit.record("save.design", actor=actor, on=version, organisation_id=organisation_id)
    return version


def set_picture(
    *, actor: Actor, organisation_id: UUID, version_id: UUID, octets: bytes, alternative_text: Texts
) -> DesignPicture:
    """Give a draft a picture: written anew as a square PNG, and described in words for those who do not see it."""
    require(actor, PREPARE_AWARDS, organisation_id)
    described = said(alternative_text)
    if not described:
        raise ContentRefusedError(_("Describe the picture for people who do not see it."), field="alternative_text")
    badge = as_badge(octets)
    with transaction.atomic():
        version = locked(actor.scope_in(organisation_id), version_id, State.DRAFT)
        picture, _made = DesignPicture.objects.in_scope(actor.scope_in(organisation_id)).update_or_create(
            version=version, defaults={"octets": badge, "alternative_text": described}
        )
        audit.record("set.picture", actor=actor, on=version, organisation_id=organisation_id, octets=len(badge))
    return picture


def remove_picture(*, actor: Actor, organisation_id: UUID, version_id: UUID) -> None:
    """Take the picture from a draft."""
    require(actor, PREPARE_AWARDS, organisation_id)
    with transaction.atomic():
        version = locked(actor.scope_in(organisation_id), version_id, State.DRAFT)
        DesignPicture.objects.in_scope(actor.scope_in(organisation_id)).filter(version=version).delete()
        audit.record("remove.picture", actor=actor, on=version, organisation_id=organisation_id)


def begin_next_version(*, actor: Actor, organisation_id: UUID, version_id: UUID) -> DesignVersion:
    """Copy a version that was active, with its picture, into the draft of the next one."""
    require(actor, PREPARE_AWARDS, organisation_id)
    scope = actor.scope_in(organisation_id)
    old = queries.version_in(scope, version_id)
    if old.state not in WAS_ACTIVE:
        raise RuleBrokenError(_("Only a version that was active has a next one. This one can still be changed."))
    try:
        with transaction.atomic():
            version = DesignVersion(design=old.design, number=_next_number(scope, old))
            write(content_of(old), version)
            version.save(force_insert=True)
            _write_outcomes(version, content_of(old))
            _copy_picture(old, version)
            audit.record("begin.version", actor=actor, on=version, organisation_id=organisation_id, copied=old.pk)
    except IntegrityError:
        raise RuleBrokenError(_("A newer version of this design is being made already. Go on with that one.")) from None
    return version


def discard_draft(*, actor: Actor, organisation_id: UUID, version_id: UUID) -> None:
    """Delete a draft; with the only version its design goes too."""
    require(actor, PREPARE_AWARDS, organisation_id)
    scope = actor.scope_in(organisation_id)
    with transaction.atomic():
        version = locked(scope, version_id, State.DRAFT)
        audit.record("discard.draft", actor=actor, on=version, organisation_id=organisation_id)
        Outcome.objects.in_scope(scope).filter(version=version).delete()
        DesignVersion.objects.in_scope(scope).filter(pk=version.pk).delete()
        if not DesignVersion.objects.in_scope(scope).filter(design_id=version.design_id).exists():
            Design.objects.in_scope(scope).filter(pk=version.design_id).delete()


def locked(scope: Scope, version_id: UUID, state: State) -> DesignVersion:
    """Return a version that is in `state`, locked until the end of the transaction. One query."""
    versions = DesignVersion.objects.in_scope(scope).select_for_update(of=("self",))
    found: DesignVersion | None = versions.filter(pk=version_id).first()
    if found is None:
        raise NotFoundError(_("There is no such design."))
    if found.state != state:
        raise RuleBrokenError(
            _("This version is not in the state “%(state)s”, which that needs. Look at it again.")
            % {"state": state.label},
            state=found.state,
        )
    return found


def _next_number(scope: Scope, old: DesignVersion) -> int:
    versions = DesignVersion.objects.in_scope(scope).filter(design_id=old.design_id)
    return 1 + max(versions.values_list("number", flat=True))


def _write_outcomes(version: DesignVersion, content: DesignContent) -> None:
    outcomes = [
        Outcome(version=version, position=position, statement=said(one.statement))
        for position, one in enumerate(content.outcomes, 1)
    ]
    Outcome.objects.bulk_create(outcomes)
    OutcomeSkill.objects.bulk_create(
        OutcomeSkill(outcome=outcome, uri=skill.uri, name=said(skill.name))
        for outcome, one in zip(outcomes, content.outcomes, strict=True)
        for skill in one.skills
    )


def _copy_picture(old: DesignVersion, version: DesignVersion) -> None:
    octets = queries.picture_of(old)
    if octets is not None:
        DesignPicture.objects.create(version=version, octets=octets, alternative_text=old.picture.alternative_text)
