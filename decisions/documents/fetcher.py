"""The only door between the renderer and the outside: one folder, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from weasyprint.urls import URLFetcher, URLFetcherResponse


class ResourceFetcher(URLFetcher):
    """Serves files below `root` at `address`; anything else stops the rendering."""

    def __init__(self, *, root: Path, address: str, types: Mapping[str, str]) -> None:
        super().__init__(allowed_protocols=("http",), allow_redirects=False, fail_on_errors=True)
        self.root = root.resolve()
        self.address = address
        self.types = types

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The file at `url`. Never calls its parent, which would go out to the network."""
        path = (self.root / url.removeprefix(self.address)).resolve()
        inside = url.startswith(self.address) and path.is_relative_to(self.root)
        if not inside or path.suffix not in self.types or not path.is_file():
            raise ValueError("een adres buiten de map van de opmaak wordt niet geopend")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": self.types[path.suffix]})
