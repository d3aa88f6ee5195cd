"""From a case to its funding plan: what may be planned with is split, what may not says why (FUND-7)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from rung.money.case import AccountBalance, Application, Case, Price, Status
from rung.money.catalogue import Catalogue, shipped
from rung.money.de_minimis import POOL
from rung.money.eligibility import Assessment, Verdict, assess
from rung.money.errors import CaseError
from rung.money.scheme import GrantTerms, Payer
from rung.money.sources import AccountMoney, Grant, OwnMoney, Source
from rung.money.split import Split, split

VERSION = 1
"""The version of the JSON form. It changes when a reader of the old one would be misled."""


@dataclass(frozen=True, slots=True)
class FundingPlan:
    """The split of a price, and the assessment of every scheme that was applied for."""

    split: Split
    assessments: tuple[Assessment, ...]

    @property
    def verdict(self) -> Verdict:
        """Yes if every scheme applied for is open; else no if one says no, unknown if one is not known."""
        verdicts = {assessment.verdict for assessment in self.assessments}
        return next((bad for bad in (Verdict.NO, Verdict.UNKNOWN) if bad in verdicts), Verdict.YES)

    def as_dict(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "version": VERSION,
            "verdict": self.verdict.value,
            "split": self.split.as_dict(),
            "assessments": [assessment.as_dict() for assessment in self.assessments],
        }


def plan(case: Case, on: date, rules: Catalogue | None = None) -> FundingPlan:
    """Return who would pay what if the applications of `case` were made on `on`.

    A scheme that is not open contributes nothing, and its assessment says why. Raises `CaseError` if the case has no
    price or names a scheme for what it is not.
    """
    catalogue = rules or shipped()
    price = _price(case)
    assessments = tuple(_assessed(application, case, on, catalogue) for application in case.applications)
    wanted = zip(case.applications, assessments, strict=True)
    grants = tuple(_grant(application, found) for application, found in wanted if found.is_open)
    accounts = tuple(_account(balance, on, catalogue) for balance in case.accounts)
    sources: tuple[Source, ...] = (*grants, *accounts, OwnMoney(_last_payer(case, assessments)))
    return FundingPlan(
        split(price, sources, on, claimed=case.claimed_items(on), orders=catalogue.payer_orders), assessments
    )


def _price(case: Case) -> Price:
    if case.offer.price is None:
        raise CaseError("/offer/price: a split needs the price; add it.", pointer="/offer/price")
    return case.offer.price


def _assessed(application: Application, case: Case, on: date, rules: Catalogue) -> Assessment:
    if [each.scheme for each in case.applications].count(application.scheme) > 1:
        raise CaseError(
            f"/applications: {application.scheme} is applied for twice; name all cost items in one application.",
            pointer="/applications",
        )
    return assess(rules.scheme(application.scheme), case, on, rules)


def _grant(application: Application, found: Assessment) -> Grant:
    terms = _terms(found)
    rule = found.rule
    assert rule is not None  # noqa: S101 — an open assessment has one
    assert found.rate is not None  # noqa: S101 — likewise
    return Grant(
        scheme=found.scheme.id,
        rule=rule.id,
        period=rule.period,
        rate=found.rate.band.rate,
        ceilings=found.ceilings,
        voucher_value=terms.voucher_value,
        private_minimum=terms.private_minimum,
        items=application.items,
        pools=frozenset(({found.scheme.group} - {""}) | ({POOL} if terms.is_de_minimis else set())),
        order=rule.order,
    )


def _terms(found: Assessment) -> GrantTerms:
    if found.rule is None or found.rule.grant is None:
        raise CaseError(
            f"/applications: {found.scheme.id} is a learning account, not a grant; state its balance under accounts.",
            pointer="/applications",
        )
    return found.rule.grant


def _account(balance: AccountBalance, on: date, rules: Catalogue) -> AccountMoney:
    scheme = rules.scheme(balance.scheme)
    rule = scheme.versions.on(on)
    if rule.accrual is None:
        raise CaseError(
            f"/accounts: {scheme.id} is a grant, not a learning account; apply for it instead.", pointer="/accounts"
        )
    return AccountMoney(scheme.id, rule.id, rule.period, balance.available, rule.order)


def _last_payer(case: Case, assessments: tuple[Assessment, ...]) -> Payer:
    """Return the employer in an employer's plan; who is self-employed is her own employer and pays as the learner."""
    employers = any(found.is_open and found.rule and found.rule.last_payer is Payer.EMPLOYER for found in assessments)
    return Payer.EMPLOYER if employers and case.person.status is not Status.SELF_EMPLOYED else Payer.LEARNER
