"""The parts of the designation decision in `samples`: preamble, articles, annex, explanation, remedies."""

from __future__ import annotations

from decisions.blocks import Block, Kind

STREETS = (
    "Stadhuisplein",
    "Stationsplein, noordzijde",
    "Mandelapark",
    "Spoordreef, van de Busbaan tot de Landdrostdreef",
    "Busbaan",
    "Schutterstraat",
    "Korte Promenade",
    "Lange Promenade",
    "Hospitaalweg",
    "Wagenmakerbaan",
    "Belfort",
    "Grote Markt",
    "Zadelmakerstraat",
    "’s-Gravelandseweg",
)
ALT = (
    "Kaart van het aangewezen gebied Stationsgebied. Het gebied wordt in het noorden begrensd door "
    "de Busbaan, in het oosten door het Stationsplein, in het zuiden door de Spoordreef en in het "
    "westen door de Schutterstraat. In het gebied staan drie cameraposities; zij zijn in de tabel "
    "bij artikel 3 beschreven."
)
DRAWING = {
    "areas": [
        {
            "name": "Stationsgebied",
            "kind": "designated",
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [
                        [143100.0, 487200.0],
                        [143620.0, 487260.0],
                        [143580.0, 486930.0],
                        [143080.0, 486880.0],
                        [143100.0, 487200.0],
                    ]
                ],
            },
        }
    ],
    "positions": [
        {"number": "C-01", "x": 143180.0, "y": 487150.0, "kind": "mobile", "direction": None},
        {"number": "C-02", "x": 143390.0, "y": 487060.0, "kind": "fixed", "direction": 135},
        {"number": "C-03", "x": 143520.0, "y": 486990.0, "kind": "mobile", "direction": None},
    ],
}
POSITIONS = (
    ("C-01", "Spoordreef, hoek Busbaan", "draaibaar", "Zicht op de westelijke busperrons en de hal."),
    ("C-02", "Stationsplein, bij de taxi’s", "vast", "Zicht op de standplaats en de oostelijke uitgang."),
    ("C-03", "Mandelapark, ingang stalling", "draaibaar", "Zicht op de stalling, waar veel wordt gestolen."),
)
REASONS = (
    "Tussen 1 januari en 31 december 2025 zijn in het gebied 412 meldingen van geweld, bedreiging en "
    "openlijke handel in drugs gedaan, tegen 371 in het jaar ervoor.[^1] De meeste meldingen vallen "
    "tussen acht uur ’s avonds en drie uur ’s nachts, als er minder toezicht op straat is.",
    "De politie kan met de beelden *tijdens* een ordeverstoring zien waar inzet nodig is. In de "
    "afgelopen periode is bij **een op de drie** meldingen eerst op de beelden gekeken, waarna "
    "gerichter kon worden opgetreden dan zonder beelden mogelijk was geweest.",
    "De inbreuk op de persoonlijke levenssfeer blijft beperkt: woningen worden in de software "
    "afgeschermd, de beelden worden na 28 dagen gewist en alleen aangewezen medewerkers kijken mee. "
    "Wat zij doen, wordt vastgelegd en twee keer per jaar steekproefsgewijs nagelopen.",
)


def decision_blocks() -> list[Block]:
    return [*_preamble(), *_articles(), signature(), *_annex(), *_explanation(), *_remedies()]


