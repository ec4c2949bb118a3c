"""The map: well-formed, self-contained, true to scale, complete."""

from __future__ import annotations

import math
import re
import time
from xml.etree import ElementTree

import pytest
import shapely

from areas.drawing import describe, draw, panels, symbols
from areas.geometry import GeometryError

NS = "{http://www.w3.org/2000/svg}"


def square(x: float, y: float, side: float = 300) -> dict:
    ring = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def area(name: str = "Haven", x: float = 143000, y: float = 486000, kind: str = "designated") -> dict:
    return {"name": name, "geometry": square(x, y), "kind": kind}


def position(number: str, x: float, y: float, kind: str = "fixed", direction: float | None = None) -> dict:
    return {"number": number, "x": x, "y": y, "kind": kind, "direction": direction}


HOLED = {
    "type": "MultiPolygon",
    "coordinates": [
        [*square(143000, 486000)["coordinates"], *square(143100, 486100, 50)["coordinates"]],
        square(143400, 486000, 100)["coordinates"],
    ],
}
CAMERAS = [
    position("C-1", 143050, 486050, direction=45),
    position("C-2", 143250, 486250, direction=-90),
    position("M-1", 143150, 486200, kind="mobile"),
]
FULL = {
    "areas": [
        {"name": "Haven", "geometry": HOLED, "kind": "designated"},
        area("Haven 2022", 143050, 485950, kind="former"),
        area("Wijk A", 142800, 486100, kind="context"),
        area("Wijk B", 143100, 486100, kind="context"),
    ],
    "positions": CAMERAS,
}


def parsed(**arguments: object) -> ElementTree.Element:
    return ElementTree.fromstring(draw(**arguments))


def texts(svg: ElementTree.Element) -> list[str]:
    return ["".join(t.itertext()) for t in svg.iter(f"{NS}text") if t.get("aria-hidden") is None]


def metres_per_unit(svg: ElementTree.Element) -> float:
    bar = next(e for e in svg.iter() if e.get("data-metres"))
    rect = next(e for e in bar if e.get("data-scale") is not None)
    return float(bar.get("data-metres")) / float(rect.get("width"))


def spots(svg: ElementTree.Element) -> dict[str, tuple[float, float]]:
    """Page position of each camera, read from its innermost circle."""
    found = {}
    for group in svg.iter(f"{NS}g"):
        if number := group.get("data-number"):
            circle = group.findall(f"{NS}circle")[-1]
            found[number] = (float(circle.get("cx")), float(circle.get("cy")))
    return found


@pytest.mark.parametrize("width_mm", [60, 90, 160, 250])
@pytest.mark.parametrize("with_legend", [True, False])
def test_is_well_formed_and_self_contained(width_mm, with_legend):
    text = draw(**FULL, width_mm=width_mm, title="Kaart", with_legend=with_legend)
    svg = ElementTree.fromstring(text)
    assert svg.get("role") == "img"
    assert svg.get("width") == f"{width_mm}mm"
    left, top, width, height = map(float, svg.get("viewBox").split())
    assert (left, top, width) == (0, 0, width_mm * 10)
    assert float(svg.get("height").removesuffix("mm")) == pytest.approx(height / 10, abs=0.02)
    names = {a.split("}")[-1] for e in svg.iter() for a in e.attrib}
    assert not {n for n in names if n in {"style", "class", "href", "src"} or n.startswith("on")}
    tags = {e.tag.removeprefix(NS) for e in svg.iter()}
    assert tags <= {"svg", "title", "g", "rect", "path", "circle", "text"}
    assert "url(" not in text
    assert re.findall(r"https?://[^\"]*", text) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"nan|inf\b", re.sub(r"<(text|title).*?</\1>", "", text), re.IGNORECASE)


def test_every_mark_stays_on_the_paper():
    svg = parsed(**FULL)
    _, _, width, height = map(float, svg.get("viewBox").split())
    for e in svg.iter(f"{NS}text"):
        assert 0 <= float(e.get("x")) <= width
        assert 0 < float(e.get("y")) < height


def test_two_maps_on_one_page_share_no_id():
    ids = [
        e.get("id")
        for prefix in ("kaart", "kaart-2")
        for e in parsed(**FULL, prefix=prefix).iter()
        if e.get("id")
    ]
    assert ids == ["kaart-titel", "kaart-2-titel"]
    assert parsed(**FULL, prefix="k2").get("aria-labelledby") == "k2-titel"


@pytest.mark.parametrize("prefix", ["", "1a", 'a"b', "a b", "é"])
def test_refuses_a_prefix_that_is_no_id(prefix):
    with pytest.raises(ValueError, match="prefix"):
        draw(**FULL, prefix=prefix)


