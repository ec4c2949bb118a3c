"""The report to the council as document: from the sections, with introduction and costs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from decisions.blocks import Block, Document

from .models import CouncilReport
from .printing import document, heading, of_sections, paragraph
from .traced import Section

NOT_WRITTEN = "Nog niet geschreven."
PROVISIONAL = "Voorlopig: het jaar is nog niet voorbij. De cijfers kunnen nog veranderen."


def report_title(report: CouncilReport) -> str:
    """The heading of page, PDF and Word file."""
    return f"Cameratoezicht in {report.year}: verslag aan de raad"


def report_document(
    report: CouncilReport, sections: Sequence[Section], *, moment: datetime, provisional: bool, draft: bool
) -> Document:
    """The report; `draft` marks every page as a draft."""
    blocks: list[Block] = []
    if provisional:
        blocks.append(paragraph("voorlopig", PROVISIONAL))
    blocks += [heading("inleiding", "Inleiding"), paragraph("inleiding", report.introduction or NOT_WRITTEN)]
    blocks += of_sections(sections)
    blocks += [heading("kosten", "Kosten"), paragraph("kosten", report.costs or NOT_WRITTEN)]
    return document(
        title=report_title(report),
        reference=f"Raad {report.year}",
        moment=moment,
        blocks=blocks,
        draft=draft,
        subject="Voortgangsrapportage Veiligheidsagenda",
    )
