"""Text never makes the renderer open an address or a file: not over the network, not on the server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from decisions.blocks import Block, Document, Kind
from decisions.documents import PdfError, render_pdf
from decisions.documents.pdf import html_to_pdf
from tests.decisions.documents import samples

WAYS = {
    "img": '<img src="{url}" alt="x">',
    "import": "<style>@import url({url});</style>",
    "background": '<p style="background: url({url})">x</p>',
    "link": '<link rel="stylesheet" href="{url}">',
    "object": '<object data="{url}">x</object>',
    "embed": '<embed src="{url}">',
    "svg image": '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title><image href="{url}"/></svg>',
    "font": "<style>@font-face {{ font-family: x; src: url({url}) }}</style><p style='font-family: x'>x</p>",
    "content": "<style>p::before {{ content: url({url}) }}</style><p>x</p>",
    "list": '<ul style="list-style-image: url({url})"><li>x</li></ul>',
    "attachment": '<link rel="attachment" href="{url}">',
    "attached link": '<a rel="attachment" href="{url}">x</a>',
}
PAGE = '<html lang="nl"><title>x</title><body>{body}</body></html>'


class Server(HTTPServer):
    """Counts whoever calls."""

    requests: list[str]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Server)
        self.server.requests.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), Handler)
    server.requests = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def paragraph(text: str) -> Document:
    return samples.decision(blocks=(Block(kind=Kind.PARAGRAPH, key="a", text=text),))


@pytest.mark.parametrize("way", WAYS)
def test_text_opens_no_address(server: Server, way: str) -> None:
    """The text is printed, and nobody is called."""
    url = f"http://127.0.0.1:{server.server_port}/{way.replace(' ', '-')}"
    assert render_pdf(paragraph(WAYS[way].format(url=url))).startswith(b"%PDF-1.7")
    assert server.requests == []


@pytest.mark.parametrize("way", WAYS)
def test_even_a_template_opens_no_address(server: Server, way: str) -> None:
    """The second lock: were such HTML ever to reach the renderer, it would open nothing."""
    url = f"http://127.0.0.1:{server.server_port}/{way.replace(' ', '-')}"
    _stopped_or_empty(WAYS[way].format(url=url), b"never in a page")
    assert server.requests == []


@pytest.mark.parametrize("way", WAYS)
def test_no_file_of_the_server_ends_up_in_the_pdf(way: str, tmp_path: Path) -> None:
    secret = tmp_path / "geheim.css"
    secret.write_text("GEHEIME-INHOUD")
    _stopped_or_empty(WAYS[way].format(url=secret.as_uri()), b"GEHEIME-INHOUD")


@pytest.mark.parametrize(
    "address",
    [
        "../pdf.py",
        "fonts/../../pdf.py",
        "%2e%2e/pdf.py",
        "fonts",
        "VENDORED.json",
        "fonts/OFL.md",
        "//kwaad.example/fonts.css",
        "data:text/css,p{}",
        "http://resources.invalid.kwaad.example/fonts.css",
        "http://resources.invalid@kwaad.example/fonts.css",
    ],
)
def test_outside_the_folder_the_render_stops(address: str) -> None:
    with pytest.raises(PdfError, match="niet gemaakt"):
        html_to_pdf(PAGE.format(body=f'<link rel="stylesheet" href="{address}">'))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('<p><a href="#weg">x</a></p>', "verwijzing"),
        ('<p><img src="fonts.css"></p>', "niet gemaakt"),
        ("<p>😀</p>", r"U\+1F600"),
    ],
)
def test_what_the_renderer_only_warns_of_stops_the_pdf(body: str, reason: str) -> None:
    with pytest.raises(PdfError, match=reason):
        html_to_pdf(PAGE.format(body=body))


def _stopped_or_empty(body: str, secret: bytes) -> None:
    try:
        pdf = html_to_pdf(PAGE.format(body=body))
    except PdfError:
        return
    assert secret not in pdf
    assert b"/EmbeddedFile" not in pdf
