"""Rings in RD metres for the tests of this folder: a square of 4 hectares, a hole in it, one far off."""

from __future__ import annotations

SQUARE = "POLYGON ((143000 487000, 143200 487000, 143200 487200, 143000 487200, 143000 487000))"
RING = [[143000, 487000], [143200, 487000], [143200, 487200], [143000, 487200], [143000, 487000]]
HOLE = [[143050, 487050], [143050, 487100], [143100, 487100], [143100, 487050], [143050, 487050]]
FAR = [[144000, 487000], [144100, 487000], [144100, 487100], [144000, 487100], [144000, 487000]]


def polygon(*rings: list[list[float]]) -> dict:
    return {"type": "Polygon", "coordinates": list(rings)}
