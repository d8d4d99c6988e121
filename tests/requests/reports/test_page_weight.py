"""The page that people fill in over bad lines is light, with the form of a real library."""

import gzip
import re

import pytest

from intranet.core import clock
from tests.support import school_reports

MOST = 30_000  # bytes, compressed, at the first visit; without the font and the pictures

UPLOADER = ("tus.min.", "file-sending.", "file-drop.")


@pytest.fixture
def scene(keep, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: school_reports.IN_TIME)
    return school_reports.school_library(keep, before={"01.end": "8029", "users": "530"})


def weights(app, as_, scene):
    """What the first visit of a Russian reader brings → bytes as gzip sends them."""
    browser = as_(scene["librarian"])
    browser.client.set_cookie("language", "ru")
    html = browser.get(f"/reports/{scene['report'].id}").data
    names = re.findall(r'(?:src|href)="/static/dist/([^"]+\.(?:js|css))"', html.decode())
    folder = app.config["INSTANCE"] / "assets"
    static = {name: (folder / f"{name}.gz").stat().st_size for name in names}
    return {"page": len(gzip.compress(html, 6))} | static


def test_the_first_visit_is_light(app, as_, scene):
    found = weights(app, as_, scene)
    uploader = {name for name in found if name.startswith(UPLOADER)}
    total = sum(size for name, size in found.items() if name not in uploader)
    print(*(f"{size:>7} {name}\n" for name, size in found.items()), f"{total:>6} in all")
    assert len(found) == 4 + len(UPLOADER), found
    assert total <= MOST, found


def test_the_uploader_comes_only_where_there_is_a_place_for_files(app, as_, keep, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: school_reports.IN_TIME)
    plain = school_reports.scene(keep, slots=[])
    assert not [name for name in weights(app, as_, plain) if name.startswith(UPLOADER)]


def test_saving_one_field_of_it_brings_two_kilobytes_at_most(as_, scene):
    browser = as_(scene["librarian"], htmx=True)
    for cell in ("01.end", "06.end", "07.end", "08.end", "09.end", "users"):
        answer = browser.post(f"/reports/{scene['report'].id}/cells", {cell: "8175"})
        assert len(gzip.compress(answer.data)) <= 2048, cell


def test_scenario_6(as_, scene):
    """8175 against 8029 + 3 + 0 + 142: said at the cells, until it is corrected."""
    browser, path = as_(scene["librarian"], htmx=True), f"/reports/{scene['report'].id}/cells"
    stock = {"01.end": "8175", "06.end": "8029", "07.end": "3", "08.end": "0"}
    for cell, text in stock.items():
        browser.post(path, {cell: text})

    answer = browser.post(path, {"09.end": "142"})
    assert "check not passed: 01 ≠ 06 + 07 + 08 + 09 (8174)" in answer.text
    missing = browser.get(f"/reports/{scene['report'].id}/submission").text
    assert "01 ≠ 06 + 07 + 08 + 09 (8174)" in missing

    corrected = browser.post(path, {"09.end": "143", "seen:09.end": "142"})
    assert "≠" not in corrected.text
