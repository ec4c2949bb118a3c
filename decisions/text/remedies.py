"""The remedies clause: who may object, when, to whom and how (Awb 3:45, 6:4, 6:5, 6:7, 6:16, 8:81)."""

from __future__ import annotations

from almere_camera.models import Address
from decisions.documents.markup import literal

from ..blocks import Block, Kind
from . import dutch
from .case import Case
from .phrases import listed
from .prose import missing

CONTENTS = (
    "de naam en het adres van de indiener",
    "de dagtekening",
    "een omschrijving van het besluit waartegen het bezwaar is gericht",
    "de gronden van het bezwaar",
)


def remedies(case: Case) -> list[Block]:
    """Invariant I14. Addresses come from the records that hold on the day of the decision."""
    return [
        Block(kind=Kind.HEADING, key="bezwaar.kop", text="Bezwaar"),
        Block(kind=Kind.PARAGRAPH, key="bezwaar.indienen", text=_objection(case)),
        Block(
            kind=Kind.PARAGRAPH,
            key="bezwaar.inhoud",
            text="Het bezwaarschrift wordt ondertekend en bevat ten minste:",
            items=listed(CONTENTS),
        ),
        Block(
            kind=Kind.PARAGRAPH,
            key="bezwaar.werking",
            text="Het maken van bezwaar schorst de werking van dit besluit niet.",
        ),
        Block(kind=Kind.PARAGRAPH, key="bezwaar.voorziening", text=_interim_relief(case)),
    ]


def _objection(case: Case) -> str:
    to = case.addresses.get(Address.Key.OBJECTION)
    where = f"{_name(to, 'de burgemeester')}, {_lines(to)}" if to else missing("adres voor bezwaarschriften")
    text = (
        "Belanghebbenden kunnen tegen dit besluit bezwaar maken door een bezwaarschrift in te dienen bij "
        f"{where}. De termijn voor het indienen is zes weken en begint op de dag na die waarop dit besluit "
        "in het Gemeenteblad is bekendgemaakt."
    )
    if to and to.url:
        text += f" Bezwaar maken kan ook met het formulier op {literal(to.url)}."
    return text


def _interim_relief(case: Case) -> str:
    court = case.addresses.get(Address.Key.COURT)
    where = missing("adres van de rechtbank")
    if court and "voorzieningenrechter" in court.name.lower():
        where = f"{_name(court, 'de')}, {_lines(court)},"
    elif court:
        where = f"de voorzieningenrechter van {_name(court, 'de')}, {_lines(court)},"
    else:
        where = f"de voorzieningenrechter van de rechtbank, {where},"
    text = (
        f"Wie bezwaar heeft gemaakt, kan {where} verzoeken een voorlopige voorziening te treffen indien "
        "onverwijlde spoed dat, gelet op de betrokken belangen, vereist. Voor de behandeling van dit verzoek "
        "is griffierecht verschuldigd."
    )
    if court and court.url:
        text += f" Het verzoek kan ook worden ingediend via {literal(court.url)}."
    return text


def _name(address: Address, article: str) -> str:
    name = literal(address.name.strip())
    if article == "de burgemeester":
        return dutch.with_article(name, "de") if name.lower().startswith(("burgemeester", "de ")) else name
    return dutch.with_article(name, article)


def _lines(address: Address) -> str:
    return ", ".join(part.strip() for part in literal(address.lines).splitlines() if part.strip())
