"""What every public answer has in common: no session, no cookie, a short life in caches, an ETag.

The ETag follows from `register.version` alone, so that a 304 costs that one query. It is keyed with the
secret of the installation: whoever was never given a page cannot have the tag that says it exists.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.crypto import salted_hmac
from django.utils.http import parse_etags

from ..register import version

SECONDS = 300  # how long a cache may keep an answer without asking
SAFE = ("GET", "HEAD")
View = Callable[..., HttpResponseBase]
Refuse = Callable[[HttpRequest, int], HttpResponse]


def public(*, refuse: Refuse, vary: tuple[str, ...] = ()) -> Callable[[View], View]:
    """Open a view to everybody. `refuse` writes the answer for 404 and 405; `vary`: headers it looks at."""

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in SAFE:
                refused = refuse(request, 405)
                refused["Allow"] = ", ".join(SAFE)
                return _passing(refused)
            tag = _tag(request, vary)
            if _has(request, tag):
                return _kept(HttpResponse(status=304), tag, vary)
            try:
                response = view(request, *args, **kwargs)
            except Http404:
                response = refuse(request, 404)
            if response.status_code != 200:
                return _passing(response)
            return _kept(response, response.headers.get("ETag", tag), vary)

        opened.login_required = False  # type: ignore[attr-defined]
        opened.csrf_exempt = True  # type: ignore[attr-defined]  # it changes nothing: 405 before anything
        return opened

    return decorate


def unchanged(request: HttpRequest, tag: str) -> bool:
    """Whether the visitor already has the answer with this tag."""
    return _has(request, tag)


def page(name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page from a template that knows of no visitor: nobody's session is read for it."""
    return HttpResponse(render_to_string(name, context), status=status)


def _has(request: HttpRequest, tag: str) -> bool:
    """A star ('whatever there is') is not taken for an answer: it would not say whether there is any."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return tag.removeprefix("W/") in {one.removeprefix("W/") for one in known}


def _tag(request: HttpRequest, vary: tuple[str, ...]) -> str:
    seen = [version(timezone.localdate()), request.get_full_path()]
    seen += [request.headers.get(name, "") for name in vary]
    return f'W/"{salted_hmac("register", "|".join(seen)).hexdigest()[:32]}"'


def _kept(response: HttpResponseBase, tag: str, vary: tuple[str, ...]) -> HttpResponseBase:
    response["ETag"] = tag
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    if vary:
        patch_vary_headers(response, vary)
    return response


def _passing(response: HttpResponseBase) -> HttpResponseBase:
    """An answer that says no: it may be otherwise the next time."""
    response["Cache-Control"] = "no-cache"
    return response
