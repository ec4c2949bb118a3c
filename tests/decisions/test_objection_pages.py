"""The pages of objections and rulings: what everybody sees, what few see, and that reading is noted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.urls import reverse

from almere_camera.home import work_for
from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from decisions.models import Decision, DecisionKind, Evidence, Interruption, Objection
from tests import factories as make
from tests.decisions.acts import client_of, do
from tests.decisions.pages import page, queries, signed_in

pytestmark = pytest.mark.django_db
TODAY = make.TODAY  # 31 March 2026


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def case() -> Decision:
    """Published on 10 March 2026: objections until 21 April."""
    return make.running_case(first_day=date(2026, 3, 11))


@pytest.fixture
def lawyer() -> User:
    return make.make_user(Role.REVIEWER)


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def post(user: User, name: str, typed: dict[str, Any], **kwargs: Any) -> Any:
    return client_of(user).post(reverse(f"decisions:{name}", kwargs=kwargs), typed)


LETTER = {
    "number": "BZW-2026-1",
    "received_on": "30-03-2026",
    "way": "post",
    "posted_on": "28-03-2026",
    "objector": "J. Verzonnen",
    "contact": "Proefstraat 1\nAlmere",
    "grounds": "De camera kijkt in mijn tuin. مرحبا",
}


# --- Recording and reading -----------------------------------------------------------------------


def test_an_objection_from_letter_to_decision(case: Decision, lawyer: User) -> None:
    assert do(lawyer, case, "objection_add", **LETTER).status_code == 302
    record = Objection.objects.get()
    of = {"pk": case.pk, "objection": record.pk}
    assert record.grounds.endswith("مرحبا")  # recorded as written, also what a decision cannot print
    shown = words(page(signed_in(lawyer), "objection", **of))
    for said in ("J. Verzonnen", "De camera kijkt", "30 maart 2026", "Op tijd", "30 maart 2031"):
        assert said in shown, said
    relief = {"versie": 1, "requested_on": "30-03-2026", "hearing_on": "14-04-2026", "outcome": ""}
    assert post(lawyer, "objection_relief", relief, **of).status_code == 302
    decision = {"versie": 2, "outcome": "gegrond", "decided_on": "31-03-2026"}
    assert post(lawyer, "objection_decide", decision, **of).status_code == 302
    shown = page(signed_in(lawyer), "objection", **of)
    assert "Gegrond" in shown
    assert reverse("decisions:interruption_add", kwargs={"pk": case.pk}) in shown
    gone = {"versie": 3, "reason": "verzoek van betrokkene"}
    assert post(lawyer, "objection_destroy", gone, **of).status_code == 302
    shown = words(page(signed_in(lawyer), "objection", **of))
    assert "vernietigd op 31 maart 2026" in shown
    assert "Verzonnen" not in shown
    assert "zijn vernietigd" in words(page(signed_in(lawyer), "objection_edit", **of))
    assert post(lawyer, "objection_edit", {"versie": 4, **LETTER}, **of).status_code == 422


def test_opening_who_objects_is_recorded_and_the_list_is_not(case: Decision, lawyer: User) -> None:
    record = make.make_objection(case)
    client = signed_in(lawyer)
    for name in ("objections", "detail", "objection_decide", "objection_relief", "objection_destroy"):
        kwargs = {"pk": case.pk} | ({"objection": record.pk} if name.startswith("objection_") else {})
        assert "Verzonnen" not in page(client, name, **kwargs), name
    assert not AuditEvent.objects.exclude(event="dossier.read").exists()
    for name in ("objection", "objection_edit"):
        assert "Verzonnen" in page(client, name, pk=case.pk, objection=record.pk)
    events = AuditEvent.objects.exclude(event="dossier.read").order_by("seq")
    assert [(e.event, e.object_id, e.actor, e.facts) for e in events] == [
        ("objection.read", str(record.pk), lawyer, {})
    ] * 2


@pytest.mark.parametrize("role", list(Role))
def test_others_see_that_there_is_one_and_not_who(case: Decision, role: Role) -> None:
    record = make.make_objection(case, late_note="Zij lag in het ziekenhuis")
    client = signed_in(make.make_user(role))
    for shown in (page(client, "objections", pk=case.pk), page(client, "detail", pk=case.pk)):
        assert "Verzonnen" not in shown
        assert "tuin" not in shown
        assert "ziekenhuis" not in shown
    shown = page(client, "objections", pk=case.pk)
    assert record.number in shown
    assert "Nog niet beslist" in shown
    url = reverse("decisions:objection", kwargs={"pk": case.pk, "objection": record.pk})
    may = role is Role.REVIEWER
    assert (url in shown) is may
    assert client.get(url).status_code == (200 if may else 403)


def test_nobody_without_a_function_sees_anything(case: Decision) -> None:
    url = reverse("decisions:objections", kwargs={"pk": case.pk})
    assert signed_in(make.make_user(None)).get(url).status_code == 403


def test_an_objection_stands_in_its_own_case_only(case: Decision, lawyer: User) -> None:
    record = make.make_objection(make.running_case())
    url = reverse("decisions:objection", kwargs={"pk": case.pk, "objection": record.pk})
    assert signed_in(lawyer).get(url).status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"number": ""}, "Vul het zaaknummer in."),
        ({"received_on": "morgen"}, "Vul bij ‘Ontvangen op’ een datum in"),
        ({"received_on": "01-04-2026"}, "Een bezwaar kan niet in de toekomst zijn ontvangen."),
        ({"way": ""}, "Kies hoe het bezwaar is binnengekomen."),
        ({"way": "e-mail"}, "Een poststempel hoort alleen bij een bezwaar dat per post kwam."),
    ],
)
def test_what_is_wrong_is_said_at_the_field(case: Decision, lawyer: User, typed: Any, said: str) -> None:
    response = do(lawyer, case, "objection_add", **{**LETTER, **typed})
    assert response.status_code == 422
    html = response.content.decode()
    assert said in html
    assert re.search(r'<a href="#id_(number|received_on|way(_0)?|posted_on)">', html)
    assert "De camera kijkt in mijn tuin." in html
    assert not Objection.objects.exists()


def test_the_second_writer_sees_what_is_now_stored(case: Decision, lawyer: User) -> None:
    record = make.make_objection(case, received_on=date(2026, 3, 30), way=Objection.Way.POST)
    of = {"pk": case.pk, "objection": record.pk}
    other = make.make_user(Role.REVIEWER)
    first = {"versie": 1, **LETTER, "hearing_on": "05-05-2026"}
    assert post(other, "objection_edit", first, **of).status_code == 302
    mine = {"versie": 1, **LETTER, "hearing_on": "06-05-2026"}
    response = post(lawyer, "objection_edit", mine, **of)
    assert response.status_code == 409
    html = response.content.decode()
    assert "5 mei 2026" in html
    assert "06-05-2026" in html
    version = re.search(r'name="versie" value="(\d+)"', html)
    assert version
    assert version.group(1) == "2"
    assert post(lawyer, "objection_edit", {**mine, "versie": 2}, **of).status_code == 302


# --- What follows --------------------------------------------------------------------------------


def test_the_page_counts_down_and_says_until_when_to_decide(case: Decision) -> None:
    client = signed_in(make.make_user(Role.AUDITOR))
    shown = words(page(client, "objections", pk=case.pk))
    assert "Nog 21 dagen om bezwaar te maken, tot en met 21 april 2026." in shown
    assert "uiterlijk 21 april 2026 ter post bezorgd en uiterlijk 28 april 2026 ontvangen" in shown
    assert "2 juni 2026 (Awb 7:10; te bevestigen)" in shown
    assert "14 juli 2026 (Awb 7:10; te bevestigen)" in shown
    for day, said in (
        ("2026-04-20", "Nog 1 dag om"),
        ("2026-04-21", "Vandaag is de laatste dag"),
        ("2026-04-22", "voorbij sinds 21 april 2026"),
    ):
        with time_machine.travel(f"{day}T12:00:00+02:00", tick=False):
            client = signed_in(make.make_user(Role.AUDITOR))
            assert said in words(page(client, "objections", pk=case.pk))
            assert said in words(page(client, "detail", pk=case.pk))
    draft = make.complete_case()
    client = signed_in(make.make_user(Role.AUDITOR))
    assert "begint pas na de bekendmaking" in page(client, "objections", pk=draft.pk)


def test_an_objection_shows_on_the_successor_and_the_predecessor(case: Decision) -> None:
    later = make.make_decision(DecisionKind.CHANGE)
    make.make_designated_area(later, follows=case.designated_areas.get())
    make.adopt(later)
    make.make_objection(case, number="BZW-EERST")
    make.make_objection(later, number="BZW-LATER")
    client = signed_in(make.make_user(Role.AUDITOR))
    for name in ("detail", "objections"):
        shown = words(page(client, name, pk=later.pk))
        assert "BZW-EERST" in shown
        assert "heeft mede betrekking op dit besluit" in shown
        assert "Awb 6:19" in shown
        assert "BZW-LATER" in words(page(client, name, pk=case.pk)) or name == "detail"
    assert later.kenmerk in words(page(client, "objections", pk=case.pk))


def test_a_ruling_is_shown_with_its_correction(case: Decision) -> None:
    office = make.make_user(Role.MAYORS_OFFICE)
    typed = {"kind": "schorsing", "from_day": "30-03-2026", "reference": "UTR 26/123"}
    assert do(office, case, "interruption_add", **typed).status_code == 302
    wrong = Interruption.objects.get()
    of = {"pk": case.pk, "interruption": wrong.pk}
    better = {**typed, "versie": case.version, "to_day": "15-04-2026", "reason": ""}
    refused = post(office, "interruption_correct", better, **of)
    assert refused.status_code == 422
    assert "Schrijf op waarom u dit gegeven verbetert." in refused.content.decode()
    better["reason"] = "De schorsing is opgeheven."
    assert post(office, "interruption_correct", better, **of).status_code == 302
    for role in Role:
        client = signed_in(make.make_user(role))
        shown = words(page(client, "objections", pk=case.pk))
        assert "Verbetering: De schorsing is opgeheven." in shown
        assert "UTR 26/123" in shown
        assert "30 maart 2026 tot en met 15 april 2026" in words(page(client, "detail", pk=case.pk))
    assert do(office, case, "interruption_add", **typed, to_day="15-04-2026").status_code == 422


def test_a_ruling_about_one_of_two_areas(lawyer: User) -> None:
    areas = [make.make_area("Noord"), make.make_area("Zuid")]
    case = make.running_case(areas=areas, first_day=date(2026, 3, 11))
    north = case.designated_areas.get(area__name="Noord")
    typed = {"kind": "vernietiging", "from_day": "31-03-2026", "areas": [north.pk]}
    assert do(lawyer, case, "interruption_add", **typed).status_code == 302
    assert list(Interruption.objects.get().areas.all()) == [north]
    wrong = {"kind": "vernietiging", "from_day": "31-03-2026", "to_day": "01-05-2026"}
    response = do(lawyer, case, "interruption_add", **wrong)
    assert response.status_code == 422
    assert '<a href="#id_to_day">Alleen een schorsing heeft een laatste dag.</a>' in response.content.decode()


def test_who_may_not_record_a_ruling_reads_who_may(case: Decision) -> None:
    response = do(make.make_user(Role.POLICY_OFFICER), case, "interruption_add", kind="schorsing")
    assert response.status_code == 403
    assert "toetser of burgemeesterskabinet" in response.content.decode()


def test_a_draft_has_no_ruling(lawyer: User) -> None:
    draft = make.complete_case()
    assert "kan alleen bij ‘Vastgesteld’" in page(signed_in(lawyer), "interruption_add", pk=draft.pk)
    typed = {"kind": "schorsing", "from_day": "31-03-2026"}
    assert do(lawyer, draft, "interruption_add", **typed).status_code == 422


# --- Confidential files --------------------------------------------------------------------------


def test_a_destroyed_file_is_named_with_its_day(
    lawyer: User, django_capture_on_commit_callbacks: Any
) -> None:
    case = make.complete_case()
    piece = Evidence(
        decision=case, kind="brief", title="Politiebrief", source="de politie", dated=TODAY, confidential=True
    )
    piece.file.save("", ContentFile(b"%PDF-1.7 geheim"), save=True)
    make.publish(make.adopt(case))
    url = reverse("decisions:evidence_destroy", kwargs={"pk": case.pk, "evidence": piece.pk})
    assert url in page(signed_in(lawyer), "detail", pk=case.pk)
    assert url not in page(signed_in(make.make_user(Role.POLICY_OFFICER)), "detail", pk=case.pk)
    # Kept for five years after the last day of the designation.
    last = TODAY + timedelta(days=4 * 365)
    assert f"tot en met {last.day} maart {last.year + 5}" in client_of(lawyer).get(url).content.decode()
    typed = {"versie": case.version, "reason": "bewaartermijn voorbij"}
    early = client_of(lawyer).post(url, typed)
    assert early.status_code == 422
    assert "Kies een andere reden, of wacht." in early.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        typed["reason"] = "ten onrechte bewaard"
        assert client_of(lawyer).post(url, typed).status_code == 302
    assert not Path(piece.file.path).exists()
    shown = words(page(signed_in(make.make_user(Role.POLICY_OFFICER)), "detail", pk=case.pk))
    assert "Bestand vernietigd op 31 maart 2026" in shown
    file_url = reverse("decisions:evidence_file", kwargs={"pk": case.pk, "evidence": piece.pk})
    response = client_of(lawyer).get(file_url)
    assert response.status_code == 410
    assert "vernietigd op 31 maart 2026" in response.content.decode()


# --- Work and cost -------------------------------------------------------------------------------


def test_pending_objections_are_work_for_the_lawyer(case: Decision, lawyer: User) -> None:
    make.make_objection(case, number="BZW-1", hearing_on=date(2026, 5, 7))
    make.make_objection(case, number="BZW-2", relief_hearing_on=date(2026, 4, 9))
    make.make_objection(case, number="BZW-3", outcome="ongegrond", decided_on=TODAY)
    found = next(one for one in work_for(lawyer, TODAY).lists if one.key == "bezwaren")
    assert [(item.title, item.until) for item in found.items] == [
        ("Bezwaar BZW-2", date(2026, 4, 9)),
        ("Bezwaar BZW-1", date(2026, 5, 7)),
    ]
    assert "Beslissen uiterlijk 2 juni 2026" in found.items[0].note
    late = next(one for one in work_for(lawyer, date(2026, 7, 15)).lists if one.key == "bezwaren")
    assert {item.badge for item in late.items} == {"De beslistermijn is voorbij"}
    officer = make.make_user(Role.POLICY_OFFICER)
    assert "bezwaren" not in [one.key for one in work_for(officer, TODAY).lists]


@pytest.mark.parametrize("name", ["objections", "detail"])
def test_the_register_costs_the_same_with_one_and_with_thirty(
    case: Decision, lawyer: User, name: str
) -> None:
    later = make.make_decision(DecisionKind.CHANGE)
    make.make_designated_area(later, follows=case.designated_areas.get())
    make.adopt(later)
    client, url = signed_in(lawyer), reverse(f"decisions:{name}", kwargs={"pk": case.pk})

    def more(start: int, stop: int) -> None:
        for number in range(start, stop):
            make.make_objection(case, number=f"A{number}")
            make.make_objection(later, number=f"B{number}")
            ruling = make.interrupt(case, date(2026, 3, 12), date(2026, 3, 13))
            ruling.areas.set(case.designated_areas.all())

    more(0, 1)
    few = queries(client, url)
    more(1, 30)
    assert queries(client, url) == few


def test_the_work_costs_the_same_with_one_and_with_thirty(lawyer: User) -> None:
    client, url = signed_in(lawyer), reverse("home")
    make.make_objection(make.running_case())
    few = queries(client, url)
    for _ in range(9):
        make.make_objection(make.running_case())
    assert queries(client, url) == few
