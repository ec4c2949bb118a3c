"""What a visitor of the register does in these tests: without signing in, without a cookie."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from almere_camera.roles import Role
from decisions.models import AdoptedText, Decision
from decisions.public.addresses import slug_of
from tests import factories as make

PDF = b"%PDF-1.7\n%vastgesteld\n"
API = "/api/v1"
LISTS = ("/register/", "/register/?toestand=alle", "/register/kaart/", "/register/kaart/?toestand=voorbij")
FILES = ("/register/besluiten.json", "/register/besluiten.csv", "/register/besluiten.geojson")
RESOURCES = (f"{API}/aanwijzingsbesluiten", f"{API}/gebieden", f"{API}/openapi.json")


def get(url: str, **headers: str) -> Any:
    """As a stranger, from a fresh browser."""
    return Client(raise_request_exception=False).get(url, headers=headers)


def words(response: HttpResponse) -> str:
    return response.content.decode()


def page_of(case: Decision) -> str:
    return reverse("register:decision", kwargs={"slug": slug_of(case.kenmerk)})


def api_of(case: Decision) -> str:
    return f"{API}/aanwijzingsbesluiten/{slug_of(case.kenmerk)}"


def shown(case: Decision) -> str:
    response = get(page_of(case))
    assert response.status_code == 200
    return words(response)


def asked(url: str, **headers: str) -> int:
    """How many queries the answer costs, once everything that is read once per process has been read."""
    get(url)
    with CaptureQueriesContext(connection) as seen:
        assert get(url, **headers).status_code in (200, 304)
    return len(seen)


def published(on: date = make.TODAY, **values: Any) -> Decision:
    """A decision adopted the day before and published on this day, with one area."""
    make.make_records()
    case = make.make_decision(**values)
    make.make_use(make.make_designated_area(case))
    make.adopt(case, on - make.ONE_DAY)
    make.publish(case, on)
    return case


def with_text(case: Decision) -> AdoptedText:
    """The frozen text of an adopted case; its words say nothing."""
    digest = hashlib.sha256(PDF).hexdigest()
    return AdoptedText.objects.create(
        decision=case,
        kind=AdoptedText.Kind.DECISION,
        blocks="{}",
        html="<p>Besluit</p>",
        text="Besluit",
        pdf=PDF,
        blocks_sha256="0" * 64,
        html_sha256="0" * 64,
        text_sha256="0" * 64,
        pdf_sha256=digest,
        signatory_name="A. Proef",
        signatory_function="burgemeester",
        adopted_on=case.signed_on or make.TODAY,
        registered_by=make.make_user(Role.MAYORS_OFFICE),
    )
