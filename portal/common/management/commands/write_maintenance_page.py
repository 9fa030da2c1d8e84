"""Writes the page that nginx shows while the portal is down (docs/operations.md)."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from portal.common.standalone import maintenance_page


class Command(BaseCommand):
    help = "Writes the page that nginx shows while the portal is down."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "path",
            nargs="?",
            type=Path,
            default=settings.VAR_DIR / "maintenance" / "maintenance.html",
        )

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        """Put in its place as a whole: nginx reads it at any moment."""
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.write_text(maintenance_page(settings.MAINTENANCE_UNTIL), "utf-8")
        new.replace(path)
        if options["verbosity"]:
            self.stdout.write(str(path))
