"""The background of the map: only a server that the environment names may show a picture."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from almere_camera.tiles import origins

PDOK = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:28992/{z}/{x}/{y}.png"


def images(monkeypatch: pytest.MonkeyPatch, url: str) -> Any:
    """The img-src of the CSP as a server would start with this address."""
    monkeypatch.setenv("MAP_TILES_URL", url)
    made = runpy.run_path(str(Path(settings.BASE_DIR) / "almere_camera" / "settings.py"))
    return made["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["img-src"]


def test_only_a_configured_server_may_show_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    assert images(monkeypatch, "") == ["'self'", "data:"]
    assert images(monkeypatch, PDOK) == ["'self'", "data:", "https://service.pdok.nl"]


@pytest.mark.parametrize(
    "wrong",
    [
        "https://service.pdok.nl/kaart.png",
        PDOK.replace("https", "http"),
        "//service.pdok.nl/{z}/{x}/{y}.png",
        "https:///{z}/{x}/{y}.png",
        "https://a.nl;script-src/{z}/{x}/{y}.png",
        "https://*.nl/{z}/{x}/{y}.png",
        "https://{s}.tegels.nl/{z}/{x}/{y}.png",
        "https://wie:wachtwoord@tegels.nl/{z}/{x}/{y}.png",
    ],
)
def test_another_address_is_refused(wrong: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="MAP_TILES_URL"):
        origins(wrong)


def test_one_may_try_a_server_of_tiles_on_ones_own_machine() -> None:
    assert origins("http://localhost:8999/{z}/{x}/{y}.png") == ["http://localhost:8999"]
