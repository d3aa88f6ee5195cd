from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from rung.core import Money
from rung.money.case import AccountBalance, Beneficiary, Employer, PastGrant, Status
from rung.money.eligibility import Verdict
from rung.money.errors import CaseError
from rung.money.funding_plan import plan
from rung.money.scheme import SourceKind
from tests.money.cast import NO_AID, aided, answers, ask, paid, pln, reasons_of, wanting, worker

IN_2025 = date(2025, 4, 10)  # the average wage is 8,613.14 PLN
IN_2026 = date(2026, 3, 16)  # the average wage is 9,197.79 PLN


def kfs(staff: int, minor: int) -> dict[str, int]:
    return paid(wanting(worker(staff, minor), "kfs"), IN_2026)


def test_in_2025_a_firm_of_nine_gets_everything() -> None:
    assert paid(wanting(worker(9, 500_000), "kfs"), IN_2025) == {"kfs": 500_000, "employer": 0}


def test_in_2025_the_tenth_employee_makes_it_eighty_per_cent() -> None:
    # 80 % of 5,000.00 = 4,000.00; the employer pays the other 1,000.00
    assert paid(wanting(worker(10, 500_000), "kfs"), IN_2025) == {"kfs": 400_000, "employer": 100_000}


def test_in_2026_a_firm_of_nine_gets_ninety_per_cent() -> None:
    # 90 % of 5,000.00 = 4,500.00
    assert kfs(9, 500_000) == {"kfs": 450_000, "employer": 50_000}


def test_in_2026_the_tenth_employee_makes_it_seventy_per_cent() -> None:
    # 70 % of 5,000.00 = 3,500.00
    assert kfs(10, 500_000) == {"kfs": 350_000, "employer": 150_000}


def test_the_rules_are_those_of_the_day_before_and_of_the_day_of_the_change() -> None:
    case = wanting(worker(9, 500_000), "kfs")
    assert paid(case, date(2025, 12, 31)) == {"kfs": 500_000, "employer": 0}  # 100 %
    assert paid(case, date(2026, 1, 1)) == {"kfs": 450_000, "employer": 50_000}  # 90 %


def test_half_a_grosz_goes_to_the_employer() -> None:
    # 90 % of 0.05 = 0.045: the public share is 0.04, the employer pays 0.01
    assert kfs(9, 5) == {"kfs": 4, "employer": 1}
    # 70 % of 33.33 = 23.331: 23.33 and 10.00
    assert kfs(10, 3_333) == {"kfs": 2_333, "employer": 1_000}


def test_the_cap_of_2025_is_three_average_wages() -> None:
    # 300 % of 8,613.14 = 25,839.42
    assert paid(wanting(worker(9, 3_000_000), "kfs"), IN_2025) == {"kfs": 2_583_942, "employer": 416_058}


def test_the_cap_of_2026_is_two_average_wages() -> None:
    # 200 % of 9,197.79 = 18,395.58; 90 % of 30,000.00 = 27,000.00 would be more
    assert kfs(9, 3_000_000) == {"kfs": 1_839_558, "employer": 1_160_442}


def test_the_cap_can_be_hit_exactly() -> None:
    # 70 % of 26,279.40 = 18,395.58, which is exactly 200 % of 9,197.79
    assert kfs(10, 2_627_940) == {"kfs": 1_839_558, "employer": 788_382}
    for minor in (2_627_940, 2_627_941):  # 70 % of 26,279.41 = 18,395.587, rounded down the cap again
        below = plan(wanting(worker(10, minor), "kfs"), IN_2026)
        assert reasons_of(below, SourceKind.GRANT).keys() == {"line.rate"}


def test_the_cap_binds_from_the_first_grosz_above_it_and_says_so() -> None:
    # 70 % of 26,279.42 = 18,395.594, rounded down 18,395.59
    above = plan(wanting(worker(10, 2_627_942), "kfs"), IN_2026)
    assert above.split.paid_by(SourceKind.GRANT) == pln(1_839_558)
    assert reasons_of(above, SourceKind.GRANT)["line.ceiling"].sentence == (
        "The limit 200 % of the average wage per person and year leaves 18,395.58 PLN."
    )


def past(minor: int, on: date, *counts_for: Beneficiary) -> PastGrant:
    return PastGrant("kfs", on, pln(minor), frozenset(counts_for))


def test_what_the_person_got_this_year_counts_towards_the_cap() -> None:
    earlier = past(1_800_000, date(2026, 1, 20), Beneficiary.PERSON)
    case = replace(wanting(worker(12, 500_000), "kfs"), past_grants=(earlier,))
    # 18,395.58 - 18,000.00 = 395.58
    assert paid(case, IN_2026) == {"kfs": 39_558, "employer": 460_442}


@pytest.mark.parametrize(
    "earlier",
    [
        pytest.param(past(1_800_000, date(2025, 12, 31), Beneficiary.PERSON), id="last year"),
        pytest.param(past(1_800_000, date(2026, 3, 17), Beneficiary.PERSON), id="after the application"),
        pytest.param(past(1_800_000, date(2026, 2, 1), Beneficiary.EMPLOYER), id="for a colleague"),
    ],
)
def test_what_does_not_count_leaves_the_cap_alone(earlier: PastGrant) -> None:
    case = replace(wanting(worker(12, 500_000), "kfs"), past_grants=(earlier,))
    assert paid(case, IN_2026) == {"kfs": 350_000, "employer": 150_000}


