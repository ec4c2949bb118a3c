"""Charts: true to their numbers, told in words, legible without colour; what is not known is not drawn."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

import pikepdf
import pytest

from decisions.blocks import Block, Document, Kind
from decisions.documents import render_html, render_pdf, render_text
from evaluations.charts import Chart, Value, bars, dutch, finding, lines
from tests.decisions.documents import tag_reader

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert(1)</script>" & x'


def tree(chart: Chart) -> ElementTree.Element:
    return ElementTree.fromstring(chart.svg)


def two_years() -> Chart:
    return bars(
        title="Minder incidenten in 2025: 212, in 2024 waren het er 260",
        label="Gebied",
        series=("2025", "2024"),
        rows=[
            ("Almere Stad", (Value(200), Value(100))),
            ("Almere Haven", (Value(50, incomplete=True), Value(None))),
        ],
        prefix="incidenten",
        notes=["Vanaf juni 2025 is anders geteld"],
    )


def months(**options: object) -> Chart:
    values = (Value(10), Value(None), Value(30), Value(20, incomplete=True))
    return lines(
        title="Incidenten per maand",
        label="Maand",
        points=("jan", "feb", "mrt", "apr"),
        series=[("2025", values), ("2024", (Value(5), Value(6), Value(7), Value(8)))],
        prefix="maanden",
        **options,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("now", "before", "title"),
    [
        (Value(212), Value(260), "Minder incidenten in 2025: 212, in 2024 waren het er 260"),
        (Value(260), Value(212), "Meer incidenten in 2025: 260, in 2024 waren het er 212"),
        (Value(5), Value(5), "Evenveel incidenten in 2025 als in 2024: 5"),
        (Value(212), Value(None), "Incidenten in 2025: 212, en in 2024: onbekend"),
        (Value(10, incomplete=True), Value(260), "Incidenten in 2025: 10 (onvolledig), en in 2024: 260"),
        (Value(None), Value(260), "Over 2025 is het aantal incidenten onbekend"),
    ],
)
def test_the_title_states_the_finding(now: Value, before: Value, title: str) -> None:
    assert finding("incidenten", 2025, now, before) == title


def test_numbers_are_dutch() -> None:
    assert [dutch(n) for n in (0, 1250, 72.5, 0.04)] == ["0", "1.250", "72,5", "0"]


def test_a_bar_is_as_long_as_its_number() -> None:
    widths = [float(one.get("width", "")) for one in tree(two_years()).iter(f"{SVG}rect")]
    assert widths == pytest.approx([260, 130, 65], abs=0.1)  # and none for what is not known


def test_bars_differ_without_colour() -> None:
    """An earlier year is an outline, what is not complete is hatched, and each has its words beside it."""
    chart = tree(two_years())
    filled = [one.get("fill") != "none" for one in chart.iter(f"{SVG}rect")]
    assert filled == [True, False, False]
    slanted = [one.get("d", "") for one in chart.iter(f"{SVG}path") if one.get("class") == "chart__outline"]
    assert len(slanted) == 1
    assert slanted[0].count("M") > 5
    words = [one.text for one in chart.iter(f"{SVG}text")]
    assert words == [
        "Almere Stad", "200 in 2025", "100 in 2024",
        "Almere Haven", "50 (onvolledig) in 2025", "onbekend in 2024",
    ]  # fmt: skip


def test_the_table_holds_the_same_numbers() -> None:
    chart = two_years()
    assert chart.columns == ("Gebied", "2025", "2024")
    assert chart.rows == (("Almere Stad", "200", "100"), ("Almere Haven", "50 (onvolledig)", "onbekend"))


def test_it_is_told_and_has_no_style_of_its_own() -> None:
    for chart in (two_years(), months()):
        root = tree(chart)
        title, described = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None
        assert described is not None
        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
        assert title.text == chart.title
        assert not [one for one in root.iter() if one.get("style")]
        assert not [one for one in root.iter() if one.tag.endswith(("style", "script"))]
        fills = {one.get("fill") for one in root.iter(f"{SVG}text")}
        assert fills == {"currentColor"}
    assert "Vanaf juni 2025 is anders geteld." in two_years().svg


def test_what_is_not_known_is_a_gap_and_not_nought() -> None:
    chart = tree(months())
    first, second = [one for one in chart.iter(f"{SVG}path") if one.get("class") == "chart__line"]
    assert re.sub(r"[\d. ]+", "", first.get("d", "")) == "MML"  # a point by itself, then a line
    assert first.get("stroke-dasharray") is None
    assert second.get("stroke-dasharray")
    spots = list(chart.iter(f"{SVG}circle"))
    assert len(spots) == 3 + 4
    assert [one.get("class") for one in spots[:3]] == ["chart__bar", "chart__bar", "chart__open"]
    assert months().rows[1] == ("feb", "onbekend", "6")
    assert months().rows[3] == ("apr", "20 (onvolledig)", "8")


def test_the_axis_begins_at_nought_and_goes_with_the_numbers() -> None:
    chart = tree(months())
    first = next(one for one in chart.iter(f"{SVG}path") if one.get("class") == "chart__line")
    ends = [float(y) for _x, y in re.findall(r"([\d.]+) ([\d.]+)", first.get("d", ""))]
    assert ends == pytest.approx([220 - 200 / 3, 20, 220 - 400 / 3], abs=0.1)  # 10, 30 and 20 of 30


def test_a_break_is_marked() -> None:
    assert "trendbreuk" not in months().svg
    assert "trendbreuk" in months(breaks=[2]).svg


def test_nothing_known_still_draws() -> None:
    chart = bars(title="t", label="l", series=("1",), rows=[("a", (Value(None),))], prefix="p")
    assert not list(tree(chart).iter(f"{SVG}rect"))
    empty = lines(title="t", label="l", points=("a",), series=[("1", (Value(None),))], prefix="p")
    assert "onbekend" in empty.rows[0]


@pytest.mark.parametrize("name", ["", "1a", 'a"', "A"])
def test_an_unfit_prefix(name: str) -> None:
    with pytest.raises(ValueError, match="prefix"):
        bars(title="t", label="l", series=("1",), rows=[("a", (Value(1),))], prefix=name)


def test_values_must_fit_the_points() -> None:
    with pytest.raises(ValueError, match="every point"):
        lines(title="t", label="l", points=("a", "b"), series=[("1", (Value(1),))], prefix="p")
    with pytest.raises(ValueError, match="rows"):
        bars(title="t", label="l", series=("1",), rows=[], prefix="p")


def test_names_are_escaped() -> None:
    chart = bars(title=HOSTILE, label="l", series=("1",), rows=[(HOSTILE, (Value(1),))], prefix="p")
    title = tree(chart).find(f"{SVG}title")
    assert title is not None
    assert title.text == HOSTILE
    assert "<script" not in chart.svg


def test_in_a_pdf_it_is_a_figure_with_its_words() -> None:
    chart = two_years()
    figure = Block(
        kind=Kind.FIGURE, key="grafiek", drawing={"svg": chart.svg}, alt=chart.title, text=chart.title
    )
    document = Document(
        title="Proef",
        kenmerk="PROEF-1",
        blocks=(Block(kind=Kind.TITLE, key="titel", text="Proef"), figure),
        moment="2026-02-10T09:30:00+01:00",
        author="gemeente Almere",
        municipality="Almere",
    )
    assert chart.svg in render_html(document)
    assert chart.title in render_text(document)
    pdf = pikepdf.open(io.BytesIO(render_pdf(document)))
    (drawn,) = [item.element for item in tag_reader.read(pdf) if item.role == "Figure"]
    assert chart.title in str(drawn.Alt)
    left, _bottom, right, _top = (float(x) for x in drawn.A.BBox)
    assert right - left > 400  # points: nearly the width of the text
    assert tag_reader.untagged(pdf).strip() == ""
