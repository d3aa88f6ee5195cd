"""Evaluates a stacking rule: what counts for what, what does not and why, and what is missing (R-STACK).

Of the sets of credentials that meet every clause the one with most hours counts; if there is none, the one that meets
most clauses, and among these the one with most hours. The result depends on the credentials, the rule's version, the
published level mappings and the day alone (INV-5).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from rung.qualifications import verdict
from rung.qualifications.counting import counted, weigh
from rung.qualifications.effort import Effort
from rung.qualifications.errors import HoldingsRefusedError
from rung.qualifications.evaluation import StackEvaluation
from rung.qualifications.holdings import Holding
from rung.qualifications.levels import LevelMappings
from rung.qualifications.limits import MAX_HOLDINGS
from rung.qualifications.proof import clause_results, counted_entries, left_out, slots_of
from rung.qualifications.screening import screen
from rung.qualifications.stacking_rule import StackingRule
from rung.qualifications.weighing import Plan


class Evaluator:
    """One rule, made ready for many people. It keeps nothing of one person for the next."""

    __slots__ = ("_plan",)

    def __init__(self, rule: StackingRule, mappings: LevelMappings | None = None) -> None:
        """Prepare `rule`; levels compare through `mappings`, the published ones that Rung ships unless given."""
        self._plan = Plan(rule, mappings)

    @property
    def rule(self) -> StackingRule:
        """The rule that this evaluates."""
        return self._plan.rule

    def evaluate(self, holdings: Iterable[Holding], on: date) -> StackEvaluation:
        """Return the result for one person on the day `on`, with its proof.

        Raises `HoldingsRefusedError` if a credential stands in `holdings` twice or there are too many, and
        `TooComplexError` if the best set takes too much work to find.
        """
        plan, rule, ordered = self._plan, self._plan.rule, _in_order(holdings)
        passed, refused = screen(plan, ordered, on)
        weighed = weigh(plan, passed, on)
        effort = Effort()
        chosen = counted(plan, weighed, effort)
        slots = slots_of(plan, chosen, effort)
        not_counted = sorted([*refused, *left_out(plan, weighed, chosen)], key=lambda one: one.holding)
        return StackEvaluation(
            rule.id,
            rule.version,
            rule.title,
            on,
            clause_results(plan, chosen, slots, on),
            counted_entries(chosen, slots),
            tuple(not_counted),
        )

    def is_eligible(self, holdings: Sequence[Holding], on: date) -> bool:
        """Return `evaluate(holdings, on).eligible` without the proof, in most cases without a search.

        `holdings` are those of one person, none twice; that is not checked again here.
        """
        return verdict.is_eligible(self._plan, holdings, on)


def evaluate(
    rule: StackingRule, holdings: Iterable[Holding], on: date, mappings: LevelMappings | None = None
) -> StackEvaluation:
    """Return the result of `rule` for one person on the day `on`, with its proof; see `Evaluator.evaluate`."""
    return Evaluator(rule, mappings).evaluate(holdings, on)


def _in_order(holdings: Iterable[Holding]) -> list[Holding]:
    ordered = sorted(holdings, key=lambda one: one.id)
    if len(ordered) > MAX_HOLDINGS:
        raise HoldingsRefusedError(
            f"{len(ordered)} credentials of one person; {MAX_HOLDINGS} are allowed: leave out what cannot count.",
            found=len(ordered),
        )
    for one, following in pairwise(ordered):
        if one.id == following.id:
            raise HoldingsRefusedError(f"The credential {one.id} stands twice among the holdings.", holding=one.id)
    return ordered
