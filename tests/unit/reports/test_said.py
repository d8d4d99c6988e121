"""A failed check in words: what stands on either side, and what is reckoned or out of sight."""

import pytest

from intranet.lib.indicators import Verdict, check, read_form
from intranet.reports.views.figures import said_of

FORM = read_form(
    {
        "title": "Form",
        "sections": [
            {
                "code": "stock",
                "title": "Stock",
                "columns": [{"code": "came", "title": "Came"}, {"code": "end", "title": "Stands"}],
                "indicators": [{"code": "01", "title": "Stock", "kind": "integer"}],
            },
            {
                "code": "work",
                "title": "Work",
                "indicators": [
                    {"code": "readers", "title": "Readers", "kind": "integer"},
                    {"code": "pupils", "title": "Pupils", "kind": "integer"},
                ],
            },
        ],
        "checks": [
            {"code": "a", "title": "a", "expression": "last.01.end + 01.came - 1 = 01.end"},
            {"code": "b", "title": "b", "expression": "pupils <= readers"},
            {"code": "c", "title": "c", "expression": "within(readers; last.readers; 20)"},
        ],
    }
)
VALUES = {"01.came": "5", "01.end": "20", "readers": "30", "pupils": "31"}
LAST = {"01.end": "10", "readers": "10"}


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("a", "01 «Stands» of the last report + 01 «Came» − 1 (14) ≠ 01 «Stands»"),
        ("b", "«Pupils» > «Readers»"),
        ("c", "«Readers» differs from «Readers» of the last report (10) by more than 20 %"),
    ],
)
def test_a_failed_check_says_what_does_not_add_up(inside, code, sentence):
    (outcome,) = [each for each in check(FORM, VALUES, LAST) if each.check.code == code]
    assert outcome.verdict is Verdict.FAILS
    assert said_of(FORM, outcome) == f"check not passed: {sentence}"
