"""The yearly report to the council: how surveillance was used (beleidskader, hoofdstuk 7; domein.md 4.4).

Computed once, from the rows; the page, the PDF and the Word file show the same sections. What can point at
persons (incidents, images, objections) is hidden when small; of objections nothing but numbers is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from areas.models import Area, Deployment
from decisions.models import Closure, Decision, DecisionKind, DesignatedArea, Objection, Status, Variant
from decisions.text.dutch import date_words

from .council_figures import incidents
from .covered import Cover, Held, covered, lapsed
from .models import CouncilReport, FootageRequest, PositionReview, Verdict
from .printing import shortened
from .small_numbers import public, public_parts
from .traced import Cell, Section, Sum, Table

ENOUGH = 200  # characters of a reason


@dataclass(frozen=True, slots=True)
class Year:
    """A calendar year, as far as it has passed on a day."""

    number: int
    today: date

    @property
    def first(self) -> date:
        return date(self.number, 1, 1)

    @property
    def last(self) -> date:
        return min(date(self.number, 12, 31), self.today)

    @property
    def provisional(self) -> bool:
        """Whether the year has not ended: what is counted can still change."""
        return self.today <= date(self.number, 12, 31)


def sections(year: int, today: date | None = None) -> list[Section]:
    """The report of a year, computed now."""
    period = Year(year, today or timezone.localdate())
    covers = covered(period.first, period.last)
    centres = list(Area.objects.filter(kind=Area.Kind.CENTRE).prefetch_related("boundaries"))
    return [
        _decisions(period),
        _areas(period, covers),
        _mobile(period, covers),
        _cameras(period),
        incidents(centres, period.number, period.first, period.last),
        _footage(period),
        _objections(period),
    ]


def is_provisional(report: CouncilReport, today: date | None = None) -> bool:
    """Whether the year of this report has not ended."""
    return Year(report.year, today or timezone.localdate()).provisional


# --- Decisions -----------------------------------------------------------------------------------


def _decisions(period: Year) -> Section:
    """What the mayor decided, what ran out, and what was not decided."""
    adopted = Decision.objects.filter(
        status=Status.ADOPTED, signed_on__range=(period.first, period.last)
    ).exclude(closure__confirmed_at__isnull=False)
    rows: list[tuple[Cell, ...]] = []
    for kind in DecisionKind:
        for variant in Variant:
            found = list(adopted.filter(kind=kind, variant=variant).order_by("signed_on", "pk"))
            rows.append(_taken(f"{kind.label}, {variant.label.lower()}", f"{kind}-{variant}", found, period))
    ran_out = lapsed(period.first, period.last)
    rows.append(
        (
            "Verlopen zonder vervolg",
            Sum(
                "verlopen",
                str(len(ran_out)),
                f"Aanwijzingen van een gebied die in {period.number} afliepen zonder dat iets volgde",
                DesignatedArea.objects.filter(pk__in=[one.pk for one in ran_out]),
                len(ran_out),
            ),
            ", ".join(f"{one.area} ({one.decision.kenmerk})" for one in ran_out),
        )
    )
    closed = Decision.objects.filter(closure__confirmed_at__date__range=(period.first, period.last))
    for outcome in Closure.Outcome:
        found = list(closed.filter(closure__outcome=outcome).order_by("pk"))
        rows.append(_taken(outcome.label, f"afgesloten-{outcome}", found, period))
    table = Table("besluiten", f"Besluiten in {period.number}", ("Soort", "Aantal", "Welke"), tuple(rows))
    text = (
        "De burgemeester wijst een gebied aan, verlengt, wijzigt of beëindigt de aanwijzing (artikel 151c "
        "van de Gemeentewet). Een vraag om cameratoezicht kan ook zonder besluit eindigen."
    )
    return Section("besluiten", "Besluiten", (text,), (table,))


def _taken(label: str, key: str, found: Sequence[Decision], period: Year) -> tuple[Cell, ...]:
    number = Sum(
        key,
        str(len(found)),
        f"{label}: zaken met deze uitkomst in {period.number}",
        Decision.objects.filter(pk__in=[one.pk for one in found]),
        len(found),
    )
    return label, number, ", ".join(one.kenmerk for one in found)


# --- Areas and days ------------------------------------------------------------------------------


def _areas(period: Year, covers: Sequence[Cover]) -> Section:
    """Where surveillance was in force, and on how many days."""
    rows = tuple(_covered(period, one) for one in covers)
    table = Table(
        "gebieden",
        f"Gebieden en dagen met een aanwijzing in {period.number}",
        ("Gebied", "Dagen in werking", "Dagen zonder grondslag", "Laatste dag"),
        rows,
        none="Er was geen gebied aangewezen.",
    )
    of = (period.last - period.first).days + 1
    text = (
        f"De periode telt {of} dagen. Een dag telt een keer, ook als twee besluiten voor hetzelfde gebied "
        "golden. Dagen zonder grondslag zijn dagen waarop een besluit had moeten gelden en nog niet was "
        "bekendgemaakt."
    )
    return Section("gebieden", "Gebieden en dagen", (text,), (table,))


def _covered(period: Year, cover: Cover) -> tuple[Cell, ...]:
    rows = DesignatedArea.objects.filter(pk__in=[one.designated.pk for one in cover.held])
    days = f"{cover.days} (voor zover bekend)" if cover.unknown else str(cover.days)
    what = f"Dagen in {period.number} waarop {cover.area} was aangewezen"
    end = date_words(cover.last_day) if cover.last_day else "niet bekend"
    return (
        cover.area.name,
        Sum(f"dagen-{cover.area.pk}", days, what, rows, cover.days),
        str(cover.without_ground),
        end,
    )


# --- Mobile --------------------------------------------------------------------------------------


def _mobile(period: Year, covers: Sequence[Cover]) -> Section:
    """Each mobile use: why, and how long."""
    held = [
        one
        for cover in covers
        for one in cover.held
        if one.designated.decision.variant == Variant.MOBILE and one.runs
    ]
    held.sort(key=lambda one: (one.runs[0].first, one.designated.pk))
    reasons = _reasons(held)
    rows = tuple(_deployed(one, reasons) for one in held)
    table = Table(
        "mobiel",
        f"Mobiel cameratoezicht in {period.number}",
        ("Gebied", "Besluit", "Aanleiding", "Van", "Tot en met", "Dagen in dit jaar"),
        rows,
        none="Er is geen mobiel cameratoezicht ingezet.",
    )
    return Section("mobiel", "Mobiel cameratoezicht", (), (table,))


def _reasons(held: Sequence[Held]) -> dict[int, str]:
    """What happened, by number of the decision: its kind, or else the beginning of the occasion."""
    rows = Decision.objects.filter(pk__in={one.designated.decision_id for one in held}).values_list(
        "pk", "assessment__incident_kind", "assessment__occasion"
    )
    return {pk: shortened(kind or occasion or "niet vastgelegd", ENOUGH) for pk, kind, occasion in rows}


def _deployed(one: Held, reasons: dict[int, str]) -> tuple[Cell, ...]:
    designated = one.designated
    begin, end = one.term.in_force_from, one.term.last_day
    days = Sum(
        f"mobiel-{designated.pk}",
        str(one.days),
        f"Dagen waarop {designated} in het jaar in werking was",
        DesignatedArea.objects.filter(pk=designated.pk),
        one.days,
    )
    return (
        designated.area.name,
        designated.decision.kenmerk,
        reasons.get(designated.decision_id, "niet vastgelegd"),
        date_words(begin) if begin else "niet bekend",
        date_words(end) if end else "niet bekend",
        days,
    )


# --- Cameras -------------------------------------------------------------------------------------


def _cameras(period: Year) -> Section:
    """How many cameras there were, and which fixed ones went."""
    standing = Deployment.objects.on(period.last)
    fixed, mobile = standing.filter(unit=None), standing.filter(unit__isnull=False)
    day = date_words(period.last)
    numbers = Table(
        "cameras",
        f"Camera’s op {day}",
        ("Soort", "Aantal"),
        (
            ("Vaste camera’s", _counted("camera-vast", f"Vaste camera’s die op {day} hingen", fixed)),
            ("Mobiele units", _counted("camera-mobiel", f"Mobiele units die op {day} stonden", mobile)),
        ),
    )
    gone = (
        Deployment.objects.filter(unit=None, last_day__range=(period.first, period.last))
        .select_related("position")
        .prefetch_related("position__codes")
        .order_by("last_day", "pk")
    )
    why = _verdicts(period)
    removals = Table(
        "verwijderd",
        f"Vaste camera’s die in {period.number} zijn weggehaald of verplaatst",
        ("Positie", "Plaats", "Laatste dag", "Reden"),
        tuple(
            (
                Sum(
                    f"weg-{one.pk}",
                    str(one.position),
                    "De inzet die eindigde",
                    Deployment.objects.filter(pk=one.pk),
                    None,
                ),
                one.position.place,
                date_words(one.last_day) if one.last_day else "",
                why.get(one.position_id, "niet vastgelegd"),
            )
            for one in gone
        ),
        none="Er is geen vaste camera weggehaald.",
    )
    return Section("cameras", "Camera’s", (), (numbers, removals))


def _counted(key: str, what: str, rows: QuerySet[Any]) -> Sum:
    number = rows.count()
    return Sum(key, str(number), what, rows, number)


def _verdicts(period: Year) -> dict[int, str]:
    """Why a position was to go, by its number: the newest confirmed verdict that was carried out."""
    found = PositionReview.objects.filter(
        verdict__in=(Verdict.REMOVE, Verdict.MOVE),
        confirmed_at__isnull=False,
        carried_out_on__lte=period.last,
    ).order_by("review_year__year")
    return {
        one.position_id: f"{one.get_verdict_display()}: {shortened(one.reason, ENOUGH)}"
        for one in found.filter(carried_out_on__gte=period.first)
    }


# --- Images and objections -----------------------------------------------------------------------


def _footage(period: Year) -> Section:
    """Requests for images, per area."""
    known = FootageRequest.objects.exists()
    within = FootageRequest.objects.filter(requested_on__range=(period.first, period.last))
    rows: list[tuple[Cell, ...]] = []
    for area in Area.objects.filter(footage_requests__in=within).distinct().order_by("name"):
        own = within.filter(area=area)
        rows.append(
            (
                area.name,
                _hidden(f"beelden-{area.pk}", f"Verzoeken om beelden van {area}", own),
                _hidden(f"bewaard-{area.pk}", f"Verzoeken waarbij beelden zijn veiliggesteld in {area}",
                        own.filter(secured_on__isnull=False)),
                _hidden(f"verstrekt-{area.pk}", f"Verzoeken waarbij beelden zijn verstrekt in {area}",
                        own.filter(supplied_on__isnull=False)),
            )
        )  # fmt: skip
    table = Table(
        "beelden",
        f"Verzoeken om beelden in {period.number}",
        ("Gebied", "Gevraagd", "Veiliggesteld", "Verstrekt"),
        tuple(rows),
        none="Er zijn geen verzoeken gedaan."
        if known
        else "Onbekend: er zijn nog geen verzoeken vastgelegd.",
    )
    text = "Politie en Openbaar Ministerie kunnen binnen de bewaartermijn om beelden vragen."
    return Section("beelden", "Gebruik van beelden", (text,), (table,))


def _hidden(key: str, what: str, rows: QuerySet[Any]) -> Sum:
    number = rows.count()
    return Sum(key, public(number), what, rows, number)


def _objections(period: Year) -> Section:
    """How many objections came, and how they ended: numbers, never persons."""
    came = Objection.objects.filter(received_on__range=(period.first, period.last))
    parts = {outcome: came.filter(outcome=outcome) for outcome in Objection.Outcome}
    numbers = {outcome: rows.count() for outcome, rows in parts.items()}
    texts, total = public_parts(numbers, sum(numbers.values()))
    rows: list[tuple[Cell, ...]] = [
        (
            "Ontvangen",
            Sum("bezwaar", total, f"Bezwaren ontvangen in {period.number}", came, sum(numbers.values())),
        )
    ]
    for outcome, found in parts.items():
        if numbers[outcome]:
            what = f"Bezwaren ontvangen in {period.number}: {outcome.label.lower()}"
            key = f"bezwaar-{outcome or 'open'}"
            rows.append((outcome.label, Sum(key, texts[outcome], what, found, numbers[outcome])))
    table = Table("bezwaren", f"Bezwaren in {period.number}", ("Uitkomst", "Aantal"), tuple(rows))
    return Section("bezwaren", "Bezwaren", (), (table,))
