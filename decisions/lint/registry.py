"""How a lint rule is declared, and the ordered list of all of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .reading import Paragraph, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class LintFinding:
    """One defect that shows in a text: which rule, what is wrong, where, on which ground.

    `line` counts from 1 in the plain text; 0 is the text as a whole. `key` names the block of a
    composed text.
    """

    code: str
    message: str
    line: int
    quote: str
    article: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known from elsewhere about the text: nothing is fetched here.

    `bases`: the citations that held on the day of the decision ('artikel 2:67 van de Algemene
    plaatselijke verordening gemeente Almere 2011'). `streets`: names of streets in the area.
    """

    bases: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A defect as a rule reports it: where it stands, and the words that show it."""

    message: str
    paragraph: Paragraph | None = None
    offset: int = 0
    quote: str = ""


Check = Callable[[Reading, Known], Iterable[Spot]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LintRule:
    """A rule as data. `absence`: it looks for what is not there, so it says nothing about an excerpt."""

    code: str
    statement: str
    article: str
    absence: bool
    check: Check

    def findings_in(self, reading: Reading, known: Known) -> list[LintFinding]:
        """All defects of this kind, each once per line."""
        if self.absence and reading.excerpt:
            return []
        found = [self._finding(spot) for spot in self.check(reading, known)]
        return list(dict.fromkeys(found))

    def _finding(self, spot: Spot) -> LintFinding:
        place = spot.paragraph
        return LintFinding(
            code=self.code,
            message=spot.message,
            line=place.line_at(spot.offset) if place else 0,
            quote=spot.quote,
            article=self.article,
            key=place.key if place else "",
        )


LINT_RULES: list[LintRule] = []


def lint(*, code: str, article: str, absence: bool = False) -> Callable[[Check], Check]:
    """Register a function as a lint rule; its docstring is what the rule says, its name ends in the code."""

    def register(check: Check) -> Check:
        name = getattr(check, "__name__", "")
        if not name.endswith(f"_{code}"):
            raise ValueError(f"The name of rule {code} must end in its number: {name}.")
        if any(known.code == code for known in LINT_RULES):
            raise ValueError(f"There already is a rule {code}.")
        statement = " ".join((inspect.getdoc(check) or "").split())
        LINT_RULES.append(
            LintRule(code=code, statement=statement, article=article, absence=absence, check=check)
        )
        LINT_RULES.sort(key=lambda rule: int(rule.code.removeprefix("L")))
        return check

    return register
