"""What people can do against the decision, and until when (I14, I15)."""

from __future__ import annotations

from collections.abc import Iterator

from almere_camera.findings import Kind
from almere_camera.models import Address, EqualledHoliday
from almere_camera.roles import Perm

from .. import terms
from .case import Case, in_words, records_url
from .registry import Found, awb, rule


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
