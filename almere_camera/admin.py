"""Beheer: users with their roles, and the dated records. Every save is recorded in the log.

No decisions here, and nothing is ever deleted: a user is switched off, a record gets a last day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db import models, transaction
from django.forms import CheckboxSelectMultiple, ModelForm
from django.http import HttpRequest, HttpResponse

from . import audit
from .models import Address, EqualledHoliday, HouseRule, LegalBasis, Official, User
from .roles import Role

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin

admin.site.site_header = "Beheer cameratoezicht"
admin.site.site_title = "Beheer cameratoezicht"
admin.site.index_title = "Gebruikers en gedateerde gegevens"
admin.site.unregister(Group)  # the roles stand in the code


class Recorded(ModelAdmin):
    """Nothing is deleted, and every save leaves an event in the same transaction."""

    event = "record"
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._record(request, obj, "added", message)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._record(request, obj, "changed", message)
        return super().log_change(request, obj, message)

    def _record(self, request: HttpRequest, obj: models.Model, what: str, message: Any) -> None:
        assert isinstance(request.user, User)
        facts = self.facts(obj) | {"fields": _changed_fields(message)}
        audit.record(f"{self.event}.{what}", obj, request.user, **facts)

    def facts(self, obj: Any) -> dict[str, Any]:
        """What the log keeps of a record, next to the names of the fields that changed."""
        return {}


class DatedAdmin(Recorded):
    def facts(self, obj: Any) -> dict[str, Any]:
        return {"valid_from": obj.valid_from, "valid_to": obj.valid_to}


@admin.register(LegalBasis)
class LegalBasisAdmin(DatedAdmin):
    list_display = ("citation", "kind", "valid_from", "valid_to")
    list_filter = ("kind",)


@admin.register(Official)
class OfficialAdmin(DatedAdmin):
    list_display = ("name", "function", "valid_from", "valid_to")
    list_filter = ("function",)
    search_fields = ("name",)


@admin.register(HouseRule)
class HouseRuleAdmin(DatedAdmin):
    list_display = ("key", "value", "valid_from", "valid_to")
    list_filter = ("key",)


@admin.register(Address)
class AddressAdmin(DatedAdmin):
    list_display = ("key", "name", "lines", "valid_from", "valid_to")
    list_filter = ("key",)


@admin.register(EqualledHoliday)
class EqualledHolidayAdmin(Recorded):
    list_display = ("day", "source")

    def facts(self, obj: EqualledHoliday) -> dict[str, Any]:
        return {"day": obj.day}


@admin.register(User)
class UserAdmin(Recorded, DjangoUserAdmin):
    """People and their roles. Who may enter this part follows from the role of functioneel beheerder."""

    event = "user"
    list_display = ("username", "first_name", "last_name", "job_title", "roles", "is_active")
    list_filter = ("is_active", "groups")
    search_fields = ("username", "first_name", "last_name", "email")
    filter_horizontal = ()
    add_form_template = "admin/change_form.html"
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Persoon", {"fields": ("first_name", "last_name", "email", "job_title")}),
        (
            "Rollen",
            {
                "fields": ("groups", "is_active"),
                "description": "Iemand kan meer rollen hebben. Uw eigen rollen wijzigt een andere beheerder.",
            },
        ),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "password1", "password2")}),
        ("Persoon", {"fields": ("first_name", "last_name", "email", "job_title")}),
        ("Rollen", {"fields": ("groups",)}),
    )

    @admin.display(description="rollen")
    def roles(self, user: User) -> str:
        return ", ".join(user.role_labels)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The roles as a short list of checkboxes, in the words of this application."""
        words: Any = {"widget": CheckboxSelectMultiple, "label": "Rollen", "help_text": ""}
        return super().formfield_for_manytomany(db_field, request, **kwargs | words)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a superuser touches a superuser: else a new password would be a way up."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is not None and obj.pk == request.user.pk and not request.user.is_superuser:
            return ("groups", "is_active")
        return super().get_readonly_fields(request, obj)

    def save_related(self, request: HttpRequest, form: ModelForm[Any], formsets: Any, change: bool) -> None:
        """The beheerder, and nobody else, enters this part of the site."""
        super().save_related(request, form, formsets, change)
        user = form.instance
        user.is_staff = user.is_superuser or Role.ADMINISTRATOR.value in user.role_labels
        user.save(update_fields=["is_staff"])

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """A new password and its event stand or fall together."""
        with transaction.atomic():
            return super().user_change_password(request, id, form_url)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """A new password is an event of its own: its page says nothing of other fields."""
        if _changed_fields(message) != ["password"]:
            return super().log_change(request, obj, message)
        self._record(request, obj, "password_set", message)
        return DjangoUserAdmin.log_change(self, request, obj, message)

    def facts(self, obj: User) -> dict[str, Any]:
        return {"roles": obj.role_labels, "active": obj.is_active}


def _changed_fields(message: Any) -> list[str]:
    """The names of the changed fields from the message that the admin makes; never their content."""
    if not isinstance(message, list):
        return []
    return [str(field) for part in message for field in part.get("changed", {}).get("fields", ())]
