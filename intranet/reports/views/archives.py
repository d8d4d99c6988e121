"""Taking a campaign out: its files as one archive, its states as a table."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from flask import Response as Answer
from flask import request
from flask_babel import gettext as _

from ...core import clock
from ...core.downloads import INERT, own_file
from ...core.i18n import day_in_words
from ...core.storage import storage
from ...core.wsgi import StreamedAnswer
from ...lib import workbooks
from ...lib.archive_names import clean_part
from ...lib.file_names import disposition
from ...lib.workbooks import Heading
from ...lib.zip_stream import ZipStream
from ...uploads import queries as uploads
from ..queries import archives, campaigns
from . import bp
from .archive_list import archive_of
from .sight import CampaignSight, ReportSight, look_at_campaign

PARTIAL, BEYOND = 206, 416


@bp.get("/campaigns/<int:campaign_id>/archive.zip")
def archive_zip(campaign_id: int) -> Answer:
    """The files of all reports, a folder for each organisation; broken off, it goes on."""
    sight = look_at_campaign(campaign_id)
    versions = archives.versions_of(sight.campaign)
    verdicts = uploads.verdicts({file.key for each in versions for file in each.files})
    archive = archive_of(sight.campaign, versions, verdicts=verdicts, storage=storage())
    made_at = max((file.at for each in versions for file in each.files), default=clock.now())
    stream = ZipStream(archive.entries(storage(), made_at))
    texts = "".join((archive.table, archive.sums, *archive.warnings))
    answer = _part(stream, sha256(texts.encode()).hexdigest()[:32])
    answer.headers.update(INERT)
    answer.headers["Content-Disposition"] = disposition(f"{clean_part(str(sight.campaign))}.zip")
    return answer


def _part(stream: ZipStream, tag: str) -> Answer:
    """The whole, or the range that is asked for when it is of the same archive still."""
    answer = Answer(mimetype="application/zip")
    asked = request.range if request.if_range.etag in (None, tag) else None
    part = asked.range_for_length(stream.length) if asked else None
    if asked and not part and asked.units == "bytes" and len(asked.ranges) == 1:
        answer.status_code = BEYOND
        answer.headers["Content-Range"] = f"bytes */{stream.length}"
        return answer
    first, end = part or (0, stream.length)
    if part:
        answer.status_code = PARTIAL
        answer.headers["Content-Range"] = f"bytes {first}-{end - 1}/{stream.length}"
    answer.response = StreamedAnswer(stream.chunks(first, end - 1))
    answer.direct_passthrough = True
    answer.content_length = end - first
    answer.headers["Accept-Ranges"] = "bytes"
    answer.set_etag(tag)
    return answer


@bp.get("/campaigns/<int:campaign_id>/matrix.xlsx")
def campaign_xlsx(campaign_id: int) -> Answer:
    """Who has handed in what to one campaign, as a table."""
    sight = look_at_campaign(campaign_id)
    name = str(sight.campaign)
    title = _("%(name)s, as of %(day)s", name=name, day=day_in_words(sight.today))
    content = workbooks.workbook(name, _headings(), _lines(sight), title=title)
    return own_file(content, name=name, ending="xlsx")


def _headings() -> list[Heading]:
    return [
        Heading(_("Organisation"), 50),
        Heading(_("State"), 18),
        Heading(_("In time?"), 18),
        Heading(_("Deadline"), 12),
        Heading(_("Counts from"), 12),
        Heading(_("Version"), 10),
        Heading(_("Filled in"), 12),
        Heading(_("Asked"), 12),
        Heading(_("Excused"), 40),
    ]


def _lines(sight: CampaignSight) -> Iterator[list[Any]]:
    for report in campaigns.reports_of(sight.campaign):
        yield [
            report.organisation.name,
            report.state_name,
            ReportSight(report, sight.me).timeliness_name,
            report.due_on,
            report.counted_on,
            report.number or None,
            report.filled_count,
            sight.campaign.piece_count,
            report.excuse,
        ]
