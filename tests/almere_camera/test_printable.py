"""Characters that no document can print are refused in the field where they are typed."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from almere_camera import printable
from almere_camera.models import Address, LegalBasis, Official
from areas.fields import Streets
from areas.forms import AreaForm
from decisions.forms.fields import Words
from decisions.models import PolicyFramework


@pytest.mark.parametrize(
    "text", ["reünie, Łódź, Ștefănești, Çelebiğ", "’s-Gravelandseweg", "€ 5 → ✓", "a\nb\tc"]
)
def test_printable(text: str) -> None:
    assert printable.unprintable(text) == []
    printable.validate_printable(text)


def test_unprintable_characters_are_named_once_and_in_order() -> None:
    assert printable.unprintable("a😀b中c😀") == ["😀", "中"]


@pytest.mark.parametrize(
    ("text", "named"), [("Gezellig 😀", "‘😀’ (U+1F600)"), ("zach\u00adte", "SOFT HYPHEN"), ("中文", "‘中’")]
)
def test_the_validator_says_which_character_and_what_to_do(text: str, named: str) -> None:
    with pytest.raises(ValidationError) as caught:
        printable.validate_printable(text)
    assert named in caught.value.messages[0]
    assert "schrijf in woorden" in caught.value.messages[0]


def test_the_validator_does_not_name_them_all() -> None:
    with pytest.raises(ValidationError) as caught:
        printable.validate_printable("一二三四五六七八")
    assert caught.value.messages[0].count("U+") == 5
    assert "en andere" in caught.value.messages[0]


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (Official(name="A. Proef 😀", function="burgemeester", valid_from=date(2020, 1, 1)), "name"),
        (
            LegalBasis(kind="apv", article="artikel 中", regulation="de APV", valid_from=date(2020, 1, 1)),
            "article",
        ),
        (Address(key="bezwaar", name="B", lines="Postbus\u00ad 1", valid_from=date(2020, 1, 1)), "lines"),
        (PolicyFramework(title="Kader 🔥", in_force_from=date(2020, 1, 1)), "title"),
    ],
)
def test_a_record_that_ends_up_in_decisions_is_refused_at_the_field(record, field) -> None:
    with pytest.raises(ValidationError) as caught:
        record.clean()
    assert set(caught.value.message_dict) == {field}
    assert "worden afgedrukt" in caught.value.message_dict[field][0]


def test_an_area_and_its_streets_are_refused_at_the_field() -> None:
    form = AreaForm({"name": "Plein 😀", "kind": "overig", "versie": "1"})
    assert "‘😀’" in form.errors["name"][0]
    with pytest.raises(ValidationError, match="worden afgedrukt"):
        Streets(label="Straten").clean("Dorpsstraat\nPlein 😀")


def test_words_of_a_decision_are_refused_at_the_field() -> None:
    with pytest.raises(ValidationError, match="‘中’"):
        Words(label="Aanleiding", max_length=100).clean("Explosie 中")
