"""Who may open a page: whoever signed in and, for most pages, has the function; some are for everybody."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from .roles import PERMISSION_LABELS, Perm, may, who

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class SignInFirst(LoginRequiredMiddleware):
    """Sends whoever did not sign in to the sign-in page, but for views that are open to everybody.

    Django's own asks who is there before it looks whether that matters. An open page must not: it would
    read the session, and then answer each visitor apart (Vary: Cookie) and at the cost of a query.
    """

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


def needs(permission: Perm) -> Callable[[View[P]], View[P]]:
    """Open the page only to people with this permission; others get a 403 that names who has it.

    Anonymous visitors never come here: SignInFirst sends them to the sign-in page.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not may(request.user, permission):
                raise PermissionDenied(
                    f"‘{PERMISSION_LABELS[permission]}’ hoort niet bij uw functie. "
                    f"Wie dat wel mag: {who(permission)}."
                )
            return view(request, *args, **kwargs)

        return guarded

    return decorate
