"""What the officer fills in, what others say of it, and every version that was saved."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from .decision import Decision
from .framework import Criterion, CriterionKey, Element

TEXT_MAX = 8000


class Assessment(models.Model):
    """The answers that are not rows of their own. Everything may be left empty while drafting."""

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="assessment")
    # aanleiding
    occasion = models.TextField("aanleiding", blank=True, max_length=TEXT_MAX)
    incident_first_day = models.DateField("datum van het incident", null=True, blank=True)
    incident_last_day = models.DateField(
        "tot en met", null=True, blank=True, help_text="Alleen als het in een nacht of over meer dagen was."
    )
    incident_at_night = models.BooleanField("het gebeurde in de nacht", default=False)
    incident_place = models.CharField(
        "plaats van het incident",
        max_length=200,
        blank=True,
        help_text="Straat of plein, zonder huisnummer",
    )
    incident_kind = models.CharField(
        "wat er gebeurde", max_length=200, blank=True, help_text="Bijvoorbeeld: een explosie bij een woning"
    )
    shock = models.TextField("hoe de openbare orde is verstoord", blank=True, max_length=TEXT_MAX)
    repetition_risk = models.TextField("kans op herhaling", blank=True, max_length=TEXT_MAX)
    rests_on_prevention = models.BooleanField("het besluit rust alleen op preventie", default=False)
    no_analysis_reason = models.TextField("waarom er geen analyse is", blank=True, max_length=TEXT_MAX)
    # area, checked by a person
    map_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    map_checked_on = models.DateField("kaart en woorden vergeleken op", null=True, blank=True)
    # privacy
    visible = models.TextField("wat de camera's zien", blank=True, max_length=TEXT_MAX)
    blanking = models.TextField("afscherming van woningen", blank=True, max_length=TEXT_MAX)
    retention_days = models.PositiveSmallIntegerField("bewaartermijn in dagen", null=True, blank=True)
    dpia_on = models.DateField("datum van de DPIA", null=True, blank=True)
    new_technology = models.BooleanField("nieuwe technologie", null=True, blank=True)
    new_technology_words = models.TextField("welke technologie", blank=True, max_length=TEXT_MAX)
    # telling people
    told_how = models.TextField("hoe mensen het horen", blank=True, max_length=TEXT_MAX)
    told_when = models.CharField("wanneer", max_length=200, blank=True)
    # purpose and history
    purpose = models.TextField("doel", blank=True, max_length=TEXT_MAX)
    findings_before = models.TextField("wat de evaluatie opleverde", blank=True, max_length=TEXT_MAX)
    # ending
    ceased_criterion = models.CharField(
        "criterium waaraan niet meer wordt voldaan", max_length=20, choices=CriterionKey.choices, blank=True
    )
    ending_ground = models.TextField("waarom het cameratoezicht eindigt", blank=True, max_length=TEXT_MAX)

    class Meta:
        verbose_name = "afweging"
        verbose_name_plural = "afwegingen"

    def __str__(self) -> str:
        return f"Afweging bij {self.decision.kenmerk}"


class Judgement(models.Model):
    """The reasons and the verdict on one criterion; keeps the question as it was shown."""

    class Verdict(models.TextChoices):
        MET = "voldoet", "Voldoet aan het criterium"
        NOT_MET = "voldoet_niet", "Voldoet niet aan het criterium"
        OPEN = "", "Nog niet beoordeeld"

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="judgements")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    question = models.CharField("vraag", max_length=200)
    reasons = models.TextField("onderbouwing", blank=True, max_length=TEXT_MAX)
    verdict = models.CharField("oordeel", max_length=15, choices=Verdict.choices, blank=True, default="")

    class Meta:
        verbose_name = "oordeel over een criterium"
        verbose_name_plural = "oordelen over criteria"
        ordering = ["criterion__order"]
        constraints = [models.UniqueConstraint(fields=["decision", "criterion"], name="judgement_once")]

    def __str__(self) -> str:
        return f"{self.criterion} ({self.get_verdict_display()})"


class ElementNote(models.Model):
    """What is expected of one element. It informs; it gates nothing."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="element_notes")
    element = models.ForeignKey(Element, models.PROTECT, related_name="+")
    applies = models.BooleanField("van toepassing", default=True)
    text = models.TextField("toelichting", blank=True, max_length=TEXT_MAX)

    class Meta:
        verbose_name = "toelichting op een element"
        verbose_name_plural = "toelichtingen op elementen"
        ordering = ["element__order"]
        constraints = [models.UniqueConstraint(fields=["decision", "element"], name="element_note_once")]

    def __str__(self) -> str:
        return str(self.element)


