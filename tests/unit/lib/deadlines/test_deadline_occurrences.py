"""What falls in one plan year, of the calendar and of the school."""

from datetime import date

import pytest

from intranet.lib.deadlines import Span, occurrences, read


def ends(phrase, year, **options):
    return [str(o.end) for o in occurrences(read(phrase), year, **options)]


def keys(phrase, year, **options):
    return [o.key for o in occurrences(read(phrase), year, **options)]


def test_april_and_october_come_every_year():
    assert ends("Ежегодно (апрель, октябрь)", 2026) == ["2026-04-30", "2026-10-31"]
    assert ends("Ежегодно (апрель, октябрь)", 2027) == ["2027-04-30", "2027-10-31"]
    assert keys("Ежегодно (апрель, октябрь)", 2026) == ["month-04", "month-10"]


@pytest.mark.parametrize(
    ("phrase", "count"),
    [
        ("ежегодно", 1),
        ("ежеполугодно", 2),
        ("ежеквартально", 4),
        ("ежемесячно", 12),
        ("ежемесячно в течение учебного года", 9),
        ("ежемесячно с сентября по май", 9),
        ("еженедельно", 1),
        ("по средам", 1),
        ("ежедневно", 1),
        ("постоянно", 1),
        ("в течение года", 1),
        ("по мере необходимости", 1),
        ("по отдельному плану", 1),
        ("ежегодно (по отдельному плану)", 1),
        ("абракадабра", 1),
        ("до 31.04.2026", 1),
        ("2 раза в год", 2),
        ("2 раза в год (апрель, октябрь)", 2),
        ("20 раз в год", 1),
        ("1 раз в четверть", 4),
        ("5 и 20 числа каждого месяца", 24),
        ("раз в 2 месяца", 6),
    ],
)
def test_how_many_cards_a_year_asks_for(phrase, count):
    assert len(occurrences(read(phrase), 2026)) == count


def test_months_of_a_school_plan_are_september_to_may():
    assert keys("ежемесячно", 2026, school_year=True)[0] == "month-09"
    assert ends("ежемесячно", 2026, school_year=True)[-1] == "2027-05-31"
    assert len(keys("ежемесячно", 2026, school_year=True)) == 9


@pytest.mark.parametrize(
    "phrase", ["по мере необходимости", "по плану", "абракадабра", "в дни каникул", "31 апреля"]
)
def test_no_date_is_invented(phrase):
    (one,) = occurrences(read(phrase), 2026)

    assert (one.start, one.end, one.span) == (None, None, Span.NONE)


def test_another_written_year_is_not_this_years_business():
    assert ends("до 15 марта 2026 г.", 2026) == ["2026-03-15"]
    assert ends("до 15 марта 2026 г.", 2027) == []
    assert ends("2025 год, далее ежегодно", 2024) == []
    assert ends("ежегодно 2025-2027 гг.", 2027) == ["2027-12-31"]
    assert ends("ежегодно 2025-2027 гг.", 2028) == []


def test_a_span_over_new_year_counts_once_by_its_end():
    assert ends("сентябрь 2025 – май 2026", 2025) == []
    assert ends("сентябрь 2025 – май 2026", 2026) == ["2026-05-31"]
    (one,) = occurrences(read("декабрь – январь"), 2026)
    assert (one.start, one.end) == (date(2026, 12, 1), date(2027, 1, 31))


def test_what_lasts_is_met_in_each_of_its_years():
    assert ends("в течение 2025–2027 годов", 2026) == ["2026-12-31"]
    assert ends("в течение 2025–2027 годов", 2028) == []
    assert ends("постоянно с 2025 года", 2030) == ["2030-12-31"]


def test_the_school_year_places_months_in_two_years():
    phrase = "сентябрь, март"
    assert ends(phrase, 2026, school_year=True) == ["2026-09-30", "2027-03-31"]
    assert ends("сентябрь – май", 2026, school_year=True) == ["2027-05-31"]
    assert ends("до 31 августа", 2026, school_year=True) == ["2027-08-31"]
    assert ends("ежегодно", 2026, school_year=True) == ["2027-08-31"]


