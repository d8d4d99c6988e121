"""A small district with somebody in each role, and a clock that can be turned."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from intranet.core import clock
from intranet.people import passwords
from intranet.people.models import Kind, RoleKind
from tests.support import make

PASSWORD = "a quiet winter road"
HASH = passwords.hashed(PASSWORD)


@dataclass
class Cast:
    """Two districts below a department; the first has two schools."""

    department: Any
    district: Any
    other_district: Any
    school: Any
    other_school: Any
    administrator: Any
    coordinator: Any
    head: Any
    librarian: Any
    neighbour: Any  # librarian of the other school
    foreigner: Any  # coordinator of the other district


@pytest.fixture
def cast(keep):
    department = make.organisation("ДО", kind=Kind.DEPARTMENT)
    district = make.organisation("УО Северного района", parent=department)
    other = make.organisation("УО Южного района", parent=department)
    school = make.organisation("Школа № 2", kind=Kind.SCHOOL, parent=district)
    second = make.organisation("Школа № 10", kind=Kind.SCHOOL, parent=district)

    def somebody(role, at, name):
        return make.person(role, at=at, name=name, password_hash=HASH)

    cast = Cast(
        department,
        district,
        other,
        school,
        second,
        somebody(RoleKind.ADMINISTRATOR, district, "Админова Ада"),
        somebody(RoleKind.COORDINATOR, district, "Координатова Кира"),
        somebody(RoleKind.HEAD, school, "Директорова Дина"),
        somebody(RoleKind.LIBRARIAN, school, "Ёлкина Елена"),
        somebody(RoleKind.LIBRARIAN, second, "Соседова Софья"),
        somebody(RoleKind.COORDINATOR, other, "Чужова Инна"),
    )
    keep(*vars(cast).values())
    return cast


@pytest.fixture
def later(monkeypatch):
    """`later(hours=2)`: the clock goes on by so much."""
    real, passed = clock.now, [timedelta()]
    monkeypatch.setattr(clock, "now", lambda: real() + passed[0])

    def turn(**length):
        passed[0] += timedelta(**length)

    return turn
