"""`manage.py objection_term`: the vectors of domein.md 1.4, and what is said when something is missing."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests import factories as make

pytestmark = pytest.mark.django_db

VECTORS = {
    "2023-09-18": "2023-10-30",
    "2025-11-20": "2026-01-05",
    "2025-11-21": "2026-01-05",
    "2026-02-20": "2026-04-07",
    "2026-03-16": "2026-04-28",
    "2026-03-24": "2026-05-06",
    "2026-04-02": "2026-05-18",
    "2026-04-13": "2026-05-26",
    "2026-11-13": "2026-12-28",
    "2027-03-26": "2027-05-10",
    "2028-03-16": "2028-05-01",
    "2026-06-06": "2026-07-20",
}


def printed(*dates: str) -> tuple[list[str], str]:
    """The lines on standard output, and what was said on standard error."""
    out, err = StringIO(), StringIO()
    call_command("objection_term", *dates, stdout=out, stderr=err)
    return out.getvalue().splitlines(), err.getvalue()


def test_prints_a_line_per_date_in_the_order_asked():
    make.make_records()
    lines, _said = printed(*VECTORS)
    assert lines == [f"{published} {last}" for published, last in VECTORS.items()]


@pytest.mark.parametrize("typed", ["2026-04-02", "2026-4-2", "2-4-2026", "02-04-2026"])
def test_reads_a_date_year_first_or_day_first(typed):
    make.make_records()
    assert printed(typed) == (["2026-04-02 2026-05-18"], "")


@pytest.mark.parametrize("typed", ["31-2-2026", "2026", "morgen", "2026/04/02", "2-4-26", "9999-12-31"])
def test_refuses_what_is_no_date_and_prints_nothing(typed):
    out = StringIO()
    with pytest.raises(CommandError, match="is geen datum"):
        call_command("objection_term", "2026-04-02", typed, stdout=out)
    assert out.getvalue() == ""


def test_without_records_it_warns_and_counts_without_them():
    lines, said = printed("2026-04-02")
    assert lines == ["2026-04-02 2026-05-15"]  # Friday after Ascension Day: free only by decree
    assert "geen gelijkgestelde dagen vastgelegd" in said


def test_warns_for_a_year_of_which_nothing_is_recorded():
    make.make_records()
    lines, said = printed("2026-04-02", "2031-02-03")
    assert len(lines) == 2
    assert "voor 2031 zijn geen gelijkgestelde dagen" in said
    assert "2026" not in said
