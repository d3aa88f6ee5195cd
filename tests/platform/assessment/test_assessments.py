"""No credential unless an authorised assessor found every outcome achieved (ASSESS-1)."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import CaptureQueriesContext

from rung.core import FrozenClock
from rung.platform.assessment import services
from rung.platform.assessment.findings import Refusal, refusal_of, sentence
from rung.platform.assessment.invariants import every_assessor_was_authorised, every_outcome_was_achieved
from rung.platform.assessment.models import Assessment, Assessor, IdentityCheck, OutcomeResult
from rung.platform.assessment.services import AssessmentFindings, AssessmentRefusedError
from rung.platform.kernel.errors import OutsideTransactionError
from rung.platform.kernel.scope import Scope
from rung.platform.register import queries as register
from rung.platform.register.models import DesignVersion
from tests.platform.conftest import Cast, acting
from tests.platform.register.designs import active

START, TODAY = date(2026, 10, 1), date(2026, 11, 2)
ONE, TWO = UUID(int=1), UUID(int=2)


@pytest.fixture
def assessor(cast: Cast) -> Assessor:
    return services.authorise_assessor(
        actor=acting(cast.ewa), organisation_id=cast.provider.pk, code="A-07", name="Anna Maj", start=START
    )


@pytest.fixture
def version(cast: Cast) -> DesignVersion:
    return register.version_in(Scope.organisation(cast.provider.pk), active(cast).pk)


def found(assessor: Assessor, version: DesignVersion, day: date = TODAY) -> AssessmentFindings:
    return AssessmentFindings(
        assessor_id=assessor.pk, assessed_on=day, identity_check=IdentityCheck.ON_SITE,
        achieved=frozenset(outcome.pk for outcome in register.outcomes_of(version)), grade="4.5",
    )  # fmt: skip


def record(cast: Cast, version: DesignVersion, *findings: AssessmentFindings) -> list[Assessment]:
    with transaction.atomic():
        return services.record_assessments(organisation_id=cast.provider.pk, version=version, findings=findings)


def ours(model: type[models.Model], cast: Cast) -> models.QuerySet[models.Model]:
    rows: models.QuerySet[models.Model] = model.objects.in_scope(Scope.organisation(cast.provider.pk))  # type: ignore[attr-defined]
    return rows


def test_an_assessment_has_a_result_for_each_outcome(cast: Cast, assessor: Assessor, version: DesignVersion) -> None:
    [recorded] = record(cast, version, found(assessor, version))
    assert (recorded.assessor_id, recorded.assessed_on, recorded.grade) == (assessor.pk, TODAY, "4.5")
    results = OutcomeResult.objects.in_scope(Scope.organisation(cast.provider.pk)).filter(assessment=recorded)
    assert sorted(results.values_list("outcome__position", "achieved")) == [(1, True), (2, True)]


def test_assessments_come_back_in_the_order_of_what_was_found(
    cast: Cast, assessor: Assessor, version: DesignVersion
) -> None:
    days = [TODAY - timedelta(days=back) for back in (3, 1, 2)]
    recorded = record(cast, version, *(found(assessor, version, day) for day in days))
    assert [one.assessed_on for one in recorded] == days


# Authorised [2026-10-01, 2026-10-20): the day before, the first, the last, the end; today is 2026-11-02.
@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (date(2026, 9, 30), Refusal.NOT_AUTHORISED),
        (date(2026, 10, 1), None),
        (date(2026, 10, 19), None),
        (date(2026, 10, 20), Refusal.NOT_AUTHORISED),
        (date(2026, 11, 3), Refusal.DAY_IN_FUTURE),
    ],
)
def test_an_assessor_counts_on_the_days_of_her_authorisation(day: date, refusal: Refusal | None) -> None:
    assessor = Assessor(start=date(2026, 10, 1), end=date(2026, 10, 20))
    findings = AssessmentFindings(
        assessor_id=assessor.pk, assessed_on=day, identity_check=IdentityCheck.NONE, achieved=frozenset({ONE})
    )
    assert refusal_of(findings, assessor=assessor, outcomes={ONE}, today=TODAY) == refusal


@pytest.mark.parametrize(
    ("achieved", "refusal"),
    [
        ({ONE, TWO}, None),
        ({ONE}, Refusal.OUTCOME_NOT_ACHIEVED),
        (set(), Refusal.OUTCOME_NOT_ACHIEVED),
        ({ONE, TWO, UUID(int=3)}, Refusal.OUTCOME_UNKNOWN),
    ],
)
def test_every_outcome_has_to_be_achieved_and_no_other(achieved: set[UUID], refusal: Refusal | None) -> None:
    findings = AssessmentFindings(
        assessor_id=ONE, assessed_on=TODAY, identity_check=IdentityCheck.NONE, achieved=frozenset(achieved)
    )
    assert refusal_of(findings, assessor=Assessor(start=START), outcomes={ONE, TWO}, today=TODAY) == refusal


def test_every_refusal_has_a_sentence_with_a_remedy() -> None:
    assert len({sentence(refusal) for refusal in Refusal}) == len(Refusal)


def test_one_bad_finding_refuses_all_and_is_named_by_its_place(
    cast: Cast, assessor: Assessor, version: DesignVersion
) -> None:
    good = found(assessor, version)
    bad = replace(good, achieved=frozenset())
    with pytest.raises(AssessmentRefusedError, match="Not every learning outcome") as told:
        record(cast, version, good, good, bad, good)
    assert told.value.data == {"reason": "outcome-not-achieved", "position": 2}
    assert not ours(Assessment, cast).exists()


def test_an_assessor_of_another_organisation_is_unknown(cast: Cast, assessor: Assessor, version: DesignVersion) -> None:
    theirs = services.authorise_assessor(
        actor=acting(cast.jan), organisation_id=cast.employer.pk, code="A-07", name="Jan", start=START
    )
    for stranger in (theirs.pk, uuid4()):
        with pytest.raises(AssessmentRefusedError) as told:
            record(cast, version, replace(found(assessor, version), assessor_id=stranger))
        assert told.value.data["reason"] == "assessor-unknown"


def test_the_day_is_judged_where_the_platform_lives(
    cast: Cast, assessor: Assessor, version: DesignVersion, clock: FrozenClock
) -> None:
    clock.advance(timedelta(hours=14, minutes=30))  # 23:30 UTC on the 2nd is 0:30 in Warsaw on the 3rd
    assert record(cast, version, found(assessor, version, date(2026, 11, 3)))


def test_assessments_are_recorded_with_their_awards_or_not_at_all(
    assessor: Assessor, version: DesignVersion, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "connection", SimpleNamespace(in_atomic_block=False))
    with pytest.raises(OutsideTransactionError):
        services.record_assessments(
            organisation_id=cast.provider.pk, version=version, findings=[found(assessor, version)]
        )


def test_many_cost_no_more_statements_than_one(cast: Cast, assessor: Assessor, version: DesignVersion) -> None:
    def statements(count: int) -> int:
        with CaptureQueriesContext(connection) as seen:
            record(cast, version, *[found(assessor, version)] * count)
        return len(seen)

    assert statements(1) == statements(100)


def test_an_assessment_is_final(cast: Cast, assessor: Assessor, version: DesignVersion) -> None:
    record(cast, version, found(assessor, version))
    for change in (
        lambda: ours(Assessment, cast).update(grade="5.0"),
        lambda: ours(Assessment, cast)._raw_delete("default"),
        lambda: ours(OutcomeResult, cast).update(achieved=False),
        lambda: ours(OutcomeResult, cast).delete(),
    ):
        with pytest.raises(DatabaseError, match="final"), transaction.atomic():
            change()


def test_the_doctor_finds_what_no_award_may_rest_on(cast: Cast, assessor: Assessor, version: DesignVersion) -> None:
    record(cast, version, found(assessor, version))
    assert list(every_assessor_was_authorised()) == list(every_outcome_was_achieved()) == []
    facts = {"organisation": cast.provider, "design_version": version, "identity_check": "none"}
    early = Assessment.objects.create(assessor=assessor, assessed_on=date(2026, 9, 30), **facts)
    assert list(every_assessor_was_authorised()) == [
        f"assessment {early.pk} was made by nobody who was authorised that day"
    ]
    assert list(every_outcome_was_achieved()) == [f"assessment {early.pk} judges 0 outcomes of 2"]
    for outcome in register.outcomes_of(version):
        OutcomeResult.objects.create(assessment=early, outcome=outcome, achieved=outcome.position == 1)
    assert list(every_outcome_was_achieved()) == [f"assessment {early.pk} holds a result on which no award may rest"]