def _preamble() -> list[Block]:
    return [
        title("Aanwijzingsbesluit cameratoezicht Stationsgebied Almere Centrum 2026"),
        Block(
            kind=Kind.PARTICULARS,
            key="gegevens",
            rows=(
                ("Kenmerk", "CT-2026-004"),
                ("Bevoegd gezag", "Burgemeester van Almere"),
                ("Grondslag", "Artikel 151c Gemeentewet en artikel 2:67 APV Almere"),
                ("Datum besluit", "10 februari 2026"),
                ("Looptijd", "1 maart 2026 tot en met 28 februari 2028"),
            ),
        ),
        Block(kind=Kind.PREAMBLE, key="aanhef.orgaan", text="De burgemeester van Almere,"),
        Block(kind=Kind.PREAMBLE, key="aanhef.gelet", text="gelet op:"),
        Block(
            kind=Kind.PREAMBLE_LIST,
            key="aanhef.grondslagen",
            items=(
                "artikel 151c van de Gemeentewet;",
                "artikel 2:67 van de Algemene plaatselijke verordening Almere;",
                "het Beleidskader cameratoezicht 2024-2027;",
            ),
        ),
        Block(
            kind=Kind.PREAMBLE,
            key="aanhef.gehoord",
            text="gehoord de officier van justitie in het overleg van 27 januari 2026;",
        ),
        Block(kind=Kind.PREAMBLE, key="aanhef.overwegende", text="overwegende dat:"),
        Block(
            kind=Kind.RECITAL,
            key="overweging.1",
            text="de openbare orde in het Stationsgebied met regelmaat wordt verstoord;",
        ),
        Block(
            kind=Kind.RECITAL_HEADING,
            key="overweging.noodzakelijkheid",
            text="Ten aanzien van de noodzakelijkheid",
        ),
        Block(
            kind=Kind.RECITAL,
            key="overweging.noodzakelijkheid.1",
            text="het aantal meldingen in 2025 is gestegen en vooral in de avond en de nacht ligt, "
            "wanneer er weinig toezicht is van mensen op straat;",
            editable=True,
            edited=True,
            stale=True,
        ),
        Block(
            kind=Kind.RECITAL,
            key="overweging.noodzakelijkheid.2",
            text="zonder zicht op de perrons de politie bij een melding niet weet welke inzet nodig is;",
            editable=True,
        ),
        Block(
            kind=Kind.RECITAL_HEADING,
            key="overweging.subsidiariteit",
            text="Ten aanzien van de subsidiariteit",
        ),
        Block(
            kind=Kind.RECITAL,
            key="overweging.subsidiariteit.1",
            text="verlichting, rondes van handhavers en gesprekken met jongeren de overlast niet "
            "genoeg hebben teruggedrongen;",
            editable=True,
        ),
        Block(kind=Kind.PREAMBLE, key="aanhef.besluit", text="besluit:"),
    ]


def _articles() -> list[Block]:
    return [
        Block(kind=Kind.ARTICLE, key="artikel.1", number="1", text="Aanwijzing van het gebied"),
        _member(
            1,
            1,
            "Voor het plaatsen van camera’s ten behoeve van het toezicht op openbare plaatsen wordt "
            "aangewezen: het Stationsgebied.",
        ),
        _member(
            1,
            2,
            "Het gebied bestaat uit de openbare plaatsen aan de straten die in bijlage 1 staan, zoals "
            "aangegeven op de kaart in die bijlage.",
        ),
        _member(
            1,
            3,
            "Onder openbare plaats wordt verstaan een plaats als bedoeld in artikel 1 van de Wet "
            "openbare manifestaties.",
        ),
        Block(kind=Kind.ARTICLE, key="artikel.2", number="2", text="Duur"),
        _member(2, 1, "De aanwijzing geldt van 1 maart 2026 tot en met 28 februari 2028."),
        _member(
            2,
            2,
            "De burgemeester trekt de aanwijzing in zodra het toezicht niet langer nodig is voor de "
            "handhaving van de openbare orde.",
        ),
        Block(kind=Kind.ARTICLE, key="artikel.3", number="3", text="Gebruik van de camera’s"),
        _member(3, 1, "De camera’s staan op de posities in de tabel bij dit artikel."),
        Block(
            kind=Kind.MEMBER,
            key="artikel.3.lid.2",
            number="2",
            text="De beelden worden:",
            items=(
                "dag en nacht opgenomen;",
                "rechtstreeks bekeken op donderdag, vrijdag en zaterdag van 20.00 tot 04.00 uur;",
                "ten hoogste 28 dagen bewaard, tenzij zij binnen die tijd zijn veiliggesteld.",
            ),
        ),
        Block(
            kind=Kind.TABLE,
            key="artikel.3.tabel",
            text="Posities van de camera’s in het aangewezen gebied",
            columns=("Positie", "Plaats", "Soort", "Reden"),
            rows=POSITIONS,
        ),
        Block(kind=Kind.ARTICLE, key="artikel.4", number="4", text="Kenbaarheid"),
        Block(
            kind=Kind.PARAGRAPH,
            key="artikel.4.tekst",
            text="Bij elke toegang tot het gebied staat een bord waarop te zien is dat er camera’s zijn.",
        ),
        Block(kind=Kind.ARTICLE, key="artikel.5", number="5", text="Inwerkingtreding en citeertitel"),
        _member(5, 1, "Dit besluit treedt in werking op 1 maart 2026."),
        _member(
            5,
            2,
            "Dit besluit wordt aangehaald als: Aanwijzingsbesluit cameratoezicht Stationsgebied Almere "
            "Centrum 2026.",
        ),
    ]


