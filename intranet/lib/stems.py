"""Words as a search compares them: folded, and without their endings, Russian and English."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

#: Letters of a stem that count; longer words are numbers of orders and other noise.
LONGEST = 40
#: Different words that are remembered with their stems: a district's vocabulary.
REMEMBERED = 30_000

_russian = snowballstemmer.stemmer("russian")
_english = snowballstemmer.stemmer("english")
#: Letters that both databases know for letters, whatever their age.
_WORD = re.compile("[0-9a-z\u00df-\u00f6\u00f8-\u024f\u0400-\u0481\u048a-\u0527]+")
_IGNORED = re.compile("[\u00ad\u0300\u0301\u200b-\u200f\u2060\ufeff]")
_FLEETING = re.compile("(?<=[бвгджзйклмнпрстфхцчшщь])ь?[ео]([клнц])\\Z")
#: «Журнал» is stemmed as if somebody had «журна́л»; its other forms are not.
_LIKE_VERBS = re.compile("(?<=..[^аеиоуыэюя][ая])[лн]\\Z")
#: Words whose forms share no stem: what each is counted as.
_IRREGULAR = {
    form: forms[0]
    for forms in (
        ("день", "дня", "дню", "днем", "дне", "дни", "дней", "дням", "днями", "днях"),
        ("человек", "люди", "людей", "людям", "людьми", "людях"),
        ("ребенок", "дети", "детей", "детям", "детьми", "детях"),
        ("письмо", "писем"),
        ("судья", "судей"),
        ("время", "времени", "временем", "времена", "времен", "временам", "временами", "временах"),
        ("имя", "имени", "именем", "имена", "имен", "именам", "именами", "именах"),
        ("мать", "матери", "матерью", "матерей", "матерям", "матерями", "матерях"),
    )
    for form in forms
}


def folded(text: str) -> str:
    r"""`text` for comparing: compatible signs as one, small letters, ё as е, no stress marks.

    >>> folded("Отчёт\u00ad №\u00a05, ﬁle, за\u0301мок")
    'отчет   5, file, замок'
    """
    text = unicodedata.normalize("NFKC", text.replace("№", " "))
    return _IGNORED.sub("", text).casefold().replace("ё", "е")


def words_of(text: str) -> Iterator[str]:
    """The folded words in their order; what a hyphen joins are two.

    >>> list(words_of("Школьно-библиотечный центр, 7.1"))
    ['школьно', 'библиотечный', 'центр', '7', '1']
    """
    return (found[0][:LONGEST] for found in _WORD.finditer(folded(text)))


def stems_of(text: str) -> list[str]:
    """The stems of the words of `text` in their order.

    >>> stems_of("Выставки книг") == stems_of("выставок КНИГАМИ")
    True
    """
    return [stem(word) for word in words_of(text)]


@lru_cache(REMEMBERED)
def stem(word: str) -> str:
    """The stem of one folded word.

    >>> stem("отчета"), stem("списка"), stem("список"), stem("libraries")
    ('отчет', 'списк', 'списк', 'librari')
    """
    word = _IRREGULAR.get(word, word)
    if "а" <= word[-1] <= "я":
        stemmed = _LIKE_VERBS.sub("", str(_russian.stemWord(word)))
        return _FLEETING.sub(r"\1", stemmed)
    return str(_english.stemWord(word)) if "a" <= word[-1] <= "z" else word
