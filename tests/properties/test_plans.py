"""Whatever people paste or upload, reading ends with a document or with a refusal, soon."""

import contextlib
import io
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intranet.lib.documents import Document, Unreadable, read_bytes, read_html, read_text
from intranet.lib.plans import Plan, read_plan
from intranet.lib.plans.executors import read_executors
from intranet.lib.plans.subitems import split_cell
from tests.support import plan_documents
from tests.support.plan_documents import Layout, Place

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))

WORDS = st.sampled_from(
    [
        *("№ п/п", "Мероприятие", "Содержание", "Срок", "начало", "окончание", "Ответственный"),
        *("Результат", "I квартал", "1.", "1.1.", "2.1. Раз. 2.2. Два", "II. Раздел", "Итого"),
        *("до 1 мая", "УО, школы (по согласованию)", "а) раз; б) два", "-//-", "Семинар", "+"),
        *("продолжение", "• пункт", "1) да\n2) нет", "2026", "«кавычка", '"цитата', "(скобка"),
    ]
)
TEXTS = st.one_of(WORDS, st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30))
TABLES = st.lists(st.lists(TEXTS, min_size=1, max_size=7), min_size=1, max_size=12)
TAGS = st.sampled_from(
    [
        *(
            "<table>",
            "<tr>",
            "<td>",
            "<td rowspan=3>",
            "<td colspan=99>",
            "<td rowspan=0>",
            "</td>",
        ),
        *("</tr>", "</table>", "<p>", "<br>", "<ol start=-5>", "<li>", "</ol>", "<!--", "-->"),
        *("<![if !supportLists]>", "<span style='mso-list:Ignore'>", "<script>", "</script>"),
        *("&nbsp;", "&#0;", "&#xD800;", "<", ">", "\0", "<div style='display:none'>"),
    ]
)


def plan_or_refusal(document: Document) -> Plan | None:
    """A rectangle in every table, and a plan or a refusal of it."""
    for table in document.tables:
        assert len({len(row) for row in table.rows}) <= 1
    try:
        plan = read_plan(document)
    except Unreadable as refusal:
        assert refusal.code in ("no_table", "no_header")
        return None
    plan.as_json(lambda phrase: {"kind": "once"})
    return plan


@QUICK
@given(st.one_of(st.text(), TABLES.map(lambda rows: "\n".join("\t".join(row) for row in rows))))
def test_any_text_is_read_or_refused(text: str):
    try:
        plan_or_refusal(read_text(text))
    except Unreadable as refusal:
        assert refusal.code == "empty"


@QUICK
@given(st.lists(st.one_of(TAGS, TEXTS), max_size=60).map("".join))
def test_any_html_is_read_or_refused(html: str):
    try:
        plan_or_refusal(read_html(html))
    except Unreadable as refusal:
        assert refusal.code in ("empty", "broken", "too_large")


@QUICK
@given(
    st.binary(max_size=2_000),
    st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"<?xml ", b"<html"]),
)
def test_any_bytes_are_read_or_refused(data: bytes, magic: bytes):
    with contextlib.suppress(Unreadable):
        plan_or_refusal(read_bytes(magic + data))


@pytest.mark.parametrize("kind", ["docx", "xlsx", "odt"])
@QUICK
@given(place=st.floats(0, 1), change=st.binary(min_size=1, max_size=12))
def test_a_document_spoilt_anywhere_is_read_or_refused(kind: str, place: float, change: bytes):
    """Spoilt in its packed bytes and, packed anew, in its XML."""
    data = plan_documents.WRITERS[kind](plan_documents.layout("kargasok_like"))
    for spoilt in (_spoilt(data, place, change), _spoilt_inside(data, place, change)):
        with contextlib.suppress(Unreadable):
            plan_or_refusal(read_bytes(spoilt))


def _spoilt(data: bytes, place: float, change: bytes) -> bytes:
    start = int(place * len(data))
    return data[:start] + change + data[start + len(change) :]


def _spoilt_inside(data: bytes, place: float, change: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = sorted(members, key=lambda n: len(members[n]))[-1]
    return plan_documents.zipped(members | {name: _spoilt(members[name], place, change)})


@QUICK
@given(TABLES)
def test_what_stands_in_a_numbered_row_is_never_lost(rows: list[list[str]]):
    """Words put into title, executor and term come out again, whatever surrounds them."""
    header = [Place(t) for t in ("№ п/п", "Мероприятие", "Ответственный", "Срок")]
    body = [[Place(cell) for cell in (*row, "", "", "", "")[:4]] for row in rows]
    known = [Place(t) for t in ("77", "Известное дело", "Известный отдел", "до 7 июля")]
    table = [header, *body, known]

    plan = read_plan(read_bytes(plan_documents.docx(Layout(["План"], [table], [], []))))

    text = repr(plan)
    assert "Известное дело" in text and "Известный отдел" in text and "до 7 июля" in text


@QUICK
@given(st.text(alphabet='аб ,;и()«»"\n.№1', max_size=200))
def test_executors_keep_every_letter(text: str):
    letters = [c for c in text if c in "аб№"]

    assert [c for e in read_executors(text) for c in e.text if c in "аб№"] == letters


@QUICK
@given(st.text(alphabet="аб12.) •-\n;АБ", max_size=200), st.sampled_from(["", "1", "2", "1.1"]))
def test_parts_keep_every_letter(text: str, number: str):
    lead, parts = split_cell(text, number, lines=True)

    words = lead + "".join(part.number + part.text for part in parts)
    assert [c for c in words if c in "абАБ"] == [c for c in text if c in "абАБ"]


def long_plan(rows: int) -> Layout:
    """A plan of this many items with realistic texts."""
    header = [
        "№ п/п",
        "Наименование мероприятия",
        "Содержание",
        "Ответственный",
        "Срок",
        "Результат",
    ]
    table = [[Place(text) for text in header]]
    for n in range(1, rows + 1):
        cells = [
            f"{n}.",
            f"Проведение районного семинара для библиотекарей школ, занятие {n}",
            f"{n}.1. Подготовка программы семинара. {n}.2. Рассылка приглашений школам района.",
            "Управление образования, опеки и попечительства, РМЦ (по согласованию), школы",
            "ежегодно, до 15 октября",
            "Не менее 25 участников",
        ]
        table.append([Place(cell) for cell in cells])
    return Layout(["План мероприятий на 2026 год"], [table], [], [])


def seconds(data: bytes) -> float:
    started = time.process_time()
    plan = read_plan(read_bytes(data))
    assert all(len(item.subitems) == 2 for item in plan.items)
    return time.process_time() - started


@pytest.mark.parametrize("kind", ["tsv", "word_html", "docx", "xlsx", "odt"])
def test_five_hundred_rows_keep_nobody_waiting(kind: str):
    data = plan_documents.WRITERS[kind](long_plan(500))

    assert min(seconds(data) for _ in range(3)) < 10


def test_time_grows_with_the_length_only():
    short, long = (plan_documents.tsv(long_plan(rows)) for rows in (100, 900))

    assert min(seconds(long) for _ in range(2)) < 9 * 5 * min(seconds(short) for _ in range(3))
