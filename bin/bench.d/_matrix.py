"""The matrix of 300 organisations and 10 campaigns: CPU, latency, bytes, statements."""

import gzip
import http.client
import os
import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

from board import cpu, free_port, sign_in
from flask_migrate import upgrade
from sqlalchemy import event, insert, select, update

from tests.server.processes import eventually

GOAL = "≤ 12 CPU ms, p95 ≤ 40 ms, ≤ 20 kB gzipped, ≤ 6 statements"
TITLES = ("Отчёт о внедрении Модели", "Мониторинг учебного фонда", "Отчёт школьной библиотеки")


def measure(requests: int = 200, schools: int = 300, campaigns: int = 10) -> Iterator[str]:
    """Lines of the table; every page beside the bare Flask answer of the same server."""
    with tempfile.TemporaryDirectory(prefix="bibliokarta-bench-") as folder:
        yield f"matrix of {schools} × {campaigns} ({GOAL})"
        yield (
            f"  {'what':<26}{'CPU ms':>8}{'× bare':>8}{'p50 ms':>8}{'p95 ms':>8}{'kB gz':>8}"
            f"{'statements':>12}"
        )
        house = House(folder, schools, campaigns)
        with house.running():
            yield house.ask("bare Flask (alive)", "/healthz", 2 * requests)
            yield house.ask("matrix, nothing kept", "/reports/", requests, is_fresh=True)
            yield house.ask("matrix, unchanged", "/reports/", requests)
            yield house.ask("only problems, nothing kept", PROBLEMS, requests, is_fresh=True)


PROBLEMS = "/reports/?show=problems"


class House:
    """A district of its own, with a signed-in coordinator and a server."""

    def __init__(self, folder: str, schools: int, campaigns: int) -> None:
        from intranet.app import create_app

        os.environ |= {"INTRANET_INSTANCE": folder, "INTRANET_LOG": "critical"}
        self.app, self.port, self.bare = create_app(), free_port(), 0.0
        with self.app.app_context():
            upgrade()
            fill(schools, campaigns)
            self.cookie, _token = sign_in(self.app)

    @contextmanager
    def running(self) -> Iterator[None]:
        environment = os.environ | {"INTRANET_PORT": str(self.port)}
        self.server = subprocess.Popen(["bin/serve", "--empty", "--quiet"], env=environment)
        try:
            assert eventually(self.answers), "the server did not start"
            yield
        finally:
            self.server.terminate()
            self.server.wait(20)

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except OSError:
            return False

    def ask(self, name: str, path: str, n: int, *, is_fresh: bool = False) -> str:
        """`n` times the same page over one connection; `is_fresh`: something changes between."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        times, spent, body = [], 0.0, self.get(connection, path)
        for _ in range(n):
            if is_fresh:
                self.touch()
            before, began = cpu(self.server.pid), time.perf_counter()
            body = self.get(connection, path)
            times.append(time.perf_counter() - began)
            spent += cpu(self.server.pid) - before
        each = spent / n * 1000
        self.bare = self.bare or each
        late = sorted(times)[int(n * 0.95) - 1] * 1000
        return (
            f"  {name:<26}{each:8.2f}{each / self.bare:8.1f}{statistics.median(times) * 1000:8.1f}"
            f"{late:8.1f}{len(body) / 1000:8.1f}{self.statements(path, is_fresh=is_fresh):12}"
        )

    def touch(self) -> None:
        """Change one report, as a step of its way does."""
        from intranet.core.actions import action
        from intranet.core.db import db
        from intranet.reports.models import Report

        def raise_seal() -> None:
            db.session.execute(update(Report).where(Report.id == 1).values(seal=Report.seal + 1))

        with self.app.app_context():
            action(raise_seal)()

    def get(self, connection: http.client.HTTPConnection, path: str) -> bytes:
        headers = {"Cookie": f"bibliokarta={self.cookie}", "Accept-Encoding": "gzip"}
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status == 200, answer.status
        return body if answer.headers.get("Content-Encoding") else gzip.compress(body)

    def statements(self, path: str, *, is_fresh: bool) -> int:
        """Statements of one answer but for BEGIN, counted in this process on the same database."""
        from intranet.core.db import db

        said: list[str] = []
        with self.app.app_context():
            engine = db.engine

        def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if statement != "BEGIN":
                said.append(statement)

        client = self.app.test_client()
        client.set_cookie("bibliokarta", self.cookie)
        client.get(path)
        if is_fresh:
            self.touch()
        event.listen(engine, "before_cursor_execute", note)
        client.get(path)
        event.remove(engine, "before_cursor_execute", note)
        return len(said)


def fill(schools: int, campaigns: int) -> None:
    """A district whose reports are in every state, as they are in the middle of a year."""
    from intranet.core.actions import action

    action(_fill)(schools, campaigns)


def _fill(schools: int, campaigns: int) -> None:
    from intranet.core.db import db
    from intranet.people import actions as people
    from intranet.people.models import Kind, RoleKind
    from intranet.reports.models import Campaign, Report

    district = people.add_organisation(
        kind=Kind.DISTRICT, name="УООиП", time_zone="Asia/Tomsk", by=None
    )
    own = [
        people.add_organisation(
            kind=Kind.SCHOOL, name=f"МБОУ «Школа № {n}»", parent=district, by=None
        ).id
        for n in range(schools)
    ]
    roles = ((RoleKind.COORDINATOR, district),)
    people.add_person(
        login="bench", name="Иванова Анна Петровна", organisation=district, roles=roles, by=None
    )
    today, pick = datetime.now(UTC).date(), random.Random(5)
    for n in range(campaigns):
        due = today - timedelta(days=60 * (campaigns - 2 - n))
        db.session.add(
            Campaign(
                organisation_id=district.id, title=TITLES[n % 3], period=f"период {n}",
                opens_on=due - timedelta(20), due_on=due, late_until_on=due, closes_on=due,
                state="open", form={}, version=1,
            )
        )  # fmt: skip
        db.session.flush()
        campaign_id = db.session.scalar(select(Campaign.id).order_by(Campaign.id.desc()).limit(1))
        rows = [_report(campaign_id, school, due, campaigns - 1 - n, pick) for school in own]
        db.session.execute(insert(Report), rows)


def _report(
    campaign_id: int | None, school: int, due: date, ago: int, pick: random.Random
) -> dict[str, Any]:
    """What was asked long ago is accepted but for a few; the last is in every state."""
    old = ("accepted",) * 17 + ("in_review", "returned", "waiting")
    last = ("accepted",) * 6 + (
        "handed_in",
        "handed_in",
        "in_review",
        "returned",
        "draft",
        "waiting",
    )
    coming = ("waiting", "waiting", "draft", "handed_in", "excused")
    state = pick.choice(old if ago > 1 else last if ago == 1 else coming)
    is_in = state in ("accepted", "handed_in", "in_review", "returned")
    number = pick.choice((1, 1, 2)) if is_in else 0
    early = pick.choice((-3, -2, -1, -1, 0, 0, 1))
    return {
        "campaign_id": campaign_id, "organisation_id": school, "state": state, "number": number,
        "seen_number": number - 1 if number and state == "handed_in" else number,
        "counted_on": due + timedelta(early) if is_in else None, "draft": {}, "explanations": {},
    }  # fmt: skip
