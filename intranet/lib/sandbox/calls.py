"""A filter of system calls (seccomp), assembled by hand: no sockets, processes or writing.

Only for x86-64, whose numbers are written down here; elsewhere the other walls stand alone.
"""

import ctypes
import errno
import platform

#: Numbers of linux/arch/x86/entry/syscalls/syscall_64.tbl, by what they would let out.
REFUSED = {
    "network": (41, 42, 43, 44, 46, 49, 50, 53, 288, 307),
    "processes": (56, 57, 58, 59, 62, 101, 200, 234, 310, 311, 322, 424, 435, 438),
    "names on disk": (
        76,
        77,
        *range(82, 89),
        *range(90, 96),
        132,
        133,
        188,
        189,
        190,
        197,
        198,
        199,
        235,
    )
    + (*range(258, 262), *range(263, 267), 268, 280, 285, 316),
    "the system": (*range(154, 156), 161, *range(165, 182), 246, 248, 249, 250, 272, 298, 300, 301)
    + (302, 304, 308, 313, 320, 321, 323, *range(425, 434), 442),
    "messages and shared memory": (29, 30, 31, 64, 65, 66, 68, 69, 70, 71, 240, 241, 242, 243),
}
_OPEN, _OPENAT, _OPENAT2, _CREAT = 2, 257, 437, 85
#: O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND.
_WRITING = 0o1 | 0o2 | 0o100 | 0o1000 | 0o2000

_LOAD, _AND, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x54, 0x15, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENT = 0, 4, 16  # places in struct seccomp_data
_X86_64 = 0xC000003E
_X32 = 0x40000000  # bit of the numbers of the other ABI
_ALLOW, _KILL, _FAIL = 0x7FFF0000, 0x80000000, 0x00050000
_SET_SECCOMP, _FILTER = 22, 2  # prctl(2)


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("if_true", ctypes.c_uint8),
        ("if_false", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("first", ctypes.POINTER(_Instruction)))


def refuse(libc: ctypes.CDLL) -> bool:
    """Have the kernel answer EPERM to every call that is refused; False where it cannot."""
    if platform.machine() != "x86_64" or ctypes.sizeof(ctypes.c_void_p) != 8:
        return False
    lines = _lines()
    program = _Program(len(lines), (_Instruction * len(lines))(*lines))
    return bool(libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)


def _lines() -> list[_Instruction]:
    fail = _FAIL | errno.EPERM
    lines = [
        _line(_LOAD, _ARCHITECTURE),
        _line(_EQUAL, _X86_64, 1, 0),
        _line(_RETURN, _KILL),
        _line(_LOAD, _NUMBER),
        _line(_ANY_BIT, _X32, 0, 1),
        _line(_RETURN, _KILL),
        # Of clone3 and openat2 the C library makes the older calls when told there are none.
        *_if(435, _FAIL | errno.ENOSYS),
        *_if(_OPENAT2, _FAIL | errno.ENOSYS),
    ]
    for numbers in REFUSED.values():
        for number in numbers:
            lines += _if(number, fail)
    for number, flags in ((_OPEN, _ARGUMENT + 8), (_OPENAT, _ARGUMENT + 16)):
        lines += [
            _line(_EQUAL, number, 0, 4),
            _line(_LOAD, flags),
            _line(_ANY_BIT, _WRITING, 0, 1),
            _line(_RETURN, fail),
            _line(_RETURN, _ALLOW),
        ]
    return [*lines, _line(_RETURN, _ALLOW)]


def _if(number: int, answer: int) -> list[_Instruction]:
    return [_line(_EQUAL, number, 0, 1), _line(_RETURN, answer)]


def _line(code: int, value: int, if_true: int = 0, if_false: int = 0) -> _Instruction:
    return _Instruction(code, if_true, if_false, value)
