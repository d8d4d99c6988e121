"""What can happen to campaigns and reports: the room's door."""

from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l

from ..core.events import Event


@dataclass(frozen=True, kw_only=True)
class RoomEvent(Event):
    """Something happened here; letters tell of it with the reports."""

    group = "reports"


@dataclass(frozen=True, kw_only=True)
class CampaignPrepared(RoomEvent):
    """A campaign was begun; nobody is asked yet."""

    name = "reports.campaign_prepared"
    text = _l("%(actor)s prepares the campaign “%(subject)s”")


@dataclass(frozen=True, kw_only=True)
class CampaignChanged(RoomEvent):
    """What a campaign asks for was changed; `fields` says what."""

    name = "reports.campaign_changed"
    text = _l("%(actor)s changed the campaign “%(subject)s”")

    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class CampaignOpened(RoomEvent):
    """Reports are asked for from now on; the list of those who owe them is made."""

    name = "reports.campaign_opened"
    text = _l("%(actor)s opened the campaign “%(subject)s”")
    notice = _l("A report is asked of you: “%(subject)s”")

    card_id: int | None
    organisation_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class CampaignDiscarded(RoomEvent):
    """A campaign that asked nobody yet was thrown away."""

    name = "reports.campaign_discarded"
    text = _l("%(actor)s threw the draft of “%(subject)s” away")


@dataclass(frozen=True, kw_only=True)
class CampaignClosed(RoomEvent):
    """Nothing more is taken."""

    name = "reports.campaign_closed"
    text = _l("%(actor)s closed the campaign “%(subject)s”")


@dataclass(frozen=True, kw_only=True)
class ObligationAdded(RoomEvent):
    """One more organisation owes a report to an open campaign."""

    name = "reports.obligation_added"
    text = _l("%(actor)s added %(organisation)s to those who report: “%(subject)s”")
    notice = _l("A report is asked of you: “%(subject)s”")

    card_id: int | None
    organisation_id: int
    organisation: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportEvent(RoomEvent):
    """Something happened to a report; `card_id` is the occurrence that asked for it."""

    card_id: int | None
    organisation_id: int
    organisation: str


@dataclass(frozen=True, kw_only=True)
class DraftSaved(ReportEvent):
    """Figures were written; `cells` says which."""

    name = "reports.draft_saved"
    text = _l("%(actor)s filled in “%(subject)s”")

    cells: list[str]


@dataclass(frozen=True, kw_only=True)
class FilePut(ReportEvent):
    """A file was put into a slot of a draft."""

    name = "reports.file_put"
    text = _l("%(actor)s put a file into “%(subject)s”")

    file: str


@dataclass(frozen=True, kw_only=True)
class FileTaken(ReportEvent):
    """A file was taken out of a draft."""

    name = "reports.file_taken"
    text = _l("%(actor)s took a file out of “%(subject)s”")

    file: str


@dataclass(frozen=True, kw_only=True)
class ReportHandedIn(ReportEvent):
    """A version was handed in, by hand or by itself at the deadline (`manner`)."""

    name = "reports.handed_in"
    text = _l("%(actor)s handed in version %(number)s of “%(subject)s”")
    notice = _l("%(organisation)s handed in its report: “%(subject)s”")

    number: int
    manner: str
    timeliness: str


@dataclass(frozen=True, kw_only=True)
class ReportTakenBack(ReportEvent):
    """The organisation took its report back before it was reviewed."""

    name = "reports.taken_back"
    text = _l("%(actor)s took “%(subject)s” back")

    number: int


@dataclass(frozen=True, kw_only=True)
class ReviewBegun(ReportEvent):
    """A reviewer took a report in hand."""

    name = "reports.review_begun"
    text = _l("%(actor)s began to review “%(subject)s”")

    number: int


@dataclass(frozen=True, kw_only=True)
class ReportReturned(ReportEvent):
    """A report goes back for correction, with remarks."""

    name = "reports.returned"
    text = _l("%(actor)s returned “%(subject)s” for correction: %(reason)s")
    notice = _l("Your report was returned for correction: “%(subject)s”")

    number: int
    reason: str
    remark_count: int


