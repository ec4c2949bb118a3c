"""The acts on areas, positions, units and deployments: what they write, what they refuse, and to whom."""

from __future__ import annotations

import pytest

from almere_camera.roles import Role
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_smoke():
    by = make_user(role=Role.POLICY_OFFICER)
    from areas.models import *
    from decisions.demonstration.places import load_places

    load_places(by)
    p = Position.objects.first()
    assert p.code == "S-01"
    assert Boundary.objects.first().hectares > 1
