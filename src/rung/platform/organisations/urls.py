"""Addresses of organisations."""

from django.urls import include, path

from rung.platform.organisations import operator_pages, pages, token_pages

of_one_organisation = [
    path("", pages.organisation_home, name="organisation_home"),
    path("profile/", pages.edit_profile, name="edit_profile"),
    path("invite/", pages.invite, name="invite_member"),
    path("members/<uuid:membership_id>/end/", pages.end_membership, name="end_membership"),
    path("people/<uuid:person_id>/mandate/", pages.give_mandate, name="give_mandate"),
    path("mandates/<uuid:mandate_id>/withdraw/", pages.withdraw_mandate, name="withdraw_mandate"),
    path("tokens/", token_pages.tokens, name="organisation_tokens"),
    path("tokens/new/", token_pages.create_token, name="create_token"),
    path("tokens/<uuid:token_id>/withdraw/", token_pages.withdraw_token, name="withdraw_token"),
    path("accredit/", pages.accredit, name="accredit"),
    path(
        "accreditations/<uuid:accreditation_id>/withdraw/", pages.withdraw_accreditation, name="withdraw_accreditation"
    ),
]
urlpatterns = [
    path("issuers/<uuid:organisation_id>/", pages.organisation_public, name="organisation_public"),
    path("organisations/<uuid:organisation_id>/", include(of_one_organisation)),
    path("desk/organisations/new/", operator_pages.found, name="found_organisation"),
    path(
        "desk/organisations/<uuid:organisation_id>/identity/",
        operator_pages.confirm_identity,
        name="confirm_identity",
    ),
    path(
        "desk/organisations/<uuid:organisation_id>/identities/<uuid:identity_id>/end/",
        operator_pages.end_identity,
        name="end_identity",
    ),
    path("invitations/<str:token>/", pages.accept_invitation, name="accept_invitation"),
]
