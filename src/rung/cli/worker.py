"""Runs jobs until it is told to stop. Any number of workers may run at once; a killed one loses nothing."""

import argparse

from rung.cli import django_setup


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Offer a run that ends when nothing is left to do."""
    parser.add_argument("--once", action="store_true", help="carry out what is due now, then end")


def run(arguments: argparse.Namespace) -> int:
    """Work."""
    django_setup.start()
    django_setup.require_migrated()
    from rung.platform.kernel import worker

    if arguments.once:
        worker.work_once()
    else:
        worker.run()
    return 0
