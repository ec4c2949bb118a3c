"""The real past, as far as its sources tell: known facts only, the rest stays unknown, holes are shown."""

from __future__ import annotations

from datetime import date

from almere_camera.models import User
from areas.models import Area
from decisions import workflow
from decisions.models import Decision, DecisionKind, PolicyFramework, Variant
from decisions.workflow.starting import PastArea

REGISTER = "Bron: regelgeving van Almere in het landelijk register en op almere.nl."


def load_past(by: User, areas: dict[str, Area], frameworks: list[PolicyFramework]) -> None:
    """Stad and Buiten 2021, Haven 2022 and the Hofmark chain of 2023 and 2024. Idempotent."""
    if Decision.objects.filter(historical=True).exists():
        return
    old = frameworks[0]
    workflow.record_historical(
        by=by,
        kenmerk="HIST-2021-01",
        title="Aanwijzingsbesluit tijdelijk cameratoezicht Almere Stad Centrum en Almere Buiten Centrum B",
        kind=DecisionKind.EXTEND,
        variant=Variant.REGULAR,
        signed_on=None,
        areas=[
            PastArea(area=areas["Almere Stad Centrum"], words="het stadscentrum van Almere"),
            PastArea(area=areas["Almere Buiten Centrum"], words="het centrum van Almere Buiten"),
        ],
        notes="Volgt op het besluit van 29 oktober 2019, dat op 1 november 2021 afliep. Datum van "
        "ondertekening, begin en einde onbekend. De raad was nog niet geraadpleegd. " + REGISTER,
    )
    workflow.record_historical(
        by=by,
        kenmerk="HIST-2022-01",
        title="Aanwijzingsbesluit tijdelijk cameratoezichtgebied Almere Haven Centrum",
        kind=DecisionKind.START,
        variant=Variant.REGULAR,
        signed_on=None,
        framework=old,
        areas=[PastArea(area=areas["Almere Haven Centrum"], words="Almere Haven centrum")],
        notes="Genomen in 2022; dag van ondertekening, begin en einde onbekend. " + REGISTER,
    )
    _load_hofmark(by, areas["Hofmark en omgeving"], old)


def _load_hofmark(by: User, area: Area, framework: PolicyFramework) -> None:
    """16-11-2023, 12-12-2023 and 14-05-2024; between the last two the chain shows a hole."""
    words = "de Hofmark in Almere"
    first = workflow.record_historical(
        by=by,
        kenmerk="HIST-2023-01",
        title="Aanwijzingsbesluit tijdelijk cameratoezicht Hofmark",
        kind=DecisionKind.START,
        variant=Variant.MOBILE,
        signed_on=date(2023, 11, 16),
        framework=framework,
        areas=[PastArea(area=area, words=words)],
        notes="Aanleiding: twee explosies op 9 november 2023. Begin en einde onbekend. " + REGISTER,
    )
    second = workflow.record_historical(
        by=by,
        kenmerk="HIST-2023-02",
        title="Aanwijzingsbesluit tijdelijk cameratoezicht Hofmark 14 december 2023",
        kind=DecisionKind.EXTEND,
        variant=Variant.MOBILE,
        signed_on=date(2023, 12, 12),
        framework=framework,
        publication_number="gmb-2023-542250",
        areas=[
            PastArea(
                area=area,
                words=words,
                first_day=date(2023, 12, 15),
                last_day=date(2024, 2, 13),
                follows=first.designated_areas.get(),
            )
        ],
        notes="In werking 15 december 2023. Het register noemt als datum van uitwerkingtreding 14 februari "
        "2024; naar de gewoonte van dat register is 13 februari 2024 de laatste dag. Dag van uitgifte "
        "onbekend. CVDR707713. " + REGISTER,
    )
    workflow.record_historical(
        by=by,
        kenmerk="HIST-2024-01",
        title="Aanwijzingsbesluit tijdelijk cameratoezicht Hofmark 14 mei 2024",
        kind=DecisionKind.EXTEND,
        variant=Variant.MOBILE,
        signed_on=date(2024, 5, 14),
        framework=framework,
        areas=[PastArea(area=area, words=words, follows=second.designated_areas.get())],
        notes="Begin en einde onbekend. Tussen het besluit van 12 december 2023 en dit besluit is geen "
        "ander besluit gevonden. " + REGISTER,
    )
