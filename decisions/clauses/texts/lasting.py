"""Clauses for lasting surveillance: a centre, and an extension after fewer incidents."""

from __future__ import annotations

from ...models import Clause, CriterionKey, DecisionKind, Variant
from .text import Text

CENTRE, DECLINE = Clause.Theme.CENTRE, Clause.Theme.DECLINE
REGULAR = Variant.REGULAR
START, EXTEND, CHANGE = DecisionKind.START, DecisionKind.EXTEND, DecisionKind.CHANGE
NECESSITY, NEED = CriterionKey.NECESSITY, CriterionKey.NEED
PROPORTIONALITY, SUBSIDIARITY = CriterionKey.PROPORTIONALITY, CriterionKey.SUBSIDIARITY

LASTING: tuple[Text, ...] = (
    # A centre
    Text(
        CENTRE,
        "Regelmatige ordeverstoringen in een centrum",
        "de openbare orde in {gebied} met regelmaat wordt verstoord door {soort_ordeverstoring};",
        kind=START,
        variant=REGULAR,
    ),
    Text(
        CENTRE,
        "Ordeverstoringen houden aan",
        "in {gebied} {periode_incidenten} {aantal_incidenten} zijn geregistreerd en de openbare orde daar "
        "nog steeds met regelmaat wordt verstoord door {soort_ordeverstoring};",
        kind=EXTEND,
        variant=REGULAR,
    ),
    Text(
        CENTRE,
        "Noodzaak in een centrum",
        "zich in {gebied} met regelmaat wanordelijkheden en onveilige situaties voordoen, namelijk "
        "{soort_ordeverstoring}, en uit {analyse} blijkt dat deze niet van voorbijgaande aard zijn;\n\n"
        "camera-observanten beginnende ordeverstoringen vroegtijdig kunnen signaleren, zodat handhavers of "
        "politie kunnen optreden voordat de openbare orde verder wordt verstoord;",
        NECESSITY,
        START,
        REGULAR,
    ),
    Text(
        CENTRE,
        "Noodzaak houdt aan in een centrum",
        "zich in {gebied} nog steeds met regelmaat wanordelijkheden en onveilige situaties voordoen, "
        "namelijk {soort_ordeverstoring}, zoals blijkt uit {analyse};\n\n"
        "de openbare orde zonder cameratoezicht na {vorige_laatste_dag} naar verwachting vaker zou worden "
        "verstoord, omdat {reden_verwachting};",
        NECESSITY,
        EXTEND,
        REGULAR,
    ),
    Text(
        CENTRE,
        "Noodzaak in het toegevoegde deel van een centrum",
        "de wanordelijkheden en onveilige situaties zich ook voordoen in het deel dat met dit besluit aan "
        "{gebied} wordt toegevoegd, namelijk {soort_ordeverstoring}, zoals blijkt uit {analyse};",
        NECESSITY,
        CHANGE,
        REGULAR,
    ),
    Text(
        CENTRE,
        "Behoefte van bewoners, ondernemers en bezoekers",
        "bewoners, ondernemers en bezoekers van {gebied} behoefte hebben aan cameratoezicht, zoals blijkt "
        "uit {signalen};",
        NEED,
        variant=REGULAR,
    ),
    Text(
        CENTRE,
        "Behoefte volgens de evaluatie",
        "uit {onderzoek} blijkt dat bewoners, ondernemers en bezoekers van {gebied} {uitkomst}, zodat de "
        "behoefte aan cameratoezicht nog steeds bestaat;",
        NEED,
        EXTEND,
        REGULAR,
    ),
    Text(
        CENTRE,
        "Verhouding tussen doel en inbreuk in een centrum",
        "het cameratoezicht in {gebied} een inbreuk maakt op de privacy van bezoekers, toevallige passanten "
        "en omwonenden, maar begrensd is tot {oppervlakte}, waar veel mensen samenkomen en de openbare orde "
        "met regelmaat wordt verstoord, en tot {termijn};\n\n"
        "deze inbreuk in verhouding staat tot het ordelijk verloop van het maatschappelijk verkeer in "
        "{gebied}, omdat {reden_zwaarder};",
        PROPORTIONALITY,
        variant=REGULAR,
    ),
    Text(
        CENTRE,
        "Elke camera wordt ieder jaar opnieuw afgewogen",
        "elke camera ieder jaar wordt geëvalueerd en wordt verwijderd als deze in twee opeenvolgende jaren "
        "geen relevant veiligheidsincident heeft waargenomen en geen ander specifiek doel dient ter "
        "handhaving van de openbare orde, zodat de inbreuk op de privacy niet groter blijft dan nodig is;",
        PROPORTIONALITY,
        variant=REGULAR,
    ),
    Text(
        CENTRE,
        "Lichtere maatregelen brachten te weinig",
        "minder ingrijpende maatregelen, te weten {maatregelen}, de ordeverstoringen in {gebied} niet "
        "voldoende hebben teruggebracht, omdat {reden_niet_genoeg};",
        SUBSIDIARITY,
        variant=REGULAR,
    ),
    Text(
        CENTRE,
        "Toezicht op straat alleen volstaat niet",
        "handhavers en politie niet op alle uren en op alle plaatsen in {gebied} tegelijk aanwezig kunnen "
        "zijn, en met hun inzet alleen het doel niet wordt bereikt, omdat {reden_niet_genoeg};",
        SUBSIDIARITY,
        variant=REGULAR,
    ),
    # An extension after fewer incidents
    Text(
        DECLINE,
        "Het aantal incidenten is gedaald",
        "het aantal incidenten in {gebied} sinds {vorig_besluit} is gedaald, namelijk {ontwikkeling};",
        kind=EXTEND,
        variant=REGULAR,
    ),
    Text(
        DECLINE,
        "Noodzaak na een daling",
        "zich in {gebied} met regelmaat wanordelijkheden hebben voorgedaan en het aantal daarvan tijdens het "
        "cameratoezicht is afgenomen, namelijk {ontwikkeling};\n\n"
        "zonder camera’s naar verwachting opnieuw met regelmaat wanordelijkheden zullen ontstaan, omdat "
        "{reden_verwachting}, en het cameratoezicht volgens {kader} na zo’n afname uit het oogpunt van "
        "preventie kan worden verlengd;",
        NECESSITY,
        EXTEND,
        REGULAR,
    ),
    Text(
        DECLINE,
        "Behoefte ook na een daling",
        "bewoners, ondernemers en bezoekers ook na de afname van wanordelijkheden behoefte houden aan "
        "cameratoezicht in {gebied}, zoals blijkt uit {signalen};",
        NEED,
        EXTEND,
        REGULAR,
    ),
    Text(
        DECLINE,
        "Opnieuw afgewogen na een daling",
        "door de afname van wanordelijkheden opnieuw moest worden bezien of de inbreuk op de privacy nog in "
        "verhouding staat tot het doel, en de omvang van het cameratoezicht daarop is afgestemd, namelijk "
        "als volgt: {aanpassing};\n\n"
        "bij deze afweging is betrokken dat het eerdere cameratoezicht in {gebied} {dagen_eerder} omvat en "
        "dat de verlenging is begrensd tot {termijn};",
        PROPORTIONALITY,
        EXTEND,
        REGULAR,
    ),
    Text(
        DECLINE,
        "Lichtere maatregelen houden de daling niet vast",
        "niet aannemelijk is dat het lagere aantal wanordelijkheden in {gebied} met alleen minder "
        "ingrijpende maatregelen, te weten {maatregelen}, behouden blijft, omdat {reden_niet_genoeg};",
        SUBSIDIARITY,
        EXTEND,
        REGULAR,
    ),
)
