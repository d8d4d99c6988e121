"""Hundreds of phrases of real plans and what each means, decided by people."""

import json
from pathlib import Path
from time import process_time

import pytest

from intranet.lib.deadlines import Doubt, Kind, Reading, read

DATA = Path(__file__).parents[3] / "data" / "deadlines"
FILES = [path for path in (DATA / "gold.jsonl", DATA / "unseen.jsonl") if path.exists()]
GOLD = [json.loads(line) for path in FILES for line in path.read_text("utf-8").splitlines()]


def as_set(windows):
    return {(window["start"], window["end"]) for window in windows}


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: repr(gold["phrase"]))
def test_a_phrase_means_what_people_say(gold):
    found = read(gold["phrase"]).as_json()

    assert found["phrase"] == gold["phrase"]
    assert found["kind"] == gold["kind"]
    assert as_set(found["windows"]) == as_set(gold["windows"])
    assert found["needs_confirmation"] == gold["needs_confirmation"]
    assert {key: found["detail"].get(key) for key in gold.get("detail", {})} == gold.get(
        "detail", {}
    )


def test_there_are_enough_phrases_and_each_once():
    phrases = [gold["phrase"] for gold in GOLD]

    assert len(phrases) >= 550
    assert len(set(phrases)) == len(phrases)


def test_what_needs_a_person_says_why():
    for gold in GOLD:
        reading = read(gold["phrase"])
        assert reading.needs_confirmation == bool(reading.doubts), gold["phrase"]


def test_the_unread_letters_are_kept_for_a_person():
    reading = read("апрель, кроме Малой школы")

    assert reading.detail["rest"] == "кроме Малой школы"
    assert reading.doubts == (Doubt.PARTLY_UNDERSTOOD,)


def test_a_weekday_that_contradicts_its_date_is_flagged():
    assert not read("среда, 15 апреля 2026 г.").needs_confirmation
    assert read("пятница, 15 апреля 2026 г.").doubts == (Doubt.CONTRADICTION,)


@pytest.mark.parametrize(
    "junk", ["1,", "до ", "с по ", "(", "-", "15 марта ", "I, ", "а", "\u00ad", "раз в ", "1.1.1."]
)
def test_long_junk_is_refused_at_once(junk):
    started = process_time()
    reading = read(junk * (100_000 // len(junk)))
    longest = read((junk * 2_000)[:2_000])

    assert process_time() - started < 20  # it hangs in nothing
    assert reading.kind is Kind.UNKNOWN
    assert reading.doubts == (Doubt.TOO_LONG,)
    assert longest.phrase == (junk * 2_000)[:2_000]


def test_a_strange_json_is_refused():
    with pytest.raises(ValueError, match="sometimes"):
        Reading.from_json({**read("май").as_json(), "kind": "sometimes"})
