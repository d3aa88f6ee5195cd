"""Keys as a Django app."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    """Keys."""

    name = "rung.platform.keys"
    label = "keys"
