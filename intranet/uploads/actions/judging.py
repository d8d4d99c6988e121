"""Whether a file is what its name says; looked at as soon as can be."""

from typing import Any

from flask_babel import lazy_gettext as _l

from ...core.actions import Refusal
from ...lib.file_kinds import Problem, look_into, may_begin
from ...lib.file_names import shown_name
from ...lib.file_shapes import HEAD
from ...lib.part_files import PartFile

SENTENCES: dict[Problem, Any] = {
    Problem.ENDING: _l("Of this kind no files are taken: save it as PDF, DOCX or XLSX."),
    Problem.CONTENT: _l(
        "What is in it differs from its ending. Open it in its program and save it anew."
    ),
    Problem.DAMAGED: _l("It is damaged or cut off. Open it in its program and save it anew."),
    Problem.MACROS: _l("It carries a program (macros). Save it without them, as DOCX or XLSX."),
    Problem.CROWDED: _l("It holds too many files. Send them in several archives."),
    Problem.EMPTY: _l("It is empty. Choose the file that has something in it."),
}


def judge_beginning(name: str, part: PartFile) -> None:
    """Refuse a file whose first bytes show already that it is another kind."""
    with part.open() as stream:
        head = stream.read(HEAD)
    if len(head) >= HEAD and not may_begin(name, head):
        raise refusal(name, Problem.CONTENT)


def judge_whole(name: str, part: PartFile) -> bool:
    """Refuse a file that is not genuine; else whether it carries macros."""
    with part.open() as stream:
        finding = look_into(name, stream)
    if finding.problem:
        raise refusal(name, finding.problem)
    return finding.has_macros


def refusal(name: str, problem: Problem) -> Refusal:
    """The sentence for the person: which file, what is wrong, what to do."""
    return Refusal(
        _l("“%(name)s” is not taken. %(why)s", name=shown_name(name), why=SENTENCES[problem])
    )
