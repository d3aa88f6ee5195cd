"""What one may do in an organisation. Signing is a right of its own: no role contains it, a mandate gives it."""

from django.utils.translation import gettext_lazy as _

from rung.platform.kernel.permissions import Right, right

MANAGE_MEMBERS = right("organisation.manage_members", _("invite people and decide who acts for the organisation"))
EDIT_PROFILE = right("organisation.edit_profile", _("change what the organisation says about itself"))
PREPARE_AWARDS = right("award.prepare", _("prepare designs and awards"))
SIGN = right("credential.sign", _("sign credentials in the name of the organisation"))
DECIDE_ACCREDITATION = right("accreditation.decide", _("grant and withdraw accreditations"))

RIGHTS_OF_ROLE: dict[str, frozenset[Right]] = {
    "administrator": frozenset({MANAGE_MEMBERS, EDIT_PROFILE}),
    "issuer_staff": frozenset({PREPARE_AWARDS}),
    "quality_reviewer": frozenset({DECIDE_ACCREDITATION}),
}
RIGHTS_OF_MANDATE: dict[str, frozenset[Right]] = {"sign": frozenset({SIGN})}
