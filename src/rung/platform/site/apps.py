"""The site as a Django app: it owns no records."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The outermost room."""

    name = "rung.platform.site"
    label = "site"
