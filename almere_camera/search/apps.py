"""Search as an installed app: its table has a migration that differs per database."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Lets the index follow every act."""

    name = "almere_camera.search"
    label = "search"
    verbose_name = "Zoeken"

    def ready(self) -> None:
        from almere_camera import audit

        from . import index

        audit.follow(index.follow)
