"""Starts Django for the verbs that need it; nothing else on the command line does."""

import os


def start() -> None:
    """Load settings and rooms."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rung.platform.site.settings")
    import django

    django.setup()


def migrate() -> None:
    """Bring the database to the shape that this version expects; quiet where nothing is to do."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
