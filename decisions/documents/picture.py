"""Our own drawings as PNG, for whoever cannot place an SVG.

WeasyPrint sets each drawing on a page of its own size, with the fonts of the decision; pdfium paints
that page. The same drawings give the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from decisions.documents.html import RESOURCES
from decisions.documents.pdf import ADDRESS, TYPES

DOTS_PER_INCH = 200
POINTS_PER_INCH = 72
_size = re.compile(r'<svg[^>]* width="([\d.]+mm)" height="([\d.]+mm)"')


def svg_to_png(drawings: Sequence[str]) -> list[bytes]:
    """Each drawing of `areas.drawing.draw` as PNG on a white ground, `DOTS_PER_INCH` fine.

    Raises ValueError for an `<svg>` that does not say its size in millimetres.
    """
    if not drawings:
        return []
    from pypdfium2 import PdfDocument  # here, not above: it loads a library of some megabytes

    pictures = []
    pdf = PdfDocument(_pages(drawings))
    try:
        for page in pdf:
            image = page.render(scale=DOTS_PER_INCH / POINTS_PER_INCH).to_pil()
            file = io.BytesIO()
            image.save(file, "PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
            pictures.append(file.getvalue())
    finally:
        pdf.close()
    return pictures


def _pages(drawings: Sequence[str]) -> bytes:
    """A PDF with each drawing on a page that fits it."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from decisions.documents.fetcher import ResourceFetcher

    pages, style = [], ["html,body,div{margin:0}svg{display:block}"]
    for number, drawing in enumerate(drawings):
        size = _size.search(drawing)
        if size is None:
            raise ValueError("the drawing does not say how large it is")
        style.append(f"@page p{number}{{size:{size[1]} {size[2]};margin:0}}.p{number}{{page:p{number}}}")
        pages.append(f'<div class="p{number}">{drawing}</div>')
    html = f"<!DOCTYPE html><html lang=nl><style>{''.join(style)}</style><body>{''.join(pages)}</body></html>"
    fetcher = ResourceFetcher(root=RESOURCES, address=ADDRESS, types=TYPES)
    fonts = FontConfiguration()
    css = CSS(url=f"{ADDRESS}fonts.css", url_fetcher=fetcher, font_config=fonts)
    page = HTML(string=html, base_url=ADDRESS, url_fetcher=fetcher)
    pdf: bytes = page.write_pdf(stylesheets=[css], font_config=fonts)
    return pdf
