"""Verification as a Django app."""

from django.apps import AppConfig


class VerificationConfig(AppConfig):
    """Verification."""

    name = "rung.platform.verification"
    label = "verification"
