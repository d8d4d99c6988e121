"""Files sent by a browser: piece by piece, over lines that break, and without a script."""

import re
from hashlib import sha256

import pytest
from playwright.sync_api import expect

from intranet.people.models import RoleKind
from tests.browser.conftest import cookie
from tests.support import make
from tests.support.files import pdf
from tests.support.upload_page import Slots

CONTENT = pdf(3_500_000)
HASH = sha256(CONTENT).hexdigest()
PIECES = re.compile(r"/uploads/\w+$")


@pytest.fixture
def person(app, keep):
    Slots.wire(app)
    person = make.person(RoleKind.LIBRARIAN)
    keep(person)
    return person


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "Отчёт за I полугодие.pdf"
    path.write_bytes(CONTENT)
    return path


def choose(page, *paths):
    page.locator("input[type=file]").set_input_files([str(path) for path in paths])


def test_a_file_arrives_and_is_handed_in(visit, person, report):
    page = visit("/test-slots/1", as_=person)

    choose(page, report)
    expect(page.locator(".file__note")).to_have_text("Arrived whole")
    page.get_by_role("button", name="Сдать").click()

    expect(page.locator("#got")).to_have_text(f"{report.name} 3500000 {HASH}")


def test_it_may_hand_in_by_itself_when_all_have_arrived(visit, person, report, tmp_path):
    other = tmp_path / "Приложение.txt"
    other.write_text("слова")
    page = visit("/test-slots/1?send", as_=person)

    choose(page, report, other)

    expect(page.locator("#got li")).to_have_count(2)
    expect(page.locator("#got")).to_contain_text(HASH)


def test_a_refused_file_does_not_keep_the_others_and_is_still_told_of(
    visit, person, report, tmp_path
):
    bad = tmp_path / "Программа.exe"
    bad.write_bytes(b"MZ")
    page = visit("/test-slots/1?send", as_=person)

    choose(page, bad, report)
    expect(page.locator("#got li")).to_have_count(1)

    expect(page.locator(".file--failed")).to_contain_text("Программа.exe")
    expect(page.locator(".file--failed .file__note")).to_contain_text("no files are taken here")
    page.reload()
    expect(page.locator(".file--failed")).to_have_count(0)


def test_a_line_that_breaks_in_the_middle_is_taken_up_again(visit, person, report):
    """The unchanged tus-js-client: the second and the third try of a piece are cut off."""
    page = visit("/test-slots/1", as_=person)
    sent = []

    def cut(route):
        if route.request.method == "PATCH":
            sent.append(route.request.headers["upload-offset"])
            if len(sent) in {2, 3}:
                return route.abort("connectionreset")
        return route.continue_()

    page.route(PIECES, cut)
    choose(page, report)
    expect(page.locator(".file__note")).to_contain_text("Trying again")
    expect(page.locator(".file__note")).to_have_text("Arrived whole")
    page.get_by_role("button", name="Сдать").click()

    expect(page.locator("#got")).to_contain_text(HASH)
    assert sent == ["0", "1048576", "1048576", "1048576", "2097152", "3145728"]


def test_after_a_reload_the_same_file_goes_on_from_where_it_stopped(visit, person, report):
    page = visit("/test-slots/1", as_=person)
    sent = []

    def hold(route):
        if route.request.method == "PATCH":
            sent.append(int(route.request.headers["upload-offset"]))
            if len(sent) == 3:
                return None  # never answered: the person closes the page
        return route.continue_()

    page.route(PIECES, hold)
    choose(page, report)
    expect(page.locator(".file__note")).to_contain_text("59 % sent")
    page.reload()
    expect(page.locator("[data-left]")).to_contain_text("Отчёт за I полугодие.pdf")
    choose(page, report)
    expect(page.locator(".file__note")).to_have_text("Arrived whole")
    page.get_by_role("button", name="Сдать").click()

    expect(page.locator("#got")).to_contain_text(HASH)
    assert sent == [0, 1048576, 2097152, 2097152, 3145728]


def test_pause_and_go_on_by_keyboard(visit, person, report):
    page = visit("/test-slots/1", as_=person)
    page.route(PIECES, lambda route: page.wait_for_timeout(300) or route.continue_())

    choose(page, report)
    page.get_by_role("button", name=f"Pause: {report.name}").press("Enter")
    expect(page.locator(".file__note")).to_contain_text("Paused at")
    page.get_by_role("button", name="Сдать").click()
    expect(page.get_by_role("status").filter(has_text="Not all files")).to_be_attached()
    page.get_by_role("button", name=f"Go on: {report.name}").press("Enter")

    expect(page.locator(".file__note")).to_have_text("Arrived whole")


def test_a_file_is_removed_and_forgotten(visit, person, report):
    page = visit("/test-slots/1", as_=person)
    choose(page, report)
    expect(page.locator(".file__note")).to_have_text("Arrived whole")

    with page.expect_request(lambda request: request.method == "DELETE"):
        page.get_by_role("button", name=f"Remove: {report.name}").click()

    expect(page.locator(".file")).to_have_count(0)
    assert page.locator("input[name=uploads]").count() == 0


