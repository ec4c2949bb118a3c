"""Clauses for an ending: which criterion no longer holds, and why (art. 151c lid 5 Gemeentewet)."""

from __future__ import annotations

from ...models import Clause, CriterionKey, DecisionKind, Variant
from .text import Text

ENDING, END = Clause.Theme.ENDING, DecisionKind.END

ENDINGS: tuple[Text, ...] = (
    Text(
        ENDING,
        "Geen regelmatige ordeverstoringen meer",
        "zich in {gebied} niet meer met regelmaat wanordelijkheden of onveilige situaties voordoen, zoals "
        "blijkt uit {onderbouwing};",
        CriterionKey.NECESSITY,
        END,
        Variant.REGULAR,
    ),
    Text(
        ENDING,
        "De dreiging is voorbij",
        "de dreiging die tot het cameratoezicht in {gebied} leidde, voorbij is, omdat {reden_geweken};",
        CriterionKey.NECESSITY,
        END,
        Variant.MOBILE,
    ),
    Text(
        ENDING,
        "Geen maatschappelijke behoefte meer",
        "bewoners, ondernemers en bezoekers van {gebied} geen behoefte meer hebben aan cameratoezicht, zoals "
        "blijkt uit {onderbouwing};",
        CriterionKey.NEED,
        END,
    ),
    Text(
        ENDING,
        "Inbreuk niet meer in verhouding tot het doel",
        "de inbreuk die het cameratoezicht in {gebied} op de privacy maakt niet langer in verhouding staat "
        "tot het doel, omdat {reden_verhouding};",
        CriterionKey.PROPORTIONALITY,
        END,
    ),
    Text(
        ENDING,
        "Een lichtere maatregel volstaat",
        "het doel van het cameratoezicht in {gebied} voortaan met minder ingrijpende maatregelen kan worden "
        "bereikt, namelijk {lichtere_maatregelen};",
        CriterionKey.SUBSIDIARITY,
        END,
    ),
)