@dataclass(frozen=True, kw_only=True)
class ReportAccepted(ReportEvent):
    """A version was accepted."""

    name = "reports.accepted"
    text = _l("%(actor)s accepted version %(number)s of “%(subject)s”")
    notice = _l("Your report was accepted: “%(subject)s”")

    number: int


@dataclass(frozen=True, kw_only=True)
class ReportReopened(ReportEvent):
    """An accepted report was opened again, for a reason."""

    name = "reports.reopened"
    text = _l("%(actor)s re-opened “%(subject)s”: %(reason)s")
    notice = _l("Your report was re-opened: “%(subject)s”")

    number: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReportExcused(ReportEvent):
    """An organisation was excused from a report."""

    name = "reports.excused"
    text = _l("%(actor)s excused %(organisation)s from “%(subject)s”: %(reason)s")

    reason: str


@dataclass(frozen=True, kw_only=True)
class ReportAskedAgain(ReportEvent):
    """The excuse of an organisation was taken back."""

    name = "reports.asked_again"
    text = _l("%(actor)s asks %(organisation)s for “%(subject)s” again")


@dataclass(frozen=True, kw_only=True)
class ReportExtended(ReportEvent):
    """An organisation got a later day."""

    name = "reports.extended"
    text = _l("%(actor)s extended “%(subject)s” to %(until)s: %(reason)s")
    notice = _l("Your report may come later, by %(until)s: “%(subject)s”")
    days = ("until",)

    until: str  # ISO day
    reason: str


@dataclass(frozen=True, kw_only=True)
class RemarkTicked(ReportEvent):
    """The organisation ticked a remark as seen to, or unticked it."""

    name = "reports.remark_ticked"
    text = _l("%(actor)s ticked a remark on “%(subject)s”")

    remark_id: int
    is_done: bool


@dataclass(frozen=True, kw_only=True)
class AllReportsIn(RoomEvent):
    """Every organisation that owes a report to the campaign has handed it in."""

    name = "reports.all_in"
    text = _l("All reports are in: “%(subject)s”")

    card_id: int | None


@dataclass(frozen=True, kw_only=True)
class ReportDue(ReportEvent):
    """Somebody was reminded of a report: at a step of the ladder (days from the deadline), or
    by hand (step 0)."""

    group = "reminders"
    name = "reports.due"
    text = _l("%(organisation)s was reminded of “%(subject)s”")
    notice = _l("%(organisation)s, by %(due)s: “%(subject)s” is awaited")

    step: int
    due: str  # ISO day


@dataclass(frozen=True, kw_only=True)
class LaggardsReminded(RoomEvent):
    """Those who have not handed in were reminded by hand."""

    name = "reports.laggards_reminded"
    text = _l("%(actor)s reminded those who have not handed in: “%(subject)s”")

    organisations: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class SummaryMade(RoomEvent):
    """A campaign was added up."""

    name = "reports.summary_made"
    text = _l("%(actor)s made the summary “%(subject)s”")

    report_count: int


@dataclass(frozen=True, kw_only=True)
class SummaryChanged(RoomEvent):
    """The words beside a summary were changed."""

    name = "reports.summary_changed"
    text = _l("%(actor)s wrote beside the summary “%(subject)s”")


@dataclass(frozen=True, kw_only=True)
class SummaryPassed(RoomEvent):
    """A summary was passed up."""

    name = "reports.summary_passed"
    text = _l("%(actor)s passed the summary “%(subject)s” up")
    notice = _l("A summary was passed to you: “%(subject)s”")


@dataclass(frozen=True, kw_only=True)
class SummaryTaken(RoomEvent):
    """The level above took the summary."""

    name = "reports.summary_taken"
    text = _l("%(actor)s took the summary “%(subject)s”")
    notice = _l("%(actor)s took your summary: “%(subject)s”")


@dataclass(frozen=True, kw_only=True)
class SummaryReturned(RoomEvent):
    """The level above returned the summary to the district, for a reason."""

    name = "reports.summary_returned"
    text = _l("%(actor)s returned the summary “%(subject)s”: %(reason)s")
    notice = _l("Your summary was returned: “%(subject)s”: %(reason)s")

    reason: str
