"""Register as a Django app."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Register."""

    name = "rung.platform.register"
    label = "register"
