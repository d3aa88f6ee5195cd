"""`rung manage export_openapi`: writes the description of the public API, or says whether it is up to date."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

DESCRIPTION = Path("docs", "reference", "openapi.json")


def description() -> str:
    """Return the API's description (OpenAPI 3.1) as it is committed."""
    api = import_string(settings.PUBLIC_API)
    return json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), ensure_ascii=False, indent=2) + "\n"


class Command(BaseCommand):
    """Keep the committed description equal to the API."""

    help = "Write the description of the public API (OpenAPI 3.1)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where to write, and whether only to compare."""
        parser.add_argument("--out", type=Path, default=DESCRIPTION, help=f"the file (default: {DESCRIPTION})")
        parser.add_argument("--check", action="store_true", help="write nothing; fail if the file is out of date")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write, or compare."""
        file: Path = options["out"]
        if not options["check"]:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(description(), "utf-8")
            self.stdout.write(f"Wrote {file}.")
        elif not file.exists() or file.read_text("utf-8") != description():
            raise CommandError(f"{file} is out of date: run rung manage export_openapi.")
