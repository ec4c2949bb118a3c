"""What is known of how camera surveillance works, and what was concluded from it."""

from .accounts import CouncilNotice, CouncilReport
from .assessments import (
    AreaEvaluation,
    Conclusion,
    EvaluationAnswer,
    FollowUp,
    FrameworkEvaluation,
    Lesson,
    SurveyFigure,
    TriedMeasure,
)
from .figures import (
    EventSupport,
    FootageRequest,
    Indicator,
    MonthlyFigure,
    Neighbourhood,
    Outage,
    PoliceFigure,
    PoliceImport,
    SeriesBreak,
)
from .incidents import (
    ColumnMapping,
    ImportFault,
    ImportRun,
    Incident,
    IncidentCategory,
    IncidentGroup,
    Sighting,
)
from .reviews import PositionPurpose, PositionReview, Proposal, ReviewYear, Verdict
from .safeguards import Safeguard, SafeguardConfirmation, TechnologyChange

__all__ = [
    "AreaEvaluation",
    "ColumnMapping",
    "Conclusion",
    "CouncilNotice",
    "CouncilReport",
    "EvaluationAnswer",
    "EventSupport",
    "FollowUp",
    "FootageRequest",
    "FrameworkEvaluation",
    "ImportFault",
    "ImportRun",
    "Incident",
    "IncidentCategory",
    "IncidentGroup",
    "Indicator",
    "Lesson",
    "MonthlyFigure",
    "Neighbourhood",
    "Outage",
    "PoliceFigure",
    "PoliceImport",
    "PositionPurpose",
    "PositionReview",
    "Proposal",
    "ReviewYear",
    "Safeguard",
    "SafeguardConfirmation",
    "SeriesBreak",
    "Sighting",
    "SurveyFigure",
    "TechnologyChange",
    "TriedMeasure",
    "Verdict",
]
