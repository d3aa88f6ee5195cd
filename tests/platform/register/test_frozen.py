"""The database itself refuses to change what awards point at, whoever asks and however."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, models, transaction

from rung.platform.kernel import world
from rung.platform.kernel.scope import Scope
from rung.platform.register import services
from rung.platform.register.models import (
    Design,
    DesignPicture,
    DesignVersion,
    Outcome,
    OutcomeSkill,
    State,
)
from rung.platform.register.services import DesignContent
from tests.platform.conftest import Cast, acting
from tests.platform.register.designs import active, draft
from tests.platform.register.pictures import png

ARROWS = {
    (State.DRAFT, State.REVIEW), (State.REVIEW, State.DRAFT), (State.REVIEW, State.ACTIVE),
    (State.ACTIVE, State.SUPERSEDED), (State.ACTIVE, State.WITHDRAWN),
}  # fmt: skip


def illustrated(cast: Cast) -> DesignVersion:
    version = draft(cast)
    services.set_picture(
        actor=acting(cast.marek), organisation_id=cast.provider.pk, version_id=version.pk, octets=png(9, 9),
        alternative_text={"pl": "Lupa", "en": "A magnifying glass"},
    )  # fmt: skip
    return version


def force(version: DesignVersion, cast: Cast, state: State) -> int:
    """Set a state past every command, with the moments that belong to it."""
    moments = {
        "activated_at": None if state in {State.DRAFT, State.REVIEW} else world.now(),
        "ended_at": world.now() if state in {State.SUPERSEDED, State.WITHDRAWN} else None,
    }
    return rows(DesignVersion, cast).filter(pk=version.pk).update(state=state, **moments)


def rows(model: type[models.Model], cast: Cast) -> models.QuerySet[models.Model]:
    found: models.QuerySet[models.Model] = model.objects.in_scope(Scope.organisation(cast.provider.pk))  # type: ignore[attr-defined]
    return found


def brought_to(cast: Cast, state: State) -> DesignVersion:
    version = illustrated(cast)
    way = {
        State.DRAFT: [], State.REVIEW: [State.REVIEW], State.ACTIVE: [State.REVIEW, State.ACTIVE],
        State.SUPERSEDED: [State.REVIEW, State.ACTIVE, State.SUPERSEDED],
        State.WITHDRAWN: [State.REVIEW, State.ACTIVE, State.WITHDRAWN],
    }  # fmt: skip
    for step in way[state]:
        force(version, cast, step)
    return version


@pytest.mark.parametrize("after", list(State))
@pytest.mark.parametrize("before", list(State))
def test_a_state_moves_along_the_arrows_only(cast: Cast, before: State, after: State) -> None:
    version = brought_to(cast, before)
    if before == after or (before, after) in ARROWS:
        assert force(version, cast, after) == 1
    else:
        with pytest.raises(DatabaseError, match="does not move to this state"), transaction.atomic():
            force(version, cast, after)


def test_a_version_begins_as_a_draft(cast: Cast) -> None:
    design = Design.objects.create(organisation=cast.provider)
    with pytest.raises(DatabaseError, match="begins as a draft"), transaction.atomic():
        DesignVersion.objects.create(design=design, number=1, state=State.ACTIVE, activated_at=world.now())


CHANGES: dict[str, object] = {
    "number": 7, "award_type": "Badge", "title": {"pl": "Inny"}, "description": {}, "criteria": {}, "workload_hours": 1,
    "credits_ects": 1, "level_value": 5, "assessment": [], "participation": [], "quality_assurance": [],
    "prerequisites": {"pl": "Nic"}, "supervision": "supervised", "is_graded": True, "stacks_into": ["urn:x:y"],
    "further_information": {"pl": "Nic"}, "field_code": "06", "field_name": "Informatyka", "validity_months": 1,
    "level_framework": "PRK", "level_version": "2016", "level_basis": "referenced", "level_reference": "ZRK 1",
    "created_at": None, "design_id": None,
}  # fmt: skip


def test_every_field_but_the_moving_ones_is_tried() -> None:
    fields = {field.attname for field in DesignVersion._meta.concrete_fields}
    assert fields == {*CHANGES, "id", "state", "activated_at", "ended_at"}


@pytest.mark.parametrize("field", [name for name in CHANGES if name not in {"created_at", "design_id"}])
def test_no_field_of_an_active_version_changes(cast: Cast, field: str) -> None:
    version = brought_to(cast, State.ACTIVE)
    with pytest.raises(DatabaseError, match="is no draft does not change"), transaction.atomic():
        rows(DesignVersion, cast).filter(pk=version.pk).update(**{field: CHANGES[field]})


def test_an_active_version_keeps_its_design_and_the_moment_of_its_making(cast: Cast) -> None:
    version = brought_to(cast, State.ACTIVE)
    other = Design.objects.create(organisation=cast.provider)
    for change in ({"design": other}, {"created_at": world.now().replace(year=2020)}):
        with pytest.raises(DatabaseError, match="is no draft does not change"), transaction.atomic():
            rows(DesignVersion, cast).filter(pk=version.pk).update(**change)


Act = Callable[[Cast, DesignVersion], object]
PART_ACTS: dict[str, Act] = {
    "delete the version": lambda cast, version: rows(DesignVersion, cast).filter(pk=version.pk)._raw_delete("default"),
    "change an outcome": lambda cast, _: rows(Outcome, cast).update(statement={"pl": "Nic"}),
    "move an outcome": lambda cast, _: rows(Outcome, cast).filter(position=1).update(position=9),
    "delete an outcome": lambda cast, _: rows(Outcome, cast).filter(position=2).delete(),
    "add an outcome": lambda _, version: Outcome.objects.create(version=version, position=9, statement={"pl": "Nic"}),
    "change a skill": lambda cast, _: rows(OutcomeSkill, cast).update(uri="urn:other:skill"),
    "delete a skill": lambda cast, _: rows(OutcomeSkill, cast).delete(),
    "add a skill": lambda cast, _: OutcomeSkill.objects.create(
        outcome_id=rows(Outcome, cast).get(position=1).pk, uri="urn:other:skill", name={"pl": "Nic"}
    ),
    "change the picture": lambda cast, _: rows(DesignPicture, cast).update(octets=b"other"),
    "delete the picture": lambda cast, _: rows(DesignPicture, cast).delete(),
}


@pytest.mark.parametrize("state", [state for state in State if state != State.DRAFT])
@pytest.mark.parametrize("act", PART_ACTS)
def test_nothing_that_belongs_to_a_version_changes_once_it_is_no_draft(cast: Cast, act: str, state: State) -> None:
    version = brought_to(cast, state)
    with pytest.raises(DatabaseError, match="is no draft does not change"), transaction.atomic():
        PART_ACTS[act](cast, version)


@pytest.mark.parametrize("act", [act for act in PART_ACTS if act != "delete the version"])
def test_what_belongs_to_a_draft_changes(cast: Cast, act: str) -> None:
    PART_ACTS[act](cast, brought_to(cast, State.DRAFT))


def test_a_draft_without_parts_can_be_deleted(cast: Cast) -> None:
    version = draft(cast, DesignContent())
    assert rows(DesignVersion, cast).filter(pk=version.pk)._raw_delete("default") == 1


def test_an_outcome_cannot_be_moved_into_or_out_of_a_frozen_version(cast: Cast) -> None:
    frozen, open_one = active(cast), draft(cast)
    for source, target in ((open_one, frozen), (frozen, open_one)):
        with pytest.raises(DatabaseError, match="is no draft does not change"), transaction.atomic():
            rows(Outcome, cast).filter(version=source, position=1).update(version=target, position=9)


def test_a_picture_cannot_be_given_to_a_frozen_version(cast: Cast) -> None:
    version = active(cast)
    with pytest.raises(DatabaseError, match="is no draft does not change"), transaction.atomic():
        DesignPicture.objects.create(version=version, octets=b"other")
