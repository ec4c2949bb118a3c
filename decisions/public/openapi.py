"""The description of the API (OpenAPI 3.1), made from its code; docs/openapi.json is a copy of it."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import lru_cache
from typing import Any

from django.conf import settings

from .problems import PROBLEM

VERSION = "1.0.0"
TITLE = "Aanwijzingsbesluiten cameratoezicht"
DESCRIPTION = (
    "De openbare besluiten over cameratoezicht (artikel 151c Gemeentewet) en de gebieden waarvoor zij "
    "gelden. Alleen lezen, zonder sleutel. Een dag is de dag in Nederland; een toestand is die van vandaag."
)
HEADERS = {
    "API-Version": {"description": "De volledige versie van de API.", "schema": {"type": "string"}},
    "ETag": {
        "description": "Stuur deze waarde als If-None-Match: is er niets veranderd, dan volgt 304.",
        "schema": {"type": "string"},
    },
}
CRS_HEADER = {
    "Content-Crs": {"description": "Het coördinatenstelsel van de geometrie.", "schema": {"type": "string"}}
}
ACCEPT_CRS = {
    "name": "Accept-Crs",
    "in": "header",
    "required": False,
    "description": "Het coördinatenstelsel als URI, OGC:CRS84 of EPSG:28992.",
    "schema": {"type": "string"},
}
FEATURES = {
    "type": "object",
    "description": "Dezelfde gebieden als GeoJSON (RFC 7946).",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "id", "geometry", "properties"],
                "properties": {
                    "type": {"const": "Feature"},
                    "id": {"type": "string"},
                    "geometry": {"type": ["object", "null"]},
                    "properties": {"type": "object"},
                },
            },
        },
    },
}
TAGS = [
    {"name": "aanwijzingsbesluiten", "description": "Besluiten van de burgemeester."},
    {"name": "gebieden", "description": "Aangewezen gebieden met hun grens."},
]


def description() -> dict[str, Any]:
    """The whole description, ready for JSON."""
    return deepcopy(_made())


@lru_cache(maxsize=1)
def _made() -> dict[str, Any]:
    from .api import api  # here, not above: the API itself asks this module for its title

    made: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=""), default=str))
    made["info"]["contact"] = {
        "name": f"Gemeente {settings.MUNICIPALITY}",
        "url": f"{settings.SITE_URL}/register/",
        "email": settings.CONTACT_EMAIL,
    }
    made["info"]["license"] = {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}
    made["servers"] = [{"url": "/api/v1", "description": "Deze installatie"}]
    made["tags"] = TAGS
    for name in ("DecisionFilter", "AreaFilter", "CrsChoice"):  # they stand with the parameters
        made["components"]["schemas"].pop(name)
    for address, item in made["paths"].items():
        _complete(item["get"], geo=address.startswith("/gebieden"))
    return made


def as_text() -> str:
    """The file in the tree."""
    return json.dumps(description(), ensure_ascii=False, indent=2) + "\n"


def _complete(operation: dict[str, Any], *, geo: bool) -> None:
    """What ninja cannot know: headers, problems, 304 and the other form of the areas."""
    answers = operation["responses"]
    schema = {"$ref": "#/components/schemas/Problem"}
    for status, words in (("400", "Een parameter klopt niet."), ("404", "Er is hier niets."), ("406", "")):
        said = words or "Deze vorm is er niet."
        answers[status] = {"description": said, "content": {PROBLEM: {"schema": schema}}}
    answers["304"] = {"description": "Er is niets veranderd sinds de gestuurde ETag."}
    answers["200"]["description"] = "Gelukt."
    answers["200"]["headers"] = {**HEADERS, **(CRS_HEADER if geo else {})}
    for status in ("304", "400", "404", "406"):
        answers[status]["headers"] = {"API-Version": HEADERS["API-Version"]}
    operation["responses"] = dict(sorted(answers.items()))
    if geo:
        answers["200"]["content"]["application/geo+json"] = {"schema": FEATURES}
        operation.setdefault("parameters", []).append(ACCEPT_CRS)