def test_half_years_mean_other_months_in_school():
    second = occurrences(read("2-е полугодие"), 2026, school_year=True)[0]
    assert (second.start, second.end) == (date(2027, 1, 1), date(2027, 5, 31))
    assert ends("2-е полугодие", 2026) == ["2026-12-31"]
    assert ends("раз в полугодие", 2026, school_year=True) == ["2026-12-31", "2027-05-31"]
    assert ends("раз в полугодие", 2026) == ["2026-06-30", "2026-12-31"]
    assert ends("июль – декабрь", 2026, school_year=True) == ["2026-12-31"]


def test_quarters_of_a_school_plan_go_by_their_ends():
    school = ["2026-09-30", "2026-12-31", "2027-03-31", "2027-06-30"]
    assert ends("ежеквартально", 2026, school_year=True) == school
    assert ends("III квартал", 2026, school_year=True) == school[:1]


def test_a_quarter_may_have_a_month_of_its_own():
    phrase = "ежеквартально (март, июнь, сентябрь, декабрь)"
    assert ends(phrase, 2026) == ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]
    assert keys("1 раз в полугодие (май, декабрь)", 2026) == ["month-05", "month-12"]


def test_months_begin_where_the_term_begins():
    phrase = "Ежемесячно, начиная с сентября 2026 г."
    assert [len(ends(phrase, year)) for year in (2025, 2026, 2027)] == [0, 4, 12]


def test_february_ends_when_the_year_says():
    assert ends("февраль", 2028) == ["2028-02-29"]
    assert ends("февраль", 2026) == ["2026-02-28"]
    assert ends("до марта", 2028) == ["2028-02-29"]
    assert ends("до 28 февраля", 2028) == ["2028-02-28"]
    assert ends("29 февраля", 2026) == ["2026-02-28"]
    assert ends("ежемесячно до 30 числа", 2026)[1] == "2026-02-28"


def test_two_windows_on_one_day_keep_keys_of_their_own():
    assert keys("28 февраля, 29 февраля", 2026) == ["day-02-28", "day-02-28-2"]
    assert keys("28 февраля, 29 февраля", 2028) == ["day-02-28", "day-02-29"]


def test_days_of_the_month_and_reports_after_a_period():
    assert ends("ежемесячно до 5 числа", 2026)[:2] == ["2026-01-05", "2026-02-05"]
    late = occurrences(read("до 5 числа месяца, следующего за отчетным"), 2026)
    assert (late[0].end, late[0].year, late[0].number) == (date(2026, 1, 5), 2025, 12)
    quarters = "ежеквартально до 10 числа месяца, следующего за отчетным кварталом"
    assert ends(quarters, 2026)[0] == "2026-01-10"
    assert len(ends(quarters, 2026)) == 4


def test_weekdays_of_a_month_are_found():
    assert ends("последняя пятница месяца", 2026)[:2] == ["2026-01-30", "2026-02-27"]
    assert ends("вторая среда апреля", 2026) == ["2026-04-08"]
    assert ends("последняя пятница мая 2026 г.", 2026) == ["2026-05-29"]


def test_an_interval_keeps_step_with_its_first_year():
    phrase = "раз в 2 года, начиная с 2025 года"
    assert [len(ends(phrase, year)) for year in range(2024, 2030)] == [0, 1, 0, 1, 0, 1]


def test_names_for_printing():
    (quarter,) = occurrences(read("II квартал"), 2026)
    assert (quarter.span, quarter.number, quarter.year) == (Span.QUARTER, 2, 2026)
    (half,) = occurrences(read("1-е полугодие 2026 г."), 2026)
    assert (half.span, half.number, half.year) == (Span.HALF, 1, 2026)
    (year,) = occurrences(read("ежегодно"), 2026)
    assert (year.span, year.number, year.year) == (Span.YEAR, None, 2026)
    (day,) = occurrences(read("до 15 марта"), 2026)
    assert (day.span, day.start, day.key) == (Span.DAY, None, "until-03-15")


def test_an_absurd_year_is_refused():
    with pytest.raises(ValueError, match="plan year"):
        occurrences(read("май"), 0)
