"""One award to one person: the answer is the award itself, or everything that has to be mended."""

from collections.abc import Mapping
from uuid import UUID

from rung.platform.issuing import queries, services
from rung.platform.issuing.models import Award
from rung.platform.issuing.problems import Problem, RowRefusedError
from rung.platform.kernel.permissions import Actor


def awarded(*, actor: Actor, organisation_id: UUID, version_id: UUID, key: str, cells: Mapping[str, str]) -> Award:
    """Award a design to one person and return the signed award; the same key again gives the same award.

    Raises `RowRefusedError` with what to mend, also where another order was quicker to award her the same.
    """
    run = services.award_one(
        actor=actor, organisation_id=organisation_id, version_id=version_id, key=key, cells=cells
    )  # fmt: skip
    scope = actor.scope_in(organisation_id)
    award: Award | None = queries.awards_in(scope).filter(run=run).first()
    if award is None:
        found = queries.problems_of(scope, run)
        raise RowRefusedError(tuple(Problem(one.row, one.column, one.code, one.data) for one in found))
    return award
