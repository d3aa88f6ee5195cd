"""The dry run: reads a file once, in a stream, and names every bad row before anything is issued."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from rung.platform.assessment import queries as assessment
from rung.platform.issuing.award_list import Row, read_rows
from rung.platform.issuing.drafts import Draft
from rung.platform.issuing.models import Award, Chunk, RowProblem, Run, StatusChange, UploadPiece
from rung.platform.issuing.problems import FileRefusedError, Problem
from rung.platform.issuing.row_checks import Expected, KnownAssessor, check_row, missing_columns
from rung.platform.kernel import audit, world
from rung.platform.kernel.errors import RuleBrokenError
from rung.platform.kernel.permissions import Actor
from rung.platform.kernel.scope import Scope
from rung.platform.register import queries as register
from rung.platform.register.queries import DesignVersion

CHUNK = 500
"""Rows that are checked, and later issued, at once."""

MOST_PROBLEMS = 1_000
"""Problems kept of one file; how many bad rows there are is counted to the end."""

FIRST_LANGUAGE = "pl"
"""In which somebody is addressed of whom nothing is known, as a new account is."""

IDENTITY_CHECKED = "supervised-identity-checked"


def awardable(scope: Scope, version_id: UUID) -> DesignVersion:
    """Return a version that may be awarded now, or refuse."""
    version = register.version_in(scope, version_id)
    if version.state != "active":
        raise RuleBrokenError(_("Only an active design can be awarded."))
    return version


def expected_of(version: DesignVersion) -> Expected:
    """Return what a row has to fit to become an award of `version` today. Two queries."""
    organisation = Scope.organisation(version.design.organisation_id)
    known = assessment.assessors_of(organisation)
    return Expected(
        languages=tuple(sorted(version.title, key=lambda tag: tag != FIRST_LANGUAGE)),
        is_assessed=register.needs_assessment(version),
        is_graded=version.is_graded,
        wants_identity_check=version.supervision == IDENTITY_CHECKED,
        outcome_count=len(register.outcomes_of(version)),
        assessors={one.code.casefold(): KnownAssessor(one.pk, one.start, one.end) for one in known},
        today=world.today(),
    )


def unsuited(version: DesignVersion, drafts: Sequence[Draft], *, code: str = "email.awarded") -> Iterator[Problem]:
    """Yield a problem for each draft whose person has the award already, or has nothing to renew. One query."""
    held = awards_held(version, [draft.email for draft in drafts])
    now = world.now()
    for draft in drafts:
        award = held.get(draft.email)
        if draft.renews and award is None:
            yield Problem(draft.row, "renews", "renews.nothing")
        elif award is not None and not draft.renews and (award.valid_until is None or award.valid_until > now):
            yield Problem(draft.row, "email", code)


def awards_held(version: DesignVersion, addresses: Sequence[str]) -> dict[str, Award]:
    """Return each address's latest award of the same design, in any version, that was not revoked. One query."""
    awards = (
        Award.objects.in_scope(Scope.organisation(version.design.organisation_id))
        .filter(design_version__design_id=version.design_id, recipient_email__in=addresses)
        .exclude(status_changes__act=StatusChange.Act.REVOKE)
        .order_by("issued_at")
    )
    return {award.recipient_email: award for award in awards}


class _OvertakenError(RuntimeError):
    """Another check of the same run has begun since; this one stops without a trace."""


def check_run(*, organisation_id: UUID, run_id: UUID, progress: Callable[[int], None] = lambda _rows: None) -> None:
    """Check a run's file and keep its good rows in chunks; `progress` is told how many rows were read.

    A check that was cut off begins anew. Where two go on at once, the later one wins.
    """
    scope = Scope.organisation(organisation_id)
    run = _begun(scope, run_id)
    if run is None:
        return
    try:
        for number, (drafts, problems) in enumerate(_read(scope, run)):
            _keep(scope, run, number, drafts, problems)
            progress(run.rows)
        _finish(scope, run)
    except FileRefusedError as refused:
        _refuse(scope, run, refused.problem)
    except _OvertakenError:
        return


def _begun(scope: Scope, run_id: UUID) -> Run | None:
    with transaction.atomic():
        run: Run = Run.objects.in_scope(scope).select_for_update().get(pk=run_id)
        if run.state not in {Run.State.RECEIVED, Run.State.CHECKING}:
            return None
        _forget(scope, run)
        run.state, run.attempt = Run.State.CHECKING, run.attempt + 1
        run.rows, run.good_rows, run.bad_rows = 0, 0, 0
        run.save(update_fields=["state", "attempt", "rows", "good_rows", "bad_rows"])
    return run


