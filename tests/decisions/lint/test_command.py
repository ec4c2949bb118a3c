"""manage.py lint_text: what it prints, how it ends, and what it says about a file that is no text."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from almere_camera.models import LegalBasis
from tests.factories import make_records

from .texts import decision

pytestmark = pytest.mark.django_db


def lint_file(path: Path, *options: str) -> tuple[list[list[str]], int]:
    """The lines that the command prints, in columns, and its exit code."""
    out, code = StringIO(), 0
    try:
        call_command("lint_text", str(path), *options, stdout=out)
    except SystemExit as end:
        code = int(end.code or 0)
    return [line.split("\t") for line in out.getvalue().splitlines()], code


@pytest.fixture
def file(tmp_path: Path) -> Path:
    make_records()
    return tmp_path / "besluit.txt"


def test_a_text_without_defects_ends_well(file: Path) -> None:
    file.write_text(decision())
    assert lint_file(file) == ([["Geen fouten gevonden."]], 0)


@pytest.mark.parametrize("example", ["beeindiging", "explosie-mobiel", "verlenging-twee-centra"])
def test_the_examples_have_no_defects(example: str) -> None:
    make_records()
    folder = Path(__file__).parents[3] / "docs/voorbeelden"
    assert lint_file(folder / f"{example}.txt") == ([["Geen fouten gevonden."]], 0)


def test_defects_are_printed_with_rule_place_and_ground(file: Path) -> None:
    file.write_text(decision(term="De aanwijzing begint morgen.", recital="de noodverordening geldt"))
    lines, code = lint_file(file)
    assert code == 1
    assert [line[:2] for line in lines] == [["L2", "hele tekst"], ["L3", "regel 12"]]
    assert all(len(line) == 4 and line[2] and line[3] for line in lines)


def test_an_excerpt_is_not_asked_what_it_leaves_out(file: Path) -> None:
    file.write_text("De burgemeester van Almere; Overwegende dat er overlast is;")
    assert lint_file(file, "--excerpt") == ([["Geen fouten gevonden."]], 0)
    assert lint_file(file)[1] == 1


def test_the_bases_are_those_of_the_day_of_the_decision(file: Path) -> None:
    file.write_text(decision())
    bylaw = LegalBasis.objects.filter(kind=LegalBasis.Kind.BYLAW)
    bylaw.update(valid_to="2026-04-01")
    assert lint_file(file)[1] == 0  # signed on 31 March 2026
    bylaw.update(article="artikel 2:68")
    assert [line[0] for line in lint_file(file)[0]] == ["L5"]


def test_windows_1252_is_read(file: Path) -> None:
    file.write_bytes(decision(recital="geïnformeerde bewoners – velen – bang zijn").encode("cp1252"))
    assert lint_file(file)[1] == 0
    file.write_bytes(decision(recital="de cameras’ noodverordening geldt").encode("cp1252"))
    assert [line[0] for line in lint_file(file)[0]] == ["L3"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is leeg"),
        (b"%PDF-1.7\n\x00\x01\x02", "is geen platte tekst"),
        (b"PK\x03\x04\x14\x00", "is geen platte tekst"),
        ("besluit".encode("utf-16"), "is geen platte tekst"),
        (b"besluit \x81\x8d", "onbekende tekencodering"),
    ],
)
def test_what_is_no_text_is_refused(file: Path, content: bytes, message: str) -> None:
    file.write_bytes(content)
    with pytest.raises(CommandError, match=message):
        lint_file(file)


def test_a_file_that_is_not_there_or_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="bestaat niet"):
        lint_file(tmp_path / "weg.txt")
    with pytest.raises(CommandError, match="is een map"):
        lint_file(tmp_path)
