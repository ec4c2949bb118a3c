# ruff: noqa: E501  running Dutch reads better unbroken
"""What the officers of the demonstration filled in: invented, but as it would really read."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from .filling import Content, Term

ALL_DAYS = (0, 1, 2, 3, 4, 5, 6)
PEOPLE = (
    ("E. van den Berg", "burgemeester"),
    ("L. Hendriks", "ovj"),
    ("R. Koster", "politie"),
)
PRIVACY: dict[str, Any] = {
    "visible": "De camera’s zien straten en pleinen die voor iedereen toegankelijk zijn. Gevels komen in beeld voor zover dat niet te vermijden is.",
    "blanking": "Ramen en deuren van woningen zijn in de software afgeschermd met een grijs vlak dat met de camera meedraait.",
    "retention_days": 28,
    "dpia_on": date(2023, 6, 1),
    "new_technology": False,
    "told_how": "Bij elke toegang tot het gebied staan borden. Omwonenden en ondernemers krijgen een brief, en de gemeente plaatst een bericht op haar website.",
    "told_when": "uiterlijk op de dag waarop het cameratoezicht begint",
    "purpose": "Het cameratoezicht draagt bij aan de handhaving van de openbare orde doordat ernstige overlast en strafbare feiten worden voorkomen of vroeg worden gezien.",
}


def consulted(on: date, **changes: Any) -> dict[str, Any]:
    """A consultation in which OM and police agree."""
    return {
        "held_on": on,
        "manner": "vergadering",
        "prosecution_advice": "positief",
        "police_advice": "positief",
        "outcome": "De driehoek kan zich vinden in het voorgenomen besluit.",
        **changes,
    }


def centre(
    today: date, terms: dict[str, Term], *, held: date, figures: tuple[str, str], extension: bool
) -> Content:
    """A centre: regular disturbances, an analysis with advice, measures that did not suffice."""
    year = held.year - 1
    return Content(
        assessment={
            **PRIVACY,
            "occasion": "In het gebied komen veel mensen bijeen om te winkelen en uit te gaan. Vooral op avonden in het weekend zijn er vechtpartijen en is er overlast door groepen.",
            "findings_before": "Uit de evaluatie blijkt dat de camera-observanten veel incidenten als eerste zien, zodat handhavers snel ter plaatse zijn."
            if extension
            else "",
        },
        terms=terms,
        reasons={
            "noodzakelijkheid": "De veiligheidsanalyse laat zien dat zich in het gebied met regelmaat wanordelijkheden voordoen. De incidenten liggen vooral tussen 20.00 en 03.00 uur, als er minder toezicht op straat is.",
            "behoefte": "Bewoners en ondernemers hebben in gesprekken met de gemeente gevraagd om cameratoezicht. De ondernemersvereniging noemt het een voorwaarde om ’s avonds open te blijven.",
            "proportionaliteit": "De inbreuk op de persoonlijke levenssfeer staat in verhouding tot het doel. Het gebied is beperkt tot de straten en pleinen waar de incidenten zich voordoen, de duur is begrensd en woningen zijn afgeschermd.",
            "subsidiariteit": "Een lichter middel waarmee hetzelfde doel wordt bereikt, is er op dit moment niet.",
        },
        elements={
            "preventie": "De bekendheid van de camera’s onder bewoners en bezoekers draagt bij aan het voorkomen van overlast.",
            "interventie": "Observanten zien een vechtpartij ontstaan en sturen handhavers en politie gericht aan.",
            "veiligheidsgevoel": "Een groot deel van de bezoekers voelt zich veiliger in een gebied waar de gemeente meekijkt.",
        },
        facts=(
            {
                "criterion": "noodzakelijkheid",
                "value": figures[0],
                "unit": "incidenten",
                "statement": "in het gebied zijn geregistreerd",
                "period": str(year),
                "source": "de registratie van het uitkijkcentrum",
                "retrieved_on": held,
            },
            {
                "criterion": "behoefte",
                "value": figures[1],
                "unit": "van de ondervraagde bezoekers",
                "statement": "heeft verklaard zich ’s avonds wel eens onveilig te voelen",
                "period": str(year),
                "source": "de enquête van de gemeente onder bezoekers",
                "retrieved_on": held,
            },
        ),
        measures=(
            {
                "what": "extra surveillance door handhavers in de avond",
                "since": f"het voorjaar van {year}",
                "result": "De overlast nam af zolang de handhavers aanwezig waren.",
                "why_insufficient": "De overlast keerde terug zodra de surveillance was verplaatst.",
            },
            {
                "what": "betere verlichting van de looproutes",
                "since": str(year),
                "result": "Bezoekers vinden de routes prettiger.",
                "why_insufficient": "Het aantal vechtpartijen bleef gelijk.",
            },
        ),
        evidence=(
            {
                "kind": "veiligheidsanalyse",
                "title": f"Veiligheidsanalyse centrum {year}",
                "source": "de afdeling Veiligheid",
                "dated": held - timedelta(days=20),
                "has_advice": True,
            },
        ),
        consultation=consulted(held),
        participants=PEOPLE,
    )


def incident(today: date, terms: dict[str, Term], *, night: date, held: date, place: str) -> Content:
    """Mobile: an explosion at a home, unrest, short term."""
    return Content(
        assessment={
            **PRIVACY,
            "occasion": "Door de explosie raakte de woning beschadigd en sneuvelden ruiten van woningen in de buurt.",
            "incident_kind": "een explosie bij een woning",
            "incident_first_day": night,
            "incident_last_day": night + timedelta(days=1),
            "incident_at_night": True,
            "incident_place": place,
            "shock": "De explosie heeft de openbare orde in de woonwijk ernstig geschokt. Bewoners moesten midden in de nacht hun huis uit.",
            "repetition_risk": "De politie houdt rekening met een conflict in het criminele milieu en sluit herhaling niet uit.",
            "visible": "De camera’s zien de rijbaan, de stoepen en het plantsoen bij de woning.",
        },
        terms=terms,
        reasons={
            "noodzakelijkheid": "Zichtbaar cameratoezicht maakt een nieuwe aanslag minder aantrekkelijk en stelt de politie in staat om direct op te treden als zich verdachte situaties voordoen.",
            "behoefte": "Bewoners hebben op een bijeenkomst verteld dat zij bang zijn voor een nieuwe aanslag en dat hun kinderen niet meer buiten spelen.",
            "proportionaliteit": "Het toezicht duurt kort en beperkt zich tot de straat en de directe omgeving van de woning. De inbreuk op de persoonlijke levenssfeer van omwonenden en voorbijgangers staat in verhouding tot het gevaar voor hun veiligheid.",
            "subsidiariteit": "Met lichtere maatregelen is het gevaar van herhaling nu niet voldoende te keren.",
        },
        measures=(
            {
                "what": "extra surveillance door de politie",
                "since": "de dag na de explosie",
                "result": "Bewoners waarderen de aanwezigheid van agenten.",
                "why_insufficient": "De politie kan niet dag en nacht in de straat aanwezig zijn.",
            },
        ),
        evidence=(
            {
                "kind": "bestuurlijke_rapportage",
                "title": f"Bestuurlijke rapportage {place}",
                "source": "de politie, basisteam Almere",
                "dated": night + timedelta(days=1),
                "confidential": True,
            },
        ),
        consultation=consulted(
            held,
            manner="telefoon",
            police_advice="aarzelend",
            police_note="De politie vraagt zich af of de unit niet elders harder nodig is.",
            deviation_reason="De vrees voor herhaling weegt nu zwaarder dan de inzet van de unit op een andere plaats, waar zich geen nieuw incident heeft voorgedaan.",
        ),
        participants=PEOPLE,
    )


EVENINGS: tuple[tuple[tuple[int, ...], time, time], ...] = ((ALL_DAYS, time(18), time(2)),)
WEEKENDS = (((0, 1, 2, 3), time(16), time(0)), ((4, 5), time(14), time(4)), ((6,), time(14), time(0)))
QUIET = (((3, 4, 5), time(18), time(1)),)
