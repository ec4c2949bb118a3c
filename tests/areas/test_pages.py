"""The pages about areas, positions, units and deployments: who sees them, and what they refuse and keep."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from almere_camera.models import AuditEvent, User
from almere_camera.roles import Perm, Role, may
from almere_camera.uploads import PNG, Checked
from areas import workflow
from areas.events import EVENTS
from areas.models import Area, Boundary, Deployment, Position, Unit
from areas.urls import urlpatterns
from tests.factories import make_decision, make_designated_area, make_user

pytestmark = pytest.mark.django_db

SINCE = date(2020, 1, 1)
RING = [[143000, 487000], [143200, 487000], [143200, 487200], [143000, 487200], [143000, 487000]]
SQUARE = "POLYGON ((143000 487000, 143200 487000, 143200 487200, 143000 487200, 143000 487000))"
WGS84 = "POLYGON ((5.215 52.37, 5.218 52.37, 5.218 52.372, 5.215 52.372, 5.215 52.37))"
OPEN = "POLYGON ((143000 487000, 143200 487000, 143200 487200, 143000 487200))"
CROSSED = "POLYGON ((143000 487000, 143200 487200, 143200 487000, 143000 487200, 143000 487000))"
ELSEWHERE = "POLYGON ((121000 487000, 121200 487000, 121200 487200, 121000 487200, 121000 487000))"
MERCATOR = "POLYGON ((580000 6850000, 580200 6850000, 580200 6850200, 580000 6850200, 580000 6850000))"
NAN = "POLYGON ((143000 487000, NaN 487000, 143200 487200, 143000 487200, 143000 487000))"
NO_POINTS = "POLYGON EMPTY"
PNG_BYTES = b"\x89PNG\r\n\x1a\nproef"
PHOTO = Checked(PNG_BYTES, PNG, "0" * 64, "bord.png")


def circle(points: int) -> str:
    """WKT with this many points, right or not."""
    ring = ",".join(f"{143000 + i % 1000} {487000 + i // 1000}" for i in range(points))
    return f"POLYGON (({ring}))"


BAD = {
    "open": (OPEN, "niet gesloten"),
    "crossing": (CROSSED, "kruist"),
    "elsewhere": (ELSEWHERE, "buiten de gemeente"),
    "other system": (MERCATOR, "Mercator"),
    "nan": (NAN, "NaN"),
    "no points": (NO_POINTS, "leeg"),
    "words": ("het centrum", "geen GeoJSON en geen WKT"),
    "empty": ("", "geen grens ingevuld"),
    "many points": (circle(6_000), "punten"),
}


@pytest.fixture
def officer() -> User:
    return make_user(Role.POLICY_OFFICER, first_name="Anna", last_name="Proef")


@pytest.fixture
def client(officer: User) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def new_area(by: User, name: str = "Proefmarkt", ring: list[list[float]] = RING) -> Area:
    return workflow.add_area(
        by=by,
        name=name,
        kind=Area.Kind.OTHER,
        geometry={"type": "Polygon", "coordinates": [ring]},
        streets=["Proefstraat"],
        valid_from=SINCE,
        source="Proef",
    )


def new_position(by: User, code: str = "P-01", kind: str = Position.Kind.FIXED, **values: Any) -> Position:
    values = {"place": "Proefplein", "x": 143100, "y": 487100, "direction": 90} | values
    return workflow.add_position(by=by, code=code, valid_from=SINCE, kind=kind, **values)


def new_unit(by: User, code: str = "MOB-1") -> Unit:
    return workflow.add_unit(by=by, code=code, valid_from=SINCE, description="Mast")


@pytest.fixture
def world(officer: User) -> dict[str, Any]:
    """One of each."""
    area, fixed, unit = new_area(officer), new_position(officer), new_unit(officer)
    spot = new_position(officer, "M-01", Position.Kind.MOBILE, x=143150, y=487150)
    deployment = workflow.deploy(by=officer, position=spot, unit=unit, first_day=SINCE, last_day=None)
    sign = workflow.place_sign(
        by=officer, area=area, entrance="Hoek Proefstraat", placed_on=SINCE, photo=PHOTO
    )  # fmt: skip
    return {
        "area": area,
        "position": fixed,
        "spot": spot,
        "unit": unit,
        "deployment": deployment,
        "sign": sign,
    }


NEW_AREA = {
    "name": "Nieuwmarkt",
    "kind": "overig",
    "boundary": SQUARE,
    "streets": "Eerste straat\r\n\r\nTweede  straat\r\nEerste straat",
    "valid_from": "01-03-2026",
    "source": "Brief van de politie",
}


def text(response: Any) -> str:
    """What the reader sees of a page."""
    return re.sub(r"\s+", " ", response.content.decode())


def at_field(response: Any, name: str) -> str:
    """The messages at one field."""
    found = re.search(rf'id="id_{name}_error">(.*?)</div>', text(response))
    return found.group(1) if found else ""


# --- An area with its boundary -------------------------------------------------------------------


def test_adds_an_area_with_its_boundary(client: Client) -> None:
    response = client.post(reverse("areas:area_add"), NEW_AREA)
    area = Area.objects.get()
    assert response.url == reverse("areas:area", args=[area.pk])
    boundary = area.boundaries.get()
    assert (area.name, area.kind, area.version) == ("Nieuwmarkt", "overig", 1)
    assert boundary.streets == ["Eerste straat", "Tweede straat"]
    assert boundary.valid_from == date(2026, 3, 1)
    assert float(boundary.hectares) == 4
    assert (boundary.west, boundary.south, boundary.east, boundary.north) == (143000, 487000, 143200, 487200)
    assert list(AuditEvent.objects.values_list("event", flat=True)) == ["area.added"]


@pytest.mark.parametrize(
    "content",
    [
        SQUARE,
        WGS84,
        json.dumps(
            {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [RING]}}
        ),
    ],
    ids=["wkt", "wgs84", "geojson"],
)
@pytest.mark.parametrize("how", ["pasted", "uploaded"])
def test_reads_a_boundary_pasted_or_uploaded(client: Client, content: str, how: str) -> None:
    sent: dict[str, Any] = {**NEW_AREA, "boundary": content}
    if how == "uploaded":
        sent |= {"boundary": "", "boundary_file": SimpleUploadedFile("grens.json", content.encode())}
    assert client.post(reverse("areas:area_add"), sent).status_code == 302
    boundary = Boundary.objects.get()
    assert boundary.geometry["type"] == "Polygon"
    assert 142_000 < boundary.west < boundary.east < 144_000


@pytest.mark.parametrize("case", BAD)
def test_refuses_a_bad_pasted_boundary_at_the_field(client: Client, case: str) -> None:
    boundary, words = BAD[case]
    response = client.post(reverse("areas:area_add"), {**NEW_AREA, "boundary": boundary})
    assert response.status_code == 422
    assert words in at_field(response, "boundary")
    assert "<title>Fout: " in text(response)
    assert response.context["form"]["boundary"].value() == boundary
    assert response.context["form"]["streets"].value() == NEW_AREA["streets"]
    assert not Area.objects.exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("case", BAD)
def test_refuses_a_bad_file_and_asks_for_it_again(client: Client, case: str) -> None:
    boundary, words = BAD[case]
    words = "leeg" if case == "empty" else words
    sent = {**NEW_AREA, "boundary": "", "boundary_file": SimpleUploadedFile("x.wkt", boundary.encode())}
    response = client.post(reverse("areas:area_add"), sent)
    assert response.status_code == 422
    assert words in at_field(response, "boundary_file")
    assert "kies het daarna opnieuw" in at_field(response, "boundary_file")
    assert 'value="Nieuwmarkt"' in text(response)
    assert not Area.objects.exists()


def test_a_million_points_pasted_get_a_message_at_the_field(client: Client) -> None:
    sent = {**NEW_AREA, "boundary": circle(1_000_000)}
    response = client.post(reverse("areas:area_add"), sent)
    assert response.status_code == 422
    assert "te groot" in at_field(response, "boundary")
    assert not Area.objects.exists()


def test_a_million_points_uploaded_get_a_message_at_the_field(client: Client) -> None:
    upload = SimpleUploadedFile("groot.wkt", circle(1_000_000).encode())
    response = client.post(reverse("areas:area_add"), {**NEW_AREA, "boundary": "", "boundary_file": upload})
    assert response.status_code == 422
    assert "te groot" in at_field(response, "boundary_file")
    assert 'value="Nieuwmarkt"' in text(response)


def test_too_much_to_read_is_also_refused_for_a_new_boundary(client: Client, world: dict[str, Any]) -> None:
    address = reverse("areas:boundary_add", args=[world["area"].pk])
    response = client.post(address, {"boundary": circle(1_000_000)})
    assert response.status_code == 422
    assert "te groot" in at_field(response, "boundary")
    assert response.context["form"]["versie"].value() == world["area"].version


def test_pages_that_may_be_huge_still_check_the_token(officer: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    assert client.post(reverse("areas:area_add"), NEW_AREA).status_code == 403
    assert not Area.objects.exists()


def test_keeps_the_boundary_of_a_sound_file_when_something_else_is_wrong(client: Client) -> None:
    sent = {**NEW_AREA, "name": "", "boundary": "", "boundary_file": SimpleUploadedFile("x", SQUARE.encode())}
    response = client.post(reverse("areas:area_add"), sent)
    assert response.status_code == 422
    assert response.context["form"]["boundary"].value() == SQUARE
    assert response.context["form"]["source"].value() == NEW_AREA["source"]
    assert "hoeft het bestand niet opnieuw te kiezen" in text(response)


def test_refuses_a_text_and_a_file_together(client: Client) -> None:
    sent = {**NEW_AREA, "boundary_file": SimpleUploadedFile("x", SQUARE.encode())}
    assert "niet allebei" in at_field(client.post(reverse("areas:area_add"), sent), "boundary_file")


def test_refuses_a_name_that_exists_at_the_field(client: Client, world: dict[str, Any]) -> None:
    response = client.post(reverse("areas:area_add"), {**NEW_AREA, "name": "Proefmarkt"})
    assert response.status_code == 422
    assert "bestaat al" in at_field(response, "name")
    assert Boundary.objects.count() == 1


def test_all_messages_at_once(client: Client) -> None:
    response = client.post(reverse("areas:area_add"), {"valid_from": "31-02-2026", "boundary": OPEN})
    for name in ("name", "kind", "valid_from", "boundary"):
        assert at_field(response, name), name


def test_a_new_boundary_leaves_the_old_one(client: Client, world: dict[str, Any]) -> None:
    area, old = world["area"], Boundary.objects.get()
    address = reverse("areas:boundary_add", args=[area.pk])
    page = client.get(address)
    assert page.context["form"]["streets"].value() == "Proefstraat"
    sent = {"versie": 1, "boundary": WGS84, "valid_from": "01-02-2026", "streets": "Andere straat"}
    assert client.post(address, sent).status_code == 302
    assert area.boundaries.count() == 2
    assert Boundary.objects.get(pk=old.pk).geometry == old.geometry
    detail = text(client.get(reverse("areas:area", args=[area.pk])))
    assert "1 januari 2020" in detail
    assert "1 februari 2026" in detail
    assert "Andere straat" in detail
    earlier = text(client.get(reverse("areas:area", args=[area.pk]), {"grens": old.pk}))
    assert "U ziet de grens die geldt vanaf 1 januari 2020" in earlier


# --- What a page shows ---------------------------------------------------------------------------


def test_the_page_of_an_area_shows_map_positions_deployments_and_log(
    client: Client, world: dict[str, Any]
) -> None:
    outside = new_position(User.objects.get(), "Z-09", x=144000, y=487100, place="Elders")
    page = text(client.get(reverse("areas:area", args=[world["area"].pk])))
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in page
    assert "P-01" in page
    assert "Unit MOB-1" in page
    assert outside.place not in page
    assert "Gebied toegevoegd" in page
    assert "Anna Proef (beleidsmedewerker)" in page


def test_the_page_of_an_area_names_the_cases_about_it(client: Client, world: dict[str, Any]) -> None:
    designated = make_designated_area(make_decision(), area=world["area"])
    page = text(client.get(reverse("areas:area", args=[world["area"].pk])))
    assert f">{designated.decision.kenmerk}</a>" in page
    assert "instellen, concept" in page


def test_the_list_of_positions_names_areas_and_cameras(client: Client, world: dict[str, Any]) -> None:
    page = text(client.get(reverse("areas:position_list")))
    assert "Proefmarkt" in page
    assert "Unit MOB-1" in page


def test_a_position_that_lies_nowhere_has_a_page(client: Client, officer: User) -> None:
    lonely = new_position(officer, x=150000, y=484000)
    assert "geen enkel gebied" in text(client.get(reverse("areas:position", args=[lonely.pk])))


# --- Positions, units, deployments ---------------------------------------------------------------

NEW_POSITION = {
    "code": "S-77",
    "valid_from": "01-03-2026",
    "place": "Proefplein, zuidzijde",
    "kind": "vast",
    "x": "143.100,5",
    "y": "487100",
    "direction": "270",
}


def test_adds_a_position(client: Client) -> None:
    assert client.post(reverse("areas:position_add"), NEW_POSITION).status_code == 302
    position = Position.objects.get()
    assert (position.code, position.x, position.y, position.direction) == ("S-77", 143100.5, 487100, 270)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("x", "121000", "buiten de gemeente"),
        ("x", "NaN", "geen getal"),
        ("y", "hier", "geen getal"),
        ("x", "", "ontbreekt"),
        ("x", "5,22", "buiten de gemeente"),
        ("direction", "360", "0 tot en met 359"),
        ("direction", "noord", "0 tot en met 359"),
        ("place", "", "Vul ‘Plaats in woorden’ in"),
        ("code", "", "Vul ‘Code’ in"),
        ("code", "P-01", "al van positie"),
        ("valid_from", "gisteren", "dag-maand-jaar"),
        ("valid_from", "01-01-0026", "jaar"),
    ],
)
def test_refuses_a_bad_position_at_the_field(
    client: Client, world: dict[str, Any], field: str, typed: str, words: str
) -> None:
    before = Position.objects.count()
    response = client.post(reverse("areas:position_add"), {**NEW_POSITION, field: typed})
    assert response.status_code == 422
    assert words in at_field(response, field)
    assert response.context["form"][field].value() == typed
    assert Position.objects.count() == before


def test_refuses_a_unit_in_two_places_at_the_field(client: Client, world: dict[str, Any]) -> None:
    sent = {"position": world["position"].pk, "unit": world["unit"].pk, "first_day": "01-03-2026"}
    response = client.post(reverse("areas:deploy"), sent)
    assert response.status_code == 422
    assert "staat in deze periode al op Proefplein" in at_field(response, "unit")
    assert Deployment.objects.count() == 1


def test_the_form_to_deploy_is_filled_in_by_the_page_one_comes_from(
    client: Client, world: dict[str, Any]
) -> None:
    page = client.get(reverse("areas:deploy"), {"positie": world["spot"].pk, "unit": "x"})
    assert f'value="{world["spot"].pk}" selected' in text(page)


def test_refuses_an_end_before_the_beginning(client: Client, world: dict[str, Any]) -> None:
    deployment = world["deployment"]
    address = reverse("areas:deployment_end", args=[deployment.pk])
    sent = {"versie": workflow.version_of(deployment), "last_day": "31-12-2019"}
    response = client.post(address, sent)
    assert response.status_code == 422
    assert "voor de eerste dag" in at_field(response, "last_day")


# --- Every page: who, and what it records --------------------------------------------------------


def addresses(world: dict[str, Any]) -> dict[str, str]:
    """Every address of this app, by name."""
    kinds = {"area": "area", "boundary": "area", "position": "position", "unit": "unit", "sign": "sign"}
    named = {"sign_add": "area", "masking_add": "position"}
    found = {}
    for pattern in urlpatterns:
        args = []
        if "<int:pk>" in str(pattern.pattern):
            name = str(pattern.name)
            kind = named.get(name) or kinds.get(name.split("_")[0], "deployment")
            args = [world[kind].pk]
        found[str(pattern.name)] = reverse(f"areas:{pattern.name}", args=args)
    return found


READING = {"list", "area", "position_list", "position", "unit_list", "unit", "sign_photo"}


@pytest.mark.parametrize("role", [*Role, None])
def test_who_opens_which_page(world: dict[str, Any], role: Role | None) -> None:
    user = make_user(role)
    client = Client()
    client.force_login(user)
    for name, address in addresses(world).items():
        needed = Perm.VIEW_CASES if name in READING else Perm.EDIT_AREAS
        response = client.get(address)
        assert response.status_code == (200 if may(user, needed) else 403), name
        if response.status_code == 403:
            assert "beleidsmedewerker" in text(response)
        if name not in READING and not may(user, needed):
            assert client.post(address).status_code == 403, name


def test_anonymous_visitors_must_sign_in(world: dict[str, Any]) -> None:
    for name, address in addresses(world).items():
        assert Client().get(address).url.startswith(reverse("login")), name


def test_who_may_not_edit_sees_no_button(world: dict[str, Any]) -> None:
    client = Client()
    client.force_login(make_user(Role.AUDITOR))
    forms = {address for name, address in addresses(world).items() if name not in READING}
    for name in READING - {"sign_photo"}:
        links = set(re.findall(r'href="([^"?]+)', text(client.get(addresses(world)[name]))))
        assert not links & forms, name


def sendings(world: dict[str, Any]) -> dict[str, tuple[dict[str, Any], str]]:
    """For every form: something sound to send, and the event that it must record."""
    unit_version = workflow.version_of(world["unit"])
    code = {"code": "N-01", "valid_from": "01-03-2026"}
    return {
        "area_add": (NEW_AREA, "area.added"),
        "area_edit": ({"versie": 1, "name": "Anders", "kind": "centrum"}, "area.changed"),
        "boundary_add": ({"versie": 1, "boundary": SQUARE, "valid_from": "01-03-2026"}, "boundary.recorded"),
        "position_add": (NEW_POSITION, "position.added"),
        "position_edit": (
            {"versie": 1, "place": "Anders", "kind": "vast", "x": "143101", "y": "487101"},
            "position.changed",
        ),
        "position_rename": ({"versie": 1, **code}, "position.renamed"),
        "unit_add": ({"code": "MOB-9", "valid_from": "01-03-2026"}, "unit.added"),
        "sign_add": ({"entrance": "Station", "placed_on": "01-03-2020"}, "sign.placed"),
        "sign_remove": ({"versie": 1, "removed_on": "01-03-2020"}, "sign.removed"),
        "masking_add": (
            {"checked_on": "01-03-2020", "party": "de politie", "in_order": "ja", "note": ""},
            "masking.checked",
        ),
        "unit_edit": ({"versie": unit_version, "description": "Anders"}, "unit.changed"),
        "unit_rename": ({"versie": unit_version, **code}, "unit.renamed"),
        "deploy": ({"position": world["position"].pk, "first_day": "01-03-2026"}, "deployment.started"),
        "deployment_end": (
            {"versie": workflow.version_of(world["deployment"]), "last_day": "01-03-2026"},
            "deployment.ended",
        ),
    }


def test_every_form_records_its_event_once(client: Client, world: dict[str, Any]) -> None:
    sent = sendings(world)
    assert set(sent) == set(addresses(world)) - READING
    assert {event for _, event in sent.values()} == set(EVENTS)


@pytest.mark.parametrize("name", sorted({p.name for p in urlpatterns} - READING))
def test_a_form_records_its_event(client: Client, world: dict[str, Any], name: str) -> None:
    data, event = sendings(world)[name]
    before = AuditEvent.objects.count()
    response = client.post(addresses(world)[name], data)
    assert response.status_code == 302, response.context["form"].errors
    assert AuditEvent.objects.count() == before + 1
    assert AuditEvent.objects.first().event == event
    assert "Fout" not in text(client.get(response.url))


@pytest.mark.parametrize(
    "name", ["area_edit", "boundary_add", "position_edit", "position_rename", "sign_remove"]
)
def test_a_second_writer_sees_who_was_first_and_loses_nothing(world: dict[str, Any], name: str) -> None:
    data, _ = sendings(world)[name]
    refuse_second(world, name, data, later=2)


@pytest.mark.parametrize("name", ["unit_edit", "unit_rename", "deployment_end"])
def test_a_second_writer_of_what_has_no_version_too(world: dict[str, Any], name: str) -> None:
    data, _ = sendings(world)[name]
    refuse_second(world, name, data, later=AuditEvent.objects.count() + 1)


def refuse_second(world: dict[str, Any], name: str, data: dict[str, Any], later: int) -> None:
    first, second = Client(), Client()
    first.force_login(make_user(first_name="Berend", last_name="Eerder"))
    second.force_login(make_user(first_name="Carla", last_name="Later"))
    address = addresses(world)[name]
    assert first.post(address, data).status_code == 302
    typed = {key: "02-04-2026" if key in ("valid_from", "last_day") else value for key, value in data.items()}
    typed |= {"code": "T-55"} if "code" in data else {}
    events = AuditEvent.objects.count()
    response = second.post(address, typed)
    assert response.status_code == 409
    assert "Berend Eerder heeft dit intussen gewijzigd" in text(response)
    assert "Dit is nu opgeslagen" in text(response)
    for key, value in typed.items():
        shown = response.context["form"][key].value()
        assert shown == (str(later) if key == "versie" else value)
    assert AuditEvent.objects.count() == events
    assert second.post(address, {**typed, "versie": later}).status_code == 302


def test_a_form_without_its_version_is_refused(client: Client, world: dict[str, Any]) -> None:
    response = client.post(addresses(world)["area_edit"], {"name": "Anders", "kind": "overig"})
    assert response.status_code == 422
    assert "Laad de pagina opnieuw" in text(response)


# --- The cost ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(READING))
def test_the_same_number_of_queries_with_thirty_rows(
    client: Client,
    officer: User,
    world: dict[str, Any],
    name: str,
    django_assert_num_queries: Any,
) -> None:
    def add(number: int) -> None:
        new_area(officer, f"Gebied {number}")
        position = new_position(officer, f"Q-{number}", Position.Kind.MOBILE)
        unit = new_unit(officer, f"MOB-{number + 10}")
        workflow.deploy(by=officer, position=position, unit=unit, first_day=SINCE, last_day=None)
        boundary = {"geometry": {"type": "Polygon", "coordinates": [RING]}, "streets": [], "source": ""}
        workflow.record_boundary(area=world["area"], by=officer, valid_from=SINCE, **boundary)
        day = date(2000 + number % 9, number // 9 + 1, 1)
        past = {"by": officer, "first_day": day, "last_day": day}
        workflow.deploy(position=world["position"], unit=unit, **past)
        workflow.deploy(position=position, unit=world["unit"], **past)
        entrance = {"entrance": f"Toegang {number}", "placed_on": SINCE, "photo": None}
        workflow.place_sign(by=officer, area=world["area"], **entrance)
        look = {"checked_on": day, "party": "de politie", "in_order": True, "note": ""}
        workflow.check_masking(by=make_user(), position=world["position"], **look)

    address = addresses(world)[name]
    add(0)
    client.get(address)
    with CaptureQueriesContext(connection) as with_one:
        client.get(address)
    for number in range(1, 30):
        add(number)
    with django_assert_num_queries(len(with_one)):
        assert client.get(address).status_code == 200
