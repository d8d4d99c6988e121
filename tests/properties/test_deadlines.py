"""What must hold of the reading of terms, whatever people write."""

import json
from calendar import monthrange
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from intranet.lib.deadlines import Kind, Reading, occurrences, read

DATA = Path(__file__).parents[1] / "data" / "deadlines" / "gold.jsonl"
PHRASES = [json.loads(line)["phrase"] for line in DATA.read_text("utf-8").splitlines()]
WORDS = (
    "ежегодно ежеквартально до с по не позднее к 1 15 31 2025 2026 30.02 15.03.2026 марта мая "
    "апрель октябрь – - , ; ( ) и I II IV 2-е квартал полугодие декада год г. учебного года раза в "
    "раз течение дней после далее постоянно числа месяца следующего за отчетным конца начала "
    "последняя пятница неделя четверть этап каждый зима 14:00 план по мере лет абв ё № * ."
)
PIECES = WORDS.split()
terms = st.one_of(
    st.sampled_from(PHRASES),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=10).map("".join),
    st.text(max_size=60),
)
DASHES = st.sampled_from("-–—−‒‑")
SPACES = st.sampled_from([" ", "\u00a0", "  ", "\n", "\u202f", "\t"])
years = st.integers(2020, 2035)


def day(written, year):
    return date.fromisoformat(written if len(written) == 10 else f"{year}-{written}")


@given(terms)
def test_any_text_is_read_and_kept_letter_by_letter(phrase):
    assert read(phrase).phrase == phrase


@given(terms)
def test_json_brings_a_reading_back(phrase):
    reading = read(phrase)

    assert Reading.from_json(json.loads(json.dumps(reading.as_json()))) == reading


@given(terms)
def test_windows_are_real_days_in_order(phrase):
    for window in read(phrase).windows:
        start, end = window.start, window.end
        assert start or end
        for written in filter(None, (start, end)):
            day(written, 2028)
        if start and end:
            assert len(start) == len(end)
            assert len(start) == 5 or start <= end


@given(terms)
def test_doubts_and_confirmation_go_together(phrase):
    reading = read(phrase)

    assert reading.needs_confirmation == bool(reading.doubts)
    assert reading.needs_confirmation or reading.kind is not Kind.UNKNOWN


@given(st.sampled_from(PHRASES), st.randoms(use_true_random=False), DASHES, SPACES)
def test_noise_changes_nothing(phrase, random, dash, space):
    noisy = "".join(dash if c in "-–—−‒‑" else space if c == " " else c for c in phrase)
    noisy = random.choice([noisy, noisy.upper(), noisy.lower(), f" {noisy} "])
    plain, other = read(phrase), read(noisy)

    assert (other.kind, other.windows, other.doubts) == (plain.kind, plain.windows, plain.doubts)


@given(st.text("бвгжзклмнпрстфхцчшщ", min_size=5, max_size=9))
def test_a_word_nobody_knows_is_flagged(word):
    assert read(word).needs_confirmation
    assert read(f"апрель {word}").needs_confirmation
    assert word in read(f"до 15 марта 2026 г. {word}").detail["rest"]


@settings(max_examples=150)
@given(terms, years, st.booleans())
def test_occurrences_are_the_same_at_every_call(phrase, year, school):
    reading = read(phrase)
    found = occurrences(reading, year, school_year=school)
    keys = [one.key for one in found]

    assert found == occurrences(read(phrase), year, school_year=school)
    assert len(set(keys)) == len(keys)
    for one in found:
        assert one.start is None or one.end is None or one.start <= one.end


@given(st.integers(1, 28), st.integers(1, 12), years, st.booleans())
def test_a_day_without_a_year_falls_once_in_each_plan_year(number, month, year, school):
    (one,) = occurrences(read(f"до {number:02}.{month:02}"), year, school_year=school)
    first = date(year, 9, 1) if school else date(year, 1, 1)

    assert one.end is not None
    assert first <= one.end < first.replace(year=year + 1)
    assert (one.end.month, one.end.day) == (month, number)


@given(st.integers(1, 31), st.integers(1, 12), years)
def test_a_date_the_calendar_lacks_is_never_moved(number, month, year):
    reading = read(f"{number:02}.{month:02}.{year}")
    real = number <= monthrange(year, month)[1]

    assert reading.needs_confirmation is not real
    assert bool(reading.windows) is real
