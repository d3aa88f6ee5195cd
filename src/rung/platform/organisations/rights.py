"""What one may do in an organisation. Signing is a right of its own: no role contains it, a mandate gives it."""

from rung.platform.kernel.permissions import Right, right

MANAGE_MEMBERS = right("organisation.manage_members", "invite people and decide who acts for the organisation")
EDIT_PROFILE = right("organisation.edit_profile", "change what the organisation says about itself")
PREPARE_AWARDS = right("award.prepare", "prepare designs and awards")
SIGN = right("credential.sign", "sign credentials in the name of the organisation")
DECIDE_ACCREDITATION = right("accreditation.decide", "grant and withdraw accreditations")

RIGHTS_OF_ROLE: dict[str, frozenset[Right]] = {
    "administrator": frozenset({MANAGE_MEMBERS, EDIT_PROFILE}),
    "issuer_staff": frozenset({PREPARE_AWARDS}),
    "quality_reviewer": frozenset({DECIDE_ACCREDITATION}),
}
RIGHTS_OF_MANDATE: dict[str, frozenset[Right]] = {"sign": frozenset({SIGN})}
