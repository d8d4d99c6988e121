"""Every page, for everybody: axe finds nothing, and no page runs over the edge of the screen."""

from datetime import date
from itertools import count
from pathlib import Path

import pytest

from intranet.comments.models import Comment
from intranet.core import clock
from intranet.core.db import db
from intranet.core.notices import notify
from intranet.people import actions, queries
from intranet.people.models import DirectoryDraft
from intranet.roadmap.queries import cards
from tests.support import make, world

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
#: theme, vision and size of letters as the page's own attributes, and the screen's width.
LOOKS = [
    (theme, vision, size, width)
    for theme, vision, size in (("light", "", "100"), ("dark", "", "100"), ("", "bw", "150"))
    for width in (1440, 390)
]
PAGES = (
    "/", "/keys", "/search?q=1", "/roadmap/",
    "/roadmap/boards/{board_id}", "/roadmap/boards/{board_id}?lanes=quarter",
    "/roadmap/boards/{board_id}/table", "/roadmap/boards/{board_id}/quarters",
    "/roadmap/boards/{board_id}/settings", "/roadmap/boards/{board_id}/archive",
    "/roadmap/boards/{board_id}/cards/new", "/roadmap/boards/{board_id}/columns/{column_id}/cards",
    "/roadmap/cards/{card_id}",
    "/roadmap/cards/{card_id}/edit", "/roadmap/cards/{card_id}/move",
    "/roadmap/plans/{plan_id}", "/roadmap/imports/new", "/roadmap/imports/{draft_id}",
    "/people", "/people/new", "/people/{person_id}", "/people/journal", "/people/condition",
    "/people/imports/new/people", "/organisations", "/organisations/tree", "/organisations/new",
    "/organisations/{organisation_id}", "/profile", "/profile/password", "/no-such-page",
    "/notices", "/notices/newest", "/notices/preferences",
    "/reports/campaigns/{campaign_id}/summary", "/reports/campaigns/{campaign_id}/summary/01",
    "/reports/", "/reports/campaigns/new", "/reports/campaigns/{campaign_id}",
    "/reports/campaigns/{campaign_id}/data", "/reports/campaigns/{campaign_id}/form",
    "/reports/campaigns/{campaign_id}/obliged", "/reports/{report_id}/extension",
    "/reports/campaigns/{prepared_id}", "/reports/campaigns/{prepared_id}/form",
    "/reports/campaigns/{prepared_id}/form/trial", "/reports/campaigns/{prepared_id}/obliged",
    "/reports/campaigns/{prepared_id}/form/indicators/01",
    "/reports/campaigns/{prepared_id}/form/checks/new",
    "/reports/campaigns/{prepared_id}/opening", "/reports/campaigns/{prepared_id}/people",
    "/reports/campaigns/{prepared_id}/slots", "/reports/campaigns/{prepared_id}/slots/new",
    "/reports/campaigns/{campaign_id}/reminders",
    "/reports/campaigns/{prepared_id}/slots/{prepared_slot_id}",
    "/reports/{report_id}/excuse", "/reports/{report_id}/reopening",
    "/reports/{report_id}/files/{file_id}/preview",
    "/files/roadmap_card/{card_id}", "/comments/roadmap_card/{card_id}",
    "/comments/{comment_id}", "/roadmap/cards/{card_id}/history",
    "/roadmap/cards/{card_id}/checks/{check_id}", "/roadmap/cards/{card_id}/people",
    "/roadmap/imports/{draft_id}/rows/0", "/roadmap/plans/{plan_id}/items/{item_id}/reading",
    "/organisations/{organisation_id}/data", "/people/{person_id}/data",
    "/people/imports/{directory_draft_id}", "/profile/data", "/profile/proof",
)  # fmt: skip
#: Pages that the tests of a room look at, in a state that only they make.
ELSEWHERE = {
    "reports.report", "reports.submission", "reports.receipt",  # a librarian's, test_filling
    "reports.review", "reports.comparison",  # a reviewer's, test_reviewer
}  # fmt: skip
#: Addresses that answer with a file, a picture, a part of a page, or lead to another page.
NO_PAGES = {
    "attachments.file", "comments.people", "health.alive", "health.ready", "notifications.notice",
    "people.import_sample", "people.look", "pulse.pulse", "reports.archive_zip",
    "reports.campaign_xlsx", "reports.file", "reports.file_page", "reports.matrix_xlsx",
    "reports.receipt_pdf", "reports.summary_docx", "reports.summary_xlsx", "roadmap.changes",
    "roadmap.column", "roadmap.organisations", "roadmap.table_xlsx",
}  # fmt: skip
FOR_STRANGERS = ("/sign-in", "/forgotten")
LONG = "МБОУ «Средняя общеобразовательная школа с углублённым изучением отдельных предметов № 12»"


