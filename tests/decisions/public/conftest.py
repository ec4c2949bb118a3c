"""Everything here happens on one day."""

from collections.abc import Iterator

import pytest
import time_machine

from tests import factories as make


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{make.TODAY}T12:00:00+02:00", tick=False):
        yield
