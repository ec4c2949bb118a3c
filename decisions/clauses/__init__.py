"""The text bank: what a clause says in a case, which ones fit, and what the application brings along."""

from .checking import faults
from .filling import PLACES, fill, names_in, open_places, with_examples
from .fitting import (
    Offer,
    Trace,
    Uncovered,
    offers,
    place_of,
    places_of_step,
    traces,
    uncovered,
    without_clause,
    written_at,
)
from .loading import load

__all__ = [
    "PLACES",
    "Offer",
    "Trace",
    "Uncovered",
    "faults",
    "fill",
    "load",
    "names_in",
    "offers",
    "open_places",
    "place_of",
    "places_of_step",
    "traces",
    "uncovered",
    "with_examples",
    "without_clause",
    "written_at",
]
