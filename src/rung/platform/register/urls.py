"""Addresses of the register."""

from django.urls import include, path

from rung.platform.register import pages, public_pages
from rung.platform.register.elements import Place
from rung.platform.register.steps import FORMS, route_of

of_one_version = [
    path("", pages.design, name="design"),
    *(path(f"{place}/", pages.edit_step, {"place": place}, name=route_of(place)) for place in FORMS),
    path("picture/", pages.edit_picture, name=route_of(Place.PICTURE)),
    path("picture/remove/", pages.remove_picture, name="remove_design_picture"),
    path("picture.png", pages.draft_picture, name="draft_picture"),
    path("submit/", pages.submit, name="submit_design"),
    path("return/", pages.return_to_draft, name="return_design"),
    path("activate/", pages.activate, name="activate_design"),
    path("withdraw/", pages.withdraw, name="withdraw_design"),
    path("next/", pages.next_version, name="next_version"),
    path("discard/", pages.discard, name="discard_draft"),
]
urlpatterns = [
    path("organisations/<uuid:organisation_id>/designs/", pages.designs, name="designs"),
    path("organisations/<uuid:organisation_id>/designs/new/", pages.new_design, name="new_design"),
    path("organisations/<uuid:organisation_id>/designs/<uuid:version_id>/", include(of_one_version)),
    path("designs/<uuid:version_id>/", public_pages.design_version, name="design_version"),
    path("designs/<uuid:version_id>.json", public_pages.design_version_json, name="design_version_json"),
    path("designs/<uuid:version_id>/picture.png", public_pages.design_picture, name="design_picture"),
]