@pytest.mark.parametrize("side", [20, 90, 300, 1_200, 9_000])
@pytest.mark.parametrize("width_mm", [80, 160])
def test_scale_bar_is_true_and_round(side, width_mm):
    areas = [{"name": "A", "geometry": square(143000, 480000, side), "kind": "designated"}]
    corners = [position("ZW", 143000, 480000), position("NO", 143000 + side, 480000 + side)]
    svg = parsed(areas=areas, positions=corners, width_mm=width_mm)
    found = spots(svg)
    dx, dy = found["NO"][0] - found["ZW"][0], found["ZW"][1] - found["NO"][1]
    assert dx * metres_per_unit(svg) == pytest.approx(side, rel=0.005)
    assert dy * metres_per_unit(svg) == pytest.approx(side, rel=0.005)
    metres = float(next(e.get("data-metres") for e in svg.iter() if e.get("data-metres")))
    assert metres / 10 ** math.floor(math.log10(metres)) in (1, 2, 5)
    assert f"{metres:g} meter" in texts(svg)


def test_every_position_is_drawn_where_it_is():
    svg = parsed(**FULL)
    found, per_unit = spots(svg), metres_per_unit(svg)
    assert set(found) == {"C-1", "C-2", "M-1"}
    (x0, y0) = found["C-1"]
    for p in CAMERAS:
        x, y = found[p["number"]]
        assert (x - x0) * per_unit == pytest.approx(p["x"] - CAMERAS[0]["x"], abs=0.3)
        assert (y0 - y) * per_unit == pytest.approx(p["y"] - CAMERAS[0]["y"], abs=0.3)
    assert {"C-1", "C-2", "M-1"} <= set(texts(svg))


def test_boundary_and_hole_are_drawn_where_they_are():
    svg = parsed(**FULL)
    x0, y0 = spots(svg)["C-1"]
    per_unit = metres_per_unit(svg)
    tint = next(e for e in svg.iter(f"{NS}path") if e.get("fill-rule") == "evenodd")
    rings = [re.findall(r"([\d.]+) ([\d.]+)", ring) for ring in tint.get("d").split("M")[1:]]
    drawn = {
        (round(143050 + (float(x) - x0) * per_unit), round(486050 + (y0 - float(y)) * per_unit))
        for ring in rings
        for x, y in ring
    }
    expected = {(int(x), int(y)) for part in HOLED["coordinates"] for ring in part for x, y in ring}
    assert len(rings) == 3
    assert drawn == expected


def test_kinds_differ_by_shape_and_line_not_only_colour():
    svg = parsed(**FULL)
    groups = {g.get("data-number"): g for g in svg.iter(f"{NS}g") if g.get("data-number")}
    assert len(groups["C-1"].findall(f"{NS}circle")) == 2
    assert len(groups["M-1"].findall(f"{NS}path")) == 2
    dashes = {e.get("stroke-dasharray") for e in svg.iter(f"{NS}path")}
    assert len(dashes) == 3


def test_states_of_a_position_differ_by_shape():
    """In use, without a designation in force, without a camera, and any of them proposed for removal."""
    states = [
        position("A", 143050, 486050) | {"state": "in_use", "leaving": False},
        position("B", 143100, 486100) | {"state": "without"},
        position("C", 143150, 486150) | {"state": "empty"},
        position("D", 143200, 486200, kind="mobile") | {"state": "without", "leaving": True},
    ]
    arguments = {"areas": [area(), area("Straks", 143400, kind="coming")], "positions": states}
    svg = parsed(**arguments)
    groups = {g.get("data-number"): g for g in svg.iter(f"{NS}g") if g.get("data-number")}
    assert {number: g.get("data-state") for number, g in groups.items()} == {
        "A": None, "B": "without", "C": "empty", "D": "without",
    }  # fmt: skip
    shapes = {
        number: [(e.tag, e.get("stroke-dasharray"), e.get("fill") == symbols.CAMERA) for e in g]
        for number, g in groups.items()
    }
    assert len({str(found) for found in shapes.values()}) == 4
    rings = [e for e in svg.iter(f"{NS}circle") if e.get("stroke-dasharray") == "11 8"]
    assert len(rings) == 2  # around D and in the legend
    legend = {
        "Zonder aanwijzing die geldt",
        "Positie zonder camera",
        "Voorgesteld om weg te halen",
        "Toekomstig: nog niet in werking",
    }
    assert legend <= set(texts(svg))
    assert not legend & set(texts(parsed(**FULL)))
    words = describe(**arguments)
    assert "B (zonder aanwijzing die geldt)" in words
    assert "C (er staat geen camera)" in words
    assert "D (zonder aanwijzing die geldt, voorgesteld om weg te halen)" in words
    assert "Toekomstig gebied Straks" in words


