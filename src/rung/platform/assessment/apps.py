"""Assessment as a Django app."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """Assessment."""

    name = "rung.platform.assessment"
    label = "assessment"