def _member(article: int, number: int, text: str) -> Block:
    return Block(kind=Kind.MEMBER, key=f"artikel.{article}.lid.{number}", number=str(number), text=text)


def _annex() -> list[Block]:
    return [
        Block(kind=Kind.ANNEX, key="bijlage.1", number="1", text="Kaart en straten van het gebied"),
        Block(
            kind=Kind.MAP,
            key="bijlage.1.kaart",
            text="Kaart van het Stationsgebied met de grens en de posities van de camera’s",
            drawing=DRAWING,
            alt=ALT,
        ),
        Block(
            kind=Kind.PARAGRAPH,
            key="bijlage.1.straten",
            text="Het gebied bestaat uit deze straten en pleinen:",
            items=STREETS,
        ),
    ]


def _explanation() -> list[Block]:
    headings = ("Noodzakelijkheid", "Subsidiariteit", "Proportionaliteit")
    blocks = [
        Block(kind=Kind.HEADING, key="toelichting", text="Toelichting"),
        Block(
            kind=Kind.PARAGRAPH,
            key="toelichting.1",
            text="Camera’s mogen alleen blijven staan als aan vier criteria is voldaan. Hieronder "
            "staat per criterium hoe de burgemeester tot zijn oordeel komt.",
            editable=True,
        ),
    ]
    for i, name in enumerate(headings):
        blocks.append(Block(kind=Kind.RECITAL_HEADING, key=f"toelichting.{name}", text=name))
        for j in range(3):
            text = REASONS[(i + j) % 3] if (i, j) == (0, 0) else REASONS[(i + j) % 3].replace("[^1]", "")
            blocks.append(Block(kind=Kind.PARAGRAPH, key=f"toelichting.{name}.{j}", text=text, editable=True))
    blocks += [
        Block(kind=Kind.HEADING, key="noten", text="Noten"),
        Block(
            kind=Kind.NOTE,
            key="noot.1",
            number="1",
            text="Veiligheidsanalyse Stationsgebied 2025, vastgesteld op 12 januari 2026, paragraaf 3.",
        ),
        Block(kind=Kind.NOTE, key="noot.2", number="2", text="De politie is *verwerkingsverantwoordelijke*."),
    ]
    return blocks


def _remedies() -> list[Block]:
    return [
        Block(kind=Kind.HEADING, key="rechtsmiddelen", text="Bezwaar en voorlopige voorziening"),
        Block(
            kind=Kind.PARAGRAPH,
            key="rechtsmiddelen.bezwaar",
            text="Bent u belanghebbende en bent u het niet eens met dit besluit? Dan kunt u binnen zes "
            "weken na de dag van de bekendmaking bezwaar maken bij de burgemeester van Almere, "
            "Postbus\u00a0200, 1300\u00a0AE Almere. In uw bezwaarschrift staan uw naam en adres, de datum, "
            "het besluit waar het om gaat en waarom u het er niet mee eens bent. U ondertekent het.",
        ),
        Block(
            kind=Kind.PARAGRAPH,
            key="rechtsmiddelen.voorziening",
            text="Het bezwaar schorst het besluit niet. Kunt u niet wachten? Dan kunt u, als u bezwaar "
            "hebt gemaakt, de voorzieningenrechter van de rechtbank Midden-Nederland om een "
            "voorlopige voorziening vragen. Daarvoor betaalt u griffierecht.",
        ),
    ]


def title(text: str) -> Block:
    return Block(kind=Kind.TITLE, key="opschrift", text=text)


def signature() -> Block:
    return Block(
        kind=Kind.SIGNATURE,
        key="ondertekening",
        items=(
            "Aldus vastgesteld te Almere op 10 februari 2026.",
            "De burgemeester van Almere,",
            "A.B. de Vries",
        ),
    )
