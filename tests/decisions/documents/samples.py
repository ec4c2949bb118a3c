"""Documents as `decisions.text` composes them, written by hand for the tests of the renderers."""

from __future__ import annotations

from dataclasses import replace

from decisions.blocks import Block, Document, Kind
from tests.decisions.documents.sample_blocks import (
    POSITIONS,
    REASONS,
    decision_blocks,
    signature,
    title,
)

MOMENT = "2026-02-10T09:30:00+01:00"


def decision(**changes: object) -> Document:
    """A designation decision of about five pages with every kind of block."""
    return replace(_document(decision_blocks()), **changes)


def short_decision() -> Document:
    """A decision that fits one page: no annex, no explanation."""
    blocks = [
        title("Besluit tot beëindiging van het cameratoezicht Weerwater 2026"),
        Block(kind=Kind.PREAMBLE, key="aanhef.orgaan", text="De burgemeester van Almere,"),
        Block(kind=Kind.PREAMBLE, key="aanhef.overwegende", text="overwegende dat:"),
        Block(
            kind=Kind.RECITAL,
            key="overweging.1",
            text="het aantal ordeverstoringen sinds de aanwijzing met twee derde is gedaald;",
        ),
        Block(kind=Kind.PREAMBLE, key="aanhef.besluit", text="besluit:"),
        Block(kind=Kind.ARTICLE, key="artikel.1", number="1", text="Intrekking"),
        Block(
            kind=Kind.PARAGRAPH,
            key="artikel.1.tekst",
            text="De aanwijzing van het gebied Weerwater wordt ingetrokken met ingang van de dag na "
            "de bekendmaking van dit besluit.",
        ),
        signature(),
    ]
    return _document(blocks, title="Besluit tot beëindiging van het cameratoezicht Weerwater 2026")


def long_decision(times: int = 12) -> Document:
    """The same decision with an explanation and a table that run over many pages."""
    blocks = decision_blocks()
    rows = tuple(
        (f"C-{i:03}", f"Straatnaam {i}, hoek Zijstraat", "vast", REASONS[i % 3][:90])
        for i in range(1, 20 * times)
    )
    long_table = Block(
        kind=Kind.TABLE,
        key="bijlage.2.tabel",
        text="Alle posities sinds 2021",
        columns=("Positie", "Plaats", "Soort", "Reden"),
        rows=rows,
    )
    explanation = [
        Block(kind=Kind.PARAGRAPH, key=f"toelichting.lang.{i}", text=REASONS[i % 3].replace("[^1]", ""))
        for i in range(9 * times)
    ]
    annex = Block(kind=Kind.ANNEX, key="bijlage.2", number="2", text="Overzicht")
    return _document([*blocks, *explanation, annex, long_table])


def torture() -> Document:
    """What is hard to set: long words, diacritics, deep lists, wide tables, texts without spaces."""
    word = "Meervoudigepersoonlijkheidsstoornisonderzoeksresultaten" * 4
    blocks = [
        title("Aanwijzingsbesluit ’s-Gravelandseweg – Çelebiğ, Łódź en Ștefănești: §  1 & 2 <b>"),
        Block(
            kind=Kind.PARTICULARS,
            key="gegevens",
            rows=(("Kenmerk", "CT-2026-099"), ("Omschrijving", word)),
        ),
        Block(kind=Kind.PREAMBLE, key="aanhef", text=f"Gelet op {word} en *{word}* daarna;"),
        Block(
            kind=Kind.RECITAL_HEADING,
            key="overweging.kop",
            text="Ten aanzien van de noodzakelijkheid",
        ),
        Block(
            kind=Kind.RECITAL,
            key="overweging.1",
            text="- eerste **niveau**\n  - tweede niveau\n    - derde niveau met ‘aanhalingstekens’\n"
            "- weer het eerste\n\nEn een alinea erna.",
        ),
        Block(
            kind=Kind.RECITAL,
            key="overweging.2",
            text="Eén alinea.\n\nEn nog één; ijsvrij, reünie, coöperatie.",
        ),
        Block(kind=Kind.ARTICLE, key="artikel.1", number="1", text="Leden"),
        *(
            Block(
                kind=Kind.MEMBER,
                key=f"artikel.1.lid.{n}",
                number=str(n),
                text=f"Dit is lid {n}:",
                items=(
                    "onderdeel met *nadruk*;",
                    "tweede onderdeel, dat een stuk langer is en op de volgende regel verder gaat, "
                    "omdat het anders niet past;",
                    "derde.",
                ),
            )
            for n in range(1, 13)
        ),
        Block(kind=Kind.PARAGRAPH, key="artikel.1.tussen", text="Tussen de leden door staat een alinea."),
        Block(kind=Kind.MEMBER, key="artikel.1.lid.13", number="13", text="Dit is lid 13."),
        Block(kind=Kind.ARTICLE, key="artikel.2", number="2", text="Brede tabel"),
        Block(
            kind=Kind.TABLE,
            key="artikel.2.tabel",
            text="Cijfers per *kwartaal*",
            columns=("Soort", "1e kwartaal", "2e kwartaal", "3e kwartaal", "4e kwartaal", "Toelichting"),
            rows=tuple(
                (
                    f"Soort melding {i}",
                    str(i * 137),
                    "1.204",
                    "–",
                    "3,5 %",
                    REASONS[i % 3].replace("[^1]", ""),
                )
                for i in range(40)
            ),
        ),
        signature(),
        Block(kind=Kind.NOTE, key="noot.1", number="1", text="Een noot zonder kop erboven."),
    ]
    return _document(blocks)


