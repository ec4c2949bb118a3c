"""What higher apps add to the demonstration: each registers a function, `manage.py load_demo` calls them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from .models import User

# The people of the demonstration by username, its areas by name, and today.
Loader = Callable[[dict[str, User], dict[str, Any], date], None]
_loaders: list[Loader] = []


def register(loader: Loader) -> None:
    """Add a part of the demonstration; the same function twice is harmless. It must be repeatable."""
    if loader not in _loaders:
        _loaders.append(loader)


def run_all(people: dict[str, User], areas: dict[str, Any], today: date) -> None:
    """Load every part, in the order in which they registered."""
    for loader in _loaders:
        loader(people, areas, today)
