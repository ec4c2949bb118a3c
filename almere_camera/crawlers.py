"""What search engines may read: the public register, and nothing of the application itself."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

OPEN = ("/register/", "/api/v1/", "/over/", "/toegankelijkheid/", "/static/")


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt: it names what is open, so that it tells nothing of what is not."""
    lines = ["User-agent: *", *(f"Allow: {path}" for path in OPEN), "Disallow: /", ""]
    headers = {"Cache-Control": "public, max-age=86400"}
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8", headers=headers)
