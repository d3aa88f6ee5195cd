from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rung.core import Level, Money, Period
from rung.core.errors import ValueRefusedError
from rung.money import conditions
from rung.money.case import Case, Employer, Offer, Person, Status
from rung.money.catalogue import Catalogue, shipped
from rung.money.conditions import Condition
from rung.money.eligibility import Verdict, assess, assess_all
from rung.money.findings import SENTENCES, Answer, Finding, percentage, worst
from rung.money.funding_plan import plan
from rung.money.scheme import Scheme
from tests.money.cast import BARBARA, answers, ask, eqf, wanting, worker

ON = date(2026, 3, 16)
NOBODY = Case()


@pytest.mark.parametrize(
    ("condition", "yes", "no"),
    [
        (
            conditions.HasStatus(("unemployed",)),
            Case(Person(status=Status.UNEMPLOYED)),
            Case(Person(status=Status.EMPLOYED)),
        ),
        (conditions.AgeAtLeast(50), Case(Person(born=date(1976, 3, 16))), Case(Person(born=date(1976, 3, 17)))),
        (conditions.AgeBelow(30), Case(Person(born=date(1996, 3, 17))), Case(Person(born=date(1996, 3, 16)))),
        (conditions.StaffAtLeast(10), Case(employer=Employer(10)), Case(employer=Employer(9))),
        (conditions.StaffBelow(10), Case(employer=Employer(9)), Case(employer=Employer(10))),
        (conditions.LevelAtMost(eqf(3)), Case(Person(level=eqf(3))), Case(Person(level=eqf(4)))),
        (conditions.IsDisabled(), Case(Person(disabled=True)), Case(Person(disabled=False))),
        (conditions.LivesIn(("PL21", "PL22")), Case(Person(territory="PL225")), Case(Person(territory="PL911"))),
        (
            conditions.LocatedIn(("PL21",)),
            Case(employer=Employer(territory="PL21")),
            Case(employer=Employer(territory="PL2")),
        ),
        (
            conditions.ProviderIn("BUR"),
            Case(offer=Offer(provider_registers=("RIS", "BUR"))),
            Case(offer=Offer(provider_registers=())),
        ),
        (
            conditions.LeadsToQualification(),
            Case(offer=Offer(leads_to_qualification=True)),
            Case(offer=Offer(leads_to_qualification=False)),
        ),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_a_condition_says_yes_no_or_unknown_and_why(condition: Condition, yes: Case, no: Case) -> None:
    found = [condition.judge(case, ON) for case in (yes, no, NOBODY)]
    assert [finding.code for finding in found] == [f"{condition.kind}.{word}" for word in ("yes", "no", "unknown")]
    assert all(finding.sentence.endswith(".") for finding in found)
    assert found[0].remedy == ""
    assert found[2].remedy != ""


def test_every_kind_of_condition_has_its_sentences() -> None:
    for kind in conditions.KINDS:
        assert {f"{kind.kind}.{word}" for word in ("yes", "no", "unknown", "unknown_remedy")} <= SENTENCES.keys()


def test_levels_of_two_frameworks_are_unknown_and_never_compared() -> None:
    foreign = Case(Person(level=Level("NQF", "2020", 1)))
    assert conditions.LevelAtMost(eqf(3)).judge(foreign, ON).answer is Answer.UNKNOWN


def test_who_was_born_on_the_29th_of_february_turns_50_on_the_28th() -> None:
    born = Case(Person(born=date(1976, 2, 29)))  # 2026 has no 29 February
    assert conditions.AgeAtLeast(50).judge(born, date(2026, 2, 27)).answer is Answer.NO
    assert conditions.AgeAtLeast(50).judge(born, date(2026, 2, 28)).answer is Answer.YES


def test_the_demo_story_gets_the_answers_that_it_tells() -> None:
    # training fund no, repealed voucher no, learning voucher possible, regional voucher yes
    verdicts = {found.scheme.id: found.verdict.value for found in assess_all(BARBARA, ON)}
    assert verdicts == {
        "fr-cpf": "no",
        "ila": "yes",
        "kfs": "no",
        "pl-learning-voucher": "possible",
        "pl-training-voucher-under-30": "no",
        "psf-malopolska": "no",
        "regional-voucher-pattern": "yes",
    }


def test_a_case_without_facts_is_unknown_wherever_a_scheme_is_open() -> None:
    verdicts = {found.scheme.id: found.verdict for found in assess_all(NOBODY, ON)}
    closed = {"psf-malopolska", "pl-training-voucher-under-30"}
    assert {scheme for scheme, verdict in verdicts.items() if verdict is Verdict.NO} == closed
    assert {verdict for scheme, verdict in verdicts.items() if scheme not in closed} == {Verdict.UNKNOWN}


def test_one_no_outweighs_every_unknown() -> None:
    found = ask("kfs", replace(NOBODY, person=Person(status=Status.UNEMPLOYED)), ON)
    assert set(answers(found).values()) == {"yes", "no", "unknown"}
    assert found.verdict is Verdict.NO


def test_the_rate_tells_why_it_is_the_higher_one() -> None:
    found = ask("regional-voucher-pattern", BARBARA, ON)
    assert found.rate is not None
    assert [finding.code for finding in found.rate.because] == ["age_at_least.yes", "level_at_most.yes"]


def test_a_fact_that_was_not_told_never_earns_the_higher_rate() -> None:
    silent = replace(BARBARA, person=replace(BARBARA.person, born=date(1990, 1, 1), level=None))
    found = ask("regional-voucher-pattern", silent, ON)
    assert found.rate is not None
    assert percentage(found.rate.band.rate) == "50"
    ((_, missed),) = found.rate.missed
    assert [finding.answer.value for finding in missed] == ["no", "unknown", "no"]


def test_a_figure_carries_a_source_of_its_own() -> None:
    found = ask("pl-learning-voucher", BARBARA, ON)
    (figure,) = [reason for reason in found.reasons if reason.finding.code == "figure.yes"]
    assert figure.finding.sentence == "pl.average_wage is 9,197.79 PLN from 2026-03-01."
    assert (found.rule is not None and found.rule.provenance.mark.value, figure.provenance.mark.value) == ("F", "S")


def test_a_figure_that_is_due_for_review_says_so_from_that_day_on() -> None:
    def notes(on: date) -> list[str]:
        return [note.code for note in ask("pl-learning-voucher", BARBARA, on).notes]

    assert "figure.review" not in notes(date(2026, 5, 31))
    assert "figure.review" in notes(date(2026, 6, 1))


def test_an_employer_never_has_fewer_than_no_staff() -> None:
    with pytest.raises(ValueRefusedError):
        Employer(-1)


# --- Findings ---


def test_a_finding_outside_the_table_or_without_its_data_cannot_be_built() -> None:
    with pytest.raises(KeyError):
        Finding.of("no.such")
    with pytest.raises(KeyError):
        Finding.of("age_at_least.unknown")


def test_a_finding_gives_its_data_as_json() -> None:
    finding = Finding.of("limit.yes", name="n", size=Money(100, "PLN"), room=Money(50, "PLN"))
    assert finding.as_dict()["data"] == {
        "name": "n",
        "size": {"minor": 100, "currency": "PLN"},
        "room": {"minor": 50, "currency": "PLN"},
    }


def test_the_worst_answer_holds() -> None:
    yes, no = Finding.of("disabled.yes"), Finding.of("disabled.no")
    unknown, note = Finding.of("disabled.unknown"), Finding.of("discretion.note")
    assert worst([yes, note]) is Answer.YES
    assert worst([yes, unknown]) is Answer.UNKNOWN
    assert worst([unknown, no]) is Answer.NO


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [(4, 5, "80"), (1, 8, "12.5"), (2, 3, "66.67"), (1, 1, "100"), (1, 20_000, "0.01"), (41, 4000, "1.03")],
)  # 1/20,000 is 0.005 % and 41/4,000 is 1.025 %: both half up
def test_a_rate_is_shown_in_per_cent_half_up(numerator: int, denominator: int, shown: str) -> None:
    assert percentage(Fraction(numerator, denominator)) == shown


# --- As of a past day (INV-11) ---


def with_future(scheme: Scheme, change: date) -> Catalogue:
    """The shipped rules, but from `change` on the last version of a scheme pays half, under another id."""
    *earlier, last = scheme.versions
    assert last.grant is not None
    halved = tuple(replace(band, rate=band.rate / 2) for band in last.grant.bands)
    later = replace(last, id="later", period=Period(change, last.period.end), grant=replace(last.grant, bands=halved))
    closed = replace(last, period=Period(last.period.start, change))
    versions = replace(scheme.versions, versions=(*earlier, closed, later))
    return shipped().with_scheme(replace(scheme, versions=versions))


@given(st.dates(date(2025, 1, 1), date(2026, 9, 30)), st.integers(0, 30), st.integers(1, 10_000_000))
def test_a_past_decision_stands_whatever_rules_come_later(on: date, staff: int, minor: int) -> None:
    change = date(2026, 10, 1)
    case = wanting(worker(staff, minor), "kfs")
    later = with_future(shipped().scheme("kfs"), change)
    assert plan(case, on, later).as_dict() == plan(case, on).as_dict()
    after = assess(later.scheme("kfs"), case, change, later)
    assert after.rule is not None
    assert after.rule.id == "later"


@given(st.dates(date(2026, 3, 1), date(2026, 12, 31)), st.sampled_from(sorted(shipped().schemes)))
def test_telling_more_never_turns_a_yes_into_an_unknown(on: date, scheme: str) -> None:
    silent = replace(BARBARA, person=replace(BARBARA.person, level=None, territory=None, disabled=None))
    less, more = (assess(shipped().scheme(scheme), case, on).verdict for case in (silent, BARBARA))
    assert less is Verdict.UNKNOWN or less is more
