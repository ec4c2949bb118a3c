"""What is public, how it stands on the day, and what a resident reads of it."""

from __future__ import annotations

from datetime import date, time, timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.urls import reverse

from almere_camera.roles import Role
from decisions import register, states
from decisions.models import (
    Closure,
    DecisionKind,
    Interruption,
    Starts,
    Status,
    Variant,
)
from decisions.public.addresses import kenmerk_of, slug_of
from decisions.register import Group
from tests import factories as make
from tests.decisions.public import places
from tests.decisions.public.places import get, page_of, published, shown, words

pytestmark = pytest.mark.django_db
TODAY, DAY = make.TODAY, make.ONE_DAY


def public(today: date = TODAY) -> set[str]:
    return set(register.public_decisions(today).values_list("kenmerk", flat=True))


# --- What is public --------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [s for s in Status if s != Status.ADOPTED])
def test_what_is_not_adopted_is_not_public(status: Status) -> None:
    case = make.make_decision(status=status)
    assert public() == set()
    assert get(page_of(case)).status_code == 404


def test_adopted_becomes_public_on_the_day_of_publication() -> None:
    case = make.make_decision()
    make.make_designated_area(case)
    make.adopt(case)
    assert public() == set()
    make.publish(case, TODAY)
    assert public() == {case.kenmerk}
    assert public(TODAY - DAY) == set()


def test_a_placement_on_the_website_alone_is_no_publication() -> None:
    """Awb 3:42 and Bekendmakingswet 6: in the Gemeenteblad."""
    case = make.adopt(make.make_decision())
    make.publish(case, TODAY, kind="website", number="")
    assert public() == set()


def test_withdrawn_before_publication_never_becomes_public() -> None:
    case = make.adopt(make.make_decision())
    one, other = make.make_user(Role.MAYORS_OFFICE), make.make_user(Role.REVIEWER)
    Closure.objects.create(
        decision=case,
        outcome=Closure.Outcome.WITHDRAWN,
        reasons="Toch niet",
        proposed_by=one,
        confirmed_by=other,
        confirmed_at="2026-03-30T12:00:00Z",
    )
    make.publish(case, TODAY)
    assert public() == set()


def test_a_proposal_to_withdraw_hides_nothing() -> None:
    case = published()
    Closure.objects.create(
        decision=case,
        outcome=Closure.Outcome.WITHDRAWN,
        reasons="Toch niet",
        proposed_by=make.make_user(Role.MAYORS_OFFICE),
    )
    assert public() == {case.kenmerk}


def test_a_past_decision_shows_what_is_known() -> None:
    case = make.make_decision(historical=True)
    make.make_designated_area(case, starts=Starts.ON_DAY, last_day=None)
    case.status = Status.ADOPTED
    case.save(update_fields=["status"])
    page = shown(case)
    assert "Onbekend" in page
    assert "Waar het besluit is bekendgemaakt, is in dit register niet bekend" in page
    assert "Wanneer het besluit inging en wanneer het eindigde, is in dit register niet bekend." in page
    assert "Bezwaar maken" not in page


def test_what_is_not_public_and_what_does_not_exist_get_the_same_answer() -> None:
    draft = make.make_decision(kenmerk="CT-2026-001")
    adopted = make.adopt(make.make_decision(kenmerk="CT-2026-002"))
    places.with_text(adopted)
    paths = ("/register/besluiten/{}/", "/register/besluiten/{}/besluit.pdf")
    api = (f"{places.API}/aanwijzingsbesluiten/{{}}", f"{places.API}/gebieden/{{}}-1")
    for path in (*paths, *api):
        answers = [get(path.format(k)) for k in (draft.kenmerk, adopted.kenmerk, "CT-2026-999", "..")]
        assert {a.status_code for a in answers} == {404}, path
        assert len({a.content for a in answers}) == 1, path
        heads = [{k: v for k, v in a.headers.items() if k != "Content-Length"} for a in answers]
        assert all(head == heads[0] for head in heads), path


@pytest.mark.parametrize("kenmerk", ["CT-2026-001", "Z/23/12 3", "~100%", "é&?#", "..", "2026.1"])
def test_every_kenmerk_has_an_address(kenmerk: str) -> None:
    assert kenmerk_of(slug_of(kenmerk)) == kenmerk
    assert "/" not in slug_of(kenmerk)
    case = published(kenmerk=kenmerk)
    if kenmerk != "..":  # which no client asks for
        assert kenmerk.replace("&", "&amp;") in shown(case)


