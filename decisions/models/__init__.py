"""What is: the framework, the case and its assessment, and what is frozen once it is adopted."""

from .adopted import AdoptedText, Closure, Publication
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
    "Closure",
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
    "Judgement",
    "Measure",
    "Participant",
    "PolicyFramework",
    "Publication",
    "Remark",
    "Request",
    "SavedVersion",
    "Starts",
    "Status",
    "UsePeriod",
    "Variant",
    "ViewingException",
    "ViewingHours",
]
