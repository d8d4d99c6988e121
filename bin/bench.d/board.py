"""How much a board costs: server CPU, latency, bytes and statements, beside the goals.

Makes a district with 300 organisations and boards of 200 and 10,000 cards in a folder of its
own, starts the server as `bin/serve` does, asks it, and prints a table. Exits 0.
"""

import argparse
import http.client
import os
import platform
import random
import re
import statistics
import subprocess
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from flask_migrate import upgrade
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import event, insert, select

TICK = os.sysconf("SC_CLK_TCK")
TOKEN = "b" * 40
TITLE = (
    "Организация и проведение методических встреч с библиотекарями общеобразовательных "
    "организаций по вопросам формирования фонда школьной библиотеки в современных условиях"
)
WORDS = TITLE.split()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--requests", type=int, default=200, help="of each kind")
    options.add_argument("--cards", type=int, default=10_000, help="on the large board")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="bibliokarta-bench-") as folder:
        os.environ |= {"INTRANET_INSTANCE": folder, "INTRANET_LOG": "critical"}
        house = House(folder, chosen.cards)
        with house.running():
            for line in house.measure(chosen.requests):
                print(line, flush=True)


class House:
    """A district of its own, with a signed-in coordinator."""

    def __init__(self, folder: str, cards: int) -> None:
        from intranet.app import create_app

        self.folder, self.cards = folder, cards
        self.bare = 0.0  # CPU ms of an answer of Flask with nothing in it
        self.app = create_app()
        with self.app.app_context():
            upgrade()
            self.boards = make_district(cards)
            self.cookie, self.token = sign_in(self.app)
        self.port = free_port()

    @contextmanager
    def running(self):
        environment = os.environ | {"INTRANET_PORT": str(self.port)}
        command = ["bin/serve", "--empty", "--quiet"]
        began = time.perf_counter()
        server = subprocess.Popen(command, env=environment)
        try:
            wait_for(self.port)
            self.cold = time.perf_counter() - began
            self.server = server
            yield
        finally:
            server.terminate()
            server.wait(20)

    def measure(self, n: int):
        yield describe()
        small, large = self.boards
        bare = self.ask("bare Flask (alive)", "/healthz", 2 * n, "")
        yield row("what", "CPU ms", "× bare", "p50 ms", "p95 ms", "bytes", "statements", "goal")
        yield bare
        for name, board in (("board, 200 cards", small), (f"board, {self.cards}", large)):
            goal = "≤ 3.3 ms, ≤ 12 kB" if board is small else "≤ 4 ms, ≤ 20 kB, ≤ 12 statements"
            path = f"/roadmap/boards/{board}"
            yield self.ask(f"{name}, nothing kept", path, n, goal, fresh=board)
            yield self.ask(f"{name}, unchanged", path, n, "≤ 1 CPU ms")
            yield self.ask(f"{name}, filtered", f"{path}?q=фонда&state=late", n, "")
            yield self.ask_move(f"{name}: a move", board, n)
            changes = f"{path}/changes?since=1000000"
            yield self.ask(f"{name}: nothing new", changes, n, "≤ 0.6 CPU ms, 204")
        yield self.ask("pulse, nothing new", "/pulse?since=10000000", n, "≤ 0.6 CPU ms, 204")
        yield from self.import_plan()
        yield f"cold start to the first answer: {self.cold:.2f} s (goal ≤ 1.5 s)"
        yield f"memory of all processes (PSS): {memory(self.server.pid) / 1e6:.0f} MB (goal ≤ 220)"

    def ask(self, name: str, path: str, n: int, goal: str, fresh: int = 0) -> str:
        """`n` times the same page over one connection; with `fresh` the board changes between."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        times, size = [], 0
        self.get(connection, path)
        if fresh:
            return self.ask_fresh(name, path, n, goal, fresh)
        before = cpu(self.server.pid)
        for _ in range(n):
            began = time.perf_counter()
            status, body = self.get(connection, path)
            times.append(time.perf_counter() - began)
            size = len(body)
        spent = cpu(self.server.pid) - before
        return row(name, *self.figures(spent, times, n), size, self.statements(path), goal)

    def ask_fresh(self, name: str, path: str, n: int, goal: str, board: int) -> str:
        """As `ask`, after a change of every column each time: nothing kept can be used."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        times, spent, size = [], 0.0, 0
        for _ in range(n):
            self.touch(board)
            before = cpu(self.server.pid)
            began = time.perf_counter()
            _status, body = self.get(connection, path)
            times.append(time.perf_counter() - began)
            spent += cpu(self.server.pid) - before
            size = len(body)
        return row(name, *self.figures(spent, times, n), size, self.statements(path), goal)

    def touch(self, board_id: int) -> None:
        """Change every column of the board, as somebody's move would."""
        from intranet.core.actions import action
        from intranet.core.db import db
        from intranet.roadmap.models import Board
        from intranet.roadmap.queries import boards

        @action
        def change() -> None:
            board = db.session.get(Board, board_id)
            boards.lock(board)
            board.changed(*board.columns)

        with self.app.app_context():
            change()

    def ask_move(self, name: str, board: int, n: int) -> str:
        from intranet.core.db import db
        from intranet.roadmap.models import Card, Column

        with self.app.app_context():
            columns = list(db.session.scalars(select(Column.id).where(Column.board_id == board)))[
                :3
            ]
            cards = list(db.session.scalars(select(Card.id).where(Card.column_id.in_(columns))))
        pick = random.Random(7)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        times, size, before = [], 0, cpu(self.server.pid)
        for number in range(n):
            form = {
                "card": pick.choice(cards),
                "column": pick.choice(columns),
                "after": pick.choice(cards),
                "since": 10**6,
                "operation": f"{board}-{number}",
            }
            began = time.perf_counter()
            status, body = self.post(connection, f"/roadmap/boards/{board}/moves", form)
            times.append(time.perf_counter() - began)
            assert status == 200, body
            size = len(body)
        spent = cpu(self.server.pid) - before
        return row(
            name, *self.figures(spent, times, n), size, "", "≤ 4 CPU ms, ≤ 4 kB, p95 ≤ 25 ms"
        )

    def import_plan(self):
        lines = ["№ п/п\tНаименование мероприятия\tОтветственный исполнитель\tСрок реализации"]
        terms = ("ежегодно", "до 15 марта", "II квартал", "ежегодно (апрель, октябрь)", "сентябрь")
        lines += [
            f"{n}.\t{' '.join(WORDS[n % 9 :])} {n}\tОтдел {n % 40}\t{terms[n % 5]}"
            for n in range(1, 501)
        ]
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        began = time.perf_counter()
        form = {"text": "\n".join(lines), "year": 2026, "year_kind": "calendar"}
        status, _body, headers = self.post(connection, "/roadmap/imports/new", form, whole=True)
        address = headers.get("HX-Redirect", "")
        read = time.perf_counter() - began
        began = time.perf_counter()
        self.get(connection, address)
        shown = time.perf_counter() - began
        began = time.perf_counter()
        status, body, _h = self.post(connection, f"{address}/confirmation", {}, whole=True)
        kept = time.perf_counter() - began
        yield (
            f"importing 500 rows: read {read:.2f} s, preview {shown:.2f} s, confirmed {kept:.2f} s"
            f" → {read + shown + kept:.2f} s, answer {status} (goal ≤ 3 s)"
        )

    def get(self, connection, path: str):
        connection.request("GET", quoted(path), headers=self.headers())
        answer = connection.getresponse()
        return answer.status, answer.read()

    def post(self, connection, path: str, form: dict, whole: bool = False):
        from urllib.parse import urlencode

        headers = self.headers() | {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": self.token,
            "HX-Request": "true",
        }
        connection.request("POST", path, body=urlencode(form), headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        return (answer.status, body, answer.headers) if whole else (answer.status, body)

    def headers(self) -> dict[str, str]:
        return {"Cookie": f"bibliokarta={self.cookie}", "Accept-Encoding": "br, zstd, gzip"}

    def figures(self, spent: float, times: list[float], n: int) -> list[str]:
        """CPU ms a request, the same in bare answers of Flask, median and 95th percentile in ms."""
        cpu_ms, p95 = spent / n * 1e3, sorted(times)[int(len(times) * 0.95) - 1]
        self.bare = self.bare or cpu_ms
        wall = (statistics.median(times) * 1e3, p95 * 1e3)
        return [f"{cpu_ms:.2f}", f"{cpu_ms / self.bare:.1f}", *(f"{ms:.1f}" for ms in wall)]

    def statements(self, path: str) -> int:
        """Statements of one answer but for BEGIN, counted in this process on the same database."""
        from intranet.core.db import db

        said: list[str] = []
        with self.app.app_context():
            engine = db.engine

        def note(_c, _cursor, statement, *_rest):
            if statement != "BEGIN":
                said.append(statement)

        client = self.app.test_client()
        client.set_cookie("bibliokarta", self.cookie)
        client.get(path)
        event.listen(engine, "before_cursor_execute", note)
        client.get(path)
        event.remove(engine, "before_cursor_execute", note)
        return len(said)


def make_district(cards: int) -> tuple[int, int]:
    """300 organisations, a coordinator, a board of 200 cards and one of `cards`."""
    from intranet.core.actions import action
    from intranet.core.db import db
    from intranet.people import actions as people
    from intranet.people.models import Kind, RoleKind

    @action
    def make() -> tuple[int, int]:
        district = people.add_organisation(
            kind=Kind.DISTRICT, name="УООиП", time_zone="Asia/Tomsk", by=None
        )
        schools = [
            people.add_organisation(
                kind=Kind.SCHOOL, name=f"Школа № {n}", parent=district, by=None
            ).id
            for n in range(300)
        ]
        role = ((RoleKind.COORDINATOR, district),)
        people.add_person(
            login="bench", name="Иванова Анна Петровна", organisation=district, roles=role, by=None
        )
        db.session.flush()
        return make_board(district, schools, 200, 2026), make_board(district, schools, cards, 2027)

    return make()


def make_board(district, schools: list[int], count: int, year: int) -> int:
    from intranet.core.db import db
    from intranet.lib import ranks
    from intranet.people.models import folded
    from intranet.roadmap.actions import years
    from intranet.roadmap.models import Card, Plan, Share

    plan = Plan(
        organisation=district, title=f"Дорожная карта {count}", year_kind="calendar",
        made_at=datetime.now(UTC),
        sections=[], items=[], boards=[],
    )  # fmt: skip
    db.session.add(plan)
    db.session.flush()
    board = years.open_year(plan, year=year, by=None)
    pick, rows, shares = random.Random(1), [], []
    per_column = count // len(board.columns)
    for column in board.columns:
        column.card_count = per_column
        for place, rank in enumerate(ranks.spread(per_column)):
            title = f"{' '.join(pick.sample(WORDS, 9))} {place}"
            rows.append(
                {
                    "board_id": board.id, "column_id": column.id, "rank": rank,
                    "number": f"{place // 10 + 1}.{place % 10}", "title": title, "span": "day",
                    "due_on": date(year, pick.randint(1, 12), 15),
                    "words": folded(title), "check_count": 6, "checked_count": pick.randint(0, 6),
                    "comment_count": pick.randint(0, 4), "lead_id": pick.choice(schools),
                }
            )  # fmt: skip
    db.session.execute(insert(Card), rows)
    ids = db.session.scalars(select(Card.id).where(Card.board_id == board.id)).all()
    for card_id in ids:
        for place, school in enumerate(pick.sample(schools, 2)):
            shares.append({"card_id": card_id, "organisation_id": school, "position": place})
    db.session.execute(insert(Share), shares)
    return board.id


def sign_in(app) -> tuple[str, str]:
    """The cookie of a signed-in browser, and a token for its forms."""
    from flask.sessions import SecureCookieSessionInterface

    from intranet.people import actions, queries

    person = queries.person_of_login("bench")
    session = actions.begin_session(person, address="127.0.0.1", agent="bench")
    values = {"_user_id": session, "_fresh": True, "csrf_token": TOKEN}
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    token = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token").dumps(TOKEN)
    return signer.dumps(values), token


def family(pid: int) -> list[int]:
    """A process and all that came of it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += family(int(child))
    return found


def cpu(pid: int) -> float:
    """Seconds of CPU that a process and its children have used so far."""
    total = 0.0
    for each in family(pid):
        try:
            fields = Path(f"/proc/{each}/schedstat").read_text().split()
            total += (
                sum(
                    int(task.read_text().split()[0])
                    for task in Path(f"/proc/{each}/task").glob("*/schedstat")
                )
                / 1e9
                or int(fields[0]) / 1e9
            )
        except (FileNotFoundError, ProcessLookupError):
            continue
    return total


def memory(pid: int) -> int:
    """Proportional share of memory of a process and its children, in bytes."""
    total = 0
    for each in family(pid):
        text = Path(f"/proc/{each}/smaps_rollup").read_text()
        total += int(re.search(r"^Pss:\s+(\d+)", text, re.M)[1]) * 1024
    return total


def row(*cells) -> str:
    widths = (34, 8, 8, 8, 8, 8, 11, 0)
    return "".join(f"{cell!s:<{width}} " for cell, width in zip(cells, widths, strict=True))


def describe() -> str:
    from intranet.core.sqlite import driver

    cores = len(os.sched_getaffinity(0))
    return (
        f"{platform.system()} {platform.machine()}, {cores} cores, Python "
        f"{platform.python_version()}, SQLite {driver.sqlite_version}"
    )


def quoted(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/?=&%")


def free_port() -> int:
    import socket

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(port: int) -> None:
    for _ in range(3000):  # a minute: others may be using the machine
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.02)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
