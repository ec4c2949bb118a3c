"""The acts: a page that says what will happen, and a POST that asks the workflow to do it.

A view knows no rule: it passes on what was typed, and shows every reason of a refusal at once, with
what was typed still in the form. 422: not yet; 409: somebody else was first; 403: not this person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from almere_camera.access import needs
from almere_camera.findings import Conflict, NotAllowed, Refused
from almere_camera.models import User
from almere_camera.roles import Perm

from .. import dossier, rules, workflow
from ..documents import PdfError
from ..events import saved_label
from ..forms import acts as forms
from ..models import Decision, Publication, SavedVersion
from ..withdrawn import withdrawn_words
from ..workflow import asking
from ..workflow.afterwards import motivation_to_publish
from ..workflow.transitions import TRANSITIONS
from .cases import case_or_404, user_of
from .refusing import Problem, form_problems, merged, not_allowed_page, problems_of, refused_page

Run = Callable[[Decision, User, dict[str, Any]], Any]


@dataclass(frozen=True, kw_only=True)
class ActPage:
    """One act as a page. `run` calls the workflow; its answer may be the case to go to.

    `newest` gives the hidden fields as they now are, for whoever was overtaken and presses again.
    `fields` names the field of the form for a reason of the workflow; `advice`: show what the case
    still lacks; `button` where the label of the transition is not what the button says.
    """

    action: str
    form: type[forms.VersionForm]
    intro: str
    done: str
    run: Run
    button: str = ""
    template: str = "decisions/act.html"
    danger: bool = False
    advice: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    newest: Callable[[Decision], dict[str, int]] = lambda case: _version(Decision.objects.get(pk=case.pk))

    @property
    def title(self) -> str:
        return TRANSITIONS[self.action].label


def act(page: ActPage) -> Callable[..., HttpResponseBase]:
    """The view of an act that needs nothing but the case and its form."""

    @require_http_methods(["GET", "POST"])
    @needs(Perm.VIEW_CASES)
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        case = case_or_404(pk)
        return answer(request, case, page, lambda data: page.form(data, initial=_version(case)))

    return view


def answer(
    request: HttpRequest,
    case: Decision,
    page: ActPage,
    make_form: Callable[[Any], forms.VersionForm],
    extra: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show the act, or do it: the one flow of every act."""
    user = user_of(request)
    if refused := asking.not_allowed(TRANSITIONS[page.action], user):
        return not_allowed_page(request, page.title, [refused])
    not_yet = asking.not_yet(TRANSITIONS[page.action], case, user)
    if request.method == "GET":
        if not_yet:
            return refused_page(request, page.title, not_yet, status=200, back=dossier.url_of(case))
        return show(request, case, page, make_form(None), extra=extra)
    form = make_form(request.POST)
    if not form.is_valid():
        problems = merged(form_problems(form), problems_of(not_yet, request.path, page.fields))
        return show(request, case, page, form, problems, extra=extra)
    return attempt(request, case, page, form, lambda: page.run(case, user, form.cleaned_data), extra=extra)


