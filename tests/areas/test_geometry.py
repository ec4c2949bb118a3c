"""Text to boundary and back: what is accepted, what is refused and with which words."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from areas import geometry as g
from areas.geometry import GeometryError
from tests.areas.shapes import FAR, HOLE, RING, SQUARE, polygon


def messages_of(attempt: Callable[[], object]) -> tuple[str, ...]:
    """The messages of a refusal, or 'ok' when the attempt succeeds; any other error fails the test."""
    try:
        attempt()
    except GeometryError as error:
        return error.messages
    return ("ok",)


def refused(text: str | bytes) -> str:
    with pytest.raises(GeometryError) as caught:
        g.read(text)
    assert caught.value.messages
    return str(caught.value)


# ---- accepted

CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
FEATURE = {"type": "Feature", "properties": {}, "geometry": polygon(RING)}


@pytest.mark.parametrize(
    "text",
    [
        SQUARE,
        SQUARE.encode(),
        b"\xef\xbb\xbf" + SQUARE.encode(),
        f"\n  {SQUARE.lower()}\n",
        f"SRID=28992;{SQUARE}",
        f"SRID=7415; {SQUARE}",
        f"SRID=0;{SQUARE}",
        "POLYGON Z((143000 487000 1,143200 487000 1,143200 487200 1,143000 487200 1,143000 487000 1))",
        "POLYGONZM((143000 487000 1 2,143200 487000 1 2,143200 487200 1 2,143000 487200 1 "
        "2,143000 487000 1 2))",
        "POLYGON ((1.43e5 +487000., 143200 4.87E5, 143200 487200, 143000 487200, 143000 487000))",
        json.dumps(polygon(RING)),
        json.dumps(polygon([[*p, 3.5] for p in RING])),
        json.dumps(FEATURE),
        json.dumps({"type": "FeatureCollection", "crs": CRS, "features": [FEATURE]}),
        json.dumps({"type": "GeometryCollection", "geometries": [polygon(RING)]}),
        json.dumps({**polygon(RING), "crs": None}),
        json.dumps({**polygon(RING), "crs": {"type": "name", "properties": {"name": "EPSG:28992"}}}),
    ],
)
def test_reads_the_same_square_however_written(text):
    assert g.read(text) == polygon(RING)


def test_reads_lonlat_declared_or_not():
    degrees = g.to_wgs84(polygon(RING))
    crs84 = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert g.read(json.dumps(degrees)) == polygon(RING)
    assert g.read(json.dumps({**degrees, "crs": crs84})) == polygon(RING)


def test_reads_holes_and_several_parts():
    holed = g.read(json.dumps(polygon(RING, HOLE)))
    both = g.read(json.dumps({"type": "MultiPolygon", "coordinates": [[RING, HOLE], [FAR]]}))
    assert g.hectares(holed) == pytest.approx(4.0 - 0.25)
    assert g.hectares(both) == pytest.approx(4.75)
    assert g.read(g.to_wkt(both)) == both


def test_rounds_to_the_centimetre_and_keeps_the_order():
    text = "POLYGON ((143200 487200, 143000.004 487200, 143000 487000.126, 143200 487200))"
    assert g.read(text)["coordinates"] == [
        [[143200, 487200], [143000.0, 487200], [143000, 487000.13], [143200, 487200]]
    ]


def test_read_mapping_is_read_without_the_text():
    assert g.read_mapping(FEATURE) == polygon(RING)
    with pytest.raises(GeometryError):
        g.read_mapping(polygon(RING[:-1]))


def test_another_municipality():
    text = "POLYGON ((155000 463000, 155100 463000, 155100 463100, 155000 463000))"
    assert g.hectares(g.read(text, bbox=(150000, 460000, 160000, 470000))) == pytest.approx(0.5)
    assert "buiten de gemeente" in refused(text)


# ---- refused: the text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["geen grens ingevuld"]),
        (" \n\t", ["geen grens ingevuld"]),
        (b"", ["geen grens ingevuld"]),
        ("\ufeff", ["geen grens ingevuld"]),
        ("hallo", ["geen GeoJSON en geen WKT", "hallo", "Voorbeeld: POLYGON"]),
        ("143000 487000", ["geen GeoJSON en geen WKT"]),
        ("{", ["geen geldige JSON", "regel 1, teken 2"]),
        ('{"type": "Polygon",\n "coordinates": [[[1, }', ["regel 2"]),
        ("[1, 2]", ["geen GeoJSON"]),
        ("{}", ["geen ‘type’"]),
        ('{"type": 3}', ["geen ‘type’"]),
        ('{"type": "Cirkel"}', ["Cirkel", "Polygon of MultiPolygon"]),
        ("<gml:Polygon/>", ["XML", "GeoJSON of WKT"]),
        (b"PK\x03\x04", ["zip-bestand"]),
        (b"\xff\xfeP\x00", ["UTF-8", "byte 1"]),
        ("POLYGÖN".encode("latin-1"), ["UTF-8", "byte 6"]),
        ("POINT (143000 487000)", ["een punt", "Polygon of MultiPolygon"]),
        ("LINESTRING (143000 487000, 143001 487001)", ["een lijn"]),
        ('{"type": "Point", "coordinates": [1, 2]}', ["een punt"]),
        ('{"type": "MultiLineString", "coordinates": []}', ["lijnen"]),
        ("CURVEPOLYGON ((1 1))", ["bogen"]),
        ("GEOMETRYCOLLECTION (POINT (1 1))", ["GeometryCollection"]),
        (
            json.dumps({"type": "GeometryCollection", "geometries": [polygon(RING), polygon(FAR)]}),
            ["2 vormen"],
        ),
        (json.dumps({"type": "FeatureCollection", "features": [FEATURE] * 3}), ["3 vormen", "MultiPolygon"]),
        ('{"type": "FeatureCollection", "features": []}', ["leeg"]),
        ('{"type": "Feature", "geometry": null}', ["geen vorm"]),
        ("POLYGON EMPTY", ["leeg"]),
        ("MULTIPOLYGON Z EMPTY", ["leeg"]),
        ('{"type": "Polygon"}', ["coordinates"]),
        ('{"type": "Polygon", "coordinates": []}', ["leeg"]),
        ('{"type": "Polygon", "coordinates": [[]]}', ["leeg"]),
        ('{"type": "MultiPolygon", "coordinates": [[]]}', ["leeg"]),
        (json.dumps(polygon(RING, [])), ["rand", "leeg"]),
        ('{"type": "Polygon", "coordinates": [[1, 2]]}', ["punt 1 van de buitenrand"]),
        ('{"type": "Polygon", "coordinates": [5]}', ["lijst van punten"]),
        ('{"type": "MultiPolygon", "coordinates": [5]}', ["lijst van randen"]),
        ("POLYGON ((143000 487000, 143200 487000", ["teken 39", "houdt de tekst op"]),
        ("POLYGON (143000 487000, 143200 487000)", ["teken 10", "een haakje openen"]),
        (SQUARE + " x", ["nog tekst"]),
        (SQUARE + "; " + SQUARE, ["nog tekst", "MULTIPOLYGON"]),
        (
            "POLYGON ((143000,5 487000,1, 143200 487000))",
            ["Punt 1 van de buitenrand", "met een punt, niet met een komma"],
        ),
        ("POLYGON ((143000 487000 1 2 3, 1 1))", ["5 getallen"]),
        ("POLYGON ((143000 487000, 143_200 487000))", ["Punt 2 van de buitenrand", "143_200"]),
        ("POLYGON ((143000 487000, 0x10 487000))", ["Punt 2 van de buitenrand", "0x10"]),
    ],
)
def test_refuses_text_that_is_no_area(text, words):
    message = refused(text).lower()
    for word in words:
        assert word.lower() in message


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("NaN", ["NaN", "geen getal"]),
        ("Infinity", ["Infinity", "geen getal"]),
        ("-Infinity", ["-Infinity"]),
        ("1e999", ["x van punt 1 van de buitenrand", "te groot"]),
        ("1" + "0" * 400, ["te groot"]),
        ("1" + "0" * 5000, ["veel te lang"]),
        ('"143000"', ["143000", "aanhalingstekens"]),
        ("null", ["leeg"]),
        ("true", ["waar of onwaar"]),
        ("[1]", ["een lijst"]),
    ],
)
def test_refuses_json_values_that_are_no_numbers(number, words):
    message = refused(f'{{"type": "Polygon", "coordinates": [[[{number}, 487000], [1, 1]]]}}')
    for word in words:
        assert word in message


@pytest.mark.parametrize("number", ["nan", "NaN", "inf", "-Infinity", "1e999"])
def test_refuses_wkt_numbers_that_are_not_finite(number):
    assert "Punt 2 van de buitenrand" in refused(SQUARE.replace("143200 487000", f"143200 {number}"))


# ---- refused: the coordinate system


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        (487000, 143000, ["x en de y zijn verwisseld", "x 487000, y 143000"]),
        (52.37, 5.22, ["breedte en de lengte zijn verwisseld", "eerst 52,37, dan 5,22"]),
        (582000, 6868000, ["Web Mercator"]),
        (650000, 5805000, ["UTM"]),
        (0, 0, ["graden", "niet in Nederland"]),
        (-74.0, 40.7, ["graden", "niet in Nederland"]),
        (143000487, 12, ["niet te herkennen", "EPSG:28992"]),
    ],
)
def test_refuses_other_coordinate_systems_by_name(x, y, words):
    d = 0.01 if abs(x) < 180 else 100
    message = refused(json.dumps(polygon([[x, y], [x + d, y], [x + d, y + d], [x, y]])))
    for word in words:
        assert word in message


def test_refuses_a_declared_system_that_the_numbers_contradict():
    message = refused(f"SRID=4326;{SQUARE}")
    assert "EPSG:4326" in message
    assert "RD New" in message


def test_refuses_an_unknown_declared_system():
    assert "EPSG:31370" in refused(f"SRID=31370;{SQUARE}")
    assert "‘Mars’" in refused(json.dumps({**polygon(RING), "crs": {"properties": {"name": "Mars"}}}))
    assert "crs" in refused(json.dumps({**polygon(RING), "crs": 28992}))


def test_one_stray_point_is_named():
    text = SQUARE.replace("143200 487200", "487200 143200")
    assert "Punt 3 van de buitenrand" in refused(text)
    assert "verwisseld" in refused(text)
    assert "WGS84" in refused(SQUARE.replace("143200 487200", "5.2 52.4"))


# ---- refused: the shape


@pytest.mark.parametrize(
    ("rings", "words"),
    [
        ([RING[:-1]], ["buitenrand is niet gesloten", "x 143000, y 487000", "punt 4", "x 143000, y 487200"]),
        ([RING, HOLE[:-1]], ["Gat 1 is niet gesloten", "x 143100, y 487050"]),
        (
            [[RING[0], RING[2], RING[1], RING[3], RING[0]]],
            ["kruist", "x 143100, y 487100", "punt 1 naar punt 2", "punt 3 naar punt 4"],
        ),
        (
            [[RING[0], RING[1], RING[1], *RING[2:]]],
            ["Punt 2 en punt 3 van de buitenrand vallen samen", "x 143200, y 487000"],
        ),
        ([[RING[0], RING[1], RING[0]]], ["2 verschillende punten", "minstens drie"]),
        ([[RING[0], RING[0], RING[0], RING[0]]], ["maar 1 punt"]),
        ([[RING[0]]], ["maar 1 punt"]),
        (
            [[[143000, 487000], [143100, 487000], [143200, 487000], [143000, 487000]]],
            ["geen oppervlakte", "x 143000, y 487000"],
        ),
        (
            [[[143000, 487000], [143000.5, 487000], [143000.5, 487000.5], [143000, 487000]]],
            ["geen oppervlakte"],
        ),
        ([RING, FAR], ["gat ligt buiten de buitenrand", "x 144000, y 487000"]),
        ([RING, RING], ["x 143", "van gat 1"]),
        (
            [RING, HOLE, [[143060, 487060], [143060, 487070], [143070, 487070], [143060, 487060]]],
            ["gat ligt binnen een ander gat"],
        ),
        ([[*RING[:3], [143100, 487000], *RING[3:]]], ["raakt", "x 143100, y 487000"]),
        (
            [
                RING,
                [[143000, 487100], [143100, 487000], [143200, 487100], [143100, 487200], [143000, 487100]],
            ],
            ["in tweeën"],
        ),
        (
            [[RING[0], [193200, 487000], *RING[2:]]],
            ["Punt 2 van de buitenrand (x 193200, y 487000) ligt buiten de gemeente", "136900"],
        ),
        (
            [[[120000, 487000], [120100, 487000], [120100, 487100], [120000, 487000]]],
            ["hele gebied ligt buiten", "x 120000"],
        ),
        (
            [[[100000, 400000], [200000, 400000], [200000, 500000], [100000, 500000], [100000, 400000]]],
            ["groter dan de gemeente", "100 bij 100 kilometer"],
        ),
    ],
)
def test_refuses_shapes_that_are_wrong_and_says_where(rings, words):
    message = refused(json.dumps(polygon(*rings)))
    for word in words:
        assert word in message


def test_refuses_overlapping_and_nested_parts():
    inner = [[143050, 487050], [143100, 487050], [143100, 487100], [143050, 487050]]
    shifted = [[x + 100, y + 50] for x, y in RING]
    assert "binnen een ander vlak" in refused(
        json.dumps({"type": "MultiPolygon", "coordinates": [[RING], [inner]]})
    )
    message = refused(json.dumps({"type": "MultiPolygon", "coordinates": [[RING], [shifted]]}))
    assert "van vlak 1" in message
    assert "van vlak 2" in message


def test_tells_all_reasons_at_once_but_not_hundreds():
    open_outside = [[143000, 487000], [193200, 487000], [143200, 487200]]
    with pytest.raises(GeometryError) as caught:
        g.read(json.dumps(polygon(open_outside)))
    assert len(caught.value.messages) == 2
    many = [RING[0], *([180000 + i, 487000 + i * i] for i in range(60)), RING[3], RING[0]]
    with pytest.raises(GeometryError) as caught:
        g.read(json.dumps(polygon(many)))
    assert len(caught.value.messages) == 11
    assert "nog 50 fouten" in caught.value.messages[-1]


def test_outside_in_degrees_speaks_degrees():
    message = refused("POLYGON ((4.9 52.37, 4.91 52.37, 4.91 52.38, 4.9 52.37))")
    assert "lengte 4,9, breedte 52,37" in message
    assert "lengte tussen 5,1" in message


# ---- refused: attacks


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: "x" * 200_000_000, "te groot"),
        (lambda: b"[" * 200_000_000, "te groot"),
        (lambda: "[" * 1_000_000, "te diep"),
        (lambda: '{"type":' * 200_000, "te diep"),
        (lambda: '{"type":"Feature","geometry":' * 50 + "{}" + "}" * 50, "te diep"),
        (lambda: "POLYGON ((" + "143000 487000," * 130_000 + "1 1))", "5.000 punten"),
        (lambda: json.dumps(polygon([[143000, 487000]] * 90_000)), "5.000 punten"),
        (lambda: "POLYGON (" + "(" * 1_000_000, "teken"),
        (lambda: "1" * 1_900_000, "geen GeoJSON"),
        (lambda: "POLYGON " + " " * 1_900_000 + "!", "teken"),
    ],
)
def test_refuses_huge_and_deep_text_fast(make, words):
    """No input costs more than a few times what it costs to read the largest JSON that is let in."""
    text, largest = make(), json.dumps([[143000, 487000]] * 90_000)
    start = time.process_time()
    json.loads(largest)
    floor = time.process_time() - start
    assert words in refused(text)
    assert time.process_time() - start < 20 * floor


# ---- refused or read: anything


@settings(max_examples=300)
@given(
    st.text(max_size=60)
    | st.binary(max_size=60)
    | st.text(alphabet='POLYGNMUTI()0123456789., -eE{}[]":', max_size=80)
)
def test_any_text_is_read_or_refused_in_words(text):
    assert all(messages_of(lambda: g.read(text)))


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["Polygon", "Feature"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "coordinates", "geometry", "features", "crs", "properties", "name"]),
            inner,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300)
@given(
    st.fixed_dictionaries(
        {"type": st.sampled_from(["Polygon", "MultiPolygon", "Feature", "FeatureCollection"])},
        optional={
            "coordinates": json_values,
            "geometry": json_values,
            "features": json_values,
            "crs": json_values,
        },
    )
)
def test_any_json_is_read_or_refused_in_words(value):
    for attempt in (lambda: g.read(json.dumps(value)), lambda: g.read_mapping(value)):
        assert all(messages_of(attempt))