def _require_ours(scope: Scope, run: Run) -> None:
    """Lock the run and stop unless this is still its latest check."""
    ours = Run.objects.in_scope(scope).select_for_update().filter(pk=run.pk, attempt=run.attempt)
    if ours.filter(state=Run.State.CHECKING).first() is None:
        raise _OvertakenError


def _forget(scope: Scope, run: Run) -> None:
    Chunk.objects.in_scope(scope).filter(run=run).delete()
    RowProblem.objects.in_scope(scope).filter(run=run).delete()


def _read(scope: Scope, run: Run) -> Iterator[tuple[list[Draft], list[Problem]]]:
    """Yield the rows of the file in batches: what can be awarded, and what is wrong with the others."""
    version = register.version_in(scope, run.design_version_id)
    expected, seen = expected_of(version), dict[str, int]()
    pieces = UploadPiece.objects.filter(run=run).order_by("position").values_list("octets", flat=True)
    rows = read_rows(bytes(octets) for octets in pieces.iterator(chunk_size=1))
    while batch := list(islice(rows, CHUNK)):
        if not seen:
            _refuse_missing_columns(batch, expected)
        drafts, problems = _checked(batch, expected, seen)
        unfit = list(unsuited(version, drafts))
        refused = {problem.row for problem in unfit}
        yield [draft for draft in drafts if draft.row not in refused], sorted([*problems, *unfit], key=_row)


def _refuse_missing_columns(batch: Sequence[Row | Problem], expected: Expected) -> None:
    first = next((row for row in batch if isinstance(row, Row)), None)
    missing = missing_columns(first.cells, expected) if first else ()
    if missing:
        raise FileRefusedError(missing[0])


def _checked(
    batch: Iterable[Row | Problem], expected: Expected, seen: dict[str, int]
) -> tuple[list[Draft], list[Problem]]:
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for row in batch:
        found = (row,) if isinstance(row, Problem) else check_row(row.number, row.cells, expected)
        if isinstance(found, tuple):
            problems += found
        elif (first := seen.setdefault(found.email, found.row)) != found.row:
            problems.append(Problem(found.row, "email", "email.repeated", {"first": first}))
        else:
            drafts.append(found)
    return drafts, problems


def _row(problem: Problem) -> int:
    return problem.row


def _keep(scope: Scope, run: Run, number: int, drafts: list[Draft], problems: list[Problem]) -> None:
    """Store one batch, and how far the check has come. Four statements."""
    bad = len({problem.row for problem in problems})
    with transaction.atomic():
        _require_ours(scope, run)
        if drafts:
            Chunk.objects.create(
                run=run,
                number=number,
                first_row=drafts[0].row,
                last_row=drafts[-1].row,
                size=len(drafts),
                drafts=[draft.as_json() for draft in drafts],
            )
        kept = problems[: max(0, MOST_PROBLEMS - run.bad_rows)]
        RowProblem.objects.get_queryset().in_scope(scope).bulk_create(
            [RowProblem(run=run, row=one.row, column=one.column, code=one.code, data=one.data) for one in kept]
        )
        run.rows, run.good_rows, run.bad_rows = (
            run.rows + len(drafts) + bad,
            run.good_rows + len(drafts),
            run.bad_rows + bad,
        )
        run.save(update_fields=["rows", "good_rows", "bad_rows"])


def _refuse(scope: Scope, run: Run, problem: Problem) -> None:
    """Drop everything that was read: a file that cannot be read to its end is not issued in part."""
    with transaction.atomic():
        _require_ours(scope, run)
        _forget(scope, run)
        RowProblem.objects.create(
            run=run, row=problem.row, column=problem.column, code=problem.code, data=dict(problem.data)
        )
        run.good_rows = 0
        _close(run, Run.State.REFUSED)


def _finish(scope: Scope, run: Run) -> None:
    if not run.rows:
        _refuse(scope, run, Problem(1, "", "file.empty"))
        return
    with transaction.atomic():
        _require_ours(scope, run)
        _close(run, Run.State.CHECKED)


def _close(run: Run, state: Run.State) -> None:
    """End the check: the file itself is no longer needed."""
    UploadPiece.objects.filter(run=run).delete()
    run.state = state
    run.save(update_fields=["state", "good_rows"])
    audit.record(
        "check.run", actor=Actor.system(), on=run, organisation_id=run.organisation_id,
        state=state, rows=run.rows, bad_rows=run.bad_rows,
    )  # fmt: skip