def test_one_decision_has_one_address() -> None:
    published(kenmerk="CT-1")
    assert get("/register/besluiten/CT~2D1/").status_code == 404


# --- How it stands ---------------------------------------------------------------------------------


def test_the_page_says_the_state_of_each_day() -> None:
    case = make.running_case(first_day=date(2026, 3, 12), last_day=date(2026, 4, 30))
    expected = {"2026-03-11": "Nog niet in werking", "2026-03-12": "Van kracht", "2026-05-01": "Verlopen"}
    for day, state in expected.items():
        with time_machine.travel(f"{day}T12:00:00+02:00", tick=False):
            assert f">{state}</span>" in shown(case), day


def test_a_suspended_decision_says_so_from_its_day() -> None:
    case = make.running_case(first_day=TODAY - 20 * DAY, last_day=TODAY + 20 * DAY)
    make.interrupt(case, TODAY, TODAY + 5 * DAY)
    page = shown(case)
    assert ">Geschorst</span>" in page
    assert "Het besluit is geschorst vanaf 31 maart 2026, tot en met 5 april 2026." in page
    with time_machine.travel("2026-04-06T12:00:00+02:00", tick=False):
        assert ">Van kracht</span>" in shown(case)


@pytest.mark.parametrize(
    ("kind", "state", "sentence"),
    [
        (Interruption.Kind.REVOCATION, "Herroepen", "na bezwaar herroepen"),
        (Interruption.Kind.ANNULMENT, "Vernietigd", "De rechter heeft het besluit vernietigd"),
    ],
)
def test_a_decision_that_was_taken_away_says_so(kind: str, state: str, sentence: str) -> None:
    case = make.running_case()
    make.interrupt(case, TODAY, kind=kind)
    page = shown(case)
    assert f">{state}</span>" in page
    assert sentence in page
    assert "vanaf 31 maart 2026" in page


def test_an_ending_stops_the_designation_it_ends() -> None:
    running = make.running_case(first_day=TODAY - 20 * DAY, last_day=TODAY + 90 * DAY)
    ending = make.make_decision(DecisionKind.END)
    make.make_designated_area(
        ending, follows=running.designated_areas.get(), starts=Starts.ON_DAY, first_day=TODAY, last_day=None
    )
    make.adopt(ending, TODAY - 3 * DAY)
    make.publish(ending, TODAY - 2 * DAY)
    page = shown(ending)
    assert "Vanaf 31 maart 2026 mogen daar geen camera’s meer hangen voor cameratoezicht." in page
    assert page_of(running) in page
    before = shown(running)
    assert ">Beëindigd</span>" in before
    assert "Het is eerder beëindigd." in before
    assert "30 maart 2026" in before


def test_a_draft_that_follows_is_not_betrayed() -> None:
    running = make.running_case()
    before = shown(running)
    draft = make.make_decision(DecisionKind.EXTEND)
    make.make_designated_area(draft, follows=running.designated_areas.get())
    assert shown(running) == before


def test_the_groups_agree_with_the_states() -> None:
    """Every designation is found under the group of its own state, and under no other."""
    make.running_case()
    published()  # in force tomorrow
    make.running_case(first_day=TODAY - 90 * DAY, last_day=TODAY - DAY)
    make.interrupt(make.running_case(), TODAY)
    make.interrupt(make.running_case(), TODAY, kind=Interruption.Kind.ANNULMENT)
    old = make.make_decision(historical=True, status=Status.DRAFT)
    make.make_designated_area(old, starts=Starts.ON_DAY, last_day=None)
    make.adopt(old)
    standing, rules = register.standing(TODAY), states.HouseRules()
    seen = []
    for designated in states.with_terms(register.public_designations(TODAY)):
        state = states.state_on(designated, TODAY, rules)
        found = [
            group
            for group in Group
            if register.public_designations(TODAY)
            .filter(standing.of_designations(group), pk=designated.pk)
            .exists()
        ]
        assert found == [register.GROUP_OF[state]], state
        seen += found
    assert sorted(seen) == sorted([Group.NOW, Group.COMING, Group.PAST, Group.NOW, Group.PAST, Group.UNKNOWN])


