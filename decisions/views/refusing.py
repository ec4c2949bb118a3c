"""How a refusal is shown: all reasons at once, each with the way to the field or the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from almere_camera.findings import Finding, Kind
from almere_camera.templatetags.nlds import focus_target


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the summary: the message, where it leads, on which ground, and who can solve it."""

    message: str
    url: str = ""
    article: str = ""
    article_url: str = ""
    who: str = ""


def form_problems(form: BaseForm) -> list[Problem]:
    """What was typed wrong, field by field, in the order of the page."""
    problems = [Problem(str(message)) for message in form.non_field_errors()]
    for bound in form:
        target = "" if bound.is_hidden else f"#{focus_target(bound)}"
        problems += [Problem(str(message), target) for message in bound.errors]
    return problems


def problems_of(
    findings: Iterable[Finding], path: str, fields: Mapping[str, str] | None = None
) -> list[Problem]:
    """What the rules and the workflow say; a link to this very page becomes a link to the field.

    `fields` names the field for a reason that has no address of its own.
    """
    return [_problem(finding, path, fields or {}) for finding in findings]


def merged(form_side: Iterable[Problem], rule_side: Iterable[Problem]) -> list[Problem]:
    """Both lists as one; where the form already complains about a field, the rule about it is left out."""
    first = list(form_side)
    named = {problem.url for problem in first if problem.url}
    found = dict.fromkeys([*first, *(p for p in rule_side if p.url not in named)])
    return list(found)


def not_allowed_page(request: HttpRequest, title: str, findings: Iterable[Finding]) -> HttpResponse:
    """'You may not': who can do it instead. Never a bare 403."""
    return refused_page(request, title, findings, status=403)


def refused_page(
    request: HttpRequest, title: str, findings: Iterable[Finding], *, status: int, back: str = ""
) -> HttpResponse:
    """A page with nothing but the reasons and the way back."""
    context = {"title": title, "findings": list(findings), "back": back, "status": status}
    return render(request, "decisions/refused.html", context, status=status)


def _problem(finding: Finding, path: str, fields: Mapping[str, str]) -> Problem:
    url = finding.url.removeprefix(path) if finding.url.startswith(f"{path}#") else finding.url
    if not url and (name := fields.get(finding.code)):
        url = f"#id_{name}"
    warned = finding.kind is Kind.WARN
    if warned and (name := fields.get(f"warn_{finding.code}")):
        url = f"#id_{name}"
    return Problem(finding.message, url, finding.article, finding.article_url, finding.who)
