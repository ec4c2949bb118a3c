"""The API against its own description, the design rules, and the rules of GeoJSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import shapely
from django.test import Client
from django.urls import reverse

from areas.models import Deployment, Position, PositionCode
from decisions.models import DecisionKind, Starts
from decisions.public import openapi
from tests import factories as make
from tests.decisions.public import places
from tests.decisions.public.places import API, api_of, get, published, words

pytestmark = pytest.mark.django_db
TODAY, DAY = make.TODAY, make.ONE_DAY
PROBLEM = "application/problem+json"
RD = "http://www.opengis.net/def/crs/EPSG/0/28992"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
DESCRIPTION = json.loads((Path(__file__).parents[3] / "docs/openapi.json").read_text())


def fits(response: Any, path: str) -> Any:
    """The answer, held against the description of this path, status and media type in the tree."""
    media = response["Content-Type"].split(";")[0]
    answer = DESCRIPTION["paths"][path]["get"]["responses"][str(response.status_code)]
    found = response.json()
    schema = {**answer["content"][media]["schema"], "components": DESCRIPTION["components"]}
    jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    ).validate(found)
    return found


def one(path: str, status: int = 200, **headers: str) -> Any:
    response = get(f"{API}{path}", **headers)
    assert response.status_code == status, response.content
    return response


# --- The description -------------------------------------------------------------------------------


def test_the_description_in_the_tree_is_current() -> None:
    assert openapi.description() == DESCRIPTION
    assert one("/openapi.json").json() == DESCRIPTION


def test_the_description_describes_every_address_and_no_other() -> None:
    from decisions.public.api import urlpatterns

    routes = {f"/{p.pattern}".replace("<slug>", "{slug}") for p in urlpatterns if p.name not in APART}
    assert set(DESCRIPTION["paths"]) == routes


APART = {"openapi", "root", "nothing"}


def test_the_description_keeps_the_design_rules() -> None:
    """NL GOV API Design Rules: contact, semver, server ends in the major version, camelCase, problem+json."""
    assert DESCRIPTION["openapi"].startswith("3.1")
    assert set(DESCRIPTION["info"]["contact"]) == {"name", "url", "email"}
    assert DESCRIPTION["info"]["version"].split(".")[0] == "1"
    assert all(server["url"].endswith("/v1") for server in DESCRIPTION["servers"])
    names = set()
    for path, item in DESCRIPTION["paths"].items():
        assert not path.endswith("/")
        assert path.lower() == path
        assert set(item) <= {"get"}
        answers = item["get"]["responses"]
        assert {"200", "304", "400", "404", "406"} <= set(answers)
        assert all("API-Version" in answer["headers"] for answer in answers.values())
        assert all(
            set(answer["content"]) == {PROBLEM} for status, answer in answers.items() if status >= "400"
        )
        names |= {p["name"] for p in item["get"].get("parameters", []) if p["in"] == "query"}
    for schema in DESCRIPTION["components"]["schemas"].values():
        names |= set(schema.get("properties", {}))
    assert all(name == "_links" or (name[0].islower() and name.isalnum()) for name in names), names


# --- The answers -----------------------------------------------------------------------------------


def test_a_decision_has_the_names_of_the_besluiten_api() -> None:
    case = published(kenmerk="CT-2026-001")
    places.with_text(case)
    found = fits(one("/aanwijzingsbesluiten/CT-2026-001"), "/aanwijzingsbesluiten/{slug}")
    expected = {
        "identificatie": "CT-2026-001",
        "bestuursorgaan": "burgemeester",
        "datum": "2026-03-30",
        "publicatiedatum": "2026-03-31",
        "ingangsdatum": "2026-04-01",
        "laatsteDag": "2030-03-30",
        "vervaldatum": "2030-03-31",
        # +42 days is 12 May
        "uiterlijkeReactiedatum": "2026-05-12",
        "reactieMogelijk": True,
        "toestanden": ["nog_niet_in_werking"],
        "historisch": False,
        "volgtOp": [],
    }
    assert {key: found[key] for key in expected} == expected
    assert found["_links"]["besluit"]["href"].endswith("/register/besluiten/CT-2026-001/besluit.pdf")


def test_every_answer_fits_the_description() -> None:
    running = make.running_case()
    old = make.make_decision(historical=True)
    make.make_designated_area(old, starts=Starts.ON_DAY, last_day=None, geometry=None)
    make.adopt(old)
    ending = make.make_decision(DecisionKind.END)
    make.make_designated_area(
        ending, follows=running.designated_areas.get(), starts=Starts.ON_DAY, first_day=TODAY, last_day=None
    )
    make.adopt(ending, TODAY - 2 * DAY)
    make.publish(ending, TODAY - DAY)
    make.interrupt(published(), TODAY)
    listed = fits(one("/aanwijzingsbesluiten"), "/aanwijzingsbesluiten")
    assert listed["totaalAantal"] == 4
    for row in listed["aanwijzingsbesluiten"]:
        path = f"/aanwijzingsbesluiten/{row['identificatie']}"
        assert fits(one(path), "/aanwijzingsbesluiten/{slug}") == row
    areas = fits(one("/gebieden"), "/gebieden")
    assert areas["totaalAantal"] == 3  # an ending designates nothing
    for row in areas["gebieden"]:
        for accept in ("application/json", "application/geo+json"):
            answer = fits(one(f"/gebieden/{row['identificatie']}", Accept=accept), "/gebieden/{slug}")
            assert accept == "application/geo+json" or answer == row
    fits(one("/gebieden", Accept="application/geo+json"), "/gebieden")
    assert one(f"/gebieden/{ending.kenmerk}-1", 404)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/aanwijzingsbesluiten?page=0", 400),
        ("/aanwijzingsbesluiten?page=x", 400),
        ("/aanwijzingsbesluiten?pageSize=101", 400),
        ("/aanwijzingsbesluiten?toestand=geheim", 400),
        ("/aanwijzingsbesluiten?status=concept", 400),
        ("/aanwijzingsbesluiten?page=2", 404),
        ("/aanwijzingsbesluiten/onbekend", 404),
        ("/aanwijzingsbesluiten/onbekend?x=1", 400),
        ("/gebieden?crs=wgs84", 400),
        ("/gebieden/onbekend", 404),
        ("/gebieden/onbekend-1", 404),
        ("/onbekend", 404),
        ("/", 404),
        ("/aanwijzingsbesluiten/", 404),
    ],
)
def test_a_refusal_is_a_problem(path: str, status: int) -> None:
    response = one(path, status)
    assert response["Content-Type"] == PROBLEM
    assert response["API-Version"] == "1.0.0"
    problem = response.json()
    schema = {"$ref": "#/components/schemas/Problem", "components": DESCRIPTION["components"]}
    jsonschema.validate(problem, schema)
    assert problem["status"] == status
    assert set(problem) == {"type", "status", "title", "detail"}
    assert "slug" not in problem["detail"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["/aanwijzingsbesluiten", "/gebieden/x-1", "/openapi.json", "/onbekend"])
def test_the_api_only_reads(method: str, path: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)(f"{API}{path}")
    assert (response.status_code, response["Content-Type"]) == (405, PROBLEM)
    assert response["Allow"] == "GET, HEAD"


def test_head_is_get_without_a_body() -> None:
    case = published()
    for url in (api_of(case), places.page_of(case), "/register/besluiten.csv"):
        head, full = Client().head(url), get(url)
        assert (head.status_code, head.content) == (200, b"")
        assert head["ETag"] == full["ETag"]


def test_a_form_that_is_not_there_is_not_acceptable() -> None:
    published()
    for path, accept in (("/aanwijzingsbesluiten", "text/html"), ("/gebieden", "application/xml")):
        assert one(path, 406, Accept=accept)["Content-Type"] == PROBLEM
    assert one("/gebieden", 406, **{"Accept-Crs": "EPSG:3857"})["Content-Type"] == PROBLEM
    assert one("/gebieden", Accept="*/*")["Content-Type"].startswith("application/json")


def test_pages_hang_together() -> None:
    made = [make.running_case() for _ in range(5)]
    url, seen = f"{API}/aanwijzingsbesluiten?pageSize=2", []
    while url:
        found = get(url.removeprefix("http://localhost:8000")).json()
        assert found["totaalAantal"] == 5
        seen += [row["identificatie"] for row in found["aanwijzingsbesluiten"]]
        url = (found["_links"]["next"] or {}).get("href", "")
    assert sorted(seen) == sorted(case.kenmerk for case in made)
    assert len(seen) == 5
    last = get(found["_links"]["last"]["href"].removeprefix("http://localhost:8000")).json()
    assert last["_links"]["prev"] is not None
    assert last["_links"]["next"] is None


def test_filters_choose() -> None:
    now, mobile = make.running_case(), make.running_case("mobiel")
    over = make.running_case(first_day=TODAY - 90 * DAY, last_day=TODAY - DAY)

    def found(query: str) -> set[str]:
        rows = one(f"/aanwijzingsbesluiten?{query}").json()["aanwijzingsbesluiten"]
        return {row["identificatie"] for row in rows}

    assert found("toestand=nu") == {now.kenmerk, mobile.kenmerk}
    assert found("toestand=voorbij") == {over.kenmerk}
    assert found("variant=mobiel") == {mobile.kenmerk}
    assert found("soort=verlengen") == set()
    areas = one("/gebieden?toestand=voorbij").json()["gebieden"]
    assert [row["aanwijzingsbesluit"] for row in areas] == [over.kenmerk]


# --- Geometry --------------------------------------------------------------------------------------


def test_longitude_comes_first_and_rings_turn_left() -> None:
    """RFC 7946; Almere lies near 5.2 east and 52.4 north."""
    case = published()
    found = one(f"/gebieden/{case.kenmerk}-1").json()["geometrie"]
    ring = found["coordinates"][0]
    assert all(5.0 < lon < 5.4 and 52.2 < lat < 52.5 for lon, lat in ring)
    assert ring[0] == ring[-1]
    assert shapely.Polygon(ring).exterior.is_ccw
    assert shapely.Polygon(ring).is_valid


@pytest.mark.parametrize(
    ("query", "headers"),
    [("?crs=rd", {}), ("", {"Accept-Crs": RD}), ("", {"Accept-Crs": "EPSG:28992"})],
)
def test_rd_gives_the_metres_of_the_decision(query: str, headers: dict[str, str]) -> None:
    case = published()
    designated = case.designated_areas.get()
    for accept in ("application/json", "application/geo+json"):
        response = one(f"/gebieden/{case.kenmerk}-1{query}", Accept=accept, **headers)
        assert response["Content-Crs"] == f"<{RD}>"
        found = response.json()
        shape = found["features"][0]["geometry"] if "features" in found else found["geometrie"]
        assert shape == designated.geometry


def test_the_file_gives_both_systems() -> None:
    case = published()
    drawn = case.designated_areas.get().geometry
    default, rd = get("/register/besluiten.geojson"), get("/register/besluiten.geojson?crs=rd")
    assert default["Content-Type"] == "application/geo+json"
    assert (default["Content-Crs"], rd["Content-Crs"]) == (f"<{CRS84}>", f"<{RD}>")
    assert "crs" not in default.json()
    assert rd.json()["crs"]["properties"]["name"] == "urn:ogc:def:crs:EPSG::28992"
    assert rd.json()["features"][0]["geometry"] == drawn
    lon, lat = default.json()["features"][0]["geometry"]["coordinates"][0][0]
    assert 5.0 < lon < 5.4 < 52.2 < lat < 52.5
    properties = default.json()["features"][0]["properties"]
    assert properties["toestand"] == "nog_niet_in_werking"
    assert properties["bekendmaking"].startswith("https://zoek.officielebekendmakingen.nl/gmb-")


def test_the_file_of_a_group_holds_that_group_only() -> None:
    make.running_case()
    over = make.running_case(first_day=TODAY - 90 * DAY, last_day=TODAY - DAY)
    found = get("/register/besluiten.geojson?toestand=voorbij").json()["features"]
    assert [feature["id"] for feature in found] == [f"{over.kenmerk}-1"]
    rows = get("/register/besluiten.json?toestand=voorbij").json()["aanwijzingsbesluiten"]
    assert [row["identificatie"] for row in rows] == [over.kenmerk]


@pytest.mark.parametrize("url", ["csv?x=1", "json?crs=rd", "geojson?crs=utm", "csv?toestand=geheim"])
def test_a_file_refuses_what_it_does_not_know(url: str) -> None:
    response = get(f"/register/besluiten.{url}")
    assert (response.status_code, response["Content-Type"]) == (400, PROBLEM)


# --- CSV -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", " ="])
def test_no_cell_is_a_formula(begin: str) -> None:
    case = make.make_decision(title=f"{begin}cmd|' /C calc'!A0")
    make.make_designated_area(case, streets=[f"{begin}SOM(A1)"])
    make.make_records()
    make.adopt(case, TODAY - DAY)
    make.publish(case, TODAY)
    response = get("/register/besluiten.csv")
    content = response.content.decode()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert content.startswith("\ufeffidentificatie;titel;")
    _head, row = csv.reader(io.StringIO(content.removeprefix("\ufeff")), delimiter=";")
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row), row


def test_csv_has_a_row_per_area() -> None:
    make.running_case(areas=[make.make_area("Noord"), make.make_area("Zuid")])
    rows = list(csv.DictReader(io.StringIO(words(get("/register/besluiten.csv"))[1:]), delimiter=";"))
    assert [row["gebied"] for row in rows] == ["Noord", "Zuid"]
    assert {row["toestand"] for row in rows} == {"in_werking"}
    assert rows[0]["laatsteDag"] == "2026-04-20"


# --- Positions -------------------------------------------------------------------------------------


def camera(case: Any) -> Position:
    position = Position.objects.create(place="Brinkstraat 14", x=143_123.0, y=486_600.0, direction=90)
    PositionCode.objects.create(position=position, code="GEHEIM-01", valid_from=make.LONG_AGO)
    deployment = Deployment.objects.create(position=position, first_day=make.LONG_AGO)
    case.designated_areas.get().deployments.add(deployment)
    return position


def draft_with_camera() -> Any:
    make.make_records()
    case = make.make_decision()
    make.make_designated_area(case)
    camera(case)
    make.adopt(case, TODAY - DAY)
    make.publish(case, TODAY)
    return case


def everywhere(case: Any) -> str:
    urls = [places.page_of(case), api_of(case), f"{API}/gebieden/{case.kenmerk}-1?crs=rd", *places.FILES]
    urls += [*places.LISTS, *places.RESOURCES, "/register/kaart/?toestand=komend", f"{API}/gebieden?crs=rd"]
    return "".join(words(get(url)) for url in urls)


def test_positions_are_not_public_by_default() -> None:
    case = draft_with_camera()
    said = everywhere(case)
    assert "Brinkstraat" not in said
    assert "143123" not in said
    assert one(f"/gebieden/{case.kenmerk}-1").json()["posities"] is None


def test_positions_are_public_when_the_municipality_says_so(settings: Any) -> None:
    settings.PUBLIC_POSITIONS = True
    case = draft_with_camera()
    found = fits(one(f"/gebieden/{case.kenmerk}-1?crs=rd"), "/gebieden/{slug}")["posities"]
    point = {"type": "Point", "coordinates": [143_123.0, 486_600.0]}
    assert found == [{"soort": "vast", "plaats": "Brinkstraat", "geometrie": point}]
    lon, lat = one(f"/gebieden/{case.kenmerk}-1").json()["posities"][0]["geometrie"]["coordinates"]
    assert 5.0 < lon < 5.4 < 52.2 < lat < 52.5
    said = everywhere(case)
    assert "Brinkstraat" in said
    assert "Vaste camera</text>" in said
    assert "Brinkstraat 14" not in said
    assert "GEHEIM-01" not in said


def test_the_page_and_the_api_link_to_each_other() -> None:
    case = published()
    assert f'href="{reverse("api-v1:decision", kwargs={"slug": case.kenmerk})}"' in places.shown(case)
    page = one(f"/aanwijzingsbesluiten/{case.kenmerk}").json()["_links"]["pagina"]["href"]
    assert page == f"http://localhost:8000{places.page_of(case)}"
