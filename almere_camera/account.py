"""A person's own account: the password, of which a change is logged, and the key that jumps to search."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib.auth import views
from django.contrib.auth.forms import PasswordChangeForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from . import audit
from .acting import saved

SHORTCUT = "sneltoets"  # the cookie that templates/parts/search_field.html reads
ON, OFF = "aan", "uit"
A_YEAR = 365 * 24 * 60 * 60  # seconds


class PasswordChange(views.PasswordChangeView):
    """Django's own page, with its event in the same transaction."""

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        with transaction.atomic():
            response = super().form_valid(form)
            audit.record("user.password_set", form.user, form.user)
        return response


class ShortcutForm(forms.Form):
    """Whether '/' jumps to the search field (WCAG 2.1.4: a key by itself can be switched off)."""

    shortcut = forms.ChoiceField(
        label="Springt de toets ‘/’ naar het zoekveld?",
        choices=[(ON, "Ja, de sneltoets is aan"), (OFF, "Nee, de sneltoets is uit")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of de sneltoets aan of uit staat."},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def shortcut(request: HttpRequest) -> HttpResponse:
    """Keep the choice in a cookie: it is about this keyboard, not about the person."""
    now = OFF if request.COOKIES.get(SHORTCUT) == OFF else ON
    form = ShortcutForm(request.POST if request.method == "POST" else None, initial={"shortcut": now})
    if not form.is_bound or not form.is_valid():
        return render(request, "shortcut.html", {"form": form}, status=422 if form.is_bound else 200)
    chosen = form.cleaned_data["shortcut"]
    saved(request, f"De sneltoets staat nu {chosen}.")
    response = redirect("shortcut")
    response.set_cookie(
        SHORTCUT,
        chosen,
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
