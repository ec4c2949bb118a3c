"""The page 'Gegevens voor DROP', the zip behind it, and Beheer of how DROP wants it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

import html5lib
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from almere_camera import guards
from almere_camera.models import AuditEvent
from almere_camera.roles import Role
from decisions.models import AdoptedText, Decision, DropSetup
from decisions.publication.metadata import LABELS
from decisions.publication.paragraphs import Style
from tests import factories as make
from tests.decisions.pages import page, queries, signed_in
from tests.decisions.publication.frozen import adopted, late
from tests.decisions.publication.test_package import package
from tests.decisions.publication.test_template import put
from tests.decisions.publication.test_word import NAMES, template
from tests.decisions.text import cases

pytestmark = pytest.mark.django_db
ADD = "admin:decisions_dropsetup_add"
CHANGE = "admin:decisions_dropsetup_change"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{make.TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def client() -> Client:
    return signed_in(make.make_user(Role.COMMUNICATIONS))


def url(case: Decision, name: str, query: str = "") -> str:
    return reverse(f"decisions:{name}", kwargs={"pk": case.pk}) + query


def labels(html: str) -> list[str]:
    root = html5lib.parse(html, namespaceHTMLElements=False)
    return ["".join(dt.itertext()) for dt in root.iter("dt")]


# --- The page ------------------------------------------------------------------------------------


def test_every_field_stands_there_with_a_button_that_copies_it(client: Client) -> None:
    text = adopted(cases.centres())
    html = page(client, "for_drop", pk=text.decision_id)
    assert labels(html) == [*LABELS.values(), "Kaart 1 in woorden", "Kaart 2 in woorden"]
    root = html5lib.parse(html, namespaceHTMLElements=False)
    held = {e.get("id"): "".join(e.itertext()) for e in root.iter() if e.get("id")}
    buttons = [b.get("data-copy") for b in root.iter("button") if b.get("data-copy")]
    values = [key for key in held if key.startswith("waarde-")]
    assert sorted(buttons) == sorted(values)
    assert held["waarde-titel-1"] == text.decision.title
    assert held["waarde-einde_reactietermijn-1"] == "12-05-2026"  # published today, 31 March: six weeks
    assert "Kopieer Titel" in " ".join("".join(b.itertext()) for b in root.iter("button"))


def test_the_administrator_sets_the_order(client: Client) -> None:
    DropSetup.objects.create(valid_from=make.LONG_AGO, order=["straten", "onbekend", "kenmerk", "straten"])
    html = page(client, "for_drop", pk=adopted(cases.ending()).decision_id)
    assert labels(html)[:3] == ["Straten", "Kenmerk", "Titel"]
    assert sorted(labels(html)) == sorted(LABELS.values())


def test_another_day_of_publication_gives_other_days(client: Client) -> None:
    text = adopted(cases.explosion())
    html = client.get(url(text.decision, "for_drop", "?bekendmaking=02-04-2026")).content.decode()
    assert "18-05-2026" in html
    assert "Als de bekendmaking op 2 april 2026 is." in html
    assert "bekendmaking=2026-04-02&amp;tekst=besluit" in html  # the zip says the same


def test_a_day_that_is_none_is_told(client: Client) -> None:
    text = adopted(cases.ending())
    html = client.get(url(text.decision, "for_drop", "?bekendmaking=31-02-2026")).content.decode()
    assert "Vul bij ‘Dag van bekendmaking’ een datum in" in html


def test_after_publication_the_real_day_counts(client: Client) -> None:
    text = adopted(cases.explosion())
    make.publish(text.decision, date(2026, 4, 1), number="gmb-2026-4711")
    html = client.get(url(text.decision, "for_drop", "?bekendmaking=02-04-2026")).content.decode()
    assert "01-04-2026" in html
    assert "gmb-2026-4711" in html
    assert 'name="bekendmaking"' not in html


def test_communications_finds_the_page_from_the_case(client: Client) -> None:
    text = adopted(cases.ending())
    html = page(client, "detail", pk=text.decision_id)
    assert html.count(f'href="{url(text.decision, "for_drop")}"') == 2  # the next step, and Downloaden
    make.publish(text.decision)
    html = page(client, "detail", pk=text.decision_id)
    assert html.count(f'href="{url(text.decision, "for_drop")}"') == 1


def test_the_number_of_queries_does_not_grow(client: Client) -> None:
    few, many = (adopted(make.complete_case(areas=areas)) for areas in (1, 12))
    assert queries(client, url(few.decision, "for_drop")) == queries(client, url(many.decision, "for_drop"))


# --- The zip -------------------------------------------------------------------------------------


def test_the_zip_of_the_page_is_the_package_and_who_took_it_is_in_the_log(client: Client) -> None:
    text = adopted(cases.ending())
    response = client.get(url(text.decision, "publication_package", "?bekendmaking=2026-04-02"))
    assert response.content == package(text)
    assert response["Content-Type"] == "application/zip"
    assert f'filename="publicatie-{text.decision.kenmerk}.zip"' in response["Content-Disposition"]
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == ("nosniff", "private, no-cache")
    event = AuditEvent.objects.latest("seq")
    assert (event.event, event.facts["adopted_text"]) == ("publication_package.read", text.pk)


def test_asking_for_the_headers_is_no_reading(client: Client) -> None:
    text = adopted(cases.ending())
    before = AuditEvent.objects.count()
    assert client.head(url(text.decision, "publication_package")).status_code == 200
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("name", ["for_drop", "publication_package"])
@pytest.mark.parametrize("query", ["?tekst=afsluiting", "?tekst=motivering", "?tekst=%00"])
def test_a_text_that_is_not_published_has_no_package(client: Client, name: str, query: str) -> None:
    text = adopted(cases.ending())
    closing = AdoptedText.objects.get(pk=text.pk)
    closing.pk, closing.kind = None, AdoptedText.Kind.CLOSING
    closing.save(force_insert=True)
    assert client.get(url(text.decision, name, query)).status_code == 404


@pytest.mark.parametrize("name", ["for_drop", "publication_package"])
def test_a_case_without_adopted_text_has_none(client: Client, name: str) -> None:
    assert client.get(url(make.complete_case(), name)).status_code == 404
    historical = make.make_decision(historical=True, status="vastgesteld")
    assert client.get(url(historical, name)).status_code == 404


def test_a_day_that_does_not_exist_is_not_found(client: Client) -> None:
    text = adopted(cases.ending())
    query = "?bekendmaking=2026-02-31"
    assert client.get(url(text.decision, "publication_package", query)).status_code == 404


@pytest.mark.parametrize("name", ["for_drop", "publication_package"])
def test_a_text_that_was_changed_is_refused_with_words(client: Client, name: str) -> None:
    text = adopted(cases.ending())
    guards.remove(connection.alias)
    AdoptedText.objects.update(blocks=text.blocks + " ")
    guards.install(connection.alias)
    response = client.get(url(text.decision, name))
    assert response.status_code == 409
    assert "De tekst is niet meer gelijk aan wat is vastgesteld" in response.content.decode()


def test_the_late_motivation_is_a_page_further(client: Client) -> None:
    text = adopted(cases.explosion())
    motivated = late(text)
    html = page(client, "for_drop", pk=text.decision_id)
    assert f'href="{url(text.decision, "for_drop", "?tekst=motivering")}"' in html
    html = client.get(url(text.decision, "for_drop", "?tekst=motivering")).content.decode()
    assert "Motivering achteraf bij:" in html
    assert "tekst=motivering" in re.findall(r'href="([^"]+zip[^"]*)"', html)[0]
    response = client.get(url(text.decision, "publication_package", "?tekst=motivering"))
    names = zipfile.ZipFile(io.BytesIO(response.content)).namelist()
    assert names[0] == "motivering.pdf"
    assert AuditEvent.objects.latest("seq").facts["adopted_text"] == motivated.pk


# --- Beheer --------------------------------------------------------------------------------------


@pytest.fixture
def manager() -> Client:
    return signed_in(make.make_user(Role.ADMINISTRATOR, is_staff=True))


def typed(**changes: Any) -> dict[str, Any]:
    """The form as a manager fills it in."""
    styles = {f"style_{s.name.lower()}": NAMES.get(s.value, s.value) for s in Style}
    return {
        "valid_from": "01-03-2026",
        "valid_to": "",
        "source": "KOOP, sjabloon versie 2.5",
        "remedies": "bijlage",
        "map_in_word": "on",
        "rubric": "ander besluit van algemene strekking",
        "category": "Openbare orde en veiligheid | Organisatie en beleid",
        "subject": "openbare orde en veiligheid",
        "order_lines": "Kenmerk\r\ntitel\r\n",
        **styles,
        **changes,
    }


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("OP Stijl Compleet Besluit.dotx", content)


def errors(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(str(e) for found in response.context["errors"] for e in found)


def test_an_uploaded_template_is_kept_and_the_next_package_is_built_on_it(
    manager: Client, client: Client
) -> None:
    content = template(kind="dotx")
    response = manager.post(reverse(ADD), typed(upload=upload(content)))
    assert response.status_code == 302, errors(response)
    setup = DropSetup.objects.get()
    assert setup.template.read() == content
    assert setup.template_name == "OP Stijl Compleet Besluit.dotx"
    assert "OP Stijl" not in setup.template.name  # a name that tells nothing
    assert setup.styles == NAMES
    assert setup.order == ["kenmerk", "titel"]
    event = AuditEvent.objects.latest("seq")
    assert (event.event, event.facts["template_sha256"]) == ("record.added", setup.template_sha256)
    text = adopted(cases.ending())
    zipped = client.get(url(text.decision, "publication_package")).content
    word = zipfile.ZipFile(io.BytesIO(zipfile.ZipFile(io.BytesIO(zipped)).read("besluit.docx")))
    assert b'w:val="LidvanKOOP"' in word.read("word/document.xml")
    assert b"Courier New" in word.read("word/styles.xml")


def test_a_setup_is_changed_without_choosing_the_template_again(manager: Client) -> None:
    manager.post(reverse(ADD), typed(upload=upload(template())))
    setup = DropSetup.objects.get()
    response = manager.post(reverse(CHANGE, args=[setup.pk]), typed(order_lines="Straten"))
    assert response.status_code == 302, errors(response)
    changed = DropSetup.objects.get()
    assert (changed.order, changed.template.name) == (["straten"], setup.template.name)
    assert AuditEvent.objects.latest("seq").event == "record.changed"


def test_a_template_without_a_style_is_refused(manager: Client) -> None:
    response = manager.post(reverse(ADD), typed(upload=upload(template()), style_member="OPLid"))
    assert "De stijl ‘OPLid’ (OPLid) staat niet in het sjabloon." in errors(response)
    assert not DropSetup.objects.exists()


def test_a_template_with_macros_is_refused(manager: Client) -> None:
    response = manager.post(reverse(ADD), typed(upload=upload(put("word/vbaProject.bin", b"x"))))
    assert "macro’s" in errors(response)
    assert not DropSetup.objects.exists()


def test_a_line_that_is_no_field_is_refused(manager: Client) -> None:
    response = manager.post(reverse(ADD), typed(order_lines="Titel\nAdres van de burgemeester"))
    assert "Deze regels zijn geen gegeven: Adres van de burgemeester." in errors(response)


def test_without_a_template_each_style_has_a_name_of_its_own(manager: Client) -> None:
    response = manager.post(reverse(ADD), typed(style_plain="Alinea", style_item="Alinea"))
    assert "Zonder sjabloon moet elke stijl een eigen naam hebben." in errors(response)


def test_a_template_that_was_changed_on_disk_is_not_used(manager: Client, client: Client) -> None:
    from pathlib import Path

    manager.post(reverse(ADD), typed(upload=upload(template())))
    setup = DropSetup.objects.get()
    Path(setup.template.path).chmod(0o600)
    Path(setup.template.path).write_bytes(template() + b" ")
    text = adopted(cases.ending())
    response = client.get(url(text.decision, "publication_package"))
    assert response.status_code == 409
    assert "veranderd sinds het is opgeslagen" in response.content.decode()
    response = manager.post(reverse(CHANGE, args=[setup.pk]), typed())
    assert "Kies het opnieuw." in errors(response)


def test_the_template_is_for_whoever_keeps_the_records(client: Client) -> None:
    assert client.get(reverse(ADD)).status_code == 302  # to the sign-in of Beheer
    assert client.post(reverse(ADD), typed()).status_code == 302
    assert not DropSetup.objects.exists()
