"""Write the pages that follow from the code: `manage.py write_docs` (docs/werkstroom.md, docs/regels.md,
docs/openapi.json)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from decisions import rulebook
from decisions.models import Status
from decisions.public import openapi
from decisions.workflow.transitions import TRANSITIONS, Transition

START = "[*]"


class Command(BaseCommand):
    help = "Schrijft de documentatie die uit de code volgt; --check zegt alleen of zij bij is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="schrijf niets, meld alleen verschil")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError with --check when a page is behind the code."""
        for name, content in pages().items():
            path = Path(settings.BASE_DIR) / "docs" / name
            if options["check"]:
                if not path.exists() or path.read_text() != content:
                    raise CommandError(f"docs/{name} loopt achter. Draai: manage.py write_docs")
            else:
                path.write_text(content)
                self.stdout.write(f"docs/{name} geschreven")


def pages() -> dict[str, str]:
    """Every generated page by file name."""
    pages = {"werkstroom.md": workflow_page(), "regels.md": rulebook.page()}
    return {**pages, "openapi.json": openapi.as_text()}


def workflow_page() -> str:
    """The workflow in Dutch: a diagram, a table, and why each act is there."""
    lines = [
        "# Werkstroom",
        "",
        "Deze pagina volgt uit `decisions/workflow/transitions.py`; wijzig haar niet met de hand "
        "(`manage.py write_docs`).",
        "",
        "```mermaid",
        "stateDiagram-v2",
        *(f"    {status.value}: {status.label}" for status in Status),
        *(line for transition in TRANSITIONS.values() for line in _arrows(transition)),
        "```",
        "",
        "| Handeling | Van | Naar | Wie | Ander dan de schrijver | Opmerking verplicht |",
        "|---|---|---|---|---|---|",
        *(_row(transition) for transition in TRANSITIONS.values()),
        "",
        "## Waarom",
        "",
        *(f"- **{t.label}**: {t.why}" for t in TRANSITIONS.values()),
        "",
        "Schrijver is iedereen die inhoud heeft bewaard sinds de zaak voor het laatst is teruggestuurd.",
        "",
    ]
    return "\n".join(lines)


def _arrows(transition: Transition) -> list[str]:
    if transition.to is None:
        return []
    sources = [s.value for s in Status if s in transition.sources] or [START]
    return [f"    {source} --> {transition.to.value}: {transition.label}" for source in sources]


def _row(transition: Transition) -> str:
    sources = ", ".join(s.label for s in Status if s in transition.sources) or "(nieuw)"
    to = transition.to.label if transition.to else "blijft gelijk"
    if transition.sources == frozenset(Status):
        sources = "elke status"
    cells = [
        transition.label,
        sources,
        to,
        transition.who,
        "ja" if transition.other_person else "nee",
        "ja" if transition.remark_needed else "nee",
    ]
    return f"| {' | '.join(cells)} |"
