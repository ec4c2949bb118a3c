"""What can be found of a case: how it is called, where it is about, and the whole text of the decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from almere_camera.search.index import Ids, Source, register
from almere_camera.search.models import Entry
from areas.models import Area

from .blocks import document_from_json
from .documents import render_text
from .models import AdoptedText, Decision, DesignatedArea, SavedVersion, Status

KIND = "zaak"


def cases(ids: Ids) -> Iterator[Entry]:
    """A case with its areas and streets, and the adopted texts, or else the draft as it was last saved."""
    texts = _texts(ids)
    designated = DesignatedArea.objects.select_related("area").defer("geometry").order_by("pk")
    found = Decision.objects.filter(pk__in=ids).prefetch_related(
        models.Prefetch("designated_areas", queryset=designated)
    )
    for case in found:
        where = list(case.designated_areas.all())
        status = Status(case.status).label
        yield Entry.about(
            case.pk,
            code=case.kenmerk,
            title=case.title,
            note=f"{case.get_kind_display()}, {case.get_variant_display().lower()}. {status}",
            day=case.signed_on or timezone.localdate(case.created_at),
            words=[*(one.area.name for one in where), *(street for one in where for street in one.streets)],
            text="\n\n".join(texts.get(case.pk, ())),
        )


def _texts(ids: Ids) -> dict[int, list[str]]:
    """Per case: the decision, adopted or as last saved, then what was adopted beside it."""
    found: dict[int, list[str]] = defaultdict(list)
    adopted = AdoptedText.objects.filter(decision__in=ids).only("decision_id", "kind", "text").order_by("pk")
    beside: dict[int, list[str]] = defaultdict(list)
    for one in adopted:
        (found if one.kind == AdoptedText.Kind.DECISION else beside)[one.decision_id].append(one.text)
    newest = SavedVersion.objects.filter(decision=OuterRef("pk")).order_by("-number").values("pk")[:1]
    drafts = Decision.objects.filter(pk__in=set(ids) - set(found)).values_list(Subquery(newest), flat=True)
    for draft in SavedVersion.objects.filter(pk__in=drafts).only("decision_id", "document"):
        found[draft.decision_id].append(render_text(document_from_json(draft.document)))
    for pk, texts in beside.items():
        found[pk] += texts
    return found


def _itself(changed: models.Model) -> Iterable[int]:
    return [changed.pk]


def _designating(area: models.Model) -> Iterable[int]:
    """The cases that bear the name of this area."""
    return DesignatedArea.objects.filter(area=area.pk).values_list("decision", flat=True)


def register_all() -> None:
    """Tell the index of cases."""
    register(
        Source(
            kind=KIND,
            label="Zaak",
            plural="Zaken en besluiten",
            url_name="decisions:detail",
            model=Decision,
            entries=cases,
            touched={Decision: _itself, Area: _designating},
        )
    )
