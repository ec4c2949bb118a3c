"""Where: areas, positions of cameras, mobile units."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    """Registers the trigger that keeps recorded boundaries as they are."""

    name = "areas"
    verbose_name = "Gebieden en camera's"

    def ready(self) -> None:
        from almere_camera import guards

        guards.register(
            *guards.append_only("areas_boundary", "Een vastgelegde grens blijft: leg een nieuwe grens vast.")
        )
