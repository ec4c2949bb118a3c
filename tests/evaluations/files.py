"""Files of incidents for tests: an area, two positions, two kinds of incident, and files about them."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from almere_camera.uploads import Checked
from areas.models import Area, Position, PositionCode
from evaluations.models import ImportRun, IncidentCategory
from evaluations.workflow import incidents

SINCE = date(2020, 1, 1)
FIRST, LAST = date(2025, 1, 1), date(2025, 12, 1)
HEADINGS = ("Nummer", "Datum", "Soort incident", "Positie")
ROW = ("2025-1", "31-12-2025 12:15", "Geweld", "S-01")


class Place:
    """An area that is a centre, with the positions S-01 and S-02, and the kinds Geweld and Bedelen."""

    def __init__(self) -> None:
        self.area = Area.objects.create(name="Almere Proef", kind=Area.Kind.CENTRE)
        self.first, self.second = (position(code) for code in ("S-01", "S-02"))
        for name, group, relevant in (("Geweld", "criminaliteit", True), ("Bedelen", "leefbaarheid", False)):
            IncidentCategory.objects.create(name=name, group=group, relevant=relevant, valid_from=SINCE)

    def read(self, content: bytes, *, dry_run: bool = False, most_rows: int = 2_000) -> ImportRun:
        """Through the one way in, as the command takes it."""
        return incidents.import_file(
            by=None,
            opener=lambda: io.BytesIO(content),
            file_name="proef.csv",
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            areas=[self.area],
            first_month=FIRST,
            last_month=LAST,
            dry_run=dry_run,
            most_rows=most_rows,
        )


def position(code: str, since: date = SINCE) -> Position:
    made = Position.objects.create(place="Proefplein", x=143_000, y=487_000)
    PositionCode.objects.create(position=made, code=code, valid_from=since)
    return made


def lines(*rows: Any, headings: Any = HEADINGS, between: str = ";") -> str:
    return "".join(f"{between.join(row)}\r\n" for row in (headings, *rows))


def csv_file(*rows: Any, encoding: str = "utf-8", **options: Any) -> bytes:
    return lines(*rows, **options).encode(encoding)


def one(**cells: str) -> bytes:
    """A file with one row that is sound, but for these cells."""
    names = ("number", "when", "kind", "place")
    return csv_file([cells.get(name, sound) for name, sound in zip(names, ROW, strict=True)])


def as_upload(content: bytes, name: str = "proef.csv") -> Checked:
    return Checked(content, "", hashlib.sha256(content).hexdigest(), name)


def faults(run: ImportRun) -> list[tuple[int, str, str]]:
    return list(incidents.faults_of(run).values_list("row", "column", "reason"))


# --- Excel: the smallest file that is one ----------------------------------------------------------

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DATE_STYLE = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy h:mm"/>'
    "</numFmts><fonts count='1'><font/></fonts><fills count='1'><fill/></fills><borders count='1'><border/>"
    "</borders><cellXfs count='2'><xf numFmtId='0'/><xf numFmtId='164' applyNumberFormat='1'/></cellXfs>"
    "</styleSheet>"
)


def cell(place: str, value: Any) -> str:
    """A text, a number with the style of a date (a float), or a formula (a tuple: formula, outcome)."""
    if isinstance(value, float):
        return f'<c r="{place}" s="1"><v>{value}</v></c>'
    if isinstance(value, tuple):
        return f'<c r="{place}" t="str"><f>{escape(value[0])}</f><v>{escape(value[1])}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def excel(*rows: Any, headings: Any = HEADINGS) -> bytes:
    data = "".join(
        f'<row r="{n}">{"".join(cell(f"{chr(65 + c)}{n}", value) for c, value in enumerate(row))}</row>'
        for n, row in enumerate((headings, *rows), 1)
    )
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{office}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{office}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{office}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>'
        '<sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship '
        f'Id="rId1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        f'Type="{REL}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": DATE_STYLE,
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>',
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return out.getvalue()
