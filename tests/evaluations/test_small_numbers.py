"""Fewer than five are hidden in public output (domein.md 4.2)."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.small_numbers import (
    HIDDEN,
    WITHHELD,
    hide_parts,
    public,
    public_part,
    public_parts,
    public_series,
    public_share,
)


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


# -- what may be read beside a total


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (72, 100, "72%"),
        (0, 40, "0%"),
        (40, 40, "100%"),
        (3, 40, WITHHELD),  # three of them
        (38, 40, WITHHELD),  # two of them not
        (0, 4, WITHHELD),
        (0, 0, "onbekend"),
    ],
)
def test_a_part_of_few_is_not_shown(part: int, whole: int, words: str) -> None:
    assert public_part(part, whole) == words


def test_parts_with_their_total() -> None:
    texts, total = public_parts({"a": 3, "b": 9, "c": 40}, 52)
    assert (texts, total) == ({"a": HIDDEN, "b": WITHHELD, "c": "40"}, "52")
    texts, _total = public_parts({"a": 1, "b": 1, "c": 8, "d": 30}, 40)
    assert texts == {"a": HIDDEN, "b": HIDDEN, "c": WITHHELD, "d": "30"}
    assert public_parts({"a": 5, "b": 0}, 5) == ({"a": "5", "b": "0"}, "5")
    assert public_parts({"a": 5, "b": None}, None) == ({"a": "5", "b": "onbekend"}, "onbekend")


def test_without_another_part_the_total_is_not_shown() -> None:
    assert public_parts({"a": 3, "b": 0}, 3) == ({"a": HIDDEN, "b": "0"}, HIDDEN)
    assert public_parts({"a": 4, "b": 4}, 8) == ({"a": HIDDEN, "b": HIDDEN}, WITHHELD)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=5))
def test_no_hidden_number_follows_from_what_is_shown(numbers: list[int]) -> None:
    """Slow and obvious: try every value that a reader could think of, and keep what fits the sum."""
    texts, total = public_parts(dict(enumerate(numbers)), sum(numbers))
    if total in (HIDDEN, WITHHELD):
        return
    ranges = {HIDDEN: range(1, 5), WITHHELD: range(5, sum(numbers) + 1)}
    hidden = [key for key, text in texts.items() if text in ranges]
    rest = sum(numbers) - sum(int(text) for text in texts.values() if text not in ranges)
    fitting = [one for one in product(*(ranges[texts[key]] for key in hidden)) if sum(one) == rest]
    for place in range(len(hidden)):
        assert len({one[place] for one in fitting}) > 1
