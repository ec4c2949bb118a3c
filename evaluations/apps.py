"""Does it still work: evaluations of positions, areas and the framework."""

from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = "Evaluaties"
