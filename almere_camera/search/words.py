"""Words as people type them: a question in terms, the forms of a Dutch word, and where they stand in a text.

Pure: no database. Everything a person types may come here; nothing is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

MOST_TYPED: Final = 200  # characters of a question that are read
MOST_TERMS: Final = 12
SNIPPET: Final = 240  # characters of the text around what was found
BEFORE: Final = 60  # of which stand before it
VOWELS = "aeiou"

# The stop words of the dictionary 'dutch' of PostgreSQL: they say nothing about what is meant.
STOP_WORDS: Final = frozenset(
    re.findall(
        r"\w+",
        """de en van ik te dat die in een hij het niet zijn is was op aan met als voor had er maar om hem dan
        zou of wat mijn men dit zo door over ze zich bij ook tot je mij uit der daar haar naar heb
        hoe heeft hebben deze u want nog zal me zij nu ge geen omdat iets worden toch al waren
        veel meer doen toen moet ben zonder kan hun dus alles onder ja eens hier wie werd altijd
        doch wordt wezen kunnen ons zelf tegen na reeds wil kon niets uw iemand geweest andere""",
    )
)


def _plain_letters() -> dict[int, str]:
    """Each capital and each letter with a mark, to its plain letter: one sign for one sign."""
    table = {ord(letter): letter.lower() for letter in map(chr, range(ord("A"), ord("Z") + 1))}
    for number in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base, *marks = list(unicodedata.normalize("NFD", chr(number)))
        if marks and base.isascii() and all(map(unicodedata.combining, marks)):
            table[number] = base.lower()
    return table


PLAIN_LETTERS: Final = _plain_letters()


def fold(text: str) -> str:
    """Without capitals and marks, as long as before: 'Beëindigen' becomes 'beeindigen'."""
    return text.translate(PLAIN_LETTERS)


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand beside each other; with `prefix` the last one may go on."""

    words: tuple[str, ...]
    prefix: bool = True

    @property
    def forms(self) -> tuple[str, ...]:
        """How a single word may begin in the text."""
        return forms(self.words[0]) if self.prefix and len(self.words) == 1 else ()


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: as it was typed (as far as it is read), and its terms."""

    typed: str
    terms: tuple[Term, ...]
    cut_off: bool = False

    def __bool__(self) -> bool:
        return bool(self.terms)


def question(typed: str) -> Question:
    """Read what somebody typed: words, "words between quotes", and codes such as P-012."""
    whole = " ".join(unicodedata.normalize("NFC", typed.replace("\0", " ")).split())
    read = whole[:MOST_TYPED]
    found = list(
        dict.fromkeys(_terms(re.sub(r"[’'‘`´]s\b", "", fold(read).replace("”", '"').replace("“", '"'))))
    )
    telling = [term for term in found if len(term.words) > 1 or term.words[0] not in STOP_WORDS]
    terms = tuple(telling or found)
    return Question(read, terms[:MOST_TERMS], len(whole) > MOST_TYPED or len(terms) > MOST_TERMS)


def _terms(text: str) -> Iterator[Term]:
    for quoted, bare in re.findall(r'"([^"]*)"|([^\s"]+)', text):
        if words := tuple(re.findall(r"[^\W_]+", quoted or bare)):
            yield Term(words, prefix=not quoted)


def forms(word: str) -> tuple[str, ...]:
    """The word, and how its singular or plural begins: straten, straat; huizen, huis; winkels, winkel."""
    found = [word]
    if len(word) > 4:
        if word.endswith("en"):
            found.append(_singular(word[:-2]))
        elif word.endswith(("s", "e")) and not word.endswith("ss"):
            found.append(word[:-1])
    if len(word) > 3 and (plural := _plural(word)):
        found.append(plural)
    return tuple(dict.fromkeys(found))


def _singular(stem: str) -> str:
    """What is left of a plural on -en, as it is spelled: blokk, blok; strat, straat; huiz, huis."""
    if stem[-1] == stem[-2] and stem[-1] not in VOWELS:
        return stem[:-1]
    last = {"v": "f", "z": "s"}.get(stem[-1], stem[-1])
    open_syllable = stem[-2] in "aeou" and (len(stem) < 3 or stem[-3] not in VOWELS)
    if open_syllable and last not in VOWELS:
        return f"{stem[:-1]}{stem[-2]}{last}"
    return stem[:-1] + last


def _plural(word: str) -> str:
    """The plural on -en where its spelling is another: straat, straten; huis, huizen; else empty."""
    voiced = {"f": "v", "s": "z"}.get(word[-1], word[-1])
    if word[-1] not in VOWELS and word[-2] == word[-3] and word[-2] in "aeou":
        return f"{word[:-2]}{voiced}en"
    if voiced != word[-1] and word[-3:-1] in ("ui", "ij", "ie", "oe", "eu", "ei", "ou", "au"):
        return f"{word[:-1]}{voiced}en"
    return ""


# --- In a text -----------------------------------------------------------------------------------


def pattern(terms: Sequence[Term]) -> re.Pattern[str] | None:
    """Finds the terms in a folded text; None when there are none."""
    found = []
    for term in terms:
        if term.forms:
            found.append(rf"(?:{'|'.join(map(re.escape, term.forms))})[^\W_]*")
        else:
            found.append(r"[\W_]+".join(map(re.escape, term.words)) + (r"[^\W_]*" if term.prefix else ""))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(found)})(?![^\W_])") if found else None


def marked(text: str, terms: Sequence[Term]) -> SafeString:
    """The text as HTML with the terms in <mark>."""
    found = pattern(terms)
    pieces, done = [], 0
    for match in found.finditer(fold(text)) if found else ():
        pieces += [
            ("", text[done : match.start()], ""),
            ("<mark>", text[match.start() : match.end()], "</mark>"),
        ]
        done = match.end()
    pieces.append(("", text[done:], ""))
    return format_html_join("", "{}{}{}", [(_tag(a), words, _tag(b)) for a, words, b in pieces])


def _tag(tag: str) -> SafeString:
    return SafeString(tag)


def snippet(text: str, terms: Sequence[Term]) -> str:
    """The piece of the text that holds most of the terms, cut at spaces; else its beginning."""
    found = pattern(terms)
    folded = fold(text)
    places = (
        [(m.start(), m.group()) for _, m in zip(range(200), found.finditer(folded), strict=False)]
        if found
        else []
    )
    best = max(places, key=lambda place: (_variety(places, place[0]), -place[0]), default=(0, ""))[0]
    start = max(0, best - BEFORE)
    end = min(len(text), start + SNIPPET)
    if start:
        start = min(text.find(" ", start, best) + 1 or best, best)
    if end < len(text):
        end = max(text.rfind(" ", best, end), best + 1) if text.rfind(" ", best, end) > best else end
    piece = " ".join(text[start:end].split())
    return f"{'… ' if start else ''}{piece}{' …' if end < len(text) else ''}"


def _variety(places: Sequence[tuple[int, str]], start: int) -> int:
    """How many different words were found from here on, within one snippet."""
    return len({word for place, word in places if start <= place < start + SNIPPET - BEFORE})
