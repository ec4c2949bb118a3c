"""The vendored design system: what is committed is what was built, and it can be served with hashed names."""

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

VENDORED = Path(settings.BASE_DIR) / "static" / "vendor" / "nlds"
OWN = Path(settings.BASE_DIR) / "static" / "almere"
RECORD = json.loads((VENDORED / "VENDORED.json").read_text())


def test_every_file_has_the_sha256_of_the_record() -> None:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDORED.iterdir()}
    found.pop("VENDORED.json")
    assert found == RECORD["files"]


def test_every_package_is_free_to_use_and_pinned() -> None:
    wanted = json.loads((Path(settings.BASE_DIR) / "frontend" / "package.json").read_text())["dependencies"]
    assert {package["package"]: package["version"] for package in RECORD["packages"]} == wanted
    assert {package["license"] for package in RECORD["packages"]} == {"EUPL-1.2"}
    assert "EUROPEAN UNION PUBLIC LICENCE" in (VENDORED / "LICENSE.md").read_text().upper()


def test_the_lock_file_names_no_download_address() -> None:
    assert '"resolved"' not in (Path(settings.BASE_DIR) / "frontend" / "package-lock.json").read_text()


@pytest.mark.parametrize(
    "sheet", sorted(VENDORED.glob("*.css")) + sorted(OWN.glob("*.css")), ids=lambda p: p.name
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
    for name in ("vendor/nlds/tokens.css", "vendor/nlds/components.css", "almere/app.css", "almere/app.js"):
        assert (tmp_path / manifest[name]).exists()
        assert manifest[name] != name
