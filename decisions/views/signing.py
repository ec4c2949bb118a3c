"""The decision on paper for the signature: final text, with the name and the day that will stand under it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from almere_camera.access import needs
from almere_camera.findings import Finding
from almere_camera.roles import Perm

from .. import dossier, rules, text
from ..documents import PdfError, render_pdf
from ..forms.signing import SigningForm
from ..models import Decision
from ..workflow import asking
from ..workflow.transitions import TRANSITIONS
from .cases import case_or_404, user_of
from .files import own_pdf
from .refusing import form_problems, not_allowed_page, refused_page

TITLE = "Exemplaar om te tekenen"


@require_safe
@needs(Perm.VIEW_CASES)
def signing_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """What the mayor signs. The gates of adoption answer first: nobody signs what cannot be adopted."""
    case = case_or_404(pk)
    transition = TRANSITIONS[asking.way_to_adopt(case)]
    if refused := asking.not_allowed(transition, user_of(request)):
        return not_allowed_page(request, TITLE, [refused])
    form = SigningForm(request.GET)
    found = asking.not_yet(transition, case, user_of(request))
    if not form.is_valid():
        found += [Finding(code="invoer", message=problem.message) for problem in form_problems(form)]
    else:
        case.signatory, case.signed_on = form.cleaned_data["signatory"], form.cleaned_data["on"]
        found += _against(case)
    if found:
        return refused_page(request, TITLE, found, status=422, back=dossier.url_of(case))
    try:
        content = render_pdf(text.compose(case, draft=False))
    except PdfError as error:
        return refused_page(request, TITLE, [Finding(code="pdf", message=str(error))], status=422)
    return own_pdf(content, f"tekenexemplaar-{case.kenmerk}")


def _against(case: Decision) -> list[Finding]:
    """What would stop the adoption, apart from what only follows later: the reason of absence."""
    adoption = rules.Adoption(
        signatory=case.signatory, on=case.signed_on, absence_reason="volgt", signed_copy=True
    )
    today = max(timezone.localdate(), case.signed_on or timezone.localdate())
    return rules.outstanding(rules.findings(case, today=today, adoption=adoption))
