"""What assessment refuses."""

from rung.platform.kernel.errors import RuleBrokenError


class AssessmentRefusedError(RuleBrokenError):
    """A finding is no assessment that an award could rest on (ASSESS-1).

    `data["reason"]` is the code of a `findings.Refusal`, `data["position"]` the place of the finding, from 0.
    """

    code = "assessment.refused"
