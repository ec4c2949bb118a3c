"""Does it still work: evaluations of positions, areas and the framework."""

from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = "Evaluaties"

    def ready(self) -> None:
        """Registers the rule of this app among those of a decision."""
        from . import rules  # noqa: F401
