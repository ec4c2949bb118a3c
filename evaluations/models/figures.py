"""Other figures: hours, defects, footage, support at events, and what the police registered."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from almere_camera.models import Dated
from areas.models import Area, DeploymentQuerySet, Position

from .incidents import IncidentGroup


class Indicator(models.TextChoices):
    """What can be counted over the years; a series of any of them can break (domein.md 4.2)."""

    INCIDENTS = "incidenten", "Waargenomen incidenten"
    FIRST_OBSERVED = "eerst_gezien", "Als eerste gezien door de observant"
    LIVE_HOURS = "uren_live", "Uren live bekeken"
    AVAILABLE_HOURS = "uren_beschikbaar", "Uren waarin opnamen beschikbaar waren"
    OUTAGE = "storing", "Dagen buiten gebruik"
    FOOTAGE = "beelden", "Verzoeken om beelden"
    EVENTS = "evenementen", "Ondersteuning bij evenementen"
    POLICE_CRIME = "misdrijven", "Geregistreerde misdrijven (politie)"
    POLICE_NUISANCE = "overlast", "Geregistreerde overlast (politie)"


class Recorded(models.Model):
    """Who recorded it, and when."""

    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("vastgelegd op", auto_now_add=True)

    class Meta:
        abstract = True


class MonthlyFigure(Recorded):
    """Hours in one month, of one position or of an area as a whole: live viewed, or recordings available."""

    HOURS = (Indicator.LIVE_HOURS, Indicator.AVAILABLE_HOURS)

    indicator = models.CharField("wat", max_length=20, choices=[(i.value, i.label) for i in HOURS])
    position = models.ForeignKey(
        Position, models.PROTECT, null=True, blank=True, related_name="monthly_figures"
    )
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="monthly_figures")
    month = models.DateField("maand", help_text="De eerste dag van de maand")
    hours = models.DecimalField("uren", max_digits=7, decimal_places=2)
    source = models.CharField("bron", max_length=200)
    version = models.PositiveIntegerField("versie", default=1)

    class Meta:
        verbose_name = "uren per maand"
        verbose_name_plural = "uren per maand"
        ordering = ["-month", "indicator"]
        constraints = [
            models.CheckConstraint(
                condition=Q(position__isnull=True) ^ Q(area__isnull=True),
                name="hours_of_position_or_area",
                violation_error_message="Kies een positie of een gebied, niet allebei.",
            ),
            models.CheckConstraint(
                condition=Q(hours__gte=0),
                name="hours_not_negative",
                violation_error_message="Uren zijn nooit minder dan nul.",
            ),
            models.UniqueConstraint(
                fields=["indicator", "position", "month"],
                condition=Q(area=None),
                name="hours_once_a_position",
            ),
            models.UniqueConstraint(
                fields=["indicator", "area", "month"], condition=Q(position=None), name="hours_once_an_area"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_indicator_display()} {self.month:%m-%Y}"


class Outage(Recorded):
    """Days (inclusive) on which the camera of a position was out of use: then it could see nothing."""

    class Kind(models.TextChoices):
        DEFECT = "storing", "Storing"
        MAINTENANCE = "onderhoud", "Onderhoud"
        SWITCHED_OFF = "uit", "Uitgezet"

    position = models.ForeignKey(Position, models.PROTECT, related_name="outages")
    kind = models.CharField("soort", max_length=10, choices=Kind.choices)
    first_day = models.DateField("vanaf")
    last_day = models.DateField("tot en met", null=True, blank=True)
    note = models.CharField("toelichting", max_length=300, blank=True)
    version = models.PositiveIntegerField("versie", default=1)

    objects = DeploymentQuerySet.as_manager()

    class Meta:
        verbose_name = "periode buiten gebruik"
        verbose_name_plural = "perioden buiten gebruik"
        ordering = ["-first_day"]

    def __str__(self) -> str:
        return f"{self.position} buiten gebruik vanaf {self.first_day:%d-%m-%Y}"

    def clean(self) -> None:
        """Raises ValidationError for a period that ends before it begins."""
        super().clean()
        if self.last_day and self.first_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": "De laatste dag ligt voor de eerste dag."})


class FootageRequest(Recorded):
    """A request for images within the retention term, and what came of it (beleidskader, hoofdstuk 1 en 6).

    No names and no case numbers of suspects: only who asked (which organisation) and in which group.
    """

    class By(models.TextChoices):
        POLICE = "politie", "Politie"
        PROSECUTION = "om", "Openbaar Ministerie"
        OTHER = "anders", "Een ander die dat op grond van de wet mag"

    area = models.ForeignKey(Area, models.PROTECT, related_name="footage_requests", verbose_name="gebied")
    positions = models.ManyToManyField(
        Position, blank=True, related_name="footage_requests", verbose_name="posities"
    )
    requested_on = models.DateField("gevraagd op")
    requested_by = models.CharField("gevraagd door", max_length=10, choices=By.choices)
    group = models.CharField("soort zaak", max_length=15, choices=IncidentGroup.choices, blank=True)
    secured_on = models.DateField("veiliggesteld op", null=True, blank=True)
    supplied_on = models.DateField("verstrekt op", null=True, blank=True)
    version = models.PositiveIntegerField("versie", default=1)

    class Meta:
        verbose_name = "verzoek om beelden"
        verbose_name_plural = "verzoeken om beelden"
        ordering = ["-requested_on", "-pk"]

    def __str__(self) -> str:
        return f"beelden {self.area} {self.requested_on:%d-%m-%Y}"

    def clean(self) -> None:
        """Raises ValidationError for images that were secured or supplied before anybody asked."""
        super().clean()
        asked, secured, supplied = self.requested_on, self.secured_on, self.supplied_on
        if asked and secured and secured < asked:
            raise ValidationError({"secured_on": "Deze dag ligt voor de dag van het verzoek."})
        if supplied and (not secured or supplied < secured):
            raise ValidationError(
                {"supplied_on": "Beelden worden eerst veiliggesteld: vul die dag in, op of voor deze dag."}
            )


class EventSupport(Recorded):
    """That observers supported an event or demonstration (beleidskader, hoofdstuk 3: interventie)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="event_supports", verbose_name="gebied")
    name = models.CharField("evenement", max_length=150)
    first_day = models.DateField("eerste dag")
    last_day = models.DateField("laatste dag")
    note = models.CharField("wat de observanten deden", max_length=300, blank=True)
    version = models.PositiveIntegerField("versie", default=1)

    class Meta:
        verbose_name = "ondersteuning bij een evenement"
        verbose_name_plural = "ondersteuning bij evenementen"
        ordering = ["-first_day"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError for a period that ends before it begins."""
        super().clean()
        if self.last_day and self.first_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": "De laatste dag ligt voor de eerste dag."})


class SeriesBreak(Recorded):
    """From which day figures of one kind cannot be compared with earlier ones, and why (domein.md 4.1)."""

    indicator = models.CharField("cijfer", max_length=20, choices=Indicator.choices)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="series_breaks", verbose_name="gebied"
    )
    from_day = models.DateField("vanaf")
    reason = models.CharField("waardoor", max_length=500)
    source = models.CharField("bron", max_length=200, blank=True)
    version = models.PositiveIntegerField("versie", default=1)

    class Meta:
        verbose_name = "trendbreuk"
        verbose_name_plural = "trendbreuken"
        ordering = ["-from_day"]

    def __str__(self) -> str:
        return f"{self.get_indicator_display()} vanaf {self.from_day:%d-%m-%Y}"


class Neighbourhood(Dated):
    """A neighbourhood (buurt) of Statistics Netherlands in which an area lies, wholly or in part."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="neighbourhoods", verbose_name="gebied")
    code = models.CharField("buurtcode", max_length=10, help_text="Bijvoorbeeld: BU00340101")
    name = models.CharField("naam", max_length=120, blank=True)

    class Meta:
        verbose_name = "buurt van een gebied"
        verbose_name_plural = "buurten van gebieden"
        ordering = ["area", "code"]
        constraints = [
            models.UniqueConstraint(fields=["area", "code", "valid_from"], name="neighbourhood_once_an_area")
        ]

    def __str__(self) -> str:
        return self.code


class PoliceImport(Recorded):
    """One file of police open data (47022NED or 47024NED, CC BY 4.0) that was read."""

    class Table(models.TextChoices):
        CRIME = "47022NED", "47022NED: geregistreerde misdrijven per buurt en maand"
        NUISANCE = "47024NED", "47024NED: geregistreerde overlast per buurt en maand"

    table = models.CharField("tabel", max_length=10, choices=Table.choices)
    file_name = models.CharField("bestandsnaam", max_length=200)
    file_sha256 = models.CharField(max_length=64, unique=True)
    rows = models.PositiveIntegerField("rijen", default=0)
    skipped = models.PositiveIntegerField("overgeslagen rijen", default=0)
    first_month = models.DateField("eerste maand")
    last_month = models.DateField("laatste maand", help_text="Deze en de maand ervoor zijn nog niet volledig")

    class Meta:
        verbose_name = "import van politiecijfers"
        verbose_name_plural = "imports van politiecijfers"
        ordering = ["-recorded_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.table} {self.file_name}"


class PoliceFigure(models.Model):
    """What the police registered in one neighbourhood in one month, of one kind.

    `number` None: withheld because it is small, which is not zero. The kind '0.0.0' is the total of all
    others and is never added to them. A neighbourhood is larger than the area the cameras see.
    """

    imported = models.ForeignKey(PoliceImport, models.CASCADE, related_name="figures")
    table = models.CharField("tabel", max_length=10, choices=PoliceImport.Table.choices)
    region = models.CharField("buurt", max_length=10)
    month = models.DateField("maand", help_text="De eerste dag van de maand")
    kind = models.CharField("soort", max_length=20)
    number = models.PositiveIntegerField("aantal", null=True)

    class Meta:
        verbose_name = "politiecijfer"
        verbose_name_plural = "politiecijfers"
        ordering = ["table", "region", "month", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["table", "region", "month", "kind"], name="police_figure_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.region} {self.month:%m-%Y}"
