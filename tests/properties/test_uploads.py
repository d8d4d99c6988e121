"""Whatever a client sends in whatever order: what is promised is what was sent, never twice."""

from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intranet.core.actions import Refusal
from intranet.core.db import db
from intranet.core.storage import arrivals, storage
from intranet.people import queries as people
from intranet.people.models import RoleKind
from intranet.uploads import actions
from intranet.uploads.models import Upload
from tests.support import make
from tests.support.files import pdf
from tests.support.tus import KIND, Tus, checksum, slot, token_of

CONTENT = pdf(6000)
AT, SIZE, WHICH = st.integers(-1, 6100), st.integers(0, 3000), st.integers(0, 2)
DEEDS = st.one_of(
    st.tuples(st.just("begin"), SIZE),
    st.tuples(st.just("go on"), WHICH, SIZE),
    st.tuples(st.just("go on"), WHICH, SIZE),
    st.tuples(st.just("piece"), WHICH, AT, SIZE),
    st.tuples(st.just("checked"), WHICH, SIZE, st.booleans()),
    st.tuples(st.just("look"), WHICH),
    st.tuples(st.just("foreign"), WHICH, SIZE),
    st.tuples(st.just("another process"), WHICH),
    st.tuples(st.just("drop"), WHICH),
    st.tuples(st.just("claim"), WHICH, st.sampled_from("ab")),
)


class Model:
    """What should be so: how far each upload is; None when it is gone, who claimed it."""

    def __init__(self):
        self.at, self.claimed = {}, {}

    def piece(self, url, at, size):
        """The status of such a piece, and what it changes."""
        here = self.at[url]
        if here is None or url in self.claimed:
            return 404
        if at != here:
            return 409
        if here + size > len(CONTENT):
            return 413 if here < len(CONTENT) else 204
        self.at[url] = here + size
        return 204


@pytest.fixture
def scene(app, as_, keep):
    owner, other = (make.person(RoleKind.LIBRARIAN) for _ in range(2))
    keep(owner, other)
    with slot():
        yield Tus(as_(owner)), Tus(as_(other)), owner.id


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(deeds=st.lists(DEEDS, max_size=30))
def test_what_is_promised_is_what_was_sent(app, scene, deeds):
    mine, foreign, owner_id = scene
    model = Model()
    with app.app_context():
        db.session.execute(db.delete(Upload))
        db.session.commit()
    for name, *more in deeds:
        if name == "begin":
            body = CONTENT[: more[0]]
            answer = mine.begin(len(CONTENT), body=body or None)
            model.at[answer.headers["Location"]] = len(body)
            assert answer.headers["Upload-Offset"] == str(len(body))
        elif model.at:
            url = list(model.at)[more[0] % len(model.at)]
            do(app, name, more[1:], url, (mine, foreign, owner_id), model)
        check(app, mine, model)


def do(app, name, more, url, scene, model):
    mine, foreign, owner_id = scene
    here = model.at[url] or 0
    if name == "go on":
        piece = CONTENT[here : here + more[0]]
        assert mine.patch(url, here, piece).status_code == model.piece(url, here, len(piece))
    elif name == "piece":
        at, size = more
        piece = (CONTENT[max(at, 0) :] + b"?" * 3000)[:size]
        status = 400 if at < 0 else model.piece(url, at, size)
        if model.at[url] is None or url in model.claimed:
            status = 404
        assert mine.patch(url, at, piece).status_code == status
    elif name == "checked":
        piece = CONTENT[here : here + more[0]]
        said = checksum(piece if more[1] else piece + b"?")
        is_open = model.at[url] is not None and here < len(CONTENT)  # a whole one looks no more
        expected = model.piece(url, here, len(piece)) if more[1] or not is_open else 460
        assert mine.patch(url, here, piece, Upload_Checksum=said).status_code == expected
    elif name == "foreign":
        assert foreign.patch(url, here, CONTENT[here : here + more[0]]).status_code == 404
        assert foreign.ask("DELETE", url).status_code == 404
    elif name == "another process":
        actions.receiving.hashes.forget(token_of(url))
    elif name == "drop":
        gone = model.at[url] is None or url in model.claimed
        assert mine.ask("DELETE", url).status_code == (404 if gone else 204)
        if not gone:
            model.at[url] = None
    elif name == "claim":
        claim(app, url, more[0], owner_id, model)


def claim(app, url, operation, owner_id, model):
    is_whole = model.at[url] == len(CONTENT)
    may = is_whole and model.claimed.get(url, operation) == operation
    with app.app_context():
        try:
            got = actions.claim(
                token_of(url),
                kind=KIND,
                number=1,
                operation=operation,
                by=people.person(owner_id),
            )
        except Refusal:
            assert not may
            return
        assert may and got.key == sha256(CONTENT).hexdigest()
        with storage().open(got.key) as stream:
            assert stream.read() == CONTENT
    model.claimed[url] = operation


def check(app, mine, model):
    """Every promise is on the disk, byte for byte, and nothing else is."""
    with app.app_context():
        folder = arrivals()
    for url, at in model.at.items():
        answer = mine.ask("HEAD", url)
        is_gone = at is None or url in model.claimed
        assert answer.status_code == (404 if is_gone else 200)
        path = folder / f"{token_of(url)}.part"
        if not is_gone:
            assert answer.headers["Upload-Offset"] == str(at)
        if at and url not in model.claimed:
            assert path.read_bytes() == CONTENT[:at]
        else:
            assert not path.exists() or not path.read_bytes()
