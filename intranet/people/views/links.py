"""One-time links: made by an administrator, shown once."""

from flask import Response as FileResponse
from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core.web import page
from .. import actions, queries
from ..models import OneTimeLink
from ..session import unproved, viewer
from . import bp
from .imports import draft_of_people
from .persons import person_administered


@bp.post("/people/<int:person_id>/link")
def link(person_id: int) -> Response:
    """A fresh one-time link; it is in this answer and nowhere else."""
    person = person_administered(person_id)
    if answer := unproved(url_for(".person", person_id=person_id)):
        return answer
    token = actions.make_link(person, by=viewer())
    url = url_for(".one_time", token=token, _external=True)
    return page("people/link.html", person=person, url=url, days=OneTimeLink.LIFE.days)


@bp.post("/people/imports/<int:draft_id>/links")
def import_links(draft_id: int) -> Response:
    """Links for everybody whom an import added and who has no password yet: a list to print.

    With `format=csv` a file for a mail merge.
    """
    draft = draft_of_people(draft_id)
    if answer := unproved(url_for(".directory_draft", draft_id=draft_id)):
        return answer
    people = queries.people_of(draft.made)
    tokens = actions.make_links(people, by=viewer())
    rows = [
        (person, url_for(".one_time", token=tokens[person.id], _external=True))
        for person in people
        if person.id in tokens
    ]
    if request.form.get("format") == "csv":
        return _file(rows)
    return page("people/links.html", rows=rows, days=OneTimeLink.LIFE.days, draft=draft)


def _file(rows: list) -> Response:  # type: ignore[type-arg]
    """The same as CSV for Excel: a mark of UTF-8, semicolons, texts that are no formulas."""
    head = (_("Surname, name, patronymic"), _("Login"), _("Organisation"), _("Link"))
    lines = [head] + [(p.name, p.login, p.organisation.short_name, url) for p, url in rows]
    text = "\r\n".join(";".join(map(_cell, line)) for line in lines)
    answer = FileResponse("\ufeff" + text, mimetype="text/csv")
    answer.headers["Content-Disposition"] = "attachment; filename=links.csv"
    return answer


def _cell(text: str) -> str:
    """Quoted; what a spreadsheet would take for a formula gets an apostrophe before it."""
    guarded = f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t"} else text
    return '"{}"'.format(guarded.replace('"', '""'))
