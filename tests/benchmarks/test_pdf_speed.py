"""Making the PDF accessible costs next to nothing beside making the PDF."""

from __future__ import annotations

import pytest

from decisions.documents import render_html, render_pdf
from tests.benchmarks.measuring import beside_weasyprint
from tests.decisions.documents import samples

AT_MOST = 1.3


@pytest.mark.benchmark
def test_render_pdf_takes_little_more_than_weasyprint_alone() -> None:
    document = samples.decision()

    def ours() -> None:
        render_pdf(document)

    assert beside_weasyprint(render_html(document), ours) <= AT_MOST
