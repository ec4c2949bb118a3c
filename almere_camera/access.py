"""Who may open a page: a decorator that answers others with the function that may."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from .roles import PERMISSION_LABELS, Perm, may, who

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def needs(permission: Perm) -> Callable[[View[P]], View[P]]:
    """Open the page only to people with this permission; others get a 403 that names who has it.

    Anonymous visitors never come here: LoginRequiredMiddleware sends them to the sign-in page.
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
