"""What must be in order before the application may run: settings, fonts, guards, known holidays.

`manage.py check` runs those that look at files and settings; `--database default` adds the ones that
look in the database. The guards ask for `--deploy` too: `migrate` runs the other database checks
before it starts, and an error there would forbid the very migration that installs the guards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.utils import timezone

from almere_camera import guards

FONTS = "decisions/documents/resources/fonts"
RECURSIVE_TRIGGERS_ON = re.compile(r"recursive_triggers\s*=\s*(on|yes|true|1)\b", re.IGNORECASE)


def register_checks() -> None:
    """Called once, when the project's own app is ready."""
    register(check_guards, Tags.database, deploy=True)
    register(check_secure_settings, Tags.security)
    register(check_sqlite_settings, Tags.compatibility)
    register(check_equalled_holidays, Tags.database)
    register(check_fonts, Tags.files)


def check_guards(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """almere.E001: every declared guard is in the database."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        if missing := guards.missing(alias):
            names = ", ".join(sorted(missing))
            found.append(
                Error(
                    f"In database '{alias}' ontbreken bewakers van vastgestelde gegevens: {names}.",
                    hint="Voer 'manage.py migrate' uit: daarna worden ze opnieuw geplaatst.",
                    id="almere.E001",
                )
            )
    return found


def check_secure_settings(**kwargs: Any) -> list[CheckMessage]:
    """almere.E002: with DEBUG off the key is not the public one and the host names are known."""
    if settings.DEBUG:
        return []
    found: list[CheckMessage] = []
    if settings.SECRET_KEY == settings.INSECURE_KEY:
        found.append(
            Error(
                "SECRET_KEY is de openbare sleutel voor ontwikkeling.",
                hint="Zet een eigen, geheime SECRET_KEY in de omgeving.",
                id="almere.E002",
            )
        )
    if not settings.ALLOWED_HOSTS:
        found.append(
            Error(
                "ALLOWED_HOSTS is leeg: geen enkele hostnaam wordt bediend.",
                hint="Zet de hostnamen van de toepassing in ALLOWED_HOSTS.",
                id="almere.E002",
            )
        )
    return found


def refuse_insecure_start() -> None:
    """For the WSGI application: a server such as gunicorn runs no system checks."""
    if found := check_secure_settings():
        raise ImproperlyConfigured(" ".join(f"{each.msg} {each.hint}" for each in found))


def check_sqlite_settings(**kwargs: Any) -> list[CheckMessage]:
    """almere.E003: SQLite asks the guards on INSERT OR REPLACE, and lets a second writer wait."""
    found: list[CheckMessage] = []
    for alias in connections:
        database = connections[alias].settings_dict
        if database["ENGINE"] != "django.db.backends.sqlite3":
            continue
        options = database["OPTIONS"]
        if not RECURSIVE_TRIGGERS_ON.search(options.get("init_command") or ""):
            found.append(
                Error(
                    f"Database '{alias}': zonder recursive_triggers omzeilt INSERT OR REPLACE de bewakers.",
                    hint="Zet 'PRAGMA recursive_triggers=ON;' in OPTIONS['init_command'].",
                    id="almere.E003",
                )
            )
        if (options.get("transaction_mode") or "").upper() != "IMMEDIATE":
            found.append(
                Error(
                    f"Database '{alias}': zonder IMMEDIATE wacht een tweede schrijver niet maar mislukt.",
                    hint="Zet OPTIONS['transaction_mode'] op 'IMMEDIATE'.",
                    id="almere.E003",
                )
            )
    return found


def check_equalled_holidays(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """almere.W001: the days that a Royal Decree equals with holidays are known beyond this year."""
    model = apps.get_model("almere_camera", "EqualledHoliday")
    found: list[CheckMessage] = []
    for alias in databases or ():
        if model._meta.db_table in connections[alias].introspection.table_names():
            days = model._default_manager.using(alias).order_by("-day")
            found += equalled_holidays_run_out(
                days.values_list("day", flat=True).first(), timezone.localdate()
            )
    return found


def equalled_holidays_run_out(last_known: date | None, today: date) -> list[CheckMessage]:
    """The decree names the days of some years ahead; in its last year the next one must be found."""
    if last_known is not None and last_known.year > today.year:
        return []
    known = f"tot en met {last_known.year}" if last_known else "van geen enkel jaar"
    return [
        Warning(
            f"De met feestdagen gelijkgestelde dagen zijn bekend {known}.",
            hint="Zoek het nieuwe besluit gelijkstelling (art. 3 lid 3 Algemene termijnenwet) in de "
            "Staatscourant en leg de dagen vast met hun bron.",
            id="almere.W001",
        )
    ]


def check_fonts(**kwargs: Any) -> list[CheckMessage]:
    """almere.E004: the fonts that are embedded in every document are there."""
    return fonts_missing(Path(settings.BASE_DIR) / FONTS)


def fonts_missing(folder: Path) -> list[CheckMessage]:
    """A document without its own fonts is not the document that was adopted."""
    if any(folder.glob("*.ttf")):
        return []
    return [
        Error(
            f"Er staan geen lettertypen (*.ttf) in {folder}.",
            hint="Haal de volledige broncode op: de lettertypen horen daarbij.",
            id="almere.E004",
        )
    ]
