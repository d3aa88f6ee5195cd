"""Who may have what: every condition of every scheme answered with yes, no or unknown, and why (FUND-2, GUIDE-4)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from rung.money.case import Case
from rung.money.catalogue import Catalogue, shipped
from rung.money.ceilings import Ceiling, LimitState, limit_states
from rung.money.de_minimis import de_minimis_state
from rung.money.findings import Answer, Finding, percentage, worst
from rung.money.provenance import Provenance
from rung.money.scheme import GrantTerms, RateBand, RuleVersion, Scheme


class Verdict(StrEnum):
    """The answer over all conditions of a scheme. It is never shown without its reasons."""

    YES = "yes"
    POSSIBLE = "possible"
    """All conditions are met, and an office decides."""
    UNKNOWN = "unknown"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Reason:
    """One finding and where the rule behind it comes from."""

    finding: Finding
    provenance: Provenance

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {**self.finding.as_dict(), **self.provenance.as_dict()}


@dataclass(frozen=True, slots=True)
class Rate:
    """The band that applies, and what would lead to a better one."""

    band: RateBand
    because: tuple[Finding, ...]
    missed: tuple[tuple[Fraction, tuple[Finding, ...]], ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "percent": percentage(self.band.rate),
            **self.band.provenance.as_dict(),
            "because": [finding.as_dict() for finding in self.because],
            "better": [
                {"percent": percentage(rate), "if_any": [finding.as_dict() for finding in findings]}
                for rate, findings in self.missed
            ],
        }


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one scheme answers to one case on one day. `rule` is the version in force, if there is one."""

    scheme: Scheme
    on: date
    rule: RuleVersion | None
    reasons: tuple[Reason, ...]
    notes: tuple[Finding, ...] = ()
    rate: Rate | None = None
    ceilings: tuple[Ceiling, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """No if one condition says no, unknown if one is unknown; else yes, or possible where an office decides."""
        answer = worst(reason.finding for reason in self.reasons)
        if answer is Answer.NO:
            return Verdict.NO
        if answer is Answer.UNKNOWN:
            return Verdict.UNKNOWN
        return Verdict.POSSIBLE if self.rule and self.rule.is_discretionary else Verdict.YES

    @property
    def is_open(self) -> bool:
        """Tell whether money of this scheme may be planned with."""
        return self.verdict in (Verdict.YES, Verdict.POSSIBLE)

    def as_dict(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "scheme": self.scheme.id,
            "title": self.scheme.title,
            "on": self.on.isoformat(),
            "rule": self.rule.id if self.rule else None,
            "verdict": self.verdict.value,
            "reasons": [reason.as_dict() for reason in self.reasons],
            "rate": self.rate.as_dict() if self.rate else None,
            "notes": [note.as_dict() for note in self.notes],
        }


def assess_all(case: Case, on: date, rules: Catalogue | None = None) -> tuple[Assessment, ...]:
    """Return what every scheme answers, in the order of their ids, as of the application day `on`."""
    catalogue = rules or shipped()
    return tuple(assess(catalogue.schemes[scheme_id], case, on, catalogue) for scheme_id in sorted(catalogue.schemes))


def assess(scheme: Scheme, case: Case, on: date, rules: Catalogue | None = None) -> Assessment:
    """Return what `scheme` answers to `case` by the rules of the application day `on` (R-KFS, INV-11).

    Facts are those of the application day; grants made later than `on` do not count. A fact that is missing
    makes an answer unknown, never an error.
    """
    if reason := _outside(scheme, on):
        return Assessment(scheme, on, None, (reason,))
    rule = scheme.versions.on(on)
    states = tuple(_limits(scheme, rule, case, on, rules or shipped()))
    assessment = Assessment(
        scheme=scheme,
        on=on,
        rule=rule,
        reasons=(*_requirements(rule, case, on), *_figures(states), *_answers(states)),
        notes=_reviews(states, on),
        rate=rate(rule.grant, case, on) if rule.grant else None,
        ceilings=tuple(state.ceiling for state in states if state.ceiling),
    )
    return _with_discretion(assessment)


def rate(terms: GrantTerms, case: Case, on: date) -> Rate:
    """Return the first band one of whose conditions is met, or else the last; unknown is not met."""
    missed: list[tuple[Fraction, tuple[Finding, ...]]] = []
    for band in terms.bands:
        findings = tuple(condition.judge(case, on) for condition in band.for_any)
        met = tuple(finding for finding in findings if finding.answer is Answer.YES)
        if met or not band.for_any:
            break
        missed.append((band.rate, findings))
    return Rate(band, met, tuple(missed))


def _outside(scheme: Scheme, on: date) -> Reason | None:
    versions = tuple(scheme.versions)
    if on < scheme.versions.start:
        return Reason(Finding.of("not_yet.no", start=scheme.versions.start, on=on), versions[0].provenance)
    end = scheme.versions.end
    if end is not None and end <= on:
        return Reason(Finding.of("ended.no", end=end, why=scheme.ended), versions[-1].provenance)
    return None


def _requirements(rule: RuleVersion, case: Case, on: date) -> Iterator[Reason]:
    yield Reason(Finding.of("in_force.yes", rule=rule.id, on=on), rule.provenance)
    for requirement in rule.requirements:
        yield Reason(requirement.condition.judge(case, on), requirement.provenance)


def _limits(scheme: Scheme, rule: RuleVersion, case: Case, on: date, rules: Catalogue) -> Iterator[LimitState]:
    if rule.grant is None:
        return
    yield from limit_states(scheme, rule.grant, case, on, rules)
    if rule.grant.is_de_minimis:
        yield de_minimis_state(case, on, scheme.currency, rules)


def _answers(states: tuple[LimitState, ...]) -> Iterator[Reason]:
    return (Reason(state.finding, state.provenance) for state in states)


def _figures(states: tuple[LimitState, ...]) -> tuple[Reason, ...]:
    """Return each figure that limits refer to once, with its own source: it may be less sure than the rule."""
    figures = dict.fromkeys(state.figure for state in states if state.figure)
    return tuple(
        Reason(Finding.of("figure.yes", figure=each.id, amount=each.amount, start=each.period.start), each.provenance)
        for each in figures
    )


def _reviews(states: tuple[LimitState, ...], on: date) -> tuple[Finding, ...]:
    figures = dict.fromkeys(state.figure for state in states if state.figure)
    return tuple(
        Finding.of("figure.review", figure=each.id, amount=each.amount, review_after=each.review_after)
        for each in figures
        if each.review_after is not None and each.is_due_for_review(on)
    )


def _with_discretion(assessment: Assessment) -> Assessment:
    if assessment.verdict is not Verdict.POSSIBLE:
        return assessment
    note = Finding.of("discretion.note")
    return replace(assessment, notes=(*assessment.notes, note))
