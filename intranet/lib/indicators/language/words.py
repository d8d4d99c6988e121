"""The words of the language of indicators, Russian and English alike; capitals do not matter."""

LAST = frozenset({"last", "было", "прошлое"})
AND = frozenset({"and", "и"})
OR = frozenset({"or", "или"})
NOT = frozenset({"not", "не"})

#: How each function may be called by a person.
FUNCTIONS = {
    "sum": "sum", "сумм": "sum", "сумма": "sum",
    "min": "min", "мин": "min",
    "max": "max", "макс": "max",
    "abs": "abs", "модуль": "abs",
    "round": "round", "округл": "round", "округлить": "round",
    "if": "if", "если": "if",
    "within": "within", "в_пределах": "within",
}  # fmt: skip

#: How many arguments a function takes: at least, at most.
MANY = 50
ARGUMENTS = {"sum": (1, MANY), "min": (1, MANY), "max": (1, MANY), "abs": (1, 1),
             "round": (1, 2), "if": (3, 3), "within": (3, 3)}  # fmt: skip


def is_reserved(name: str) -> bool:
    """Whether `name` is a word of the language, so that no code may be spelled so.

    >>> is_reserved("ЕСЛИ"), is_reserved("users")
    (True, False)
    """
    word = name.lower()
    return word in LAST | AND | OR | NOT or word in FUNCTIONS
