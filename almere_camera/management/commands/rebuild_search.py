"""Make the search index again: after a restored back-up, or rows written outside the acts."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from almere_camera.search import index


class Command(BaseCommand):
    help = "Maakt de zoekingangen opnieuw uit de zaken, gebieden, posities en units zelf."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Er zijn {index.rebuild()} zoekingangen.")