class Measure(models.Model):
    """Another measure that was tried or considered: the substance of subsidiariteit."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="measures")
    what = models.CharField(
        "maatregel", max_length=200, help_text="Bijvoorbeeld: extra surveillance door de politie"
    )
    since = models.CharField("sinds", max_length=80, blank=True, help_text="Bijvoorbeeld: maart 2026")
    result = models.TextField("resultaat", blank=True, max_length=2000)
    why_insufficient = models.TextField("waarom dit niet volstaat", blank=True, max_length=2000)

    class Meta:
        verbose_name = "andere maatregel"
        verbose_name_plural = "andere maatregelen"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.what


def evidence_path(_instance: Evidence, _name: str) -> str:
    """A name that tells nothing and cannot collide; the real name is a column."""
    return f"stukken/{uuid.uuid4().hex}"


class Evidence(models.Model):
    """A document on which the case leans, with its source; confidential ones are shown to few."""

    class Kind(models.TextChoices):
        ANALYSIS = "veiligheidsanalyse", "Veiligheidsanalyse"
        REPORT = "bestuurlijke_rapportage", "Bestuurlijke rapportage van de politie"
        SURVEY = "enquete", "Enquête"
        EVALUATION = "evaluatie", "Evaluatie"
        FIGURES = "cijfers", "Cijfers"
        LETTER = "brief", "Brief of verzoek"
        OTHER = "anders", "Anders"

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="evidence")
    kind = models.CharField("soort stuk", max_length=30, choices=Kind.choices)
    title = models.CharField("titel", max_length=200)
    source = models.CharField("van wie", max_length=200)
    dated = models.DateField("datum van het stuk")
    has_advice = models.BooleanField("het stuk bevat een advies over cameratoezicht", default=False)
    confidential = models.BooleanField("vertrouwelijk", default=False)
    criteria = models.ManyToManyField(Criterion, blank=True, verbose_name="onderbouwt", related_name="+")
    file = models.FileField("bestand", upload_to=evidence_path, blank=True, max_length=200)
    file_name = models.CharField(max_length=200, blank=True)
    file_type = models.CharField(max_length=100, blank=True)
    file_size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "stuk"
        verbose_name_plural = "stukken"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class Fact(models.Model):
    """A figure with its source, copied into the case: later imports change no decision.

    Reads in the text as 'in <period> <value> <unit> <statement>, volgens <source>'.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="facts")
    criterion = models.CharField("hoort bij", max_length=20, choices=CriterionKey.choices)
    value = models.CharField("waarde", max_length=40, help_text="Bijvoorbeeld: 412")
    unit = models.CharField("eenheid", max_length=100, help_text="Bijvoorbeeld: incidenten")
    statement = models.CharField(
        "wat is er mee gebeurd", max_length=300, help_text="Bijvoorbeeld: in het centrum zijn geregistreerd"
    )
    period = models.CharField("periode", max_length=80, help_text="Bijvoorbeeld: 2025")
    source = models.CharField(
        "bron", max_length=200, help_text="Bijvoorbeeld: de registratie van het uitkijkcentrum"
    )
    retrieved_on = models.DateField("opgehaald op")

    class Meta:
        verbose_name = "feit"
        verbose_name_plural = "feiten"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.value} {self.unit} ({self.period})"


