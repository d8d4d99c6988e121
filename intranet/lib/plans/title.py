"""The title of a plan among approval stamps, appendix marks and introductions."""

import re

_SUBJECT = re.compile(
    r"дорожн\w+ карт|план\w* мероприяти|план[- ]?график|план\w* работ|план\w* по |комплекс мер|"
    r"перечень мероприяти|^план\b|^программа|план\w* реализации|план\w* внедрени|сетевой график",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"утвержд|согласован|приложени|к (?:приказу|распоряжени|постановлени|письму|решению)|"
    r"(?:приказом|распоряжением|постановлением|протокол\w*|решением)\b|"
    r"(?:приказ|распоряжение|постановление)\b|от [«\"]?\s*[\d_]+|№\s*[\d_]|_{3,}|"
    r"(?:директор|начальник|глава|руководитель|заместитель|и\.?\s*о\.)\s*[^.]{0,60}\Z|"
    r"[«\"][\s_\d]*[»\"]|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ]|\d{1,2}\.\d{1,2}\.\d{4}|стр\.|лист \d|"
    r"(?:департамент|управлени|министерств|администраци)\w*[^.]*\Z",
    re.IGNORECASE,
)
_SPACED = re.compile(r"(?<!\w)(?:\w ){2,}\w(?!\w)")
_LONGEST = 400


def title_of(paragraphs: list[str]) -> str:
    """The title: the paragraphs nearest the table that name a plan, without stamps.

    >>> title_of(["УТВЕРЖДЕНО", "приказом от 01.02.2026 № 5", "П Л А Н", "работы на 2026 год"])
    'ПЛАН работы на 2026 год'
    """
    lines = [_SPACED.sub(_tight, line.strip()) for text in paragraphs for line in text.split("\n")]
    lines = [line for line in lines if line]
    subjects = [n for n, line in enumerate(lines) if names_plan(line)]
    if subjects:
        first = last = subjects[-1]
        while first and names_plan(lines[first - 1]):
            first -= 1
        while last + 1 < len(lines) and _is_more(lines[last], lines[last + 1]):
            last += 1
        return " ".join(lines[first : last + 1])
    rest = [line for line in lines if not _STAMP.match(line)]
    tail: list[str] = []
    for line in reversed(rest):
        if len(line) > _LONGEST or len(tail) == 4 or (tail and line.endswith(".")):
            break
        tail.insert(0, line)
    return " ".join(tail)


def names_plan(line: str) -> bool:
    """Whether a paragraph calls something a plan or a road map."""
    return len(line) <= _LONGEST and not _STAMP.match(line) and bool(_SUBJECT.search(line))


def _is_more(before: str, line: str) -> bool:
    is_stamp = _STAMP.match(line) and not re.match(r"[«\"][А-ЯЁ]", line)
    return len(line) <= _LONGEST and not before.endswith(".") and not is_stamp


def _tight(found: re.Match[str]) -> str:
    return found[0].replace(" ", "")
