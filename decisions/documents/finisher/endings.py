"""Streams whose last byte cannot be taken for a line end.

Of a stream that ends in a carriage return, followed by a line feed, a strict reader cannot tell
whether the return belongs to it; PDF/A asks for a length that leaves no doubt. One in 256 streams is
like that. Importing this module makes pydyf end those with both.
"""

from __future__ import annotations

from typing import Any

import pydyf

_data = pydyf.Stream.data.fget
_END = b"\nendstream"


def _unambiguous(stream: Any) -> bytes:
    data: bytes = _data(stream)
    return data.removesuffix(_END) + b"\r" + _END if data.endswith(b"\r" + _END) else data


pydyf.Stream.data = property(_unambiguous)
