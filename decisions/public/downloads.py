"""The whole register as a file: JSON, GeoJSON or CSV."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone

from .. import register
from ..register import Group
from . import problems, records
from .conditional import public
from .records import Crs

GEOJSON = "application/geo+json"
CRS = {"crs84": Crs.CRS84, "rd": Crs.RD}
GROUPS = tuple(str(group) for group in Group)
UNFIT = {
    "toestand": f"Kies een van: {', '.join(GROUPS)}; of laat het weg voor alles.",
    "crs": "Kies crs84 of rd.",
}


@public(refuse=problems.refuse)
def as_json(request: HttpRequest) -> HttpResponseBase:
    """Every public decision, as the API gives it."""
    if wrong := _wrong(request, "toestand"):
        return wrong
    today, entries = timezone.localdate(), _entries(request)
    with_text = records.decisions_with_text(entries)
    found = [records.decision_record(entry, today, with_text) for entry in entries]
    return _file(JsonResponse({"aanwijzingsbesluiten": found}), "json")


@public(refuse=problems.refuse)
def as_geojson(request: HttpRequest) -> HttpResponseBase:
    """Every designated area; `crs=rd` gives metres RD, otherwise longitude and latitude."""
    if wrong := _wrong(request, "toestand", "crs"):
        return wrong
    crs = CRS[request.GET.get("crs", "crs84")]
    pairs = [(e, area) for e in _entries(request) if not e.decision.is_ending for area in e.areas]
    if chosen := request.GET.get("toestand"):
        wanted = register.public_designations(timezone.localdate()).filter(
            register.standing(timezone.localdate()).of_designations(Group(chosen))
        )
        kept = set(wanted.values_list("pk", flat=True))
        pairs = [(entry, area) for entry, area in pairs if area.designated.pk in kept]
    response = JsonResponse(records.feature_collection(pairs, crs), content_type=GEOJSON)
    response["Content-Crs"] = f"<{crs}>"
    return _file(response, "geojson")


@public(refuse=problems.refuse)
def as_csv(request: HttpRequest) -> HttpResponseBase:
    """One row per area of every public decision."""
    if wrong := _wrong(request, "toestand"):
        return wrong
    content = records.as_csv(_entries(request))
    return _file(HttpResponse(content, content_type="text/csv; charset=utf-8"), "csv")


def _entries(request: HttpRequest) -> list[register.Entry]:
    today = timezone.localdate()
    found = register.public_decisions(today)
    if chosen := request.GET.get("toestand"):
        found = found.filter(register.standing(today).of_decisions(Group(chosen)))
    return register.entries(found, today)


def _wrong(request: HttpRequest, *known: str) -> HttpResponse | None:
    """The answer for parameters that are unknown or have an unknown value."""
    allowed = {"toestand": GROUPS, "crs": tuple(CRS)}
    faults = [
        (name, UNFIT[name] if name in known else "Deze parameter is er niet.")
        for name, value in request.GET.items()
        if name not in known or value not in allowed[name]
    ]
    return problems.wrong_parameters(faults) if faults else None


def _file(response: HttpResponse, extension: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="aanwijzingsbesluiten.{extension}"'
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Content-Type-Options"] = "nosniff"
    return response
