# ruff: noqa: E501  one line per text reads better than broken sentences
"""The three versions of the policy framework with their questions and help, in our own words."""

from __future__ import annotations

from datetime import date
from typing import Any

from decisions.models import Criterion, CriterionKey, Element, ElementKey, HelpText, PolicyFramework

# Of the version before, only its facts are recorded here: its questions were other ones.
FIRST_WITH_THESE_QUESTIONS = 2024

VERSIONS: tuple[dict[str, Any], ...] = (
    {
        "title": "Beleidskader cameratoezicht 2021-2024",
        "adopted_on": date(2021, 12, 21),
        "in_force_from": date(2022, 1, 18),
        "withdrawn_from": date(2024, 6, 29),
        "period_first_year": 2021,
        "period_last_year": 2024,
        "reference": "CVDR671653, gmb-2022-19081; datum van intrekking afgeleid uit de opvolger",
        "url": "https://lokaleregelgeving.overheid.nl/CVDR671653",
    },
    {
        "title": "Beleidskader cameratoezicht 2024-2027",
        "published_on": date(2024, 6, 28),
        "in_force_from": date(2024, 6, 29),
        "withdrawn_from": date(2025, 6, 6),
        "period_first_year": 2024,
        "period_last_year": 2027,
        "reference": "bekendgemaakt op 28 juni 2024; ingetrokken bij het besluit van 5 juni 2025",
    },
    {
        "title": "Beleidskader cameratoezicht 2024-2027",
        "adopted_on": date(2025, 6, 5),
        "in_force_from": date(2025, 6, 6),
        "period_first_year": 2024,
        "period_last_year": 2027,
        "reference": "aangepaste versie van 5 juni 2025; dag van bekendmaking niet bekend, "
        "hier de dag na vaststelling",
    },
)

# key, question, help for regular, help for mobile
CRITERIA: tuple[tuple[str, str, str, str], ...] = (
    (
        CriterionKey.NECESSITY,
        "Is het cameratoezicht echt nodig om problemen op te lossen?",
        "Beschrijf welke wanordelijkheden of onveilige situaties zich met regelmaat voordoen of voordeden, "
        "waar en wanneer. Laat zien wat de veiligheidsanalyse daarover zegt.",
        "Beschrijf welke ernstige verstoring van de openbare orde zich pas heeft voorgedaan, en waarom een "
        "korte inzet van camera's daarna nodig is.",
    ),
    (
        CriterionKey.NEED,
        "Is er een behoefte vanuit bewoners en/of ondernemers?",
        "Beschrijf hoe veilig inwoners en ondernemers zich voelen en wat zij vragen. Ook de behoefte van de "
        "overheid telt mee.",
        "Beschrijf of er onrust is ontstaan, of gevoelens van angst en onveiligheid, door wat er gebeurde.",
    ),
    (
        CriterionKey.PROPORTIONALITY,
        "Staat de impact van de maatregel in verhouding tot de ernst van het probleem?",
        "Elke camera maakt enige inbreuk op de privacy van bezoekers, voorbijgangers en omwonenden. Weeg die "
        "inbreuk af tegen het doel: hoe groot is het gebied, hoe lang duurt het, welke waarborgen zijn er?",
        "Weeg de inbreuk op de privacy van omwonenden en voorbijgangers af tegen het doel. Noem dat de inzet "
        "kort is, en hoe klein het gebied is.",
    ),
    (
        CriterionKey.SUBSIDIARITY,
        "Zijn er geen minder ingrijpende oplossingen die het probleem kunnen oplossen?",
        "Noem de lichtere maatregelen die zijn geprobeerd of overwogen, en waarom die niet genoeg zijn. Vul "
        "ze ook in bij de stap 'Andere maatregelen'.",
        "Noem welke lichtere maatregelen zijn genomen, zoals extra surveillance, en waarom die nu niet genoeg zijn.",
    ),
)

ELEMENTS: tuple[tuple[str, str, str], ...] = (
    (
        ElementKey.PREVENTION,
        "In hoeverre voorkomt het cameratoezicht overlast en criminaliteit?",
        "Camera's werken vooral als mensen weten dat ze er zijn. Een daling van de cijfers kan een reden zijn "
        "om door te gaan, zodat het veilig blijft.",
    ),
    (
        ElementKey.INTERVENTION,
        "Hoe helpt het cameratoezicht om snel in te grijpen?",
        "Denk aan vroeg signaleren, het inlichten van handhavers of politie, en steun bij evenementen en incidenten.",
    ),
    (
        ElementKey.FEELING,
        "Wat doet het cameratoezicht met het gevoel van veiligheid?",
        "Het gevoel van veiligheid kan stijgen als de gemeente duidelijk vertelt waarom de camera's er zijn.",
    ),
    (
        ElementKey.DETECTION,
        "Welke bijvangst voor de opsporing is te verwachten?",
        "Opsporing is nooit een zelfstandig doel: daarover gaat de officier van justitie. Beschrijf alleen "
        "welk gebruik van beelden bij opsporing te verwachten is. Hier hoort geen oordeel.",
    ),
)

