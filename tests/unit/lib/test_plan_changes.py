"""What differs between two editions, on small tables."""

import time

import pytest

from intranet.lib.plan_changes import Kind, Row, difference, is_same


def rows(*given):
    """Rows from «number|title» or «section|number|title»."""
    made = []
    for key, text in enumerate(given):
        *section, number, title = text.split("|")
        cells = {"number": number, "section": "".join(section), "title": title}
        made.append(Row(key, cells))
    return made


def said(before, after):
    """The changes in short: kind, and the title or the cells that differ."""
    found = []
    for change in difference(rows(*before), rows(*after)):
        row = change.after or change.before
        cells = ",".join(f"{c.name}:{c.before}>{c.after}" for c in change.cells)
        if change.kind is not Kind.UNCHANGED:
            found.append(f"{change.kind} {cells or row.cells['title']}")
    return found


OLD = ("1|Сбор отчётов школ", "2|Встречи с библиотекарями", "3|Конкурс чтецов района")


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (OLD, []),
        (("1. |Сбор отчетов  школ.", OLD[1], OLD[2]), []),  # ё, spaces and stops do not matter
        (OLD[:2], ["removed Конкурс чтецов района"]),
        ((*OLD, "4|Новое дело"), ["added Новое дело"]),
        ((OLD[0], "2|Встречи с педагогами и библиотекарями", OLD[2]),
         ["changed title:Встречи с библиотекарями>Встречи с педагогами и библиотекарями"]),
        ((OLD[0], OLD[1], "4|Конкурс чтецов района"), ["changed number:3>4"]),
        (("1|Совсем новое дело", "2|Сбор отчётов школ", "3|Встречи с библиотекарями",
          "4|Конкурс чтецов района"),
         ["added Совсем новое дело", "changed number:1>2", "changed number:2>3",
          "changed number:3>4"]),
        (("1|Сбор отчётов школ", "2|Ярмарка", "3|Конкурс чтецов района"),
         ["changed title:Встречи с библиотекарями>Ярмарка"]),
        (("1|Сбор отчётов школ", "2|Конкурс чтецов района"),
         ["removed Встречи с библиотекарями", "changed number:3>2"]),
        (("Раздел|1|Сбор отчётов школ", OLD[1], OLD[2]), ["changed section:>Раздел"]),
        ((), ["removed Сбор отчётов школ", "removed Встречи с библиотекарями",
              "removed Конкурс чтецов района"]),
    ],
)  # fmt: skip
def test_the_difference_of_two_editions(after, expected):
    assert said(OLD, after) == expected


def test_rows_of_one_number_in_two_sections_are_told_apart():
    before = ("А|1|Сбор отчётов", "Б|1|Сбор заявок")

    assert said(before, ("А|1|Сбор отчётов за год", "Б|1|Сбор заявок")) == [
        "changed title:Сбор отчётов>Сбор отчётов за год"
    ]


def test_two_rows_with_one_text_are_two_rows():
    before = ("1|Совещание", "2|Совещание", "3|Итоги")

    assert said(before, ("1|Совещание", "2|Совещание", "3|Итоги")) == []
    assert said(before, ("1|Совещание", "3|Итоги")) == ["removed Совещание"]


def test_keys_are_stable_and_of_each_row_its_own():
    before, after = rows(*OLD), rows("1|Сбор отчётов", "5|Новое", "3|Конкурс чтецов района")

    first, second = difference(before, after), difference(before, after)

    assert [c.key for c in first] == [c.key for c in second]
    assert len({c.key for c in first}) == len(first)


def test_a_removed_row_is_shown_where_it_stood():
    changes = difference(rows(*OLD), rows(OLD[0], OLD[2]))

    assert [c.kind for c in changes] == [Kind.UNCHANGED, Kind.REMOVED, Kind.UNCHANGED]


def test_two_long_editions_without_anything_in_common_are_compared_soon():
    before = rows(*(f"{n}|Старое дело о {n * 7} и школе {n}" for n in range(500)))
    after = rows(*(f"{n + 900}|Новое мероприятие {n * 13} для детей {n}" for n in range(500)))
    began = time.perf_counter()

    assert not is_same(before, after)

    assert time.perf_counter() - began < 60
