"""What the words of the text show: every lint rule (L1, L2, ...) asked of the text as it now reads.

The lint is pure; here it meets the case: the bases that hold on the day of the decision, the streets
of its areas, and the place in the step 'tekst' where a defect can be mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from almere_camera.findings import Kind
from almere_camera.roles import Perm

from .. import lint, text
from .case import Case, step_url
from .registry import GEMEENTEWET_151C, Check, Found, awb, rule

UNFINISHED = "L9"  # an unfinished text may not be adopted; the other defects ask for a reason
ASKED_OF_THE_ANSWERS = {"L7", "L8"}  # I23 looks for the same where it was typed, and leads to the field


def _found(case: Case, defect: lint.LintFinding) -> Found:
    return Found(defect.message, url=step_url(case.decision, "tekst", anchor_of(defect.key)))


def anchor_of(key: str) -> str:
    """The id of a block on the page of the text."""
    return "tekst-" + re.sub(r"[^A-Za-z0-9_-]+", "-", key) if key else ""


def _check_of(code: str) -> Check:
    def check(case: Case) -> Iterator[Found]:
        found = [defect for defect in case.defects if defect.code == code]
        if code == UNFINISHED:
            yield from _unfinished(case, found)
        else:
            yield from (_found(case, defect) for defect in found)

    return check


def _unfinished(case: Case, found: list[lint.LintFinding]) -> Iterator[Found]:
    """What somebody left, each by itself; the application's own open places together.

    Before the adoption the signature and the consultation may still be open: other rules ask for them.
    """
    own = [defect for defect in found if defect.quote.startswith(text.PLACEHOLDER)]
    if case.adoption is None:
        own = [defect for defect in own if not text.is_completed_later(defect.key)]
    if own:
        places = (
            "staat nog een open plek" if len(own) == 1 else f"staan nog {len(own)} open plekken, de eerste"
        )
        url = step_url(case.decision, "tekst")
        yield Found(f"In de tekst {places}: ‘{own[0].quote}’.", url=url)
    for defect in found:
        if not defect.quote.startswith(text.PLACEHOLDER):
            yield _found(case, defect)


def _address(article: str) -> str:
    """Where the article can be read."""
    if "Gemeentewet" in article:
        return GEMEENTEWET_151C
    (first, *_others) = re.findall(r"\d+:\d+", article)
    return awb(first)


for lint_rule in lint.LINT_RULES:
    if lint_rule.code in ASKED_OF_THE_ANSWERS:
        continue
    asked = _check_of(lint_rule.code)
    asked.__name__ = lint_rule.check.__name__
    asked.__doc__ = lint_rule.statement
    rule(
        number=lint_rule.code,
        kind=Kind.BLOCK if lint_rule.code == UNFINISHED else Kind.WARN,
        article=lint_rule.article,
        article_url=_address(lint_rule.article),
        who=Perm.EDIT_CASES,
    )(asked)
