"""From a file to credentials: what the dry run says, what is issued, what happens twice."""

import io
import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from rung.core import FrozenClock
from rung.credentials import verify
from rung.credentials.findings import Headline
from rung.credentials.trust import TrustList
from rung.platform.issuing import queries
from rung.platform.issuing.models import Award, Chunk, Run, SignedCredential, UploadPiece
from rung.platform.issuing.services import abandon_run, confirm_run, issue_chunk, issue_run, order_run
from rung.platform.issuing.services.checking import check_run
from rung.platform.issuing.services.issuing import PayloadChangedError
from rung.platform.issuing.services.ordering import KeyReusedError
from rung.platform.kernel import audit
from rung.platform.kernel.errors import NotAllowedError, PlatformError, RuleBrokenError
from rung.platform.kernel.models import AuditEntry, JobRun
from rung.platform.kernel.registries.invariants import examine
from tests.platform.conftest import Cast, acting
from tests.platform.issuing.ready import Provider, list_of

PEOPLE = ("anna@example.org", "beata@example.org", "celina@example.org")


def problems_of(provider: Provider, run: Run) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.code) for one in queries.problems_of(provider.scope, run)]


def test_the_dry_run_names_every_bad_row_and_issues_nothing(provider: Provider) -> None:
    wrong = {"row_2": {"email": "anna"}, "row_4": {"outcomes": "1", "grade": ""}}
    run = provider.order(list_of(*PEOPLE, **wrong))
    assert problems_of(provider, run) == [
        (2, "email", "email.malformed"),
        (4, "outcomes", "outcomes.missing"),
        (4, "grade", "cell.empty"),
    ]
    assert (run.state, run.rows, run.good_rows, run.bad_rows) == (Run.State.CHECKED, 3, 1, 2)
    assert not queries.awards_in(provider.scope).exists()
    assert not UploadPiece.objects.exists()


def test_the_good_rows_become_credentials_that_verify(provider: Provider, clock: FrozenClock) -> None:
    run = provider.issue(provider.order(list_of(*PEOPLE)))
    assert run.state == Run.State.DONE
    awards = list(queries.awards_in(provider.scope))
    assert [award.recipient_email for award in sorted(awards, key=lambda award: award.row)] == list(PEOPLE)
    for award in awards:
        lists = queries.published_lists_for(award)
        report = verify(queries.document_of(award), now=clock.now(), trust=TrustList(), status_lists=lists)
        assert report.headline is Headline.INTACT_ISSUER_NOT_CONFIRMED
        assert {finding.outcome.value for finding in report.findings if finding.check.value == "proof"} == {"passed"}
    assert all(not broken for _invariant, broken in examine())


def test_each_place_on_the_list_is_given_once_and_tells_no_order(provider: Provider) -> None:
    people = [f"p{number}@example.org" for number in range(40)]
    provider.issue(provider.order(list_of(*people)))
    places = list(Award.objects.in_scope(provider.scope).order_by("row").values_list("status_index", flat=True))
    assert len(set(places)) == 40
    assert places != sorted(places)


def test_the_same_key_with_the_same_file_is_the_same_order(provider: Provider) -> None:
    first = provider.issue(provider.order(list_of(*PEOPLE)))
    again = provider.issue(provider.order(list_of(*PEOPLE)))
    assert again.pk == first.pk
    assert queries.awards_in(provider.scope).count() == 3


def test_the_same_key_with_another_file_is_refused(provider: Provider) -> None:
    provider.order(list_of(*PEOPLE))
    with pytest.raises(KeyReusedError):
        provider.order(list_of(*PEOPLE[:2]))
    assert Run.objects.in_scope(provider.scope).count() == 1


def test_who_holds_the_award_already_is_told_before_anything_is_issued(provider: Provider) -> None:
    provider.issue(provider.order(list_of(PEOPLE[0])))
    run = provider.order(list_of(*PEOPLE), key="second")
    assert problems_of(provider, run) == [(2, "email", "email.awarded")]
    assert run.good_rows == 2


def test_two_lists_with_the_same_person_award_her_once(provider: Provider) -> None:
    first, second = provider.order(list_of(PEOPLE[0]), "a"), provider.order(list_of(*PEOPLE), "b")
    provider.issue(first)
    second = provider.issue(second)
    assert problems_of(provider, second) == [(2, "email", "row.awarded_meanwhile")]
    assert (second.state, second.good_rows, second.bad_rows) == (Run.State.DONE, 2, 1)
    assert queries.awards_in(provider.scope).count() == 3
    assert all(not broken for _invariant, broken in examine())


def test_the_same_person_twice_in_a_file_is_told_with_the_first_row(provider: Provider) -> None:
    run = provider.order(list_of("anna@example.org", "ANNA@example.org"))
    [problem] = queries.problems_of(provider.scope, run)
    assert (problem.row, problem.code, problem.data) == (3, "email.repeated", {"first": 2})


def test_a_file_that_breaks_off_half_way_is_refused_whole(provider: Provider) -> None:
    rows = list_of(*(f"p{number}@example.org" for number in range(600))).encode()
    run = provider.order(rows + b"\xff\xfe")
    assert (run.state, run.good_rows) == (Run.State.REFUSED, 0)
    assert problems_of(provider, run) == [(602, "", "file.not_utf8")]
    assert not Chunk.objects.in_scope(provider.scope).exists()
    with pytest.raises(RuleBrokenError):
        confirm_run(**provider.who(), run_id=run.pk)


