"""The road map of Kargasok as it was pasted: five items, twelve sub-items, every cell."""

from pathlib import Path

from intranet.lib.documents import read_bytes
from intranet.lib.plans import Plan, read_plan

SOURCE = Path(__file__).parents[3] / "data" / "plans" / "kargasok.txt"


def kargasok() -> Plan:
    return read_plan(read_bytes(SOURCE.read_bytes(), filename="kargasok.txt"))


def test_the_title_stands_before_the_table():
    assert kargasok().title == (
        "Дорожная карта (план мероприятий) по внедрению единой информационно-библиотечной модели "
        "в общеобразовательных организациях Каргасокского района Томской области"
    )


def test_the_columns_are_known():
    assert [column.role for column in kargasok().columns] == [
        "number",
        "title",
        "content",
        "executor",
        "term",
    ]


def test_printed_numbers_are_kept():
    items = list(kargasok().items)

    assert [item.number for item in items] == ["1", "2", "5", "6", "7"]
    assert [[s.number for s in item.subitems] for item in items] == [
        [""],
        ["2.1", "2.2", "2.3", "2.4", "2.5", "2.6"],
        ["5.1", "5.2"],
        ["6.1", "6.2"],
        ["7.1"],
    ]


def test_deadlines_are_kept_letter_by_letter():
    assert [item.deadline for item in kargasok().items] == [
        "Ежегодно, 2-е полугодие",
        "ежегодно (по отдельному плану-графику)",
        "Ежегодно",
        "Ежегодно",
        "Ежегодно (апрель, октябрь)",
    ]


def test_executors_are_told_apart():
    three = ["ДО ТО", "ТОИПКРО", "УООиП Каргасокского района"]

    assert [[e.name for e in item.executors] for item in kargasok().items] == [
        ["УООиП Каргасокского района"],
        ["ТОИПКРО"],
        three,
        three,
        three,
    ]


def test_a_row_without_number_and_title_inherits_and_says_so():
    fifth = list(kargasok().items)[2]
    own, continued = fifth.subitems

    assert own.executors is None and own.deadline is None
    assert continued.executors == fifth.executors and continued.inherits_executors
    assert continued.deadline == "Ежегодно" and continued.inherits_deadline
    assert continued.text.startswith("Разработка и реализация программ повышения квалификации")
    assert continued.text.endswith("(библиотечно-информационных центров)")


def test_the_warnings_name_what_is_missing_and_what_is_inherited():
    assert [(w.code, w.where, w.detail) for w in kargasok().warnings] == [
        ("inherited", 5, {"number": "5", "cells": ["executors", "deadline"]}),
        ("missing_numbers", 4, {"numbers": ["3", "4"]}),
    ]


def test_plain_data_asks_for_each_deadline():
    asked: list[str] = []

    def read(phrase: str) -> dict[str, object]:
        asked.append(phrase)
        return {"kind": "yearly", "windows": [], "needs_confirmation": False, "detail": {}}

    plan = kargasok().as_json(read)

    assert len(asked) == 6
    fifth = plan["sections"][0]["items"][2]
    assert fifth["deadline"] == {
        "phrase": "Ежегодно",
        "kind": "yearly",
        "windows": [],
        "needs_confirmation": False,
        "detail": {},
    }
    assert fifth["subitems"][1]["inherited"] == ["executors", "deadline"]
