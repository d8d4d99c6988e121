"""Letters: broken encodings, endless lines, pages with script, Rich Text that nests."""

import random
from collections.abc import Callable

from tests.support.good_files import rtf as good_rtf
from tests.support.hostile_files.pdfs import flipped

PROBLEMS = {
    "letters/only nul.txt": "empty",
    "letters/only a mark.txt": "empty",
    "letters/random bytes.txt": "not_readable",
    "rtf/groups without end.rtf": "too_large",
    "other/program.exe": "not_readable",
    "other/old document.doc": "not_readable",
    "other/old sheet.xls": "not_readable",
    "other/old document behind a password.doc": "encrypted",
}
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def every(address: str) -> dict[str, Callable[[], bytes]]:
    made = {f"letters/{name}": make for name, make in _letters(address).items()}
    made |= {f"rtf/{name}.rtf": make for name, make in _rich(address).items()}
    for name, data in _others(address).items():
        made[f"other/{name}"] = lambda data=data: data
    for seed in range(2):
        made[f"rtf/flipped bits {seed}.rtf"] = lambda s=seed: flipped(good_rtf(), s, 20)
    return made


def slow(address: str) -> dict[str, Callable[[], bytes]]:
    return {
        "letters/a line of 50 MB.txt": lambda: "ж".encode() * 25_000_000,
        "letters/a line of 50 MB.csv": lambda: b"a;" * 25_000_000,
        "rtf/20 000 000 commands.rtf": lambda: b"{\\rtf1" + b"\\b" * 20_000_000 + b"}",
    }


def _letters(address: str) -> dict[str, Callable[[], bytes]]:
    script = f"<script src='http://{address}/x.js'></script>"
    return {
        "only nul.txt": lambda: b"\0" * 4_000,
        "a million nul.txt": lambda: b"\0" * 1_000_000,
        "only a mark.txt": lambda: b"\xef\xbb\xbf",
        "lone surrogates.txt": lambda: "а\ud800б\udfff".encode("utf-8", "surrogatepass") * 900,
        "lone surrogates of two bytes.txt": lambda: b"\xff\xfe" + b"\x00\xd8\x30\x04" * 900,
        "half a letter.txt": lambda: "аб".encode("utf-16")[:-1],
        "letters that are none.txt": lambda: "да".encode() * 99 + b"\xff\xfe\xc3\x28\xf5" * 5,
        "letters that are too long.txt": lambda: b"\xc0\xae\xc0\xae/" * 400,
        "letters of seven bits.txt": lambda: b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-" * 9,
        "random bytes.txt": lambda: random.Random(1).randbytes(30_000),
        "a line of 5 MB.txt": lambda: "ж".encode() * 2_500_000,
        "2 000 000 lines.txt": lambda: b"\n" * 2_000_000,
        "2 000 000 tabs.txt": lambda: b"a\t" * 1_000_000,
        "marks upon marks.txt": lambda: ("а" + "\u0301" * 5_000).encode() * 20,
        "written from the right.txt": lambda: "отчёт\u202efdp.exe\u2066\u200f".encode(),
        "commands of a terminal.txt": lambda: b"\x1b]0;x\x07\x1b[2J\x1b[31m" + "да\n".encode() * 99,
        "commands of a sheet.csv": lambda: b"=cmd|'/c calc'!A1;@SUM(1);+1;-1\n" * 50,
        "a quote that never ends.csv": lambda: b'"' + b"a;b\n" * 100_000,
        "quotes and quotes.csv": lambda: b'"' * 999_999,
        "500 000 columns.csv": lambda: b";" * 500_000,
        "page with script.html": lambda: f"<html><body onload=x>{script}<p>да".encode(),
        "page named as text.txt": lambda: f"<!DOCTYPE html><html>{script}".encode(),
        "page named as a document.docx": lambda: f"<html>{script}<table><tr><td>1</html>".encode(),
        "elements without end.html": lambda: b"<html>" + b"<div>" * 100_000,
        "a table over everything.html": lambda: b"<table><tr><td rowspan=9999 colspan=9999>a" * 50,
        "page in a letter.mht": lambda: b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n"
        + script.encode(),
        "drawing named as text.txt": lambda: f"<svg onload=alert(1)>{script}</svg>".encode(),
        "program for a page.php": lambda: b"<?php system($_GET['x']); ?>" * 20,
        "program for a shell.sh": lambda: b"#!/bin/sh\nrm -rf /\n",
        "template.txt": lambda: b"{{ ''.__class__ }} {% raw %} ${7*7} %n" * 9,
        "shortcut.url": lambda: f"[InternetShortcut]\r\nURL=http://{address}/x".encode(),
    }  # fmt: skip


def _rich(address: str) -> dict[str, Callable[[], bytes]]:
    return {
        "groups without end": lambda: b"{\\rtf1" + b"{" * 1_000_000,
        "groups closed too often": lambda: b"{\\rtf1 a" + b"}" * 300_000 + b" b",
        "bytes beyond the end": lambda: b"{\\rtf1 a\\bin2147483647 b}",
        "bytes below zero": lambda: b"{\\rtf1 a\\bin-5 b}",
        "object": lambda: b"{\\rtf1{\\object\\objdata " + b"d0cf11e0" * 50_000 + b"} a}",
        "picture without end": lambda: b"{\\rtf1{\\pict\\pngblip " + b"89504e47" * 100_000,
        "template from outside": lambda: b"{\\rtf1{\\*\\template http://%s/x}}" % address.encode(),
        "picture from outside": lambda: b'{\\rtf1{\\field{\\*\\fldinst INCLUDEPICTURE "http://%s/x"}}}'
        % address.encode(),
        "letters beyond letters": lambda: b"{\\rtf1\\uc9999999 \\u-99999999 \\u55296 \\u1114112 a}",
        "signs alone": lambda: b"{\\rtf1" + b"\\" * 300_001,
        "200 000 commands": lambda: b"{\\rtf1" + b"\\b" * 200_000 + b"}",
        "a code page that is none": lambda: b"{\\rtf1\\ansicpg99999 \\'cf\\'zz}",
        "first letters alone": lambda: b"{\\rtf",
    }  # fmt: skip


def _others(address: str) -> dict[str, bytes]:
    name = lambda text: text.encode("utf-16-le")  # noqa: E731 - a word for a table
    return {
        "program.exe": b"MZ\x90\0" + b"\0" * 400 + b"PE\0\0",
        "program named as a document.docx": b"MZ\x90\0" + b"\0" * 400,
        "program of linux.pdf": b"\x7fELF\x02\x01\x01" + b"\0" * 400,
        "archive.rar": b"Rar!\x1a\x07\x01\0" + b"\0" * 400,
        "archive.7z": b"7z\xbc\xaf\x27\x1c" + b"\xff" * 400,
        "archive.gz": b"\x1f\x8b\x08\0" + b"\0" * 400,
        "base.sqlite": b"SQLite format 3\0" + b"\xff" * 400,
        "book.djvu": b"AT&TFORM" + b"\0" * 400,
        "page for a printer.ps": b"%!PS-Adobe-3.0\n(/etc/passwd) (r) file\n",
        "old document.doc": _COMPOUND + name("WordDocument") + b"\0" * 900,
        "old sheet.xls": _COMPOUND + name("Workbook") + b"\0" * 900,
        "old slides.ppt": _COMPOUND + name("PowerPoint Document") + b"\0" * 900,
        "old document of nothing.doc": _COMPOUND,
        "old document behind a password.doc": _COMPOUND + name("EncryptedPackage"),
        "sectors in a circle.xls": _COMPOUND + b"\xff" * 512 * 20,
    }
