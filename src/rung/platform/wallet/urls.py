"""Addresses of the wallet."""

from django.urls import path

from rung.platform.wallet import pages, public_pages

urlpatterns = [
    path("wallet/", pages.wallet, name="wallet"),
    path("wallet/all.zip", pages.take_all, name="take_all_credentials"),
    path("wallet/offers/<uuid:award_id>/claim/", pages.claim_offered, name="claim_offered"),
    path("wallet/shares/<uuid:share_id>/", pages.share_link, name="share_link"),
    path("wallet/shares/<uuid:share_id>/qr.png", pages.share_qr, name="share_qr"),
    path("wallet/shares/<uuid:share_id>/withdraw/", pages.withdraw_share, name="withdraw_share"),
    path("wallet/<uuid:award_id>/", pages.credential, name="wallet_credential"),
    path("wallet/<uuid:award_id>/share/", pages.share, name="share_credential"),
    path("wallet/<uuid:award_id>/linkedin/", pages.linkedin, name="linkedin_fields"),
    path("wallet/<uuid:award_id>/credential.json", pages.take_credential, name="take_credential"),
    path("wallet/<uuid:award_id>/badge.png", pages.take_picture, name="take_picture"),
    path("wallet/<uuid:award_id>/evidence.json", pages.take_evidence, name="take_evidence"),
    path("wallet/<uuid:award_id>/everything.zip", pages.take_everything, name="take_everything"),
    path("claim/<str:token>/", public_pages.claim, name="claim_credential"),
    path("s/<str:token>/", public_pages.shared, name="shared_credential"),
]
