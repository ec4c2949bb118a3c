"""Does it still work: evaluations of positions, areas and the framework."""

from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    """Registers the rule of this app among those of a decision, and the words of the log."""

    name = "evaluations"
    verbose_name = "Evaluaties"

    def ready(self) -> None:
        from almere_camera import demonstration, guards, home
        from almere_camera import events as log
        from areas import position_states
        from decisions import deadlines, step_notes

        from . import (
            assessment_tasks,
            events,
            immutable,
            lessons,
            reviews,
            rules,  # noqa: F401
            safeguards,
            warning_lists,
        )
        from .demonstration.accounts import load_accounts
        from .demonstration.figures import load_figures
        from .demonstration.incidents import load_history
        from .demonstration.lessons import load_lessons
        from .demonstration.reviews import load_reviews
        from .demonstration.safeguards import load_safeguards

        demonstration.register(load_history)
        log.register(events.LABELS)
        home.register(safeguards.work)
        home.register(lessons.work)
        step_notes.register(lessons.note)
        deadlines.register(safeguards.deadlines)
        guards.register(
            *immutable.guards(),
            *guards.frozen(
                "evaluations_councilreport",
                "OLD.finished_on IS NOT NULL",
                "Een afgerond verslag aan de raad kan niet meer worden gewijzigd.",
            ),
            *guards.append_only(
                "evaluations_safeguardconfirmation",
                "Een bevestiging van een waarborg blijft staan zoals zij is vastgelegd.",
            ),
            *guards.append_only(
                "evaluations_lesson", "Een les blijft staan zoals zij is vastgelegd. Voeg een nieuwe les toe."
            ),
            *guards.append_only(
                "evaluations_technologychange", "Vastgelegde nieuwe technologie blijft staan."
            ),
        )
        demonstration.register(load_safeguards)
        demonstration.register(load_lessons)
        demonstration.register(load_reviews)
        guards.register(*reviews.guards())
        home.register(reviews.work)
        position_states.register(position_states.PositionState.LEAVING, reviews.proposed_for_removal)
        demonstration.register(load_figures)
        assessment_tasks.register()
        warning_lists.register()
        demonstration.register(load_accounts)
