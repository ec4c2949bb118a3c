"""From a frozen text to what DROP and its officer need: Word, metadata, boundaries, maps, one zip."""

from .metadata import Field, Sheet, fields_of
from .package import (
    PUBLISHED_KINDS,
    Package,
    PackageError,
    other_texts,
    publication_package,
    sheet_of,
    text_to_publish,
)

__all__ = [
    "PUBLISHED_KINDS",
    "Field",
    "Package",
    "PackageError",
    "Sheet",
    "fields_of",
    "other_texts",
    "publication_package",
    "sheet_of",
    "text_to_publish",
]
