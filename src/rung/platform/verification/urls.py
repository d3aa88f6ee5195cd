"""Addresses of verification."""

from django.urls import path

from rung.platform.verification import pages

urlpatterns = [
    path("verify/", pages.verify, name="verify"),
    path("verify/sample/<slug:slug>/", pages.sample, name="verify_sample"),
    path("verify/sample/<slug:slug>/file/", pages.sample_file, name="verify_sample_file"),
    path("verify/sample/<slug:slug>/picture/", pages.sample_picture, name="verify_sample_picture"),
]
