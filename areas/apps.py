"""Where: areas, positions of cameras, mobile units."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    """Registers the words of the log, and the trigger that keeps recorded boundaries as they are."""

    name = "areas"
    verbose_name = "Gebieden en camera's"

    def ready(self) -> None:
        from almere_camera import events, guards

        from . import findable
        from .events import EVENTS

        findable.register_all()
        events.register(EVENTS)
        guards.register(
            *guards.append_only("areas_boundary", "Een vastgelegde grens blijft: leg een nieuwe grens vast."),
            *guards.append_only("areas_maskingcheck", "Een controle blijft staan: leg een nieuwe vast."),
        )
