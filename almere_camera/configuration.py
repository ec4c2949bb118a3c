"""The page 'Configuratie': is everything that every decision leans on in order today, yes or no?

A check answers for a day. Each app registers its own, so that this room knows nothing of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from . import audit, checks, guards
from .access import needs
from .models import (
    Address,
    AuditEvent,
    AuditHead,
    Dated,
    EqualledHoliday,
    HouseRule,
    LegalBasis,
    Official,
)
from .roles import Perm, may, who


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """One thing that is in order or not, with what was found and what to do about it.

    `model`: the dated records that hold the answer; whoever keeps them gets a link. Without a model
    it is for the technical administrator.
    """

    title: str
    good: bool
    found: str
    todo: str = ""
    model: type[models.Model] | None = None


Check = Callable[[date], Iterable[Light]]
_checks: list[Check] = []


def register(check: Check) -> None:
    """Add a check of an app; the same function twice is harmless."""
    if check not in _checks:
        _checks.append(check)


def lights(today: date) -> list[Light]:
    """Everything that is checked, in the order in which it was registered."""
    return list(chain.from_iterable(check(today) for check in _checks))


def register_own() -> None:
    """Called once, when the kernel is ready."""
    for check in (legal_bases, mayor, equalled_days, house_rules, addresses, technique, log_chain):
        register(check)


@require_safe
@needs(Perm.VIEW_CASES)
def configuration(request: HttpRequest) -> HttpResponse:
    """Red or green, in words; links to the records for whoever keeps them."""
    found = lights(timezone.localdate())
    keeps = may(request.user, Perm.MANAGE_RECORDS) and request.user.is_staff
    rows = [
        {
            "light": light,
            "url": records_url(light.model) if keeps and light.model else "",
            "who": who(Perm.MANAGE_RECORDS) if light.model else "technisch beheerder",
        }
        for light in found
    ]
    wrong = sum(not light.good for light in found)
    return render(request, "configuration.html", {"rows": rows, "wrong": wrong, "total": len(found)})


def records_url(model: type[models.Model]) -> str:
    """The list of these records under Beheer."""
    return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")


# --- The kernel's own checks ---------------------------------------------------------------------


def legal_bases(today: date) -> Iterator[Light]:
    """Both legal bases, valid today (art. 151c lid 1 Gemeentewet)."""
    valid = {basis.kind: basis for basis in LegalBasis.objects.valid_on(today).order_by("valid_from")}
    for kind in LegalBasis.Kind:
        basis = valid.get(kind.value)
        yield Light(
            title=f"Wettelijke grondslag: {kind.label}",
            good=basis is not None,
            found=_held(basis),
            todo="Leg het artikel vast dat vandaag geldt. Zonder dit artikel kan niets worden vastgesteld.",
            model=LegalBasis,
        )


def mayor(today: date) -> Iterator[Light]:
    """Who may adopt today: the mayor, or the acting mayor."""
    in_function = Official.objects.valid_on(today).exclude(function=Official.Function.DEPUTY)
    names = [str(official) for official in in_function]
    yield Light(
        title="Burgemeester",
        good=bool(names),
        found=", ".join(names) or "Er is vandaag geen burgemeester bekend.",
        todo="Leg vast wie burgemeester of waarnemend burgemeester is, en vanaf welke dag.",
        model=Official,
    )


def equalled_days(today: date) -> Iterator[Light]:
    """The days that a royal decree equals with holidays, known beyond this year (art. 3 lid 3 ATW)."""
    last = EqualledHoliday.objects.aggregate(last=Max("day"))["last"]
    yield Light(
        title=f"Gelijkgestelde dagen voor {today.year + 1}",
        good=last is not None and last.year > today.year,
        found=f"Bekend tot en met {last.year}." if last else "Er zijn geen gelijkgestelde dagen vastgelegd.",
        todo="Zoek het nieuwe koninklijk besluit in de Staatscourant en leg de dagen vast met hun bron. "
        "Anders klopt de laatste dag voor bezwaar niet.",
        model=EqualledHoliday,
    )


def house_rules(today: date) -> Iterator[Light]:
    """Every house rule has a value today."""
    valid = {rule.key: rule for rule in HouseRule.objects.valid_on(today).order_by("valid_from")}
    for key in HouseRule.Key:
        rule = valid.get(key.value)
        yield Light(
            title=f"Huisregel: {key.label}",
            good=rule is not None,
            found=f"{rule.value}, {_held_since(rule)}" if rule else "Er geldt vandaag geen waarde.",
            todo="Leg de waarde vast die vandaag geldt.",
            model=HouseRule,
        )


def addresses(today: date) -> Iterator[Light]:
    """The addresses in the remedies clause (Awb 3:45, 6:4, 8:81)."""
    valid = {address.key: address for address in Address.objects.valid_on(today).order_by("valid_from")}
    for key in Address.Key:
        address = valid.get(key.value)
        yield Light(
            title=f"Adres: {key.label}",
            good=address is not None,
            found=f"{address.name}, {address.lines}" if address else "Er geldt vandaag geen adres.",
            todo="Leg het adres vast. Het staat onder elk besluit.",
            model=Address,
        )


def technique(_today: date) -> Iterator[Light]:
    """The guards in the database and the fonts of the documents."""
    missing = guards.missing()
    yield Light(
        title="Bewakers van vastgestelde gegevens",
        good=not missing,
        found=f"{len(guards.expected()) - len(missing)} van {len(guards.expected())} staan in de database.",
        todo="Voer ‘manage.py migrate’ uit: daarna staan ze er weer.",
    )
    absent = checks.fonts_missing(Path(settings.BASE_DIR) / checks.FONTS)
    yield Light(
        title="Lettertypen voor de documenten",
        good=not absent,
        found="Aanwezig." if not absent else "Niet gevonden.",
        todo="Haal de volledige broncode op: de lettertypen horen daarbij.",
    )


def log_chain(_today: date) -> Iterator[Light]:
    """The head of the log is the last event, and that event has not been changed.

    Only the tail: the whole chain is walked by `audit.verify`.
    """
    head = AuditHead.objects.filter(pk=1).first()
    last = AuditEvent.objects.order_by("-seq").first()
    there = (head.seq, head.hash) if head else (0, "0" * 64)
    ends = (last.seq, last.hash) if last else (0, "0" * 64)
    yield Light(
        title="Keten van het logboek",
        good=there == ends and (last is None or audit.digest(last) == last.hash),
        found=f"{there[0]} gebeurtenissen; de kop van de keten is {there[1][:16]}."
        if there[0]
        else "Er is nog niets gebeurd.",
        todo="De laatste gebeurtenis past niet bij de kop van de keten. Laat de hele keten nalopen.",
    )


def _held(record: Dated | None) -> str:
    return f"{record}, {_held_since(record)}" if record else "Er geldt vandaag geen artikel."


def _held_since(record: Dated) -> str:
    """'geldt sinds 1 januari 2011', with its last day when there is one."""
    words = f"geldt sinds {date_format(record.valid_from, 'j F Y')}"
    return f"{words} tot en met {date_format(record.valid_to, 'j F Y')}" if record.valid_to else words
