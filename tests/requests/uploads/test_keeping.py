"""What becomes of a file that has arrived: claimed once, by its owner, for its place."""

import os
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pytest

from intranet.core import clock
from intranet.core.actions import Refusal
from intranet.core.db import db
from intranet.core.storage import arrivals, storage
from intranet.people import queries as people
from intranet.uploads import actions, queries
from intranet.uploads.destinations import Destination
from intranet.uploads.models import Upload, Verdict
from intranet.uploads.refusals import TooLarge
from tests.support.files import pdf
from tests.support.tus import KIND, token_of

CONTENT = pdf(50_000)
HASH = sha256(CONTENT).hexdigest()


@pytest.fixture
def _long_sessions(app):
    app.config.update(SESSION_HOURS=1000, IDLE_HOURS=1000)


@pytest.fixture
def claim(app, cast):
    def run(token, *, number=1, operation="op", by=0):
        with app.app_context():
            person = people.person(cast[by].id)
            return actions.claim(token, kind=KIND, number=number, operation=operation, by=person)

    return run


def bytes_of(key):
    with storage().open(key) as stream:
        return stream.read()


def test_a_whole_file_is_taken_over_without_a_copy(app, tus, claim):
    token = token_of(tus.send(CONTENT, "Отчёт № 5 «Ёлка».pdf", piece=7000))
    with app.app_context():
        number = (arrivals() / f"{token}.part").stat().st_ino

    got = claim(token)

    assert (got.name, got.key, got.sha256) == ("Отчёт № 5 «Ёлка».pdf", HASH, HASH)
    assert (got.size_bytes, got.verdict, got.has_macros) == (50_000, Verdict.UNSCANNED, False)
    assert got.began_at <= got.finished_at
    with app.app_context():
        assert storage()._path(HASH).stat().st_ino == number
        assert bytes_of(HASH) == CONTENT
        assert not list(arrivals().iterdir())


def test_the_same_operation_gets_the_same_and_another_is_refused(tus, claim):
    token = token_of(tus.send(CONTENT))

    assert claim(token) == claim(token)
    for operation in ("other", None):
        with pytest.raises(Refusal, match="handed in already"):
            claim(token, operation=operation)


def test_an_operation_without_a_name_claims_once(tus, claim):
    token = token_of(tus.send(CONTENT))

    claim(token, operation=None)
    with pytest.raises(Refusal, match="handed in already"):
        claim(token, operation=None)


def test_what_is_not_whole_another_persons_or_elsewhere_is_refused(tus, claim):
    url = tus.begin(50_000, body=CONTENT[:10]).headers["Location"]
    with pytest.raises(Refusal, match="not arrived whole"):
        claim(token_of(url))

    tus.patch(url, 10, CONTENT[10:])
    for wrong in ({"by": 1}, {"number": 2}):
        with pytest.raises(Refusal, match="not here any more"):
            claim(token_of(url), **wrong)
    with pytest.raises(Refusal, match="not here any more"):
        claim("no-such-token")
    assert claim(token_of(url)).key == HASH


def test_a_deed_that_is_undone_leaves_the_file_to_be_claimed(app, tus, cast, claim):
    token = token_of(tus.send(CONTENT))

    @actions.claiming.action
    def hand_in(person):
        actions.claim(token, kind=KIND, number=1, operation="first", by=person)
        raise Refusal("the campaign is closed")

    with app.app_context(), pytest.raises(Refusal, match="closed"):
        hand_in(people.person(cast[0].id))
    assert claim(token, operation="second").key == HASH


def test_a_claimed_upload_takes_no_more_pieces(tus, claim):
    url = tus.send(CONTENT)
    claim(token_of(url))

    for method in ("HEAD", "PATCH", "DELETE"):  # the same file again is another upload
        assert tus.ask(method, url, Upload_Offset=50_000).status_code == 404
    assert claim(token_of(url)).key == HASH


def test_two_files_of_the_same_bytes_are_both_kept(app, tus, claim):
    first, second = (token_of(tus.send(CONTENT, name)) for name in ("a.pdf", "b.pdf"))

    assert (claim(first).name, claim(second).name) == ("a.pdf", "b.pdf")
    with app.app_context():
        assert list(storage().keys()) == [HASH]


def test_pieces_that_went_through_several_processes_give_the_same_hash(tus, claim):
    """Another process knows nothing of the hash under way, or only an earlier part of it."""
    url = tus.begin(50_000).headers["Location"]
    seen = []
    for at in range(0, 50_000, 10_000):
        if at in {10_000, 40_000}:
            seen.append(actions.receiving.hashes.of(token_of(url), at))
            actions.receiving.hashes.forget(token_of(url))
        if at == 30_000:
            digest, known = seen[0]
            actions.receiving.hashes.keep(token_of(url), known, digest)
        tus.patch(url, at, CONTENT[at : at + 10_000])

    assert claim(token_of(url)).key == HASH


