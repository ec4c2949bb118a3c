"""What the events of the log are called in Dutch; each app registers its own at start."""

from __future__ import annotations

from collections.abc import Mapping

_labels: dict[str, str] = {
    "record.added": "Gegeven toegevoegd",
    "record.changed": "Gegeven gewijzigd",
    "user.added": "Gebruiker toegevoegd",
    "user.changed": "Gebruiker gewijzigd",
    "user.password_set": "Wachtwoord ingesteld",
    "feed.created": "Agenda-adres gemaakt",
    "feed.revoked": "Agenda-adres ingetrokken",
    "reminder.sent": "Herinnering gemaild",
}


def register(labels: Mapping[str, str]) -> None:
    """Add the labels of an app. Raises ValueError when an event already has another label."""
    for event, label in labels.items():
        if _labels.setdefault(event, label) != label:
            raise ValueError(f"The event {event} has two labels.")


def label_of(event: str) -> str:
    """The Dutch label of an event; an event of an older version without one shows its own name."""
    return _labels.get(event, event)


def has_label(event: str) -> bool:
    return event in _labels
