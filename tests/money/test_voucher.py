from datetime import date

import pytest

from rung.core import Period
from rung.money.catalogue import shipped
from rung.money.errors import VoucherRefusedError
from rung.money.reservation import Authorisation, Means
from rung.money.voucher import Voucher, VoucherState
from tests.money.cast import pln

APPLIED = date(2026, 3, 16)
VALID = Period(date(2026, 4, 1), date(2026, 7, 1))
HER = Authorisation("barbara", Means.DESK_CODE)


def applied() -> Voucher:
    rule = shipped().scheme("pl-learning-voucher").versions.on(APPLIED)
    return Voucher.applied("v1", "barbara", rule, APPLIED)


def granted() -> Voucher:
    return applied().granted(pln(500_000), VALID)


def activated() -> Voucher:
    return granted().activated(HER, date(2026, 4, 1))


def test_a_voucher_goes_from_application_to_redemption() -> None:
    redeemed = activated().redeemed("school", date(2026, 6, 30), is_accredited=True)
    assert (redeemed.state, redeemed.provider, redeemed.rule) == (
        VoucherState.REDEEMED,
        "school",
        "pl-learning-voucher-2025",
    )


def test_a_voucher_is_spent_once() -> None:
    redeemed = activated().redeemed("school", date(2026, 5, 1), is_accredited=True)
    with pytest.raises(VoucherRefusedError, match="The voucher v1 is redeemed; this step needs one that is activated"):
        redeemed.redeemed("school", date(2026, 5, 1), is_accredited=True)
    with pytest.raises(VoucherRefusedError):
        redeemed.withdrawn()


@pytest.mark.parametrize("day", [date(2026, 3, 31), date(2026, 7, 1)])
def test_a_voucher_is_spent_within_its_validity(day: date) -> None:
    with pytest.raises(VoucherRefusedError, match=f"not valid on {day}"):
        activated().redeemed("school", day, is_accredited=True)


def test_a_voucher_is_spent_at_an_accredited_provider() -> None:
    with pytest.raises(VoucherRefusedError, match="school is not accredited on 2026-05-01"):
        activated().redeemed("school", date(2026, 5, 1), is_accredited=False)


def test_only_the_holder_activates_it() -> None:
    with pytest.raises(VoucherRefusedError, match="by its holder alone"):
        granted().activated(Authorisation("school", Means.PASSKEY), date(2026, 4, 1))


def test_it_is_not_redeemed_before_it_is_activated() -> None:
    with pytest.raises(VoucherRefusedError, match="is granted; this step needs one that is activated"):
        granted().redeemed("school", date(2026, 5, 1), is_accredited=True)


def test_it_expires_on_the_first_day_after_its_validity() -> None:
    assert activated().expired(date(2026, 7, 1)).state is VoucherState.EXPIRED
    with pytest.raises(VoucherRefusedError, match="still valid on 2026-06-30"):
        activated().expired(date(2026, 6, 30))


@pytest.mark.parametrize("voucher", [applied(), granted(), activated()], ids=lambda voucher: voucher.state)
def test_it_may_be_withdrawn_until_it_is_spent(voucher: Voucher) -> None:
    assert voucher.withdrawn().state is VoucherState.WITHDRAWN


def test_the_rule_is_that_of_the_application_day() -> None:
    old, new = shipped().scheme("kfs").versions
    assert Voucher.applied("v", "b", old, date(2025, 12, 31)).rule == "kfs-2025"
    with pytest.raises(VoucherRefusedError, match="kfs-2026 is not in force on 2025-12-31"):
        Voucher.applied("v", "b", new, date(2025, 12, 31))


def test_a_voucher_over_nothing_is_not_granted() -> None:
    with pytest.raises(VoucherRefusedError):
        applied().granted(pln(0), VALID)
