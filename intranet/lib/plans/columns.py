"""The names columns go by, and the part each name plays in a plan."""

import re

from intranet.lib.plans.words import plain, roman

MONTHS = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
]
KEY_ROLES = frozenset(
    [
        *("number", "title", "content", "executor", "result"),
        *("term", "term_start", "term_end", "period", "term_executor"),
    ]
)

_LONGEST_HEADER = 160
_ROLES = (
    ("number", r"(№|#|no?|nn|номер|код)( ?№| пп?| п п| [а-я]+){0,4}|п ?п|пп|номер строки"),
    ("other", r".*\bфакт|отметка|примечани|информация о|ход (исполнения|реализации)|статус\b"),
    ("money", r".*(финанс|тыс руб|млн руб|рубл|стоимост|бюджет|денежн|ассигнован)|источник|сумма"),
    ("term_executor", r"(?=.*\b(сроки?|дат[аы])\b).*(ответственн|исполнител)"),
    ("result", r".*(результат|показател|индикатор|эффект)|(вид|форма) (документа|отчет|заверш)"),
    (
        "result",
        r"(подтверждающ\w+ |итогов\w+ )?документ\b|продукт|выход\b|отчетн\w+ (документ|форм)",
    ),
    ("executor", r".*(ответственн|исполнител)|кто (проводит|отвечает)|исполняет"),
    ("term_start", r".*(срок|дата|период|реализаци|исполнени|выполнени).*\bначал(?!.*окончан)"),
    ("term_start", r"начал[оа]( |\Z)(?!.*окончан)"),
    (
        "term_end",
        r"(?!.*начал).*(срок|дата|период|реализаци|исполнени|выполнени).*(окончани|завершени)",
    ),
    ("term_end", r"(окончание|завершение|конец)( |\Z)"),
    ("term", r".*\bсрок|.*\bдат[аы]\b|период|время (проведен|исполнен|реализ)|месяц|когда|график"),
    ("stage", r"(наименование |название )?(этап|стади|раздел|блок|модул)"),
    ("other", r"место|форма|участник|категори|целевая|количеств|охват|адрес|контрол|кадры"),
    ("content", r".*содержани"),
    ("title", r".*мероприяти|наименован|название|направлен|задач|шаг|дейстп|действи|пошагов"),
    ("title", r"тем[аы]\b|виды? (деятельности|работ)|работ[аы]|активност|событи|что делаем"),
)
_PATTERNS = [(role, re.compile(pattern)) for role, pattern in _ROLES]
_NUMBER_AND_TITLE = re.compile(
    r"(?:№|no?|номер)(?: ?пп?| п п)? (?=(?:наимен|назван|меропр|направ))"
)
_QUARTER = re.compile(r"(\w+)(?: ?(?:й|ый|ой))?(?: (?:кв|квартал\w*))?")
_HALF = re.compile(r"(\w+)(?: ?е)? (?:полугодие|пг|полуг\w*)")
_YEAR = re.compile(r"(20\d\d)(?: ?(?:год|года|г))?")


def role_of(header: str) -> str:
    """The part a column with this header plays, or "" for an unknown header.

    >>> role_of("№ п/п"), role_of("Срок  реали-\\nзации"), role_of("Ответственные за исполнение")
    ('number', 'term', 'executor')
    """
    words = plain(header)
    if not words or len(words) > _LONGEST_HEADER:
        return ""
    if _NUMBER_AND_TITLE.match(words):
        return "title"
    for role, pattern in _PATTERNS:
        if pattern.fullmatch(words) if role == "number" else pattern.match(words):
            return role
    return ""


def period_of(header: str) -> str:
    """The quarter, half-year, month or year a column stands for, or "".

    >>> period_of("ІІ кв."), period_of("сент."), period_of("1 полугодие"), period_of("Срок")
    ('II квартал', 'сентябрь', 'I полугодие', '')
    """
    words = plain(header)
    for month in MONTHS:
        if words and (words == month or (len(words) >= 3 and month.startswith(words))):
            return month
    if found := _YEAR.fullmatch(words):
        return f"{found[1]} год"
    original = header.strip().split()[0].rstrip(".-") if header.strip() else ""
    for pattern, name, most in ((_HALF, "полугодие", 2), (_QUARTER, "квартал", 4)):
        if found := pattern.fullmatch(words):
            figure = _figure(found[1], original)
            if figure and figure in ("I", "II", "III", "IV")[:most]:
                return f"{figure} {name}"
    return ""


def _figure(word: str, original: str) -> str:
    word = re.sub(r"(?<=\d)\D+", "", word)
    if word.isdigit():
        return dict(zip("1234", ("I", "II", "III", "IV"), strict=True)).get(word, "")
    return roman(original.upper()) or roman(re.sub("[^IVXІХ].*", "", original.upper()))
