"""The house: imports go one way, every write has an event, docs follow the code, settings are told."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).parent.parent
ROOMS = ["almere_camera", "areas", "decisions", "evaluations"]
# The only two places in the kernel that see all rooms.
SEE_ALL = {"almere_camera/urls.py", "almere_camera/home.py", "almere_camera/settings.py"}
FORBIDDEN_NAMES = {"services", "selectors", "signals", "mixins", "utils", "helpers", "managers"}
MOST_LINES = 400


def sources() -> Iterator[Path]:
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            if "migrations" not in path.parts:
                yield path


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module


def test_imports_go_one_way() -> None:
    wrong = []
    for path in sources():
        name = path.relative_to(ROOT).as_posix()
        level = ROOMS.index(path.relative_to(ROOT).parts[0])
        higher = set(ROOMS[level + 1 :])
        if name not in SEE_ALL:
            wrong += [f"{name}: {module}" for module in imported(path) if module.split(".")[0] in higher]
    assert wrong == []


def test_documents_know_nothing_of_the_database() -> None:
    for path in (ROOT / "decisions/documents").rglob("*.py"):
        modules = [m for m in imported(path) if re.search(r"(^|\.)models$|django\.db", m)]
        assert modules == [], path


def test_no_name_hides_an_idea_and_no_file_is_long() -> None:
    for path in sources():
        assert not FORBIDDEN_NAMES & {path.stem, *path.parent.parts}, path
        assert len(path.read_text().splitlines()) <= MOST_LINES, path


def test_status_is_set_in_the_workflow_only() -> None:
    for path in sources():
        if path.relative_to(ROOT).as_posix().startswith("decisions/workflow/"):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            targets = node.targets if isinstance(node, ast.Assign) else []
            attributes = [t for t in targets if isinstance(t, ast.Attribute) and t.attr == "status"]
            assert not attributes, path


def test_generated_pages_are_current() -> None:
    call_command("write_docs", "--check")


def test_a_page_that_lags_behind_is_told(tmp_path: Path, settings: object) -> None:
    settings.BASE_DIR = tmp_path  # type: ignore[attr-defined]
    (tmp_path / "docs").mkdir()
    with pytest.raises(CommandError, match=r"werkstroom\.md loopt achter"):
        call_command("write_docs", "--check")


def test_every_setting_from_the_environment_stands_in_the_readme() -> None:
    settings = (ROOT / "almere_camera/settings.py").read_text()
    names = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', settings))
    table = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.M))
    assert names == table


def test_every_name_in_the_glossary_exists() -> None:
    code = "\n".join(path.read_text() for path in sources())
    for row in (ROOT / "docs/begrippen.md").read_text().splitlines():
        cells = row.split("|")
        if len(cells) < 4 or "(volgt)" in cells[2]:
            continue
        for name in re.findall(r"`([\w.]+)`", cells[2]):
            assert re.search(rf"\b{name.split('.')[-1]}\b", code), name


def test_the_tree_names_no_machine() -> None:
    """No path of a machine and no address of a package registry stands in the tree."""
    suspicious = re.compile(r"(?<![\w./])/(?:work|root|farm)/|/home/\w+/|pypi\.org|npmjs|files\.pythonhosted")
    for path in ROOT.rglob("*"):
        inside = path.relative_to(ROOT).parts
        hidden = inside[0].startswith(".") and inside[0] != ".ci"
        if hidden or "node_modules" in inside or not path.is_file() or path == Path(__file__):
            continue
        if path.suffix in {".py", ".md", ".toml", ".txt", ".json", ".html", ".css", ".js", ".sh", ""}:
            text = path.read_text(errors="ignore") if path.stat().st_size < 2_000_000 else ""
            assert not suspicious.search(text), path