def test_a_plain_form_gives_the_same(app, cast, claim):
    with app.app_context():
        place = Destination(KIND, 1, most_bytes=100_000)
        person = people.person(cast[0].id)
        upload = actions.keep(
            "a.pdf", BytesIO(CONTENT), destination=place, quota_bytes=10**6, by=person
        )

    got = claim(upload.token)

    assert (got.key, got.size_bytes, got.name) == (HASH, 50_000, "a.pdf")


def test_a_plain_form_leaves_nothing_of_what_is_refused(app, cast):
    with app.app_context():
        place = Destination(KIND, 1, most_bytes=1000)
        person = people.person(cast[0].id)
        for content, problem in ((CONTENT, TooLarge), (b"MZ", Refusal), (b"", Refusal)):
            with pytest.raises(problem):
                actions.keep(
                    "a.pdf", BytesIO(content), destination=place, quota_bytes=10**6, by=person
                )
        assert db.session.scalar(db.select(Upload)) is None
        assert not list(arrivals().iterdir())


def test_a_file_lost_on_the_server_is_a_sentence(app, tus, claim):
    token = token_of(tus.send(CONTENT))
    with app.app_context():
        (arrivals() / f"{token}.part").unlink()

    with pytest.raises(Refusal, match="lost on the server"):
        claim(token)


@pytest.mark.usefixtures("_long_sessions")
def test_what_nobody_sends_on_or_claims_is_forgotten(app, tus, claim, monkeypatch):
    kept, late, whole = (tus.begin(50_000, body=CONTENT[:10]).headers["Location"] for _ in range(3))
    claimed = tus.send(CONTENT)
    tus.patch(whole, 10, CONTENT[10:])
    got = claim(token_of(claimed))
    begun = clock.now()
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(hours=20))
    tus.patch(kept, 10, CONTENT[10:20])
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(hours=25))

    assert tus.ask("HEAD", late).status_code == 404  # though nothing has removed it yet
    with app.app_context():
        assert actions.forget_expired() == 2
        assert [path.stem for path in arrivals().iterdir()] == [token_of(kept)]
        assert bytes_of(got.key) == CONTENT
        assert [row.token for row in db.session.scalars(db.select(Upload))] == [token_of(kept)]
    assert tus.offset(kept) == 20
    assert tus.ask("HEAD", whole).status_code == 404


@pytest.mark.usefixtures("_long_sessions")
def test_nothing_lives_longer_than_a_week(tus, monkeypatch):
    url = tus.begin(50_000).headers["Location"]
    begun = clock.now()
    for day in range(8):
        monkeypatch.setattr(clock, "now", lambda day=day: begun + timedelta(days=day * 0.9))
        answer = tus.patch(url, day, CONTENT[day : day + 1])
    assert answer.status_code == 204
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(days=7, minutes=1))
    assert tus.patch(url, 8, b"x").status_code == 404


def test_what_is_written_just_now_is_not_forgotten(app, tus, monkeypatch):
    url = tus.begin(50_000, body=CONTENT[:10]).headers["Location"]
    begun = clock.now()
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(hours=25))

    with app.app_context():
        path = arrivals() / f"{token_of(url)}.part"
        with actions.holding.held(path, patience=0):
            assert actions.forget_expired() == 0
        assert path.exists()
        assert actions.forget_expired() == 1
        assert not path.exists()


def test_a_piece_that_came_between_the_looks_saves_its_file(app, tus, monkeypatch):
    url = tus.begin(50_000, body=CONTENT[:10]).headers["Location"]

    with app.app_context():
        seen_as_expired = db.session.scalars(db.select(Upload)).all()
        monkeypatch.setattr(queries, "expired", lambda _at: seen_as_expired)
        assert actions.forget_expired() == 0
    assert tus.offset(url) == 10


def test_bytes_without_a_row_are_removed_when_they_are_old(app, tus):
    tus.begin(50_000, body=CONTENT[:10])
    with app.app_context():
        for name, age in (("old.part", 7200), ("young.part", 60), ("old.turn", 7200)):
            path = arrivals() / name
            path.write_bytes(b"x")
            moment = path.stat().st_mtime - age
            os.utime(path, (moment, moment))
        assert actions.forget_strays() == 2
        assert len(list(arrivals().iterdir())) == 2


def test_one_person_has_only_so_much_under_way(app, tus, another):
    app.config["UPLOAD_QUOTA"] = 100_000
    urls = [tus.begin(50_000).headers["Location"] for _ in range(2)]

    refused = tus.begin(1)
    assert (refused.status_code, "0 MB" in refused.text) == (413, True)
    assert another.begin(50_000).status_code == 201
    tus.ask("DELETE", urls[0])
    assert tus.begin(50_000).status_code == 201


def test_one_person_begins_only_so_many(tus, another):
    for _ in range(60):
        assert tus.begin(1).status_code == 201

    refused = tus.begin(1)
    assert (refused.status_code, "Too many files" in refused.text) == (429, True)
    assert another.begin(1).status_code == 201
