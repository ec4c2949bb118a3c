"""The whole publication package costs at most twice what WeasyPrint alone takes for the decision."""

from __future__ import annotations

import pytest

from decisions import publication
from decisions.documents import render_html
from decisions.models import AdoptedText
from tests.benchmarks.measuring import beside_weasyprint
from tests.decisions.publication.frozen import adopted
from tests.decisions.text import cases

AT_MOST = 2.0


@pytest.mark.benchmark
@pytest.mark.django_db
def test_the_package_takes_at_most_twice_weasyprint_alone() -> None:
    """Two centres, two maps; the database is asked within the time that counts."""
    text = adopted(cases.centres())
    html = render_html(publication.sheet_of(text).document)

    def ours() -> None:
        fresh = AdoptedText.objects.select_related("decision").get(pk=text.pk)
        publication.publication_package(publication.sheet_of(fresh))

    assert beside_weasyprint(html, ours) <= AT_MOST
