"""Cutting a cell of executors into those it names."""

import re

from intranet.lib.plans.model import Executor

_OPEN, _CLOSE = "([{«“„", ")]}»”"
_POSTS = (
    r"(?:педагог|библиотекар|руководител|учител|методист|специалист|заведующ|директор|классны|"
    r"заместител|родител|обучающ|учащ|администрац|воспитател|школ|библиотек|организаци[ия]|орган|"
    r"учреждени|сад|центр|волонт|совет|комисси|рабоч|коллектив|главн|ведущ|председател|глав[аы]|"
    r"общеобразовательные|муниципальные|образовательные|сотрудник|работник|куратор|психолог|"
    r"старш|преподавател|координатор|ответственн|студент|партнер)"
)
_UNIT = re.compile(rf"(?:[А-ЯЁA-Z«\"]|{_POSTS})")
_CLAUSE = re.compile(
    r"\s*(?!заведующ|управляющ|учащ|обучающ|ведущ|исполняющ|начинающ)"
    r"(?:в том числе|включая|котор\w+|ответственн\w+ за|в лице|действующ|"
    r"\w+(?:ющ|ущ|ащ|ящ|вш)(?:ий|ая|ее|ие|его|ей|их|ую|им|ими|ся)\w*|"
    r"(?:подведомственн|расположенн|созданн|утвержденн|уполномоченн|назначенн|закрепленн)\w+)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:управлени|департамент|комитет|министерств|отдел|администраци|сектор|служб)\w*[^,;\n]*\Z",
    re.IGNORECASE,
)
_GENITIVE_LINE = re.compile(
    r"[а-яё-]+(?:ого|его|ой|ых|их|ции|ния|района|области|округа|города|края|поселения)\b"
)
_OPEN_LINE = re.compile(r"(?:\b(?:и|по|в|на|с|для|при|за|от|об?)|[-–—(«])\Z")
_PERSON = re.compile(
    r"(?:[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?"
    r"|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)"
)
_PEOPLE = re.compile(rf"{_PERSON.pattern}(?:\s+{_PERSON.pattern})+\Z")
_BULLET = re.compile(r"^(?:[-–—•·*▪]\s*|\d{1,2}[.)]\s+)")
_KEPT_STOP = re.compile(
    r"(?:\b(?:др|пр|г|гг|т\.\s?[дпе]|обл|им|руб|зам|отв|ул|р|н|обр|[А-ЯЁ]))\.\Z"
)
_REMARK = re.compile(
    rf"\s*\((?-i:((?:отв\.\s*)?{_PERSON.pattern}(?:,\s*{_PERSON.pattern})*))\)"
    r"|\s*\(((?:по согласован|при участии|по компетенции|в пределах|при необходимости|по отдельн|"
    r"в части|по запросу|по желанию|рекоменд)[^()]*)\)",
    re.IGNORECASE,
)
_SHORT = re.compile(r"\s*\(\s*(?:да-?лее)\s*(?:[-–—:]\s*)?([^()]*)\)", re.IGNORECASE)


def read_executors(text: str) -> list[Executor]:
    """Those a cell names, in their order.

    >>> [e.name for e in read_executors("УО, РМЦ (по согласованию); школы и ТОИПКРО.")]
    ['УО', 'РМЦ', 'школы', 'ТОИПКРО']
    """
    executors = []
    for part in _people_apart(_split(text)):
        written = _BULLET.sub("", part).strip(" ,;")
        if written.strip("-–—. "):
            executors.append(_executor(written))
    return executors


def _executor(written: str) -> Executor:
    written = re.sub(r"\s*\n\s*", " ", written)
    remark = _REMARK.search(written)
    name = _REMARK.sub("", written)
    short = _SHORT.search(name)
    name = _without_stop(_SHORT.sub("", name).strip(" ,;"))
    return Executor(
        text=written,
        name=name,
        remark=(remark[1] or remark[2]).strip() if remark else "",
        short=short[1].strip() if short else "",
    )


def _without_stop(name: str) -> str:
    return name if _KEPT_STOP.search(name) else name.rstrip(". ")


def _split(text: str) -> list[str]:
    """Cut at commas, semicolons, line breaks and « и », outside brackets and quotes."""
    parts, start, depth, is_quoted = [], 0, 0, False
    last_quote = text.rfind('"')
    for n, letter in enumerate(text):
        if letter in _OPEN:
            depth += 1
        elif letter in _CLOSE:
            depth = max(0, depth - 1)
        elif letter == '"':
            is_quoted = not is_quoted
        if letter == "\n" and depth and not _closes(text, n):
            depth = 0  # a bracket nobody closes must not swallow the rest
        if depth or (is_quoted and n < last_quote):
            continue
        length = _separator(text, start, n)
        if length:
            parts.append(text[start:n])
            start = n + length
    return [part.strip() for part in [*parts, text[start:]] if part.strip()]


def _closes(text: str, position: int) -> bool:
    return any(letter in text[position : position + 300] for letter in _CLOSE)


def _separator(text: str, start: int, n: int) -> int:
    """The length of the separator at `n`, 0 when the part that began at `start` goes on."""
    letter, right = text[n], text[n + 1 : n + 200]
    if letter not in ";,\n ":
        return 0
    left = text[max(start, n - 200) : n]
    if letter == ";":
        return 1
    if letter == "," and not _CLAUSE.match(right) and not _goes_on_in_name(left, right):
        return 1
    if letter == "\n" and not _goes_on_in_line(left, right):
        return 1
    if (
        letter in " \n"
        and right.startswith("и ")
        and _joins_units(text[start : start + 60].strip(), left, right[2:])
    ):
        return 3
    return 0


def _goes_on_in_name(left: str, right: str) -> bool:
    """«Управление образования, опеки и попечительства» is one name, and so is «1, 2»."""
    right = right.lstrip()
    head = re.split(r"[,;\n]", right, maxsplit=1)[0]
    if re.match(r"\d", right) and re.search(r"№\s*[\d, ]+\Z", left):
        return True
    words = re.fullmatch(r"([а-яё]\S*(?: \S+)?) и ([а-яё].*)", head)
    is_list = words and not re.match(_POSTS, head) and not _UNIT.match(words[2])
    return bool(is_list and _OFFICE.search(left))


def _goes_on_in_line(left: str, right: str) -> bool:
    left, right = left.rstrip(), right.lstrip()
    if not right or left.endswith((",", ";")):
        return False
    return bool(
        right.startswith(("(", "и "))
        or _OPEN_LINE.search(left)
        or _GENITIVE_LINE.match(right)
        or _CLAUSE.match(right)
        and right[:1].islower()
    )


def _joins_units(head: str, left: str, right: str) -> bool:
    """Whether « и » stands between two executors and not inside one name."""
    if re.match(r"др\b|пр\b|т\.", right):
        return False
    if re.match(r"[А-ЯЁA-Z«\"]", right):
        return not re.search(r"(?:№|\bпо|\bим\.)\s*\S*\Z", left)
    return bool(re.match(_POSTS, right) and _UNIT.match(head) and not _OFFICE.search(left))


def _people_apart(parts: list[str]) -> list[str]:
    """Surnames with initials that only spaces keep apart."""
    apart: list[str] = []
    for part in parts:
        is_people = len(part) < 1000 and _PEOPLE.match(part)
        apart += _PERSON.findall(part) if is_people else [part]
    return apart
