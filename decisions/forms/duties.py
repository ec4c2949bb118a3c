"""What somebody types when a task is done, and when surveillance turns out to be no longer necessary."""

from __future__ import annotations

from django import forms

from .fields import DutchDate, Words


class TaskDoneForm(forms.Form):
    """When it was done, and what is good to know about it."""

    done_on = DutchDate(
        label="Gedaan op", required=True, error_messages={"required": "Vul in op welke dag het is gedaan."}
    )
    note = Words(label="Toelichting", max_length=300, rows=3)


class NoLongerNecessaryForm(forms.Form):
    """Where it showed that the surveillance is no longer necessary, when, and why."""

    found_on = DutchDate(
        label="Vastgesteld op",
        required=True,
        error_messages={"required": "Vul in op welke dag dit is vastgesteld."},
    )
    source = Words(
        label="Waar bleek dit?",
        max_length=200,
        required=True,
        help_text="Bijvoorbeeld: de evaluatie van 2026, of het overleg met de driehoek",
        error_messages={"required": "Vul in waar dit bleek."},
    )
    reasons = Words(
        label="Waarom is het cameratoezicht niet langer nodig?",
        max_length=4000,
        rows=6,
        required=True,
        help_text="Deze reden komt in het concept om te beëindigen. U kunt haar daar aanpassen.",
        error_messages={"required": "Schrijf op waarom het cameratoezicht niet langer nodig is."},
    )
