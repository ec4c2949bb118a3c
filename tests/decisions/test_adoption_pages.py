"""Registering the adoption, answering warnings, recording the publication."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from almere_camera.models import AuditEvent, Official, User
from almere_camera.roles import Role
from decisions import workflow
from decisions.models import (
    Acknowledgement,
    AdoptedText,
    Decision,
    DecisionKind,
    Evidence,
    Measure,
    Publication,
    Status,
)
from tests import factories as make
from tests.decisions.acts import adoption, agreed, client_of, do, text_of, url_of, written

pytestmark = pytest.mark.django_db
TODAY = make.TODAY


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def officer() -> User:
    return make.make_user(Role.POLICY_OFFICER, first_name="Anna", last_name="de Vries")


@pytest.fixture
def reviewer() -> User:
    return make.make_user(Role.REVIEWER, first_name="Bram", last_name="Toetser")


@pytest.fixture
def office() -> User:
    return make.make_user(Role.MAYORS_OFFICE, first_name="Carla", last_name="Kabinet")


@pytest.fixture
def communications() -> User:
    return make.make_user(Role.COMMUNICATIONS)


# --- Adoption ------------------------------------------------------------------------------------


def test_adoption_is_refused_once_with_all_reasons_together(
    officer: User, reviewer: User, office: User
) -> None:
    case = make.complete_case()
    designated = case.designated_areas.get()
    designated.viewing_hours.all().delete()
    Evidence.objects.filter(decision=case).delete()
    with workflow.edit(case, by=officer, version=case.version, what="criteria"):
        pass
    do(officer, case, "submit")
    do(reviewer, case, "agree")
    mayor = Official.objects.get(function=Official.Function.MAYOR)
    response = do(office, case, "adopt", signatory=mayor.pk, on="32-03-2026", absence_reason="getypt")
    shown = text_of(response)
    assert response.status_code == 422
    assert case.status == Status.AGREED
    for target in ("id_on", "id_signed_copy", "id_warn_I24"):
        assert f'href="#{target}"' in shown, target
    assert "/stap/gebruik/" in shown  # I6: viewing hours
    assert 'value="32-03-2026"' in shown
    assert 'value="getypt"' in shown
    messages = [problem.message for problem in response.context["problems"]]
    assert len(messages) == len(set(messages))
    assert not AdoptedText.objects.exists()


def test_adoption_says_that_the_file_must_be_chosen_again(
    officer: User, reviewer: User, office: User
) -> None:
    case = agreed(officer, reviewer)
    response = do(office, case, "adopt", **adoption(on="01-04-2026"))
    assert response.status_code == 422
    assert "Kies het getekende exemplaar opnieuw" in text_of(response)
    assert "ligt in de toekomst" in text_of(response)
    assert 'href="#id_on"' in text_of(response)


def test_adoption_refuses_a_file_that_only_looks_like_a_scan(
    officer: User, reviewer: User, office: User
) -> None:
    case = agreed(officer, reviewer)
    fake = SimpleUploadedFile("besluit.pdf", b"<html>", content_type="application/pdf")
    response = do(office, case, "adopt", **adoption(signed_copy=fake))
    assert response.status_code == 422
    assert "Kies een bestand van de soort" in text_of(response)
    assert case.status == Status.AGREED


def test_deputy_needs_the_reason_of_absence(officer: User, reviewer: User, office: User) -> None:
    case = agreed(officer, reviewer)
    deputy = Official.objects.get(function=Official.Function.DEPUTY)
    response = do(office, case, "adopt", **adoption(signatory=deputy.pk))
    assert response.status_code == 422
    assert 'href="#id_absence_reason"' in text_of(response)
    typed = adoption(signatory=deputy.pk, absence_reason="dienstreis naar het buitenland")
    assert do(office, case, "adopt", **typed).status_code == 302
    assert AdoptedText.objects.get().signatory_function == "loco-burgemeester"


def test_a_warning_is_answered_at_the_adoption(officer: User, reviewer: User, office: User) -> None:
    case = make.complete_case()
    Evidence.objects.filter(decision=case).delete()
    with workflow.edit(case, by=officer, version=case.version, what="stukken"):
        pass
    do(officer, case, "submit")
    do(reviewer, case, "agree")
    shown = text_of(client_of(office).get(url_of(case, "adopt")))
    assert 'name="warn_I24"' in shown
    assert do(office, case, "adopt", **adoption()).status_code == 422
    response = do(office, case, "adopt", **adoption(warn_I24="Spoed na de explosie"))
    assert response.status_code == 302, text_of(response)
    assert Acknowledgement.objects.get().reason == "Spoed na de explosie"


def test_who_is_in_office_that_day_comes_first(officer: User, reviewer: User, office: User) -> None:
    case = agreed(officer, reviewer)
    Official.objects.create(
        name="Aad Eerder",
        function="burgemeester",
        valid_from=make.LONG_AGO,
        valid_to=TODAY - timedelta(days=9),
    )
    shown = text_of(client_of(office).get(url_of(case, "adopt")))
    assert shown.index("A. Proef (burgemeester)") < shown.index("Aad Eerder (burgemeester)")
    assert "Niet in functie op die dag" in shown


# --- Warnings ------------------------------------------------------------------------------------


def test_a_warning_is_answered_with_a_reason(officer: User) -> None:
    case = written(officer)
    Evidence.objects.filter(decision=case).delete()
    url = url_of(case, "acknowledge", code="I24")
    assert url in text_of(client_of(officer).get(url_of(case, "detail")))
    assert client_of(officer).get(url).status_code == 200
    empty = client_of(officer).post(url, {"versie": case.version, "reason": " "})
    assert empty.status_code == 422
    done = client_of(officer).post(url, {"versie": case.version, "reason": "Spoed"})
    assert done.status_code == 302
    assert Acknowledgement.objects.get().by == officer
    assert "Spoed" in text_of(client_of(officer).get(url_of(case, "detail")))


def test_another_warning_of_the_same_rule_asks_again(officer: User) -> None:
    case = written(officer)
    case.measures.all().delete()
    url = url_of(case, "acknowledge", code="I26")
    client_of(officer).post(url, {"versie": case.version, "reason": "Spoed"})
    assert url not in text_of(client_of(officer).get(url_of(case, "detail")))
    for what in ("extra verlichting", "een hek"):
        Measure.objects.create(decision=case, what=what)
    shown = text_of(client_of(officer).get(url))
    assert "extra verlichting" in shown
    case.refresh_from_db()
    client_of(officer).post(url, {"versie": case.version, "reason": "Volgt nog"})
    given = Acknowledgement.objects.order_by("pk").values_list("reason", "message")
    assert [reason for reason, _ in given] == ["Spoed", "Volgt nog", "Volgt nog"]
    assert len({message for _, message in given}) == 3
    assert url not in text_of(client_of(officer).get(url_of(case, "detail")))


def test_a_warning_that_arises_after_the_adoption_is_answered_there(
    officer: User, reviewer: User, office: User
) -> None:
    """I9 looks at the signs once the decision is adopted; the adopted row stays as it is."""
    case = agreed(officer, reviewer)
    do(office, case, "adopt", **adoption())
    before = Decision.objects.filter(pk=case.pk).values().get()
    url = url_of(case, "acknowledge", code="I9")
    shown = text_of(client_of(officer).get(url_of(case, "detail")))
    assert url in shown
    assert "Let op" in shown
    assert "is geen bord vastgelegd" in text_of(client_of(officer).get(url))
    response = client_of(officer).post(
        url, {"versie": case.version, "reason": "De borden worden morgen geplaatst."}
    )
    assert response.status_code == 302
    shown = text_of(client_of(officer).get(url_of(case, "detail")))
    assert "De borden worden morgen geplaatst." in shown
    assert url not in shown
    assert Decision.objects.filter(pk=case.pk).values().get() == before
    assert AuditEvent.objects.get(event="decision.warning_acknowledged").facts["code"] == "I9"


def test_without_other_measures_the_text_is_whole_and_only_a_reason_is_asked(
    officer: User, reviewer: User, office: User
) -> None:
    """domein.md 1.5: I26 warns. The text then rests on the reasons of subsidiariteit, without a hole."""
    case = make.complete_case()
    case.measures.all().delete()
    with workflow.edit(case, by=officer, version=case.version, what="maatregelen"):
        pass
    do(officer, case, "submit")
    do(reviewer, case, "agree")
    refused = do(office, case, "adopt", **adoption())
    assert refused.status_code == 422
    assert 'name="warn_I26"' in text_of(refused)
    response = do(office, case, "adopt", **adoption(warn_I26="Er is geen lichter middel denkbaar."))
    assert response.status_code == 302, text_of(response)
    said = AdoptedText.objects.get().text
    assert "[nog" not in said
    assert "subsidiariteit" in said


def test_a_warning_that_is_not_there_is_not_answered(officer: User) -> None:
    case = written(officer)
    url = url_of(case, "acknowledge", code="I99")
    assert client_of(officer).get(url).status_code == 404
    response = client_of(officer).post(url, {"versie": case.version, "reason": "Zomaar"})
    assert response.status_code == 422
    assert not Acknowledgement.objects.exists()


# --- Publication ---------------------------------------------------------------------------------


def test_publication_in_the_future_and_a_wrong_number_are_refused_together(communications: User) -> None:
    case = make.adopt(make.complete_case())
    response = do(
        communications, case, "publish", kind="bekendmaking", number="12345", published_on="01-04-2026"
    )
    shown = text_of(response)
    assert response.status_code == 422
    assert 'href="#id_number"' in shown
    assert 'href="#id_published_on"' in shown
    assert 'value="12345"' in shown
    assert not Publication.objects.exists()


def test_publication_before_adoption_is_impossible(communications: User) -> None:
    case = make.adopt(make.complete_case())
    response = do(
        communications, case, "publish", kind="bekendmaking", number="gmb-2026-7", published_on="30-03-2026"
    )
    assert "ligt voor de vaststelling" in text_of(response)


def test_a_late_publication_is_recorded_and_its_consequence_shown(communications: User) -> None:
    case = make.complete_case()
    designated = case.designated_areas.get()
    designated.starts, designated.first_day = "dag", TODAY - timedelta(days=10)
    designated.save()
    make.adopt(case, TODAY - timedelta(days=11))
    response = do(
        communications, case, "publish", kind="bekendmaking", number="gmb-2026-8", published_on="31-03-2026"
    )
    assert response.status_code == 302
    assert "Zonder grondslag" in text_of(client_of(communications).get(url_of(case, "detail")))


def test_a_mistyped_record_is_corrected_by_a_new_one(communications: User) -> None:
    case = make.adopt(make.complete_case())
    record = make.publish(case, number="gmb-2026-1")
    url = url_of(case, "correct_publication", publication=record.pk)
    client = client_of(communications)
    assert 'value="gmb-2026-1"' in text_of(client.get(url))
    typed = {"versie": case.version, "number": "gmb-2026-2", "published_on": "31-03-2026"}
    assert client.post(url, typed).status_code == 422
    assert client.post(url, typed | {"reason": "Typefout"}).status_code == 302
    shown = text_of(client.get(url_of(case, "detail")))
    assert "<del>gmb-2026-1</del>" in shown
    assert "Typefout" in shown
    again = client.post(url, typed | {"reason": "Nog eens"})
    assert again.status_code == 422
    assert "al verbeterd" in text_of(again)


def test_a_record_of_another_case_is_not_found(communications: User) -> None:
    case = make.adopt(make.complete_case())
    record = make.publish(make.adopt(make.complete_case()))
    url = url_of(case, "correct_publication", publication=record.pk)
    assert client_of(communications).get(url).status_code == 404


@pytest.mark.parametrize("kind", DecisionKind.values)
def test_every_kind_reaches_the_page_of_adoption(
    officer: User, reviewer: User, office: User, kind: str
) -> None:
    case = agreed(officer, reviewer, kind=kind)
    response = do(office, case, "adopt", **adoption())
    assert response.status_code == 302, [p.message for p in response.context["problems"]]
