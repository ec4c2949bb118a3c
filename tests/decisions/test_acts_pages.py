"""The acts as pages: GET shows, POST does, and a refusal shows every reason with nothing lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from decisions import workflow
from decisions.models import (
    AdoptedText,
    Closure,
    Decision,
    Remark,
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


# --- The whole way -------------------------------------------------------------------------------


def test_a_case_goes_from_draft_to_publication_through_the_pages(
    officer: User, reviewer: User, office: User, communications: User
) -> None:
    case = written(officer)
    assert do(officer, case, "submit", remark="Graag nalezen").status_code == 302
    assert case.status == Status.REVIEW
    assert do(reviewer, case, "return_to_author", remark="Noem de cijfers").status_code == 302
    assert (case.status, case.round) == (Status.DRAFT, 2)
    assert do(officer, case, "submit").status_code == 302
    assert do(reviewer, case, "agree").status_code == 302
    response = do(office, case, "adopt", **adoption())
    assert response.status_code == 302, text_of(response)
    assert case.status == Status.ADOPTED
    adopted = AdoptedText.objects.get(decision=case)
    assert (adopted.signatory_name, adopted.registered_by) == ("A. Proef", office)
    published = do(
        communications,
        case,
        "publish",
        kind="bekendmaking",
        number="gmb-2026-100",
        published_on="31-03-2026",
        url="https://zoek.officielebekendmakingen.nl/gmb-2026-100.html",
    )
    assert published.status_code == 302
    shown = text_of(client_of(officer).get(url_of(case, "detail")))
    for words in ("gmb-2026-100", "1 april 2026", "Vastgesteld door", "Geregistreerd door", "Carla Kabinet"):
        assert words in shown
    assert "12 mei 2026" in shown  # 31 March and 42 days
    assert "Noem de cijfers" in shown
    acts = AuditEvent.objects.filter(object_id=str(case.pk)).exclude(event="dossier.read")
    assert list(acts.values_list("event", flat=True)) == [
        "decision.published",
        "decision.adopted",
        "decision.agree",
        "decision.submit",
        "decision.return_to_author",
        "decision.submit",
        "decision.edited",
    ]


# --- What every act has in common ----------------------------------------------------------------

ACTS = {
    "submit": {},
    "return_to_author": {"remark": "Anders"},
    "take_over": {"remark": "Verlof"},
    "agree": {},
    "adopt": {},
    "propose_closing": {"outcome": "niet_ingesteld", "reasons": "Niet nodig"},
    "close": {},
    "propose_withdrawal": {"reasons": "Niet meer nodig"},
    "withdraw": {},
    "publish": {"number": "gmb-2026-1", "published_on": "31-03-2026", "kind": "bekendmaking"},
    "copy": {},
}


@pytest.mark.parametrize("act", ACTS)
def test_get_changes_nothing_and_a_reader_may_do_nothing(act: str) -> None:
    case = make.complete_case()
    before = (case.status, case.version, AuditEvent.objects.count())
    everyone = [make.make_user(role) for role in Role]
    for user in everyone:
        assert client_of(user).get(url_of(case, act)).status_code in (200, 403)
    reader = make.make_user(Role.AUDITOR)
    response = do(reader, case, act, **ACTS[act])
    assert response.status_code == 403
    assert "hoort niet bij uw functie" in text_of(response)
    assert (case.status, case.version, AuditEvent.objects.count()) == before


@pytest.mark.parametrize(
    ("act", "role"),
    [("agree", Role.REVIEWER), ("adopt", Role.MAYORS_OFFICE), ("publish", Role.COMMUNICATIONS)],
)
def test_too_early_is_another_answer_than_you_may_not(act: str, role: Role) -> None:
    case = make.complete_case()
    user = make.make_user(role)
    shown = client_of(user).get(url_of(case, act))
    assert shown.status_code == 200
    assert "Dit kan nu niet" in text_of(shown)
    response = do(user, case, act, **ACTS[act])
    assert response.status_code == 422
    assert "‘Concept’" in text_of(response)


@pytest.mark.parametrize("act", ["submit", "copy", "propose_closing"])
def test_without_a_version_nothing_happens(officer: User, act: str) -> None:
    case = written(officer)
    response = client_of(officer).post(url_of(case, act), ACTS[act])
    assert response.status_code == 422
    assert "Laad haar opnieuw" in text_of(response)


def test_the_author_cannot_agree(officer: User) -> None:
    case = written(officer)
    do(officer, case, "submit")
    officer.groups.add(*make.make_user(Role.REVIEWER).groups.all())
    response = do(User.objects.get(pk=officer.pk), case, "agree")
    assert response.status_code == 422
    assert "Een ander moet dit doen" in text_of(response)
    assert case.status == Status.REVIEW


def test_second_of_two_hears_who_was_first_and_keeps_the_text(officer: User) -> None:
    case = written(officer)
    seen = case.version
    other = make.make_user(Role.POLICY_OFFICER, first_name="Dirk", last_name="Snel")
    with workflow.edit(case, by=other, version=case.version, what="gebieden"):
        pass
    response = do(officer, case, "submit", version=seen, remark="Mijn lange opmerking")
    shown = text_of(response)
    assert response.status_code == 409
    assert "Dirk Snel heeft deze zaak intussen gewijzigd" in shown
    assert "Mijn lange opmerking" in shown
    assert case.status == Status.DRAFT
    assert f'name="versie" value="{case.version}"' in shown  # pressing again is a new decision
    assert url_of(case, "version", number=case.version) in shown


def test_a_remark_that_is_missing_is_asked_for(officer: User, reviewer: User) -> None:
    case = written(officer)
    do(officer, case, "submit")
    response = do(reviewer, case, "return_to_author", remark="  ")
    assert response.status_code == 422
    assert 'href="#id_remark"' in text_of(response)
    assert not Remark.objects.exists()


# --- Ending without a decision -------------------------------------------------------------------


def test_closing_is_proposed_by_one_and_confirmed_by_another(officer: User, reviewer: User) -> None:
    case = written(officer)
    typed = {"outcome": "niet_ingesteld", "reasons": "De overlast is voorbij."}
    assert do(officer, case, "propose_closing", **typed).status_code == 302
    shown = text_of(client_of(reviewer).get(url_of(case, "close")))
    assert "De overlast is voorbij." in shown
    detail = text_of(client_of(reviewer).get(url_of(case, "detail")))
    assert url_of(case, "close") in detail
    assert f'href="{url_of(case, "agree")}"' not in detail
    assert do(reviewer, case, "close").status_code == 302
    assert case.status == Status.CLOSED
    assert AdoptedText.objects.get(decision=case).kind == AdoptedText.Kind.CLOSING
    after = text_of(client_of(officer).get(url_of(case, "detail")))
    assert "Niet ingesteld" in after
    assert "?tekst=afsluiting" in after
    assert client_of(officer).get(url_of(case, "pdf")).content.startswith(b"%PDF")


def test_a_closing_without_reasons_is_refused_with_both_fields(officer: User) -> None:
    response = do(officer, written(officer), "propose_closing")
    assert response.status_code == 422
    for target in ("id_outcome_0", "id_reasons"):
        assert f'href="#{target}"' in text_of(response)


def test_a_decision_is_withdrawn_before_publication(officer: User, reviewer: User, office: User) -> None:
    case = agreed(officer, reviewer)
    do(office, case, "adopt", **adoption())
    assert do(office, case, "propose_withdrawal", reasons="Toch niet").status_code == 302
    assert do(office, case, "withdraw").status_code == 422  # four eyes
    assert do(reviewer, case, "withdraw").status_code == 302
    assert Closure.objects.get().confirmed_by == reviewer
    assert "ingetrokken voor bekendmaking" in text_of(client_of(officer).get(url_of(case, "detail"))).lower()


def test_what_was_withdrawn_and_published_all_the_same_is_recorded_with_its_consequence(
    officer: User, reviewer: User, office: User, communications: User
) -> None:
    """Awb 3:40: publication gives effect to a decision that stands; this one was withdrawn."""
    case = agreed(officer, reviewer)
    do(office, case, "adopt", **adoption())
    form = text_of(client_of(communications).get(url_of(case, "publish")))
    assert "ingetrokken" not in form
    do(office, case, "propose_withdrawal", reasons="Toch niet")
    do(reviewer, case, "withdraw")
    form = text_of(client_of(communications).get(url_of(case, "publish")))
    assert "Het treedt niet in werking, ook niet als het toch wordt geplaatst." in form
    assert "Toch geplaatst? Bekendmaking vastleggen" in text_of(
        client_of(communications).get(url_of(case, "detail"))
    )
    today = f"{make.TODAY:%d-%m-%Y}"
    placed = {"number": "gmb-2026-7", "published_on": today, "url": ""}
    assert do(communications, case, "publish", kind="bekendmaking", **placed).status_code == 302
    dossier = text_of(client_of(officer).get(url_of(case, "detail")))
    assert "Toch is het geplaatst (gmb-2026-7" in dossier
    assert "geen grond om camera’s te gebruiken" in dossier
    assert "Plaats een rectificatie" in dossier
    rectified = {**placed, "number": "gmb-2026-8"}
    assert do(communications, case, "publish", kind="rectificatie", **rectified).status_code == 302
    dossier = text_of(client_of(officer).get(url_of(case, "detail")))
    assert "De rectificatie is vastgelegd." in dossier
    assert "Plaats een rectificatie" not in dossier


def test_a_case_is_copied_and_one_lands_in_the_copy(officer: User) -> None:
    case = written(officer)
    response = do(officer, case, "copy")
    new = Decision.objects.get(copied_from=case)
    assert response["Location"] == url_of(new, "detail")
