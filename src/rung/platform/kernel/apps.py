"""Starts the kernel: every slice's joining files are imported once, so that writing one is joining."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import autodiscover_modules


class KernelConfig(AppConfig):
    """The kernel as a Django app."""

    name = "rung.platform.kernel"
    label = "kernel"

    def ready(self) -> None:
        """Import the joining files of all slices, then the checks that judge what they declared."""
        autodiscover_modules(*settings.SLICE_FILES)
        autodiscover_modules("checks")
