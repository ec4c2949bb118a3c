"""Which paragraph of the manuals tells about a page: the one table behind the link 'Hulp' on every page."""

from __future__ import annotations

from django.urls import ResolverMatch, reverse

from ..models import User
from ..roles import may
from .documents import MANUALS

OWN_WORK = (
    "beleidsmedewerker#beginnen-bij-uw-werkvoorraad",
    "toetser#zien-wat-op-u-wacht",
    "kabinet#zien-wat-vastgesteld-moet-worden",
    "communicatie#zien-wat-bekendgemaakt-moet-worden",
    "functioneel-beheerder#zien-of-alles-in-orde-is",
    "lezer#uw-weg-vinden",
)

# By the name of an address; by the beginning of names that ends in ':' or '_' (the longest that fits counts);
# of a step of a case by its word. Each paragraph is 'manual#heading'. Where there are more, a reader gets the
# first one of an own role, and without such a role the first.
PARAGRAPHS: dict[str, tuple[str, ...]] = {
    "home": OWN_WORK,
    "work_list": OWN_WORK,
    "search": ("lezer#een-besluit-zoeken",),
    "shortcut": ("lezer#uw-weg-vinden",),
    "password_change": ("lezer#uw-weg-vinden",),
    "manual": ("lezer#uw-weg-vinden",),
    "glossary": ("lezer#uw-weg-vinden",),
    "configuration": ("functioneel-beheerder#zien-of-alles-in-orde-is",),
    "admin:": ("functioneel-beheerder#gebruikers-en-rollen",),
    "admin:almere_camera_": ("functioneel-beheerder#gedateerde-gegevens",),
    "admin:almere_camera_user_": ("functioneel-beheerder#gebruikers-en-rollen",),
    "admin:decisions_": ("functioneel-beheerder#beleidskader-drop-en-evaluatie",),
    "admin:evaluations_": ("functioneel-beheerder#beleidskader-drop-en-evaluatie",),
    "deadlines:": ("lezer#termijnen-in-uw-agenda",),
    "register:": ("lezer#een-besluit-zoeken",),
    "clauses:": ("functioneel-beheerder#de-tekstbank-bijhouden", "beleidsmedewerker#criteria"),
    "areas:": ("beleidsmedewerker#gebied-en-cameras-vastleggen", "lezer#gebieden-en-cameras-bekijken"),
    # cases
    "decisions:": ("lezer#een-zaak-lezen",),
    "decisions:list": ("lezer#een-besluit-zoeken",),
    "decisions:overview": ("lezer#een-besluit-zoeken",),
    "decisions:detail": (
        "beleidsmedewerker#de-stappen-invullen",
        "toetser#een-zaak-lezen",
        "kabinet#de-vaststelling-registreren",
        "communicatie#plaatsen-in-drop",
        "lezer#een-zaak-lezen",
    ),
    "decisions:log": ("lezer#het-logboek-controleren",),
    "decisions:start": ("beleidsmedewerker#een-zaak-starten",),
    "decisions:take_over": ("beleidsmedewerker#beginnen-bij-uw-werkvoorraad",),
    "decisions:copy": ("beleidsmedewerker#een-zaak-starten",),
    # filling in
    "decisions:step": ("beleidsmedewerker#de-stappen-invullen",),
    "decisions:step aanleiding": ("beleidsmedewerker#aanleiding",),
    "decisions:step stukken": ("beleidsmedewerker#stukken",),
    "decisions:step feiten": ("beleidsmedewerker#feiten-en-cijfers",),
    "decisions:step gebieden": ("beleidsmedewerker#gebieden-en-duur",),
    "decisions:step elementen": ("beleidsmedewerker#elementen",),
    "decisions:step criteria": ("beleidsmedewerker#criteria",),
    "decisions:step maatregelen": ("beleidsmedewerker#andere-maatregelen",),
    "decisions:step gebruik": ("beleidsmedewerker#gebruik-en-live-kijken",),
    "decisions:step privacy": ("beleidsmedewerker#privacy",),
    "decisions:step informeren": ("beleidsmedewerker#informeren",),
    "decisions:step driehoek": ("beleidsmedewerker#het-overleg-met-de-driehoek",),
    "decisions:step tekst": ("beleidsmedewerker#de-tekst-van-het-besluit",),
    "decisions:evidence_": ("beleidsmedewerker#stukken",),
    "decisions:evidence_destroy": ("toetser#gegevens-vernietigen",),
    "decisions:area_remove": ("beleidsmedewerker#gebieden-en-duur",),
    "decisions:consultation_": (
        "beleidsmedewerker#het-overleg-met-de-driehoek",
        "kabinet#een-overleg-met-de-driehoek-vastleggen",
    ),
    "decisions:paragraph": ("beleidsmedewerker#de-tekst-van-het-besluit",),
    # acts
    "decisions:submit": ("beleidsmedewerker#ter-toetsing-aanbieden",),
    "decisions:acknowledge": (
        "beleidsmedewerker#ter-toetsing-aanbieden",
        "toetser#een-waarschuwing-bevestigen",
        "kabinet#de-vaststelling-registreren",
    ),
    "decisions:agree": ("toetser#akkoord-geven",),
    "decisions:return_to_author": ("toetser#terugsturen", "kabinet#de-vaststelling-registreren"),
    "decisions:adopt": ("kabinet#de-vaststelling-registreren",),
    "decisions:signing_copy": ("kabinet#het-exemplaar-om-te-tekenen",),
    "decisions:adopt_urgently": ("kabinet#vaststellen-bij-spoed",),
    "decisions:review_afterwards": ("toetser#toetsen-na-spoed",),
    "decisions:write_motivation": ("beleidsmedewerker#spoed",),
    "decisions:freeze_motivation": ("kabinet#vaststellen-bij-spoed",),
    "decisions:propose_closing": ("beleidsmedewerker#een-zaak-afsluiten-zonder-besluit",),
    "decisions:close": ("toetser#afsluiten-en-intrekken-bevestigen",),
    "decisions:propose_withdrawal": ("kabinet#intrekken-voor-bekendmaking",),
    "decisions:withdraw": ("toetser#afsluiten-en-intrekken-bevestigen",),
    "decisions:for_drop": ("communicatie#plaatsen-in-drop",),
    "decisions:publish": ("communicatie#de-bekendmaking-vastleggen",),
    "decisions:correct_publication": ("communicatie#een-fout-verbeteren",),
    "decisions:compare": ("communicatie#vergelijken-met-de-vastgestelde-tekst",),
    "decisions:task_done": ("beleidsmedewerker#na-de-vaststelling",),
    "decisions:no_longer_necessary": ("beleidsmedewerker#na-de-vaststelling",),
    "decisions:objection": ("toetser#bezwaren",),
    "decisions:objections": ("toetser#bezwaren",),
    "decisions:objection_": ("toetser#bezwaren",),
    "decisions:objection_destroy": ("toetser#gegevens-vernietigen",),
    "decisions:interruption_": ("toetser#uitspraken", "kabinet#een-uitspraak-vastleggen"),
    # does it still work
    "evaluations:": ("beleidsmedewerker#cijfers-en-incidenten", "lezer#evaluaties-lezen"),
    "evaluations:review": (
        "beleidsmedewerker#posities-beoordelen",
        "toetser#oordelen-over-cameras-bevestigen",
    ),
    "evaluations:review_": (
        "beleidsmedewerker#posities-beoordelen",
        "toetser#oordelen-over-cameras-bevestigen",
    ),
    "evaluations:review_confirm": ("toetser#oordelen-over-cameras-bevestigen",),
    "evaluations:review_return": ("toetser#oordelen-over-cameras-bevestigen",),
    "evaluations:purpose_": ("beleidsmedewerker#posities-beoordelen",),
    "evaluations:assessment": ("beleidsmedewerker#gebieden-en-beleid-evalueren",),
    "evaluations:assessments": ("beleidsmedewerker#gebieden-en-beleid-evalueren",),
    "evaluations:assessment_": ("beleidsmedewerker#gebieden-en-beleid-evalueren",),
    "evaluations:measure_": ("beleidsmedewerker#gebieden-en-beleid-evalueren",),
    "evaluations:survey_": ("beleidsmedewerker#gebieden-en-beleid-evalueren",),
    "evaluations:framework": ("beleidsmedewerker#gebieden-en-beleid-evalueren",),
    "evaluations:framework_": ("beleidsmedewerker#gebieden-en-beleid-evalueren",),
    "evaluations:inform_": ("beleidsmedewerker#gebieden-en-beleid-evalueren",),
    "evaluations:accounts": ("beleidsmedewerker#gebieden-en-beleid-evalueren", "lezer#evaluaties-lezen"),
    "evaluations:area_": ("beleidsmedewerker#gebieden-en-beleid-evalueren", "lezer#evaluaties-lezen"),
    "evaluations:council_": ("beleidsmedewerker#gebieden-en-beleid-evalueren", "lezer#evaluaties-lezen"),
    "evaluations:driehoek": ("beleidsmedewerker#gebieden-en-beleid-evalueren", "lezer#evaluaties-lezen"),
    "evaluations:driehoek_": ("beleidsmedewerker#gebieden-en-beleid-evalueren", "lezer#evaluaties-lezen"),
    "evaluations:lessons": ("beleidsmedewerker#lessen-en-waarborgen",),
    "evaluations:lesson_": ("beleidsmedewerker#lessen-en-waarborgen",),
    "evaluations:safeguard": ("beleidsmedewerker#lessen-en-waarborgen",),
    "evaluations:safeguards": ("beleidsmedewerker#lessen-en-waarborgen",),
    "evaluations:safeguard_": ("beleidsmedewerker#lessen-en-waarborgen",),
    "evaluations:technology_": ("beleidsmedewerker#lessen-en-waarborgen",),
}


def keys(name: str, step: str = "") -> list[str]:
    """Where a page is looked up, the most precise first: its step, its name, what its name begins with."""
    starts = [name[: at + 1] for at, letter in enumerate(name) if letter in ":_"]
    return [*([f"{name} {step}"] if step else []), name, *reversed(starts)]


def found_for(name: str, step: str = "") -> tuple[str, ...]:
    """The paragraphs about the page of this name; none when nobody wrote any."""
    return next((PARAGRAPHS[key] for key in keys(name, step) if key in PARAGRAPHS), ())


def help_url(user: User, page: ResolverMatch | None) -> str:
    """Where this person finds help with this page: the paragraph about it, else the list of manuals."""
    places = found_for(page.view_name, page.kwargs.get("step", "")) if page else ()
    if not places:
        return reverse("manuals")
    own = (place for place in places if may(user, MANUALS[place.partition("#")[0]].permission))
    slug, _, anchor = next(own, places[0]).partition("#")
    return f"{MANUALS[slug].url}#{anchor}"
