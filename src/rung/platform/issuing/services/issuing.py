"""Issue what was checked, chunk by chunk: reserve and commit, then sign and commit. See `models` for why."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.db import transaction

from rung.core import RungError
from rung.credentials import data_integrity, reading
from rung.platform.assessment.services import AssessmentFindings, IdentityCheck, record_assessments
from rung.platform.issuing import queries
from rung.platform.issuing.documents import Template, payload_hash, template_of, valid_until, written
from rung.platform.issuing.drafts import Draft
from rung.platform.issuing.events import AwardsIssued
from rung.platform.issuing.models import Award, Chunk, RowProblem, Run, SignedCredential
from rung.platform.issuing.services.checking import awards_held, unsuited
from rung.platform.issuing.services.lists import Place, take_places
from rung.platform.kernel import audit, events, world
from rung.platform.kernel.audit import Told
from rung.platform.kernel.permissions import Actor
from rung.platform.kernel.scope import Scope
from rung.platform.keys.services import HeldKey, signer_of
from rung.platform.register import queries as register
from rung.platform.register.queries import DesignVersion


class PayloadChangedError(RungError):
    """What is about to be signed is not what was reserved. Nothing is signed until a person has looked."""

    code = "issuing.payload_changed"


def issue_run(*, organisation_id: UUID, run_id: UUID, progress: Callable[[int], None] = lambda _rows: None) -> None:
    """Issue every chunk of a confirmed run that is not done, here and now; `progress` is told the rows of each."""
    chunks = Chunk.objects.in_scope(Scope.organisation(organisation_id)).filter(run_id=run_id)
    for chunk_id, size in chunks.order_by("number").values_list("pk", "size"):
        issue_chunk(organisation_id=organisation_id, chunk_id=chunk_id)
        progress(size)


def issue_chunk(*, organisation_id: UUID, chunk_id: int) -> None:
    """Issue one chunk. Run twice, at once or after a crash, it issues everything once and to the same bytes."""
    scope = Scope.organisation(organisation_id)
    key = signer_of(organisation_id)
    _reserve(scope, chunk_id, key)
    _sign(scope, chunk_id, key)


def _reserve(scope: Scope, chunk_id: int, key: HeldKey) -> None:
    """Store the assessments and the awards, each with its place and the hash of its document, and commit them."""
    with transaction.atomic():
        chunk: Chunk = Chunk.objects.in_scope(scope).select_for_update().get(pk=chunk_id)
        if chunk.state != Chunk.State.CHECKED:
            return
        run = _with_its_design_locked(scope, chunk.run_id)
        version = register.version_in(scope, run.design_version_id)
        drafts = _still_suited(run, version, chunk)
        if drafts:
            _store(run, version, drafts, key)
        chunk.state, chunk.drafts, chunk.size = Chunk.State.RESERVED, [], len(drafts)
        chunk.save(update_fields=["state", "drafts", "size"])


def _with_its_design_locked(scope: Scope, run_id: UUID) -> Run:
    """Return the run, with its design locked: two lists with the same person go one after the other."""
    runs = Run.objects.in_scope(scope).select_related("design_version__design")
    run: Run = runs.select_for_update(of=("design_version__design",)).get(pk=run_id)
    return run


def _still_suited(run: Run, version: DesignVersion, chunk: Chunk) -> list[Draft]:
    """Set aside who was awarded the same since the check."""
    drafts = [Draft.of_json(said) for said in chunk.drafts]
    problems = list(unsuited(version, drafts, code="row.awarded_meanwhile"))
    if problems:
        for one in problems:
            RowProblem.objects.create(run=run, row=one.row, column=one.column, code=one.code, data=dict(one.data))
        run.good_rows -= len(problems)
        run.bad_rows += len(problems)
        run.save(update_fields=["good_rows", "bad_rows"])
    refused = {problem.row for problem in problems}
    return [draft for draft in drafts if draft.row not in refused]


def _store(run: Run, version: DesignVersion, drafts: Sequence[Draft], key: HeldKey) -> None:
    template = template_of(run, key.did)
    places = take_places(run.organisation_id, key, len(drafts))
    renewed = awards_held(version, [draft.email for draft in drafts if draft.renews])
    awards = [
        _award(run, version, draft, place, renewed.get(draft.email) if draft.renews else None)
        for draft, place in zip(drafts, places, strict=True)
    ]
    if register.needs_assessment(version):
        findings = _findings(version, drafts)
        recorded = record_assessments(organisation_id=run.organisation_id, version=version, findings=findings)
        for award, assessment in zip(awards, recorded, strict=True):
            award.assessment = assessment
    for award in awards:
        award.payload_hash = payload_hash(template.document(award))
    Award.objects.get_queryset().in_scope(Scope.organisation(run.organisation_id)).bulk_create(awards)


def _award(run: Run, version: DesignVersion, draft: Draft, place: Place, renewed: Award | None) -> Award:
    now = world.now()
    until = valid_until(now, version.validity_months, renewed_from=renewed.valid_until if renewed else None)
    return Award(
        organisation_id=run.organisation_id,
        design_version_id=run.design_version_id,
        run=run,
        row=draft.row,
        supersedes=renewed,
        learner_id=UUID(bytes=world.random_bytes(16), version=4),
        recipient_name=draft.name,
        recipient_email=draft.email,
        language=draft.language,
        issued_at=now,
        valid_until=until,
        status_list=place.status_list,
        status_index=place.index,
    )


def _findings(version: DesignVersion, drafts: Sequence[Draft]) -> list[AssessmentFindings]:
    every_outcome = frozenset(outcome.pk for outcome in register.outcomes_of(version))
    return [
        AssessmentFindings(
            assessor_id=draft.assessor_id,  # type: ignore[arg-type]  # the check of the row saw to it
            assessed_on=draft.assessed_on,  # type: ignore[arg-type]  # as above
            identity_check=IdentityCheck(draft.identity_check),
            achieved=every_outcome,
            grade=draft.grade,
        )
        for draft in drafts
    ]


def _sign(scope: Scope, chunk_id: int, key: HeldKey) -> None:
    """Sign what the chunk reserved, outside of any transaction; then commit it all with the log, if nobody else did."""
    chunk: Chunk = Chunk.objects.in_scope(scope).select_related("run").get(pk=chunk_id)
    if chunk.state != Chunk.State.RESERVED:
        return
    awards = _reserved(scope, chunk)
    credentials = _signed(awards, template_of(chunk.run, key.did), key)
    with transaction.atomic():
        run: Run = Run.objects.in_scope(scope).select_for_update().get(pk=chunk.run_id)
        ours = Chunk.objects.in_scope(scope).filter(pk=chunk_id, state=Chunk.State.RESERVED)
        if not ours.update(state=Chunk.State.DONE):
            return
        _commit(run, chunk, credentials)
        if not Chunk.objects.in_scope(scope).filter(run=run).exclude(state=Chunk.State.DONE).exists():
            _finish(run)


def _reserved(scope: Scope, chunk: Chunk) -> list[Award]:
    awards = Award.objects.in_scope(scope).filter(run=chunk.run, row__range=(chunk.first_row, chunk.last_row))
    return list(awards.select_related("assessment").order_by("row"))


def _signed(awards: Sequence[Award], template: Template, key: HeldKey) -> list[SignedCredential]:
    return [_credential(award, template.document(award), key) for award in awards]


def _credential(award: Award, document: dict[str, object], key: HeldKey) -> SignedCredential:
    """Sign exactly what was reserved. The proof is dated with the reservation, so a second signing gives the same."""
    if payload_hash(document) != award.payload_hash:
        raise PayloadChangedError(
            f"Award {award.pk} would be signed with another content than was reserved.", award=str(award.pk)
        )
    signed = data_integrity.sign(
        document, signer=key.signer, key_id=key.key_id, verification_method=key.key_id, created=award.issued_at
    )
    return SignedCredential(
        award=award, document=written(signed), digest=reading.digest(signed), signed_at=award.issued_at
    )


def _commit(run: Run, chunk: Chunk, credentials: Sequence[SignedCredential]) -> None:
    organisation = Scope.organisation(run.organisation_id)
    SignedCredential.objects.get_queryset().in_scope(organisation).bulk_create(credentials)
    told = [Told(one.award, {"digest": one.digest, "run": run.pk, "row": one.award.row}) for one in credentials]
    audit.record_many(queries.ISSUED, told, actor=Actor.system(), organisation_id=run.organisation_id)
    if credentials:
        events.publish(
            AwardsIssued(
                run_id=run.pk,
                organisation_id=run.organisation_id,
                first_row=chunk.first_row,
                last_row=chunk.last_row,
            )
        )


def _finish(run: Run) -> None:
    run.state, run.finished_at = Run.State.DONE, world.now()
    run.save(update_fields=["state", "finished_at"])
    audit.record("finish.run", actor=Actor.system(), on=run, organisation_id=run.organisation_id, awards=run.good_rows)
