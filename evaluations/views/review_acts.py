"""Pages on which something is done with a review: open a year, judge, confirm, return, record, follow up."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from almere_camera.access import needs
from almere_camera.acting import attempt, dutch, filled, form_page, person, saved
from almere_camera.roles import Perm

from ..forms.reviews import CarriedOutForm, ConfirmForm, FollowUpForm, ReturnForm, VerdictForm, YearForm
from ..models import PositionReview, Proposal, Verdict
from ..review_figures import proposal_of
from ..tabs import crumbs
from ..workflow import reviews as acts
from ..workflow.review_follow_up import open_review_follow_up

YEARS_TO_OPEN = 6
POSTING = ["GET", "HEAD", "POST"]


@require_http_methods(POSTING)
@needs(Perm.EVALUATE)
def plan(request: HttpRequest) -> HttpResponse:
    """Open the review of a year that is over."""
    last = timezone.localdate().year - 1
    years = list(range(last, last - YEARS_TO_OPEN, -1))
    form = filled(request, YearForm, {"year": last}, years=years)
    outcome = attempt(request, form, lambda: acts.plan_year(by=person(request), **form.answers))
    if outcome.done:
        saved(request, f"De beoordeling van {outcome.done} staat open.")
        return redirect("evaluations:review_year", year=outcome.done.year)
    return form_page(
        request,
        form,
        outcome,
        title="Beoordeling van een jaar openen",
        intro="Elke vaste camera die dat jaar in een centrumgebied hing, komt in de lijst. Mobiel "
        "cameratoezicht heeft geen jaarlijkse beoordeling.",
        cancel_url=reverse("evaluations:review_years"),
        crumbs=crumbs("evaluations:review_years"),
        save_label="Beoordeling openen",
    )


@require_http_methods(POSTING)
@needs(Perm.EVALUATE)
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """The verdict of the officer, beside what the two-year rule proposes."""
    found = _review(pk)
    said = proposal_of(found)
    initial = {
        "versie": found.version,
        "verdict": found.verdict or None,
        "reason": found.reason,
        "departure": found.departure,
        "next_on": found.next_on or _next_year(found),
    }
    form = filled(request, VerdictForm, initial, proposal=said.proposal)
    outcome = attempt(
        request, form, lambda: acts.judge_position(review=found, by=person(request), **form.answers), found
    )
    if outcome.done:
        saved(request, "Uw oordeel is opgeslagen. Een collega bevestigt het.")
        return redirect("evaluations:review", pk=pk)
    stored = [
        ("Oordeel", found.get_verdict_display()),
        ("Onderbouwing", found.reason),
        ("Volgende beoordeling", dutch(found.next_on)),
    ]
    context = {
        "form": form,
        "review": found,
        "said": said,
        "proposed": said.proposal != Proposal.NONE,
        "proposal": said.proposal.label,
        "stored": stored if outcome.conflict else [],
        "crumbs": _crumbs(found),
    }
    return render(request, "evaluations/review_judge.html", context, status=outcome.status)


@require_http_methods(POSTING)
@needs(Perm.CONFIRM_EVALUATIONS)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """A colleague agrees; the figures are kept with the verdict."""
    found = _review(pk)
    form = filled(request, ConfirmForm, {"versie": found.version})
    outcome = attempt(
        request, form, lambda: acts.confirm_review(review=found, by=person(request), **form.answers), found
    )
    if outcome.done:
        saved(request, "Het oordeel is bevestigd. De cijfers zijn erbij bewaard.")
        return redirect("evaluations:review", pk=pk)
    return form_page(
        request,
        form,
        outcome,
        title="Oordeel bevestigen",
        subject=_subject(found),
        intro=f"Oordeel: {found.get_verdict_display().lower() or 'nog niet gegeven'}. {found.reason} "
        "Na uw bevestiging verandert de beoordeling niet meer.",
        cancel_url=_url(found),
        crumbs=_crumbs(found),
        save_label="Oordeel bevestigen",
    )


@require_http_methods(POSTING)
@needs(Perm.CONFIRM_EVALUATIONS)
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """A colleague does not agree yet."""
    found = _review(pk)
    form = filled(request, ReturnForm, {"versie": found.version})
    outcome = attempt(
        request, form, lambda: acts.return_review(review=found, by=person(request), **form.answers), found
    )
    if outcome.done:
        saved(request, "Het oordeel is teruggestuurd.")
        return redirect("evaluations:review", pk=pk)
    return form_page(
        request,
        form,
        outcome,
        title="Oordeel terugsturen",
        subject=_subject(found),
        intro=f"Oordeel: {found.get_verdict_display().lower() or 'nog niet gegeven'}. {found.reason}",
        cancel_url=_url(found),
        crumbs=_crumbs(found),
        save_label="Terugsturen",
    )


@require_http_methods(POSTING)
@needs(Perm.EVALUATE)
def carried_out(request: HttpRequest, pk: int) -> HttpResponse:
    """The camera is gone from the position."""
    found = _review(pk)
    form = filled(request, CarriedOutForm, {"versie": found.version, "carried_out_on": timezone.localdate()})
    outcome = attempt(
        request, form, lambda: acts.carry_out(review=found, by=person(request), **form.answers), found
    )
    if outcome.done:
        saved(request, f"Vastgelegd: uitgevoerd op {dutch(outcome.done.carried_out_on)}.")
        return redirect("evaluations:review", pk=pk)
    return form_page(
        request,
        form,
        outcome,
        title="Camera weggehaald" if found.verdict == Verdict.REMOVE else "Camera verplaatst",
        subject=_subject(found),
        intro="Zolang het gebied hetzelfde blijft, is hiervoor geen nieuw besluit nodig. Leg eerst bij de "
        "positie vast wanneer de inzet eindigde.",
        cancel_url=_url(found),
        crumbs=_crumbs(found),
        save_label="Vastleggen",
    )


@require_http_methods(POSTING)
@needs(Perm.EDIT_CASES)
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """The area becomes smaller: a case to change the designation that is in force."""
    found = _review(pk)
    form = filled(request, FollowUpForm, {})
    outcome = attempt(request, form, lambda: open_review_follow_up(review=found, by=person(request)), found)
    if outcome.done:
        case = outcome.done.decision
        saved(request, f"Zaak {case.kenmerk} is geopend. De cijfers staan er als feiten in.")
        return redirect("decisions:detail", pk=case.pk)
    return form_page(
        request,
        form,
        outcome,
        title="Het gebied kleiner maken",
        subject=_subject(found),
        intro="Hiermee opent u een zaak om de geldende aanwijzing van "
        f"{found.area.name} te wijzigen. De cijfers van deze beoordeling komen erin als feiten met bron en "
        "periode; een latere import verandert ze niet.",
        cancel_url=_url(found),
        crumbs=_crumbs(found),
        save_label="Zaak openen",
    )


def _review(pk: int) -> PositionReview:
    return get_object_or_404(
        PositionReview.objects.select_related("review_year", "position", "area").prefetch_related(
            "position__codes"
        ),
        pk=pk,
    )


def _next_year(review: PositionReview) -> date:
    """The first of February, when the files of the year are usually there."""
    return date(max(review.review_year.year + 2, timezone.localdate().year + 1), 2, 1)


def _subject(review: PositionReview) -> str:
    return f"Positie {review.position}, {review.area.name}, {review.review_year.year}"


def _url(review: PositionReview) -> str:
    return reverse("evaluations:review", args=[review.pk])


def _crumbs(review: PositionReview) -> list[tuple[str, str]]:
    year = review.review_year.year
    return [
        *crumbs("evaluations:review_years"),
        (str(year), reverse("evaluations:review_year", args=[year])),
        (f"Positie {review.position}", _url(review)),
    ]
