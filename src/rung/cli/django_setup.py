"""Starts Django for the verbs that need it; nothing else on the command line does."""

import os

from rung.core.errors import RungError


def start() -> None:
    """Load settings and rooms."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rung.platform.site.settings")
    import django

    django.setup()


class DatabaseNotReadyError(RungError):
    """The database lacks tables of this version."""

    code = "cli.database_not_ready"


def require_migrated() -> None:
    """Raise, with the remedy, where the database was never set up or belongs to an older version."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise DatabaseNotReadyError("The database is not set up for this version: run `rung manage migrate` first.")


def migrate() -> None:
    """Bring the database to the shape that this version expects; quiet where nothing is to do."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
