"""The manuals: one for each role, in Markdown in docs/handleiding, with pictures that the tests make."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from ..models import User
from ..roles import Perm, Role, may
from . import markdown

SCREENS = "schermen"


@dataclass(frozen=True)
class Manual:
    """The manual of one role; `permission`: what marks the people of that role among others."""

    slug: str
    role: Role
    permission: Perm

    @property
    def path(self) -> Path:
        return folder() / f"{self.slug}.md"

    @property
    def url(self) -> str:
        return reverse("manual", kwargs={"manual": self.slug})

    @property
    def source(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def text(self) -> markdown.Text:
        """Read once: the documents change only when the application does."""
        return markdown.read(self.source, link=site_address, image=_screen_url, folder=folder() / SCREENS)


MANUALS = {
    manual.slug: manual
    for manual in (
        Manual("beleidsmedewerker", Role.POLICY_OFFICER, Perm.EDIT_CASES),
        Manual("toetser", Role.REVIEWER, Perm.REVIEW_CASES),
        Manual("kabinet", Role.MAYORS_OFFICE, Perm.ADOPT),
        Manual("communicatie", Role.COMMUNICATIONS, Perm.PUBLISH),
        Manual("functioneel-beheerder", Role.ADMINISTRATOR, Perm.MANAGE_RECORDS),
        Manual("lezer", Role.AUDITOR, Perm.VIEW_LOG),
    )
}


def folder() -> Path:
    """Where the manuals stand."""
    return Path(settings.BASE_DIR) / "docs" / "handleiding"


def own(user: User) -> list[Manual]:
    """The manuals of this person's roles, in the order of the work."""
    return [manual for manual in MANUALS.values() if may(user, manual.permission)]


def screen(name: str) -> Path | None:
    """The picture of this name; nothing when there is none. `name` is a slug, so it leads nowhere else."""
    path = folder() / SCREENS / f"{name}.png"
    return path if path.is_file() else None


def site_address(written: str) -> str:
    """A link between documents as one between pages: 'toetser.md#a' is '/handleiding/toetser/#a'."""
    document, _, anchor = written.partition("#")
    slug = document.removesuffix(".md")
    if slug in MANUALS and document.endswith(".md"):
        return MANUALS[slug].url + (f"#{anchor}" if anchor else "")
    if document == "../begrippen.md":
        return reverse("glossary")
    return written


def _screen_url(written: str) -> str:
    return reverse("manual_screen", kwargs={"name": Path(written).stem})