def test_the_legend_may_use_other_words():
    found = texts(parsed(areas=[area()], words={"designated": "Grens van het gebied"}))
    assert "Grens van het gebied" in found
    assert "Aangewezen gebied" not in found


def test_the_north_arrow_leaves_room_for_a_camera_in_its_corner():
    corner = [position("ZW", 143000, 486000), position("NO", 143400, 486200)]
    svg = parsed(areas=[], positions=corner, width_mm=60)
    x, y = spots(svg)["NO"]
    letter = next(t for t in svg.iter(f"{NS}text") if t.text == "N")
    assert math.hypot(float(letter.get("x")) - x, float(letter.get("y")) - y) > 100


def test_a_neighbour_whose_borders_lie_outside_the_map_leaves_no_empty_path():
    around = {"name": "Stad", "geometry": square(140000, 484000, 6000), "kind": "context"}
    svg = parsed(areas=[around], positions=[position("A", 143000, 486000)])
    assert all(len(path.get("d")) > 1 for path in svg.iter(f"{NS}path") if path.get("fill") != "none")
    assert "M" not in [path.get("d") for path in svg.iter(f"{NS}path")]


def test_grid_numbers_are_true():
    svg = parsed(**FULL)
    x0, y0 = spots(svg)["C-1"]
    per_unit = metres_per_unit(svg)
    numbers = [t for t in svg.iter(f"{NS}text") if re.fullmatch(r"\d{6}", t.text or "")]
    assert len(numbers) >= 4
    for t in numbers:
        if t.get("transform"):
            assert 486050 + (y0 - float(t.get("y"))) * per_unit == pytest.approx(int(t.text), abs=0.3)
        else:
            assert 143050 + (float(t.get("x")) - x0) * per_unit == pytest.approx(int(t.text), abs=0.3)


def test_legend_names_what_is_there_and_nothing_else():
    everything = texts(parsed(**FULL))
    for words in (
        "Aangewezen gebied",
        "Eerdere grens",
        "Grens van wijk of buurt",
        "Vaste camera",
        "Plek voor mobiele camera",
        "Kijkrichting (niet op schaal)",
    ):
        assert words in everything
    bare = texts(parsed(areas=[area()]))
    assert "Aangewezen gebied" in bare
    assert "Vaste camera" not in bare
    assert "Aangewezen gebied" not in texts(parsed(areas=[area()], with_legend=False))


def test_always_names_north_and_the_coordinates():
    for legend in (True, False):
        words = texts(parsed(areas=[area()], with_legend=legend))
        assert "N" in words
        assert any("RD New (EPSG:28992)" in w for w in words)


def test_names_the_source_on_a_line_of_its_own():
    without, with_source = parsed(**FULL), parsed(**FULL, source="Wijkgrenzen: CBS & Kadaster 2023")
    line = next(t for t in with_source.iter(f"{NS}text") if (t.text or "").startswith("Wijkgrenzen"))
    heights = [float(svg.get("viewBox").split()[3]) for svg in (without, with_source)]
    assert line.text == "Wijkgrenzen: CBS & Kadaster 2023"
    assert heights[0] - 20 < float(line.get("y")) < heights[1]
    assert max(float(t.get("y")) for t in with_source.iter(f"{NS}text")) == float(line.get("y"))


def test_escapes_and_cleans_every_text():
    nasty = '<script>alert("1")</script> & \x00\x0b\u202e\ud800 ’'
    svg = draw(areas=[area(nasty)], positions=[position('"><b>', 143100, 486100)], title=f"{nasty}</title>")
    parsed_svg = ElementTree.fromstring(svg)
    assert "<script" not in svg
    assert "<b>" not in svg
    svg.encode("utf-8")
    assert '"><b>' in spots(parsed_svg)
    assert parsed_svg.find(f"{NS}title").text.startswith('<script>alert("1")</script> &')


def test_title_falls_back_to_the_names():
    assert parsed(areas=[area("Haven"), area("Stad")]).find(f"{NS}title").text == "Kaart van Haven, Stad"
    assert parsed(areas=[], positions=CAMERAS).find(f"{NS}title").text == "Kaart met cameraposities"


NO_NUMBERS = [math.nan, math.inf, "143000", True]


@pytest.mark.parametrize(
    ("name", "bad"),
    [*((name, bad) for name in ("x", "y", "direction") for bad in NO_NUMBERS), ("x", None), ("y", None)],
)
def test_refuses_positions_that_are_no_numbers(name, bad):
    with pytest.raises(GeometryError, match="C-9"):
        draw(areas=[area()], positions=[{**position("C-9", 143000, 486000), name: bad}])


