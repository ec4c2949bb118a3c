"""Beheer of the policy framework: its versions with their criteria, elements and help.

A version on which a decision was adopted keeps its questions: that decision answered them. The next
version is made from it with 'Opslaan als nieuw item'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest

from almere_camera.admin import DatedAdmin, Recorded
from almere_camera.roles import Perm, may

from .forms.drop import DropSetupForm, style_field
from .models import FROZEN, Criterion, Decision, DropSetup, Element, HelpText, PolicyFramework
from .publication.paragraphs import Style

if TYPE_CHECKING:
    TabularInline = admin.TabularInline[Any, Any]
    StackedInline = admin.StackedInline[Any, Any]
    FrameworkModelForm = ModelForm[PolicyFramework]
    FormSet = BaseInlineFormSet[Any, Any, Any]
else:
    StackedInline, FrameworkModelForm, FormSet = admin.StackedInline, ModelForm, BaseInlineFormSet

# What a decision says of its framework; a successor only withdraws it.
FIXED_ONCE_USED = ("title", "in_force_from", "period_first_year", "period_last_year")


def decisions_on(framework: PolicyFramework | None) -> int:
    """How many finished decisions answered the questions of this version."""
    if framework is None or framework.pk is None:
        return 0
    return Decision.objects.filter(framework=framework, status__in=FROZEN).count()


def why_fixed(number: int) -> str:
    """Why the questions cannot change, and what can be done instead."""
    rest = "1 besluit of afgesloten zaak" if number == 1 else f"{number} besluiten en afgesloten zaken"
    return (
        f"Op deze versie {'rust' if number == 1 else 'rusten'} al {rest}. De criteria, de elementen en hun "
        "vragen staan daarom vast. Maak met ‘Opslaan als nieuw item’ een nieuwe versie en wijzig die."
    )


class QuestionFormSet(FormSet):
    """Refuses any change of the questions of a version that was used."""

    def clean(self) -> None:
        super().clean()
        number = decisions_on(self.instance)
        if number and any(form.has_changed() for form in self.forms):
            raise ValidationError(why_fixed(number), code="used")


class FrameworkForm(FrameworkModelForm):
    def clean(self) -> dict[str, Any] | None:
        """Raises ValidationError for a version that ends before it begins."""
        cleaned = super().clean() or {}
        begins, withdrawn = (
            cleaned.get("in_force_from", self.instance.in_force_from),
            cleaned.get("withdrawn_from"),
        )
        if begins and withdrawn and withdrawn <= begins:
            self.add_error("withdrawn_from", "De intrekking ligt niet na de dag waarop deze versie begint.")
        first, last = cleaned.get("period_first_year"), cleaned.get("period_last_year")
        if first and last and last < first:
            self.add_error("period_last_year", "De beleidsperiode eindigt voordat zij begint.")
        return cleaned


class Kept:
    """For whoever keeps the dated records; nothing is deleted."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, Perm.MANAGE_RECORDS)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, Perm.MANAGE_RECORDS)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, Perm.MANAGE_RECORDS)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class CriterionInline(Kept, StackedInline):
    model = Criterion
    formset = QuestionFormSet
    extra = 0


class ElementInline(Kept, StackedInline):
    model = Element
    formset = QuestionFormSet
    extra = 0


class HelpTextInline(Kept, StackedInline):
    """Help stands beside a question while it is being answered: no decision rests on it."""

    model = HelpText
    extra = 0


@admin.register(PolicyFramework)
class PolicyFrameworkAdmin(Kept, Recorded):
    form = FrameworkForm
    inlines = (CriterionInline, ElementInline, HelpTextInline)
    list_display = ("title", "in_force_from", "withdrawn_from", "period_first_year", "period_last_year")
    save_as = True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may(request.user, Perm.MANAGE_RECORDS)

    def get_fieldsets(self, request: HttpRequest, obj: PolicyFramework | None = None) -> Any:
        """Says beforehand that the questions are fixed."""
        fieldsets = super().get_fieldsets(request, obj)
        if number := decisions_on(obj):
            fieldsets = [(None, {**fieldsets[0][1], "description": why_fixed(number)}), *fieldsets[1:]]
        return fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: PolicyFramework | None = None) -> Any:
        return FIXED_ONCE_USED if decisions_on(obj) else ()

    def facts(self, obj: PolicyFramework) -> dict[str, Any]:
        return {"in_force_from": obj.in_force_from, "withdrawn_from": obj.withdrawn_from}


@admin.register(DropSetup)
class DropSetupAdmin(Kept, DatedAdmin):
    """KOOP's template, its styles, and the metadata: a new record from the day on which DROP changes."""

    form = DropSetupForm
    list_display = ("valid_from", "valid_to", "template_name", "remedies")
    readonly_fields = ("template_name", "template_sha256")
    fieldsets = (
        (None, {"fields": ("valid_from", "valid_to", "source")}),
        (
            "Sjabloon",
            {
                "fields": ("upload", "template_name", "template_sha256"),
                "description": "Haal het sjabloon op bij KOOP. Zonder sjabloon maakt deze toepassing een "
                "Word-bestand met alleen de stijlen hieronder.",
            },
        ),
        (
            "Naam van elke stijl in het sjabloon",
            {"fields": tuple(style_field(style) for style in Style)},
        ),
        ("Tekst", {"fields": ("remedies", "map_in_word")}),
        ("Gegevens voor DROP", {"fields": ("rubric", "category", "subject", "order_lines")}),
    )

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may(request.user, Perm.MANAGE_RECORDS)

    def facts(self, obj: DropSetup) -> dict[str, Any]:
        return super().facts(obj) | {"template_sha256": obj.template_sha256}
