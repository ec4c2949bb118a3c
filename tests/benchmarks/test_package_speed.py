"""The whole publication package costs at most twice what WeasyPrint alone takes for the decision."""

from __future__ import annotations

import pytest

from decisions import publication
from decisions.documents import render_html
from decisions.documents.fetcher import ResourceFetcher
from decisions.documents.html import RESOURCES
from decisions.documents.pdf import ADDRESS, TYPES, VARIANT
from decisions.models import AdoptedText
from tests.benchmarks.test_pdf_speed import seconds
from tests.decisions.publication.frozen import adopted
from tests.decisions.text import cases

AT_MOST = 2.0
ROUNDS = 7


@pytest.mark.benchmark
@pytest.mark.django_db
def test_the_package_takes_at_most_twice_weasyprint_alone() -> None:
    """Two centres, two maps; the database is asked within the time that counts."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    text = adopted(cases.centres())
    html = render_html(publication.sheet_of(text).document)

    def stock() -> None:
        fetcher = ResourceFetcher(root=RESOURCES, address=ADDRESS, types=TYPES)
        fonts = FontConfiguration()
        css = CSS(url=f"{ADDRESS}fonts.css", url_fetcher=fetcher, font_config=fonts)
        page = HTML(string=html, base_url=ADDRESS, url_fetcher=fetcher)
        page.write_pdf(pdf_variant=VARIANT, stylesheets=[css], font_config=fonts)

    def ours() -> None:
        fresh = AdoptedText.objects.select_related("decision").get(pk=text.pk)
        publication.publication_package(publication.sheet_of(fresh))

    stock()
    ours()
    times: dict[str, list[float]] = {"stock": [], "ours": []}
    for _ in range(ROUNDS):
        times["stock"].append(seconds(stock))
        times["ours"].append(seconds(ours))
    least = {name: min(values) for name, values in times.items()}
    ratio = least["ours"] / least["stock"]
    print(f"\nWeasyPrint alone {least['stock']:.3f} s, the package {least['ours']:.3f} s, ratio {ratio:.2f}")
    assert ratio <= AT_MOST