def paper() -> Document:
    """The one page for the driehoek."""
    blocks = [
        title("Cameratoezicht Stationsgebied: stand van zaken voor de driehoek"),
        Block(
            kind=Kind.PARTICULARS,
            key="gegevens",
            rows=(
                ("Overleg", "27 januari 2026"),
                ("Aanwijzing", "CT-2024-002, van 1 maart 2024 tot en met 28 februari 2026"),
                ("Voorstel", "Verlengen met twee jaar, tot en met 28 februari 2028"),
                ("Rechtstreeks bekijken", "Donderdag tot en met zaterdag van 20.00 tot 04.00 uur"),
            ),
        ),
        Block(kind=Kind.HEADING, key="cijfers", text="Cijfers"),
        Block(
            kind=Kind.TABLE,
            key="cijfers.tabel",
            text="Meldingen in het gebied",
            columns=("Soort", "2023", "2024", "2025", "Verschil"),
            rows=(
                ("Geweld", "122", "118", "97", "−18 %"),
                ("Bedreiging", "64", "71", "69", "−3 %"),
                ("Handel in drugs", "141", "182", "246", "+35 %"),
                ("Totaal", "327", "371", "412", "+11 %"),
            ),
        ),
        Block(
            kind=Kind.TABLE,
            key="cameras.tabel",
            text="Oordeel per camera",
            columns=("Camera", "Plaats", "Waarnemingen", "Oordeel"),
            rows=tuple((p[0], p[1], str(41 - 9 * i), "handhaven") for i, p in enumerate(POSITIONS)),
        ),
        Block(kind=Kind.HEADING, key="criteria", text="Vier criteria"),
        Block(kind=Kind.RECITAL_HEADING, key="criteria.1", text="Noodzakelijkheid"),
        Block(kind=Kind.PARAGRAPH, key="criteria.1.tekst", text=REASONS[0].replace("[^1]", "")),
        Block(kind=Kind.RECITAL_HEADING, key="criteria.2", text="Proportionaliteit"),
        Block(kind=Kind.PARAGRAPH, key="criteria.2.tekst", text=REASONS[2]),
        Block(kind=Kind.RECITAL_HEADING, key="criteria.3", text="Subsidiariteit"),
        Block(
            kind=Kind.PARAGRAPH,
            key="criteria.3.tekst",
            text="Eerder ingezet, en niet genoeg gebleken:",
            items=(
                "extra verlichting bij de fietsenstalling, sinds mei 2024;",
                "vaste rondes van handhavers op drie avonden in de week;",
                "gesprekken met de groep jongeren en hun ouders.",
            ),
        ),
        Block(kind=Kind.HEADING, key="advies", text="Advies"),
        Block(
            kind=Kind.PARAGRAPH,
            key="advies.tekst",
            text="De officier van justitie en de politiechef adviseren positief. Zij vragen om in het "
            "najaar van 2026 te bezien of camera C-03 op zijn plaats blijft.",
        ),
    ]
    return _document(blocks, title="Cameratoezicht Stationsgebied: stand van zaken voor de driehoek")


def _document(blocks: list[Block], title: str = "") -> Document:
    return Document(
        title=title or blocks[0].text,
        kenmerk="CT-2026-004",
        blocks=tuple(blocks),
        moment=MOMENT,
        author="Burgemeester van Almere",
        municipality="Almere",
        subject="Besluit van de burgemeester over cameratoezicht op grond van artikel 151c Gemeentewet.",
    )
