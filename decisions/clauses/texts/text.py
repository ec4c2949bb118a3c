"""What a clause of the application is."""

from __future__ import annotations

from dataclasses import dataclass

from ...models import Clause, CriterionKey, DecisionKind, Variant


@dataclass(frozen=True, slots=True)
class Text:
    """One clause; a blank kind, variant or criterion means what it means on `Clause`."""

    theme: Clause.Theme
    title: str
    words: str
    criterion: CriterionKey | str = ""
    kind: DecisionKind | str = ""
    variant: Variant | str = ""
