"""Asks every room what must always be true of its records, and names each place where it is not.

Exit code 0: all is well. 1: something is not.
"""

import argparse
import time

from rung.cli import django_setup


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(_arguments: argparse.Namespace) -> int:
    """Check everything, one line each."""
    django_setup.start()
    django_setup.require_migrated()
    from rung.platform.kernel.registries.invariants import examine

    sound = True
    started = time.monotonic()
    for invariant, violations in examine():
        sound = sound and not violations
        print(f"{'ok  ' if not violations else 'WRONG'} {invariant.code}: {invariant.statement}")
        for violation in violations:
            print(f"      {violation}")
    print(f"{'All is well' if sound else 'Something is wrong'} ({time.monotonic() - started:.1f} s).")
    return 0 if sound else 1
