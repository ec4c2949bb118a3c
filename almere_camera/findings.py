"""What a rule finds, and the one refusal that carries all reasons at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a finding does."""

    BLOCK = "BLOCK"  # the act may not be taken
    WARN = "WARN"  # must be acknowledged with a reason, which is kept
    DERIVE = "DERIVE"  # computed and shown
    FACT = "FACT"  # happened outside; recorded, its consequence shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One reason: what is wrong, on which ground, who can solve it, and where.

    `code` is the rule's number (I6) or a word for a workflow reason; `url` leads to the field.
    """

    code: str
    message: str
    kind: Kind = Kind.BLOCK
    article: str = ""
    article_url: str = ""
    who: str = ""
    url: str = ""


class Refused(Exception):
    """An act was refused; `findings` holds every reason, never only the first."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = list(findings)
        super().__init__("; ".join(f.message for f in self.findings))


class NotAllowed(Refused):
    """This person may not do this, whatever the state of the case."""


class Conflict(Refused):
    """Somebody else changed the case since this page was loaded."""