def test_limits_are_told_before_a_byte_is_sent(visit, person, report, tmp_path):
    program, nothing = tmp_path / "a.exe", tmp_path / "пусто.pdf"
    program.write_bytes(b"MZ")
    nothing.touch()
    page = visit("/test-slots/2", as_=person)
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    choose(page, report, program, nothing)

    notes = page.locator(".file__note")
    expect(notes.nth(0)).to_contain_text("larger than 1 MB")
    expect(notes.nth(1)).to_contain_text("no files are taken here")
    expect(notes.nth(2)).to_contain_text("It is empty")
    assert not [url for url in asked if "/uploads" in url]


def test_what_the_server_refuses_is_said_in_its_words(visit, person, tmp_path):
    wrong = tmp_path / "отчёт.pdf"
    wrong.write_bytes(b"MZ" + bytes(9000))
    page = visit("/test-slots/1", as_=person)

    choose(page, wrong)

    expect(page.locator(".file__note")).to_contain_text("differs from its ending")
    expect(page.locator(".file--failed")).to_have_count(1)


def test_a_full_disk_waits_for_the_person(visit, person, report):
    page = visit("/test-slots/1", as_=person)
    full = [True]

    def answer(route):
        if route.request.method == "PATCH" and full:
            return route.fulfill(
                status=507, body="The disk is full.", headers={"Tus-Resumable": "1.0.0"}
            )
        return route.continue_()

    page.route(PIECES, answer)
    choose(page, report)
    expect(page.locator(".file__note")).to_have_text("The disk is full.")
    full.clear()
    page.get_by_role("button", name=f"Go on: {report.name}").click()

    expect(page.locator(".file__note")).to_have_text("Arrived whole")


#: Lets files go on an element; whether the page took it, or leaves it to the browser.
DROP = """([where, names]) => {
  const data = new DataTransfer()
  for (const name of names) data.items.add(new File(["слова"], name))
  const target = document.querySelector(where)
  const how = { dataTransfer: data, bubbles: true, cancelable: true }
  const events = ["dragenter", "dragover", "drop"].map((type) => new DragEvent(type, how))
  for (const event of events) target.dispatchEvent(event)
  return events.slice(1).every((event) => event.defaultPrevented)
}"""


def test_a_file_that_misses_its_place_does_not_replace_the_page(visit, person):
    page = visit("/test-slots/1", as_=person)
    assert page.evaluate(DROP, ["h1", ["заметки.txt"]])
    expect(page.locator(".file__name")).to_have_count(0)


def test_of_several_files_for_one_place_the_others_are_not_lost_silently(visit, person):
    page = visit("/test-slots/1?one", as_=person)
    page.evaluate(DROP, ["file-drop", ["первый.txt", "второй.txt"]])
    notes = page.locator(".file__note")
    expect(notes).to_have_text(["Arrived whole", "Only one file goes here: this one is not sent."])


def test_dropped_files_are_sent_too(visit, person):
    page = visit("/test-slots/1", as_=person)
    page.evaluate(DROP, ["file-drop", ["заметки.txt"]])

    expect(page.locator(".file__name")).to_have_text("заметки.txt")
    expect(page.locator(".file__note")).to_have_text("Arrived whole")


def test_another_person_at_the_same_computer_begins_anew(visit, person, keep, report, app, site):
    page = visit("/test-slots/1", as_=person)
    page.route(PIECES, lambda route: None if route.request.method == "PATCH" else route.continue_())
    choose(page, report)
    expect(page.locator(".file__note")).to_contain_text("sent")
    for _look in range(600):  # the page's own policy forbids waiting inside of it
        if page.evaluate("localStorage.length"):
            break
        page.wait_for_timeout(50)
    other = make.person(RoleKind.LIBRARIAN)
    keep(other)
    page.context.clear_cookies()
    page.context.add_cookies([cookie(app, other, site)])
    page.unroute_all()
    page.goto(f"{site}/test-slots/1")

    expect(page.locator("[data-left]")).to_be_hidden()
    choose(page, report)
    expect(page.locator(".file__note")).to_have_text("Arrived whole")


def test_without_a_script_the_form_itself_carries_the_files(visit, person, report):
    page = visit("/test-slots/1", as_=person, java_script_enabled=False)

    choose(page, report)
    page.get_by_role("button", name="Сдать").click()

    expect(page.locator("#got")).to_have_text(f"{report.name} 3500000 {HASH}")


@pytest.mark.parametrize("width", [1440, 390])
def test_pictures(visit, person, report, tmp_path, width):
    """For whoever looks at them: nothing runs over the edge, whatever the state."""
    long = tmp_path / (
        "Отчёт муниципального бюджетного общеобразовательного учреждения „Школа № 1“, за год.pdf"
    )
    long.write_bytes(CONTENT)
    wrong = tmp_path / "отчёт.exe"
    wrong.write_bytes(b"MZ")
    page = visit("/test-slots/1", as_=person, viewport={"width": width, "height": 900})
    sent = []

    def hold(route):
        sent.append(route.request.method)
        return None if sent.count("PATCH") > 5 else route.continue_()

    page.route(PIECES, hold)
    choose(page, report, long, wrong)
    expect(page.locator(".file__note").nth(1)).to_contain_text("29 % sent")
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) <= 0
    page.screenshot(path=f"/tmp/uploads-{width}.png")
