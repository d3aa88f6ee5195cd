"""`rung manage migrate`, `rung manage check` and so on: everything that Django offers by itself."""

import argparse
import os


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take everything as it comes."""
    parser.add_argument("command", nargs=argparse.REMAINDER, metavar="COMMAND …")


def run(arguments: argparse.Namespace) -> int:
    """Hand over to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rung.platform.site.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["rung manage", *arguments.command])
    return 0
