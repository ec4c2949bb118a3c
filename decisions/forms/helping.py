"""Help beside the questions, from the framework version of the case, with the chapter it comes from."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from decisions.models import Decision, HelpText, PolicyFramework

NOTHING = mark_safe("")


def help_for(decision: Decision, topic: str) -> SafeString:
    """The help on one question ('privacy.visible'); empty when this framework says nothing about it."""
    step, _, field = topic.partition(".")
    return helps_of(decision, step).get(field, NOTHING)


def helps_of(decision: Decision, step: str) -> dict[str, SafeString]:
    """The help on all questions of a step, by field, in one query."""
    framework = decision.framework
    if framework is None:
        return {}
    rows = HelpText.objects.filter(
        framework=framework,
        topic__startswith=f"{step}.",
        kind__in=["", decision.kind],
        variant__in=["", decision.variant],
    )
    return {
        row.topic.removeprefix(f"{step}."): card(row.text, row.chapter, framework)
        for row in sorted(rows, key=_how_special)
    }


def _how_special(row: HelpText) -> tuple[bool, bool]:
    """The more special help comes later, and so wins."""
    return (bool(row.kind), bool(row.variant))


def card(text: str, chapter: str, framework: PolicyFramework | None) -> SafeString:
    """The paragraphs of a help text, and where it comes from."""
    paragraphs = format_html_join("", "<p>{}</p>", ((line,) for line in _lines(text)))
    source = f"Beleidskader, {chapter}"
    if framework is not None and framework.url:
        return format_html(
            '{}<p class="small quiet"><a href="{}">{}</a></p>', paragraphs, framework.url, source
        )
    return format_html('{}<p class="small quiet">{}</p>', paragraphs, source)


def _lines(text: str) -> Iterable[str]:
    return filter(None, (line.strip() for line in text.splitlines()))
