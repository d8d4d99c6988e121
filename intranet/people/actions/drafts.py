"""A file of organisations or people becomes a draft: read and examined, nothing in force yet."""

from dataclasses import asdict
from typing import Any

from flask_babel import lazy_gettext as _l

from ...core import clock
from ...core.actions import Refusal, action
from ...core.db import db
from ...lib import spreadsheets
from ...lib.documents import Unreadable
from ...lib.spreadsheets import Row, Sheet
from .. import queries
from ..models import DirectoryDraft, Viewer
from .examining import Verdict
from .organisation_rows import OrganisationRows
from .person_rows import PersonRows

ORGANISATIONS, PEOPLE = "organisations", "people"
#: Three columns that together are the name of a person.
PARTS = ("Фамилия", "Имя", "Отчество")

#: For each column the headers by which files call it.
COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    ORGANISATIONS: {
        "name": (
            "Наименование",
            "Полное наименование",
            "Наименование организации",
            "Полное наименование организации",
            "Название",
            "Наименование ОО",
            "Название организации",
            "Образовательная организация",
            "Организация",
            "Name",
            "Full name",
        ),
        "short_name": (
            "Краткое",
            "Краткое наименование",
            "Сокращённое наименование",
            "Сокращённое наименование организации",
            "Краткое наименование организации",
            "Краткое название",
            "Сокращение",
            "Кратко",
            "Short name",
        ),
        "kind": ("Вид", "Тип", "Вид организации", "Тип организации", "Kind"),
        "parent": (
            "Вышестоящая",
            "Вышестоящая организация",
            "Учредитель",
            "Подчинение",
            "Входит в",
            "Parent",
        ),
        "aliases": (
            "Другие названия",
            "Другие наименования",
            "Прочие названия",
            "Синонимы",
            "Aliases",
        ),
        "time_zone": ("Часовой пояс", "Time zone"),
    },
    PEOPLE: {
        "name": (
            "ФИО",
            "Ф. И. О.",
            "Фамилия, имя, отчество",
            "Фамилия имя отчество",
            "Сотрудник",
            "Ф.И.О. сотрудника",
            "Ф.И.О. работника",
            "Ф.И.О. полностью",
            "Ф.И.О. педагога",
            "Name",
            *PARTS,
        ),
        "login": (
            "Логин",
            "Логин для входа",
            "Учётная запись",
            "Имя пользователя",
            "Имя для входа",
            "Login",
        ),
        "post": ("Должность", "Занимаемая должность", "Post"),
        "organisation": (
            "Организация",
            "Место работы",
            "Наименование организации",
            "Название организации",
            "Наименование ОО",
            "Образовательная организация",
            "Общеобразовательная организация",
            "Учреждение",
            "Школа",
            "ОО",
            "Organisation",
        ),
        "role": ("Роль", "Роли", "Role"),
        "email": ("Почта", "Электронная почта", "Эл. почта", "E-mail", "Email"),
        "password": ("Пароль", "Password"),
    },
}
REQUIRED = {ORGANISATIONS: ("name",), PEOPLE: ("name", "organisation")}

#: What a file that cannot be taken tells the person to do, by the code of the refusal.
SENTENCES = {
    "empty": _l("The file is empty."),
    "too_large": _l("The list is too long: at most 20 000 rows and 25 MB in one file."),
    "zip_bomb": _l("The file unpacks to far more than a list can hold, so it was not opened."),
    "encrypted": _l("The file is protected by a password. Save it without one and try again."),
    "macro": _l("The file holds macros. Save it as plain XLSX and try again."),
    "legacy_doc": _l("This is an old XLS file. Save it as XLSX or CSV and try again."),
    "broken": _l("The file is damaged. Open it in its editor, save it again and try once more."),
    "xml_entities": _l("The file refers to things outside of itself, so it was not opened."),
}
NO_HEADER = {
    ORGANISATIONS: _l("No header row was found. The list needs the column “Наименование”."),
    PEOPLE: _l("No header row was found. The list needs the columns “ФИО” and “Организация”."),
}
UNKNOWN_TYPE = _l("This kind of file is not known here. Bring XLSX or CSV.")


def read(data: bytes, *, kind: str) -> Sheet:
    """The rows of a file; no database is asked.

    Refuses what cannot be read with a sentence that says what to do, and any passwords.
    """
    try:
        sheet = spreadsheets.read(
            data, synonyms=COLUMNS[kind], required=REQUIRED[kind], parts=PARTS
        )
    except Unreadable as unreadable:
        raise Refusal(_sentence(unreadable, kind)) from unreadable
    if "password" in sheet.columns:
        raise Refusal(
            _l(
                "Remove the column of passwords from the file: people set their own by "
                "one-time links, which you can print after the import."
            )
        )
    if not sheet.rows:
        raise Refusal(_l("There is a header in the file, but no row below it."))
    return sheet


def _sentence(unreadable: Unreadable, kind: str) -> Any:
    if unreadable.code in {"no_header", "no_table"}:
        return NO_HEADER[kind]
    if unreadable.code == "double_header":
        header = unreadable.detail["header"]
        return _l("The column “%(header)s” is there twice. Leave one of them.", header=header)
    return SENTENCES.get(unreadable.code, UNKNOWN_TYPE)


@action
def keep(sheet: Sheet, *, kind: str, filename: str, by: Viewer) -> DirectoryDraft:
    """Keep a list that was read, with what would happen to each row, for its author alone."""
    draft = DirectoryDraft(
        author_id=by.id,
        made_at=clock.now(),
        kind=kind,
        filename=filename[-200:] or "—",
        unknown=sheet.unknown,
        rows=[asdict(row) for row in sheet.rows],
        verdicts=[asdict(verdict) for verdict in examine(sheet.rows, kind=kind, by=by).verdicts],
        made=[],
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def examine(rows: list[Row], *, kind: str, by: Viewer | None) -> OrganisationRows | PersonRows:
    """What each row means among all that is known now; None is the house, which may all."""
    known = queries.directory(with_people=kind == PEOPLE)
    return (
        OrganisationRows(rows, known, by) if kind == ORGANISATIONS else PersonRows(rows, known, by)
    )


__all__ = ["COLUMNS", "ORGANISATIONS", "PEOPLE", "Verdict", "examine", "keep", "read"]