def test_an_earlier_grant_in_another_currency_is_refused_by_its_place() -> None:
    earlier = PastGrant("kfs", date(2026, 1, 20), Money(1, "EUR"), frozenset({Beneficiary.PERSON}))
    with pytest.raises(CaseError, match="/past_grants: the grant of kfs counts towards 200 %"):
        ask("kfs", replace(worker(12), past_grants=(earlier,)), IN_2026)


def test_a_micro_firm_gets_at_most_four_average_wages_in_a_year() -> None:
    # 4 x 9,197.79 = 36,791.16; 36,000.00 were granted for colleagues, so 791.16 are left
    earlier = past(3_600_000, date(2026, 2, 1), Beneficiary.EMPLOYER)
    case = replace(wanting(worker(9, 500_000), "kfs"), past_grants=(earlier,))
    assert paid(case, IN_2026) == {"kfs": 79_116, "employer": 420_884}
    larger = replace(case, employer=replace(case.employer, staff=10))
    assert paid(larger, IN_2026) == {"kfs": 350_000, "employer": 150_000}


def test_a_limit_that_is_used_up_is_a_no_and_says_what_would_help() -> None:
    earlier = past(1_839_558, date(2026, 1, 20), Beneficiary.PERSON)
    found = ask("kfs", replace(worker(12), past_grants=(earlier,)), IN_2026)
    assert found.verdict is Verdict.NO
    refused = [reason.finding for reason in found.reasons if reason.finding.code == "limit.no"]
    assert [finding.remedy for finding in refused] == ["Earlier grants that count towards it have to lie further back."]


def test_who_is_self_employed_has_it_from_2026_on_and_pays_the_rest_herself() -> None:
    own = replace(worker(0, 100_000), employer=Employer(0))
    own = wanting(replace(own, person=replace(own.person, status=Status.SELF_EMPLOYED)), "kfs")
    assert plan(own, date(2025, 12, 31)).verdict is Verdict.NO
    # 90 % of 1,000.00
    assert paid(own, IN_2026) == {"kfs": 90_000, "learner": 10_000}


def test_it_is_possible_and_never_promised() -> None:
    found = ask("kfs", worker(9), IN_2026)
    assert found.verdict is Verdict.POSSIBLE
    assert [note.code for note in found.notes] == ["discretion.note"]


def test_the_size_of_the_firm_has_to_be_known() -> None:
    found = ask("kfs", replace(worker(9), employer=Employer()), IN_2026)
    assert found.verdict is Verdict.UNKNOWN
    assert answers(found)["staff_at_least"] == "unknown"


def test_a_better_rate_is_told_with_what_it_needs() -> None:
    found = ask("kfs", worker(10), IN_2026)
    assert found.rate is not None
    (rate, findings), *others = found.rate.missed
    assert (rate.numerator, rate.denominator, others) == (9, 10, [])
    assert [finding.sentence for finding in findings] == [
        "The employer has 10 staff; 10 and more are the larger class."
    ]


# --- De minimis: 300,000.00 euro in three years (Regulation (EU) 2023/2831) ---


def test_earlier_aid_has_to_be_stated() -> None:
    assert ask("kfs", replace(worker(9), de_minimis=None), IN_2026).verdict is Verdict.UNKNOWN
    assert ask("kfs", replace(worker(9), de_minimis=NO_AID), IN_2026).verdict is Verdict.POSSIBLE


def test_de_minimis_aid_limits_the_grant_in_the_currency_of_the_price() -> None:
    # 300,000.00 - 299,900.01 = 99.99 euro at 4 PLN = 399.96 PLN
    case = aided(wanting(worker(9, 500_000), "kfs"), (date(2025, 1, 1), 29_990_001))
    assert paid(case, IN_2026) == {"kfs": 39_996, "employer": 460_004}


def test_de_minimis_aid_that_is_used_up_is_a_no_until_it_is_three_years_old() -> None:
    case = aided(worker(9), (date(2023, 3, 17), 30_000_000))
    assert answers(ask("kfs", case, date(2026, 3, 16)))["de_minimis"] == "no"
    assert answers(ask("kfs", case, date(2026, 3, 17)))["de_minimis"] == "yes"


def test_de_minimis_aid_after_the_application_day_does_not_count() -> None:
    case = aided(worker(9), (date(2026, 3, 17), 30_000_000))
    assert answers(ask("kfs", case, IN_2026))["de_minimis"] == "yes"
    assert answers(ask("kfs", case, date(2026, 3, 17)))["de_minimis"] == "no"


def test_the_room_for_de_minimis_aid_is_rounded_down() -> None:
    # 0.99 euro at 4.265 PLN = 4.22235 PLN
    case = aided(wanting(worker(9, 500_000), "kfs"), (date(2025, 1, 1), 29_999_901))
    assert case.de_minimis is not None
    case = replace(case, de_minimis=replace(case.de_minimis, rate_per_euro=Fraction("4.265")))
    assert paid(case, IN_2026)["kfs"] == 422


def test_an_account_pays_before_the_employer() -> None:
    account = AccountBalance("ila", pln(20_000))
    case = replace(wanting(worker(9, 500_000), "kfs"), accounts=(account,))
    # 90 % = 4,500.00, then 200.00 from the account, then 300.00 from the employer
    assert paid(case, IN_2026) == {"kfs": 450_000, "ila": 20_000, "employer": 30_000}


def test_each_line_names_the_version_of_its_rule() -> None:
    found = plan(wanting(worker(9), "kfs"), IN_2026).split
    assert [(line.payer, line.rule) for line in found.lines] == [("kfs", "kfs-2026"), ("employer", "payer-order-1")]
    assert all(line.reasons for line in found.lines)
    assert found.price.total == Money(500_000, "PLN")