def test_the_list_shows_the_group_that_was_chosen() -> None:
    now, over = make.running_case(), make.running_case(first_day=TODAY - 90 * DAY, last_day=TODAY - DAY)
    assert now.kenmerk in words(get("/register/"))
    assert over.kenmerk not in words(get("/register/"))
    assert over.kenmerk in words(get("/register/?toestand=voorbij"))
    assert all(c.kenmerk in words(get("/register/?toestand=alle")) for c in (now, over))
    assert get("/register/?toestand=geheim").status_code == 404


def test_search_finds_area_and_kenmerk_but_no_house_number() -> None:
    case = make.running_case(areas=[make.make_area("Hofmark 9871")])
    assert case.kenmerk in words(get("/register/?zoek=hofm"))
    assert case.title in words(get(f"/register/?zoek={case.kenmerk}"))
    for guess in ("9871", "Hofmark 9871", "Hofmark 9872"):
        assert case.title not in words(get(f"/register/?zoek={quote(guess)}")), guess


# --- Objections ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published_on", "last"),
    [("2026-02-20", "2026-04-07"), ("2026-03-16", "2026-04-28"), ("2026-03-24", "2026-05-06")],
)
def test_objecting_is_explained_to_the_last_day(published_on: str, last: str) -> None:
    """domein.md 1.4: Goede Vrijdag and Easter, Koningsdag, 5 mei."""
    end = date.fromisoformat(last)
    with time_machine.travel(f"{published_on}T12:00:00+01:00", tick=False):
        case = published(date.fromisoformat(published_on))
    with time_machine.travel(f"{last}T12:00:00+02:00", tick=False):
        page = shown(case)
        assert f"tot en met {end.day} {('april', 'mei')[end.month - 4]} 2026" in page
        assert "Postbus 1, 1300 AA Almere" in page
    with time_machine.travel(f"{end + DAY}T12:00:00+02:00", tick=False):
        assert "Bezwaar maken kon tot en met" in shown(case)
        assert "Postbus 1" not in shown(case)


# --- In plain words --------------------------------------------------------------------------------


def test_the_summary_of_a_mobile_decision() -> None:
    case = make.make_decision(DecisionKind.START, Variant.MOBILE)
    area = make.make_area("Hofmark en omgeving", streets=["Hofmark", "Kerkgracht 3", "Plein 1945"])
    make.make_use(
        make.make_designated_area(
            case, area=area, words="Het gebied rond de Hofmark.", last_day=date(2026, 4, 30)
        )
    )
    make.make_records()
    make.adopt(case, date(2026, 3, 30))
    make.publish(case, TODAY)
    entry = register.entries(register.public_decisions(TODAY), TODAY)[0]
    from decisions.public.plain import summary

    assert summary(entry, TODAY) == [
        "De burgemeester van Almere heeft op 30 maart 2026 besloten dat er tijdelijk mobiele camera’s mogen "
        "hangen in Hofmark en omgeving.",
        "Het gaat om het gebied rond de Hofmark. Daarin liggen, helemaal of voor een deel: Hofmark, "
        "Kerkgracht en Plein 1945.",
        "Het besluit gaat in op 1 april 2026. Het geldt tot en met 30 april 2026.",
        "De camera’s zijn bedoeld om de openbare orde te handhaven. Mobiele camera’s komen er na een "
        "ernstige verstoring van de openbare orde, als er kans is op herhaling.",
        "De beelden worden in elk geval live bekeken: dagelijks van 20.00 uur tot 02.00 uur de volgende dag. "
        "De beelden worden hooguit vier weken bewaard.",
    ]


def test_the_summary_names_areas_that_differ() -> None:
    case = make.make_decision()
    make.make_designated_area(case, area=make.make_area("Noord"), last_day=date(2026, 5, 1))
    make.make_designated_area(case, area=make.make_area("Zuid"), last_day=date(2026, 6, 1))
    make.make_records()
    make.adopt(case, TODAY - DAY)
    make.publish(case, TODAY)
    page = shown(case)
    assert "Noord: het besluit gaat in op 1 april 2026. Het geldt tot en met 1 mei 2026." in page
    assert "Zuid: het besluit gaat in op 1 april 2026. Het geldt tot en met 1 juni 2026." in page


