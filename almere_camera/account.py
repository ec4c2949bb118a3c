"""A person's own account: changing the password is written in the log like every other change."""

from __future__ import annotations

from django.contrib.auth import views
from django.contrib.auth.forms import PasswordChangeForm
from django.db import transaction
from django.http import HttpResponse

from . import audit


class PasswordChange(views.PasswordChangeView):
    """Django's own page, with its event in the same transaction."""

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        with transaction.atomic():
            response = super().form_valid(form)
            audit.record("user.password_set", form.user, form.user)
        return response