def test_refuses_broken_areas_kinds_sizes_and_an_empty_map():
    broken = {"type": "Polygon", "coordinates": [[[143000, 486000], [math.nan, 1], [1, 1], [143000, 486000]]]}
    with pytest.raises(GeometryError):
        draw(areas=[{**area(), "geometry": broken}])
    crossed = {"type": "Polygon", "coordinates": [[[0, 0], [9, 9], [9, 0], [0, 9], [0, 0]]]}
    with pytest.raises(GeometryError):
        draw(areas=[{**area(), "geometry": crossed}])
    with pytest.raises(GeometryError):
        draw(areas=[])
    with pytest.raises(ValueError, match="kind"):
        draw(areas=[area(kind="other")])
    with pytest.raises(ValueError, match="kind"):
        draw(areas=[area()], positions=[position("1", 1, 1, kind="vast")])
    for width in (0, -1, math.nan, 1e9):
        with pytest.raises(ValueError, match="width_mm"):
            draw(areas=[area()], width_mm=width)


def test_same_facts_same_drawing():
    assert draw(**FULL) == draw(**FULL)


def test_numbers_of_cameras_close_together_do_not_cover_each_other():
    row = [position(f"C-{i}", 143100 + 12 * i, 486150) for i in range(6)]
    svg = parsed(areas=[area()], positions=row)
    places = [
        (float(t.get("x")), float(t.get("y")))
        for t in svg.iter(f"{NS}text")
        if (t.text or "").startswith("C-") and not t.get("aria-hidden")
    ]
    assert len(places) == 6
    for i, (x, y) in enumerate(places):
        assert all(abs(x - a) > 20 or abs(y - b) > 20 for a, b in places[:i])


def test_is_fast_enough_for_a_page():
    many = [position(f"C-{i}", 143000 + 300 * (i % 8) / 8, 486000 + 300 * (i // 8) / 8) for i in range(60)]
    start = time.perf_counter()
    draw(areas=FULL["areas"], positions=many)
    assert time.perf_counter() - start < 1.5


# ---- panels


def test_far_areas_get_their_own_map():
    near, also_near, far = area("A"), area("B", 145000), area("C", 150000)
    groups = panels([near, far, also_near], [position("1", 150010, 486010), position("2", 143010, 486010)])
    assert [[a["name"] for a in g["areas"]] for g in groups] == [["A", "B"], ["C"]]
    assert [[p["number"] for p in g["positions"]] for g in groups] == [["2"], ["1"]]
    assert all(draw(**g) for g in groups)


def test_context_joins_the_groups_it_touches_and_joins_no_groups():
    big = {"name": "Wijk", "geometry": square(142000, 485000, 10_000), "kind": "context"}
    groups = panels([area("A"), area("C", 150000), big])
    assert [[a["name"] for a in g["areas"]] for g in groups] == [["A", "Wijk"], ["C", "Wijk"]]
    assert panels([big]) == [{"areas": [big], "positions": []}]
    assert panels([]) == []


def test_a_position_far_from_all_areas_has_its_own_map():
    groups = panels([area("A")], [position("1", 153000, 486000)])
    assert [len(g["areas"]) for g in groups] == [1, 0]
    assert draw(**groups[1])


# ---- the text alternative


def test_describe_holds_the_facts_of_the_map():
    text = describe(**FULL, streets=["Dek", "Brink", "Kade"])
    # 300 x 300 - 50 x 50 + 100 x 100 m = 9.75 ha
    for words in (
        "Aangewezen gebied Haven: 9,8 hectare",
        "500 meter van west naar oost",
        "300 meter van zuid naar noord",
        "x 143000 tot 143500, y 486000 tot 486300",
        "twee losse delen",
        "Eén deel binnen de grens hoort niet bij het gebied",
        "eerdere grens van Haven 2022",
        "Dek, Brink en Kade",
        "Wijk A en Wijk B",
        "Twee vaste camera's: C-1 (kijkt naar het noordoosten) en C-2 (kijkt naar het westen).",
        "Eén plek voor een mobiele camera: M-1.",
    ):
        assert words in text


def test_describe_without_positions_and_streets():
    text = describe(areas=[area("Klein")])
    assert "9,0 hectare" in text
    assert "geen cameraposities" in text
    assert "Binnen het gebied" not in text


def test_hatching_leaves_out_a_line_that_is_empty() -> None:
    """What an intersection gives of a very small area in a large frame."""
    line = shapely.LineString([(0, 0), (1, 1)])
    found = symbols._lines(shapely.GeometryCollection([shapely.LineString(), line, shapely.Point(0, 0)]))
    assert found.equals(line)
