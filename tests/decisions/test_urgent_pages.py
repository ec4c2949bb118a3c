"""The pages of the urgent lane: who may, what is refused, what is left behind, and what each page shows."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest
import time_machine
from django.urls import reverse

from almere_camera.models import AuditEvent, Official, User
from almere_camera.roles import Role
from decisions import workflow
from decisions.models import Decision, Publication, ReviewAfterwards, Status, Variant
from tests import factories as make
from tests.decisions.acts import adoption, client_of, do, text_of, urgent, url_of
from tests.decisions.pages import queries

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
REASONS = {
    "noodzakelijkheid": "Zichtbaar toezicht schrikt af.",
    "behoefte": "De buurt vraagt erom.",
    "proportionaliteit": "Het duurt kort.",
    "subsidiariteit": "Lichter kan niet.",
}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def officer() -> User:
    return make.make_user(Role.POLICY_OFFICER, first_name="Anna", last_name="de Vries")


@pytest.fixture
def office() -> User:
    return make.make_user(Role.MAYORS_OFFICE)


@pytest.fixture
def reviewer() -> User:
    return make.make_user(Role.REVIEWER)


@pytest.fixture
def communications() -> User:
    return make.make_user(Role.COMMUNICATIONS)


@pytest.fixture
def owing(officer: User, office: User) -> Decision:
    """Adopted with spoed through the page; the motivation follows."""
    case = urgent(officer, later=True)
    response = do(office, case, "adopt_urgently", **adoption())
    assert response.status_code == 302, text_of(response)
    return case


def see(user: User, case: Decision, page: str = "detail", **query: Any) -> str:
    response = client_of(user).get(url_of(case, page), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def pdf_words(user: User, case: Decision, page: str, **query: Any) -> str:
    response = client_of(user).get(url_of(case, page), query)
    assert response.status_code == 200, response.status_code
    words = (one.extract_text() for one in pypdf.PdfReader(io.BytesIO(response.content)).pages)
    return " ".join(" ".join(words).split())


def frozen(case: Decision, officer: User, office: User) -> None:
    assert do(officer, case, "write_motivation", nummer=0, **REASONS).status_code == 302
    mayor = Official.objects.get(function=Official.Function.MAYOR).pk
    response = do(office, case, "freeze_motivation", nummer=1, signatory=mayor, on="31-03-2026")
    assert response.status_code == 302, text_of(response)


# --- Who may -------------------------------------------------------------------------------------

MAY = {
    "adopt_urgently": Role.MAYORS_OFFICE,
    "review_afterwards": Role.REVIEWER,
    "write_motivation": Role.POLICY_OFFICER,
    "freeze_motivation": Role.MAYORS_OFFICE,
}


@pytest.mark.parametrize("page", MAY)
def test_who_may_see_the_act_and_who_is_refused(page: str, officer: User, owing: Decision) -> None:
    case = urgent(officer) if page == "adopt_urgently" else owing
    before = AuditEvent.objects.exclude(event__endswith=".read").count()
    for role in Role:
        person = client_of(make.make_user(role))
        expected = 200 if role is MAY[page] else 403
        assert person.get(url_of(case, page)).status_code == expected, role
        if role is not MAY[page]:
            assert person.post(url_of(case, page), {"versie": case.version}).status_code == 403, role
    assert client_of(make.make_user(None)).get(url_of(case, page)).status_code == 403
    assert AuditEvent.objects.exclude(event__endswith=".read").count() == before


def test_each_act_leaves_its_event(owing: Decision, officer: User, office: User, reviewer: User) -> None:
    frozen(owing, officer, office)
    assert do(reviewer, owing, "review_afterwards", remark="Terecht.").status_code == 302
    events = list(AuditEvent.objects.filter(object_id=str(owing.pk)).order_by("seq"))
    acts = [(e.event, e.actor_id) for e in events if not e.event.endswith(".read")]
    assert acts[-4:] == [
        ("decision.adopted", office.pk),
        ("decision.motivation_written", officer.pk),
        ("decision.motivation_frozen", office.pk),
        ("decision.reviewed_afterwards", reviewer.pk),
    ]
    said = str([e.facts for e in events])
    assert not any(words in said for words in (*REASONS.values(), "Terecht."))


# --- Asking it -----------------------------------------------------------------------------------


def test_the_start_asks_it_for_mobile_use_only(officer: User) -> None:
    make.make_records()
    typed = {
        "asked_by": "politie",
        "received_on": "30-03-2026",
        "felt": "Bewoners zijn bang.",
        "kind": "instellen",
        "variant": "mobiel",
        "urgent": "on",
    }
    client = client_of(officer)
    refused = client.post(reverse("decisions:start"), {**typed, "variant": "regulier"})
    assert refused.status_code == 422
    assert "alleen voor mobiel" in text_of(refused)
    assert client.post(reverse("decisions:start"), typed).status_code == 302
    assert Decision.objects.get().is_urgent


def test_the_step_asks_it_and_a_later_motivation_needs_urgency(officer: User) -> None:
    case = make.complete_case(variant=Variant.MOBILE)
    url = url_of(case, "step", step="aanleiding")
    assert 'name="urgent"' in text_of(client_of(officer).get(url))
    sent = {"versie": case.version, "occasion": "Een explosie.", "motivation_later": "on"}
    refused = client_of(officer).post(url, sent)
    assert refused.status_code == 422
    assert "Vink ook spoed aan" in text_of(refused)
    assert client_of(officer).post(url, {**sent, "urgent": "on"}).status_code == 302
    case.refresh_from_db()
    assert case.is_motivated_later
    regular = make.complete_case()
    assert 'name="urgent"' not in text_of(client_of(officer).get(url_of(regular, "step", step="aanleiding")))


def test_the_steps_say_what_may_stay_empty(officer: User) -> None:
    case = urgent(officer)
    case.measures.all().delete()
    case.element_notes.update(text="")
    shown = see(officer, case)
    assert shown.count("Mag leeg blijven") == 2
    assert "Spoed: korte route" in shown
    step = text_of(client_of(officer).get(url_of(case, "step", step="criteria")))
    assert "één reden" in step
    ordinary = make.complete_case(variant=Variant.MOBILE)
    assert "Mag leeg blijven" not in see(officer, ordinary)


# --- Adopting ------------------------------------------------------------------------------------


def test_the_office_finds_it_on_the_home_page_and_on_the_case(officer: User, office: User) -> None:
    case = urgent(officer)
    home = text_of(client_of(office).get("/"))
    assert case.kenmerk in home
    assert "akkoord vooraf is niet nodig" in home
    shown = see(office, case)
    assert url_of(case, "adopt_urgently") in shown
    assert f'href="{url_of(case, "adopt")}"' not in shown
    assert "Vaststelling registreren bij spoed" in shown


def test_the_copy_to_sign_and_the_adoption_of_a_draft(officer: User, office: User) -> None:
    case = urgent(officer)
    mayor = Official.objects.get(function=Official.Function.MAYOR).pk
    words = pdf_words(office, case, "signing_copy", signatory=mayor, on="31-03-2026")
    assert "Aldus vastgesteld te Almere op 31 maart 2026" in words
    shown = see(office, case, "adopt_urgently")
    assert "een ander toetst achteraf" in shown
    assert do(office, case, "adopt_urgently", **adoption()).status_code == 302
    assert case.status == Status.ADOPTED


def test_all_reasons_of_an_urgent_adoption_come_at_once(officer: User, office: User) -> None:
    case = urgent(officer)
    case.designated_areas.get().viewing_hours.all().delete()
    case.measures.all().delete()
    response = do(office, case, "adopt_urgently", on="32-03-2026")
    shown = text_of(response)
    assert response.status_code == 422
    for target in ("id_on", "id_signatory", "id_signed_copy", "id_warn_I26"):
        assert f'href="#{target}"' in shown, target
    assert "/stap/gebruik/" in shown
    ordinary = make.complete_case(variant=Variant.MOBILE)
    assert "alleen voor mobiel cameratoezicht dat met spoed" in see(office, ordinary, "adopt_urgently")
    assert do(office, ordinary, "adopt_urgently", **adoption()).status_code == 422


def test_after_akkoord_it_is_adopted_as_ever(officer: User, office: User, reviewer: User) -> None:
    case = urgent(officer)
    do(officer, case, "submit")
    do(reviewer, case, "agree")
    shown = see(office, case)
    assert f'href="{url_of(case, "adopt")}"' in shown
    assert url_of(case, "adopt_urgently") not in shown
    assert do(office, case, "adopt", **adoption()).status_code == 302
    assert url_of(case, "review_afterwards") not in see(reviewer, case)


# --- Reviewing afterwards ------------------------------------------------------------------------


def test_the_review_is_a_task_until_it_is_done(owing: Decision, reviewer: User, officer: User) -> None:
    url = url_of(owing, "review_afterwards")
    home = text_of(client_of(reviewer).get("/"))
    assert "Achteraf toetsen, na spoed" in home
    assert url in home
    assert url in see(reviewer, owing)
    empty = do(reviewer, owing, "review_afterwards", remark=" ")
    assert empty.status_code == 422
    assert "Schrijf op wat de toets" in text_of(empty)
    assert not ReviewAfterwards.objects.exists()
    assert do(reviewer, owing, "review_afterwards", remark="Terecht besloten.").status_code == 302
    shown = see(officer, owing)
    assert "Terecht besloten." in shown
    assert url not in shown
    assert "Achteraf toetsen, na spoed" not in text_of(client_of(reviewer).get("/"))
    assert do(reviewer, owing, "review_afterwards", remark="Nog eens.").status_code == 422


# --- The motivation ------------------------------------------------------------------------------


def test_the_motivation_is_written_read_and_then_adopted(
    owing: Decision, officer: User, office: User
) -> None:
    assert url_of(owing, "write_motivation") in see(officer, owing)
    assert client_of(officer).get(url_of(owing, "draft_pdf") + "?tekst=motivering").status_code == 404
    half = do(officer, owing, "write_motivation", nummer=0, behoefte="De buurt vraagt erom.")
    assert half.status_code == 302
    page = see(office, owing, "freeze_motivation")
    assert "De buurt vraagt erom." in page
    assert page.count("[nog in te vullen: motivering van") == 3
    words = pdf_words(make.make_user(Role.AUDITOR), owing, "draft_pdf", tekst="motivering")
    assert "De buurt vraagt erom." in words
    assert "Concept – niet vastgesteld" in words
    mayor = Official.objects.get(function=Official.Function.MAYOR).pk
    typed = {"signatory": mayor, "on": "31-03-2026"}
    refused = do(office, owing, "freeze_motivation", nummer=1, **typed)
    assert refused.status_code == 422
    assert "Noodzakelijkheid: de motivering ontbreekt nog." in text_of(refused)
    assert 'value="De buurt' not in see(officer, owing, "write_motivation")
    assert "De buurt vraagt erom.</textarea>" in see(officer, owing, "write_motivation")
    assert do(officer, owing, "write_motivation", nummer=1, **REASONS).status_code == 302
    assert do(office, owing, "freeze_motivation", nummer=2, **typed).status_code == 302
    words = pdf_words(officer, owing, "pdf", tekst="motivering")
    assert all(reasons in words for reasons in REASONS.values())
    assert "niet vastgesteld" not in words
    assert "3:47, derde lid" in pdf_words(officer, owing, "pdf")
    shown = see(officer, owing)
    assert "?tekst=motivering" in shown
    assert url_of(owing, "write_motivation") not in shown


def test_who_was_overtaken_keeps_the_words_and_can_go_on(owing: Decision, officer: User) -> None:
    other = make.make_user(Role.POLICY_OFFICER, first_name="Bea", last_name="Snel")
    do(other, owing, "write_motivation", nummer=0, behoefte="Van Bea.")
    response = do(officer, owing, "write_motivation", nummer=0, behoefte="Van Anna.")
    shown = text_of(response)
    assert response.status_code == 409
    assert "Bea Snel heeft de motivering intussen opgeslagen" in shown
    assert "Van Anna.</textarea>" in shown
    assert "Van Bea." in shown  # as it was saved
    number = re.search(r'name="nummer" value="(\d+)"', shown)
    assert number
    assert number[1] == "1"
    assert do(officer, owing, "write_motivation", nummer=1, behoefte="Van Anna.").status_code == 302


def test_its_publication_is_offered_by_itself(
    owing: Decision, officer: User, office: User, communications: User
) -> None:
    make.publish(owing)
    frozen(owing, officer, office)
    assert "Plaatsing van de motivering vastleggen" in see(communications, owing)
    page = see(communications, owing, "publish")
    assert 'value="motivering" selected' in page
    assert "?tekst=motivering" in page
    typed = {"kind": "motivering", "number": "gmb-2026-99", "published_on": "31-03-2026"}
    assert do(communications, owing, "publish", **typed).status_code == 302
    assert owing.publications.filter(kind=Publication.Kind.MOTIVATION).count() == 1
    shown = see(communications, owing)
    assert "gmb-2026-99" in shown
    assert "Plaatsing van de motivering vastleggen" not in shown
    assert "Motivering bekendmaken" not in shown
    again = do(communications, owing, "publish", **typed)
    assert "De plaatsing van de motivering is al vastgelegd" in text_of(again)


def test_a_motivation_that_is_not_there_is_not_published(owing: Decision, communications: User) -> None:
    make.publish(owing)
    typed = {"kind": "motivering", "number": "gmb-2026-99", "published_on": "31-03-2026"}
    response = do(communications, owing, "publish", **typed)
    assert response.status_code == 422
    assert 'href="#id_kind"' in text_of(response)


def test_a_week_that_has_passed_is_red_everywhere(owing: Decision, officer: User) -> None:
    """Published on Tuesday 31 March: the motivation is due on Tuesday 7 April (Awb 3:47 lid 3)."""
    make.publish(owing)
    red = 'badge--danger">1 dag te laat'
    for day, is_late in (("2026-04-07", False), ("2026-04-08", True)):
        with time_machine.travel(f"{day}T12:00:00+02:00", tick=False):
            shown = see(officer, owing)
            assert "Motivering bekendmaken" in shown
            assert "7 april 2026" in shown
            assert ('badge--danger">Te laat' in shown) == is_late
            assert ("moest uiterlijk op 7 april 2026" in shown) == is_late
            coming = text_of(client_of(officer).get(reverse("deadlines:list")))
            assert f"De motivering van {owing.kenmerk} bekendmaken" in coming
            assert (red in coming) == is_late
            home = text_of(client_of(officer).get("/"))
            assert f"De motivering van {owing.kenmerk} bekendmaken" in home
            assert (red in home) == is_late


def test_the_page_of_a_case_costs_the_same_with_more_motivations(owing: Decision, officer: User) -> None:
    workflow.write_motivation(
        decision=owing, by=officer, version=owing.version, number=0, reasons={"behoefte": "Een."}
    )
    client, url = client_of(officer), url_of(owing, "detail")
    first = queries(client, url)
    for number in (1, 2, 3):
        workflow.write_motivation(
            decision=owing, by=officer, version=owing.version, number=number, reasons={"behoefte": "Twee."}
        )
    assert queries(client, url) == first
