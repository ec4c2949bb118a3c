"""What the font of the documents can print; anything else is refused in the field where it is typed."""

from __future__ import annotations

import unicodedata
from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model

# In the font, yet they leave a hyphen, a gap or nothing at all in the text that is read aloud.
INVISIBLE = frozenset("\u00ad\u200b\ufeff")
WHITESPACE = frozenset("\t\n\r")


def unprintable(text: str) -> list[str]:
    """The characters, each once and in order, that the font of the document cannot print."""
    return list(dict.fromkeys(c for c in text if c not in _printable()))


def validate_printable(value: str) -> None:
    """Form validator: a character that the font lacks would leave a hole in the decision."""
    if wrong := unprintable(value):
        named = ", ".join(_name(character) for character in wrong[:5])
        raise ValidationError(
            "Deze tekens kunnen niet worden afgedrukt: %(characters)s. Verwijder ze of schrijf "
            "in woorden wat ze betekenen."
            if len(wrong) > 1
            else "Dit teken kan niet worden afgedrukt: %(characters)s. Verwijder het of schrijf "
            "in woorden wat het betekent.",
            code="unprintable",
            params={"characters": named + (" en andere" if len(wrong) > 5 else "")},
        )


def unprintable_fields(record: Model) -> dict[str, ValidationError]:
    """What a record holds that no document can print, by the name of the field."""
    wrong = {}
    for field in record._meta.concrete_fields:
        if isinstance(value := field.value_from_object(record), str):
            try:
                validate_printable(value)
            except ValidationError as error:
                wrong[field.name] = error
    return wrong


@cache
def _printable() -> frozenset[str]:
    from fontTools.ttLib import TTFont  # here, not above: it takes 0.1 s

    fonts = sorted(settings.PRINT_FONTS.glob("*.ttf"))
    tables = [set(TTFont(path, lazy=True).getBestCmap()) for path in fonts]
    return (frozenset(map(chr, set.intersection(*tables))) - INVISIBLE) | WHITESPACE


def _name(character: str) -> str:
    code = f"U+{ord(character):04X}"
    visible = character.isprintable() and character not in INVISIBLE
    return f"‘{character}’ ({code})" if visible else unicodedata.name(character, code)
