"""What people type, made to read as part of the sentence that begins with 'overwegende dat'.

After those words Dutch wants the verb at the end. Officers write either such clauses, as the
municipality's own decisions do, or ordinary sentences. A clause is used as it is; ordinary sentences
are introduced by a fixed clause that ends in a colon, so that the whole is right whatever was typed.
"""

from __future__ import annotations

import re

from . import dutch

PLACEHOLDER = "[nog in te vullen:"  # every placeholder begins like this, so that it can be found

_LIST_ITEM = re.compile(r"^\s*(?:[-+*]|\d{1,3}[.)])\s+\S")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"’”)*_]*\s+(?=[\"‘“(*_]*[A-ZÉÈ0-9’'])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:enz|etc|e\.d|e\.a|o\.a|c\.s|jl|b\.v|bijv|nr|nrs|st|art|d\.d|m\.b\.t|n\.v\.t|ca|dhr|mr|"
    r"mw|mevr|drs|ing|ir|dr|blz|resp|t\.a\.v|i\.v\.m|[A-Z])\.$",
    re.IGNORECASE,
)
_LEADING_DAT = re.compile(r"^(?:overwegende\s+)?dat\s+", re.IGNORECASE)
# Finite verbs that stand at the end of a subordinate clause and at the second place of a sentence.
_VERBS = frozenset(
    """is zijn was waren heeft hebben had hadden wordt worden werd werden kan kunnen kon konden moet
    moeten zal zullen zou zouden mag mogen blijkt blijken bestaat bestaan geldt gelden ontstaat ontstaan
    voordoet voordoen plaatsvindt plaatsvinden plaatsvond plaatsvonden leidt leiden ervaart ervaren vindt
    vinden neemt nemen doet doen toeneemt toenemen voelt voelen meldt melden ziet zien bleef blijft
    blijven komt komen kwam kwamen""".split()  # noqa: SIM905 - a list of words reads as words
)
# A line this long that goes on in small letters was broken by the sender, not by the writer.
WRAPPED_LINE = 60
NEXT = ("daarbij ook het volgende van belang is", "verder het volgende in aanmerking is genomen")


def missing(what: str) -> str:
    """The visible placeholder for what has not been filled in."""
    return f"{PLACEHOLDER} {what}]"


def paragraphs(text: str) -> list[str]:
    """The paragraphs that somebody typed: a line each; list items stay with the line above them."""
    found: list[str] = []
    fresh = True  # after an empty line
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if not line.strip():
            fresh = True
            continue
        words = re.sub(r"[ \t\u00a0]+", " ", line.strip())
        if found and _LIST_ITEM.match(line):
            found[-1] += f"\n{words}"
        elif found and not fresh and _continues(found[-1], words):
            found[-1] += f" {words}"
        else:
            found.append(words)
        fresh = False
    return [paragraph for paragraph in found if any(c.isalnum() for c in paragraph)]


def one_line(text: str) -> str:
    """All that was typed on one line, for inside a sentence."""
    return " ".join(text.split())


def bare(text: str) -> str:
    """Without the full stop, semicolon or comma at the end; a question keeps its mark."""
    text = text.strip()
    while text and text[-1] in ".;,:" and not text.endswith("...") and not _ABBREVIATION.search(text):
        text = text[:-1].rstrip()
    return text


def terminated(text: str, mark: str) -> str:
    """The text with one mark at its end, whatever was typed there."""
    text = bare(text)
    if not text or text[-1] in "?!" or (mark == "." and text[-1] == "."):
        return text
    return text + mark


def is_several_sentences(text: str) -> bool:
    """Whether a sentence ends somewhere before the end; abbreviations do not count."""
    ends = _SENTENCE_END.finditer(text)
    return any(not _ABBREVIATION.search(text[: end.start()]) for end in ends)


def is_clause(text: str) -> bool:
    """Whether the words can follow 'overwegende dat' as they are: one clause with its verb at the end."""
    words = bare(text)
    if "\n" in words or is_several_sentences(words):
        return False
    if words.startswith(("dat ", "overwegende dat ")):
        return True
    if words[:1].isupper() and not _LEADING_DAT.match(words):
        return False
    bare_words = [re.sub(r"[^\w’'-]", "", w).lower() for w in words.split()]
    if text.strip().endswith(";") and words[:1].islower():
        return True
    ends = any(w in _VERBS for w in bare_words[-3:])
    begins = any(w in _VERBS for w in bare_words[1:4]) and len(bare_words) > 6
    return ends and not begins


def clause(text: str, introduction: str) -> str:
    """One paragraph as a recital, without the mark at its end."""
    if is_clause(text):
        return bare(dutch.lower_first(_LEADING_DAT.sub("", text.strip())))
    if _LIST_ITEM.match(text):
        return f"{introduction}:\n{text.strip()}"
    return f"{introduction}: {after_colon(text)}"


def clauses(text: str, introduction: str) -> list[str]:
    """Every paragraph as a recital of its own; the first has the introduction of its subject."""
    found: list[str] = []
    introduced = 0
    for paragraph in paragraphs(text):
        lead = introduction if not introduced else NEXT[(introduced - 1) % len(NEXT)]
        found.append(clause(paragraph, lead))
        introduced += not is_clause(paragraph)
    return found


def after_colon(text: str) -> str:
    """As it reads after a colon: one sentence goes on in small letters, several begin with a capital."""
    words = bare(text)
    if is_several_sentences(words):
        return dutch.capital_first(words)
    return dutch.lower_first(words)


def sentence(text: str) -> str:
    """A full sentence: a capital and a full stop."""
    return terminated(dutch.capital_first(text.strip()), ".")


def in_full(paragraph: str) -> str:
    """One paragraph where full sentences are wanted, also when it was typed as a clause."""
    if is_clause(paragraph):
        return sentence(f"Gebleken is dat {clause(paragraph, '')}")
    return sentence(paragraph)


def _continues(before: str, line: str) -> bool:
    broken = len(before.split("\n")[-1]) >= WRAPPED_LINE and before[-1] not in ".;:!?"
    return broken and line[:1].islower()