def test_the_summary_does_not_add_up_hours_that_differ() -> None:
    case = make.make_decision()
    for name, begin in (("Noord", 20), ("Zuid", 21)):
        make.make_use(make.make_designated_area(case, area=make.make_area(name)), time(begin))
    make.make_records()
    make.adopt(case, TODAY - DAY)
    make.publish(case, TODAY)
    page = shown(case)
    assert "De tijden waarop iemand in elk geval live meekijkt, verschillen per gebied." in page
    assert "dagelijks van 20.00 uur" in page
    assert "dagelijks van 21.00 uur" in page


def test_a_decision_published_after_its_end_never_held() -> None:
    case = make.make_decision()
    make.make_designated_area(case, last_day=TODAY - 5 * DAY, starts=Starts.ON_DAY, first_day=TODAY - 9 * DAY)
    make.make_records()
    make.adopt(case, TODAY - 9 * DAY)
    make.publish(case, TODAY - 3 * DAY)
    assert "Het besluit is bekendgemaakt na de laatste dag (26 maart 2026). Het gold daarom niet." in shown(
        case
    )


# --- Documents and positions -----------------------------------------------------------------------


def test_the_adopted_pdf_is_given_byte_for_byte() -> None:
    case = published()
    places.with_text(case)
    response = get(f"{page_of(case)}besluit.pdf")
    assert (response.status_code, response.content) == (200, places.PDF)
    assert response["Content-Type"] == "application/pdf"
    assert f"{page_of(case)}besluit.pdf" in shown(case)


def test_the_gazette_is_linked_by_number_and_corrections_replace() -> None:
    case = published()
    wrong = case.publications.get()
    make.publish(case, TODAY, number="gmb-2026-777", replaces=wrong, correction_reason="Tikfout")
    make.publish(case, TODAY, number="gmb-2026-778", kind="rectificatie")
    page = shown(case)
    assert 'href="https://zoek.officielebekendmakingen.nl/gmb-2026-777.html"' in page
    assert 'href="https://zoek.officielebekendmakingen.nl/gmb-2026-778.html"' in page
    assert wrong.number not in page
    assert "Tikfout" not in page


def test_a_placement_that_was_taken_away_is_no_longer_linked() -> None:
    case = published()
    make.publish(case, TODAY, kind="website", number="", url="https://www.almere.nl/besluit")
    assert 'href="https://www.almere.nl/besluit"' in shown(case)
    make.publish(case, TODAY, kind="verwijderd", number="")
    page = shown(case)
    assert "https://www.almere.nl/besluit" not in page
    assert "Verwijderd van" not in page
    assert case.publication is not None
    assert case.publication.number in page


def test_the_map_shows_each_area_once_and_past_only_where_nothing_holds_now() -> None:
    haven, stad = make.make_area("Haven"), make.make_area("Stad")
    make.running_case(areas=[haven, stad], first_day=TODAY - 90 * DAY, last_day=TODAY - 30 * DAY)
    make.running_case(areas=[stad])
    now, over = words(get("/register/kaart/")), words(get("/register/kaart/?toestand=voorbij"))
    assert ("Kaart van Stad." in now, "Haven" in now) == (True, False)
    assert "Kaart van Haven (niet meer aangewezen)." in over
    assert "Stad</th>" not in over


def test_a_suspended_area_is_drawn_as_such() -> None:
    make.interrupt(make.running_case(areas=[make.make_area("Haven")]), TODAY)
    page = words(get("/register/kaart/"))
    assert "Kaart van Haven (geschorst)." in page
    assert "Geschorst gebied</text>" in page


def test_staff_find_the_register_in_their_menu() -> None:
    from tests.decisions.pages import signed_in

    home = signed_in(make.make_user()).get(reverse("home")).content.decode()
    assert f'href="{reverse("register:list")}"' in home


def test_a_visitor_sees_no_menu_of_staff() -> None:
    page = words(get("/register/"))
    assert "Werkvoorraad" not in page
    assert reverse("decisions:list") not in page
    assert f'href="{reverse("login")}"' in page


def test_whoever_signed_in_sees_the_same_page() -> None:
    from tests.decisions.pages import signed_in

    case = published()
    staff = signed_in(make.make_user(first_name="Anna", last_name="de Vries"))
    assert staff.get(page_of(case)).content == get(page_of(case)).content


def test_pages_of_the_list_are_reached() -> None:
    for _ in range(21):
        make.running_case(first_day=TODAY - timedelta(days=2))
    first, second = words(get("/register/")), words(get("/register/?page=2"))
    assert "Pagina 1 van 2" in first
    assert "Pagina 2 van 2" in second
    assert "21 besluiten" in first
