"""Addresses of assessment."""

from django.urls import include, path

from rung.platform.assessment import pages

of_one_organisation = [
    path("", pages.assessors, name="assessors"),
    path("authorise/", pages.authorise, name="authorise_assessor"),
    path("<uuid:assessor_id>/end/", pages.end, name="end_assessor"),
]
urlpatterns = [path("organisations/<uuid:organisation_id>/assessors/", include(of_one_organisation))]
