"""The virus scanner: clean, infected, waiting while it is away, unscanned where there is none."""

import contextlib
from hashlib import sha256
from io import BytesIO

import pytest

from intranet.core import jobs
from intranet.core.activity import Activity
from intranet.core.db import db
from intranet.core.storage import storage
from intranet.lib.clamd import Clamd, Unavailable
from intranet.people import queries as people
from intranet.uploads import actions, policy, queries
from intranet.uploads import jobs as uploads
from intranet.uploads.models import Verdict
from tests.support import clamd
from tests.support.files import EICAR, archive, pdf
from tests.support.tus import KIND, token_of

BAD = b"%PDF-1.7\n" + EICAR


@pytest.fixture(scope="module", params=["real", "small"])
def daemon(request, tmp_path_factory):
    """Debian's clamd where it is installed, and always the small one."""
    folder = tmp_path_factory.mktemp("clamd")
    with contextlib.ExitStack() as stack:
        try:
            yield stack.enter_context(getattr(clamd, request.param)(folder))
        except LookupError as error:
            pytest.skip(str(error))


@pytest.fixture
def scanned(app, tus, cast):
    """Send a file, claim it, ask the scanner at `address`; the verdict before and after."""

    def run(content, address, *, claim=True):
        app.extensions["scanner"] = Clamd(address, patience=20) if address else None
        url = tus.send(content, "a.pdf")
        key = sha256(content).hexdigest()
        with app.app_context():
            person = people.person(cast[0].id)
            if claim:
                actions.claim(token_of(url), kind=KIND, number=1, by=person)
            before = queries.verdict(key)
            while jobs.work_once():
                pass
            return before, queries.verdict(key)

    return run


def test_what_the_scanner_says_of_bytes(daemon):
    ask = Clamd(daemon, patience=20)

    assert ask.scan(BytesIO(pdf(300_000))) == ""
    assert "Eicar" in ask.scan(BytesIO(b"x" * 100_000 + EICAR))
    with pytest.raises(Unavailable, match="limit exceeded"):
        ask.scan(BytesIO(pdf(9_000_000)))


@pytest.mark.parametrize("claim", [True, False])
def test_a_file_waits_is_looked_at_and_is_clean(daemon, scanned, claim):
    assert scanned(pdf(9000), daemon, claim=claim) == (Verdict.WAITING, Verdict.CLEAN)


def test_an_infected_file_is_told_with_its_event(app, daemon, scanned):
    assert scanned(BAD, daemon) == (Verdict.WAITING, Verdict.INFECTED)

    with app.app_context():
        scan = queries.scan(sha256(BAD).hexdigest())
        assert "Eicar" in scan.found and scan.scanned_at
        told = db.session.scalars(
            db.select(Activity).where(Activity.name == "uploads.virus_found")
        ).all()
        assert [row.particulars["key"] for row in told] == [scan.key]


def test_inside_an_archive_it_is_found_too(tmp_path):
    try:
        with clamd.real(tmp_path) as address:
            assert "Eicar" in Clamd(address).scan(BytesIO(archive({"a/b.txt": EICAR})))
    except LookupError as error:
        pytest.skip(str(error))


def test_while_the_scanner_is_away_the_file_waits_and_is_asked_about_again(app, daemon, scanned):
    assert scanned(BAD, clamd.silent_port()) == (Verdict.WAITING, Verdict.WAITING)

    app.extensions["scanner"] = Clamd(daemon, patience=20)
    with app.app_context():
        uploads.scan_waiting()
        assert queries.verdict(sha256(BAD).hexdigest()) == Verdict.INFECTED
        assert not queries.waiting_scans()


def test_without_a_scanner_nothing_waits(scanned):
    assert scanned(BAD, "") == (Verdict.UNSCANNED, Verdict.UNSCANNED)


def test_the_same_bytes_are_asked_about_once(app, daemon, scanned):
    scanned(pdf(9000), daemon)

    assert scanned(pdf(9000), daemon) == (Verdict.CLEAN, Verdict.CLEAN)


def test_a_file_that_is_lost_is_no_error_of_the_worker(app, daemon):
    app.extensions["scanner"] = Clamd(daemon)
    with app.app_context():
        assert actions.scan("0" * 64) is None
        assert list(storage().keys()) == []


@pytest.mark.parametrize(
    ("verdict", "own", "others"),
    [
        (Verdict.CLEAN, True, True),
        (Verdict.UNSCANNED, True, True),
        (Verdict.WAITING, True, False),
        (Verdict.INFECTED, False, False),
    ],
)
def test_to_whom_bytes_are_given(verdict, own, others):
    assert policy.may_pass_on(verdict, is_own=True) is own
    assert policy.may_pass_on(verdict, is_own=False) is others


@pytest.mark.parametrize("address", ["/no/such/socket", "nowhere.invalid:1", "x", "x:y", ":"])
def test_an_address_that_leads_nowhere(address):
    with pytest.raises(Unavailable):
        Clamd(address, patience=5).scan(BytesIO(b"x"))
