#!/usr/bin/env python3
"""Build `static/vendor/` from the pinned packages in `frontend/`: `nlds/` and `leaflet/`.

    cd frontend && npm ci --ignore-scripts && cd .. && script/build_frontend.py

The result is committed: running the application needs no Node.

* joins the style sheets of the components in use;
* wraps the variants for bare elements (`h1`, `p`, `a`, `table`) in `:where(.utrecht-html)`: a page needs no
  classes for them;
* keeps only the design tokens that the components and our own style sheets (transitively) read;
* takes the map library without its pictures: our own style sheet draws what stands on a map;
* writes VENDORED.json with package, version, licence and sha256, and the licence text beside it.
"""

import hashlib
import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "frontend" / "node_modules"
OUT = ROOT / "static" / "vendor"
THEME = "@nl-design-system-unstable/voorbeeld-design-tokens"
COMPONENTS = [
    "root",
    "skip-link",
    "link",
    "button",
    "button-group",
    "form-field",
    "form-label",
    "form-fieldset",
    "form-field-description",
    "form-field-error-message",
    "textbox",
    "textarea",
    "select",
    "checkbox",
    "custom-checkbox",
    "radio-button",
    "alert",
]
BARE_ELEMENTS = [
    "heading-1",
    "heading-2",
    "heading-3",
    "heading-4",
    "paragraph",
    "link",
    "unordered-list",
    "ordered-list",
    "table",
]


def sha256(content: bytes) -> str:
    """Return the hexadecimal digest that VENDORED.json records."""
    return hashlib.sha256(content).hexdigest()


def references(css: str) -> set[str]:
    """Return the names of the custom properties that a style sheet reads."""
    return set(re.findall(r"var\(\s*(--[\w-]+)", css))


def clean(css: str) -> str:
    """Drop what has no meaning here: byte order mark, charset and the names of absent source maps."""
    css = css.replace("\ufeff", "").replace('@charset "UTF-8";', "")
    css = re.sub(r"^//# sourceMappingURL=.*$", "", css, flags=re.M)
    return re.sub(r"/\*#\s*sourceMappingURL=.*?\*/", "", css).strip()


def without_pictures(css: str) -> str:
    """Drop the rules of Leaflet that name a picture or an old browser's behaviour: we use neither."""
    return re.sub(r"[^{}]+\{[^{}]*url\((?!data:)[^{}]*\}\n?", "", css)


class Vendored:
    """What was taken from which package, for VENDORED.json and the licence file."""

    def __init__(self) -> None:
        self.packages: dict[str, dict[str, object]] = {}
        self.licences: dict[str, list[str]] = {}

    def take(self, package: str, path: str) -> str:
        """Return the cleaned text of one file and record where it came from."""
        folder = PACKAGES / package
        about = json.loads((folder / "package.json").read_text())
        content = (folder / path).read_bytes()
        if package not in self.packages:
            self.packages[package] = {
                "package": package,
                "version": about["version"],
                "license": about["license"],
                "files": {},
            }
            licence = next(folder.glob("LICENSE*")).read_text()
            self.licences.setdefault(licence, []).append(package)
        self.packages[package]["files"][path] = sha256(content)  # type: ignore[index]
        return clean(content.decode())


def component_css(vendored: Vendored) -> str:
    """Return one style sheet of all components, bare elements first so that a class always wins."""
    parts = []
    for name in BARE_ELEMENTS:
        css = vendored.take(f"@utrecht/{name}-css", "dist/html/index.min.css")
        parts.append(f"/* @utrecht/{name}-css, bare elements */\n:where(.utrecht-html){{{css}}}\n")
    for name in COMPONENTS:
        css = vendored.take(f"@utrecht/{name}-css", "dist/index.min.css")
        parts.append(f"/* @utrecht/{name}-css */\n{css}\n")
    return (
        "/* NL Design System: Utrecht component library. EUPL-1.2, see LICENSE.md.\n"
        "   Copyright (c) Frameless B.V., Gemeente Utrecht.\n"
        "   Made by script/build_frontend.py; do not edit. */\n" + "\n".join(parts)
    )


def token_css(vendored: Vendored, wanted: set[str]) -> str:
    """Return the declarations of the theme that are reachable from the wanted names."""
    declared = dict(re.findall(r"^\s*(--[\w-]+):\s*(.+?);", vendored.take(THEME, "dist/theme.css"), re.M))
    reached: set[str] = set()
    waiting = sorted(wanted)
    while waiting:
        name = waiting.pop()
        if name in declared and name not in reached:
            reached.add(name)
            waiting += sorted(references(declared[name]))
    lines = "".join(f"  {name}: {value};\n" for name, value in declared.items() if name in reached)
    return (
        f"/* Design tokens of {THEME}. EUPL-1.2, see LICENSE.md.\n"
        f"   Reduced to the {len(reached)} of {len(declared)} tokens in use.\n"
        "   Made by script/build_frontend.py; do not edit. */\n"
        f".nlds-theme {{\n{lines}}}\n"
    )


def write(folder: str, files: dict[str, str], vendored: Vendored) -> None:
    """Write the files of one folder with the licence and the record of both."""
    if len(vendored.licences) != 1:
        raise SystemExit(f"Expected one licence text in {folder}, found {len(vendored.licences)}.")
    files["LICENSE.md"] = next(iter(vendored.licences))
    out = OUT / folder
    out.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (out / name).write_text(text)
    record = {
        "files": {name: sha256(text.encode()) for name, text in sorted(files.items())},
        "packages": sorted(vendored.packages.values(), key=lambda p: str(p["package"])),
    }
    (out / "VENDORED.json").write_text(json.dumps(record, indent=1) + "\n")
    print(*(f"{folder}/{name}: {len(text.encode())} bytes" for name, text in files.items()), sep="\n")


def main() -> None:
    """Build the design system and the map library, each with a record of its own."""
    vendored = Vendored()
    components = component_css(vendored)
    own = "".join(sheet.read_text() for sheet in sorted((ROOT / "static" / "almere").glob("*.css")))
    tokens = token_css(vendored, references(components) | references(own))
    write("nlds", {"components.css": components, "tokens.css": tokens}, vendored)
    library = Vendored()
    style = without_pictures(library.take("leaflet", "dist/leaflet.css")) + "\n"
    write(
        "leaflet",
        {"leaflet.js": library.take("leaflet", "dist/leaflet.js") + "\n", "leaflet.css": style},
        library,
    )


if __name__ == "__main__":
    main()
