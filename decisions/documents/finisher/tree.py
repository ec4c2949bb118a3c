"""The tag tree of a PDF in memory, and the steps that make it what the HTML was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

from decisions.documents.finisher.origins import box_of

INLINE = {"em", "strong", "span", "sup", "abbr"}
GROUPS = {"figure": "Div", "header": "Div", "footer": "Div"}
NUMBERING = {"decimal": "Decimal", "lower-alpha": "LowerAlpha", "none": "None"}
REPEATED = {"/THead", "/Caption", "/Lbl"}  # drawn again on the next page
PLAIN_KEYS = {"Type", "S", "K", "Pg", "P"}
POINTS_PER_PIXEL = 0.75

Element = Any  # a pydyf.Dictionary of type /StructElem
Place = tuple[int, int]  # page number and MCID


class Tree:
    """Structure elements of one PDF, with the page and marked content they point at."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        root = self.get(pdf.catalog["StructTreeRoot"])
        self.document: Element = self.get(root["K"][0])
        self.nums = self.get(root["ParentTree"])["Nums"]
        self.pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
        self.page_numbers = {reference: i for i, reference in enumerate(pdf.page_references)}
        self.artifacts: list[set[int]] = [set() for _ in self.pages]  # MCIDs that are no content
        self._heirs: dict[bytes, Element] = {}  # of elements that gave their content away

    # -- reading

    def get(self, reference: Any) -> Any:
        """The object that a reference such as b'12 0 R' points at."""
        return self.pdf.objects[int(bytes(reference).split()[0])]

    def children(self, element: Element) -> Iterator[tuple[bytes, Element]]:
        """The child elements with their references."""
        for kid in element["K"]:
            if (child := self._element(kid)) is not None:
                yield kid, child

    def walk(self, element: Element) -> Iterator[Element]:
        """The element and all beneath it, in reading order."""
        yield element
        for _, child in self.children(element):
            yield from self.walk(child)

    def marks(self, element: Element) -> Iterator[Place]:
        """The place of all content of an element, in reading order."""
        for kid in element["K"]:
            if (child := self._element(kid)) is not None:
                yield from self.marks(child)
            elif (place := self._place(element, kid)) is not None:
                yield place

    def _element(self, kid: Any) -> Element | None:
        if not isinstance(kid, bytes):
            return None
        child = self.get(kid)
        return child if child.get("Type") == "/StructElem" else None

    def _place(self, parent: Element, kid: Any) -> Place | None:
        if isinstance(kid, int):
            return self.page_numbers[parent["Pg"]], kid
        if isinstance(kid, dict):
            return self.page_numbers[kid["Pg"]], kid["MCID"]
        return None

    # -- changing

    def move(self, other: Element, element: Element, position: int | None = None) -> None:
        """Give the content of `other` to `element`."""
        kids = []
        for kid in other["K"]:
            if isinstance(kid, int) and other["Pg"] != element["Pg"]:
                kid = pydyf.Dictionary({"Type": "/MCR", "Pg": other["Pg"], "MCID": kid})
            elif (child := self._element(kid)) is not None:
                child["P"] = element.reference
            kids.append(kid)
        if position is None:
            position = len(element["K"])
        element["K"][position:position] = kids
        self._heirs[other.reference] = element
        other.clear()
        other["K"] = pydyf.Array()

    def adopt(self, parent: Element, kid: bytes, child: Element) -> None:
        """Hang an element that was taken from elsewhere under `parent`."""
        parent["K"].append(kid)
        child["P"] = parent.reference

    def discard(self, element: Element) -> None:
        """Make all content of an element an artifact."""
        for page, mcid in self.marks(element):
            self.artifacts[page].add(mcid)

    # -- the steps, in order

    def merge(self, parent: Element) -> None:
        """One HTML element becomes one structure element, whatever its pages."""
        self._dissolve_columns(parent)
        seen: dict[tuple[int, str, str], Element] = {}
        kept = []
        for kid in parent["K"]:
            child = self._element(kid)
            box = box_of(child)
            if child is None or box is None or box.element is None or child["S"] == "/Figure":
                kept.append(kid)
                continue
            first = seen.setdefault((id(box.element), box.element_tag, child["S"]), child)
            if first is child:
                kept.append(kid)
            elif child["S"] in REPEATED:
                self.discard(child)
            else:
                self.move(child, first)
        parent["K"][:] = kept
        for _, child in list(self.children(parent)):
            self.merge(child)

    def _dissolve_columns(self, parent: Element) -> None:
        """A column is drawn as a box of the same HTML element within that element."""
        own = box_of(parent)
        for kid, child in list(self.children(parent)):
            box = box_of(child)
            lists = child["S"] == parent["S"] == "/L"
            if lists and own is not None and box is not None and box.element is own.element:
                position = parent["K"].index(kid)
                del parent["K"][position]
                self.move(child, parent, position)

    def tidy_lists(self, element: Element) -> None:
        """In an LI only Lbl and one LBody; a list in a list inside that LBody."""
        if element["S"] == "/LI":
            self._tidy_item(element)
        elif element["S"] == "/L":
            self._take_in_nested_lists(element)
        for _, child in list(self.children(element)):
            self.tidy_lists(child)

    def _tidy_item(self, item: Element) -> None:
        body: Element | None = None
        kept = []
        for kid, child in list(self.children(item)):
            if child["S"] == "/Lbl":
                kept.append(kid)
            elif child["S"] == "/LBody" and body is None:
                body = child
                kept.append(kid)
            else:
                if body is None:
                    body = self._new_body(item)
                    kept.append(body.reference)
                if child["S"] == "/LBody":
                    self.move(child, body)
                else:
                    self.adopt(body, kid, child)
        item["K"][:] = kept

    def _new_body(self, item: Element) -> Element:
        body = pydyf.Dictionary(
            {
                "Type": "/StructElem",
                "S": "/LBody",
                "K": pydyf.Array(),
                "Pg": item["Pg"],
                "P": item.reference,
            }
        )
        self.pdf.add_object(body)
        return body

    def _take_in_nested_lists(self, element: Element) -> None:
        body: Element | None = None
        for kid, child in list(self.children(element)):
            if child["S"] == "/LI":
                self.tidy_lists(child)
                body = next((c for _, c in self.children(child) if c["S"] == "/LBody"), None)
            elif child["S"] == "/L" and body is not None:
                element["K"].remove(kid)
                self.adopt(body, kid, child)
                body["K"].sort(key=lambda item, owner=body: self._drawn_at(owner, item))

    def _drawn_at(self, parent: Element, kid: Any) -> Place:
        """Where a kid is drawn; markers are drawn late, so they do not count."""
        never = (len(self.pages), 0)
        if (child := self._element(kid)) is not None:
            kids = () if child["S"] == "/Lbl" else child["K"]
            return min((self._drawn_at(child, item) for item in kids), default=never)
        return self._place(parent, kid) or never

    def describe(self) -> None:
        """Tell of each element what the HTML told: role, language, scope, numbering, box."""
        for element in list(self.walk(self.document)):
            box = box_of(element)
            if box is None or box.element is None:
                continue
            html, tag = box.element, box.element_tag or ""
            if element["S"] == "/NonStruct":
                element["S"] = "/Span" if tag in INLINE else f"/{GROUPS.get(tag, 'NonStruct')}"
            if tag == html.tag != "html" and (language := html.get("lang")):
                element["Lang"] = pydyf.String(language)
            describe = getattr(self, f"_describe_{element['S'][1:].lower()}", None)
            if describe is not None:
                describe(element, box)

    def _describe_th(self, element: Element, box: Any) -> None:
        element.pop("ID", None)
        row = box.element.get("scope", "").startswith("row")
        element["A"]["Scope"] = "/Row" if row else "/Column"

    def _describe_td(self, element: Element, _box: Any) -> None:
        element["A"].pop("Headers", None)
        if len(element["A"]) == 1:
            del element["A"]

    def _describe_l(self, element: Element, box: Any) -> None:
        style = box.style["list_style_type"]
        name = NUMBERING.get(style, "Disc") if isinstance(style, str) else "Disc"
        element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{name}"})

    def _describe_figure(self, element: Element, _box: Any) -> None:
        """WeasyPrint gives the box in CSS pixels from the top; PDF counts points from below."""
        x1, y1, x2, y2 = (value * POINTS_PER_PIXEL for value in element["A"]["BBox"])
        height = self.pages[self.page_numbers[element["Pg"]]]["MediaBox"][3]
        element["A"] = pydyf.Dictionary(
            {
                "O": "/Layout",
                "Placement": "/Block",
                "BBox": pydyf.Array([x1, height - y2, x2, height - y1]),
            }
        )

    def flatten(self, parent: Element) -> None:
        """Drop elements that say nothing: a Span round each line, empty boxes."""
        for kid, child in list(self.children(parent)):
            self.flatten(child)
            plain = not set(child) - PLAIN_KEYS and child["S"] in ("/Span", "/NonStruct")
            if plain and parent["S"] != "/Document":
                position = parent["K"].index(kid)
                del parent["K"][position]
                self.move(child, parent, position)
            elif plain and not child["K"]:
                parent["K"].remove(kid)

    def settle(self) -> None:
        """Bring the parent tree in line; content outside the tree is an artifact."""
        reachable = {element.reference for element in self.walk(self.document)}
        for index in range(0, len(self.nums), 2):
            number, value = self.nums[index], self.nums[index + 1]
            if number >= len(self.pages):  # an annotation
                self.nums[index + 1] = self._heir(value)
                continue
            for mcid, reference in enumerate(value):
                value[mcid] = self._heir(reference)
                if value[mcid] not in reachable:
                    self.artifacts[number].add(mcid)
                if mcid in self.artifacts[number]:
                    value[mcid] = b"null"

    def _heir(self, reference: bytes) -> bytes:
        while reference in self._heirs:
            reference = self._heirs[reference].reference
        return reference
