"""Beheer of what changes over the years in evaluations."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django_tasks_db.models import DBTaskResult

from almere_camera.admin import DatedAdmin
from almere_camera.roles import Perm, may
from decisions.admin import Kept

from .models import Incident, IncidentCategory, Safeguard

admin.site.unregister(DBTaskResult)  # the page of an import tells how its work goes


class DatedRecords(Kept, DatedAdmin):
    """Dated records of evaluations: a change is a new record from its day; nothing is deleted."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may(request.user, Perm.MANAGE_RECORDS)


@admin.register(Safeguard)
class SafeguardAdmin(DatedRecords):
    list_display = ("name", "responsible", "every_months", "at_new_technology", "valid_from", "valid_to")
    search_fields = ("name", "responsible")


@admin.register(IncidentCategory)
class IncidentCategoryAdmin(DatedRecords):
    """A kind that was used keeps its meaning: a new record holds from the day on which that changes."""

    list_display = ("name", "group", "relevant", "valid_from", "valid_to")
    list_filter = ("group", "relevant")
    search_fields = ("name",)

    def get_readonly_fields(self, request: HttpRequest, obj: IncidentCategory | None = None) -> Any:
        """Sightings repeat whether their incident was relevant."""
        used = obj is not None and Incident.objects.filter(category=obj).exists()
        return ("name", "group", "relevant", "valid_from") if used else ()

    def facts(self, obj: IncidentCategory) -> dict[str, Any]:
        return {**super().facts(obj), "group": obj.group, "relevant": obj.relevant}
