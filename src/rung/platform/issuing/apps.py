"""Issuing as a Django app."""

from django.apps import AppConfig


class IssuingConfig(AppConfig):
    """Issuing."""

    name = "rung.platform.issuing"
    label = "issuing"
