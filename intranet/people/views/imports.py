"""Lists of organisations and people: brought, looked through, confirmed."""

from flask import Response as FileResponse
from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core import clock
from ...core.actions import Refusal
from ...core.web import allow, found, go, page
from .. import policy, queries
from ..actions import drafts, imports
from ..actions.examining import FATES
from ..forms import ListForm
from ..models import DirectoryDraft
from ..session import unproved, viewer
from . import bp

#: Examples of the two lists; nobody and no place in them is real.
SAMPLES = {
    "organisations": (
        "Наименование;Краткое;Вид;Вышестоящая;Другие названия\r\n"
        "Управление образования Примерного района;УО Примерного района;Управление образования;;\r\n"
        "МБОУ «Примерная школа № 1»;Школа № 1;Школа;УО Примерного района;Примерная СОШ № 1\r\n"
    ),
    "people": (
        "ФИО;Логин;Должность;Организация;Роль;Почта\r\n"
        "Примерова Анна Ивановна;primerova;педагог-библиотекарь;Школа № 1;библиотекарь;\r\n"
        "Образцов Пётр Петрович;;директор;Школа № 1;руководитель ОО;\r\n"
    ),
}


@bp.route("/people/imports/new/<kind>", methods=["GET", "POST"])
def new_directory_import(kind: str) -> Response:
    """Choose the file; it is read and examined, and nothing is in force yet."""
    found(kind if kind in SAMPLES else None)
    allow(policy.may_import(viewer(), kind))
    form = ListForm()
    if form.validate_on_submit():
        try:
            draft = _keep(form, kind)
        except Refusal as refusal:
            form.refuse(refusal, "file")
        else:
            return go(url_for(".directory_draft", draft_id=draft.id))
    return page(
        "people/new_import.html",
        fragment="people/_import_form.html",
        form=form,
        kind=kind,
        status=422 if form.errors else 200,
    )


@bp.get("/people/imports/sample/<kind>.csv")
def import_sample(kind: str) -> Response:
    """An example of the list, with all its columns."""
    sample = found(SAMPLES.get(kind))
    allow(policy.may_import(viewer(), kind))
    answer = FileResponse("\ufeff" + sample, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f"attachment; filename={kind}.csv"
    return answer


@bp.get("/people/imports/<int:draft_id>")
def directory_draft(draft_id: int) -> Response:
    """What would happen to each row. `?fate=` narrows: error, new, change or same."""
    draft = _own(draft_id)
    fate = request.args.get("fate", "")
    fate = fate if fate in FATES else ""
    number = min(max(request.args.get("page", 1, type=int), 1), 1000)
    rows, total = draft.shown(fate, first=(number - 1) * queries.PAGE, most=queries.PAGE)
    return page(
        "people/draft.html",
        draft=draft,
        rows=rows,
        total=total,
        fate=fate,
        number=number,
        counts={each: draft.count(each) for each in FATES},
        columns=drafts.COLUMNS[draft.kind],
    )


@bp.post("/people/imports/<int:draft_id>/confirmation")
def directory_confirmation(draft_id: int) -> Response:
    """Bring the list into force: the right rows only, or all of them or nothing."""
    draft, back = _own(draft_id), url_for(".directory_draft", draft_id=draft_id)
    if answer := unproved(back):
        return answer
    outcome = imports.confirm(draft, only_good=request.form.get("rows") == "good", by=viewer())
    return go(
        back,
        _(
            "Imported: %(added)s added, %(changed)s changed.",
            added=len(outcome.made),
            changed=outcome.changed,
        ),
    )


def draft_of_people(draft_id: int) -> DirectoryDraft:
    """One's own list of people, confirmed already; else a missing page."""
    draft = _own(draft_id)
    return found(draft if draft.kind == drafts.PEOPLE and draft.applied_at else None)


def _own(draft_id: int) -> DirectoryDraft:
    """One's own draft while it is remembered; anybody else's is a missing page."""
    allow(policy.may_keep_organisations(viewer()))
    draft = found(queries.draft(draft_id, clock.now()))
    return found(draft if policy.may_confirm(viewer(), draft) else None)


def _keep(form: ListForm, kind: str) -> DirectoryDraft:
    source = form.source
    sheet = drafts.read(source["data"], kind=kind)
    return drafts.keep(sheet, kind=kind, filename=source["filename"], by=viewer())
