"""What a funding decision costs: CPU time per case, and as a ratio to the bare integer arithmetic of the same run.

Run it with `python bench/funding_split.py [rounds]`. The case is an employee of a small firm with one grant and one
account; the bare arithmetic knows the answer to every rule beforehand and only multiplies, compares and subtracts.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from fractions import Fraction

from rung.core import Money
from rung.money import Application, Case, Employer, Offer, Person, Price, Status, assess_all, plan
from rung.money.account import Account, apply
from rung.money.case import AccountBalance, DeMinimisRecord
from rung.money.commands import Credit, Hold
from rung.money.lots import Origin
from rung.money.reservation import Authorisation, Means

ON = date(2026, 3, 16)
REPEATS = 5
LOTS = 20
CASE = Case(
    person=Person(born=date(1974, 2, 11), status=Status.EMPLOYED),
    employer=Employer(staff=9),
    offer=Offer(Price.of(Money(420_000, "PLN")), ("BUR",)),
    applications=(Application("kfs"),),
    accounts=(AccountBalance("ila", Money(20_000, "PLN")),),
    de_minimis=DeMinimisRecord((), Fraction(17, 4)),
)


def microseconds(task: Callable[[], object], rounds: int) -> float:
    """Return the CPU time of one call in microseconds: the best of several runs of `rounds` calls."""
    task()
    best = float("inf")
    for _ in range(REPEATS):
        start = time.process_time()
        for _ in range(rounds):
            task()
        best = min(best, time.process_time() - start)
    return best / rounds * 1e6


def bare() -> tuple[int, int, int]:
    """Return the split of the case with every rule known beforehand."""
    grant = min(420_000 * 90 // 100, 919_779 * 2, 919_779 * 4, 30_000_000 * 17 // 4)
    account = min(20_000, 420_000 - grant)
    return grant, account, 420_000 - grant - account


def account_with_lots() -> Account:
    """Return an account that has been filled many times."""
    account = Account("a1", "holder", "PLN")
    for number in range(LOTS):
        credit = Credit(f"lot-{number}", "ila-1", "ila", Origin.PUBLIC, Money(100, "PLN"), date(2030, 1, 1 + number))
        account = apply(account, credit, ON).account
    return account


def main(rounds: int) -> None:
    """Measure and print."""
    split = tuple(line.amount.minor for line in plan(CASE, ON).split.lines)
    if split != bare():
        sys.exit(f"The plan says {split}, the bare arithmetic {bare()}.")
    account, authorisation = account_with_lots(), Authorisation("holder", Means.PASSKEY)
    hold = Hold("hold", "ila-1", "school", Money(100 * LOTS, "PLN"), date(2026, 9, 30), (), authorisation)
    tasks: dict[str, Callable[[], object]] = {
        "bare integer arithmetic": bare,
        "plan: assess and split": lambda: plan(CASE, ON),
        "assess all schemes": lambda: assess_all(CASE, ON),
        f"hold over {LOTS} lots": lambda: apply(account, hold, ON),
    }
    times = {name: microseconds(task, rounds) for name, task in tasks.items()}
    unit = times["bare integer arithmetic"]
    for name, each in times.items():
        print(f"{name:<26}{each:>10.1f} µs{each / unit:>10.0f} x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
