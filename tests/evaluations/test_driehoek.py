"""One page for the driehoek: figures worked out by hand, what is proposed, and one accessible page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import page as validation
import pikepdf
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from almere_camera.roles import Role
from decisions.models import Consultation, CriterionKey, DecisionKind, ElementKey
from evaluations import driehoek
from evaluations.models import AreaEvaluation, EvaluationAnswer, TriedMeasure
from evaluations.small_numbers import HIDDEN, WITHHELD
from evaluations.traced import Section
from tests import factories as make
from tests.addresses import client_of, writes
from tests.decisions.documents import tag_reader, verapdf
from tests.decisions.pages import queries
from tests.evaluations import make as rows
from tests.evaluations.account_world import NOW, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def client(world: World) -> Client:
    return client_of(world.officer)


def url(name: str, *args: Any) -> str:
    return reverse(f"evaluations:{name}", args=args)


def table(sections: list[Section], key: str) -> dict[str, list[str]]:
    (found,) = [one for section in sections for one in section.tables if one.key == key]
    return {str(row[0]): [str(cell) for cell in row[1:]] for row in found.rows}


def evaluated(world: World) -> AreaEvaluation:
    """The newest evaluation of the centre, each answer as long as one may be that is still read."""
    designated = world.running.designated_areas.get()
    made = AreaEvaluation.objects.create(
        designated_area=designated,
        first_day=date(2025, 3, 1),
        last_day=date(2026, 3, 31),
    )
    TriedMeasure.objects.create(
        evaluation=made, what="Extra toezicht door handhavers", result="Dat hielp een beetje. " * 30
    )
    for key in (*ElementKey, *CriterionKey):
        EvaluationAnswer.objects.create(
            evaluation=made,
            key=key,
            text=f"Bevinding over {key.label.lower()}. " + "Nog een zin erbij. " * 40,
        )
    return made


def prepared(world: World) -> None:
    """An extension in preparation, with a consultation that was partly in favour."""
    before = world.running.designated_areas.get()
    draft = make.make_decision(DecisionKind.EXTEND)
    assert before.last_day
    designated = make.make_designated_area(
        draft,
        follows=before,
        starts="dag",
        first_day=before.last_day + timedelta(days=1),
        last_day=date(2033, 2, 28),
    )
    make.make_use(designated)
    draft.assessment.dpia_on = date(2026, 1, 15)
    draft.assessment.blanking = "Woningen zijn afgeschermd."
    draft.assessment.save()
    make.make_consultation(draft, held_on=date(2026, 3, 20), police_advice=Consultation.Advice.HESITANT)


@pytest.mark.parametrize(
    ("day", "months", "back", "first", "last"),
    [
        (date(2026, 4, 1), 12, 0, date(2025, 4, 1), date(2026, 3, 31)),
        (date(2026, 4, 30), 12, 12, date(2024, 4, 1), date(2025, 3, 31)),
        (date(2026, 1, 1), 24, 0, date(2024, 1, 1), date(2025, 12, 31)),
        (date(2024, 3, 15), 1, 0, date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_whole_months(day: date, months: int, back: int, first: date, last: date) -> None:
    assert driehoek.whole_months(day, months, back=back) == (first, last)


def test_figures(world: World) -> None:
    """April 2025 to March 2026 saw the seven of July; the year before the six of January and February."""
    found = table(driehoek.sections(world.centre), "cijfers")
    assert found["Incidenten"] == ["7 (onvolledig)", "6 (onvolledig)", "13 (onvolledig)"]
    assert found["Relevante veiligheidsincidenten"] == ["0 (onvolledig)", "6 (onvolledig)", "6 (onvolledig)"]
    assert found["Als eerste gezien door de observant"] == [WITHHELD, "100%", WITHHELD]
    assert found["Verzoeken om beelden"] == ["6", "0", "6"]
    assert found["Maanden ingelezen"] == ["9 van de 12", "11 van de 12", "20 van de 24"]


def test_small_numbers_are_hidden_with_what_would_give_them_away(world: World) -> None:
    file = rows.run([world.centre], date(2026, 1, 1), date(2026, 1, 1))
    rows.incident(datetime(2026, 1, 5, 12), world.positions[:1], of=file)
    found = table(driehoek.sections(world.centre), "cijfers")
    relevant = found["Relevante veiligheidsincidenten"]
    assert relevant == [f"{HIDDEN} (onvolledig)", f"{WITHHELD} (onvolledig)", "7 (onvolledig)"]


def test_what_holds_what_is_proposed_and_what_was_advised(world: World) -> None:
    prepared(world)
    found = table(driehoek.sections(world.centre), "aanwijzing")
    assert "vanaf 1 maart 2025 tot en met 28 februari 2029" in found["Besluiten tot nu toe"][0]
    assert "De aanwijzing loopt tot en met 28 februari 2029." in found["Besluiten tot nu toe"][0]
    assert "van 20.00 uur tot 02.00 uur de volgende dag" in found["Voorstel"][0]
    assert "28 februari 2033" in found["Voorstel"][0]
    assert "20 maart 2026" in found["Laatste overleg"][0]
    assert "positief en dat van de politie aarzelend" in found["Laatste overleg"][0]
    weighed = table(driehoek.sections(world.centre), "afweging")
    assert "De DPIA is van 15 januari 2026." in weighed["Privacy en DPIA"][0]
    assert "ten hoogste 28 dagen bewaard" in weighed["Privacy en DPIA"][0]


def test_the_newest_evaluation_speaks_and_the_verdicts_stand_by_position(world: World) -> None:
    evaluated(world)
    sections = driehoek.sections(world.centre)
    weighed = table(sections, "afweging")
    assert list(weighed)[:8] == [key.label for key in (*ElementKey, *CriterionKey)]
    assert weighed[CriterionKey.NECESSITY.label][0].startswith("Bevinding over noodzakelijkheid.")
    assert weighed["Geprobeerde alternatieven"][0].startswith("Extra toezicht door handhavers: Dat hielp")
    assert table(sections, "oordelen") == {"Verwijderen": ["1", "S-03 (2024)"]}


def test_an_area_of_which_nothing_is_known(world: World) -> None:
    bare = make.make_area("Nieuwland")
    sections = driehoek.sections(bare)
    assert table(sections, "aanwijzing")["Besluiten tot nu toe"] == ["Het gebied is nog niet aangewezen."]
    assert table(sections, "cijfers")["Incidenten"] == ["onbekend"] * 3
    assert table(sections, "oordelen") == {}
    assert world.centre.pk


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.COMMUNICATIONS, None])
def test_who_gets_in(role: Role | None, world: World) -> None:
    other = client_of(make.make_user(role))
    for name in ("driehoek", "driehoek_pdf"):
        assert other.get(url(name, world.centre.pk)).status_code == (200 if role else 403)
    rows_page = url("driehoek_rows", world.centre.pk, "incidenten-nu")
    assert other.get(rows_page).status_code == (200 if role else 403)


def test_the_page_leads_to_the_rows_and_changes_nothing(world: World, client: Client) -> None:
    address = url("driehoek", world.centre.pk)
    assert writes(client, address) == (200, [])
    link = url("driehoek_rows", world.centre.pk, "incidenten-nu")
    assert link in client.get(address).content.decode()
    assert "7 rijen" in client.get(link).content.decode()
    assert client.get(url("driehoek_rows", world.centre.pk, "geraden")).status_code == 404


def test_as_many_questions_for_many_as_for_one(world: World, client: Client) -> None:
    address = url("driehoek", world.centre.pk)
    before = queries(client, address)
    file = rows.run([world.centre], date(2026, 1, 1), date(2026, 1, 1))
    for minute in range(20):
        rows.incident(datetime(2026, 1, 5, 12, minute), world.positions[:2], of=file)
    for _number in range(4):
        make.running_case(areas=[world.centre], first_day=date(2025, 8, 1), last_day=date(2025, 9, 1))
    assert queries(client, address) == before


def test_on_paper_it_is_one_accessible_page(java: Path, world: World, client: Client, tmp_path: Path) -> None:
    evaluated(world)
    prepared(world)
    content = client.get(url("driehoek_pdf", world.centre.pk)).content
    path = tmp_path / "driehoek.pdf"
    path.write_bytes(content)
    for profile in ("2a", "ua1"):
        assert verapdf.failures(path, profile) == {}
        assert validation.validate_pdf_bytes(content, profile=profile).is_compliant
    pdf = pikepdf.open(io.BytesIO(content))
    assert len(pdf.pages) == 1
    items = tag_reader.read(pdf)
    (figure,) = [str(item.element.Alt) for item in items if item.role == "Figure"]
    assert "Incidenten in de laatste 12 maanden: 7 (onvolledig)" in figure
    read = " ".join(" ".join(item.text.split()) for item in items)
    for words in ("S-03 (2024)", "28 februari 2033", "15 januari 2026", "13 (onvolledig)"):
        assert words in read
