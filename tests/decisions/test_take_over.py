"""A colleague goes on with a case: it moves to another work list, and the timeline says why."""

from __future__ import annotations

import pytest
from django.urls import reverse

from almere_camera import home
from almere_camera.findings import Conflict, Refused
from almere_camera.models import AuditEvent, User
from decisions import workflow
from decisions.models import Decision, Remark
from decisions.workflow.asking import authors
from tests import factories as make
from tests.decisions.pages import page, signed_in

pytestmark = pytest.mark.django_db


def handled(by: User) -> Decision:
    case = make.complete_case()
    Decision.objects.filter(pk=case.pk).update(handler=by, created_by=by)
    return Decision.objects.get(pk=case.pk)


def listed(user: User, key: str) -> list[str]:
    lists = {one.key: one for one in home.work_for(User.objects.get(pk=user.pk), make.TODAY).lists}
    return [item.reference for item in lists[key].items]


def test_a_case_moves_to_the_list_of_the_colleague() -> None:
    first, second = make.make_user(), make.make_user()
    case = handled(first)
    assert (listed(first, "concept"), listed(second, "collegas")) == ([case.kenmerk], [case.kenmerk])
    url = reverse("decisions:take_over", args=[case.pk])
    client = signed_in(second)
    assert f'href="{url}"' in page(client, "detail", pk=case.pk)
    wrong = client.post(url, {"versie": case.version, "remark": " "})
    assert wrong.status_code == 422
    assert "Schrijf op waarom u de zaak overneemt." in wrong.content.decode()
    before = AuditEvent.objects.exclude(event="dossier.read").count()
    assert client.post(url, {"versie": case.version, "remark": "Zij is met verlof."}).status_code == 302
    assert AuditEvent.objects.exclude(event="dossier.read").count() == before + 1
    assert (listed(first, "concept"), listed(second, "concept")) == ([], [case.kenmerk])
    assert listed(first, "collegas") == [case.kenmerk]
    shown = page(client, "detail", pk=case.pk)
    timeline = shown[shown.index('id="tijdlijn"') :]
    assert "Zaak overgenomen" in timeline
    assert "Zij is met verlof." in timeline
    assert f'href="{url}"' not in shown  # one handles it already


def test_the_log_holds_numbers_and_not_the_remark() -> None:
    first, second = make.make_user(), make.make_user()
    case = handled(first)
    workflow.take_over(decision=case, by=second, version=case.version, remark="Ziek sinds maandag")
    event = AuditEvent.objects.latest("seq")
    assert event.event == "decision.taken_over"
    assert (event.facts["before"], event.facts["after"]) == (first.pk, second.pk)
    assert event.facts["remark"] == Remark.objects.get(decision=case).pk
    assert "maandag" not in str(event.facts)


def test_whoever_had_the_form_open_is_told_and_stays_no_author_for_it() -> None:
    first, second = make.make_user(), make.make_user()
    case = handled(first)
    workflow.take_over(decision=case, by=second, version=case.version, remark="Verlof")
    with (
        pytest.raises(Conflict, match="heeft deze zaak intussen gewijzigd"),
        workflow.edit(case, by=first, version=case.version, what="criteria"),
    ):
        pass
    assert second.pk not in authors(case)  # taking over is not writing


def test_nobody_takes_over_what_one_handles_oneself() -> None:
    first = make.make_user()
    case = handled(first)
    with pytest.raises(Refused, match="U behandelt deze zaak al"):
        workflow.take_over(decision=case, by=first, version=case.version, remark="Toch")


def test_the_choice_stands_in_the_address() -> None:
    first, second = make.make_user(), make.make_user()
    case = handled(first)

    def keys(user: User, wie: str) -> set[str]:
        context = signed_in(user).get(reverse("home"), {"wie": wie}).context
        return {one["list"].key for one in [*context["mine"], *context["others"]]}

    assert "concept" in keys(second, "")
    assert "collegas" not in keys(second, "")
    assert keys(second, "onzin") == keys(second, "mij")
    assert {"collegas", "eraan"} <= keys(second, "team")
    assert keys(second, "alle") == {"onderweg", "alle_taken", "eraan"}
    shown = signed_in(second).get(reverse("home"), {"wie": "alle"}).content.decode()
    assert case.kenmerk in shown
    assert str(first) in shown
    assert '<a href="?wie=alle" aria-current="true">' in shown
