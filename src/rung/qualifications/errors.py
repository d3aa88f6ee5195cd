"""Every error of the qualification library. Each names the place and what would mend it."""

from rung.core.errors import RungError


class QualificationError(RungError):
    """The base: something about units, rules or holdings that this library refuses or cannot do."""

    code = "qualification.error"


class DocumentRefusedError(QualificationError):
    """A rule, framework, ladder or list of holdings is not written as its form demands. Nothing of it was used."""

    code = "qualification.document_refused"


class RuleRefusedError(DocumentRefusedError):
    """A stacking rule is written properly but contradicts itself, or could never be decided."""

    code = "qualification.rule_refused"


class HoldingsRefusedError(QualificationError):
    """A list of holdings cannot be what one person holds: the same credential stands in it twice."""

    code = "qualification.holdings_refused"


class NotInForceError(QualificationError):
    """No version of a rule or framework is in force on the day in question."""

    code = "qualification.not_in_force"


class UnknownRuleError(QualificationError):
    """No rule, framework or ladder of this name is shipped."""

    code = "qualification.unknown_rule"


class TooComplexError(QualificationError):
    """Finding the best set of credentials would take more work than Rung spends on one person."""

    code = "qualification.too_complex"


class RenewalRefusedError(QualificationError):
    """A renewal makes no sense: of something that does not end, or from before it began."""

    code = "qualification.renewal_refused"
