"""What is in a report's file, without opening it: pictures of pages, or text and tables."""

from flask import Response as Answer
from flask import abort, current_app
from markupsafe import Markup
from werkzeug.wrappers import Response

from ...core.downloads import INERT
from ...core.kept import Kept
from ...core.storage import storage
from ...core.web import allow, found, page
from ...lib.contents import asking
from ...lib.contents.blocks import html_of
from ...lib.contents.model import PICTURE_TYPES, Contents, Wish
from ...lib.file_names import ending_of
from ...people.session import viewer
from ...uploads import policy as uploads_policy
from ...uploads import queries as uploads
from ..models import ReportFile
from . import bp
from .sight import ReportSight, look_at

#: Pages that are looked into.
MOST_PAGES = 20
#: Of a text.
MOST_LETTERS = 20_000
#: Bytes of previews that one process keeps: some two hundred pages.
MOST_KEPT = 16 * 1024 * 1024


@bp.get("/<int:report_id>/files/<int:file_id>/preview")
def file_preview(report_id: int, file_id: int) -> Response:
    """The first pages as pictures, or what a document says; read by a child with limits."""
    sight, file = _file(report_id, file_id)
    contents = _look(file, page=1)
    return page(
        "reports/file_preview.html",
        sight=sight,
        file=file,
        contents=contents,
        pages=min(contents.pages or 1, MOST_PAGES) if contents.preview.pictures else 0,
        html=Markup(html_of(contents.preview.blocks)),  # noqa: S704 - cleaned HTML of our own
    )


@bp.get("/<int:report_id>/files/<int:file_id>/preview/<int:number>")
def file_page(report_id: int, file_id: int, number: int) -> Answer:
    """One page of a file as a picture."""
    _sight, file = _file(report_id, file_id)
    found(number if 1 <= number <= MOST_PAGES else None)
    pictures = _look(file, page=number).preview.pictures
    picture = found(pictures[0] if pictures else None)
    answer = Answer(picture.data, mimetype=PICTURE_TYPES[picture.kind])
    answer.headers.update(INERT)
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


def _file(report_id: int, file_id: int) -> tuple[ReportSight, ReportFile]:
    """A file that may be passed on to the viewer: an infected one is shown to nobody."""
    sight = look_at(report_id)
    file = found(next((each for each in sight.report.files if each.id == file_id), None))
    verdict = uploads.verdict(file.key)
    allow(uploads_policy.may_pass_on(verdict, is_own=file.author_id == viewer().id))
    return sight, file


def _look(file: ReportFile, *, page: int) -> Contents:
    """What a child finds: one page as a picture, and with the first the beginning of a text.

    What it found well is kept by the SHA-256 of the file, which never comes to mean other bytes;
    when they are gone from the storage, so is the preview.
    """
    letters = MOST_LETTERS if page == 1 else 0
    wish = Wish(f".{ending_of(file.name)}", characters=letters, first=page, count=1)
    kept: Kept[Contents] = current_app.extensions["previews"]
    try:
        stream = storage().open(file.key)
    except FileNotFoundError:
        abort(404)
    with stream:
        if contents := kept.get((file.key, wish)):
            return contents
        contents = asking.ask(stream.fileno(), wish)
    return contents if contents.problem else kept.keep((file.key, wish), contents)


def weight(contents: Contents) -> int:
    """About how many bytes it takes in memory."""
    pictures = sum(len(picture.data) for picture in contents.preview.pictures)
    return pictures + 2 * (len(contents.text) + len(repr(contents.preview.blocks)))
