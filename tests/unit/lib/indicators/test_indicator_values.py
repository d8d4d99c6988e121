"""What people type into cells, and why some of it is refused."""

from datetime import date
from decimal import Decimal

import pytest

from intranet.lib.indicators import BadValue, Choice, Indicator, Kind, read_value

COPIES = Indicator("01", "Фонд", Kind.INTEGER, unit="экз.", min=Decimal(0), max=Decimal(1_000_000))
POSTS = Indicator("posts", "Ставки", Kind.DECIMAL, decimals=2)
SHARE = Indicator("share", "Доля", Kind.DECIMAL, unit="%", decimals=1, max=Decimal(100))
CATALOGUE = Indicator("catalogue", "Каталог", Kind.YES_NO)
DAY = Indicator("on", "Дата", Kind.DATE, min=date(2020, 1, 1), max=date(2026, 12, 31))
NOTE = Indicator("note", "Примечание", Kind.TEXT, max=Decimal(20))
STATUS = Indicator(
    "status",
    "Статус",
    Kind.CHOICE,
    choices=(Choice("centre", "Центр"), Choice("library", "Школьная библиотека")),
)


@pytest.mark.parametrize(
    ("row", "typed", "kept"),
    [
        (COPIES, "8175", "8175"),
        (COPIES, "8 175", "8175"),
        (COPIES, "8\u00a0175", "8175"),
        (COPIES, "8\u2009175", "8175"),
        (COPIES, "8\u202f175 экз.", "8175"),
        (COPIES, "1 000 000", "1000000"),
        (COPIES, "1,000,000", "1000000"),
        (COPIES, "+5", "5"),
        (COPIES, "007", "7"),
        (COPIES, "-0", "0"),
        (COPIES, "12,0", "12"),
        (COPIES, "", ""),
        (COPIES, " \u00a0 ", ""),
        (POSTS, "1,25", "1.25"),
        (POSTS, "1.250", "1.25"),
        (POSTS, "−0,5", "-0.5"),
        (POSTS, "– 3", "-3"),
        (POSTS, "8175,5", "8175.5"),
        (POSTS, "1,234.5", "1234.5"),
        (SHARE, "99,9 %", "99.9"),
        (SHARE, "85%", "85"),
        (CATALOGUE, "Да", "yes"),
        (CATALOGUE, "НЕТ", "no"),
        (CATALOGUE, "on", "yes"),
        (CATALOGUE, "0", "no"),
        (DAY, "06.04.2026", "2026-04-06"),
        (DAY, "6.4.2026", "2026-04-06"),
        (DAY, "2026-04-06", "2026-04-06"),
        (NOTE, "  много\r\nстрок\0 ", "много\nстрок"),
        (NOTE, "и\u0306", "й"),
        (STATUS, "centre", "centre"),
        (STATUS, "школьная  библиотека", "library"),
    ],
)
def test_what_is_typed_becomes_one_canonical_text(row: Indicator, typed: str, kept: str):
    assert read_value(row, typed) == kept
    assert read_value(row, kept) == kept


@pytest.mark.parametrize(
    ("row", "typed", "code", "detail"),
    [
        (COPIES, "много", "not_a_number", {}),
        (COPIES, "8 17 5", "not_a_number", {}),
        (COPIES, "81 75", "not_a_number", {}),
        (COPIES, "1e5", "not_a_number", {}),
        (COPIES, "5.", "not_a_number", {}),
        (COPIES, "٥", "not_a_number", {}),
        (COPIES, "5 чел.", "not_a_number", {}),
        (COPIES, "9" * 10_000, "not_a_number", {}),
        (COPIES, "NaN", "not_a_number", {}),
        (COPIES, "8175,5", "not_whole", {}),
        (COPIES, "8,175", "not_whole", {}),
        (COPIES, "-1", "too_small", {"least": "0"}),
        (COPIES, "1000001", "too_large", {"most": "1000000"}),
        (COPIES, "1234567890123456", "too_many_digits", {"most": 15}),
        (POSTS, "1,255", "too_many_decimals", {"most": 2}),
        (SHARE, "100,1", "too_large", {"most": "100"}),
        (CATALOGUE, "может быть", "not_yes_or_no", {}),
        (DAY, "31.02.2026", "not_a_date", {}),
        (DAY, "06/04/2026", "not_a_date", {}),
        (DAY, "06.04.26", "not_a_date", {}),
        (DAY, "2026-4-6", "not_a_date", {}),
        (DAY, "01.01.0000", "not_a_date", {}),
        (DAY, "31.12.2019", "too_small", {"least": "2020-01-01"}),
        (DAY, "01.01.2027", "too_large", {"most": "2026-12-31"}),
        (NOTE, "а" * 21, "too_long", {"most": 20}),
        (STATUS, "музей", "not_a_choice", {}),
        (Indicator("r", "Читаемость", Kind.COMPUTED, formula="1"), "5", "computed", {}),
    ],
)
def test_what_cannot_stand_there_is_refused(row: Indicator, typed: str, code: str, detail: dict):
    with pytest.raises(BadValue) as refusal:
        read_value(row, typed)

    assert (refusal.value.code, refusal.value.detail) == (code, detail)
