"""Qualifications: what a unit may be, what stacks to what, and which step is open next.

A pure library: it knows no database, no network and no clock. Rules, holdings and the day are arguments, and every "no"
comes with its reasons. Start with `evaluate`, or with an `Evaluator` for many people under one rule.
"""

from rung.qualifications.consequences import Change, Consequence, consequences
from rung.qualifications.evaluation import ClauseResult, Counted, NotCounted, Reason, StackEvaluation
from rung.qualifications.framework_document import framework_from, shipped_framework
from rung.qualifications.holdings import Holding, Kind, Route, Standing
from rung.qualifications.holdings_document import Portfolio, portfolio_from
from rung.qualifications.ladder import Ladder, Step, StepStanding, StepState, climb
from rung.qualifications.ladder_document import ladder_from, shipped_ladder
from rung.qualifications.levels import LevelMappings, mappings_from, published_mappings
from rung.qualifications.review import ReviewCycle
from rung.qualifications.rule_document import rule_from, shipped_rule, version_in_force
from rung.qualifications.shipped import shipped_names
from rung.qualifications.stacking import Evaluator, evaluate
from rung.qualifications.stacking_rule import (
    Clause,
    Conditions,
    CreditSum,
    HourShare,
    HourSum,
    Prerequisite,
    Selection,
    StackingRule,
    UnitCount,
)
from rung.qualifications.title_rules import check_title
from rung.qualifications.unit_framework import (
    FrameworkVersion,
    RuleBreak,
    Unit,
    UnitFramework,
    check_review_period,
    check_unit,
)
from rung.qualifications.validity import Renewal, renew
from rung.qualifications.workload import Credits, credit_system

__all__ = [
    "Change",
    "Clause",
    "ClauseResult",
    "Conditions",
    "Consequence",
    "Counted",
    "CreditSum",
    "Credits",
    "Evaluator",
    "FrameworkVersion",
    "Holding",
    "HourShare",
    "HourSum",
    "Kind",
    "Ladder",
    "LevelMappings",
    "NotCounted",
    "Portfolio",
    "Prerequisite",
    "Reason",
    "Renewal",
    "ReviewCycle",
    "Route",
    "RuleBreak",
    "Selection",
    "StackEvaluation",
    "StackingRule",
    "Standing",
    "Step",
    "StepStanding",
    "StepState",
    "Unit",
    "UnitCount",
    "UnitFramework",
    "check_review_period",
    "check_title",
    "check_unit",
    "climb",
    "consequences",
    "credit_system",
    "evaluate",
    "framework_from",
    "ladder_from",
    "mappings_from",
    "portfolio_from",
    "published_mappings",
    "renew",
    "rule_from",
    "shipped_framework",
    "shipped_ladder",
    "shipped_names",
    "shipped_rule",
    "version_in_force",
]
