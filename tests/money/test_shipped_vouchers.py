from dataclasses import replace
from datetime import date

import pytest

from rung.money.case import Beneficiary, PastGrant, Status
from rung.money.eligibility import Verdict
from rung.money.funding_plan import plan
from rung.money.scheme import SourceKind
from tests.money.cast import BARBARA, answers, ask, eqf, paid, pln, reasons_of, wanting, worker

IN_2026 = date(2026, 3, 16)  # the average wage is 9,197.79 PLN
IN_2022 = date(2022, 5, 10)


# --- The continuing-learning voucher ---


def learning_voucher(minor: int, on: date, *earlier: PastGrant) -> dict[str, int]:
    return paid(replace(wanting(BARBARA, "pl-learning-voucher", minor=minor), past_grants=earlier), on)


def test_the_learning_voucher_pays_all_up_to_one_average_wage() -> None:
    assert learning_voucher(919_779, IN_2026) == {"pl-learning-voucher": 919_779, "learner": 0}  # exactly the wage
    assert learning_voucher(919_780, IN_2026) == {"pl-learning-voucher": 919_779, "learner": 1}


def test_the_average_wage_is_that_of_the_application_day() -> None:
    # 8,771.70 PLN until the end of February 2026, 9,197.79 PLN from the 1st of March on
    assert learning_voucher(1_000_000, date(2026, 2, 28))["pl-learning-voucher"] == 877_170
    assert learning_voucher(1_000_000, date(2026, 3, 1))["pl-learning-voucher"] == 919_779


def labour_fund(minor: int, on: date) -> PastGrant:
    """A grant of another form, that of a scheme Rung does not know, out of the same fund."""
    return PastGrant("postgraduate studies", on, pln(minor), frozenset({Beneficiary.PERSON}), group="labour-fund")


def test_all_forms_together_give_at_most_450_per_cent_in_three_years() -> None:
    # 450 % of 9,197.79 = 41,390.055, rounded down 41,390.05; less 41,000.00 are 390.05
    earlier = labour_fund(4_100_000, date(2023, 3, 17))
    assert learning_voucher(500_000, IN_2026, earlier) == {"pl-learning-voucher": 39_005, "learner": 460_995}


def test_a_grant_of_a_known_scheme_counts_by_the_group_of_that_scheme() -> None:
    training_fund = PastGrant("kfs", date(2025, 3, 16), pln(4_100_000), frozenset({Beneficiary.PERSON}))
    regional = PastGrant("regional-voucher-pattern", date(2025, 3, 16), pln(4_100_000), frozenset({Beneficiary.PERSON}))
    assert learning_voucher(500_000, IN_2026, training_fund)["pl-learning-voucher"] == 39_005
    assert learning_voucher(500_000, IN_2026, regional)["pl-learning-voucher"] == 500_000


def test_a_grant_that_is_three_years_old_counts_no_more() -> None:
    earlier = labour_fund(4_100_000, date(2023, 3, 16))
    assert learning_voucher(500_000, IN_2026, earlier) == {"pl-learning-voucher": 500_000, "learner": 0}


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (Status.UNEMPLOYED, Verdict.POSSIBLE),
        (Status.JOB_SEEKER, Verdict.POSSIBLE),
        (Status.EMPLOYED, Verdict.NO),
        (Status.INACTIVE, Verdict.NO),
        (None, Verdict.UNKNOWN),
    ],
)
def test_the_learning_voucher_is_for_who_is_registered(status: Status | None, verdict: Verdict) -> None:
    case = replace(BARBARA, person=replace(BARBARA.person, status=status))
    assert ask("pl-learning-voucher", case, IN_2026).verdict is verdict


def test_the_learning_voucher_begins_in_june_2025() -> None:
    assert answers(ask("pl-learning-voucher", BARBARA, date(2025, 5, 31))) == {"not_yet": "no"}
    assert ask("pl-learning-voucher", BARBARA, date(2025, 6, 1)).verdict is Verdict.POSSIBLE


# --- The repealed voucher for those under 30 ---


def test_the_repealed_voucher_says_why_not() -> None:
    found = ask("pl-training-voucher-under-30", BARBARA, IN_2026)
    assert found.verdict is Verdict.NO
    assert found.rule is None
    assert "repealed" in found.reasons[0].finding.sentence


def test_the_repealed_voucher_is_applied_to_no_day_after_its_end() -> None:
    young = replace(BARBARA, person=replace(BARBARA.person, born=date(2000, 1, 1)))
    assert ask("pl-training-voucher-under-30", young, date(2025, 6, 1)).verdict is Verdict.NO
    case = wanting(young, "pl-training-voucher-under-30", minor=100_000)
    assert paid(case, date(2025, 6, 1)) == {"learner": 100_000}


def test_an_old_case_of_the_repealed_voucher_is_decided_as_it_was() -> None:
    young = replace(BARBARA, person=replace(BARBARA.person, born=date(1995, 5, 20)))
    case = wanting(young, "pl-training-voucher-under-30", minor=1_000_000)
    # 29 on the 19th of May 2025, and one average wage was 8,613.14; 30 on the 20th, on which it ends
    assert paid(case, date(2025, 5, 19)) == {"pl-training-voucher-under-30": 861_314, "learner": 138_686}
    assert paid(case, date(2025, 5, 20)) == {"learner": 1_000_000}


def test_a_day_without_a_known_average_wage_is_unknown_and_never_guessed() -> None:
    young = replace(BARBARA, person=replace(BARBARA.person, born=date(2000, 1, 1)))
    found = ask("pl-training-voucher-under-30", young, date(2020, 1, 1))
    assert found.verdict is Verdict.UNKNOWN
    assert answers(found)["figure"] == "unknown"


