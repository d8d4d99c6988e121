"""What the road map does when other rooms tell of one of its cards."""

from ..attachments import queries as attachments
from ..attachments.events import FilesChanged
from ..comments import queries as comments
from ..comments.events import CommentTouched
from ..core.events import on
from ..people.events import OrganisationChanged, PersonChanged
from ..reports.events import (
    AllReportsIn,
    CampaignOpened,
    ObligationAdded,
    ReportAccepted,
    ReportAskedAgain,
    ReportEvent,
    ReportExcused,
    ReportHandedIn,
    ReportReopened,
    ReportReturned,
    ReportTakenBack,
)
from .actions import contributions
from .models import Card
from .queries import boards, cards

#: How far an organisation's part of a card is after a step of its report.
CONTRIBUTED = {
    ReportHandedIn: "working",
    ReportTakenBack: "waiting",
    ReportReturned: "working",
    ReportReopened: "working",
    ReportAccepted: "done",
    ReportExcused: "excused",
    ReportAskedAgain: "waiting",
}


@on(OrganisationChanged)
def organisation_renamed(event: OrganisationChanged) -> None:
    """Cards show the short names of their organisations: the boards with them are outdated."""
    boards.outdate(boards.with_organisation(event.subject.id))


@on(PersonChanged)
def person_renamed(event: PersonChanged) -> None:
    """Cards show who is named on them."""
    boards.outdate(boards.with_person(event.subject.id))


@on(CommentTouched)
def comments_counted(event: CommentTouched) -> None:
    """Keep how many comments a card has, so that the board need not count."""
    card = event.subject
    if isinstance(card, Card):
        boards.lock(card.board)
        cards.reread(card)
        card.comment_count = comments.count_on(card)
        card.board.changed(card.column)


@on(FilesChanged)
def files_counted(event: FilesChanged) -> None:
    """Keep how many files a card has."""
    card = event.subject
    if isinstance(card, Card):
        boards.lock(card.board)
        cards.reread(card)
        card.file_count = attachments.count_on(card)
        card.board.changed(card.column)


@on(CampaignOpened)
def reports_expected(event: CampaignOpened) -> None:
    """A campaign asks for the reports that a card is about."""
    if event.card_id:
        contributions.expect(event.card_id, event.organisation_ids)


@on(ObligationAdded)
def report_expected(event: ObligationAdded) -> None:
    """One more organisation owes its report to a card."""
    if event.card_id:
        contributions.expect(event.card_id, [event.organisation_id])


@on(ReportEvent)
def report_moved_on(event: ReportEvent) -> None:
    """A report went a step: the organisation's part of the card follows."""
    state = CONTRIBUTED.get(type(event))
    if event.card_id and state:
        contributions.note(
            event.card_id, event.organisation_id, report_id=event.subject.id, state=state
        )


@on(AllReportsIn)
def reports_complete(event: AllReportsIn) -> None:
    """Nobody owes the card a report any more."""
    if event.card_id:
        contributions.complete(event.card_id)
