"""Addresses of notices: the tray, one notice, what letters one gets."""

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ..core import mail
from ..core.notices import path_of
from ..core.web import allow, found, go, own_address, page, update
from ..people import queries as people
from ..people.session import viewer
from . import actions, queries
from .forms import PreferencesForm
from .words import topics

bp = Blueprint("notifications", __name__, url_prefix="/notices")

#: Where a short list may stand: in the window under the bell, on the first page.
PLACES = ("newest", "news")


@bp.get("")
def notices() -> Response:
    """All my notices, newest first; `?show=unread`, older ones by `?before=`."""
    allow(True)
    is_unread = request.args.get("show") == "unread"
    before = request.args.get("before", type=int)
    most = queries.PAGE + 1
    known = queries.latest(viewer().id, most=most, before=before, is_unread=is_unread)
    shown = known[: queries.PAGE]
    return page(
        "notifications/notices.html",
        topics=topics(shown),
        is_unread=is_unread,
        before=before,
        older=shown[-1].id if len(known) > len(shown) else None,
    )


@bp.get("/newest")
def newest() -> Response:
    """The newest notices, for the window under the bell; `?place=` is where they stand."""
    allow(True)
    return page(
        "notifications/newest.html",
        fragment="notifications/_newest.html",
        topics=topics(queries.latest(viewer().id)),
        place=_place(request.args.get("place")),
    )


@bp.get("/<int:notice_id>")
def notice(notice_id: int) -> Response:
    """Open what a notice is about: it counts as read then, with others about the same.

    A GET that writes, as a link in a letter must be; what merely fetches ahead marks nothing.
    """
    me = viewer()
    allow(True)
    told = found(queries.notice(me.id, notice_id))
    if "prefetch" not in request.headers.get("Sec-Purpose", ""):
        actions.see(queries.unseen(me.id, told))
    path = path_of(told.page, told.particulars)
    return go(request.script_root + path if path else url_for(".notices"))


@bp.post("/seen")
def seen() -> Response:
    """All my notices are read; with the field `notice` that one, and others about the same."""
    me = viewer()
    allow(True)
    number = request.form.get("notice", type=int)
    about = found(queries.notice(me.id, number)) if number is not None else None
    actions.see(queries.unseen(me.id, about))
    return update(
        "notifications/_newest.html",
        "layouts/_bell.html",
        url=own_address(request.form.get("next"), url_for(".notices")),
        message=_("Marked as read."),
        topics=topics(queries.latest(me.id)),
        place=_place(request.form.get("place")),
        unread=queries.unread(me.id),
    )


@bp.route("/preferences", methods=["GET", "POST"])
def preferences() -> Response:
    """Which notices come by e-mail and when; where no letters leave the house, a missing page."""
    allow(True)
    found(mail.is_on() or None)
    person = found(people.person(viewer().id))
    form = PreferencesForm.of(queries.preference(person.id))
    if form.validate_on_submit():
        actions.prefer(person.id, **form.chosen)
        return go(url_for(".preferences"), _("The changes are kept."))
    return page(
        "notifications/preferences.html",
        fragment="notifications/_preferences_form.html",
        status=422 if form.is_submitted() else 200,
        person=person,
        form=form,
        refused=mail.last_refused(person.id, person.email),
    )


def _place(name: str | None) -> str:
    return name if name in PLACES else PLACES[0]
