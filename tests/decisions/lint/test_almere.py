"""What Almere's own decisions look like gives no alarm, read as excerpts.

Retold in our own words, with the structures and facts of the decisions on Almere Haven centrum (2022),
Almere Stad and Buiten centrum (2021) and Hofmark (14 December 2023, 14 May 2024).
"""

from __future__ import annotations

import pytest

from .texts import BYLAW, codes

CENTRE = f"""https://www.almere.nl/bestuur
[Fragment van de bekendgemaakte tekst.]

Aanwijzingsbesluiten

Aanwijzingsbesluit tijdelijk cameratoezichtgebied Almere Haven Centrum

De burgemeester van de gemeente Almere; Overwegende dat:

 • hij volgens artikel 151c van de Gemeentewet en {BYLAW} camera’s kan laten plaatsen voor toezicht;
 • onder openbare orde ook het voorkomen van strafbare feiten valt;
 • er sinds begin 2022 meer overvallen en straatroven zijn in Almere Haven centrum;
 • een groep rond De Brink vaak voor overlast zorgt;
 • politie en Stadstoezicht er extra zijn en scooters en andere voertuigen controleren;
 • betere verlichting en paaltjes tegen het vluchten niet genoeg hielpen;
 • cam"""
BRIDGE = f"""Aanwijzingsbesluit tijdelijk cameratoezicht Almere Stad Centrum en Almere Buiten Centrum B

De burgemeester van de gemeente Almere;

Overwegende dat:

 • hij volgens artikel 151c van de Gemeentewet en {BYLAW} kan besluiten tot camera’s;
 • hij bij besluit van 29 oktober 2019 tijdelijk camera’s heeft laten plaatsen in beide centra;
 • dat besluit op 1 november 2021 afloopt;
 • de raad voor die dag niet kon worden gehoord over bovengenoemd aanwij"""
EXPLOSION = """Almere

Aanwijzingsbesluit tijdelijk cameratoezicht Hofmark 14 december 2023

Wetstechnische informatie
Vastgesteld door: burgemeester
Citeertitel: Aanwijzingsbesluit tijdelijk cameratoezicht Hofmark 14 december 2023
Opmerkingen met betrekking tot de regeling: Geen
Grondslag:
  1. artikel 151c van de Gemeentewet
  2. Algemene plaatselijke verordening gemeente Almere 2011
Overzicht van in de tekst verwerkte wijzigingen
  Datum inwerkingtreding 15-12-2023; Datum uitwerkingtreding 14-02-2024; Betreft nieuwe regeling; Datum
  ondertekening 12-12-2023; Bron bekendmaking gmb-2023-542250; CVDR707713; Kenmerk voorstel (leeg)

De burgemeester van Almere;

Overwegende dat:

  - op 9 november 2023 een woning aan de Hofmark (hierna: de woning) doelwit was van een explosief;
  - ook een voertuig bij de woning (hierna: het voertuig) is getroffen;
  - de politie de toedracht nog onderzoekt en de daders niet bekend zijn;
  - de politie het gevaar op h"""
LATER = f"""Locaties tijdelijk cameratoezicht

Aanwijzingsbesluit tijdelijk cameratoezicht Hofmark 14 mei 2024

De burgemeester van Almere;

Overwegende dat:

 • op 9 november 2023 bij een woning aan de Hofmark in Almere (hierna: de woning) iets is ontploft;
 • herhaling bij de woning niet is uit te sluiten;
 • hij volgens 151c van de Gemeentewet en {BYLAW} camera’s kan laten plaatsen;
 • op 16 november 2023 is besloten tot het instellen van """


@pytest.mark.parametrize("text", [CENTRE, BRIDGE, EXPLOSION, LATER])
def test_an_excerpt_of_a_decision_of_the_municipality_gives_no_alarm(text: str) -> None:
    assert codes(text, excerpt=True) == []


def test_as_a_whole_text_an_excerpt_lacks_much() -> None:
    assert {"L2", "L12"} <= set(codes(CENTRE))
