"""Pressing the buttons of the acts in a test, as different people."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from almere_camera.models import Official, User
from decisions import workflow
from decisions.models import Decision, Variant
from tests import factories as make

PDF = b"%PDF-1.7\n%getekend\n"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url_of(case: Decision, act: str, **kwargs: Any) -> str:
    return reverse(f"decisions:{act}", kwargs={"pk": case.pk, **kwargs})


def do(user: User, case: Decision, act: str, *, version: int | None = None, **typed: Any) -> HttpResponse:
    """Press the button of this act, as this person, on the version that is now there."""
    fresh = Decision.objects.get(pk=case.pk)
    typed = {"versie": fresh.version if version is None else version, **typed}
    response = client_of(user).post(url_of(case, act), typed)
    case.refresh_from_db()
    return response  # type: ignore[return-value]


def written(user: User, **options: Any) -> Decision:
    """A complete draft in which this user saved content."""
    case = make.complete_case(**options)
    with workflow.edit(case, by=user, version=case.version, what="criteria"):
        pass
    case.refresh_from_db()
    return case


def agreed(officer: User, reviewer: User, **options: Any) -> Decision:
    case = written(officer, **options)
    assert do(officer, case, "submit").status_code == 302
    assert do(reviewer, case, "agree").status_code == 302
    return case


def urgent(officer: User, *, later: bool = False) -> Decision:
    """A complete draft of mobile use with spoed; `later` leaves the reasons to a motivation that follows."""
    case = make.complete_case(variant=Variant.MOBILE)
    with workflow.edit(case, by=officer, version=case.version, what="aanleiding") as draft:
        draft.urgent, draft.motivation_later = True, later
        if later:
            draft.judgements.update(reasons="")
    case.refresh_from_db()
    return case


def adoption(**typed: Any) -> dict[str, Any]:
    mayor = Official.objects.get(function=Official.Function.MAYOR)
    return {
        "signatory": mayor.pk,
        "on": "31-03-2026",
        "signed_copy": SimpleUploadedFile("besluit.pdf", PDF),
        **typed,
    }


def text_of(response: Any) -> str:
    return response.content.decode()
