"""How a rule is declared, and the ordered list of all rules."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from almere_camera.findings import Finding, Kind
from almere_camera.roles import Perm, who

from ..models import Decision, DecisionKind
from .case import Case

ALL_KINDS = frozenset(DecisionKind)
ALL_BUT_ENDING = ALL_KINDS - {DecisionKind.END}  # a beeindiging is a duty, with a short form (151c lid 5)

GEMEENTEWET_151C = "https://wetten.overheid.nl/jci1.3:c:BWBR0005416&artikel=151c"


def awb(article: str) -> str:
    """The address of an article of the Algemene wet bestuursrecht."""
    return f"https://wetten.overheid.nl/jci1.3:c:BWBR0005537&artikel={article}"


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found: the message for the user, and where it can be solved.

    Without a message the rule's own sentence is shown; `kind` and `who` only where they differ from
    the rule's.
    """

    message: str = ""
    url: str = ""
    kind: Kind | None = None
    who: Perm | None = None


Check = Callable[[Case], Iterable[Found]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule as data: what it says, on which ground, for which decisions and in which phase."""

    number: str
    statement: str
    kind: Kind
    article: str
    article_url: str
    who: Perm | None
    kinds: frozenset[DecisionKind]
    only_enlarging: bool
    making: bool
    afterwards: bool
    chapter: bool
    check: Check

    @property
    def order(self) -> tuple[str, int]:
        """I1 before I10, and the law (I) before the words of the text (L)."""
        return self.number[:1], int(self.number[1:])

    def applies_to(self, case: Case) -> bool:
        """Whether this rule asks anything of this case: its kind, its phase, what it changes."""
        if not (self.making if case.making else self.afterwards):
            return False
        kind = DecisionKind(case.decision.kind)
        if kind == DecisionKind.CHANGE and self.only_enlarging and not case.enlarges:
            return False
        return kind in self.kinds

    def address(self, decision: Decision) -> str:
        """Where the ground can be read: the case's own policy framework, or else the law."""
        framework = decision.framework if self.chapter else None
        return (framework.url if framework else "") or self.article_url

    def findings_in(self, case: Case) -> list[Finding]:
        """Everything this rule finds in the case, with its ground and who can solve it."""
        return [
            Finding(
                code=self.number,
                message=found.message or self.statement,
                kind=found.kind or self.kind,
                article=self.article,
                article_url=self.address(case.decision),
                who=who(solver) if (solver := found.who or self.who) else "",
                url=found.url,
            )
            for found in self.check(case)
        ]


RULES: list[Rule] = []


def rule(
    *,
    number: str,
    kind: Kind,
    article: str,
    article_url: str,
    who: Perm | None = None,
    kinds: Collection[DecisionKind] = ALL_KINDS,
    only_enlarging: bool = False,
    making: bool = True,
    afterwards: bool = False,
    chapter: bool = False,
) -> Callable[[Check], Check]:
    """Register a function as a rule; its docstring is the sentence that the user reads.

    `only_enlarging`: of the changes, only those that enlarge. `making`: asked while the decision is
    made. `afterwards`: asked once it is adopted or closed. `chapter`: the ground is a
    chapter of the policy framework, linked where the case's own version has an address; `article_url` is
    the article of law beneath it. Raises ValueError for a number that is taken, or that the
    function's name does not end in.
    """

    def register(check: Check) -> Check:
        name = getattr(check, "__name__", "")
        if not name.endswith(f"_{number}"):
            raise ValueError(f"The name of rule {number} must end in its number: {name}.")
        if any(known.number == number for known in RULES):
            raise ValueError(f"There already is a rule {number}.")
        RULES.append(
            Rule(
                number=number,
                statement=" ".join((inspect.getdoc(check) or "").split()),
                kind=kind,
                article=article,
                article_url=article_url,
                who=who,
                kinds=frozenset(kinds),
                only_enlarging=only_enlarging,
                making=making,
                afterwards=afterwards,
                chapter=chapter,
                check=check,
            )
        )
        RULES.sort(key=lambda known: known.order)
        return check

    return register
