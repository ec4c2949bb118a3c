"""From RD to degrees and back, sizes and containment, and a place that was typed."""

from __future__ import annotations

import json
import math
import time
import warnings
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from areas import geometry as g
from areas.geometry import GeometryError, projection
from tests.areas.shapes import FAR, HOLE, RING, SQUARE, polygon

# ---- conversion

# The origin of RD as published: with the official definition, and with the well-known polynomial formula.
AMERSFOORT = [
    ((155000, 463000), (5.387203657, 52.155172897), 0.25),
    ((155000, 463000), (5.38720621, 52.15517440), 0.35),
]


@pytest.mark.parametrize(("rd", "lonlat", "tolerance_m"), AMERSFOORT)
def test_known_points(rd, lonlat, tolerance_m):
    found = projection.lonlat_to_rd([lonlat])[0]
    assert math.dist(found, rd) < tolerance_m
    lon, lat = projection.rd_to_lonlat([rd])[0]
    assert math.hypot((lon - lonlat[0]) * 68_400, (lat - lonlat[1]) * 111_270) < tolerance_m


def test_conversion_warns_of_nothing_and_needs_no_grid():
    projection._transformer.cache_clear()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        projection.rd_to_lonlat([(143000.0, 487000.0)])


def test_wgs84_is_anticlockwise_outside_and_clockwise_inside():
    clockwise = g.read(json.dumps(polygon(RING[::-1], HOLE[::-1])))
    outer, hole = g.to_wgs84(clockwise)["coordinates"]

    def turn(ring):
        return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))

    assert turn(outer) > 0 > turn(hole)


box = st.tuples(
    st.integers(13_800_000, 15_300_000),
    st.integers(48_000_000, 49_200_000),
    st.integers(200, 150_000),
    st.integers(200, 150_000),
).map(lambda t: [v / 100 for v in t])


def rectangle(x: float, y: float, w: float, h: float) -> dict:
    x1, y1 = round(x + w, 2), round(y + h, 2)
    return polygon([[x, y], [x1, y], [x1, y1], [x, y1], [x, y]])


@given(box)
def test_round_trips_through_wkt_and_degrees_to_the_centimetre(values):
    area = g.read(json.dumps(rectangle(*values)))
    assert g.read(g.to_wkt(area)) == area
    assert g.read(json.dumps(g.to_wgs84(area))) == area


@given(box)
def test_hectares_of_a_rectangle(values):
    assert g.hectares(rectangle(*values)) == pytest.approx(values[2] * values[3] / 10_000, rel=1e-3)


# ---- measures


def test_contains_point_counts_the_boundary_and_not_the_hole():
    area = g.read(json.dumps(polygon(RING, HOLE)))
    inside = [(143010, 487010), (143000, 487100), (143000, 487000), (143050, 487075)]
    outside = [(143075, 487075), (142999.9, 487100), (143300, 487100)]
    assert all(g.contains_point(area, *p) for p in inside)
    assert not any(g.contains_point(area, *p) for p in outside)
    with pytest.raises(GeometryError):
        g.contains_point(area, math.nan, 1)


def test_overlap_same_and_within():
    area, other = polygon(RING), polygon([[x + 100, y] for x, y in RING])
    turned = polygon([RING[2], RING[1], RING[0], RING[3], RING[2]])
    assert g.overlap_m2(area, other) == pytest.approx(20_000)
    assert g.overlap_m2(area, polygon(FAR)) == 0
    assert g.same_shape(area, turned)
    assert g.same_shape(area, {"type": "MultiPolygon", "coordinates": [[RING]]})
    assert not g.same_shape(area, polygon([*RING[:2], [143200.01, 487200], *RING[3:]]))
    assert g.is_within(polygon(HOLE), area)
    assert g.is_within(area, area)
    assert g.is_within(polygon([[143000, 486999.99], *RING[1:4], [143000, 486999.99]]), area)
    assert not g.is_within(area, polygon(RING, HOLE))
    assert not g.is_within(other, area)


def test_bbox_and_wkt():
    assert g.bbox(polygon(RING)) == (143000, 487000, 143200, 487200)
    assert g.to_wkt(g.read(SQUARE)) == SQUARE


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"type": "Point", "coordinates": [1, 2]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon"},
        None,
    ]
    + [
        polygon([[143000, 487000], [143200, bad], [143200, 487200], [143000, 487000]])
        for bad in (math.nan, math.inf)
    ],
)
@pytest.mark.parametrize("measure", [g.hectares, g.bbox, g.to_wkt, g.to_wgs84, g.shape_of])
def test_measures_refuse_what_is_no_area(measure, broken):
    with pytest.raises(GeometryError):
        measure(broken)


# ---- a typed point


@pytest.mark.parametrize(
    ("x", "y", "point"),
    [
        ("143210,5", "487000", (143210.5, 487000)),
        (" 143210.504 ", "487000", (143210.5, 487000)),
        ("143.210", "487.000,25", (143210, 487000.25)),
        ("143 210", "487\u00a0000", (143210, 487000)),
    ],
)
def test_parse_point(x, y, point):
    assert g.parse_point(x, y) == point


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        ("", "", ["De x ontbreekt", "De y ontbreekt"]),
        ("hier", "487000", ["De x is geen getal", "hier"]),
        ("nan", "inf", ["De x is geen getal", "De y is geen getal"]),
        ("1e5", "487000", ["De x is geen getal"]),
        ("1" * 400, "487000", ["De x is geen getal"]),
        ("487000", "143000", ["verwisseld"]),
        ("5,2213", "52,3702", ["graden", "x 1437", "y 4869"]),
        ("52.37", "5.22", ["verwisseld"]),
        ("120000", "487000", ["x 120000, y 487000", "buiten de gemeente"]),
    ],
)
def test_parse_point_refuses(x, y, words):
    with pytest.raises(GeometryError) as caught:
        g.parse_point(x, y)
    for word in words:
        assert word in str(caught.value)


def test_reads_the_most_points_fast():
    ring = [
        [
            round(145000 + 900 * math.cos(math.tau * k / 4998), 2),
            round(487000 + 900 * math.sin(math.tau * k / 4998), 2),
        ]
        for k in range(4998)
    ]
    start = time.perf_counter()
    round_area = g.read(json.dumps(polygon([*ring, ring[0]])))
    assert time.perf_counter() - start < 1.0
    assert g.hectares(round_area) == pytest.approx(math.pi * 81, rel=1e-4)
