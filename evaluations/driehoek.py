"""One page for the driehoek about one area, with figures (domein.md 4.3; beleidskader, hoofdstuk 4 to 6).

What was decided and until when, the last whole months, the verdicts on the positions, what the newest
evaluation says of the elements and criteria, and what is proposed. It leaves the house: small numbers of
incidents are hidden.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from django.utils import timezone

from areas.models import Area
from decisions import states
from decisions.documents import render_pdf
from decisions.documents.markup import literal, to_text
from decisions.models import (
    Consultation,
    CriterionKey,
    Decision,
    DecisionKind,
    DesignatedArea,
    ElementKey,
    Status,
)
from decisions.text import papers
from decisions.text.case import Case, case_of
from decisions.text.dutch import date_words

from .charts import Value, bars
from .models import AreaEvaluation, FootageRequest, Indicator, PositionReview, Verdict
from .printing import document, of_sections, pages_of, shortened
from .seen import Seen, break_words, breaks, seen, value
from .small_numbers import public_part, public_parts
from .traced import Cell, Section, Sum, Table

YEAR = 12  # months
ENOUGH = (170, 105, 60)  # characters of one answer: as many as fit on one page
MOST_LINKS = 4  # of the chain
IN_PREPARATION = (Status.DRAFT, Status.REVIEW, Status.AGREED)
UNKNOWN = "Niet vastgelegd."


def sections(area: Area, today: date | None = None, *, enough: int = ENOUGH[0]) -> list[Section]:
    """The page as it is today; of each answer at most so many characters."""
    day = today or timezone.localdate()
    tables = _designation(area, day), _verdicts(area, day), _weighing(area, enough)
    designation, verdicts, weighing = (Section(one.key, one.caption, (), (one,)) for one in tables)
    return [designation, _figures(area, day), verdicts, weighing]


def page_pdf(area: Area) -> bytes:
    """The page on paper: the answers are cut shorter until it is one page. Raises PdfError."""
    content = b""
    for enough in ENOUGH:
        made = document(
            title=title(area),
            reference=area.name,
            moment=timezone.localtime(),
            blocks=of_sections(sections(area, enough=enough), compact=True),
            subject=f"Cameratoezicht in {area.name}",
        )
        content = render_pdf(made, layout="paper")
        if pages_of(content) == 1:
            break
    return content


def title(area: Area) -> str:
    """The heading of the page."""
    return f"Voor de driehoek: cameratoezicht in {area.name}"


# --- What holds and what is proposed -------------------------------------------------------------


def _designation(area: Area, day: date) -> Table:
    draft = _draft(area)
    rows = (
        ("Besluiten tot nu toe", _chain(area, day)),
        ("Voorstel", _proposed(area, draft) if draft else "Er is geen besluit in voorbereiding."),
        ("Laatste overleg", _consulted(area)),
    )
    return Table("aanwijzing", "Wat geldt en wat wordt voorgesteld", ("Onderwerp", "Stand van zaken"), rows)


def _chain(area: Area, day: date) -> str:
    """The decisions about the area in order of time, and whether one holds today."""
    rules = states.HouseRules()
    rows = states.with_terms(DesignatedArea.objects.filter(area=area, decision__status=Status.ADOPTED))
    found = [(one, states.term_of(one, rules)) for one in rows if not one.decision.is_withdrawn]
    if not found:
        return "Het gebied is nog niet aangewezen."
    found.sort(key=lambda row: (row[0].decision.signed_on or date.min, row[0].pk))
    links = []
    for one, term in found[-MOST_LINKS:]:
        kind = DecisionKind(one.decision.kind).label
        begin = date_words(term.in_force_from) if term.in_force_from else "onbekende dag"
        end = f" tot en met {date_words(term.last_day)}" if term.last_day else ""
        links.append(f"{kind} ({one.decision.kenmerk}): vanaf {begin}{end}")
    ends = [
        term.last_day
        for one, term in found
        if term.covers(day) and not one.decision.is_ending and term.last_day
    ]
    now = (
        f"De aanwijzing loopt tot en met {date_words(max(ends))}" if ends else "Vandaag geldt geen aanwijzing"
    )
    earlier = f"{len(found) - MOST_LINKS} eerdere besluiten; " if len(found) > MOST_LINKS else ""
    return f"{earlier}{'; '.join(links)}. {now}."


def _draft(area: Area) -> Case | None:
    """The newest case about the area that is being prepared."""
    found = (
        Decision.objects.filter(designated_areas__area=area, status__in=IN_PREPARATION)
        .order_by("-pk")
        .first()
    )
    return case_of(found) if found else None


def _proposed(area: Area, case: Case) -> str:
    designated = next(one for one in case.areas if one.area_id == area.pk)
    kind = DecisionKind(case.decision.kind).label
    return f"{kind} ({case.decision.kenmerk}). {to_text(papers.proposal(case, designated))}"


def _consulted(area: Area) -> str:
    held = (
        Consultation.objects.filter(decision__designated_areas__area=area).order_by("-held_on", "-pk").first()
    )
    return to_text(papers.held_words(held)) if held else "Er is nog geen overleg vastgelegd."


# --- Figures -------------------------------------------------------------------------------------


def whole_months(day: date, months: int, *, back: int = 0) -> tuple[date, date]:
    """The first and last day of so many whole months before the month of a day, or `back` months earlier."""
    last_month = _earlier(day.replace(day=1), back + 1)
    first = _earlier(last_month, months - 1)
    return first, _earlier(last_month, -1) - timedelta(days=1)


def _earlier(month: date, number: int) -> date:
    count = month.year * 12 + month.month - 1 - number
    return date(count // 12, count % 12 + 1, 1)


def _figures(area: Area, day: date) -> Section:
    """The last twelve whole months, the twelve before, and the 24 together."""
    now, before = whole_months(day, YEAR), whole_months(day, YEAR, back=YEAR)
    periods = (now, before, (before[0], now[1]))
    found = tuple(seen([area], *period)[0] for period in periods)
    rows = [
        _counts("incidenten", "Incidenten", [one.tally.incidents for one in found], found),
        _counts("relevant", "Relevante veiligheidsincidenten", [one.tally.relevant for one in found], found,
                category__relevant=True),
        ("Als eerste gezien door de observant", *(_share(one) for one in found)),
        _footage(area, periods),
        ("Maanden ingelezen", *(one.months_words for one in found)),
    ]  # fmt: skip
    names = ("Laatste 12 maanden", "De 12 maanden ervoor", "Samen 24 maanden")
    span = f"{now[0]:%m-%Y} tot en met {now[1]:%m-%Y}"
    heading = f"Cijfers (de laatste 12 hele maanden zijn {span})"
    table = Table("cijfers", heading, ("Cijfer", *names), tuple(rows))
    told = [str(cell) for cell in rows[0][1:3]]
    chart = bars(
        title=f"Incidenten in de laatste 12 maanden: {told[0]}, in de 12 maanden ervoor: {told[1]}",
        label="Periode",
        series=("Incidenten",),
        rows=[(name, [_drawn(one, words)]) for name, one, words in zip(names, found[:2], told, strict=False)],
        prefix="incidenten",
    )
    broken = breaks(
        (Indicator.INCIDENTS, Indicator.FIRST_OBSERVED, Indicator.FOOTAGE), before[0], now[1], area
    )
    return Section("cijfers", heading, tuple(break_words(one) for one in broken), (table,), (chart,))


def _drawn(one: Seen, words: str) -> Value:
    plain = words.removesuffix(" (onvolledig)")
    return value(one.total, complete=one.complete or not one.known, text=plain)


def _counts(
    key: str, label: str, numbers: list[int], found: tuple[Seen, ...], **narrowed: object
) -> tuple[Cell, ...]:
    known: list[int | None] = [
        number if one.known else None for number, one in zip(numbers, found, strict=True)
    ]
    texts, total = public_parts({"nu": known[0], "ervoor": known[1]}, known[2])
    cells: list[Cell] = [label]
    for name, one, number, text in zip(
        ("nu", "ervoor", "samen"), found, known, (texts["nu"], texts["ervoor"], total), strict=True
    ):
        words = text if number is None or one.complete else f"{text} (onvolledig)"
        what = f"{label} in {one.area} van {one.first:%m-%Y} tot en met {one.last:%m-%Y}"
        rows = one.rows(**narrowed) if number is not None else None
        cells.append(Sum(f"{key}-{name}", words, what, rows, number))
    return tuple(cells)


def _share(one: Seen) -> str:
    return public_part(one.tally.first_observed, one.tally.first_known)


def _footage(area: Area, periods: tuple[tuple[date, date], ...]) -> tuple[Cell, ...]:
    rows = [FootageRequest.objects.filter(area=area, requested_on__range=period) for period in periods]
    if not FootageRequest.objects.filter(area=area).exists():
        return ("Verzoeken om beelden", *("onbekend" for _ in periods))
    numbers = [found.count() for found in rows]
    texts, total = public_parts({"nu": numbers[0], "ervoor": numbers[1]}, numbers[2])
    told = (texts["nu"], texts["ervoor"], total)
    cells = [
        Sum(f"beelden-{name}", text, f"Verzoeken om beelden in {area}", found, number)
        for name, text, found, number in zip(("nu", "ervoor", "samen"), told, rows, numbers, strict=True)
    ]
    return ("Verzoeken om beelden", *cells)


# --- Verdicts and weighing -----------------------------------------------------------------------


def _verdicts(area: Area, day: date) -> Table:
    """The newest confirmed verdict on each position, gathered by verdict."""
    reviews = (
        PositionReview.objects.filter(area=area, confirmed_at__isnull=False, review_year__year__lte=day.year)
        .select_related("position", "review_year")
        .prefetch_related("position__codes")
        .order_by("-review_year__year", "pk")
    )
    newest: dict[int, PositionReview] = {}
    for review in reviews:
        newest.setdefault(review.position_id, review)
    by_verdict: dict[str, list[PositionReview]] = defaultdict(list)
    for review in newest.values():
        by_verdict[review.verdict].append(review)
    rows = tuple(
        (
            verdict.label,
            Sum(
                f"oordeel-{verdict}",
                str(len(by_verdict[verdict])),
                f"Posities in {area} met het oordeel {verdict.label.lower()}",
                PositionReview.objects.filter(pk__in=[one.pk for one in by_verdict[verdict]]),
                len(by_verdict[verdict]),
            ),
            ", ".join(sorted(f"{one.position} ({one.review_year})" for one in by_verdict[verdict])),
        )
        for verdict in Verdict
        if by_verdict[verdict]
    )
    return Table(
        "oordelen",
        "Nieuwste bevestigde oordeel per positie",
        ("Oordeel", "Aantal", "Posities (jaar)"),
        rows,
        none="Er zijn nog geen bevestigde oordelen.",
    )


def _weighing(area: Area, enough: int) -> Table:
    """What the newest evaluation says of each element and criterion, and how privacy is protected."""
    evaluation = (
        AreaEvaluation.objects.filter(designated_area__area=area)
        .prefetch_related("answers", "measures")
        .order_by("-last_day", "-pk")
        .first()
    )
    said = {one.key: one.text for one in evaluation.answers.all()} if evaluation else {}
    measures = evaluation.measures.all() if evaluation else []
    tried = " ".join(f"{literal(one.what)}: {literal(one.result)}" for one in measures)
    rows: list[tuple[Cell, ...]] = [
        (key.label, _short(said.get(key, ""), enough)) for key in (*ElementKey, *CriterionKey)
    ]
    rows.append(("Geprobeerde alternatieven", _short(tried, enough)))
    rows.append(("Privacy en DPIA", _privacy(area)))
    state = "er is nog geen evaluatie"
    if evaluation:
        done = (
            f"afgerond op {date_words(evaluation.completed_on)}"
            if evaluation.completed_on
            else "in bewerking"
        )
        state = f"evaluatie tot en met {date_words(evaluation.last_day)}, {done}"
    return Table(
        "afweging", f"Elementen, criteria en waarborgen ({state})", ("Onderwerp", "Bevinding"), tuple(rows)
    )


def _privacy(area: Area) -> str:
    """Of the case that is being prepared, or else of the newest decision."""
    found = Decision.objects.filter(designated_areas__area=area).exclude(kind=DecisionKind.END)
    newest = found.exclude(status=Status.CLOSED).order_by("-pk").first()
    return to_text(papers.privacy(case_of(newest))) if newest else UNKNOWN


def _short(text: str, enough: int) -> str:
    return shortened(to_text(text).replace("\n", " "), enough) if text.strip() else UNKNOWN