def attempt(
    request: HttpRequest,
    case: Decision,
    page: ActPage,
    form: forms.VersionForm,
    run: Callable[[], Any],
    *,
    extra: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Ask the workflow, and turn its answer into a page."""
    try:
        made = run()
    except NotAllowed as refusal:
        return not_allowed_page(request, page.title, refusal.findings)
    except Conflict as refusal:
        return _overtaken(request, case, page, form, refusal, extra)
    except Refused as refusal:
        problems = problems_of(refusal.findings, request.path, page.fields)
        return show(request, case, page, form, problems, extra=extra)
    except PdfError as error:
        return show(request, case, page, form, [Problem(str(error))], extra=extra)
    goal = made if isinstance(made, Decision) else case
    messages.success(request, page.done.format(kenmerk=goal.kenmerk))
    return redirect("decisions:detail", pk=goal.pk)


def show(
    request: HttpRequest,
    case: Decision,
    page: ActPage,
    form: Form,
    problems: list[Problem] | None = None,
    *,
    status: int = 422,
    extra: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page of the act; with problems it is refused, and what was typed stands in the form."""
    context = {
        "decision": case,
        "page": page,
        "title": page.title,
        "button": page.button or page.title,
        "form": form,
        "problems": problems or [],
        "page_has_errors": bool(problems),
        "cancel_url": dossier.url_of(case),
        "open": _advice(case) if page.advice else None,
        **(extra or {}),
    }
    return render(request, page.template, context, status=status if problems else 200)


def _overtaken(
    request: HttpRequest,
    case: Decision,
    page: ActPage,
    form: forms.VersionForm,
    refusal: Conflict,
    extra: Mapping[str, Any] | None,
) -> HttpResponse:
    """Somebody else was first: say who and what; pressing again is a new decision, on the newest version."""
    seen = form.cleaned_data["versie"]
    newer = SavedVersion.objects.filter(decision=case, number__gt=seen).select_related("saved_by")
    changes = [{"saved": one, "what": saved_label(one.what)} for one in newer.defer("document")]
    data = cast(QueryDict, form.data).copy()
    data.update({name: str(value) for name, value in page.newest(case).items()})
    form.data = data
    problems = problems_of(refusal.findings, request.path)
    shown = {**(extra or {}), "changes": changes, "changed_status": case.get_status_display()}
    return show(request, case, page, form, problems, status=409, extra=shown)


def _advice(case: Decision) -> dossier.Open:
    return dossier.sort_out(case, rules.findings(case, today=timezone.localdate()))


def _version(case: Decision) -> dict[str, int]:
    return {"versie": case.version}


# --- Review --------------------------------------------------------------------------------------

submit = act(
    ActPage(
        action="submit",
        form=forms.RemarkForm,
        intro="Een collega leest de zaak na. Zolang dat duurt, kunt u haar niet wijzigen. "
        "Ook een zaak die nog niet af is, mag u aanbieden.",
        done="Zaak {kenmerk} is ter toetsing aangeboden.",
        advice=True,
        run=lambda case, user, typed: workflow.submit(
            decision=case, by=user, version=typed["versie"], remark=typed["remark"]
        ),
    )
)
return_to_author = act(
    ActPage(
        action="return_to_author",
        form=forms.ReturnForm,
        intro="De zaak wordt weer een concept. De schrijver kan haar dan aanpassen en opnieuw aanbieden.",
        done="Zaak {kenmerk} is teruggestuurd.",
        fields={"opmerking": "remark"},
        run=lambda case, user, typed: workflow.return_to_author(
            decision=case, by=user, version=typed["versie"], remark=typed["remark"]
        ),
    )
)
take_over = act(
    ActPage(
        action="take_over",
        form=forms.TakeOverForm,
        intro="U behandelt deze zaak verder. Zij staat dan in uw werkvoorraad, en niet meer in die van uw "
        "collega.",
        done="U behandelt nu zaak {kenmerk}.",
        fields={"opmerking": "remark"},
        run=lambda case, user, typed: workflow.take_over(
            decision=case, by=user, version=typed["versie"], remark=typed["remark"]
        ),
    )
)
agree = act(
    ActPage(
        action="agree",
        form=forms.RemarkForm,
        intro="U bent het eens met de inhoud. Daarna kunnen alleen het overleg met de driehoek, de datum en "
        "de ondertekenaar er nog bij. Een andere wijziging kan alleen door terug te sturen.",
        done="U hebt akkoord gegeven op zaak {kenmerk}.",
        advice=True,
        run=lambda case, user, typed: workflow.agree(
            decision=case, by=user, version=typed["versie"], remark=typed["remark"]
        ),
    )
)


# --- Ending without a decision -------------------------------------------------------------------

propose_closing = act(
    ActPage(
        action="propose_closing",
        form=forms.ClosingForm,
        intro="Er komt geen besluit. Een collega toetst uw redenen en bevestigt het.",
        done="Het voorstel om zaak {kenmerk} af te sluiten ligt ter toetsing.",
        fields={"uitkomst": "outcome", "redenen": "reasons"},
        run=lambda case, user, typed: workflow.propose_closing(
            decision=case,
            by=user,
            version=typed["versie"],
            outcome=typed["outcome"],
            reasons=typed["reasons"],
        ),
    )
)
close = act(
    ActPage(
        action="close_without_decision",
        form=forms.RemarkForm,
        intro="De zaak wordt afgesloten en verandert daarna niet meer. U kunt haar wel kopiëren naar een "
        "nieuwe zaak.",
        done="Zaak {kenmerk} is afgesloten zonder besluit.",
        danger=True,
        run=lambda case, user, typed: workflow.close_without_decision(
            decision=case, by=user, version=typed["versie"], remark=typed["remark"]
        ),
    )
)
propose_withdrawal = act(
    ActPage(
        action="propose_withdrawal",
        form=forms.WithdrawalForm,
        intro="Het besluit is vastgesteld, maar nog niet bekendgemaakt. Als een ander uw voorstel bevestigt, "
        "wordt het niet bekendgemaakt.",
        done="Het voorstel om besluit {kenmerk} in te trekken is vastgelegd.",
        fields={"redenen": "reasons"},
        run=lambda case, user, typed: workflow.propose_withdrawal(
            decision=case, by=user, version=typed["versie"], reasons=typed["reasons"]
        ),
    )
)
withdraw = act(
    ActPage(
        action="withdraw_before_publication",
        form=forms.VersionForm,
        intro="Het besluit wordt niet bekendgemaakt en treedt niet in werking. U kunt dit niet ongedaan "
        "maken.",
        done="Besluit {kenmerk} is ingetrokken voor bekendmaking.",
        danger=True,
        run=lambda case, user, typed: workflow.withdraw_before_publication(
            decision=case, by=user, version=typed["versie"]
        ),
    )
)
copy = act(
    ActPage(
        action="copy",
        form=forms.VersionForm,
        button="Kopie maken",
        intro="De nieuwe zaak krijgt de redenen, feiten, stukken en gebieden van deze zaak. Oordelen, "
        "overleg en data gaan niet mee: die zijn per zaak nieuw.",
        done="De kopie is gemaakt: zaak {kenmerk}.",
        run=lambda case, user, typed: workflow.copy(decision=case, by=user, version=typed["versie"]),
    )
)


# --- Publication ---------------------------------------------------------------------------------

PUBLISH_FIELDS = {
    "nummer": "number",
    "number": "number",
    "datum": "published_on",
    "published_on": "published_on",
    "url": "url",
    "cvdr": "cvdr",
    "kind": "kind",
    "bekendmaking": "kind",
    "reden": "reason",
}
PUBLISH = ActPage(
    action="publish",
    form=forms.PublicationForm,
    template="decisions/publish.html",
    intro="U legt vast wat er is geplaatst. Uit de datum van uitgifte volgt vanaf welke dag het besluit in "
    "werking is en tot en met wanneer bezwaar kan.",
    done="De bekendmaking van {kenmerk} is vastgelegd.",
    fields=PUBLISH_FIELDS,
    run=lambda case, user, typed: workflow.publish(
        decision=case,
        by=user,
        version=typed["versie"],
        number=typed["number"],
        published_on=typed["published_on"],
        url=typed["url"],
        cvdr=typed["cvdr"],
        kind=typed["kind"],
    ),
)


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CASES)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the decision, or something that belongs to it, was published."""
    case = case_or_404(pk)
    kind = Publication.Kind.RECTIFICATION if case.publication else Publication.Kind.OFFICIAL
    if motivation_to_publish(case):
        kind = Publication.Kind.MOTIVATION
    initial = {**_version(case), "kind": kind}
    extra = {"withdrawn": withdrawn_words(case)}
    return answer(request, case, PUBLISH, lambda data: forms.PublicationForm(data, initial=initial), extra)


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CASES)
def correct_publication(request: HttpRequest, pk: int, publication: int) -> HttpResponse:
    """Correct a mistyped record by a new one; the old one stays to be seen."""
    case = case_or_404(pk)
    record = get_object_or_404(Publication.objects.select_related("decision"), pk=publication, decision=case)
    page = ActPage(
        action="correct_publication",
        form=forms.CorrectionForm,
        template="decisions/publish.html",
        intro="U legt de juiste gegevens vast, met de reden. De oude regel blijft zichtbaar.",
        done="De bekendmaking van {kenmerk} is verbeterd.",
        fields=PUBLISH_FIELDS,
        run=lambda _case, user, typed: workflow.correct_publication(
            publication=record,
            by=user,
            number=typed["number"],
            published_on=typed["published_on"],
            reason=typed["reason"],
            url=typed["url"],
            cvdr=typed["cvdr"],
        ),
    )
    initial = {
        **_version(case),
        "number": record.number,
        "published_on": record.published_on,
        "url": record.url,
        "cvdr": record.cvdr,
    }
    extra = {"record": record, "withdrawn": withdrawn_words(case)}
    return answer(request, case, page, lambda data: forms.CorrectionForm(data, initial=initial), extra)
