"""Whether, why and how long: the decisions."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Registers the triggers that keep adopted decisions as they are, the work lists and the log's words."""

    name = "decisions"
    verbose_name = "Besluiten"

    def ready(self) -> None:
        from almere_camera import events as log
        from almere_camera import guards, home
        from areas import open_tasks, position_states

        from . import cameras, configuration, events, findable, objection_register, task_list, tasks, worklist
        from .frozen import frozen_guards

        guards.register(*frozen_guards())
        log.register(events.LABELS)
        worklist.register()
        home.register(task_list.work)
        open_tasks.register(tasks.for_area)
        position_states.register(position_states.PositionState.WITHOUT, cameras.without_designation)
        home.register(objection_register.work)
        configuration.register()
        findable.register_all()
