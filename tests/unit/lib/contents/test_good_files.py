"""What a school hands in is read: words, headings, lists, tables, pages, pictures."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from intranet.lib.contents import asking, blocks
from intranet.lib.contents.model import Contents, Grid, Paragraph, Wish
from tests.support import good_files
from tests.support.good_files import HEADING, ITEMS, LINE, TABLE


@pytest.fixture
def ask(tmp_path: Path):
    def look(data: bytes, ending: str = "", **wishes: int) -> Contents:
        path = tmp_path / "file"
        path.write_bytes(data)
        return asking.ask(path, Wish(ending, **wishes))

    return look


@pytest.mark.parametrize("kind", ["pdf", "docx", "odt", "rtf"])
def test_a_text_gives_its_words_in_their_order(ask, kind):
    contents = ask(good_files.EVERY[kind](), f".{kind}")

    assert (contents.kind, contents.problem, contents.is_cut) == (kind, "", False)
    assert contents.text.startswith(f"{HEADING}\n{LINE}\n")
    assert "418" in contents.text and "12 306" in contents.text


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_workbook_gives_its_sheets_as_tables(ask, kind):
    contents = ask(good_files.EVERY[kind](), f".{kind}")

    first, last = contents.preview.blocks
    assert isinstance(first, Grid) and isinstance(last, Grid)
    assert (first.name, last.name) == ("Показатели", "Итоги")
    assert tuple(tuple(place.text for place in row) for row in first.rows[:3]) == TABLE
    assert "Читателей\t418" in contents.text and LINE in contents.text


def test_a_workbook_tells_what_it_hides(ask):
    facts = ask(good_files.xlsx()).facts

    assert facts["has_hidden_sheets"] is True and facts["sheets"] == 3
    assert facts["has_macros"] is False and facts["links_outside"] is False


@pytest.mark.parametrize("kind", ["pptx", "odp"])
def test_slides_give_their_words_in_their_order(ask, kind):
    contents = ask(good_files.EVERY[kind]())

    assert contents.kind == kind and contents.text.split("\n") == [HEADING, LINE]


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_text_is_shown_with_headings_lists_and_tables(ask, kind):
    shown = ask(good_files.EVERY[kind]()).preview.blocks

    html = blocks.html_of(shown)
    assert html.startswith(f"<h3>{HEADING}</h3><p>{LINE}</p><ul><li>{ITEMS[0]}</li>")
    assert "<td>Читателей</td><td>418</td>" in html


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r", "cp866"]
)
def test_letters_are_told_from_their_bytes(ask, encoding):
    words = good_files.text().replace("№", "N") if encoding == "koi8-r" else good_files.text()
    contents = ask(words.encode(encoding), ".txt")

    assert contents.kind == "text"
    assert contents.text.split("\n") == words.replace("\r", "").split("\n")
    assert contents.preview.blocks[0] == Paragraph(HEADING)


def test_a_table_of_text_is_shown_as_one(ask):
    contents = ask(good_files.csv(), ".CSV")

    (grid,) = contents.preview.blocks
    assert isinstance(grid, Grid) and contents.kind == "csv"
    assert tuple(tuple(place.text for place in row) for row in grid.rows) == TABLE


def test_pages_of_a_pdf_become_pictures(ask):
    contents = ask(good_files.pdf(), count=1)

    (page,) = contents.preview.pictures
    image = Image.open(BytesIO(page.data))
    assert (image.format, image.size) == ("WEBP", (page.width, page.height))
    assert page.height == 1400 and len(page.data) < 80_000
    assert contents.pages == 2 and contents.preview.is_cut
    assert image.convert("L").getextrema()[0] < 100, "there is something black on it"


def test_a_page_further_on_can_be_asked_for(ask):
    second = ask(good_files.pdf(), first=2, count=5, characters=0)

    assert len(second.preview.pictures) == 1 and second.preview.first == 2
    assert second.text == "" and not second.preview.is_cut
    assert ask(good_files.pdf(), first=7).preview.pictures == ()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP"])
def test_a_picture_is_made_small_and_keeps_no_secrets(ask, kind):
    data = good_files.photo(kind, (3000, 2000))
    contents = ask(data)

    (picture,) = contents.preview.pictures
    image = Image.open(BytesIO(picture.data))
    assert contents.kind == kind.lower() and contents.text == "" and contents.problem == ""
    assert contents.facts == {"width": 3000, "height": 2000}
    assert image.size == (1400, 933) and b"Secret" not in picture.data
    assert image.getpixel((10, 10))[1] < 60 < 200 < image.getpixel((1390, 900))[1]


def test_a_picture_stands_upright(ask):
    """Orientation 6: the camera was turned to the right, so the top is on the right side."""
    (picture,) = ask(good_files.photo("JPEG", (1600, 1200), turned=6)).preview.pictures

    image = Image.open(BytesIO(picture.data))
    assert image.size == (1050, 1400)
    assert image.getpixel((1040, 10))[1] < 60 < 200 < image.getpixel((10, 10))[1]


def test_text_is_cut_where_it_was_asked(ask):
    contents = ask(good_files.docx(), characters=10)

    assert contents.text == HEADING[:10] and contents.is_cut


def test_a_web_page_named_as_a_sheet_is_read(ask):
    contents = ask(b"<html><table><tr><td>1<td>2<tr><td>3<td>4</table></html>", ".xls")

    assert (contents.kind, contents.text) == ("html", "1\t2\n3\t4")
