"""Whether a text may stand in the bank: all that is wrong with it, at once."""

from __future__ import annotations

from .. import lint
from ..text.prose import is_clause, paragraphs
from .filling import IN_BRACES, PLACES, names_in, with_examples


def faults(text: str) -> list[str]:
    """What stands in the way of this text, in Dutch; empty when it may stand in the bank.

    It must read on after 'overwegende dat', know only the places that can be filled in, and pass the
    lint of a decision: so no house number, no name, no opsporing as purpose.
    """
    found = [
        f"De plek {{{name}}} bestaat niet. Kies een plek uit de lijst."
        for name in names_in(text)
        if name not in PLACES
    ]
    filled = with_examples(text)
    if {"{", "}"} & set(IN_BRACES.sub("", text)):
        found.append("Een accolade is niet gesloten. Schrijf een plek als {gebied}.")
    for paragraph in paragraphs(filled):
        if not (paragraph.endswith(";") and is_clause(paragraph)):
            found.append(
                f"Dit loopt niet door na ‘overwegende dat’: ‘{_short(paragraph)}’. Begin met een kleine "
                "letter, maak er één zin van en eindig met een puntkomma."
            )
    found += [defect.message for defect in lint.lint_text(filled, excerpt=True)]
    return list(dict.fromkeys(found))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60].rstrip()}…"
