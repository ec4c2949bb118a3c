"""What is: the framework, the case and its assessment, and what is frozen once it is adopted."""

from .adopted import AdoptedText, Closure, Publication
from .aftercare import Comparison, Completion, Interruption, NoLongerNecessary, Objection, ReviewAfterwards
from .assessment import (
    Acknowledgement,
    Assessment,
    Consultation,
    EditedParagraph,
    ElementNote,
    Evidence,
    Fact,
    Judgement,
    Measure,
    Participant,
    Remark,
    SavedVersion,
)
from .clauses import Clause, ClauseVersion, PickedClause
from .decision import (
    CLOSABLE,
    COMPLETABLE,
    EDITABLE,
    FROZEN,
    Decision,
    Request,
    Status,
    Variant,
)
from .decision import DecisionKind as DecisionKind
from .designated import DesignatedArea, Starts, UsePeriod, ViewingException, ViewingHours
from .framework import Criterion, CriterionKey, Element, ElementKey, HelpText, PolicyFramework

__all__ = [
    "CLOSABLE",
    "COMPLETABLE",
    "EDITABLE",
    "FROZEN",
    "Acknowledgement",
    "AdoptedText",
    "Assessment",
    "Clause",
    "ClauseVersion",
    "Closure",
    "Comparison",
    "Completion",
    "Consultation",
    "Criterion",
    "CriterionKey",
    "Decision",
    "DecisionKind",
    "DesignatedArea",
    "EditedParagraph",
    "Element",
    "ElementKey",
    "ElementNote",
    "Evidence",
    "Fact",
    "HelpText",
    "Interruption",
    "Judgement",
    "Measure",
    "NoLongerNecessary",
    "Objection",
    "Participant",
    "PickedClause",
    "PolicyFramework",
    "Publication",
    "Remark",
    "Request",
    "ReviewAfterwards",
    "SavedVersion",
    "Starts",
    "Status",
    "UsePeriod",
    "Variant",
    "ViewingException",
    "ViewingHours",
]
