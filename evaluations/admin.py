"""Beheer of what changes over the years in evaluations."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from almere_camera.admin import DatedAdmin
from almere_camera.roles import Perm, may
from decisions.admin import Kept

from .models import Safeguard


class DatedRecords(Kept, DatedAdmin):
    """Dated records of evaluations: a change is a new record from its day; nothing is deleted."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may(request.user, Perm.MANAGE_RECORDS)


@admin.register(Safeguard)
class SafeguardAdmin(DatedRecords):
    list_display = ("name", "responsible", "every_months", "at_new_technology", "valid_from", "valid_to")
    search_fields = ("name", "responsible")
