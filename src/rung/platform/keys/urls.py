"""Addresses of keys."""

from django.urls import path

from rung.platform.keys import pages

urlpatterns = [
    path("organisations/<uuid:organisation_id>/keys/", pages.keys, name="organisation_keys"),
    path("organisations/<uuid:organisation_id>/keys/new/", pages.create_key, name="create_signing_key"),
    path("issuers/<uuid:organisation_id>/did/<uuid:key_id>/", pages.did_document, name="did_document"),
]
