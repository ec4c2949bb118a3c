"""Which positions the review of a year is about: fixed cameras in a centre (beleidskader, hoofdstuk 7)."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from areas.models import Area, Deployment

from . import counting


def positions_to_review(year: int) -> dict[int, int]:
    """Per position (number) the centre (number) in which its fixed camera hung on some day of the year.

    Mobile use has no periodic evaluation. Where two centres overlap a position is reviewed once, for the
    first of them by name.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    hung = Deployment.objects.filter(
        Q(last_day=None) | Q(last_day__gte=first), unit=None, first_day__lte=last
    )
    fixed = set(hung.order_by().values_list("position", flat=True))
    found: dict[int, int] = {}
    for centre in Area.objects.filter(kind=Area.Kind.CENTRE).with_boundaries():
        for position in counting.positions_of(centre, first, last):
            if position.pk in fixed:
                found.setdefault(position.pk, centre.pk)
    return found