class Consultation(models.Model):
    """Overleg with the officier van justitie in the driehoek (151c lid 3; Politiewet 2012 art. 13)."""

    class Manner(models.TextChoices):
        MEETING = "vergadering", "Vergadering"
        PHONE = "telefoon", "Telefonisch"
        VIDEO = "video", "Videoverbinding"
        WRITING = "schriftelijk", "Schriftelijk"

    class Advice(models.TextChoices):
        POSITIVE = "positief", "Positief"
        HESITANT = "aarzelend", "Aarzelend"
        NEGATIVE = "negatief", "Negatief"
        NONE = "geen", "Geen advies"

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="consultations")
    held_on = models.DateField("datum")
    manner = models.CharField("hoe", max_length=15, choices=Manner.choices)
    prosecution_advice = models.CharField("advies van het OM", max_length=10, choices=Advice.choices)
    prosecution_note = models.TextField("toelichting van het OM", blank=True, max_length=2000)
    police_advice = models.CharField("advies van de politie", max_length=10, choices=Advice.choices)
    police_note = models.TextField("toelichting van de politie", blank=True, max_length=2000)
    deviation_reason = models.TextField("reden om van een advies af te wijken", blank=True, max_length=4000)
    outcome = models.TextField("uitkomst", blank=True, max_length=2000)

    class Meta:
        verbose_name = "overleg met de driehoek"
        verbose_name_plural = "overleggen met de driehoek"
        ordering = ["held_on", "pk"]

    def __str__(self) -> str:
        return f"Driehoek van {self.held_on:%d-%m-%Y}"

    @property
    def advised_against(self) -> bool:
        """Whether OM or police advised hesitantly or negatively: that asks for a reason."""
        doubtful = {self.Advice.HESITANT, self.Advice.NEGATIVE}
        return self.prosecution_advice in doubtful or self.police_advice in doubtful


class Participant(models.Model):
    """Somebody who took part in a consultation, by name and function. Stands in the file, not in the text."""

    class Function(models.TextChoices):
        MAYOR = "burgemeester", "burgemeester"
        PROSECUTOR = "ovj", "officier van justitie"
        POLICE = "politie", "politie"
        OTHER = "anders", "anders"

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="participants")
    name = models.CharField("naam", max_length=120)
    function = models.CharField("functie", max_length=20, choices=Function.choices)
    function_words = models.CharField("namelijk", max_length=120, blank=True)

    class Meta:
        verbose_name = "deelnemer"
        verbose_name_plural = "deelnemers"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name}, {self.function_words or self.get_function_display()}"


class EditedParagraph(models.Model):
    """A paragraph as the officer wrote it, with the hash of the generated text beneath it."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="edited_paragraphs")
    key = models.CharField("alinea", max_length=100)
    text = models.TextField("tekst", max_length=TEXT_MAX)
    generated_hash = models.CharField(max_length=64)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "aangepaste alinea"
        verbose_name_plural = "aangepaste alinea's"
        constraints = [models.UniqueConstraint(fields=["decision", "key"], name="edited_once")]

    def __str__(self) -> str:
        return self.key


class Remark(models.Model):
    """What somebody wrote beside an act. Remarks of all rounds stay."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="remarks")
    round = models.PositiveSmallIntegerField("ronde")
    action = models.CharField("bij", max_length=40)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("wanneer", auto_now_add=True)
    text = models.TextField("opmerking", max_length=TEXT_MAX)

    class Meta:
        verbose_name = "opmerking"
        verbose_name_plural = "opmerkingen"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Acknowledgement(models.Model):
    """A warning that somebody has seen and goes on with, and why: a row for each message. Append-only.

    It answers that message alone: a later, other warning of the same rule asks again. Also after the
    adoption a warning can arise (signs, blanking, the evaluation).
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="acknowledgements")
    code = models.CharField("regel", max_length=10)
    message = models.TextField("waarschuwing")
    reason = models.TextField("reden om door te gaan", max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "bevestigde waarschuwing"
        verbose_name_plural = "bevestigde waarschuwingen"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.code}: {self.reason[:40]}"


class SavedVersion(models.Model):
    """The text as it stood at one explicit save or act: who, when, and what the case then read."""

    AGREED = "Akkoord geven"  # what was done when another agreed

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="saved_versions")
    number = models.PositiveIntegerField("versie")
    round = models.PositiveSmallIntegerField("ronde")
    what = models.CharField("wat", max_length=80)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField("wanneer", auto_now_add=True)
    content = models.BooleanField("inhoud gewijzigd", default=True)
    document = models.JSONField("tekst")
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "versie"
        verbose_name_plural = "versies"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["decision", "number"], name="version_once")]

    def __str__(self) -> str:
        return f"versie {self.number}"
