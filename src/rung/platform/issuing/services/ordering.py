"""Orders: a file to award from, or one person; confirmed or abandoned after the check."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import BinaryIO
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rung.platform.issuing import jobs, queries
from rung.platform.issuing.award_list import MAX_BYTES
from rung.platform.issuing.drafts import Draft
from rung.platform.issuing.models import Chunk, RowProblem, Run, UploadPiece
from rung.platform.issuing.problems import RowRefusedError
from rung.platform.issuing.row_checks import check_row
from rung.platform.issuing.services.checking import awardable, expected_of, unsuited
from rung.platform.issuing.services.issuing import issue_chunk
from rung.platform.kernel import audit
from rung.platform.kernel.errors import PlatformError, RuleBrokenError
from rung.platform.kernel.jobs import enqueue
from rung.platform.kernel.permissions import Actor, require
from rung.platform.kernel.scope import Scope
from rung.platform.keys.services import signer_of
from rung.platform.organisations.rights import PREPARE_AWARDS, SIGN
from rung.platform.register.queries import DesignVersion

PIECE = 1 << 20
LONGEST_KEY = 200


class KeyReusedError(PlatformError):
    """The key of an earlier order came again with another body."""

    code = "issuing.key_reused"
    status = 422


def order_run(
    *, actor: Actor, organisation_id: UUID, version_id: UUID, key: str, file: BinaryIO, file_name: str = ""
) -> Run:
    """Take a file of people to award a design to; it is checked by a job before anybody can confirm it.

    The same key with the same file and design gives the run that is there; with another body it is refused.
    """
    require(actor, PREPARE_AWARDS, organisation_id)
    version = awardable(actor.scope_in(organisation_id), version_id)
    request_hash = _hash(str(version.pk).encode(), _pieces(file))
    if (earlier := _earlier(organisation_id, key, request_hash)) is not None:
        return earlier
    try:
        with transaction.atomic():
            run = _opened(actor, organisation_id, version_id, key, request_hash, file_name=file_name[-200:])
            for position, octets in enumerate(_pieces(file)):
                UploadPiece.objects.create(run=run, position=position, octets=octets)
            enqueue(jobs.check, organisation_id=str(organisation_id), run_id=str(run.pk))
    except IntegrityError:
        return _must_be_there(organisation_id, key, request_hash)
    return run


def award_one(*, actor: Actor, organisation_id: UUID, version_id: UUID, key: str, cells: Mapping[str, str]) -> Run:
    """Award a design to one person, at once. `cells` are named and written like the columns of a file.

    Raises `RowRefusedError` with everything that has to be mended; then nothing was stored.
    """
    require(actor, SIGN, organisation_id)
    version = awardable(actor.scope_in(organisation_id), version_id)
    request_hash = _hash(str(version.pk).encode(), (f"{name}={cells[name]}\0".encode() for name in sorted(cells)))
    run = _earlier(organisation_id, key, request_hash) or _order_of_one(actor, version, key, request_hash, cells)
    for chunk_id in Chunk.objects.in_scope(Scope.organisation(organisation_id)).filter(run=run).values_list("pk"):
        issue_chunk(organisation_id=organisation_id, chunk_id=chunk_id[0])
    run.refresh_from_db()
    return run


def _order_of_one(actor: Actor, version: DesignVersion, key: str, request_hash: str, cells: Mapping[str, str]) -> Run:
    """Store an order of one row; if another request was quicker with the very same order, return that one."""
    organisation_id = version.design.organisation_id
    try:
        draft = _checked(version, cells)
    except RowRefusedError:
        # The award that stands in the way may be the one that this order made a moment ago.
        if (quicker := _earlier(organisation_id, key, request_hash)) is None:
            raise
        return quicker
    signer_of(organisation_id)
    try:
        with transaction.atomic():
            run = _opened(
                actor, organisation_id, version.pk, key, request_hash, state=Run.State.ISSUING, rows=1, good_rows=1
            )  # fmt: skip
            Chunk.objects.create(run=run, number=0, first_row=1, last_row=1, size=1, drafts=[draft.as_json()])
    except IntegrityError:
        return _must_be_there(organisation_id, key, request_hash)
    return run


def _checked(version: DesignVersion, cells: Mapping[str, str]) -> Draft:
    draft = check_row(1, cells, expected_of(version))
    problems = draft if isinstance(draft, tuple) else tuple(unsuited(version, [draft]))
    if problems or isinstance(draft, tuple):
        raise RowRefusedError(problems)
    return draft


def confirm_run(*, actor: Actor, organisation_id: UUID, run_id: UUID) -> Run:
    """Let the checked rows of a run be issued. Confirming again what was confirmed changes nothing."""
    require(actor, SIGN, organisation_id)
    signer_of(organisation_id)
    with transaction.atomic():
        run = _locked(actor, organisation_id, run_id)
        if run.state in {Run.State.ISSUING, Run.State.DONE}:
            return run
        if run.state != Run.State.CHECKED or not run.good_rows:
            raise RuleBrokenError(_("Only a checked list with at least one good row can be issued."))
        awardable(actor.scope_in(organisation_id), run.design_version_id)
        run.state = Run.State.ISSUING
        run.save(update_fields=["state"])
        for chunk_id in (
            run.chunks.get_queryset().in_scope(actor.scope_in(organisation_id)).values_list("pk", flat=True)
        ):
            enqueue(
                jobs.issue, key=f"issuing.chunk:{chunk_id}", organisation_id=str(organisation_id), chunk_id=chunk_id
            )
        audit.record("confirm.run", actor=actor, on=run, organisation_id=organisation_id, rows=run.good_rows)
    return run


def abandon_run(*, actor: Actor, organisation_id: UUID, run_id: UUID) -> Run:
    """Drop a checked run; nothing of it was issued, and the names in it are deleted."""
    require(actor, PREPARE_AWARDS, organisation_id)
    with transaction.atomic():
        run = _locked(actor, organisation_id, run_id)
        if run.state not in {Run.State.CHECKED, Run.State.REFUSED}:
            raise RuleBrokenError(_("Only a run that was checked and not confirmed can be abandoned."))
        scope = actor.scope_in(organisation_id)
        Chunk.objects.in_scope(scope).filter(run=run).delete()
        RowProblem.objects.in_scope(scope).filter(run=run).delete()
        run.state = Run.State.ABANDONED
        run.save(update_fields=["state"])
        audit.record("abandon.run", actor=actor, on=run, organisation_id=organisation_id)
    return run


def _opened(actor: Actor, organisation_id: UUID, version_id: UUID, key: str, request_hash: str, **facts: object) -> Run:
    run = Run.objects.create(
        organisation_id=organisation_id,
        design_version_id=version_id,
        key=key,
        request_hash=request_hash,
        ordered_by_id=actor.person_id,
        **facts,
    )
    audit.record("order.run", actor=actor, on=run, organisation_id=organisation_id, key=key)
    return run


def _locked(actor: Actor, organisation_id: UUID, run_id: UUID) -> Run:
    scope = actor.scope_in(organisation_id)
    queries.run_in(scope, run_id)
    run: Run = Run.objects.in_scope(scope).select_for_update().get(pk=run_id)
    return run


def _earlier(organisation_id: UUID, key: str, request_hash: str) -> Run | None:
    if not key.strip() or len(key) > LONGEST_KEY:
        raise RuleBrokenError(_("An order needs a key of 1 to %(limit)s characters.") % {"limit": LONGEST_KEY})
    runs = Run.objects.in_scope(Scope.organisation(organisation_id))
    earlier: Run | None = runs.filter(key=key).first()
    if earlier is not None and earlier.request_hash != request_hash:
        raise KeyReusedError(
            _("The key “%(key)s” belongs to an earlier order with another content. Use a new key for a new order.")
            % {"key": key}
        )
    return earlier


def _must_be_there(organisation_id: UUID, key: str, request_hash: str) -> Run:
    """Return the run that another request has just made under the same key."""
    run = _earlier(organisation_id, key, request_hash)
    if run is None:
        raise RuleBrokenError(_("The order could not be stored. Try again."))
    return run


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    """Yield the file from its start, and refuse it as soon as it is too long."""
    file.seek(0)
    size = 0
    while piece := file.read(PIECE):
        size += len(piece)
        if size > MAX_BYTES:
            raise RuleBrokenError(
                _("The file has more than %(limit)s MiB. Split it into several files.") % {"limit": MAX_BYTES >> 20}
            )
        yield piece


def _hash(start: bytes, pieces: Iterator[bytes]) -> str:
    told = hashlib.sha256(start)
    for piece in pieces:
        told.update(piece)
    return told.hexdigest()
