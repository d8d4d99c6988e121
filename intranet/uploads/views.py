"""Addresses of uploads: tus 1.0 (https://tus.io), for the browser's script and other programs."""

from datetime import datetime

from flask import Blueprint, Response, current_app, g, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, PreconditionFailed, UnsupportedMediaType
from werkzeug.http import http_date

from ..core import clock, errors
from ..core.actions import Refusal
from ..core.db import db
from ..core.web import allow, found
from ..core.wsgi import began_at
from ..lib import tus
from ..people.session import viewer
from . import actions, destinations, policy, queries
from .models import Upload
from .words import sentence

bp = Blueprint("uploads", __name__, url_prefix="/uploads")


@bp.route("", methods=["OPTIONS"], provide_automatic_options=False)
def abilities() -> Response:
    """What this server can do."""
    allow(True)
    answer = Response(status=204)
    answer.headers["Tus-Version"] = tus.VERSION
    answer.headers["Tus-Extension"] = tus.EXTENSIONS
    answer.headers["Tus-Checksum-Algorithm"] = ",".join(tus.ALGORITHMS)
    return answer


@bp.post("", provide_automatic_options=False)
def uploads() -> Response:
    """Announcing a file; its first bytes may come along."""
    told = tus.metadata(request.headers.get("Upload-Metadata"))
    place = found(destinations.named(told.get("destination", "")))
    allow(policy.may_upload(place))
    upload = actions.begin(
        place,
        name=told.get("filename", ""),
        length_bytes=tus.number(request.headers.get("Upload-Length")),
        quota_bytes=current_app.config["UPLOAD_QUOTA"],
        by=viewer(),
    )
    if request.mimetype == tus.PIECE_TYPE:
        upload = _received(upload, at=0)
    answer = _state(upload, 201)
    answer.headers["Location"] = url_for(".upload", token=upload.token)
    return answer


@bp.route("/<token>", methods=["HEAD"], provide_automatic_options=False)
def upload(token: str) -> Response:
    """How far a file has come."""
    upload = _own(token)
    allow(True)
    answer = _state(upload, 200, offset=actions.offset_of(upload))
    answer.headers["Upload-Length"] = str(upload.length_bytes)
    return answer


@bp.route("/<token>", methods=["PATCH"], provide_automatic_options=False)
def piece(token: str) -> Response:
    """The next piece of a file."""
    upload = _own(token)
    allow(True)
    if request.mimetype != tus.PIECE_TYPE:
        raise UnsupportedMediaType
    at = tus.number(request.headers.get("Upload-Offset"))
    return _state(_received(upload, at=at), 204)


@bp.route("/<token>", methods=["DELETE"], provide_automatic_options=False)
def deletion(token: str) -> Response:
    """Forgetting a file that is under way."""
    upload = _own(token)
    allow(True)
    actions.drop(upload)
    return Response(status=204)


@bp.before_request
def speak_one_language() -> None:
    """Another version of the protocol is refused before anything else is looked at."""
    if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != tus.VERSION:
        raise PreconditionFailed


@bp.after_request
def sign(answer: Response) -> Response:
    """Every answer says which protocol it speaks; nobody keeps it."""
    answer.headers["Tus-Resumable"] = tus.VERSION
    if answer.status_code == 412:
        answer.headers["Tus-Version"] = tus.VERSION
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.errorhandler(Refusal)
def refused(refusal: Refusal) -> Response:
    """A rule's sentence: scripts show it as it is."""
    return _said(str(refusal), refusal.status)


@bp.errorhandler(CSRFError)
def stale(_error: CSRFError) -> Response:
    """The page's token is missing or old."""
    return _said(_("This page was open for too long. Reload it and send again."), 422)


@bp.errorhandler(HTTPException)
def failed(error: HTTPException) -> Response:
    """A status in a sentence."""
    return _said(sentence(error.code or 500), error.code or 500)


@bp.errorhandler(ValueError)
def misspelt(error: ValueError) -> Response:
    """A header that cannot be read."""
    return _said(_("This request cannot be read: %(why)s", why=str(error)), 400)


@bp.errorhandler(OperationalError)
def unwritten(error: OperationalError) -> Response:
    """The database is full or busy; what has arrived is kept."""
    db.session.rollback()
    is_full = any(words in str(error.orig) for words in errors.FULL)
    return _said(sentence(507 if is_full else 503), 507 if is_full else 503)


def _said(words: str, status: int) -> Response:
    g.asked_policy = True
    return Response(f"{words}\n", status, content_type="text/plain; charset=utf-8")


def _own(token: str) -> Upload:
    """The viewer's upload; another's looks as if it were not there."""
    return found(queries.upload(token, owner_id=viewer().id, at=clock.now()))


def _received(upload: Upload, *, at: int) -> Upload:
    return actions.receive(
        upload,
        request.stream,
        at=at,
        checksum=tus.checksum(request.headers.get("Upload-Checksum")),
        began_at=_began_at(),
        by=viewer(),
    )


def _began_at() -> datetime:
    return began_at(request.environ) or clock.now()


def _state(upload: Upload, status: int, offset: int | None = None) -> Response:
    answer = Response(status=status)
    answer.headers["Upload-Offset"] = str(upload.offset_bytes if offset is None else offset)
    answer.headers["Upload-Expires"] = http_date(upload.expires_at)
    return answer
