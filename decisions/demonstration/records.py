"""The dated records and the people of the demonstration."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import Group

from almere_camera.models import Address, EqualledHoliday, HouseRule, LegalBasis, Official, User
from almere_camera.roles import Role

PASSWORD = "demonstratie"  # noqa: S105  printed by load_demo, which refuses to run in production
INVENTED = "demonstratie (verzonnen)"

# username, first name, last name, job title, roles
PEOPLE: tuple[tuple[str, str, str, str, tuple[Role, ...]], ...] = (
    ("beleid", "Fatima", "Idrissi", "beleidsmedewerker veiligheid", (Role.POLICY_OFFICER,)),
    ("beleid2", "Tom", "de Graaf", "beleidsmedewerker veiligheid", (Role.POLICY_OFFICER, Role.REVIEWER)),
    ("toets", "Joris", "Bakker", "juridisch adviseur", (Role.REVIEWER,)),
    ("kabinet", "Mirjam", "Smit", "kabinetschef", (Role.MAYORS_OFFICE,)),
    ("communicatie", "Sanne", "de Wit", "communicatieadviseur", (Role.COMMUNICATIONS,)),
    ("lezer", "Ahmed", "Yilmaz", "intern auditor", (Role.AUDITOR,)),
    ("beheer", "Kees", "Visser", "functioneel beheerder", (Role.ADMINISTRATOR,)),
)

KB_2026 = "KB van 1 juli 2025, nr. 2025001422 (Stcrt. 2025, 24713)"
KB_EARLIER = "tweede bron; nog te bevestigen in de Staatscourant"
EQUALLED: tuple[tuple[date, str], ...] = (
    (date(2023, 4, 28), KB_EARLIER),
    (date(2023, 5, 19), KB_EARLIER),
    (date(2024, 5, 10), KB_EARLIER),
    (date(2024, 12, 27), KB_EARLIER),
    (date(2025, 5, 30), KB_EARLIER),
    (date(2026, 1, 2), KB_2026),
    (date(2026, 5, 15), KB_2026),
    (date(2027, 5, 7), KB_2026),
    (date(2028, 4, 28), KB_2026),
    (date(2028, 5, 26), KB_2026),
)


def load_records() -> None:
    """Legal bases, addresses, house rules, equalled days and invented officials. Idempotent."""
    since = date(2011, 1, 1)
    LegalBasis.objects.get_or_create(
        kind=LegalBasis.Kind.LAW,
        article="artikel 151c",
        regulation="de Gemeentewet",
        defaults={
            "valid_from": date(2016, 7, 1),
            "source": "BWBR0005416",
            "url": "https://wetten.overheid.nl/BWBR0005416",
        },
    )
    LegalBasis.objects.get_or_create(
        kind=LegalBasis.Kind.BYLAW,
        article="artikel 2:67",
        regulation="de Algemene plaatselijke verordening gemeente Almere 2011",
        defaults={"valid_from": since, "source": "CVDR96108; begindatum niet nagegaan"},
    )
    for key, value, source in (
        (HouseRule.Key.DAYS_AFTER_PUBLICATION, 1, "beleidskader 2024-2027: de dag na bekendmaking"),
        (HouseRule.Key.LEAD_DAYS, 2, "Hofmark 2023: vastgesteld 12-12, uitgegeven voor 15-12; te bevestigen"),
        (HouseRule.Key.OBJECTION_YEARS, 5, "aanname; te bevestigen met de archiefselectielijst"),
        (HouseRule.Key.EVIDENCE_YEARS, 5, "aanname; te bevestigen met de archiefselectielijst"),
        (HouseRule.Key.END_DUTY_DAYS, 28, "aanname; te bevestigen"),
        (HouseRule.Key.RETENTION_DAYS, 28, "beleidskader 2024-2027, hoofdstuk 2 en 6"),
        (HouseRule.Key.REVIEW_DAYS_OUT, 30, "aanname bij hoofdstuk 7 van het beleidskader; te bevestigen"),
    ):
        HouseRule.objects.get_or_create(
            key=key, valid_from=since, defaults={"value": value, "source": source}
        )
    for purpose, name, lines in (
        (Address.Key.OBJECTION, "de burgemeester van Almere", "Postbus 200, 1300 AE Almere"),
        (
            Address.Key.COURT,
            "de voorzieningenrechter van de rechtbank Midden-Nederland",
            "Postbus 16005, 3500 DA Utrecht",
        ),
    ):
        Address.objects.get_or_create(
            key=purpose, valid_from=since, defaults={"name": name, "lines": lines, "source": "te bevestigen"}
        )
    for day, source in EQUALLED:
        EqualledHoliday.objects.get_or_create(day=day, defaults={"source": source})
    for name, function in (
        ("E. van den Berg", Official.Function.MAYOR),
        ("S. Amrani", Official.Function.DEPUTY),
    ):
        Official.objects.get_or_create(
            name=name, function=function, defaults={"valid_from": date(2024, 1, 1), "source": INVENTED}
        )


def load_people() -> dict[str, User]:
    """One person per role and one with two; all with the same printed password."""
    people = {}
    for username, first_name, last_name, job_title, roles in PEOPLE:
        user, created = User.objects.get_or_create(
            username=username,
            defaults={
                "first_name": first_name,
                "last_name": last_name,
                "job_title": job_title,
                "is_staff": Role.ADMINISTRATOR in roles,
            },
        )
        if created:
            user.set_password(PASSWORD)
            user.save()
            user.groups.set(Group.objects.filter(name__in=[role.value for role in roles]))
        people[username] = user
    return people
