"""What is vendored, design system and map library: committed is what was built, served with hashed names."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import call_command
from django.test import override_settings

VENDORED = Path(settings.BASE_DIR) / "static" / "vendor"
OWN = Path(settings.BASE_DIR) / "static" / "almere"
RECORDS = {name: json.loads((VENDORED / name / "VENDORED.json").read_text()) for name in ("nlds", "leaflet")}


def test_nothing_else_is_vendored() -> None:
    assert {path.name for path in VENDORED.iterdir()} == set(RECORDS)


@pytest.mark.parametrize("name", RECORDS)
def test_every_file_has_the_sha256_of_the_record(name: str) -> None:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (VENDORED / name).iterdir()}
    found.pop("VENDORED.json")
    assert found == RECORDS[name]["files"]


def test_every_package_is_free_to_use_and_pinned() -> None:
    wanted = json.loads((Path(settings.BASE_DIR) / "frontend" / "package.json").read_text())["dependencies"]
    packages = {name: record["packages"] for name, record in RECORDS.items()}
    assert {p["package"]: p["version"] for found in packages.values() for p in found} == wanted
    assert {package["license"] for package in packages["nlds"]} == {"EUPL-1.2"}
    assert {package["license"] for package in packages["leaflet"]} == {"BSD-2-Clause"}
    assert "EUROPEAN UNION PUBLIC LICENCE" in (VENDORED / "nlds" / "LICENSE.md").read_text().upper()
    assert "BSD 2-Clause License" in (VENDORED / "leaflet" / "LICENSE.md").read_text()


def test_the_lock_file_names_no_download_address() -> None:
    assert '"resolved"' not in (Path(settings.BASE_DIR) / "frontend" / "package-lock.json").read_text()


@pytest.mark.parametrize(
    "sheet", sorted(VENDORED.glob("*/*.css")) + sorted(OWN.glob("*.css")), ids=lambda p: p.name
)
def test_a_style_sheet_names_no_other_file(sheet: Path) -> None:
    css = sheet.read_text()
    assert "sourceMappingURL" not in css
    assert "@import" not in css
    assert all(
        url.startswith(("data:", '"data:', "'data:")) for url in re.findall(r"url\(\s*([^)]{0,20})", css)
    )


def test_every_own_token_that_is_read_is_set() -> None:
    css = "".join(path.read_text() for path in OWN.glob("*.css"))
    assert set(re.findall(r"var\((--app-[\w-]+)", css)) <= set(re.findall(r"(--app-[\w-]+)\s*:", css))


@pytest.mark.parametrize("name", ["color", "style", "width", "offset"])
def test_the_tokens_of_the_focus_ring_are_set(name: str) -> None:
    assert f"--utrecht-focus-outline-{name}:" in (OWN / "theme.css").read_text()


def test_static_files_can_be_collected_with_hashed_names(tmp_path: Path) -> None:
    storages = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    with override_settings(STATIC_ROOT=str(tmp_path), STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
        manifest = json.loads((tmp_path / ManifestStaticFilesStorage.manifest_name).read_text())["paths"]
    for name in (
        "vendor/nlds/tokens.css",
        "vendor/nlds/components.css",
        "vendor/leaflet/leaflet.css",
        "vendor/leaflet/leaflet.js",
        "almere/app.css",
        "almere/app.js",
    ):
        assert (tmp_path / manifest[name]).exists()
        assert manifest[name] != name
