"""Addresses of files: all of them go through the thing that a file hangs on."""

from typing import Any

from flask import Blueprint, current_app, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from ..core.downloads import download
from ..core.subjects import Subject, subject
from ..core.web import allow, dom_id, found, page, update
from ..people.session import viewer
from ..uploads import policy as uploads_policy
from . import actions, policy, queries
from .forms import FilesForm
from .models import Attachment

bp = Blueprint("attachments", __name__, url_prefix="/files")


@bp.route("/<kind>/<int:subject_id>", methods=["GET", "POST"])
def attachments(kind: str, subject_id: int) -> AnyResponse:
    """The files of a thing; and bringing more."""
    about = found(subject(kind, subject_id))
    allow(policy.may_attach(about) or request.method != "POST")
    form = FilesForm()
    if not form.validate_on_submit():
        return page(
            "attachments/attachments.html",
            fragment="attachments/_attachments.html",
            status=422 if form.is_submitted() else 200,
            **_context(about),
        )
    kept = actions.keep(form.brought)
    actions.attach(about.thing, kept, operation=form.operation.data or None, by=viewer())
    count = len(kept)
    return _changed(
        about, ngettext("%(num)s file is attached.", "%(num)s files are attached.", count)
    )


@bp.get("/<int:attachment_id>")
def file(attachment_id: int) -> AnyResponse:
    """The file itself, under its own name; never a damaged one, an infected one to nobody."""
    attachment, _about = _attachment(attachment_id)
    is_own = attachment.author_id == viewer().id
    allow(uploads_policy.may_pass_on(attachment.verdict, is_own=is_own))
    return download(attachment.key, name=attachment.name, size_bytes=attachment.size_bytes)


@bp.post("/<int:attachment_id>/deletion")
def deletion(attachment_id: int) -> AnyResponse:
    """Taking a file off."""
    attachment, about = _attachment(attachment_id)
    allow(policy.may_remove(viewer(), attachment, about))
    actions.remove(attachment, about.thing, by=viewer())
    return _changed(about, _("The file “%(name)s” is removed.", name=attachment.shown_name))


def _attachment(attachment_id: int) -> tuple[Attachment, Subject]:
    """A file with what it hangs on; hidden things hide their files."""
    attachment = found(queries.attachment(attachment_id))
    return attachment, found(subject(attachment.subject_kind, attachment.subject_id))


def _changed(about: Subject, message: str) -> AnyResponse:
    return update(
        "attachments/_attachments.html",
        url=f"{about.url}#{dom_id(about.thing, 'files')}",
        message=message,
        **_context(about),
    )


def _context(about: Subject) -> dict[str, Any]:
    return {
        "subject": about,
        "files": queries.on(about.thing),
        "files_form": FilesForm(formdata=None),
        "limit_mb": current_app.config["MAX_CONTENT_LENGTH"] // (1024 * 1024),
    }
