"""A place that takes files, and two people who send them."""

import pytest

from intranet.people.models import RoleKind
from tests.support import make
from tests.support.tus import Tus, slot


@pytest.fixture(autouse=True)
def _slot():
    with slot():
        yield


@pytest.fixture
def cast(keep):
    school = make.organisation()
    people = [make.person(RoleKind.LIBRARIAN, at=school) for _ in range(2)]
    keep(*people)
    return people


@pytest.fixture
def tus(as_, cast):
    return Tus(as_(cast[0]))


@pytest.fixture
def another(as_, cast):
    return Tus(as_(cast[1]))
