"""What must be true of the HTML of every page, in words a reader of a failing test understands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as MESSAGES

POINTING = (
    "for",
    "form",
    "headers",
    "list",
    "aria-describedby",
    "aria-labelledby",
    "aria-controls",
    "aria-details",
)
CONTROLS = ("input", "select", "textarea")
STOPS = ("a", "button", "summary", *CONTROLS)
UNSEEN = ("hidden", "submit")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Markup:
    """A parsed page. `root` is its <html>; templates are left out, as a browser leaves them out."""

    def __init__(self, html: str) -> None:
        parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        self.root: Element = parser.parse(html)
        self.errors = [
            f"line {line}: {MESSAGES.get(code, code) % details}"
            for (line, _column), code, details in parser.errors
        ]
        self.elements = list(_without_templates(self.root))
        self.ids = [found for e in self.elements if (found := e.get("id")) is not None]
        self.parents = {child: parent for parent in self.root.iter() for child in parent}

    def all(self, *tags: str) -> list[Element]:
        return [e for e in self.elements if e.tag in tags]

    @property
    def title(self) -> str:
        return " ".join(text(e) for e in self.all("title") if e in list(self.root[0]))

    def faults(self) -> list[str]:
        """Everything that is wrong, each with what it is about."""
        return [
            *self.errors,
            *self._frame(),
            *self._ids(),
            *self._headings(),
            *self._names(),
            *self._tables(),
            *self._first_stop(),
            *self._forms(),
            *self._mistakes(),
        ]

    def above(self, element: Element) -> Iterator[Element]:
        """What the element stands in, from near to far."""
        while (parent := self.parents.get(element)) is not None:
            yield parent
            element = parent

    def _frame(self) -> Iterator[str]:
        if self.root.get("lang") != "nl":
            yield "the page has no lang=nl"
        if not self.title.strip(" -"):
            yield "the page has no title"
        for tag in ("main", "h1"):
            if (found := len(self.all(tag))) != 1:
                yield f"{found} times <{tag}>"
        for e in self.elements:
            for name in e.attrib:
                if name == "style" or name.startswith("on"):
                    yield f"inline {name} on {show(e)}"
            if e.tag == "time" and not e.get("datetime"):
                yield f"no datetime on {show(e)}"
            if e.tag == "img" and e.get("alt") is None:
                yield f"no alt on {show(e)}"

    def _ids(self) -> Iterator[str]:
        for one in sorted({i for i in self.ids if self.ids.count(i) > 1}):
            yield f"id {one!r} stands {self.ids.count(one)} times"
        for e in self.elements:
            pointed = [(name, target) for name in POINTING for target in (e.get(name) or "").split()]
            if e.tag == "a" and (href := e.get("href") or "").startswith("#"):
                pointed.append(("href", href[1:]))
            for name, target in pointed:
                if target not in self.ids:
                    yield f"{name} points to {target!r}, which is not there: {show(e)}"

    def _headings(self) -> Iterator[str]:
        found = self.all(*HEADINGS)
        for before, after in pairwise(found):
            if int(after.tag[1]) > int(before.tag[1]) + 1:
                yield f"{show(after)} skips a level after {show(before)}"
        for e in found:
            if not text(e):
                yield f"empty heading {show(e)}"

    def _names(self) -> Iterator[str]:
        labelled = {e.get("for") for e in self.all("label") if text(e)}
        for e in self.all("a", "button", "summary"):
            if not (text(e) or e.get("aria-label")):
                yield f"no text in {show(e)}"
        for e in self.all("input", "select", "textarea"):
            if e.get("type") in ("hidden", "submit"):
                continue
            if e.get("id") not in labelled and not (e.get("aria-label") or e.get("aria-labelledby")):
                yield f"no label for {show(e)}"

    def _tables(self) -> Iterator[str]:
        for e in self.all("table"):
            if e.find("caption") is None and not (e.get("aria-label") or e.get("aria-labelledby")):
                yield f"no caption in {show(e)}"
        for e in self.all("th"):
            if e.get("scope") not in ("col", "row", "colgroup", "rowgroup"):
                yield f"no scope on {show(e)}"

    def _first_stop(self) -> Iterator[str]:
        """WCAG 2.4.1: the first stop of the Tab key skips what is on every page. Regions have names."""
        stops = [e for e in self.elements if e.tag in STOPS and e.get("type") != "hidden"]
        if not stops or stops[0].get("href") != "#inhoud" or text(stops[0]) != "Naar de inhoud":
            yield f"the first stop is no link to the content: {[show(e) for e in stops[:1]]}"
        for e in self.all("nav", "aside"):
            if not (e.get("aria-label") or e.get("aria-labelledby")):
                yield f"no name on {show(e)}"

    def _forms(self) -> Iterator[str]:
        """The server judges, not the browser; a group of options stands under its question."""
        for form in self.all("form"):
            asked = [e for e in form.iter() if e.tag in CONTROLS and e.get("type") not in UNSEEN]
            if asked and form.get("novalidate") is None and form.get("method") == "post":
                yield f"no novalidate on {show(form)}"
        for e in self.all(*CONTROLS):
            if e.get("required") is not None:
                yield f"the browser judges {show(e)}: aria-required instead"
            if e.get("type") == "radio" and not any(_is_asked(up) for up in self.above(e)):
                yield f"no fieldset with a legend around {show(e)}"

    def _mistakes(self) -> Iterator[str]:
        """What is wrong is told between question and control, and once in the summary before the form."""
        order = {e: at for at, e in enumerate(self.elements)}
        by_id = {e.get("id"): e for e in self.elements}
        for e in self.all(*CONTROLS, "fieldset"):
            if e.get("aria-invalid") != "true":
                continue
            told = [by_id[i] for i in (e.get("aria-describedby") or "").split() if i.endswith("_error")]
            if not told or not text(told[0]):
                yield f"no message at {show(e)}"
            elif e.tag != "fieldset" and order[told[0]] > order[e]:
                yield f"the message comes after {show(e)}"
        for summary in (e for e in self.elements if e.get("data-error-summary") is not None):
            lines = [text(e) for e in summary.iter("a") if (e.get("href") or "").startswith("#")]
            for line in sorted({line for line in lines if lines.count(line) > 1}):
                yield f"the summary says twice: {line}"
            if any(up.tag == "form" for up in self.above(summary)):
                yield "the summary stands inside the form"


def _is_asked(element: Element) -> bool:
    legend = element.find("legend")
    return element.tag == "fieldset" and legend is not None and bool(text(legend))


def text(element: Element) -> str:
    """What is read: its text and what stands in for pictures."""
    pictures = " ".join(e.get("alt") or "" for e in element.iter("img"))
    return " ".join(("".join(element.itertext()) + pictures).split())


def show(element: Element) -> str:
    """The element in short, to find it by."""
    about = "".join(
        f' {name}="{element.get(name)}"' for name in ("id", "name", "class", "href") if element.get(name)
    )
    return f"<{element.tag}{about}>{text(element)[:40]}"


def _without_templates(element: Element) -> Iterator[Element]:
    for child in element:
        if not isinstance(child.tag, str) or child.tag == "template":
            continue
        yield child
        yield from _without_templates(child)
