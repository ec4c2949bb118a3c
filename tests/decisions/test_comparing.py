"""Two texts beside each other: the published with the adopted, and two versions of a case."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.urls import reverse

from almere_camera import audit
from almere_camera.findings import NotAllowed, Refused
from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from decisions import workflow
from decisions.models import Comparison, Decision, SavedVersion
from tests import factories as make
from tests.decisions import acts
from tests.decisions.pages import page, queries, signed_in

pytestmark = pytest.mark.django_db
COMMUNICATIONS = Role.COMMUNICATIONS


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{make.TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def sender() -> User:
    return make.make_user(COMMUNICATIONS)


def adopted() -> Decision:
    """A case that went the whole way, with its text frozen."""
    officer, reviewer = make.make_user(Role.POLICY_OFFICER), make.make_user(Role.REVIEWER)
    case = acts.agreed(officer, reviewer)
    response = acts.do(make.make_user(Role.MAYORS_OFFICE), case, "adopt", **acts.adoption())
    assert response.status_code == 302, acts.text_of(response)
    return case


def published_text(case: Decision) -> str:
    """The adopted text as a publication shows it: other signs, its own masthead, no particulars."""
    text = case.adopted_text.text
    lines = [line for line in text.splitlines() if not line.startswith(("Kenmerk:", "Bevoegd gezag:"))]
    changed = "\n".join(lines).replace("’", "'").replace("- ", "• ")
    return f"GEMEENTEBLAD\nOfficiële uitgave van de gemeente Almere\n{changed}"


# --- The act -------------------------------------------------------------------------------------


def test_an_equal_text_is_recorded_as_equal(sender: User) -> None:
    case = adopted()
    made = workflow.compare_publication(decision=case, by=sender, text=published_text(case))
    assert made.differences == []
    assert (made.decision, made.compared_by) == (case, sender)
    event = AuditEvent.objects.latest("seq")
    assert event.event == "decision.publication_compared"
    assert event.facts == {
        "comparison": made.pk,
        "differences": 0,
        "published_sha256": made.published_sha256,
    }
    audit.verify()


def test_what_differs_is_recorded_pair_by_pair(sender: User) -> None:
    case = adopted()
    wrong = published_text(case).replace("dagelijks van 20.00 uur", "dagelijks van 21.00 uur")
    made = workflow.compare_publication(decision=case, by=sender, text=wrong)
    ((before, after),) = Comparison.objects.get(pk=made.pk).differences
    assert "20.00" in before
    assert "21.00" in after
    assert made.published_text == wrong


def test_it_may_be_compared_again_and_a_record_stays(sender: User) -> None:
    case = adopted()
    first = workflow.compare_publication(decision=case, by=sender, text="Iets anders.")
    workflow.compare_publication(decision=case, by=sender, text=published_text(case))
    assert Comparison.objects.filter(decision=case).count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        Comparison.objects.filter(pk=first.pk).update(differences=[])


@pytest.mark.parametrize("role", [role for role in Role if role is not COMMUNICATIONS])
def test_nobody_else_compares(role: Role) -> None:
    case = adopted()
    with pytest.raises(NotAllowed):
        workflow.compare_publication(decision=case, by=make.make_user(role), text="Tekst.")
    assert not Comparison.objects.exists()


def test_all_that_stands_in_the_way_is_said(sender: User) -> None:
    with pytest.raises(Refused) as refusal:
        workflow.compare_publication(decision=make.complete_case(), by=sender, text=" ")
    assert {f.code for f in refusal.value.findings} == {"status", "tekst", "vastgesteld"}
    with pytest.raises(Refused) as refusal:
        workflow.compare_publication(decision=adopted(), by=sender, text="x" * 500_001)
    assert [f.code for f in refusal.value.findings] == ["tekst"]
    assert not Comparison.objects.exists()


# --- Its page ------------------------------------------------------------------------------------


def test_the_page_shows_equal_or_exactly_the_differences(sender: User) -> None:
    case = adopted()
    client = signed_in(sender)
    url = reverse("decisions:compare", kwargs={"pk": case.pk})
    assert "nog niet vergeleken" in page(client, "compare", pk=case.pk)
    response = client.post(url, {"tekst": published_text(case)})
    assert (response.status_code, response.url) == (302, url)
    assert "De bekendgemaakte tekst is gelijk" in client.get(url).content.decode()
    client.post(url, {"tekst": published_text(case).replace("20.00 uur", "<b>21.00</b> uur", 1)})
    shown = client.get(url).content.decode()
    assert "1 verschil" in shown
    assert "<del><span" in shown
    assert "&lt;b&gt;21.00&lt;/b&gt;</ins>" in shown
    assert shown.index("Niet gelijk") < shown.index(">Gelijk<")  # the newest first


def test_everybody_reads_it_and_communications_does_it() -> None:
    case = adopted()
    for role in Role:
        shown = page(signed_in(make.make_user(role)), "compare", pk=case.pk)
        assert ("<textarea" in shown) == (role is COMMUNICATIONS), role
    url = reverse("decisions:compare", kwargs={"pk": case.pk})
    response = signed_in(make.make_user(Role.REVIEWER)).post(url, {"tekst": "Tekst."})
    assert response.status_code == 403
    assert COMMUNICATIONS.value in response.content.decode()


def test_what_was_typed_wrong_is_said_and_nothing_is_recorded(sender: User) -> None:
    url = reverse("decisions:compare", kwargs={"pk": adopted().pk})
    for typed in ("", "  \n"):
        response = signed_in(sender).post(url, {"tekst": typed})
        assert response.status_code == 422
        assert "plak de tekst van de bekendmaking" in response.content.decode()
    assert not Comparison.objects.exists()


def test_before_the_adoption_there_is_nothing_to_compare(sender: User) -> None:
    case = make.complete_case()
    shown = page(signed_in(sender), "compare", pk=case.pk)
    assert "De zaak staat op ‘Concept’" in shown
    url = reverse("decisions:compare", kwargs={"pk": case.pk})
    assert signed_in(sender).post(url, {"tekst": "Tekst."}).status_code == 422


def test_cost_is_the_same_for_one_comparison_and_for_ten(sender: User) -> None:
    case = adopted()
    client, url = signed_in(sender), reverse("decisions:compare", kwargs={"pk": case.pk})
    workflow.compare_publication(decision=case, by=sender, text="Iets anders.")
    one = queries(client, url)
    for _ in range(9):
        workflow.compare_publication(decision=case, by=sender, text="Nog iets anders.")
    assert queries(client, url) == one


# --- Two versions --------------------------------------------------------------------------------


def with_versions(times: int = 2) -> tuple[Decision, list[int]]:
    """A draft that was saved a few times, each time with another occasion."""
    officer, case = make.make_user(Role.POLICY_OFFICER), make.complete_case()
    for number in range(times):
        with workflow.edit(case, by=officer, version=case.version, what="Aanleiding") as changed:
            changed.assessment.occasion = f"Er waren {number + 3} incidenten in de buurt."
            changed.assessment.save()
        case.refresh_from_db()
    numbers = SavedVersion.objects.filter(decision=case).order_by("number")
    return case, list(numbers.values_list("number", flat=True))


def test_two_versions_are_shown_word_by_word() -> None:
    case, (first, second) = with_versions()
    client = signed_in(make.make_user(Role.AUDITOR))
    shown = page(client, "version_diff", pk=case.pk, first=first, second=second)
    assert '<del><span class="visually-hidden">verwijderd: </span>3<' in shown
    assert '<ins><span class="visually-hidden">toegevoegd: </span>4<' in shown
    assert "1 onderdeel is anders" in shown
    assert "onderdelen ongewijzigd</summary>" in shown
    assert "Overweging" in shown


def test_a_version_beside_itself_is_equal() -> None:
    case, (first, _second) = with_versions()
    client = signed_in(make.make_user(Role.AUDITOR))
    shown = page(client, "version_diff", pk=case.pk, first=first, second=first)
    assert "woord voor woord gelijk" in shown
    assert "<del>" not in shown


def test_a_version_that_is_not_there_or_of_another_case() -> None:
    case, (first, second) = with_versions()
    other = make.complete_case()
    client = signed_in(make.make_user(Role.AUDITOR))
    for pk, one, two in ((case.pk, first, 99), (case.pk, 0, second), (other.pk, first, second)):
        url = reverse("decisions:version_diff", kwargs={"pk": pk, "first": one, "second": two})
        assert client.get(url).status_code == 404


def test_the_page_of_versions_leads_to_two_of_them() -> None:
    case, (first, second) = with_versions()
    client = signed_in(make.make_user(Role.AUDITOR))
    assert "Vergelijk</button>" in page(client, "versions", pk=case.pk)
    url = reverse("decisions:versions", kwargs={"pk": case.pk})
    response = client.get(url, {"eerste": second, "tweede": first})
    diff = {"pk": case.pk, "first": first, "second": second}
    assert response.url == reverse("decisions:version_diff", kwargs=diff)
    for wrong in ({"eerste": "99", "tweede": first}, {"eerste": "x"}, {"tweede": first}):
        assert client.get(url, wrong).status_code == 200
    fresh = make.complete_case()
    assert "Vergelijk</button>" not in page(client, "versions", pk=fresh.pk)


def test_cost_is_the_same_for_two_versions_and_for_ten() -> None:
    client = signed_in(make.make_user(Role.AUDITOR))
    costs = []
    for times in (2, 10):
        case, numbers = with_versions(times)
        kwargs = {"pk": case.pk, "first": numbers[0], "second": numbers[-1]}
        costs.append(queries(client, reverse("decisions:version_diff", kwargs=kwargs)))
    assert costs[0] == costs[1]
