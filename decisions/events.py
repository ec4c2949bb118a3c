"""The events of a case in Dutch, for the timeline and the log."""

from __future__ import annotations

from typing import Any

from .workflow.transitions import TRANSITIONS

LABELS = {
    "decision.started": "Zaak gestart",
    "decision.copied": "Gekopieerd uit een andere zaak",
    "decision.historical_recorded": "Oud besluit vastgelegd",
    "decision.edited": "Inhoud gewijzigd",
    "decision.consulted": "Overleg met de driehoek vastgelegd",
    "decision.warning_acknowledged": "Waarschuwing bevestigd",
    "decision.submit": "Ter toetsing aangeboden",
    "decision.return_to_author": "Teruggestuurd",
    "decision.taken_over": "Zaak overgenomen",
    "decision.agree": "Akkoord gegeven",
    "decision.adopted": "Vaststelling geregistreerd",
    "decision.reviewed_afterwards": "Achteraf getoetst, na spoed",
    "decision.motivation_written": "Motivering achteraf geschreven",
    "decision.motivation_frozen": "Motivering achteraf vastgesteld",
    "decision.closing_proposed": "Voorgesteld om af te sluiten zonder besluit",
    "decision.closed": "Afgesloten zonder besluit",
    "decision.withdrawal_proposed": "Voorgesteld om in te trekken voor bekendmaking",
    "decision.withdrawn_before_publication": "Ingetrokken voor bekendmaking",
    "decision.published": "Bekendmaking vastgelegd",
    "decision.publication_corrected": "Bekendmaking verbeterd",
    "decision.publication_compared": "Bekendmaking vergeleken met de vastgestelde tekst",
    "decision.no_longer_necessary": "Niet langer noodzakelijk bevonden",
    "clause.added": "Tekstblok toegevoegd",
    "clause.version_written": "Nieuwe versie van een tekstblok",
    "clause.withdrawn": "Tekstblok ingetrokken",
    "task.completed": "Taak afgerond",
    "load.generated": "Belasting om mee te meten gemaakt",
    "dossier.read": "Dossier gelezen",
    "dossier_zip.read": "Heel dossier opgehaald (zip)",
    "adopted_text.read": "Vastgestelde tekst gelezen",
    "publication_package.read": "Publicatiepakket opgehaald",
    "signed_copy.read": "Getekend exemplaar gelezen",
    "evidence.read": "Stuk gelezen",
    "objection.recorded": "Bezwaar vastgelegd",
    "objection.changed": "Bezwaar aangevuld",
    "objection.relief_recorded": "Voorlopige voorziening vastgelegd",
    "objection.decided": "Beslissing op bezwaar vastgelegd",
    "objection.read": "Gegevens van een bezwaar gelezen",
    "objection.personal_data_destroyed": "Persoonsgegevens bij een bezwaar vernietigd",
    "evidence.file_destroyed": "Bestand van een stuk vernietigd",
    "interruption.recorded": "Schorsing, herroeping of vernietiging vastgelegd",
    "interruption.corrected": "Schorsing, herroeping of vernietiging verbeterd",
}

FACT_LABELS = {
    "version": "versie",
    "round": "ronde",
    "what": "onderdeel",
    "code": "regel",
    "before": "van",
    "after": "naar",
    "number": "nummer",
    "published_on": "datum van uitgifte",
    "signed_on": "vastgesteld op",
    "agreed": "akkoord vooraf",
    "outcome": "uitkomst",
    "kind": "soort",
    "variant": "variant",
    "signatory": "ondertekenaar (nummer)",
    "source": "uit zaak (nummer)",
    "request": "vraag (nummer)",
    "publication": "regel (nummer)",
    "task": "taak",
    "area": "aangewezen gebied (nummer)",
    "done_on": "gedaan op",
    "found_on": "vastgesteld op",
    "finding": "bevinding (nummer)",
    "end_by": "beëindigen uiterlijk op",
    "draft": "zaak (nummer)",
    "remark": "opmerking (nummer)",
    "replaces": "verbetert regel (nummer)",
    "comparison": "vergelijking (nummer)",
    "differences": "verschillen",
    "published_sha256": "hash van de bekendgemaakte tekst",
    "adopted_text": "vastgestelde tekst (nummer)",
    "blocks_sha256": "hash van de blokken",
    "html_sha256": "hash van de HTML",
    "text_sha256": "hash van de platte tekst",
    "pdf_sha256": "hash van de PDF",
    "signed_copy_sha256": "hash van het getekende exemplaar",
    "template_sha256": "hash van het sjabloon",
    "objection": "bezwaar (nummer)",
    "interruption": "regel (nummer)",
    "evidence": "stuk (nummer)",
    "sha256": "hash van het bestand",
    "reason": "reden",
    "early": "voor het einde van de bewaartermijn",
    "from_day": "met ingang van",
    "to_day": "tot en met",
    "areas": "gebieden (nummers)",
}

_OTHER_SAVES = {
    "start": "Zaak gestart",
    "kopie": "Gekopieerd",
    "propose_closing": "Voorstel om af te sluiten",
}


def saved_label(what: str) -> str:
    """What a saved version was, in words: 'Akkoord geven', 'Criteria'."""
    if what in TRANSITIONS:
        return _OTHER_SAVES.get(what, TRANSITIONS[what].label)
    return _OTHER_SAVES.get(what, what[:1].upper() + what[1:])


def facts_in_words(facts: dict[str, Any]) -> list[tuple[str, str]]:
    """What an event says, as pairs of label and value; what is empty is left out."""
    return [
        (FACT_LABELS.get(name, name), str(value)) for name, value in facts.items() if value not in (None, "")
    ]
