"""The read-only API of the register, version 1, after the NL GOV REST API Design Rules.

Ninja reads the parameters and holds each answer against its type; `openapi.py` describes it. What may be
read is decided in `register`, how it looks as data in `records`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode

from django.core.paginator import EmptyPage, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import URLPattern, path
from django.utils import timezone
from ninja import NinjaAPI, Path, Query
from ninja.errors import ValidationError

from .. import register
from ..models import Decision, DesignatedArea
from ..register import Entry, PublicArea
from . import addresses, openapi, records, schemas
from .conditional import public
from .downloads import CRS, GEOJSON
from .problems import problem, refuse, wrong_parameters
from .records import Crs

JSON = "application/json"
NAMED_CRS = {
    "http://www.opengis.net/def/crs/ogc/1.3/crs84": Crs.CRS84,
    "ogc:crs84": Crs.CRS84,
    "crs84": Crs.CRS84,
    "http://www.opengis.net/def/crs/epsg/0/28992": Crs.RD,
    "epsg:28992": Crs.RD,
}

api = NinjaAPI(
    title=openapi.TITLE,
    version=openapi.VERSION,
    description=openapi.DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api-v1",
)


@api.get(
    "/aanwijzingsbesluiten",
    url_name="decisions",
    operation_id="getAanwijzingsbesluiten",
    summary="Openbare besluiten",
    description="De openbare besluiten over cameratoezicht, het nieuwste eerst.",
    tags=["aanwijzingsbesluiten"],
    response={200: schemas.Aanwijzingsbesluiten, 400: schemas.Problem},
    by_alias=True,
)
def decisions(request: HttpRequest, filters: Query[schemas.DecisionFilter]) -> Any:
    today = timezone.localdate()
    found = register.public_decisions(today)
    if filters.soort:
        found = found.filter(kind=str(filters.soort))
    if filters.variant:
        found = found.filter(variant=str(filters.variant))
    if filters.toestand:
        found = found.filter(register.standing(today).of_decisions(filters.toestand))
    shown, paging = _page(request, found, filters)
    entries = register.entries(cast("QuerySet[Decision]", shown), today)
    with_text = records.decisions_with_text(entries)
    rows = [records.decision_record(entry, today, with_text) for entry in entries]
    return {**paging, "aanwijzingsbesluiten": rows}


@api.get(
    "/aanwijzingsbesluiten/{slug}",
    url_name="decision",
    operation_id="getAanwijzingsbesluit",
    summary="Eén openbaar besluit",
    description="Eén openbaar besluit. Wat niet openbaar is, is er hier niet.",
    tags=["aanwijzingsbesluiten"],
    response={200: schemas.Aanwijzingsbesluit, 404: schemas.Problem},
    by_alias=True,
)
def decision(request: HttpRequest, slug: Path[str]) -> Any:
    entry = _entry(slug)
    return records.decision_record(entry, timezone.localdate(), records.decisions_with_text([entry]))


@api.get(
    "/gebieden",
    url_name="areas",
    operation_id="getGebieden",
    summary="Aangewezen gebieden",
    description="De gebieden die in openbare besluiten zijn aangewezen, met hun grens.",
    tags=["gebieden"],
    response={200: schemas.Gebieden, 400: schemas.Problem, 406: schemas.Problem},
    by_alias=True,
)
def areas(request: HttpRequest, response: HttpResponse, filters: Query[schemas.AreaFilter]) -> Any:
    today, crs = timezone.localdate(), _crs(request, filters.crs)
    if crs is None:
        return _unknown_crs()
    found = register.public_designations(today)
    if filters.toestand:
        found = found.filter(register.standing(today).of_designations(filters.toestand))
    shown, paging = _page(request, found, filters)
    pairs = _pairs(cast("QuerySet[DesignatedArea]", shown))
    response["Content-Crs"] = f"<{crs}>"
    if _wants_geojson(request):
        return _geojson(records.feature_collection(pairs, crs, paging["_links"]), crs)
    return {**paging, "gebieden": [records.area_record(entry, area, crs) for entry, area in pairs]}


@api.get(
    "/gebieden/{slug}",
    url_name="area",
    operation_id="getGebied",
    summary="Eén aangewezen gebied",
    description="Eén aangewezen gebied in een openbaar besluit, met de grens.",
    tags=["gebieden"],
    response={200: schemas.Gebied, 400: schemas.Problem, 404: schemas.Problem, 406: schemas.Problem},
    by_alias=True,
)
def area(
    request: HttpRequest, response: HttpResponse, slug: Path[str], chosen: Query[schemas.CrsChoice]
) -> Any:
    crs = _crs(request, chosen.crs)
    if crs is None:
        return _unknown_crs()
    kenmerk, _, number = slug.rpartition("-")
    entry = _entry(kenmerk)
    found = next((a for a in entry.areas if str(a.number) == number), None)
    if found is None or entry.decision.is_ending:
        raise Http404
    response["Content-Crs"] = f"<{crs}>"
    if _wants_geojson(request):
        return _geojson(records.feature_collection([(entry, found)], crs), crs)
    return records.area_record(entry, found, crs)


# --- What they share -------------------------------------------------------------------------------


def _entry(slug: str) -> Entry:
    """The public decision with this slug. Raises Http404 for all others, whether they exist or not."""
    today = timezone.localdate()
    found = register.entries(
        register.public_decisions(today).filter(kenmerk=addresses.kenmerk_of(slug)), today
    )
    if not found:
        raise Http404
    return found[0]


def _pairs(designations: QuerySet[DesignatedArea]) -> list[tuple[Entry, PublicArea]]:
    """Each designation with its decision, in the order given."""
    wanted = list(designations.values_list("pk", "decision"))
    cases = Decision.objects.filter(pk__in={decision for _pk, decision in wanted})
    entries = register.entries(cases, timezone.localdate())
    found = {a.designated.pk: (entry, a) for entry in entries for a in entry.areas}
    return [found[pk] for pk, _decision in wanted]


def _page(
    request: HttpRequest, found: QuerySet[Any], asked: schemas.Paging
) -> tuple[QuerySet[Any], dict[str, Any]]:
    """The rows of the page that was asked, and what the answer says of the pages. Raises Http404 beyond."""
    paginator = Paginator(found, asked.pageSize)
    try:
        page = paginator.page(asked.page)
    except EmptyPage:
        raise Http404 from None

    def link(number: int) -> dict[str, str]:
        query = urlencode({**request.GET.dict(), "page": number})
        return {"href": addresses.absolute(f"{request.path}?{query}")}

    links = {
        "self": link(page.number),
        "first": link(1),
        "prev": link(page.number - 1) if page.has_previous() else None,
        "next": link(page.number + 1) if page.has_next() else None,
        "last": link(paginator.num_pages),
    }
    return cast("QuerySet[Any]", page.object_list), {"totaalAantal": paginator.count, "_links": links}


def _crs(request: HttpRequest, chosen: schemas.CrsName | None) -> Crs | None:
    """The coordinates that were asked; None for coordinates that are not given here."""
    if chosen:
        return CRS[str(chosen)]
    header = request.headers.get("Accept-Crs", "").strip().strip("<>").lower()
    return NAMED_CRS.get(header) if header else Crs.CRS84


def _unknown_crs() -> HttpResponse:
    return problem(406, f"Accept-Crs kent hier alleen {Crs.CRS84} en {Crs.RD}.")


def _wants_geojson(request: HttpRequest) -> bool:
    return str(request.get_preferred_type([JSON, GEOJSON])) == GEOJSON


def _geojson(collection: dict[str, Any], crs: Crs) -> HttpResponse:
    response = JsonResponse(collection, content_type=GEOJSON)
    response["Content-Crs"] = f"<{crs}>"
    return response


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return wrong_parameters((str(fault["loc"][-1]), "Deze waarde kan niet.") for fault in error.errors)


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404)


# --- Addresses -------------------------------------------------------------------------------------

KNOWN = {
    "decisions": frozenset(schemas.DecisionFilter.model_fields),
    "areas": frozenset(schemas.AreaFilter.model_fields),
    "area": frozenset(schemas.CrsChoice.model_fields),
}
GIVES = {"areas": [JSON, GEOJSON], "area": [JSON, GEOJSON]}


def _opened(name: str, view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view of the API for everybody: unknown parameters and forms are refused, HEAD is a GET."""

    @public(refuse=refuse, vary=("Accept", "Accept-Crs"))
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        unknown = [key for key in request.GET if key not in KNOWN.get(name, ())]
        if unknown:
            return wrong_parameters((key, "Deze parameter is er niet.") for key in unknown)
        given = GIVES.get(name, [JSON])
        if request.get_preferred_type(given) is None:
            return problem(406, f"Hier is alleen {' en '.join(given)}.")
        method, request.method = request.method, "GET"
        try:
            return view(request, *args, **kwargs)
        finally:
            request.method = method

    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = opened(request, *args, **kwargs)
        response["API-Version"] = openapi.VERSION
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "API-Version, Content-Crs, ETag"
        response["X-Content-Type-Options"] = "nosniff"
        return response

    told.login_required = False  # type: ignore[attr-defined]
    told.csrf_exempt = True  # type: ignore[attr-defined]
    return told


def _description(request: HttpRequest) -> HttpResponse:
    return JsonResponse(openapi.description())


def _nothing(request: HttpRequest, **kwargs: str) -> HttpResponse:
    raise Http404


def _urls() -> list[URLPattern]:
    """The addresses of ninja, each opened; and a problem for every address that is none of them."""
    found = [p for p in api.urls[0] if isinstance(p, URLPattern) and p.name != "api-root"]
    for pattern in found:
        pattern.callback = _opened(str(pattern.name), pattern.callback)
    return [
        *found,
        path("openapi.json", _opened("openapi", _description), name="openapi"),
        path("", _opened("nothing", _nothing), name="root"),
        path("<path:rest>", _opened("nothing", _nothing), name="nothing"),
    ]


urlpatterns = _urls()
