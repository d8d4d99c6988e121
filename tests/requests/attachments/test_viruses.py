"""Files on a card where there is a virus scanner: asked about, held back, shown."""

import pytest

from intranet.core import jobs
from intranet.lib.clamd import Clamd
from intranet.people.models import RoleKind
from intranet.uploads import jobs as uploads
from tests.support import clamd, files, make
from tests.support.files import EICAR

from .test_files import kept, send

BAD = files.pdf(3000) + EICAR


@pytest.fixture
def scene(keep):
    """A card, a librarian who brings files and another one who wants to read them."""
    district = make.organisation()
    school = make.organisation(parent=district)
    card = make.card(make.board(district), "Card", for_=(school,))
    mine, other = (make.person(RoleKind.LIBRARIAN, at=school) for _ in range(2))
    keep(card.board, card, mine, other)
    return card, mine, other


@pytest.fixture(scope="module")
def daemon(tmp_path_factory):
    with clamd.small(tmp_path_factory.mktemp("clamd")) as address:
        yield address


def work(app):
    with app.app_context():
        while jobs.work_once():
            pass


@pytest.mark.parametrize(
    ("content", "answers", "words"),
    [(BAD, (403, 403), "a virus was found"), (files.pdf(3000), (200, 200), "no virus found")],
)
def test_a_file_waits_for_its_verdict(app, as_, scene, daemon, content, answers, words):
    card, mine, other = scene
    app.extensions["scanner"] = Clamd(daemon, patience=20)
    send(as_, mine, card, ("a.pdf", content))
    url = f"/files/{kept(app)[0].id}"
    page = f"/files/roadmap_card/{card.id}"

    assert [as_(each).get(url).status_code for each in (mine, other)] == [200, 403]
    assert "is being checked for viruses" in as_(other).get(page).text
    work(app)

    assert tuple(as_(each).get(url).status_code for each in (mine, other)) == answers
    assert words in as_(other).get(page).text
    assert (f'href="{url}"' in as_(other).get(page).text) == (200 in answers)


def test_while_the_scanner_is_away_only_who_sent_it_has_it(app, as_, scene, daemon):
    card, mine, other = scene
    app.extensions["scanner"] = Clamd(clamd.silent_port(), patience=20)
    send(as_, mine, card, ("a.pdf", BAD))
    work(app)
    url = f"/files/{kept(app)[0].id}"
    assert [as_(each).get(url).status_code for each in (mine, other)] == [200, 403]

    app.extensions["scanner"] = Clamd(daemon, patience=20)
    with app.app_context():
        uploads.scan_waiting()
    assert as_(mine).get(url).status_code == 403


def test_without_a_scanner_nothing_is_said_of_viruses(as_, scene):
    card, mine, other = scene
    send(as_, mine, card, ("a.pdf", BAD))
    assert "virus" not in as_(other).get(f"/files/roadmap_card/{card.id}").text
