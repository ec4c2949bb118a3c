"""Publication, and what people can do against the decision (I13, I14, I15, I17)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from almere_camera.findings import Kind
from almere_camera.models import Address, EqualledHoliday
from almere_camera.roles import Perm

from .. import objections, terms
from ..models import DecisionKind, Objection
from .case import Case, act_url, in_words, is_adopted, records_url
from .registry import Found, awb, rule

PUBLICATION_DECREE = "https://wetten.overheid.nl/jci1.3:c:BWBR0045037&artikel=2.1"


@rule(
    number="I13",
    kind=Kind.FACT,
    article="artikel 2.1 van het Besluit elektronische publicaties",
    article_url=PUBLICATION_DECREE,
    who=Perm.PUBLISH,
    making=False,
    afterwards=True,
)
def published_as_adopted_I13(case: Case) -> Iterator[Found]:
    """De bekendgemaakte tekst is gelijk aan de vastgestelde tekst."""
    publication = case.decision.publication
    if publication is None or case.decision.historical or not is_adopted(case.decision):
        return
    url = act_url(case.decision, "compare")
    newest = max(case.decision.comparisons.all(), key=lambda c: c.pk, default=None)
    if newest is None:
        yield Found(
            "De bekendgemaakte tekst is nog niet vergeleken met de vastgestelde tekst.",
            kind=Kind.DERIVE,
            url=url,
        )
        return
    day = in_words(timezone.localdate(newest.compared_at))
    number = len(newest.differences)
    if number:
        places = "1 plaats" if number == 1 else f"{number} plaatsen"
        yield Found(
            f"De bekendgemaakte tekst wijkt op {places} af van de vastgestelde tekst (vergeleken op {day}). "
            "De vastgestelde tekst is het besluit. Zorg voor een rectificatie.",
            url=url,
        )
    else:
        yield Found(
            f"De bekendgemaakte tekst is op {day} vergeleken en is gelijk aan de vastgestelde tekst.",
            kind=Kind.DERIVE,
        )


@rule(
    number="I14",
    kind=Kind.DERIVE,
    article="de artikelen 3:45, 6:4, 6:5 en 8:81 van de Awb",
    article_url=awb("3:45"),
    who=Perm.MANAGE_RECORDS,
)
def objection_clause_complete_I14(case: Case) -> Iterator[Found]:
    """Onder het besluit staat wie binnen zes weken bezwaar kan maken, waar en hoe, en waar men om een
    voorlopige voorziening kan vragen."""
    newest_last = Address.objects.valid_on(case.day).order_by("valid_from")
    held = {address.key: address for address in newest_last}
    missing = [key for key in Address.Key if key.value not in held]
    for key in missing:
        yield Found(
            f"Er is geen adres vastgelegd voor ‘{key.label}’ dat geldt op {in_words(case.day)}. Zonder dat "
            "adres is de uitleg over bezwaar niet compleet. Leg het vast bij de adressen.",
            kind=Kind.BLOCK,
            url=records_url(Address),
        )
    if not missing:
        objection, court = held[Address.Key.OBJECTION.value], held[Address.Key.COURT.value]
        yield Found(
            f"De uitleg over bezwaar noemt {objection.name}, {objection.lines}, en {court.name}, "
            f"{court.lines}."
        )


@rule(
    number="I15",
    kind=Kind.DERIVE,
    article="de artikelen 6:7 en 6:8, eerste lid, van de Awb en artikel 1 van de Algemene termijnenwet",
    article_url=awb("6:7"),
    making=False,
    afterwards=True,
)
def last_day_for_objections_I15(case: Case) -> Iterator[Found]:
    """De laatste dag voor bezwaar volgt uit de dag waarop het besluit echt is bekendgemaakt."""
    publication = case.decision.publication
    if publication is None or publication.published_on is None:
        return
    equalled = frozenset(EqualledHoliday.objects.values_list("day", flat=True))
    last = terms.last_day_for_objections(publication.published_on, equalled)
    yield Found(
        f"Het besluit is bekendgemaakt op {in_words(publication.published_on)}. Bezwaar maken kan tot en "
        f"met {in_words(last)}."
    )


@rule(
    number="I17",
    kind=Kind.WARN,
    article="artikel 6:19 van de Awb",
    article_url=awb("6:19"),
    who=Perm.EDIT_CASES,
    kinds={DecisionKind.EXTEND, DecisionKind.CHANGE, DecisionKind.END},
    afterwards=True,
)
def pending_objection_linked_I17(case: Case) -> Iterator[Found]:
    """Loopt er bezwaar tegen een besluit dat nu wordt gewijzigd of beëindigd, dan gaat dat bezwaar ook over
    het nieuwe besluit."""
    decision = case.decision
    if decision.historical or not any(case.followed()):
        return
    for objection in _against_earlier(case):
        about = f"Bezwaar {objection.number} tegen {objection.decision.kenmerk}"
        if not case.making:
            if decision.kind != DecisionKind.EXTEND and objections.concerns(objection, decision):
                yield Found(f"{about} heeft van rechtswege mede betrekking op dit besluit.", kind=Kind.DERIVE)
        elif objections.is_open(objection):
            if decision.kind == DecisionKind.EXTEND:
                yield Found(
                    f"{about} loopt nog. Een verlenging is een nieuw besluit: wie bezwaar maakt, moet weten "
                    "of het bezwaar ook daarover gaat.",
                    kind=Kind.DERIVE,
                )
            else:
                yield Found(
                    f"{about} loopt nog. Het gaat straks ook over dit besluit. Meld het nieuwe besluit aan "
                    "wie het bezwaar behandelt, en leg hier uit dat u dat hebt gedaan."
                )


def _against_earlier(case: Case) -> list[Objection]:
    """The objections against every decision on which this one follows, without who made them."""
    earlier = objections.family_of(case.decision).earlier
    found = Objection.objects.filter(decision__in=earlier).select_related("decision")
    return list(found.defer("objector", "contact", "grounds", "late_note"))
