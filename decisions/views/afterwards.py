"""After an urgent adoption: the review by another person, and the motivation within a week."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from almere_camera.access import needs
from almere_camera.models import User
from almere_camera.roles import Perm

from .. import text, workflow
from ..documents import render_preview
from ..forms.acts import VersionForm
from ..forms.afterwards import FreezeForm, MotivationForm, ReviewForm
from ..models import CriterionKey, Decision, LateMotivation
from ..workflow.afterwards import motivated_already, newest_motivation
from .acts import ActPage, act, answer
from .cases import case_or_404

review = act(
    ActPage(
        action="review_afterwards",
        form=ReviewForm,
        intro="Dit besluit is met spoed vastgesteld, zonder akkoord vooraf. U toetst het nu. Het besluit "
        "zelf verandert niet. Vindt u dat het anders moet? Dan volgt een nieuw besluit.",
        done="De toets achteraf van {kenmerk} is vastgelegd.",
        fields={"opmerking": "remark"},
        run=lambda case, user, typed: workflow.review_afterwards(
            decision=case, by=user, version=typed["versie"], remark=typed["remark"]
        ),
    )
)


def _seen(case: Decision) -> dict[str, int]:
    """The hidden fields: the versions of the case and of the motivation that the person looks at."""
    return {"versie": case.version, "nummer": _number(newest_motivation(case))}


def _number(written: LateMotivation | None) -> int:
    return written.number if written else 0


def _write(case: Decision, user: User, typed: dict[str, Any]) -> None:
    workflow.write_motivation(
        decision=case,
        by=user,
        version=typed["versie"],
        number=typed["nummer"],
        reasons={key: typed[key] for key in CriterionKey.values},
    )


def _freeze(case: Decision, user: User, typed: dict[str, Any]) -> None:
    workflow.freeze_motivation(
        decision=case,
        by=user,
        version=typed["versie"],
        number=typed["nummer"],
        signatory=typed["signatory"],
        on=typed["on"],
    )


WRITE = ActPage(
    action="write_motivation",
    form=MotivationForm,
    template="decisions/motivation.html",
    button="Motivering opslaan",
    intro="U schrijft de motivering die door de spoed niet bij de bekendmaking kon staan. U mag haar half "
    "af opslaan. Het kabinet legt haar vast als de burgemeester haar heeft vastgesteld.",
    done="De motivering van {kenmerk} is opgeslagen.",
    fields={key: key for key in CriterionKey.values},
    newest=_seen,
    run=_write,
)
FREEZE = ActPage(
    action="freeze_motivation",
    form=FreezeForm,
    template="decisions/motivation.html",
    intro="De burgemeester heeft de motivering vastgesteld; u registreert dat. De tekst wordt bevroren. Laat "
    "haar binnen een week na de bekendmaking van het besluit in het Gemeenteblad plaatsen.",
    done="De motivering van {kenmerk} ligt vast. Laat haar plaatsen en leg die plaatsing vast.",
    fields={"signatory": "signatory", "on": "on"},
    newest=_seen,
    run=_freeze,
)


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CASES)
def write_motivation(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the motivation that urgency kept out of the publication, and read how it will look."""
    case = case_or_404(pk)
    written, motivated = newest_motivation(case), motivated_already(case)
    initial = {**_seen(case), **(written.reasons if written else {})}
    return _answer(request, case, WRITE, lambda d: MotivationForm(d, initial=initial, motivated=motivated))


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CASES)
def freeze_motivation(request: HttpRequest, pk: int) -> HttpResponse:
    """Register that the mayor adopted the motivation; the text stands below."""
    case = case_or_404(pk)
    return _answer(request, case, FREEZE, lambda data: FreezeForm(data, initial=_seen(case)))


def _answer(
    request: HttpRequest, case: Decision, page: ActPage, make_form: Callable[[Any], VersionForm]
) -> HttpResponse:
    written = newest_motivation(case)
    extra: dict[str, Any] = {"written": written}
    if written is not None:
        extra["preview"] = render_preview(text.motivation_text(case, written.reasons, draft=True))
    return answer(request, case, page, make_form, extra)