@pytest.fixture
def filled(app):
    """The administrator, and the numbers of one of every kind of thing."""
    with app.app_context():
        make.numbers = count(1)
        people, own, _foreign = world.fill()
        card = cards.card(own["card_id"])
        told = {"title": LONG, "actor": "Кузнецова Елена", "from_name": "а", "to_name": "б"}
        for _each in range(2):
            notify(
                people["administrator"].id, "roadmap.card_moved", page="roadmap.card",
                card_id=card.id, **told,
            )  # fmt: skip
        app.config.update(SMTP_HOST="mail.invalid", MAIL_FROM="a@b.ru", URL="https://b.ru")
        card.title = f"Организация методических встреч с библиотекарями: {LONG}"
        far = dict.fromkeys(("due_on", "late_until_on", "closes_on"), date(2099, 1, 1))
        place = card.board.plan.organisation
        prepared = make.campaign(place, slots=[make.slot(LONG)], **far)
        db.session.add(prepared)
        db.session.get(Comment, own["comment_id"]).author_id = people["administrator"].id
        draft = db.session.get(DirectoryDraft, own["directory_draft_id"])
        draft.author_id, draft.made_at = people["administrator"].id, clock.now()
        db.session.commit()
        more = {"prepared_id": prepared.id, "prepared_slot_id": prepared.slots[0].id}
        return people["administrator"], own | more


SET = """([theme, vision, size]) => {
  const set = (name, value) => value ? document.documentElement.setAttribute(name, value)
                                     : document.documentElement.removeAttribute(name)
  set("data-theme", theme); set("data-vision", vision); set("data-fs", size === "100" ? "" : size)
}"""
RUN = """async () => {
  const found = await axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  })
  const where = (v) => v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")
  return found.violations.map((v) => `${v.id}: ${where(v)}`)
}"""
#: Colours fade from one look into the next, and axe must not meet them half way.
STILL = "*, ::before, ::after { transition: none !important; animation: none !important }"
#: Two frames on, the page is drawn as it was told to be.
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def look_at(page, path: str) -> list[str]:
    """What is wrong with the page in any of the looks."""
    wrong = []
    page.evaluate(AXE.read_text())
    page.add_style_tag(content=STILL)
    for theme, vision, size, width in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(SET, [theme, vision, size])
        page.evaluate(DRAWN)
        here = f"{path} {theme or vision} {width}"
        wrong += [f"{here}: {found}" for found in page.evaluate(RUN)]
        if page.evaluate(WIDER) > 0:
            wrong.append(f"{here}: scrolls sideways")
    return wrong


@pytest.mark.parametrize("path", PAGES)
def test_nothing_stands_in_anybodys_way(visit, filled, path):
    administrator, own = filled
    page = visit(path.format(**own), as_=administrator, bypass_csp=True, reduced_motion="reduce")
    assert not look_at(page, path)


@pytest.mark.parametrize(
    "path",
    [
        "/", "/keys", "/profile", "/organisations", "/roadmap/boards/{board_id}",
        "/roadmap/boards/{board_id}/table", "/roadmap/cards/{card_id}", "/roadmap/imports/new",
        "/reports/",
    ],
)  # fmt: skip
def test_the_smallest_screen_with_the_largest_letters_scrolls_down_only(visit, filled, path):
    administrator, own = filled
    view = {"width": 320, "height": 800}
    page = visit(path.format(**own), as_=administrator, bypass_csp=True, viewport=view)

    page.evaluate(SET, ["", "bw", "200"])
    page.evaluate(DRAWN)

    assert page.evaluate(WIDER) <= 0


@pytest.mark.parametrize("path", FOR_STRANGERS)
def test_nothing_stands_in_a_strangers_way(visit, keep, path):
    keep(make.person())
    assert not look_at(visit(path, bypass_csp=True, reduced_motion="reduce"), path)


def test_nothing_stands_in_the_way_to_a_password(visit, app, filled):
    with app.app_context():
        person = queries.person(filled[1]["person_id"])
        path = f"/link/{actions.make_link(person, by=None)}"
    assert not look_at(visit(path, bypass_csp=True, reduced_motion="reduce"), path)


def test_nothing_stands_in_the_way_of_a_first_person(visit):
    path = "/first-run"
    assert not look_at(visit(path, bypass_csp=True, reduced_motion="reduce"), path)


def test_every_page_is_looked_at(app, as_, filled):
    administrator, own = filled
    addresses, looked_at = app.url_map.bind("localhost"), set()
    for path in (*PAGES, *FOR_STRANGERS, "/link/x", "/first-run"):
        if path != "/no-such-page":
            plain = path.format(**own).partition("?")[0]
            looked_at.add(addresses.match(plain, method="GET")[0])
    browser = as_(administrator)
    answers = {path: browser.get(path.format(**own)).status_code for path in PAGES}
    assert {path for path, status in answers.items() if status != 200} == {"/no-such-page"}
    rules = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    assert rules == looked_at | ELSEWHERE | NO_PAGES
