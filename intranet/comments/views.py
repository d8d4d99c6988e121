"""Addresses of comments: all of them go through the thing that a comment is about."""

from flask import Blueprint
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ..core.actions import Refusal
from ..core.subjects import Subject, subject
from ..core.web import allow, dom_id, found, page, update
from ..people.models import Person
from ..people.session import viewer
from . import actions, policy, queries
from .forms import CommentForm
from .models import Comment, mentioned

bp = Blueprint("comments", __name__, url_prefix="/comments")


@bp.route("/<kind>/<int:subject_id>", methods=["GET", "POST"])
def comments(kind: str, subject_id: int) -> Response:
    """What was said about a thing; and saying more."""
    about, form = found(subject(kind, subject_id)), CommentForm()
    allow(policy.may_comment(about) or not form.is_submitted())
    if form.validate_on_submit():
        try:
            text, people = _read(form, about)
            actions.add(
                about.thing,
                text=text,
                people=people,
                operation=form.operation.data or None,
                by=viewer(),
            )
            return _said(about, people)
        except Refusal as refusal:
            form.refuse(refusal, "mention")
    if form.is_submitted():
        return _shown("comments/_comment_form.html", about, form, status=422)
    return _shown("comments/_comments.html", about, form)


@bp.get("/<kind>/<int:subject_id>/people")
def people(kind: str, subject_id: int) -> Response:
    """Whom one may mention: all who may see the thing."""
    about = found(subject(kind, subject_id))
    allow(policy.may_comment(about))
    return page(
        "comments/people.html",
        fragment="comments/_people.html",
        subject=about,
        people=about.readers(),
    )


@bp.route("/<int:comment_id>", methods=["GET", "POST"])
def comment(comment_id: int) -> Response:
    """Rewriting one's own comment."""
    said, about = _comment(comment_id)
    allow(policy.may_edit(viewer(), said, about))
    form = CommentForm(text=said.text)
    form.text.id = dom_id(said, "text")
    if form.validate_on_submit():
        called = _called(form.text.data, about)
        actions.change(said, about.thing, text=form.text.data.strip(), people=called, by=viewer())
        return _in_place(None, said, about, _("The comment is saved."))
    return page(
        "comments/comment.html",
        fragment="comments/_comment_edit.html",
        status=422 if form.is_submitted() else 200,
        comment=said,
        subject=about,
        form=form,
    )


@bp.post("/<int:comment_id>/deletion")
def deletion(comment_id: int) -> Response:
    """Forgetting the words of a comment."""
    said, about = _comment(comment_id)
    allow(said.is_deleted or policy.may_delete(viewer(), said, about))
    actions.delete(said, about.thing, by=viewer())
    return _in_place("comments/_comment.html", said, about, _("The comment is deleted."))


def _comment(comment_id: int) -> tuple[Comment, Subject]:
    """A comment with what it is about; hidden things hide what was said about them."""
    said = found(queries.comment(comment_id))
    return said, found(subject(said.subject_kind, said.subject_id))


def _called(text: str, about: Subject) -> list[Person]:
    """Whom the words call; without an «@» nobody has to be read."""
    return mentioned(text, about.readers()) if "@" in text else []


def _read(form: CommentForm, about: Subject) -> tuple[str, list[Person]]:
    """The words and whom they call. Refuses a name in the field that nobody has."""
    text, wish = form.text.data.strip(), (form.mention.data or "").strip().lstrip("@")
    if wish and not _called(f"@{wish}", about):
        raise Refusal(_("Nobody who sees this is called “%(name)s”.", name=wish))
    if wish and f"@{wish}" not in text:
        text = f"@{wish}, {text}"
    return text, _called(text, about)


def _shown(fragment: str, about: Subject, form: CommentForm, *, status: int = 200) -> Response:
    return page(
        "comments/comments.html",
        fragment=fragment,
        status=status,
        subject=about,
        form=form,
        comments=queries.on(about.thing),
    )


def _said(about: Subject, called: list[Person]) -> Response:
    others = [person.name for person in called if person.id != viewer().id]
    names = ", ".join(others)
    return update(
        "comments/_comment_form.html",
        "comments/_comments.html",
        url=f"{about.url}#{dom_id(about.thing, 'comments')}",
        message=_("The comment is added. Told: %(names)s.", names=names)
        if others
        else _("The comment is added."),
        subject=about,
        form=CommentForm(formdata=None),
        comments=queries.on(about.thing),
    )


def _in_place(fragment: str | None, said: Comment, about: Subject, message: str) -> Response:
    return update(
        fragment,
        *(() if fragment else ("comments/_comment.html",)),
        url=f"{about.url}#{dom_id(said)}",
        message=message,
        comment=said,
        subject=about,
    )