def test_a_check_that_was_cut_off_begins_anew(provider: Provider) -> None:
    run = provider.order(list_of(*PEOPLE))
    Run.objects.in_scope(provider.scope).update(state=Run.State.CHECKING)
    UploadPiece.objects.create(run=run, position=0, octets=list_of(*PEOPLE).encode())
    check_run(organisation_id=provider.organisation_id, run_id=run.pk)
    run.refresh_from_db()
    assert (run.state, run.rows, run.attempt) == (Run.State.CHECKED, 3, 2)
    assert Chunk.objects.in_scope(provider.scope).count() == 1


def test_a_check_that_was_overtaken_writes_no_more(provider: Provider) -> None:
    rows = list_of(*(f"p{number}@example.org" for number in range(1_200)))
    run = order_run(**provider.who(), version_id=provider.version_id, key="k", file=io.BytesIO(rows.encode()))

    def overtake(read: int) -> None:
        if read == 500:
            Run.objects.in_scope(provider.scope).filter(pk=run.pk).update(attempt=99)

    check_run(organisation_id=provider.organisation_id, run_id=run.pk, progress=overtake)
    run.refresh_from_db()
    assert (run.state, run.rows) == (Run.State.CHECKING, 500)


def test_a_chunk_that_was_only_reserved_is_signed_to_the_same_bytes(
    provider: Provider, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = provider.order(list_of(*PEOPLE))
    confirm_run(**provider.who(), run_id=run.pk)
    [chunk_id] = Chunk.objects.in_scope(provider.scope).values_list("pk", flat=True)
    _cut_off_before_signing(provider, chunk_id, monkeypatch)
    reserved = list(Award.objects.in_scope(provider.scope).order_by("row").values_list("pk", "status_index"))
    assert len(reserved) == 3
    assert not SignedCredential.objects.in_scope(provider.scope).exists()
    clock.advance(timedelta(hours=5))
    issue_chunk(organisation_id=provider.organisation_id, chunk_id=chunk_id)
    issue_chunk(organisation_id=provider.organisation_id, chunk_id=chunk_id)
    assert list(Award.objects.in_scope(provider.scope).order_by("row").values_list("pk", "status_index")) == reserved
    for signed in SignedCredential.objects.in_scope(provider.scope).select_related("award"):
        assert json.loads(signed.document)["proof"][0]["created"].startswith("2026-11-02T09:00:00")


def _cut_off_before_signing(provider: Provider, chunk_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def power_cut(*_given: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as broken:
        broken.setattr("rung.platform.issuing.services.issuing._signed", power_cut)
        with pytest.raises(RuntimeError):
            issue_chunk(organisation_id=provider.organisation_id, chunk_id=chunk_id)


def test_what_was_reserved_cannot_be_changed_before_it_is_signed(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = provider.order(list_of(*PEOPLE))
    confirm_run(**provider.who(), run_id=run.pk)
    [chunk_id] = Chunk.objects.in_scope(provider.scope).values_list("pk", flat=True)
    _cut_off_before_signing(provider, chunk_id, monkeypatch)
    Award.objects.in_scope(provider.scope).filter(row=3).update(recipient_name="Somebody Else")
    with pytest.raises(PayloadChangedError):
        issue_run(organisation_id=provider.organisation_id, run_id=run.pk)
    assert not SignedCredential.objects.in_scope(provider.scope).exists()


def test_a_run_can_be_abandoned_and_its_names_are_gone(provider: Provider) -> None:
    run = provider.order(list_of(*PEOPLE))
    abandon_run(**provider.who(), run_id=run.pk)
    assert not Chunk.objects.in_scope(provider.scope).exists()
    with pytest.raises(RuleBrokenError):
        confirm_run(**provider.who(), run_id=run.pk)


def test_the_log_tells_of_every_award_with_its_digest(provider: Provider, cast: Cast) -> None:
    run = provider.issue(provider.order(list_of(*PEOPLE)))
    told = AuditEntry.objects.in_scope(provider.scope).filter(action="issue.award")
    digests = SignedCredential.objects.in_scope(provider.scope).values_list("digest", flat=True)
    assert {entry.facts["digest"] for entry in told} == set(digests)
    assert list(audit.breaches()) == []
    assert AuditEntry.objects.in_scope(provider.scope).get(action="confirm.run").actor_id == cast.marek.pk
    assert run.finished_at is not None


def test_confirming_asks_for_one_job_per_chunk_once(provider: Provider) -> None:
    run = provider.order(list_of(*(f"p{number}@example.org" for number in range(501))))
    for _ in range(2):
        confirm_run(**provider.who(), run_id=run.pk)
    assert JobRun.objects.filter(job="issuing.issue_chunk").count() == 2


def test_only_who_may_sign_confirms_and_only_members_order(provider: Provider, cast: Cast) -> None:
    run = provider.order(list_of(*PEOPLE))
    with pytest.raises(NotAllowedError):
        confirm_run(actor=acting(cast.ewa), organisation_id=provider.organisation_id, run_id=run.pk)
    with pytest.raises(PlatformError) as foreign:
        confirm_run(actor=acting(cast.jan), organisation_id=provider.organisation_id, run_id=run.pk)
    assert foreign.value.status == 404


def test_the_database_itself_refuses_a_second_award_for_a_row(provider: Provider) -> None:
    provider.issue(provider.order(list_of(*PEOPLE)))
    award = queries.awards_in(provider.scope).first()
    assert award is not None
    award.pk, award.status_index, award.assessment = None, award.status_index + 1, None
    with pytest.raises(IntegrityError), transaction.atomic():
        award.save(force_insert=True)
