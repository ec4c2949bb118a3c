"""The documents of test_every_case: every kind and variant, and every shape that is hard to set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from decisions import text
from decisions.blocks import Block, Document, Kind
from decisions.documents.html import Layout
from decisions.models import (
    Closure,
    CriterionKey,
    Decision,
    DecisionKind,
    EditedParagraph,
    Judgement,
    Variant,
)
from tests import factories
from tests.decisions.documents import samples
from tests.decisions.text import cases

HEAD = "3f" * 32  # of the log, as the foot of an adopted decision shows it
WORD = "Meervoudigepersoonlijkheidsstoornisonderzoeksresultatenverwerkingsovereenkomst"
NAMES = (
    "Çelebiğ Łódź Ștefănești Škoda Dvořák Ærø Þór Đặng Győr Ñandú ÿ ẞ Ỳ ’s-Gravelandseweg reünie Ĳsselmeer"
)
SIGNS = "§ 1 – € 1.250,50 ± 3 % ½ · “aan” ‘haal’ … 21 °C 5 m² CO₂ → ≥ × 1e N˚ <b> & \\* [1] 3 < 4"
# One line each: how many of these fit follows from besluit.css alone (see test_every_case).
LINE = "Regel {}."


@dataclass(frozen=True)
class Case:
    """How a document is made, and how many pages it may have."""

    make: Callable[[], Document]
    least: int
    most: int
    layout: Layout = "besluit"


def adopted(decision: Decision) -> Document:
    """As it is frozen: without the mark of a draft, with the head of the log."""
    factories.adopt(decision)
    return replace(text.compose(_fresh(decision), draft=False), chain_head=HEAD)


def draft(decision: Decision) -> Document:
    return text.compose(_fresh(decision), draft=True)


def _fresh(decision: Decision) -> Decision:
    return Decision.objects.get(pk=decision.pk)


# --- Every kind and variant ----------------------------------------------------------------------


def _complete(kind: str, variant: str) -> Callable[[], Document]:
    return lambda: adopted(factories.complete_case(kind, variant))


def _half_filled(kind: str, variant: str) -> Callable[[], Document]:
    return lambda: draft(cases.half_filled(kind, variant))


KINDS: dict[str, Case] = {
    f"{kind} {variant}": Case(_complete(kind, variant), 1, 4 if kind == DecisionKind.END else 6)
    for kind in DecisionKind.values
    for variant in Variant.values
}
EMPTY: dict[str, Case] = {
    f"{kind} {variant}, nothing filled in": Case(_half_filled(kind, variant), 2, 6)
    for kind, variant in ((DecisionKind.START, Variant.REGULAR), (DecisionKind.END, Variant.MOBILE))
}


# --- Texts that people type ----------------------------------------------------------------------


def _reasons(decision: Decision, words: str, *criteria: str) -> Decision:
    for judgement in Judgement.objects.filter(decision=decision, criterion__key__in=criteria):
        judgement.reasons = words
        judgement.save()
    return decision


def _long() -> Document:
    """Four criteria, each with as much as its field holds, in paragraphs of uneven length."""
    sentences = [
        "De meldingen komen vooral in het weekeinde en laat op de avond binnen.",
        "Omwonenden mijden het plein zodra het donker wordt, en ondernemers sluiten eerder dan zij willen.",
        "Handhavers zijn er elke avond, maar kunnen niet overal tegelijk zijn, omdat het gebied groot is, "
        "meerdere toegangen heeft en de groepen zich verplaatsen zodra er iemand in uniform verschijnt.",
    ]
    paragraphs = []
    for number in range(1, 56):
        words = " ".join(sentences[(number + i) % 3] for i in range(1 + number % 4))
        paragraphs.append(f"In week {number}: {words}")
    return adopted(_reasons(cases.centres(), "\n\n".join(paragraphs), *CriterionKey))


def _diacritics() -> Document:
    decision = cases.case(DecisionKind.START, Variant.REGULAR, f"Aanwijzingsbesluit cameratoezicht {NAMES}")
    area = factories.make_area(NAMES[:60], streets=NAMES.split())
    factories.make_use(factories.make_designated_area(decision, area=area, words=f"{NAMES}: {SIGNS}"))
    cases.answers(decision, occasion=f"{NAMES}\n\n{SIGNS}", visible=SIGNS, retention_days=28)
    given = dict.fromkeys(cases.EXPLOSION_REASONS, f"{NAMES}\n\n{SIGNS} en {WORD} {WORD * 3}.")
    cases.reasons(decision, **given)
    factories.make_consultation(decision, outcome=SIGNS)
    return adopted(decision)


def _lists() -> Document:
    """A list of more than a page under one reason, a numbered one, and more streets than a column."""
    decision = cases.explosion()
    points = "\n".join(
        f"- op {n} maart is bij de ingang van de {'Hofmark' * (1 + n % 2)} iets gebeurd dat "
        f"{'de wijkagent heeft gezien en ' * (n % 3)}is vastgelegd;"
        for n in range(1, 61)
    )
    steps = "\n".join(f"{n}. Stap {n} is gezet, zonder dat het rustiger werd." for n in range(1, 26))
    designated = decision.designated_areas.get()
    designated.streets = [f"{n}e Hofmarkdwarsstraat" for n in range(1, 121)]
    designated.save()
    words = f"Het volgende is gebeurd:\n{points}\n\nDaarna:\n{steps}"
    return adopted(_reasons(decision, words, CriterionKey.NECESSITY))


def _edited() -> Document:
    """A paragraph that an officer wrote: emphasis, line breaks, lists in lists, a word without end."""
    decision = cases.explosion()
    key = "overweging.noodzakelijkheid.reden.1"
    generated = text.generated_paragraph(_fresh(decision), key)
    assert generated is not None
    EditedParagraph.objects.create(
        decision=decision,
        key=key,
        text="het volgende *vaststaat*:\n\n- eerst **dit**;\n  - en daaronder dat;\n    - en nog iets;\n"
        f"- daarna  \nop een nieuwe regel;\n\nen ook {WORD * 4} is *{WORD}*;",
        generated_hash=text.paragraph_hash(generated.text),
        edited_by=factories.make_user(),
    )
    return draft(decision)


# --- Maps ----------------------------------------------------------------------------------------


def _maps() -> Document:
    """Seven areas that are hard to draw, each with its own map and streets."""
    ring = [[0, 0], [600, 0], [600, 400], [0, 400], [0, 0]]
    hole = [[200, 100], [200, 300], [400, 300], [400, 100], [200, 100]]
    star = [[0, 0], [100, 300], [400, 400], [100, 500], [0, 800], [-100, 500], [-400, 400], [-100, 300]]
    star.append(star[0])
    shapes: dict[str, dict[str, Any]] = {
        "Hof": {"type": "Polygon", "coordinates": [ring]},
        "Smalle lange dreef langs het water": {
            "type": "Polygon",
            "coordinates": [[[0, 0], [2400, 40], [2400, 60], [0, 20], [0, 0]]],
        },
        "Binnenhof": {"type": "Polygon", "coordinates": [ring, hole]},
        "Twee pleinen": {
            "type": "MultiPolygon",
            "coordinates": [[ring], [[[x + 900, y + 700] for x, y in ring]]],
        },
        WORD[:60]: {"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [9, 6], [0, 6], [0, 0]]]},
        "Toren": {
            "type": "Polygon",
            "coordinates": [[[0, 0], [30, 0], [30, 1900], [0, 1900], [0, 0]]],
        },
        "Ster": {"type": "Polygon", "coordinates": [star]},
    }
    decision = cases.case(DecisionKind.START, Variant.REGULAR, "Aanwijzingsbesluit zeven gebieden")
    for number, (name, shape) in enumerate(shapes.items()):
        moved = {"type": shape["type"], "coordinates": _moved(shape["coordinates"], number)}
        streets = [f"Straat {n} van {name.split()[0][:20]}" for n in range(1, 3 + 6 * number)]
        area = factories.make_area(name, outline=moved, streets=streets)
        factories.make_use(factories.make_designated_area(decision, area=area))
    cases.answers(decision, occasion="Het is op zeven plaatsen onrustig.", retention_days=28)
    cases.reasons(decision, **cases.EXPLOSION_REASONS)
    factories.make_consultation(decision)
    return adopted(decision)


def _moved(coordinates: Any, number: int) -> Any:
    """To ground in Almere of its own."""
    if isinstance(coordinates[0], (int, float)):
        return [coordinates[0] + 141_000.0 + 1_000 * (number % 4), coordinates[1] + 484_000.0 + 500 * number]
    return [_moved(part, number) for part in coordinates]


# --- Tables and notes, which the renderer knows and no field makes ----------------------------------


def _tables_and_notes() -> Document:
    """A table whose rows are half a page, one of narrow columns, and sixty end notes."""
    long = "Dit is wat er in die week is gezien, door wie, en wat daarna is gedaan. "
    tall = Block(
        kind=Kind.TABLE,
        key="bijlage.1.hoog",
        text="Per week",
        columns=("Week", "Wat is gezien", "Bron"),
        rows=tuple((f"Week {n}", long * (2 + 5 * (n % 4)), "registratie") for n in range(1, 9)),
    )
    wide = Block(
        kind=Kind.TABLE,
        key="bijlage.2.breed",
        text="Per maand",
        columns=("Soort", *(f"{m}-2025" for m in range(1, 13)), "Totaal"),
        rows=tuple((f"Soort melding {n}", *(str(n * m * 7) for m in range(1, 14))) for n in range(1, 61)),
    )
    referring = [
        Block(
            kind=Kind.PARAGRAPH,
            key=f"toelichting.{n}",
            text=f"Dit blijkt uit onderzoek {n}.[^{n}] {long * 2}",
        )
        for n in range(1, 61)
    ]
    notes = [
        Block(kind=Kind.NOTE, key=f"noot.{n}", number=str(n), text=f"Onderzoek {n}, {long}")
        for n in range(1, 61)
    ]
    return samples.decision(
        title="Overzicht",
        blocks=(
            Block(kind=Kind.TITLE, key="opschrift", text="Overzicht"),
            Block(kind=Kind.HEADING, key="toelichting", text="Toelichting"),
            *referring,
            Block(kind=Kind.ANNEX, key="bijlage.1", number="1", text="Weken"),
            tall,
            Block(kind=Kind.ANNEX, key="bijlage.2", number="2", text="Maanden"),
            wide,
            Block(kind=Kind.HEADING, key="noten", text="Noten"),
            *notes,
        ),
    )


# --- The other papers ----------------------------------------------------------------------------


def _closing() -> Document:
    decision = cases.case(DecisionKind.START, Variant.REGULAR, "Aanwijzingsbesluit Hofmark")
    factories.make_designated_area(decision, area=cases.hofmark())
    cases.reasons(decision, "voldoet_niet", **cases.EXPLOSION_REASONS)
    Closure.objects.create(
        decision=decision,
        outcome=Closure.Outcome.NOT_STARTED,
        reasons="Het is rustig.\n\nToezicht op straat volstaat.",
        proposed_by=factories.make_user(),
    )
    return text.closing_text(_fresh(decision))


def lines(count: int) -> Document:
    """So many paragraphs of one line under a title of one line."""
    head = Block(kind=Kind.TITLE, key="opschrift", text="Besluit")
    body = (Block(kind=Kind.PARAGRAPH, key=f"a.{n}", text=LINE.format(n)) for n in range(1, count + 1))
    return samples.decision(title="Besluit", blocks=(head, *body))


CASES: dict[str, Case] = {
    **KINDS,
    **EMPTY,
    "two centres": Case(lambda: adopted(cases.centres()), 6, 11),
    "long texts": Case(_long, 26, 36),
    "diacritics": Case(_diacritics, 4, 9),
    "lists over pages": Case(_lists, 8, 14),
    "edited, draft": Case(_edited, 3, 7),
    "seven maps": Case(_maps, 9, 18),
    "tables and end notes": Case(_tables_and_notes, 10, 25),
    "paper for the driehoek": Case(lambda: text.paper(_fresh(cases.centres())), 1, 1, "paper"),
    "closing without a decision": Case(_closing, 1, 4),
}
