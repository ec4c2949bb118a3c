"""A Word template that somebody uploads: distrusted until it has been looked through.

A template is a zip with XML in it. Nothing of it is unpacked on disk, no part is read that is larger
than it may be, and what could act of its own accord (macros, embedded programs, links to elsewhere) is
refused.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from docx.opc.exceptions import OpcError
from lxml import etree

from almere_camera.uploads import OFFICE, Checked, checked

from .paragraphs import Style
from .word import CONTENT_TYPES, DOCUMENT, TEMPLATE, opened, paragraph_styles

MOST_PARTS = 400
MOST_UNPACKED = 20 * 1024 * 1024  # bytes of all parts together
MOST_XML = 4 * 1024 * 1024  # bytes of one part that is parsed; parsed it is many times as large
XML = (".xml", ".rels", ".vml")
ACTIVE = ("vbaproject", "macroenabled", "activex", "oleobject", "word/embeddings/", "attachedtoolbars")
# A link that Word follows only when somebody clicks on it, and one that is left out of what we make.
HARMLESS_LINKS = ("/hyperlink", "/attachedTemplate")
# What zipfile, lxml and python-docx raise for what is no sound Word file.
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, etree.LxmlError, OpcError, KeyError, ValueError, TypeError,
    AttributeError, OSError, NotImplementedError, RuntimeError,
)  # fmt: skip
SHOWN = 40  # names of styles in a message

NO_WORD_FILE = "Dit is geen Word-bestand (.docx of .dotx). Kies het sjabloon van KOOP."
DAMAGED = "Dit bestand kan niet worden gelezen. Haal het sjabloon opnieuw op bij KOOP."
TOO_LARGE = "Dit bestand is uitgepakt veel te groot voor een sjabloon. Haal het opnieuw op bij KOOP."
HAS_ACTIVE = "In dit bestand zitten macro’s of ingesloten programma’s. Kies een sjabloon zonder."
HAS_ENTITIES = (
    "In dit bestand staat een verwijzing die een sjabloon niet heeft. Haal het opnieuw op bij KOOP."
)
HAS_LINKS = "Dit bestand haalt iets op van een ander adres. Kies een sjabloon zonder koppelingen."


def checked_template(upload: UploadedFile) -> Checked:
    """Read and judge an upload by its content. Raises ValidationError, in Dutch."""
    judged = checked(upload, (OFFICE,))
    try:
        _look_through(judged.content)
        opened(judged.content)
    except UNREADABLE as error:
        raise ValidationError(DAMAGED) from error
    return judged


def styles_in(template: bytes) -> dict[str, str]:
    """The paragraph styles of a template that was checked: ids by name and by id."""
    return paragraph_styles(opened(template))


def lacking(template: bytes, styles: Mapping[str, str]) -> list[str]:
    """What to say of each of KOOP's styles that the template does not have under the name given."""
    known = styles_in(template)
    wrong = [s for s in Style if styles.get(s.value, s.value) not in known]
    if not wrong:
        return []
    ids = list(known.values())
    names = [name for name, key in known.items() if name != key or ids.count(key) == 1]
    names.sort(key=lambda name: (not name.startswith("OP"), name.lower()))  # those of KOOP first
    said = [
        f"De stijl ‘{styles.get(s.value, s.value)}’ ({s.value}) staat niet in het sjabloon." for s in wrong
    ]
    return [*said, f"Wel in het sjabloon: {', '.join(names[:SHOWN])}."]


def _look_through(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = file.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise ValidationError(TOO_LARGE)
        if any(part.file_size > MOST_XML for part in parts if part.filename.endswith(XML)):
            raise ValidationError(TOO_LARGE)
        names = [part.filename for part in parts]
        if len(set(names)) != len(names) or any(part.flag_bits & 0x1 for part in parts):
            raise ValidationError(DAMAGED)
        _refuse_active(names)
        types = file.read(CONTENT_TYPES)
        if DOCUMENT not in types and TEMPLATE not in types:
            raise ValidationError(HAS_ACTIVE if _is_active(types.decode("latin-1")) else NO_WORD_FILE)
        for name in names:
            if name.endswith(XML):
                _look_in(name, file.read(name))


def _refuse_active(names: Iterable[str]) -> None:
    if any(_is_active(name) for name in names):
        raise ValidationError(HAS_ACTIVE)


def _is_active(words: str) -> bool:
    return any(sign in words.lower() for sign in ACTIVE)


def _look_in(name: str, xml: bytes) -> None:
    """One part: no document type, no entity, no link that is followed of its own accord."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(xml, parser)
    if root.getroottree().docinfo.doctype:
        raise ValidationError(HAS_ENTITIES)
    if name == CONTENT_TYPES and any(_is_active(e.get("ContentType", "")) for e in root):
        raise ValidationError(HAS_ACTIVE)
    if not name.endswith(".rels"):
        return
    for relation in root:
        kind, target = relation.get("Type", ""), relation.get("TargetMode", "")
        if _is_active(kind):
            raise ValidationError(HAS_ACTIVE)
        if target == "External" and not kind.endswith(HARMLESS_LINKS):
            raise ValidationError(HAS_LINKS)
