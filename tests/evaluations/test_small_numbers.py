"""Fewer than five are hidden in public output (domein.md 4.2)."""

from __future__ import annotations

import pytest

from evaluations.small_numbers import hide_parts, public, public_series, public_share


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0"), (1, "minder dan 5"), (4, "minder dan 5"), (5, "5"), (412, "412"), (None, "onbekend")],
)
def test_one_to_four_are_hidden(number: int | None, shown: str) -> None:
    assert public(number) == shown


def test_a_series_hides_each_of_its_small_numbers() -> None:
    assert public_series([7, 3, 0]) == ["7", "minder dan 5", "0"]


@pytest.mark.parametrize(
    ("percentage", "of", "shown"),
    [(50, 4, "van minder dan 5"), (50, 6, "50%"), (None, 0, "onbekend"), (None, 9, "onbekend")],
)
def test_a_share_of_few_is_hidden_too(percentage: int | None, of: int, shown: str) -> None:
    assert public_share(percentage, of) == shown


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        # total 23: with only 3 hidden the reader would subtract 20 and know it
        ({"a": 3, "b": 12, "c": 8}, {"a": None, "b": 12, "c": None}),
        ({"a": 3, "b": 2, "c": 8}, {"a": None, "b": None, "c": 8}),
        ({"a": 9, "b": 0, "c": 8}, {"a": 9, "b": 0, "c": 8}),
        ({"a": 2, "b": 0, "c": 6}, {"a": None, "b": 0, "c": None}),  # zero is no cover
    ],
)
def test_parts_do_not_give_a_small_part_away_through_their_total(
    parts: dict[str, int], shown: dict[str, int | None]
) -> None:
    assert hide_parts(parts) == shown
