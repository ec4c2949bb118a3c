"""Finish a WeasyPrint PDF: one file that is PDF/A-2a *and* PDF/UA-1, and reads well aloud.

WeasyPrint 70 writes one variant at a time. Its tag tree passes the machine checks but is poor for
someone who listens to it: an element that crosses a page becomes two, running heads are read as
text, header cells have no scope, the words on two lines run together. `finish` repairs the tree in
memory, before a byte is written. It leans on names inside WeasyPrint and pydyf, so both are pinned
and the conformance tests decide on an upgrade.
"""

from __future__ import annotations

from typing import Any

from decisions.documents.finisher import endings  # noqa: F401 - works by being imported
from decisions.documents.finisher.metadata import claim_accessibility, describe_links
from decisions.documents.finisher.streams import rewrite
from decisions.documents.finisher.tree import Tree

__all__ = ["finish"]


def finish(document: Any, pdf: Any) -> None:
    """To be given to `write_pdf` as `finisher`, with `pdf_variant='pdf/a-2a'`."""
    tree = Tree(pdf)
    tree.merge(tree.document)
    tree.tidy_lists(tree.document)
    tree.describe()
    tree.flatten(tree.document)
    tree.settle()
    rewrite(tree, document)
    describe_links(document)
    claim_accessibility(pdf, document)
