"""The table as a file: the same rows, real days and numbers, nothing that runs."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from intranet.core import clock
from intranet.roadmap.models import Check, Stage
from tests.support import make

DANGEROUS = ("=1+1", "+7 913", "-2", "@SUM(A1)", "https://example.org", '=HYPERLINK("x")')


@pytest.fixture
def scene(keep, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: make.MOMENT)
    district = make.organisation("=УООиП")
    board = make.board(district)
    coordinator = make.person(at=district)
    first = make.card(board, "Бета", number="2", due_on=date(2026, 3, 1), for_=(district,))
    first.checks = [Check(position=n, text="x", is_done=n == 0) for n in range(3)]
    first.recount()
    done = make.card(board, "Альфа", number="10", due_on=date(2026, 1, 2), stage=Stage.DONE)
    keep(board, coordinator, first, done)
    return board, coordinator


def rows(answer):
    return CalamineWorkbook.from_filelike(BytesIO(answer.data)).get_sheet_by_index(0).to_python()


def test_the_file_has_the_cells_of_the_table(as_, scene):
    board, coordinator = scene

    answer = as_(coordinator).get(f"/roadmap/boards/{board.id}/table.xlsx?sort=-number")

    assert answer.status_code == 200
    head, *found = rows(answer)
    assert head[:2] == ["No.", "Item"]
    assert found == [
        ["10", "Альфа", "", "Jan 2, 2026", date(2026, 1, 2), "done", "", "", ""],
        ["2", "Бета", "=УООиП", "Mar 1, 2026", date(2026, 3, 1), "planned", 1.0, 3.0, 48.0],
    ]


def test_the_file_obeys_the_filters(as_, scene):
    board, coordinator = scene

    answer = as_(coordinator).get(f"/roadmap/boards/{board.id}/table.xlsx?q=бета")

    assert [row[1] for row in rows(answer)[1:]] == ["Бета"]


def test_its_name_says_the_year_and_survives_other_letters(as_, scene):
    board, coordinator = scene

    answer = as_(coordinator).get(f"/roadmap/boards/{board.id}/table.xlsx")

    told = answer.headers["Content-Disposition"]
    assert told.endswith("filename*=UTF-8''Road%20map%2C%202026.xlsx")
    assert answer.mimetype.endswith("spreadsheetml.sheet")
    browser = as_(coordinator)
    browser.client.set_cookie("language", "ru")
    named = browser.get(f"/roadmap/boards/{board.id}/table.xlsx").headers["Content-Disposition"]
    assert named.startswith("attachment; filename")
    assert "2026" in named


@pytest.mark.parametrize("title", DANGEROUS)
def test_no_text_becomes_a_formula_or_a_link(as_, keep, scene, title):
    board, coordinator = scene
    keep(make.card(board, title, number="1"))

    answer = as_(coordinator).get(f"/roadmap/boards/{board.id}/table.xlsx")

    assert rows(answer)[1][1] == title
    with ZipFile(BytesIO(answer.data)) as file:
        sheet = file.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"hyperlink" not in sheet
        assert not [name for name in file.namelist() if "externalLink" in name or "vba" in name]
