"""Commands about organisations: each checks the right, acts in one transaction, leaves an audit entry and an event."""

from rung.platform.organisations.services.accreditation import grant_accreditation, withdraw_accreditation
from rung.platform.organisations.services.founding import edit_profile, found_organisation
from rung.platform.organisations.services.identities import adopt_identity, confirm_identity, end_identity
from rung.platform.organisations.services.mandates import give_mandate, withdraw_mandate
from rung.platform.organisations.services.members import accept_invitation, end_membership, invite
from rung.platform.organisations.services.tokens import create_token, withdraw_token

__all__ = [
    "accept_invitation",
    "adopt_identity",
    "confirm_identity",
    "create_token",
    "edit_profile",
    "end_identity",
    "end_membership",
    "found_organisation",
    "give_mandate",
    "grant_accreditation",
    "invite",
    "withdraw_accreditation",
    "withdraw_mandate",
    "withdraw_token",
]
