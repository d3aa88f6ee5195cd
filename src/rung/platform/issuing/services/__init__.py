"""Commands about awards: order, check, issue; claim; suspend, reinstate, revoke."""

from rung.platform.issuing.services.claims import claim, claim_offered, remind, token_of
from rung.platform.issuing.services.issuing import issue_chunk, issue_run
from rung.platform.issuing.services.ordering import abandon_run, award_one, confirm_run, order_run
from rung.platform.issuing.services.status import reinstate, revoke, suspend

__all__ = [
    "abandon_run",
    "award_one",
    "claim",
    "claim_offered",
    "confirm_run",
    "issue_chunk",
    "issue_run",
    "order_run",
    "reinstate",
    "remind",
    "revoke",
    "suspend",
    "token_of",
]
