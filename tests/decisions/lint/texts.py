"""Texts for the lint: a short decision without defects, and parts that can be put into it.

The sentences are our own; the facts in them come from public decisions.
"""

from __future__ import annotations

from decisions.lint import Known, LintFinding, lint_text

BYLAW = "artikel 2:67 van de Algemene plaatselijke verordening gemeente Almere 2011"
KNOWN = Known(bases=("artikel 151c van de Gemeentewet", BYLAW), streets=("Hofmark",))
TITLE = "Aanwijzingsbesluit tijdelijk cameratoezicht Hofmark"
BASES = f"- artikel 151c van de Gemeentewet;\n- {BYLAW};"
TERM = "De aanwijzing geldt van 3 april 2026 tot en met 30 april 2026."
USE = "De beelden worden elke dag van 20.00 uur tot 06.00 uur de volgende dag rechtstreeks bekeken."
SIGNED = "Aldus vastgesteld te Almere op 31 maart 2026."
REMEDIES = """Bezwaar

Belanghebbenden kunnen binnen zes weken na de bekendmaking bezwaar maken bij de burgemeester van
Almere, Stadhuisplein 1, 1315 HR Almere. In het bezwaarschrift staan de gronden van het bezwaar.

Wie bezwaar heeft gemaakt, kan de voorzieningenrechter om een voorlopige voorziening vragen."""


def decision(
    *,
    title: str = TITLE,
    bases: str = BASES,
    recital: str = "",
    term: str = TERM,
    use: str = USE,
    article: str = "",
    signed: str = SIGNED,
    remedies: str = REMEDIES,
    annex: str = "",
) -> str:
    """A whole decision, with one part exchanged or added."""
    return f"""{title}

De burgemeester van Almere,

gelet op:
{bases}

overwegende dat:
- in de nacht van 28 maart 2026 bij een woning aan de Hofmark (hierna: de woning) iets is ontploft;
- herhaling niet is uitgesloten;
- {recital or "de openbare orde daardoor ernstig is verstoord"}.

besluit:

Artikel 1 Gebied
Als gebied wordt aangewezen: de Hofmark, zoals aangegeven op de kaart in bijlage 1.

Artikel 2 Duur
{term}

Artikel 3 Gebruik
{use}
{article}

{signed}
De burgemeester van Almere,
A.B. van Proef

{remedies}

Bijlage 1 Kaart van het gebied
{annex}
"""


def codes(text: str, **how: object) -> list[str]:
    """The numbers of the rules that find something, each once."""
    return list(dict.fromkeys(finding.code for finding in found(text, **how)))


def found(text: str, *, excerpt: bool = False, known: Known = KNOWN) -> list[LintFinding]:
    return lint_text(text, excerpt=excerpt, known=known)
