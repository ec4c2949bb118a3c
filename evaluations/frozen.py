"""What the database itself keeps as it is: completed evaluations, and that the council was informed."""

from __future__ import annotations

from almere_camera.guards import Guard, append_only, child_frozen, frozen

COMPLETED = "Een afgeronde evaluatie verandert niet meer."
OF_AREA, OF_FRAMEWORK = "evaluations_areaevaluation", "evaluations_frameworkevaluation"
DONE = "parent.completed_on IS NOT NULL"


def guards() -> tuple[Guard, ...]:
    """A completed evaluation with all that belongs to it; notices to the council; what followed."""
    survey = "evaluations_surveyfigure"
    return (
        *frozen(OF_AREA, "OLD.completed_on IS NOT NULL", COMPLETED),
        *frozen(OF_FRAMEWORK, "OLD.completed_on IS NOT NULL", COMPLETED),
        *child_frozen("evaluations_evaluationanswer", OF_AREA, "evaluation_id", DONE, COMPLETED),
        *child_frozen("evaluations_triedmeasure", OF_AREA, "evaluation_id", DONE, COMPLETED),
        *child_frozen(survey, OF_AREA, "area_evaluation_id", DONE, COMPLETED),
        *child_frozen(survey, OF_FRAMEWORK, "framework_evaluation_id", DONE, COMPLETED),
        *append_only(
            "evaluations_councilnotice", "Een bericht aan de raad blijft staan: leg een nieuw vast."
        ),
    )
