"""The page with every rule (docs/regels.md), written from the code."""

from __future__ import annotations

from almere_camera.findings import Kind
from almere_camera.roles import who

from .models import DecisionKind
from .rules import RULES, Rule

KINDS = {
    Kind.BLOCK: "Houdt de vaststelling tegen. Daarvoor is het advies.",
    Kind.WARN: "Waarschuwing. Wie doorgaat, geeft een reden; die blijft in het dossier. Na de vaststelling "
    "blijft zij staan tot het is opgelost.",
    Kind.DERIVE: "Wordt berekend en getoond. Er hoeft niets te gebeuren.",
    Kind.FACT: "Is buiten de toepassing gebeurd. Wordt altijd vastgelegd, met het gevolg erbij.",
}
WORDS = {
    Kind.BLOCK: "tegenhouden",
    Kind.WARN: "waarschuwen",
    Kind.DERIVE: "berekenen",
    Kind.FACT: "vastleggen",
}


def page() -> str:
    """The page in Dutch: the kinds, and a table of all rules in their order."""
    lines = [
        "# Regels",
        "",
        "Deze pagina volgt uit de regels in de code (`decisions/rules/`, `evaluations/rules.py`); wijzig "
        "haar niet met de hand (`manage.py write_docs`).",
        "",
        "Elke regel is één functie. De zin hieronder is de tekst die daar staat en die de gebruiker leest. "
        "Wat een regel bij een besluit vindt, staat op de pagina ‘Alle regels’ van dat besluit. Regels met "
        "een I komen uit de wet en het beleidskader; regels met een K gaan over de keten van aanwijzingen; "
        "regels met een L lezen de tekst van het besluit.",
        "",
        "## Soorten",
        "",
        "| Soort | In de code | Wat het betekent |",
        "|---|---|---|",
        *(f"| {WORDS[kind]} | `{kind.value}` | {KINDS[kind]} |" for kind in Kind),
        "",
        "Een regel kan in een bijzonder geval een lichtere of zwaardere soort geven; dat staat dan bij de "
        "bevinding zelf.",
        "",
        "## Alle regels",
        "",
        "| Regel | Wat de regel zegt | Soort | Grond | Welke besluiten | Wanneer | Wie lost het op |",
        "|---|---|---|---|---|---|---|",
        *(_row(rule) for rule in RULES),
        "",
    ]
    return "\n".join(lines)


def _row(rule: Rule) -> str:
    cells = [
        rule.number,
        rule.statement,
        WORDS[rule.kind],
        f"[{rule.article}]({rule.article_url})",
        _decisions(rule),
        _when(rule),
        who(rule.who) if rule.who else "niemand",
    ]
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _decisions(rule: Rule) -> str:
    """For which kinds of decision the rule is asked, in words."""
    if rule.kinds == frozenset(DecisionKind):
        words = "alle"
    else:
        words = ", ".join(kind.label.lower() for kind in DecisionKind if kind in rule.kinds)
    if rule.only_enlarging and DecisionKind.CHANGE in rule.kinds:
        words += " (wijzigen: alleen als het groter of langer wordt)"
    return words


def _when(rule: Rule) -> str:
    if rule.making and rule.afterwards:
        return "voor en na de vaststelling"
    return "voor de vaststelling" if rule.making else "na de vaststelling"
