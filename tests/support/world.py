"""A department, its institute, two districts with a school each, and one of every kind of thing."""

from io import BytesIO
from typing import Any

from intranet.attachments.models import Attachment
from intranet.comments.models import Comment
from intranet.core.db import db
from intranet.core.jobs import Job
from intranet.core.notices import Notice
from intranet.core.storage import storage
from intranet.people.models import DirectoryDraft, Kind, OneTimeLink, Role, RoleKind, SignIn
from intranet.reports.models import Remark
from intranet.roadmap.models import Check, Draft, Note
from tests.support import make


def fill() -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """The people by role, then the numbers of own and of foreign things by address argument."""
    department = make.organisation("ДО ТО", kind=Kind.DEPARTMENT)
    institute = make.organisation("ТОИПКРО", parent=department, kind=Kind.INSTITUTE)
    own, foreign = (make.organisation(parent=department) for _ in range(2))
    schools = [make.organisation(parent=place, kind=Kind.SCHOOL) for place in (own, foreign)]
    places = {
        "administrator": own, "coordinator": own, "methodist": institute,
        "specialist": department, "head": schools[0], "librarian": schools[0], "observer": own,
    }  # fmt: skip
    people = {role: make.person(RoleKind(role), at=place) for role, place in places.items()}
    db.session.add_all([department, institute, own, foreign, *schools, *people.values()])
    db.session.flush()
    mine = things(own, (institute, schools[0]), at=schools[0])
    theirs = things(foreign, (schools[1],), at=schools[1])
    db.session.commit()
    return people, mine, theirs


def things(district: Any, executors: tuple[Any, ...], *, at: Any) -> dict[str, Any]:
    """One of every kind of thing of `district`; its people work at `at`."""
    somebody = make.person(RoleKind.LIBRARIAN, at=at)
    board = make.board(district)
    item = make.item()
    board.plan.items.append(item)
    card = make.card(board, for_=executors, people=[somebody])
    card.checks.append(Check(position=0, text="point", number="", is_done=False))
    db.session.add_all([board, card, somebody])
    db.session.flush()
    card.notes.append(Note(author_id=somebody.id, at=make.MOMENT, text="done"))
    about = {"subject_kind": "roadmap_card", "subject_id": card.id, "author_id": somebody.id}
    blob = storage().put(BytesIO(b"what is in the file"))
    more = [
        Notice(at=make.MOMENT, person_id=somebody.id, name="x", page="x", particulars={}),
        Comment(**about, at=make.MOMENT, text="words"),
        Attachment(**about, at=make.MOMENT, name="a.txt", key=blob.key, size_bytes=blob.size_bytes),
        _draft(district, board.plan),
        _directory_draft(somebody),
        _sign_in(somebody),
        OneTimeLink(token_hash=f"{somebody.id}", person_id=somebody.id, expires_at=make.MOMENT),
        Job(name="x", arguments={}, run_at=make.MOMENT, given_up=True, tries=6, error=""),
        Role(person_id=somebody.id, organisation_id=at.id, kind=RoleKind.OBSERVER),
    ]
    passed = [each for each in executors if each.kind == Kind.INSTITUTE]
    campaign = make.campaign(
        district, state="open", card_id=card.id, slots=[make.slot()], recipients=passed
    )
    report = make.report(campaign, at)
    db.session.add_all([*more, campaign, report])
    db.session.flush()
    file = make.file(report, campaign.slots[0], by=somebody, key=blob.key)
    remark = Remark(report=report, number=1, text="words", at=make.MOMENT)
    db.session.add_all([make.version(report, files=[file]), remark])
    db.session.flush()
    names = (
        "notice_id comment_id attachment_id draft_id directory_draft_id sign_in_id link_id job_id"
        " role_id"
    )
    return dict(zip(names.split(), (each.id for each in more), strict=True)) | {
        "organisation_id": at.id,
        "person_id": somebody.id,
        "plan_id": board.plan.id,
        "item_id": item.id,
        "board_id": board.id,
        "column_id": board.columns[0].id,
        "card_id": card.id,
        "check_id": card.checks[0].id,
        "share_id": card.shares[-1].id,
        "subject_id": card.id,
        "campaign_id": campaign.id,
        "report_id": report.id,
        "slot_id": campaign.slots[0].id,
        "code": "stock",
        "cell": "01",
        "file_id": file.id,
        "remark_id": remark.id,
        "number": 1,
        "place": 0,
        "token": "no-such-token",
    }


def _draft(district: Any, plan: Any) -> Draft:
    item = {
        "number": "1", "title": "Item", "executors": [], "result": "", "subitems": [],
        "deadline": {
            "phrase": "", "kind": "unscheduled", "windows": [], "needs_confirmation": False,
            "detail": {},
        },
    }  # fmt: skip
    sections = [{"number": "", "title": "", "items": [item]}]
    document = {"title": "New", "columns": [], "warnings": [], "sections": sections, "notes": []}
    return Draft(
        organisation_id=district.id,
        plan_id=None,
        author_id=None,
        made_at=make.MOMENT,
        year=2026,
        year_kind="calendar",
        document=document,
        executors={},
    )


def _directory_draft(person: Any) -> DirectoryDraft:
    return DirectoryDraft(
        author_id=person.id,
        made_at=make.MOMENT,
        kind="people",
        filename="people.csv",
        unknown=[],
        rows=[],
        verdicts=[],
        made=[],
    )


def _sign_in(person: Any) -> SignIn:
    times = dict.fromkeys(("began_at", "seen_at", "proved_at"), make.MOMENT)
    return SignIn(token_hash=f"x{person.id}", person_id=person.id, address="", agent="", **times)
