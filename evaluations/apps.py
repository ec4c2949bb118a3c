"""Does it still work: evaluations of positions, areas and the framework."""

from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    """Registers the rule of this app among those of a decision, and the words of the log."""

    name = "evaluations"
    verbose_name = "Evaluaties"

    def ready(self) -> None:
        from almere_camera import events as log

        from . import (
            events,
            rules,  # noqa: F401
        )

        log.register(events.LABELS)
