"""Remember which layout box each structure element and each piece of text came from.

WeasyPrint forgets it while it builds the tag tree, and the finisher needs it. Importing this module
wraps the one function that still knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.pdf import tags as weasyprint_tags

_original = weasyprint_tags._build_box_tree


def _remembering(
    box: Any, parent: Any, pdf: Any, page_number: int, nums: Any, annotations: Any, tags: Any
) -> Iterator[Any]:
    texts = pdf.__dict__.setdefault("text_boxes", {})
    if page_number not in texts:
        texts[page_number] = {mark["mcid"]: text for text, mark in tags.items()}
    for element in _original(box, parent, pdf, page_number, nums, annotations, tags):
        if not hasattr(element, "box"):  # the innermost call knows best
            element.box = getattr(box, "_box", box)  # a box placed absolutely is wrapped
        yield element


weasyprint_tags._build_box_tree = _remembering


def box_of(element: Any) -> Any:
    """The box of a structure element, None for one that the finisher made."""
    return getattr(element, "box", None)


def text_box(pdf: Any, page: int, mcid: int) -> Any:
    """The box of a piece of marked text, None when it is a picture."""
    box = pdf.text_boxes[page].get(mcid)
    return box if hasattr(box, "text") else None