# --- Development vouchers in Małopolska ---


def test_vouchers_of_48_do_not_divide_a_price() -> None:
    # 50 % of 1,000.00 = 500.00; 500.00 / 48.00 = 10.4…: 10 vouchers are 480.00
    found = plan(wanting(worker(20, 100_000), "psf-malopolska"), IN_2022)
    assert [line.amount.minor for line in found.split.lines] == [48_000, 52_000]
    assert reasons_of(found, SourceKind.GRANT)["line.vouchers"].sentence == "10 whole vouchers of 48.00 PLN."


def test_vouchers_that_divide_the_share_leave_nothing_over() -> None:
    # 50 % of 960.00 = 480.00 = 10 vouchers; of 959.98 it is 479.99, which holds only 9 (432.00)
    assert paid(wanting(worker(20, 96_000), "psf-malopolska"), IN_2022) == {
        "psf-malopolska": 48_000,
        "employer": 48_000,
    }
    assert paid(wanting(worker(20, 95_998), "psf-malopolska"), IN_2022)["psf-malopolska"] == 43_200


def test_a_course_below_one_voucher_gets_none() -> None:
    # 50 % of 95.99 = 47.99, less than 48.00
    assert paid(wanting(worker(20, 9_599), "psf-malopolska"), IN_2022) == {"psf-malopolska": 0, "employer": 9_599}


@pytest.mark.parametrize(
    ("born", "grant"),
    [
        # turns 50 on the application day: 80 % of 1,000.00 = 800.00 = 16 vouchers (768.00)
        pytest.param(date(1972, 5, 10), 76_800, id="50 today"),
        # turns 50 on the next day: 50 %, 10 vouchers
        pytest.param(date(1972, 5, 11), 48_000, id="50 tomorrow"),
    ],
)
def test_the_higher_rate_begins_on_the_fiftieth_birthday(born: date, grant: int) -> None:
    case = wanting(worker(20, 100_000), "psf-malopolska")
    case = replace(case, person=replace(case.person, born=born))
    assert paid(case, IN_2022)["psf-malopolska"] == grant


def test_low_skill_and_a_qualification_bring_the_higher_rate_as_well() -> None:
    case = wanting(worker(20, 100_000), "psf-malopolska")
    low = replace(case, person=replace(case.person, level=eqf(4)))
    skilled = replace(case, person=replace(case.person, level=eqf(5)))
    certified = replace(case, offer=replace(case.offer, leads_to_qualification=True))
    assert [paid(each, IN_2022)["psf-malopolska"] for each in (low, skilled, certified)] == [76_800, 48_000, 76_800]


@pytest.mark.parametrize(
    ("staff", "ceiling"),
    # The ceilings of the agency's page; each is a whole number of vouchers of 48.00 (160, 240, 320, 480, 800, …).
    [
        (0, 768_000),
        (1, 1_152_000),
        (3, 1_152_000),
        (4, 1_536_000),
        (9, 1_536_000),
        (10, 2_304_000),
        (19, 2_304_000),
        (20, 3_840_000),
        (49, 3_840_000),
        (50, 6_912_000),
        (99, 6_912_000),
        (100, 13_056_000),
        (249, 13_056_000),
    ],
)
def test_a_firm_has_a_ceiling_by_its_size(staff: int, ceiling: int) -> None:
    assert paid(wanting(worker(staff, 100_000_000), "psf-malopolska"), IN_2022)["psf-malopolska"] == ceiling


def test_a_limit_is_not_passed_by_saying_nothing() -> None:
    silent = worker(20)
    found = ask("psf-malopolska", replace(silent, employer=replace(silent.employer, staff=None)), IN_2022)
    limits = [reason.finding for reason in found.reasons if reason.finding.code == "limit.yes"]
    assert len(limits) == 7  # one for each size, as long as the size is not known
    assert found.verdict is Verdict.UNKNOWN


def test_a_firm_of_250_is_too_large() -> None:
    assert answers(ask("psf-malopolska", worker(250), IN_2022))["staff_below"] == "no"


def test_a_firm_elsewhere_has_none_and_is_told_where() -> None:
    case = worker(20)
    elsewhere = replace(case, employer=replace(case.employer, territory="PL225"))
    refused = [each.finding for each in ask("psf-malopolska", elsewhere, IN_2022).reasons if each.finding.remedy]
    assert [finding.remedy for finding in refused] == [
        "It would be a yes for an employer with a seat or branch in: PL21."
    ]


def test_the_last_day_of_the_vouchers_is_the_30th_of_september_2023() -> None:
    assert ask("psf-malopolska", worker(20), date(2023, 9, 30)).verdict is Verdict.YES
    assert answers(ask("psf-malopolska", worker(20), date(2023, 10, 1))) == {"ended": "no"}


# --- The pattern for a regional voucher ---


def test_barbara_has_the_regional_voucher_at_the_higher_rate() -> None:
    # 80 % of 4,200.00 = 3,360.00 = 70 vouchers
    found = plan(wanting(BARBARA, "regional-voucher-pattern", minor=420_000), IN_2026)
    assert [line.amount.minor for line in found.split.lines] == [336_000, 84_000]
    assert found.verdict is Verdict.YES


def test_the_regional_voucher_ends_at_one_hundred_vouchers() -> None:
    # 80 % of 6,000.00 = 4,800.00 = 100 vouchers exactly; a dearer course gets no more
    assert paid(wanting(BARBARA, "regional-voucher-pattern", minor=600_000), IN_2026)["learner"] == 120_000
    assert paid(wanting(BARBARA, "regional-voucher-pattern", minor=900_000), IN_2026)["learner"] == 420_000