# topic, kind, variant, chapter, text. Topic: step.field
HELP: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "aanleiding.occasion",
        "",
        "regulier",
        "hoofdstuk 5",
        "Elk besluit begint met een vraag om cameratoezicht. Beschrijf de situatie waaruit die vraag komt. Instellen komt altijd voort uit onveiligheid; verlengen mag ook rusten op de preventieve werking.",
    ),
    (
        "aanleiding.occasion",
        "",
        "mobiel",
        "Afbakening",
        "Mobiel cameratoezicht is kort en volgt op wanordelijkheden of een incident, of op de vrees daarvoor. Beschrijf wat er gebeurde, zonder namen en huisnummers.",
    ),
    (
        "aanleiding.incident_first_day",
        "",
        "mobiel",
        "hoofdstuk 4",
        "De dag of nacht waarin de openbare orde ernstig werd verstoord.",
    ),
    (
        "aanleiding.incident_place",
        "",
        "mobiel",
        "hoofdstuk 6",
        "Noem de straat, nooit het huisnummer: het besluit wordt openbaar.",
    ),
    (
        "aanleiding.shock",
        "",
        "mobiel",
        "hoofdstuk 4",
        "Beschrijf wat het incident deed met de orde en de rust in de buurt.",
    ),
    (
        "aanleiding.repetition_risk",
        "",
        "mobiel",
        "hoofdstuk 4",
        "Beschrijf waarom herhaling niet is uit te sluiten. Verwijs naar de rapportage van de politie als die er is.",
    ),
    (
        "aanleiding.purpose",
        "",
        "",
        "hoofdstuk 3",
        "Het doel is het handhaven van de openbare orde, met het voorkomen van strafbare feiten en ernstige overlast. Opsporing is geen zelfstandig doel.",
    ),
    (
        "aanleiding.findings_before",
        "verlengen",
        "",
        "hoofdstuk 5 en 7",
        "Wat leverde de evaluatie van de afgelopen periode op? Een daling van de cijfers kan ook een reden zijn om door te gaan.",
    ),
    (
        "aanleiding.ceased_criterion",
        "beeindigen",
        "",
        "hoofdstuk 5",
        "Cameratoezicht stopt eerder als niet meer wordt voldaan aan een van de criteria.",
    ),
    (
        "aanleiding.ending_ground",
        "beeindigen",
        "",
        "hoofdstuk 5",
        "De wet verplicht om in te trekken zodra het cameratoezicht niet langer noodzakelijk is.",
    ),
    (
        "aanleiding.rests_on_prevention",
        "instellen",
        "",
        "hoofdstuk 5",
        "Instellen moet voortkomen uit onveiligheid. Alleen verlengen kan op preventie rusten.",
    ),
    (
        "stukken.evidence",
        "",
        "",
        "hoofdstuk 4 en 5",
        "Een veiligheidsanalyse met advies, of een bestuurlijke rapportage van de politie, moet de noodzaak aantonen.",
    ),
    (
        "stukken.no_analysis_reason",
        "",
        "",
        "hoofdstuk 5",
        "Een besluit rust zo veel als redelijkerwijs mogelijk op een analyse. Is die er niet, leg dan uit waarom.",
    ),
    (
        "feiten.facts",
        "",
        "",
        "hoofdstuk 5",
        "Kijk naar de ontwikkeling van criminaliteit en overlast. Noem bij elk cijfer de periode en de bron.",
    ),
    (
        "gebieden.words",
        "",
        "",
        "hoofdstuk 2",
        "Het besluit omschrijft binnen welk gebied het cameratoezicht geldt. Woorden en kaart moeten hetzelfde zeggen.",
    ),
    (
        "gebieden.last_day",
        "",
        "",
        "hoofdstuk 5",
        "Cameratoezicht is altijd tijdelijk. De laatste dag telt nog mee.",
    ),
    (
        "maatregelen.measures",
        "",
        "",
        "hoofdstuk 4",
        "Cameratoezicht mag alleen als het doel niet met lichtere maatregelen bereikt kan worden.",
    ),
    (
        "gebruik.viewing_hours",
        "",
        "",
        "hoofdstuk 1 en 2",
        "De wet vraagt om de tijden waarop de beelden in elk geval live worden bekeken. Meer kijken mag.",
    ),
    (
        "privacy.visible",
        "",
        "",
        "hoofdstuk 6",
        "Beschrijf per gebied wat er in beeld komt en voor wie dat gevolgen heeft.",
    ),
    (
        "privacy.blanking",
        "",
        "",
        "hoofdstuk 6",
        "Woningen worden met een grijs vlak afgeschermd dat met de camera meedraait ('blanking').",
    ),
    (
        "privacy.retention_days",
        "",
        "",
        "hoofdstuk 2 en 6",
        "Beelden worden ten hoogste 28 dagen bewaard en daarna automatisch gewist.",
    ),
    ("privacy.dpia_on", "", "", "hoofdstuk 6", "De DPIA brengt de risico's voor de privacy in kaart."),
    (
        "privacy.new_technology",
        "",
        "",
        "hoofdstuk 6",
        "Bij nieuwe technologie wordt de DPIA opnieuw uitgevoerd.",
    ),
    (
        "informeren.told_how",
        "",
        "",
        "hoofdstuk 3",
        "Camera's voorkomen meer als bewoners en bezoekers weten dat ze er zijn.",
    ),
    (
        "driehoek.held_on",
        "",
        "",
        "hoofdstuk 5",
        "Het besluit komt tot stand in een open gesprek tussen burgemeester, officier van justitie en politie.",
    ),
    (
        "driehoek.deviation_reason",
        "",
        "",
        "hoofdstuk 5",
        "Twijfelt het OM of de politie, leg dan uit waarom de burgemeester toch besluit.",
    ),
    (
        "gebieden.follows",
        "",
        "",
        "hoofdstuk 5",
        "Kies de aanwijzing die nu geldt of gold. Zo ontstaat een keten, en telt de toepassing hoe lang er al camera's hangen.",
    ),
    (
        "gebieden.starts",
        "",
        "",
        "hoofdstuk 2",
        "Een besluit geldt nooit voordat het is bekendgemaakt. 'De dag na bekendmaking' is daarom de veilige keuze.",
    ),
    (
        "gebieden.streets",
        "",
        "",
        "hoofdstuk 2",
        "De straten zijn ook het alternatief voor wie de kaart niet kan zien.",
    ),
    (
        "gebieden.deployments",
        "",
        "",
        "hoofdstuk 7",
        "Elke camera wordt later jaarlijks bekeken. Geef daarom aan welke camera's bij dit gebied horen.",
    ),
    (
        "gebruik.use_periods",
        "",
        "",
        "hoofdstuk 2",
        "Zijn de camera's niet de hele duur nodig, geef dan aan in welke perioden wel.",
    ),
    (
        "gebruik.viewing_exceptions",
        "",
        "",
        "hoofdstuk 3",
        "Bij een evenement of feestdag kan er op andere tijden worden gekeken.",
    ),
    (
        "informeren.told_when",
        "",
        "",
        "hoofdstuk 3",
        "Wie het gebied ingaat, moet weten dat er camera's zijn. Vertel het dus voor de eerste dag.",
    ),
    (
        "driehoek.participants",
        "",
        "",
        "hoofdstuk 5",
        "De driehoek bestaat uit de burgemeester, de officier van justitie en de politie. Hun namen komen niet in het besluit.",
    ),
    (
        "driehoek.police_advice",
        "",
        "",
        "hoofdstuk 5",
        "Een aarzelend of negatief advies houdt niets tegen. Het vraagt wel om een reden.",
    ),
    (
        "privacy.new_technology_words",
        "",
        "",
        "hoofdstuk 6",
        "Beschrijf wat er nieuw is en of de DPIA daarvoor opnieuw is uitgevoerd.",
    ),
)


def load_frameworks() -> list[PolicyFramework]:
    """The versions, oldest first, each with its own criteria, elements and help. Idempotent."""
    return [_load(values) for values in VERSIONS]


def _load(values: dict[str, Any]) -> PolicyFramework:
    framework, created = PolicyFramework.objects.get_or_create(
        title=values["title"], in_force_from=values["in_force_from"], defaults=values
    )
    if created and framework.period_first_year >= FIRST_WITH_THESE_QUESTIONS:
        Criterion.objects.bulk_create(
            Criterion(
                framework=framework,
                key=key,
                order=order,
                question=question,
                help_regular=regular,
                help_mobile=mobile,
                chapter="hoofdstuk 4",
            )
            for order, (key, question, regular, mobile) in enumerate(CRITERIA, 1)
        )
        Element.objects.bulk_create(
            Element(
                framework=framework, key=key, order=order, question=question, help=text, chapter="hoofdstuk 3"
            )
            for order, (key, question, text) in enumerate(ELEMENTS, 1)
        )
        HelpText.objects.bulk_create(
            HelpText(framework=framework, topic=topic, kind=kind, variant=variant, text=text, chapter=chapter)
            for topic, kind, variant, chapter, text in HELP
        )
    return framework
