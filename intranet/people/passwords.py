"""Passwords: argon2, a bound on parallel hashing, the rules of a good one."""

import threading

from flask_babel import lazy_gettext as _l
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from ..core.actions import Refusal

SHORTEST = 12  # characters
LONGEST_BYTES = 1024
#: 19 MiB and two passes a hash (the second of OWASP's equal choices for argon2id).
_hasher = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19 * 1024, parallelism=1),))
#: So many hashes at once, so that a storm of sign-ins cannot take the memory.
_room = threading.BoundedSemaphore(4)
_nobody = _hasher.hash("nobody has this password")

#: Long enough, and yet what everybody tries first.
_WORDS = """
password123456 qwertyuiop123 123456789012 1234567890123 passwordpassword qwerty123456
administrator йцукенгшщзхъ библиотека123 библиотекарь парольпароль пароль123456
1q2w3e4r5t6y qwertyqwerty 111111111111 000000000000 библиокарта школьнаябиблиотека
"""
COMMON = frozenset(_WORDS.split()) | {"школьная библиотека", "дорожная карта"}


def hashed(password: str) -> str:
    """The hash to keep for `password`."""
    with _room:
        return _hasher.hash(password)


def matches(password: str, kept: str | None) -> tuple[bool, str | None]:
    """Whether `password` is the one behind `kept`, and a fresh hash when `kept` is outdated.

    Without `kept` the same work is done for nothing, so that the time tells no names.
    """
    if len(password.encode()) > LONGEST_BYTES:
        return False, None
    with _room:
        good, fresh = _hasher.verify_and_update(password, kept or _nobody)
    return (good, fresh) if kept else (False, None)


def check(password: str, *, login: str) -> None:
    """Refuse a password that is short, huge, common or the login itself."""
    if len(password) < SHORTEST:
        raise Refusal(_l("A password has at least 12 characters: a phrase is easy to keep."))
    if len(password.encode()) > LONGEST_BYTES:
        raise Refusal(_l("This password is too long."))
    plain = password.casefold()
    if plain in COMMON or login.casefold() in plain or len(set(plain)) < 4:
        raise Refusal(_l("This password is easy to guess. Choose another."))
