"""Money for learning: scheme rules with their dates, who pays what, learning accounts, the journal's arithmetic.

A pure library: it knows no database, no network and no clock, and counts in whole minor units. Start with `assess_all`
to learn who may have what, `plan` or `split` for who pays what, `apply` for what happens on a learning account.
"""

from rung.money.account import Account, Outcome, apply
from rung.money.accrual import Accrual, accrual
from rung.money.case import Application, Case, CostItem, Employer, Offer, Person, Price, Status
from rung.money.case_reading import read_case
from rung.money.catalogue import Catalogue, shipped
from rung.money.commands import Capture, Credit, Expire, Hold, Refund, Release, Settle
from rung.money.eligibility import Assessment, Verdict, assess, assess_all
from rung.money.findings import Answer, Finding
from rung.money.funding_plan import FundingPlan, plan
from rung.money.journal import Entry, Posting, balances
from rung.money.scheme_reading import read_scheme
from rung.money.sources import AccountMoney, Grant, OwnMoney
from rung.money.split import ContributionLine, Split, split
from rung.money.voucher import Voucher

__all__ = [
    "Account",
    "AccountMoney",
    "Accrual",
    "Answer",
    "Application",
    "Assessment",
    "Capture",
    "Case",
    "Catalogue",
    "ContributionLine",
    "CostItem",
    "Credit",
    "Employer",
    "Entry",
    "Expire",
    "Finding",
    "FundingPlan",
    "Grant",
    "Hold",
    "Offer",
    "Outcome",
    "OwnMoney",
    "Person",
    "Posting",
    "Price",
    "Refund",
    "Release",
    "Settle",
    "Split",
    "Status",
    "Verdict",
    "Voucher",
    "accrual",
    "apply",
    "assess",
    "assess_all",
    "balances",
    "plan",
    "read_case",
    "read_scheme",
    "shipped",
    "split",
]
