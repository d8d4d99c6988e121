"""Plain text of every encoding and shape, and HTML as programs put it on the clipboard."""

import pytest

from intranet.lib.documents import Document, Unreadable, read_bytes, read_html, read_text


def texts(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for row in document.tables[0].rows]


PLAN = "№\tМероприятие\tСрок\n1\tСеминар для библиотекарей\tмай\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le", "utf-16-be", "koi8-r"]
)
def test_letters_are_told_by_the_bytes(encoding: str):
    text = PLAN.replace("№", "N") if encoding == "koi8-r" else PLAN

    assert texts(read_bytes(text.encode(encoding)))[1] == ["1", "Семинар для библиотекарей", "май"]


def test_old_tables_of_strokes_are_read_in_their_old_letters():
    drawn = (
        "┌────┬──────────────┬────────┐\n"
        "│ N  │ Мероприятие  │ Срок   │\n"
        "├────┼──────────────┼────────┤\n"
        "│ 1. │ Приём учеб-  │ до     │\n"
        "│    │ ников        │ 1 июня │\n"
        "├────┼──────────────┼────────┤\n"
        "│ 2. │ Библиотечно- │ август │\n"
        "│    │ библиографи- │        │\n"
        "│    │ ческий урок  │        │\n"
        "└────┴──────────────┴────────┘\n"
    )

    assert texts(read_bytes(drawn.encode("cp866"))) == [
        ["N", "Мероприятие", "Срок"],
        ["1.", "Приём учебников", "до 1 июня"],
        ["2.", "Библиотечно-библиографический урок", "август"],
    ]


def test_strokes_without_rules_between_rows():
    drawn = "|N|Мероприятие|Срок|\n+--+--+--+\n|1|Приём|май|\n| |книг| |\n|2|Выдача|июнь|\n"

    assert texts(read_text("План\n" + drawn)) == [
        ["N", "Мероприятие", "Срок"],
        ["1", "Приём книг", "май"],
        ["2", "Выдача", "июнь"],
    ]


def test_quoted_cells_hold_lines_and_quotes():
    text = '№\tМероприятие\tСрок\n1\t"Акция ""Книга""\nв школе"\tмай\n2\t"Ура" и чтение\tмай'

    assert texts(read_text(text))[1:] == [
        ["1", 'Акция "Книга"\nв школе', "май"],
        ["2", '"Ура" и чтение', "май"],
    ]


def test_lines_word_cut_inside_cells_are_put_together():
    text = "№\tМероприятие\tИсполнитель\n1\tСеминар\nв двух частях\tРМЦ,\nшколы\n2\tСбор\tРМЦ\n"

    assert texts(read_text(text))[1:] == [
        ["1", "Семинар\nв двух частях", "РМЦ,\nшколы"],
        ["2", "Сбор", "РМЦ"],
    ]


def test_semicolons_and_commas_divide_when_the_lines_agree():
    assert texts(read_text("№;Мероприятие;Срок\n1;Сбор;май\n"))[1] == ["1", "Сбор", "май"]
    assert texts(read_text('№,Дело,Срок\n1,"Сбор, сверка",май\n'))[1] == [
        "1",
        "Сбор, сверка",
        "май",
    ]
    assert read_text("Сбор; сверка; выдача.\nИ всё.").tables == []


def test_word_on_the_clipboard():
    html = (
        "<html><body><!--StartFragment--><p>План</p><table><tr><td rowspan=2><p class=MsoNormal>"
        "<![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span>"
        "<![endif]>Сбор<o:p></o:p></p></td><td><p>а\nб</p><p>в<br>г</p></td></tr><tr><td>"
        "<!--[if !supportLists]--><span style='mso-list:Ignore'>5.2.</span><!--[endif]--> д"
        "<span style='mso-hide:all'>скрыто</span><del>нет</del><ins>да</ins></td></tr></table>"
        "<!--[if gte mso 9]><xml>чужое</xml><![endif]--></body></html>"
    )

    document = read_html(html)

    assert document.before == ["План"]
    assert texts(document) == [["1. Сбор", "а б\nв\nг"], ["", "5.2. дда"]]
    assert document.tables[0].rows[1][0].is_continued


def test_lists_are_numbered_as_a_browser_does():
    html = (
        "<table><tr><td><ol start=3><li></li></ol></td><td><ul><li>раз<li>два</ul></td></tr>"
        "<tr><td><ol type=I><li><p>а</p><li>б</ol></td><td>x</td></tr></table>"
    )

    assert texts(read_html(html)) == [["3.", "• раз\n• два"], ["I. а\nII. б", "x"]]


def test_a_table_that_only_frames_a_page_is_looked_through():
    html = (
        "<table><tr><td>Меню</td><td><h1>План</h1><table><tr><td>№<td>Дело<td>Срок</tr>"
        "<tr><td>1<td>Сбор<td>май</tr></table></td></tr></table>"
    )

    document = read_html(html)

    assert document.before == ["Меню", "План"]
    assert texts(document) == [["№", "Дело", "Срок"], ["1", "Сбор", "май"]]


def test_old_programs_save_pages_under_other_names():
    html = "<html><meta charset=windows-1251><table><tr><td>Срок<td>май</table></html>"

    assert texts(read_bytes(html.encode("cp1251"), filename="план.xls")) == [["Срок", "май"]]


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\ufeff"])
def test_nothing_is_empty(text: str):
    for read in (read_text, read_html):
        with pytest.raises(Unreadable, match="empty"):
            read(text)


def test_spans_end_where_the_table_ends():
    html = "<table><tr><td rowspan=9>а<td>б</tr><tr><td colspan=3 rowspan=0>в</tr></table>"

    (first, _, _, _), second = read_html(html).tables[0].rows

    assert (first.rowspan, second[1].colspan, second[1].rowspan) == (2, 3, 1)
