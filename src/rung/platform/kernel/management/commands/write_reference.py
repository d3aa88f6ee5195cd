"""Writes the reference pages that are derived from what rooms declare; `--check` only names those that are stale."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from rung.platform.kernel import reference


class Command(BaseCommand):
    """`rung manage write_reference [FOLDER] [--check]`."""

    help = "Write the reference pages that are derived from what rooms declare."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder of the pages, and whether to write at all."""
        parser.add_argument("folder", nargs="?", type=Path, default=Path("docs/reference/generated"))
        parser.add_argument("--check", action="store_true", help="write nothing; fail if a page is stale")

    def handle(self, *_args: Any, folder: Path, check: bool, **_options: Any) -> None:
        """Write every page that differs from what is there, and drop what is no page any more."""
        stale = reference.stale(folder)
        if not check:
            reference.write(folder)
            self.stdout.write(f"Wrote {len(stale)} pages in {folder}; the others were up to date.")
        elif stale:
            named = ", ".join(stale)
            raise CommandError(f"Stale in {folder}: {named}. Run `rung manage write_reference` and commit the result.")
