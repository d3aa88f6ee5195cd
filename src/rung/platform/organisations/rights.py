"""What one may do in an organisation. Signing is a right of its own: no role contains it, a mandate gives it."""

from django.utils.translation import gettext_lazy as _

from rung.platform.kernel.permissions import Right, right

MANAGE_MEMBERS = right("organisation.manage_members", _("invite people and decide who acts for the organisation"))
EDIT_PROFILE = right("organisation.edit_profile", _("change what the organisation says about itself"))
PREPARE_AWARDS = right("award.prepare", _("prepare designs and awards"))
ACTIVATE_DESIGNS = right("design.activate", _("activate and withdraw designs"))
MANAGE_ASSESSORS = right("assessor.manage", _("decide who assesses for the organisation"))
VERIFY_BATCH = right("credential.verify_batch", _("check many credentials in one call"))
SIGN = right("credential.sign", _("sign credentials in the name of the organisation"))
CREATE_KEYS = right("key.create", _("create the organisation’s signing key"))
MANAGE_TOKENS = right("token.manage", _("create and withdraw tokens for programs"))
DECIDE_ACCREDITATION = right("accreditation.decide", _("grant and withdraw accreditations"))

RIGHTS_OF_ROLE: dict[str, frozenset[Right]] = {
    "administrator": frozenset(
        {MANAGE_MEMBERS, EDIT_PROFILE, ACTIVATE_DESIGNS, MANAGE_ASSESSORS, CREATE_KEYS, MANAGE_TOKENS, VERIFY_BATCH}
    ),
    "issuer_staff": frozenset({PREPARE_AWARDS}),
    "quality_reviewer": frozenset({DECIDE_ACCREDITATION}),
}
RIGHTS_OF_MANDATE: dict[str, frozenset[Right]] = {"sign": frozenset({SIGN})}
NEVER_BY_TOKEN = frozenset({MANAGE_MEMBERS, MANAGE_TOKENS, CREATE_KEYS})
"""What no program may do: decide who acts for an organisation, and by which keys and tokens."""
