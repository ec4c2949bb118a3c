"""Clauses for mobile surveillance: an explosion at a home, and an event."""

from __future__ import annotations

from ...models import Clause, CriterionKey, DecisionKind, Variant
from .text import Text

EXPLOSION, EVENT = Clause.Theme.EXPLOSION, Clause.Theme.EVENT
MOBILE = Variant.MOBILE
START, EXTEND, CHANGE = DecisionKind.START, DecisionKind.EXTEND, DecisionKind.CHANGE
NECESSITY, NEED = CriterionKey.NECESSITY, CriterionKey.NEED
PROPORTIONALITY, SUBSIDIARITY = CriterionKey.PROPORTIONALITY, CriterionKey.SUBSIDIARITY

SHORT: tuple[Text, ...] = (
    # An explosion at a home
    Text(
        EXPLOSION,
        "Schade en schrik in een woonomgeving",
        "het incident schade heeft toegebracht aan {schade} en heeft plaatsgevonden in een woonomgeving, "
        "waar het ook voorbijgangers en omwonenden had kunnen treffen;",
        kind=START,
        variant=MOBILE,
    ),
    Text(
        EXPLOSION,
        "De dreiging is nog niet voorbij",
        "de dreiging die tot het cameratoezicht in {gebied} leidde, nog niet voorbij is, omdat "
        "{reden_herhaling};",
        kind=EXTEND,
        variant=MOBILE,
    ),
    Text(
        EXPLOSION,
        "Noodzaak na een explosie",
        "de openbare orde in {gebied} ernstig is verstoord doordat {wanneer} {waar} {wat_gebeurde} heeft "
        "plaatsgevonden, en herhaling te vrezen is, omdat {reden_herhaling};\n\n"
        "zichtbare camera’s een nieuwe verstoring van de openbare orde kunnen voorkomen en het mogelijk "
        "maken om een dreigende situatie vroegtijdig te signaleren en de politie in te lichten;",
        NECESSITY,
        START,
        MOBILE,
    ),
    Text(
        EXPLOSION,
        "Noodzaak houdt aan na een explosie",
        "de openbare orde in {gebied} ernstig is verstoord door {wat_gebeurde}, en ook na "
        "{vorige_laatste_dag} herhaling te vrezen is, omdat {reden_herhaling};",
        NECESSITY,
        EXTEND,
        MOBILE,
    ),
    Text(
        EXPLOSION,
        "Noodzaak in het toegevoegde deel na een explosie",
        "de openbare orde ook ernstig is verstoord in het deel dat met dit besluit aan {gebied} wordt "
        "toegevoegd, namelijk door {soort_ordeverstoring}, en daar herhaling te vrezen is, omdat "
        "{reden_herhaling};",
        NECESSITY,
        CHANGE,
        MOBILE,
    ),
    Text(
        EXPLOSION,
        "Onrust onder omwonenden",
        "door {wat_gebeurde} in {gebied} maatschappelijke onrust is ontstaan en omwonenden zich angstig en "
        "onveilig voelen, zoals blijkt uit {signalen};",
        NEED,
        variant=MOBILE,
    ),
    Text(
        EXPLOSION,
        "Klein gebied en korte duur",
        "het cameratoezicht een inbreuk maakt op de privacy van omwonenden en toevallige passanten, maar "
        "beperkt is tot {straten} en tot {termijn};\n\n"
        "deze kortstondige inbreuk in verhouding staat tot het voorkomen van een nieuwe ernstige verstoring "
        "van de openbare orde in {gebied}, omdat {reden_zwaarder};",
        PROPORTIONALITY,
        variant=MOBILE,
    ),
    Text(
        EXPLOSION,
        "Lichtere maatregelen volstaan niet na een explosie",
        "minder ingrijpende maatregelen, te weten {maatregelen}, niet volstaan om herhaling in {gebied} te "
        "voorkomen, omdat {reden_niet_genoeg};",
        SUBSIDIARITY,
        variant=MOBILE,
    ),
    # An event
    Text(
        EVENT,
        "Een druk evenement",
        "op {dag_evenement} in {gebied} {evenement} plaatsvindt en daar grote aantallen bezoekers worden "
        "verwacht;",
        kind=START,
        variant=MOBILE,
    ),
    Text(
        EVENT,
        "Noodzaak bij een evenement",
        "in {gebied} rond {evenement} wanordelijkheden te vrezen zijn, omdat {reden_vrees};\n\n"
        "camera-observanten tijdens {evenement} onveilige situaties vroegtijdig kunnen signaleren en "
        "handhavers en hulpdiensten bij hun inzet kunnen ondersteunen;",
        NECESSITY,
        START,
        MOBILE,
    ),
    Text(
        EVENT,
        "Behoefte rond een evenement",
        "bij bezoekers, ondernemers en omwonenden rond {evenement} gevoelens van onveiligheid leven en zij "
        "behoefte hebben aan toezicht in {gebied}, zoals blijkt uit {signalen};",
        NEED,
        START,
        MOBILE,
    ),
    Text(
        EVENT,
        "Alleen rond het evenement",
        "het cameratoezicht een inbreuk maakt op de privacy van bezoekers, toevallige passanten en "
        "omwonenden, maar alleen rond {evenement} wordt ingezet en uiterlijk op {laatste_dag} eindigt;\n\n"
        "deze korte inbreuk in verhouding staat tot een ordelijk verloop van {evenement} in {gebied}, omdat "
        "{reden_zwaarder};",
        PROPORTIONALITY,
        START,
        MOBILE,
    ),
    Text(
        EVENT,
        "Beveiligers en handhavers alleen volstaan niet",
        "de inzet van beveiligers, handhavers en politie bij {evenement} zonder camera’s niet volstaat om "
        "het doel te bereiken, omdat {reden_niet_genoeg};",
        SUBSIDIARITY,
        START,
        MOBILE,
    ),
)
