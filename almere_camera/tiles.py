"""Where the pictures under the map come from: nowhere, unless the environment names a server.

Known to the settings, so nothing of Django is asked here but its exception.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

LOCAL = {"localhost", "127.0.0.1"}
PLACES = ("{z}", "{x}", "{y}")


def origins(url: str) -> list[str]:
    """The server of these tiles, for the list of those that may show a picture; none without an address.

    Raises ImproperlyConfigured for an address that is no template of tiles, or that is not safe.
    """
    if not url:
        return []
    parts = urlsplit(url)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL)
    plain = not set(parts.netloc) & set(" ;,'\"@*{")
    if not (safe and plain and parts.netloc and all(place in url for place in PLACES)):
        raise ImproperlyConfigured(
            "MAP_TILES_URL moet een https-adres zijn met {z}, {x} en {y} erin, bijvoorbeeld "
            "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:28992/{z}/{x}/{y}.png"
        )
    return [f"{parts.scheme}://{parts.netloc}"]
