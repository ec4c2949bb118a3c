"""Step 'stukken': the documents on which a case leans, each on a page of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from almere_camera.models import User
from almere_camera.uploads import Checked, checked
from decisions.models import Decision, Evidence
from decisions.models.assessment import TEXT_MAX
from decisions.steps import assessment_of

from .base import Answers, Group, StepForm
from .fields import Choice, DutchDate, Several, Tick, Words


class NoAnalysisForm(Answers):
    no_analysis_reason = Words(
        label="Is er geen veiligheidsanalyse of bestuurlijke rapportage? Leg uit waarom niet.",
        max_length=TEXT_MAX,
        rows=4,
    )


class EvidenceStep(StepForm):
    slug = "stukken"
    template = "decisions/step_stukken.html"

    def build(self) -> Iterable[Group]:
        self.evidence = Evidence.objects.filter(decision=self.case).prefetch_related("criteria")
        self.form = NoAnalysisForm(self.data, record=assessment_of(self.case), help_cards=self.helps)
        yield Group([self.form])

    def save(self, by: User) -> None:
        record = assessment_of(self.case)
        record.decision = self.case
        self.form.write(record)
        record.save()


class EvidenceForm(Answers):
    """One document: what it is, from whom, and the file itself."""

    needed = ("file",)

    kind = Choice(
        label="Wat voor stuk is het?",
        choices=Evidence.Kind,
        required=True,
        error_messages={"required": "Kies wat voor stuk het is."},
    )
    title = Words(
        label="Titel",
        max_length=200,
        required=True,
        help_text="Bijvoorbeeld: Veiligheidsanalyse centrum Almere Haven 2026",
        error_messages={"required": "Vul de titel van het stuk in."},
    )
    source = Words(
        label="Van wie is het stuk?",
        max_length=200,
        required=True,
        help_text="De organisatie, bijvoorbeeld: politie Midden-Nederland",
        error_messages={"required": "Vul in van wie het stuk is."},
    )
    dated = DutchDate(label="Datum van het stuk", required=True)
    has_advice = Tick(label="Het stuk bevat een advies over cameratoezicht")
    confidential = Tick(
        label="Vertrouwelijk",
        help_text="Alleen wie zulke stukken mag lezen, ziet dan titel en bestand.",
    )
    criteria = Several(label="Welke criteria onderbouwt het stuk?", choices=[])
    file = forms.FileField(
        label="Bestand",
        required=False,
        help_text="PDF, Word, Excel, een afbeelding of platte tekst; hoogstens 20 MB",
        error_messages={
            "invalid": "Het bestand kwam niet aan. Kies het opnieuw.",
            "empty": "Dit bestand is leeg. Kies een ander bestand.",
            "missing": "Het bestand kwam niet aan. Kies het opnieuw.",
        },
    )

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        framework = decision.framework
        criteria = framework.criteria.all() if framework else ()
        self.fields["criteria"].choices = [(c.pk, str(c)) for c in criteria]  # type: ignore[attr-defined]
        if not criteria:
            del self.fields["criteria"]
        if self.record.file_name:
            words = f"Nu: {self.record.file_name}. Kies alleen een bestand om dit te vervangen."
            self.fields["file"].help_text = words
        self.upload: Checked | None = None

    def value_of(self, name: str) -> Any:
        if name == "file":
            return None
        if name == "criteria":
            return [c.pk for c in self.record.criteria.all()] if self.record.pk else []
        return super().value_of(name)

    def clean_file(self) -> None:
        upload = self.cleaned_data.get("file")
        self.upload = checked(upload) if upload else None

    def clean(self) -> dict[str, Any]:
        if self.errors and self.upload:
            self.add_error(
                "file",
                ValidationError("Het bestand is nog niet bewaard. Kies het opnieuw voordat u opslaat."),
            )
        return self.cleaned_data

    def write(self, record: Any) -> None:
        """Save the document; a new file gets a name of its own and the old one goes."""
        given = {k: v for k, v in self.cleaned_data.items() if k not in ("file", "criteria")}
        for name, value in given.items():
            setattr(record, name, value)
        if self.upload:
            _remove_later(record)
            record.file_name, record.file_type = self.upload.name, self.upload.content_type
            record.file_size, record.sha256 = len(self.upload.content), self.upload.sha256
            record.file.save("", ContentFile(self.upload.content), save=False)
        record.save()
        record.criteria.set(self.cleaned_data.get("criteria", []))


def remove(evidence: Evidence) -> None:
    """Delete a document, and its file once that is certain."""
    _remove_later(evidence)
    evidence.delete()


def _remove_later(evidence: Evidence) -> None:
    """Remove the stored file after the commit, unless a copy of the case still shows it."""
    name, storage = evidence.file.name, evidence.file.storage
    if not name:
        return

    def delete() -> None:
        if not Evidence.objects.filter(file=name).exists():
            storage.delete(name)

    transaction.on_commit(delete)
