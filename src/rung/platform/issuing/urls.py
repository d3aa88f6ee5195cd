"""Addresses of awards."""

from django.urls import URLPattern, URLResolver, include, path

from rung.platform.issuing import order_pages, pages, public_pages, run_pages
from rung.platform.issuing.models import StatusChange

Act = StatusChange.Act

of_one_award: list[URLPattern] = [
    path("", pages.award, name="award"),
    path("remind/", pages.remind, name="remind_award"),
    path("suspend/", pages.change_status, {"act": Act.SUSPEND}, name="suspend_award"),
    path("reinstate/", pages.change_status, {"act": Act.REINSTATE}, name="reinstate_award"),
    path("revoke/", pages.change_status, {"act": Act.REVOKE}, name="revoke_award"),
]
of_one_run = [
    path("", run_pages.run, name="award_run"),
    path("problems/", run_pages.run_problems, name="award_run_problems"),
    path("confirm/", run_pages.confirm_run, name="confirm_award_run"),
    path("abandon/", run_pages.abandon_run, name="abandon_award_run"),
]
of_one_organisation: list[URLPattern | URLResolver] = [
    path("awards/", pages.awards, name="awards"),
    path("awards/new/", order_pages.choose_design, name="new_award"),
    path("awards/new/<uuid:version_id>/", order_pages.award_person, name="award_person"),
    path("awards/<uuid:award_id>/", include(of_one_award)),
    path("award-runs/", run_pages.runs, name="award_runs"),
    path("award-runs/new/", run_pages.choose_design, name="new_run"),
    path("award-runs/new/<uuid:version_id>/", run_pages.send_list, name="send_list"),
    path("award-runs/new/<uuid:version_id>/template/", run_pages.list_template, name="award_list_template"),
    path("award-runs/<uuid:run_id>/", include(of_one_run)),
]
urlpatterns = [
    path("status-lists/<uuid:list_id>/<slug:purpose>/", public_pages.status_list, name="status_list"),
    path("organisations/<uuid:organisation_id>/", include(of_one_organisation)),
]
